import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { Diagnostic } from '../../../text/diagnostic.ts';
import { clausesOf } from '../../syntax/clauses.ts';
import { parse } from '../../syntax/parser.ts';
import { isFieldType } from '../types.ts';
import { LINTS, type LintFacts, lint } from './lint.ts';

const TYPES: Readonly<Record<string, string>> = {
  'host.os.type': 'keyword',
  'own.text': 'keyword',
  'process.args': 'keyword',
  'process.args_count': 'long',
  'process.executable': 'keyword',
  'process.interactive': 'boolean',
  'process.name': 'keyword',
};

const facts: LintFacts = {
  notes: (path) => ({
    description: path.startsWith('own.') ? '' : `What ${path} is.`,
    array: path === 'process.args',
    allowed: path === 'host.os.type' ? ['linux', 'macos', 'windows'] : [],
  }),
  values: (path) =>
    path === 'process.name' ? { distinct: 2, values: [{ literal: '"Bash"' }, { literal: '"sh"' }] } : undefined,
};

function lintsOf(text: string): readonly Diagnostic[] {
  const { query, tokens } = parse(text);
  const schema = {
    mapping: 'open',
    field(path: string) {
      const type = TYPES[path] ?? '';
      return isFieldType(type) ? ({ type, declared: true } as const) : undefined;
    },
    paths: () => Object.keys(TYPES),
  } as const;
  return lint({ query, text, tokens, clauses: clausesOf(query, 'event.category'), schema, facts });
}

/** Finding: the lint, what it marks, and the text after each of its fixes, without `process where`. */
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
  ['host.os.type == "Linux"', 'foreign-value', '"Linux"'],
  ['host.os.type in ("linux", "ubuntu")', 'foreign-value', '"ubuntu"', 'host.os.type in ("linux")'],
  ['process.name == "bash"', 'other-case', '"bash"', 'process.name == "Bash"'],
  ['process.name like ("SH", "x*")', 'other-case', '"SH"', 'process.name like ("sh", "x*")'],
  ['process.name == "a" and b == 1 and process.name == "c"', 'never-together', 'process.name == "c"'],
  ['process.name in ("a", "b") and process.name like ("c*", "D")', 'never-together', 'process.name like ("c*", "D")'],
  ['process.args == "a" and process.args != "a"', 'never-together', 'process.args != "a"'],
  ['process.args like "ab*" and not process.args : "A*"', 'never-together', 'not process.args : "A*"'],
];

describe.each(FOUND)('%s', (condition, name, marked, ...fixed) => {
  const text = `process where ${condition}`;
  const found = lintsOf(text).filter(({ code }) => code === `lint/${name}`);

  it(`has ${name}`, () => {
    expect(found.map(({ span }) => text.slice(span!.from, span!.to))).toEqual([marked]);
    expect(found[0]!.hint).toBe(LINTS.find((row) => row.name === name)!.reason);
  });

  it('is without it after each fix', () => {
    const texts = (found[0]!.fixes ?? []).map(
      ({ span, replacement }) => text.slice(0, span.from) + replacement + text.slice(span.to),
    );
    expect(texts).toEqual(fixed.map((after) => `process where ${after}`));
    for (const after of texts) {
      expect(parse(after).problems).toEqual([]);
      expect(lintsOf(after).filter(({ code }) => code === `lint/${name}`)).toEqual([]);
    }
  });
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
])('%s has none', (condition) => {
  expect(lintsOf(`process where ${condition}`).filter(({ code }) => code !== 'lint/other-case')).toEqual([]);
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
    for (const { code, fixes = [] } of lintsOf(text)) {
      for (const { span, replacement } of fixes) {
        const after = text.slice(0, span.from) + replacement + text.slice(span.to);
        expect(parse(after).problems).toEqual([]);
        expect(codes(after)).not.toContain(code);
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

test('names are told apart', () => {
  expect(new Set(LINTS.map(({ name }) => name)).size).toBe(LINTS.length);
});

/** Each kind was read on these rules: what is counted here is worth a look in the rule, or an `info`. */
const rules = join(process.env['EQL_SHARED'] ?? resolve('..', 'shared'), 'data/rules-visible.json');
test.skipIf(!existsSync(rules))('findings on published rules are few and known', () => {
  const counts: Record<string, number> = {};
  for (const { query } of JSON.parse(readFileSync(rules, 'utf8')) as { query: string }[]) {
    for (const { code } of lintsOf(query)) counts[code] = (counts[code] ?? 0) + 1;
  }
  delete counts['lint/other-case'];
  expect(counts).toEqual({
    'lint/duplicate-entry': 70,
    'lint/foreign-value': 1,
    'lint/long-sequence': 6,
    'lint/mixed-logic': 10,
    'lint/subsumed-entry': 55,
    'lint/wildcard-literal': 11,
  });
});
