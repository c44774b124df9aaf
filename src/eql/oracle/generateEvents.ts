/**
 * Random events over a few fields with few values each, so that rules made from the same values often match. Each field
 * has a pool: about a quarter of it is "missing" in one of its spellings, the rest half single values, half arrays.
 */
import fc from 'fast-check';
import type { FieldKind } from './values.ts';

interface FieldFacts {
  readonly kind: FieldKind;
  readonly values: readonly unknown[];
}

export const FIELDS = {
  'event.category': { kind: 'keyword', values: ['process', 'file', 'network', 'Process'] },
  'process.name': { kind: 'keyword', values: ['bash', 'Bash', 'sh', 'docker', 'a', 'ab', 'abc', 'b', '', 'aB'] },
  'process.args': {
    kind: 'keyword',
    values: ['run', '--x', '-it', 'a=1;', 'a=b', '/bin/sh', 'a', 'b', '', 'RUN', 'aa'],
  },
  'process.command_line': {
    kind: 'wildcard',
    values: [
      'docker run -it',
      '/usr/local/bin',
      'a=1;b=2;',
      'A<B>C',
      'a<b>c',
      'x\ny',
      'C:\\x',
      'a*b',
      'say "hi"',
      '',
      'ab',
    ],
  },
  'user.name': {
    kind: 'keyword',
    values: ['é', 'É', 'ß', 'ss', 'k', 'K', '\u{212a}', '🐳', '🐳a', '\u{ff41}', 'ẞ', 'aé'],
  },
  // Numbers as text, some of them no numbers. JSON numbers and booleans become text in a keyword field.
  serial: {
    kind: 'keyword',
    values: ['7', '42', '42.5', '0x1f', 'ff', ' 5', '1e3', '-7', '12', '101', 5, 42.5, 9, true, '4x'],
  },
  'process.pid': { kind: 'long', values: [0, 1, 2, 5, 7, 9, 20, '42', 443, -7] },
  big: {
    kind: 'long',
    values: ['9223372036854775807', '9007199254740993', '9007199254740992', 2147483648, 5, '-9223372036854775807'],
  },
  'my-ns.size': { kind: 'integer', values: [0, 1, 2, 3, 5, -2, 2147483647] },
  ratio: { kind: 'double', values: [0.5, 1, 2, 2.5, -1.5, 100.25, '7', 5] },
  /** Doubles beyond the whole numbers that a double can tell apart. */
  score: { kind: 'double', values: [9007199254740992, 9007199254740994, 0.5] },
  'process.interactive': { kind: 'boolean', values: [true, false] },
  flag: { kind: 'boolean', values: [true, false] },
  '@timestamp': {
    kind: 'date',
    values: [
      '2025-03-01T10:00:00.000Z',
      '2025-03-01T10:00:05.123Z',
      '2025-03-01T10:00:05Z',
      1740823200000,
      '2025-02-28T23:59:59.999Z',
    ],
  },
  'source.ip': {
    kind: 'ip',
    values: ['10.1.2.3', '10.0.0.5', '192.168.1.1', '11.0.0.1', 'fe80::1', '2001:DB8:0:0:0:0:0:1', '::1'],
  },
  /** In the mapping, and in no event. */
  ghost: { kind: 'keyword', values: [] },
} as const satisfies Record<string, FieldFacts>;

export type FieldPath = keyof typeof FIELDS;

export const FIELD_PATHS = Object.keys(FIELDS) as readonly FieldPath[];

export const FIELD_TYPES: Readonly<Record<string, FieldKind>> = Object.fromEntries(
  Object.entries(FIELDS).map(([path, { kind }]) => [path, kind]),
);

/** What an event may hold under a field; undefined leaves the key out. */
function poolOf(values: readonly unknown[]): readonly unknown[] {
  const at = (i: number): unknown => values[i % values.length];
  const several = values.flatMap((value, i) => [
    [value, at(i + 1)],
    [at(i + 3), value, null, at(i + 1)],
    [at(i + 2), value, value],
  ]);
  const present = [...values, ...values, ...several];
  const missing = [undefined, undefined, null, [], [null], undefined];
  return [...present, ...Array.from({ length: Math.ceil(present.length / 3) }, (_, i) => missing[i % missing.length])];
}

/** Ways to write the same fields into one document (eql.md 3.2). */
const SHAPES = ['nested', 'nested', 'dotted', 'objects'] as const;
type Shape = (typeof SHAPES)[number];

function documentOf(values: readonly unknown[], shape: Shape): object {
  const document: Record<string, unknown> = {};
  for (const [i, path] of PRESENT.entries()) {
    const value = values[i];
    const [parent, child] = path.split('.') as [string, string | undefined];
    if (value === undefined) continue;
    if (child === undefined || shape === 'dotted') document[path] = value;
    else if (shape === 'objects') {
      const objects = (document[parent] ??= []) as object[];
      const items: readonly unknown[] = Array.isArray(value) ? value : [value];
      objects.push(...items.map((item) => ({ [child]: item })));
    } else {
      const object = (document[parent] ??= {}) as Record<string, unknown>;
      object[child] = value;
    }
  }
  return document;
}

const PRESENT = FIELD_PATHS.filter((path) => FIELDS[path].values.length > 0);

export const anyEvent: fc.Arbitrary<object> = fc
  .tuple(
    fc.constantFrom(...SHAPES),
    fc.tuple(...PRESENT.map((path) => fc.constantFrom(...poolOf(FIELDS[path].values)))),
  )
  .map(([shape, values]) => documentOf(values, shape));

export const anyEvents: fc.Arbitrary<readonly object[]> = fc.array(anyEvent, {
  minLength: 1,
  maxLength: 8,
  size: 'max',
});
