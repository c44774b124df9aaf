import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Diagnostic } from '../../../text/diagnostic.ts';
import { clausesOf } from '../../syntax/clauses.ts';
import { parse } from '../../syntax/parser.ts';
import { isFieldType } from '../types.ts';
import { LINTS, type LintFacts, lint } from './lint.ts';

const TYPES: Readonly<Record<string, string>> = {
  'file.extension': 'keyword',
  'host.os.type': 'keyword',
  'own.text': 'keyword',
  'process.args': 'keyword',
  'process.args_count': 'long',
  'process.executable': 'keyword',
  'process.interactive': 'boolean',
  'process.name': 'keyword',
  'process.parent.name': 'keyword',
};

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'event.category': ['file', 'library', 'network', 'process', 'registry'],
  'host.os.type': ['linux', 'macos', 'windows'],
};

const HELD: Readonly<Record<string, readonly string[]>> = {
  'event.category': ['"process"', '"proces5"'],
  'process.name': ['"Bash"', '"sh"'],
};

/** Fields that two events pass for want of. */
const MISSING = ['process.parent.name', 'container.id'];

const facts: LintFacts = {
  notes: (path) => ({
    description: path.startsWith('own.') ? '' : `What ${path} is.`,
    array: path === 'process.args',
    allowed: ALLOWED[path] ?? [],
    ...(path === 'process.command_line' && { streams: [] }),
    ...(path === 'process.tty' && { streams: [], valueCount: 3 }),
    ...(path === 'process.args' && { streams: ['process', 'alerts'] }),
    ...(path === 'file.path' && { streams: ['file', 'alerts'] }),
    ...(path === 'dns.held' && { valueCount: 1 }),
  }),
  values(path) {
    const held = HELD[path];
    return held && { distinct: held.length, values: held.map((literal) => ({ literal })) };
  },
  passedWithout: (_, path) => (MISSING.includes(path) ? 2 : 0),
};

const PROCESSES = ['logs-cloud_defend.process*'];

function lintsOf(text: string, index: readonly string[] = PROCESSES): readonly Diagnostic[] {
  const { query, tokens } = parse(text);
  const schema = {
    mapping: 'open',
    field(path: string) {
      const type = TYPES[path] ?? '';
      return isFieldType(type) ? ({ type, declared: true } as const) : undefined;
    },
    paths: () => Object.keys(TYPES),
  } as const;
  const eventCategoryField = 'event.category';
  const clauses = clausesOf(query, eventCategoryField);
  return lint({ query, text, tokens, clauses, schema, eventCategoryField, index, facts });
}

function fixed(text: string, { fixes = [] }: Diagnostic): readonly string[] {
  return fixes.map(({ span, replacement }) => text.slice(0, span.from) + replacement + text.slice(span.to));
}

/** Finding: the lint, what it marks, and the text after each of its fixes, without `process where` where it has that. */
type Row = readonly [condition: string, name: string, marked: string, ...fixed: string[]];

const FOUND: readonly Row[] = [
  ['a == 1 or b == 2 and c == 3', 'mixed-logic', 'b == 2 and c == 3', 'a == 1 or (b == 2 and c == 3)'],
  ['a and b or c and d or e', 'mixed-logic', 'a and b', '(a and b) or (c and d) or e'],
  ['x and (a and b or (c))', 'mixed-logic', 'a and b', 'x and ((a and b) or (c))'],
  ['(a) and (b) or c', 'mixed-logic', '(a) and (b)', '((a) and (b)) or c'],
  ['host.name in ("a", "b", "a")', 'duplicate-entry', '"a"', 'host.name in ("a", "b")'],
  ['host.name in~ ("a", "A")', 'duplicate-entry', '"A"', 'host.name in~ ("a")'],
  ['host.name : ("a", "A")', 'duplicate-entry', '"A"', 'host.name : ("a")'],
  ['pid in (1, 2, 1)', 'duplicate-entry', '1', 'pid in (1, 2)'],
  ['host.name like ("/tmp/x", "/tmp/*")', 'subsumed-entry', '"/tmp/x"', 'host.name like ("/tmp/*")'],
  ['host.name like ("/tmp/*", "/tmp/a?c*")', 'subsumed-entry', '"/tmp/a?c*"', 'host.name like ("/tmp/*")'],
  ['host.name : ("*b*", "aBc")', 'subsumed-entry', '"aBc"', 'host.name : ("*b*")'],
  ['host.name == "a*"', 'wildcard-literal', '"a*"', 'host.name like "a*"', 'host.name : "a*"'],
  ['host.name != "a*"', 'wildcard-literal', '"a*"', 'not host.name like "a*"', 'not host.name : "a*"'],
  ['host.name in ("a*", "b")', 'wildcard-literal', '"a*"', 'host.name like ("a*", "b")', 'host.name : ("a*", "b")'],
  ['host.name not in~ ("*a")', 'wildcard-literal', '"*a"', 'not host.name like~ ("*a")'],
  ['process.interactive == "true"', 'quoted-value', '"true"', 'process.interactive == true'],
  ['process.interactive != "false"', 'quoted-value', '"false"', 'process.interactive != false'],
  ['process.args_count == "3"', 'quoted-value', '"3"', 'process.args_count == 3'],
  ['process.name == "/bin/sh"', 'foreign-value', '"/bin/sh"', 'process.executable == "/bin/sh"'],
  ['process.name in ("sh", "/bin/dash")', 'foreign-value', '"/bin/dash"', 'process.name in ("sh")'],
  ['process.parent.executable == "sh"', 'foreign-value', '"sh"', 'process.parent.name == "sh"'],
  ['host.os.type == "Linux"', 'foreign-value', '"Linux"', 'host.os.type == "linux"'],
  ['file.extension == ".sh"', 'foreign-value', '".sh"', 'file.extension == "sh"'],
  ['file.hash.md5 in ("00", "")', 'foreign-value', '"00"', 'file.hash.md5 in ("")'],
  ['not process.hash.sha256 : ("0*", "00")', 'foreign-value', '"00"', 'not process.hash.sha256 : ("0*")'],
  ['host.os.type in ("linux", "ubuntu")', 'foreign-value', '"ubuntu"', 'host.os.type in ("linux")'],
  ['process.name == "bash"', 'other-case', '"bash"', 'process.name == "Bash"'],
  ['process.name like ("SH", "x*")', 'other-case', '"SH"', 'process.name like ("sh", "x*")'],
  [
    'process.name == "a" and b == 1 and process.name == "c"',
    'never-together',
    'process.name == "c"',
    '(process.name == "a" or process.name == "c") and b == 1',
  ],
  [
    'process.name in ("a", "b") and process.name like ("c*", "D")',
    'never-together',
    'process.name like ("c*", "D")',
    '(process.name in ("a", "b") or process.name like ("c*", "D"))',
  ],
  ['process.name == "a" and (process.name == "c" and b)', 'never-together', 'process.name == "c"'],
  [
    'process.name == "a" and (b and process.name == "c")',
    'never-together',
    'process.name == "c"',
    '(process.name == "a" or process.name == "c") and (b)',
  ],
  ['process.args == "a" and process.args != "a"', 'never-together', 'process.args != "a"', 'process.args == "a"'],
  [
    'process.args like "ab*" and c and not process.args : "A*"',
    'never-together',
    'not process.args : "A*"',
    'process.args like "ab*" and c',
  ],
  ['proces where true', 'unknown-category', 'proces', 'process where true', 'proces5 where true'],
  ['"File" where true', 'unknown-category', '"File"', '"file" where true'],
  ['Any where true', 'unknown-category', 'Any', 'any where true'],
  [
    'sequence by a with maxspan=1m [file where b] [fil where c]',
    'unknown-category',
    'fil',
    'sequence by a with maxspan=1m [file where b] [file where c]',
  ],
  ['file where registry.path == "a"', 'other-category', 'file', 'registry where registry.path == "a"'],
  [
    'process where a and dll.name : "b"',
    'other-category',
    'process',
    'library where a and dll.name : "b"',
    'driver where a and dll.name : "b"',
  ],
  ['any where a == 1 and file.path : "b*"', 'open-category', 'any', 'file where a == 1 and file.path : "b*"'],
  [
    'any where (dns.question.name == "a" or dns.question.name == "b")',
    'open-category',
    'any',
    'network where (dns.question.name == "a" or dns.question.name == "b")',
  ],
  [
    'a == 1 or process.command_line : "b"',
    'absent-field',
    'process.command_line',
    'a == 1 or ?process.command_line : "b"',
  ],
  ['file.path == "a"', 'absent-field', 'file.path', '?file.path == "a"'],
  [
    'a == 1 and process.parent.name != "b"',
    'missing-guard',
    'process.parent.name != "b"',
    'a == 1 and process.parent.name != null and process.parent.name != "b"',
  ],
  [
    '?container.id not in ("a", "b")',
    'missing-guard',
    '?container.id not in ("a", "b")',
    '?container.id != null and ?container.id not in ("a", "b")',
  ],
  ['process.executable : "*/bash"', 'leading-wildcard', 'process.executable : "*/bash"', 'process.name : "bash"'],
  [
    'not process.parent.executable like~ ("*/a*", "*\\\\b.exe")',
    'leading-wildcard',
    'process.parent.executable like~ ("*/a*", "*\\\\b.exe")',
    'not process.parent.name like~ ("a*", "b.exe")',
  ],
  ['file.name : "*.so"', 'leading-wildcard', 'file.name : "*.so"', 'file.extension : "so"'],
];

const withStart = (text: string): string => (/^\S+ where |^sequence/.test(text) ? text : `process where ${text}`);

describe.each(FOUND)('%s', (condition, name, marked, ...mended) => {
  const text = withStart(condition);
  const found = lintsOf(text).filter(({ code }) => code === `lint/${name}`);

  it(`has ${name}`, () => {
    expect(found.map(({ span }) => text.slice(span!.from, span!.to))).toEqual([marked]);
    expect(found[0]!.hint).toBe(LINTS.find((row) => row.name === name)!.reason);
  });

  it('is without it after each fix', () => {
    const texts = fixed(text, found[0]!);
    expect(texts).toEqual(mended.map(withStart));
    for (const after of texts) {
      expect(parse(after).problems).toEqual([]);
      expect(lintsOf(after).filter(({ code }) => code === `lint/${name}`)).toEqual([]);
    }
  });
});

it('each fix takes one finding away and brings no error, whatever stands beside it', () => {
  const conditions = FOUND.map(([condition]) => condition).filter((condition) => withStart(condition) !== condition);
  const pieces = fc.array(fc.constantFrom(...conditions), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(pieces, fc.constantFrom(' or ', ' and c == 3 and '), (chosen, word) => {
      const text = `process where ${chosen.map((condition) => `(${condition})`).join(word)}`;
      const found = lintsOf(text);
      for (const finding of found) {
        const of = (findings: readonly Diagnostic[]): number =>
          findings.filter(({ code }) => code === finding.code).length;
        for (const after of fixed(text, finding)) {
          expect(parse(after).problems, after).toEqual([]);
          expect(of(lintsOf(after)), `${finding.code}: ${text} -> ${after}`).toBeLessThan(of(found));
        }
      }
    }),
    { numRuns: 200 },
  );
});

test.each([
  'a == 1 or (b == 2 and c == 3)',
  '(a and b) or (c and (d or e))',
  'a and (b or c) and not d',
  'host.name in ("a", "A", "b")',
  'host.name like ("a*", "A*", "b?", "bc*")',
  'host.name == "*"',
  'host.name == "what?"',
  'share == "\\\\\\\\*\\\\ADMIN$"',
  'process.interactive == true and process.args_count == 3',
  'process.name == "sh" and process.executable == "/bin/sh"',
  'process.executable like ("*sh", "/bin/?")',
  'host.os.type == "windows" and process.executable == "Registry"',
  'process.name : "bash"',
  'process.args == "a" and process.args == "b"',
  'own.text == "a" and own.text == "b"',
  'process.name in ("a", "b") and process.name in ("b", "c")',
  'process.name like "a*" and process.name like "*b"',
  'process.name : "A" and process.name == "a"',
  'process.name : "a" and process.name != "a"',
  'process.name != "a" and process.name != "b"',
  'process.name like "a*" and process.name != "ab"',
  'any where process.name == "sh" and event.category == "file"',
  'any where file.name == "a" and event.category in ("file", "process")',
  'any where file.name == "a" or process.name == "sh"',
  'any where file.name == "a" and registry.path == "b"',
  'any where not file.name : "a"',
  'process where file.name == "a" or registry.path == "b"',
  'process where dns.held == "a"',
  'unheard_of where true',
  'proces5 where true',
  '?process.command_line : "a" and process.args : "b"',
  'process.tty == "a"',
  'process.unheard == "a"',
  'process.parent.name != null and process.parent.name != "b"',
  'process.parent.name : "a*" and process.parent.name != "b"',
  'process.parent.name : "a*" and process.parent.name not in ("b", "c")',
  'not process.parent.name == "b"',
  'a == 1 or process.parent.name != "b"',
  'process.executable : ("*/bash", "/bin/x")',
  'process.executable : "*bash"',
  'process.executable : "*/*bash"',
  'process.command : "*/bash"',
  'process.previous.executable : "*/bash"',
  'file.extension : "sh" and file.hash.md5 : "a*"',
])('%s has none', (condition) => {
  expect(lintsOf(withStart(condition)).filter(({ code }) => code !== 'lint/other-case')).toEqual([]);
});

describe('a sequence', () => {
  const rest = '[process where a == 1] [process where b == 2]';
  const codes = (text: string): readonly string[] => lintsOf(text).map(({ code }) => code);

  it.each([
    [`sequence ${rest}`, ['lint/loose-sequence', 'lint/long-sequence']],
    [`// before\nsequence by x ${rest}`, ['lint/long-sequence']],
    [`sequence with maxspan=1m ${rest}`, ['lint/loose-sequence']],
    [`sequence by x with maxspan=1m ${rest}`, []],
    ['sequence with maxspan=1m [any where a] by x [any where b] by y', []],
    ['sample by x [any where a] [any where b]', []],
  ])('%s', (text, wanted) => {
    expect(codes(text)).toEqual(wanted);
    for (const found of lintsOf(text)) {
      for (const after of fixed(text, found)) {
        expect(parse(after).problems).toEqual([]);
        expect(codes(after)).not.toContain(found.code);
      }
    }
  });
});

test.each([
  ['process where a == "x*" // ignore: wildcard-literal', 0],
  ['process where\n// ignore: mixed-logic, wildcard-literal\n  a == "x*"', 0],
  ['process where\n  a == "x*" and\n  b == "x*" /* ignore: wildcard-literal */ and\n  c == "x*" and\n  d == "x*"', 2],
  ['process where a == "x*"\n\n\n// ignore-all: wildcard-literal', 0],
  ['process where a == "x*" // ignore: mixed-logic', 1],
  ['process where a == "x*" // please ignore: wildcard-literal', 1],
])('a comment switches a lint off: %j', (text, left) => {
  expect(lintsOf(text)).toHaveLength(left);
});

test('a broken text has lints and throws nothing', () => {
  for (const text of [
    '',
    'sequence',
    'process where',
    'process where a in ("x", "x"',
    'process where a == "x*" or and b',
  ]) {
    expect(() => lintsOf(text)).not.toThrow();
  }
});

test('names are told apart, and each is in the docs and in the table above', () => {
  const names = LINTS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const docs = readFileSync(new URL('../../../../docs/eql.md', import.meta.url), 'utf8');
  const told = [...docs.matchAll(/^\| `([a-z-]+)` \| (?:warning|mention|hint) \|/gm)].map(([, name]) => name);
  expect(told).toEqual(names);
  const sequences = ['loose-sequence', 'long-sequence'];
  expect(new Set([...FOUND.map(([, name]) => name), ...sequences])).toEqual(new Set(names));
});

test.each<readonly [index: readonly string[], found: number]>([
  [[], 0],
  [['logs-cloud_defend.process*'], 1],
  [['logs-cloud_defend.process-*'], 1],
  [['logs-cloud_defend.file*', 'logs-cloud_defend.alerts*'], 1],
  [['logs-cloud_defend*'], 1],
  [['logs-cloud_defend.*'], 1],
  [['logs-cloud_defend.process*', 'auditbeat-*'], 0],
  [['logs-cloud_defend.processes*'], 0],
  [['logs-*'], 0],
])('%j lacks process.command_line: %i', (index, found) => {
  expect(lintsOf('process where process.command_line : "a"', index)).toHaveLength(found);
});

test.each<readonly [index: string, path: string, found: number]>([
  ['logs-cloud_defend.process*', 'file.path', 1],
  ['logs-cloud_defend.file*', 'file.path', 0],
  ['logs-cloud_defend.alerts*', 'file.path', 0],
  ['logs-cloud_defend*', 'process.args', 0],
  ['logs-cloud_defend.file*', 'process.args', 1],
])('%s and %s: %i', (index, path, found) => {
  const lints = lintsOf(`any where ${path} : "a"`, [index]).filter(({ code }) => code === 'lint/absent-field');
  expect(lints).toHaveLength(found);
});
