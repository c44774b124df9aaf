import { describe, expect, test } from 'vitest';
import { FUNCTIONS } from '../check/functions.ts';
import { check } from '../check/checker.ts';
import type { FieldType } from '../check/types.ts';
import { parse } from '../syntax/parser.ts';
import { completionsAt, valuesWantedAt } from './completion.ts';
import { marked, testKnowledge } from './testKnowledge.ts';

function labels(source: string): readonly string[] {
  const { text, offset } = marked(source);
  return completionsAt(text, offset, testKnowledge).items.map(({ label }) => label);
}

/** The text after one of the completions was taken. */
function taken(source: string, label: string): string {
  const { text, offset } = marked(source);
  const { span, items } = completionsAt(text, offset, testKnowledge);
  const item = items.find((it) => it.label === label);
  return item === undefined ? `no ${label}` : text.slice(0, span.from) + item.insert + text.slice(span.to);
}

const CATEGORIES = ['process', 'file', 'network', 'any'];
const TEXT_OPERATORS = ['==', ':', 'in', 'like~', '!=', 'not in', 'like', 'in~', 'not in~', 'regex~', 'regex'];
const CONNECTIVES = ['and', 'or', 'and not (…)', 'and (… or …)'];
const NUMBER_OPERATORS = ['==', '!=', '>=', '>', '<=', '<', 'in', 'not in'];

describe('what is offered first', () => {
  test.each<readonly [source: string, first: readonly string[]]>([
    // Categories: of the events by their counts, then of ECS, then any.
    ['|', [...CATEGORIES, 'sequence by … with maxspan', 'sample by …']],
    ['pro|', CATEGORIES],
    ['  |', CATEGORIES],
    ['// why\n|', CATEGORIES],
    ['sequence [|', CATEGORIES],
    ['sequence [process where true] [|]', CATEGORIES],
    ['sequence [process where true] ![|]', CATEGORIES],
    ['sample by host.ip [fi|', CATEGORIES],
    ['sequence [any where true] [any where true] until [|', CATEGORIES],
    ['| where true', CATEGORIES],
    ['"pro|" where true', ['"process"', '"file"', '"network"']],
    ['process |', ['where']],
    ['process wh|', ['where']],
    ['"process" |', ['where']],
    ['sequence [process |', ['where']],
    // Fields: those of the rule, then by the events' values.
    ['process where |', ['process.args', 'process.args_count', 'process.interactive', 'process.name', '@timestamp']],
    ['any where |', ['@timestamp', 'event.action', 'event.category']],
    ['file where |', ['file.path', '@timestamp']],
    ['process where process.name == "a" and |', ['process.name', 'process.args']],
    ['process where | and process.name == "a"', ['process.name', 'process.args']],
    ['process where not |', ['process.args']],
    ['process where (|', ['process.args']],
    ['process where (process.name == "a" or |)', ['process.name']],
    ['process where process.na|', ['process.args']],
    ['process where process.|', ['process.args']],
    ['process where ?process.na|', ['?process.args']],
    ['process where process.|name == "a"', ['process.args']],
    ['sequence by |', ['@timestamp', 'event.action']],
    ['sequence by process.name, |', ['process.name', '@timestamp']],
    ['sequence [process where true] by |', ['@timestamp']],
    ['sequence [process where |', ['process.args']],
    ['process where process.name = "a" AND |', []],
    // Functions want fields of the right type first.
    ['process where endsWith(|', ['process.args', 'process.name', 'event.action']],
    ['process where cidrMatch(|', ['host.ip', 'process.args']],
    ['process where add(|', ['process.args_count', 'process.args']],
    ['process where length(process.name) > 3 and stringContains(|)', ['process.name']],
    // Operators: those that fit the type.
    ['process where process.name |', TEXT_OPERATORS],
    ['process where process.name |and true', TEXT_OPERATORS],
    ['process where ?process.name |', TEXT_OPERATORS],
    ['process where process.name =|', TEXT_OPERATORS],
    ['process where process.args_count |', [...NUMBER_OPERATORS, 'and']],
    ['process where process.args_count >|', NUMBER_OPERATORS],
    ['process where process.interactive |', ['==', '!=', 'and']],
    ['process where @timestamp |', ['>=', '>', '<=', '<', '==', '!=']],
    ['process where host.ip |', ['==', '!=', 'in', 'not in', 'and']],
    ['process where length(process.name) |', NUMBER_OPERATORS],
    ['process where substring(process.name, 0) |', TEXT_OPERATORS],
    ['process where unheard.of |', ['==', ':', '!=', 'in']],
    ['process where process.name not |', ['in', 'in~']],
    ['process where process.name not i|', ['in', 'in~']],
    ['process where length(process.name |', TEXT_OPERATORS],
    // Behind a condition.
    ['process where process.name == "a" |', CONNECTIVES],
    ['process where process.name == "a" an|', CONNECTIVES],
    ['process where process.name in ("a", "b") |', CONNECTIVES],
    ['process where process.name like "a*" |', CONNECTIVES],
    ['process where (true) |', CONNECTIVES],
    ['process where endsWith(process.name, "a") |', [...CONNECTIVES, '==', '!=']],
    ['process where not process.name : "a" |', CONNECTIVES],
    ['sequence [process where process.name == "a" |]', CONNECTIVES],
    // Values of the events, by their counts.
    ['process where process.name == |', ['"bash"', '"sh"', 'null']],
    ['process where process.name != |', ['"bash"', '"sh"', 'null']],
    ['process where process.name == "|"', ['"bash"', '"sh"']],
    ['process where process.name == "ba|', ['"bash"', '"sh"']],
    ['process where process.name == ba|', ['"bash"', '"sh"']],
    ['process where process.name : |', ['"bash"', '"sh"']],
    ['process where process.name in (|', ['"bash"', '"sh"']],
    ['process where process.name in ("bash", |)', ['"sh"']],
    ['process where process.name in (|, "bash")', ['"sh"']],
    ['process where process.name not in ("s|")', ['"bash"', '"sh"']],
    ['process where process.name like~ ("x", |', ['"bash"', '"sh"']],
    ['process where ?process.name == |', ['"bash"', '"sh"']],
    ['process where process.interactive == |', ['true', 'false', 'null']],
    ['process where process.args_count >= |', ['1', '2']],
    ['process where process.args_count == 1|', ['1', '2', 'null']],
    ['process where event.outcome == |', ['"failure"', '"success"', '"unknown"', 'null']],
    ['process where endsWith(process.name, |', ['"bash"', '"sh"']],
    ['process where stringContains~(file.path, "|")', ['"/etc/passwd"']],
    ['process where process.name == "a" and process.args : |', ['"-i"', '"bash"']],
    ['process where file.path == """|"""', ['"""/etc/passwd"""', '"""C:\\temp\\a.exe"""']],
    ['process where file.path regex "|"', ['"""\\/etc\\/passwd"""', '"""C\\:\\\\temp\\\\a\\.exe"""']],
    ['process where process.name == "x" and process.name == "|" and true', ['"bash"']],
    // Sequences and samples.
    ['sequence |', ['[… where …]', 'by', 'with maxspan', '![… where …]']],
    ['sequence by process.name |', ['[… where …]', 'with maxspan']],
    ['sequence by process.name w|', ['[… where …]', 'with maxspan']],
    ['sequence [process where true] |', ['[… where …]', 'by', 'with runs', '![… where …]', 'until [… where …]']],
    ['sequence [process where true] by process.name |', ['[… where …]', 'with runs', '![… where …]']],
    ['sample |', ['[… where …]', 'by']],
    ['sequence with |', ['maxspan']],
    ['sequence with maxspan=|', ['30s', '1m', '5m', '1h', '1d']],
    ['sequence with maxspan=5|', ['30s', '1m']],
    ['sequence with maxspan=5m |', ['[… where …]']],
    ['sequence [process where true] with |', ['runs']],
    ['process where true \\| |', ['head', 'tail']],
    ['process where true \\| h|', ['head', 'tail']],
    ['sequence [any where true] [any where true] \\| |', ['head', 'tail']],
  ])('%s', (source, first) => {
    expect(labels(source).slice(0, first.length)).toEqual(first);
  });

  test.each([
    'process where true // |',
    'process where true /* | */',
    'process where true // why not|',
    'process where "|"',
    'sequence with maxspan|',
    'process where true \\| head |',
    'process where process.name in ("bash" |)',
  ])('nothing: %s', (source) => {
    expect(labels(source).filter((label) => label !== 'maxspan')).toEqual([]);
  });

  test.each<readonly [source: string, absent: string]>([
    ['process where |', 'process'],
    ['process where process.name |', 'where'],
    ['process where process.name == |', 'process.args'],
    ['process where process.interactive |', 'like'],
    ['process where process.args_count |', ':'],
    ['process where process.name in (|', 'null'],
    ['sample [any where true] |', 'with runs'],
    ['sequence [any where true] |', 'with maxspan'],
    ['process where endsWith(process.name |', 'and'],
  ])('in %s never %s', (source, absent) => {
    expect(labels(source)).not.toContain(absent);
  });
});

describe('what is written', () => {
  test.each<readonly [source: string, label: string, text: string]>([
    ['pr|', 'process', 'process where '],
    ['pr| where true', 'any', 'any where  where true'],
    ['any where process.na|', 'process.name', 'any where process.name'],
    ['any where process.|na == "a"', 'process.name', 'any where process.name == "a"'],
    ['any where ?process.na|', '?process.name', 'any where ?process.name'],
    ['any where odd|', '`odd field`.`in`', 'any where `odd field`.`in`'],
    ['any where process.name =|', '==', 'any where process.name == '],
    ['any where process.name i|', 'in', 'any where process.name in ($1)'],
    ['any where process.name not i|', 'in', 'any where process.name not in ($1)'],
    ['any where process.name == "|"', '"bash"', 'any where process.name == "bash"'],
    ['any where process.name == "x|y" and true', '"bash"', 'any where process.name == "bash" and true'],
    ['any where process.name == "ba|', '"bash"', 'any where process.name == "bash"'],
    ['any where process.args == |', '"say \\"hi\\""', 'any where process.args == "say \\"hi\\""'],
    ['any where file.path : |', '"C:\\\\temp\\\\a.exe"', 'any where file.path : "C:\\\\temp\\\\a.exe"'],
    ['any where process.args_count == 1|2', '2', 'any where process.args_count == 2'],
    ['any where ends|', 'endsWith', 'any where endsWith($1)'],
    ['any where ends|', 'endsWith~', 'any where endsWith~($1)'],
    ['any where true an|', 'and not (…)', 'any where true and not (${1:condition})'],
    ['any where true \\| |', 'head', 'any where true | head ${1:10}'],
  ])('%s with %s', (source, label, text) => {
    expect(taken(source, label)).toBe(text);
  });

  test('every snippet is a rule that can be run once its places are filled', () => {
    for (const label of ['sequence by … with maxspan', 'sample by …']) {
      const text = taken('|', label).replaceAll(/\$\{\d+:([^}]*)\}/g, '$1');
      expect(parse(text).problems).toEqual([]);
    }
  });

  test('every function of the catalogue is offered, with its form that ignores case', () => {
    const offered = labels('any where |');
    for (const { name, tilde } of Object.values(FUNCTIONS)) {
      expect(offered).toContain(name);
      expect(offered.includes(`${name}~`)).toBe(tilde);
    }
  });
});

describe('operators fit their field', () => {
  const LITERALS: Readonly<Partial<Record<FieldType, string>>> = {
    keyword: '"a"',
    long: '1',
    double: '1.5',
    boolean: 'true',
    date: '"2026-01-01T00:00:00Z"',
    ip: '"10.0.0.1"',
    version: '"1.2.3"',
  };

  test.each(Object.entries(LITERALS))('the checker takes all that are offered for %s', (type, literal) => {
    const schema = {
      mapping: 'open' as const,
      field: () => ({ type: type as FieldType, declared: true }),
      paths: () => ['x'],
    };
    const { items } = completionsAt('any where x ', 12, { ...testKnowledge, schema });
    const operators = items.filter(({ kind }) => kind === 'operator');
    expect(operators.length).toBeGreaterThan(1);
    for (const { label } of operators) {
      const text = `any where x ${label} ${label.includes('in') ? `(${literal})` : literal}`;
      const { query, problems } = parse(text);
      expect([...problems, ...check(query, text, schema, { eventCategoryField: 'event.category' })], text).toEqual([]);
    }
  });
});

test.each<readonly [source: string, path: string | null]>([
  ['|', 'event.category'],
  ['any where process.name == |', 'process.name'],
  ['any where process.name in ("a", "|', 'process.name'],
  ['any where endsWith(process.name, |', 'process.name'],
  ['any where endsWith(|', null],
  ['any where process.name |', null],
  ['any where length(process.name) == |', null],
])('the values wanted at %s are of %s', (source, path) => {
  const { text, offset } = marked(source);
  expect(valuesWantedAt(text, offset, testKnowledge)).toBe(path);
});

test('half a rule, cut or mangled anywhere, is answered', () => {
  const rule =
    'sequence by a.b with maxspan=1m [process where x in ("a", "b") and f(y, "c") > 1] by `z` ![any where not q : """r"""] | head 1';
  for (let i = 0; i <= rule.length; i++) {
    const other = rule.slice(0, i) + rule.slice(i + 3);
    for (const text of [rule.slice(0, i), other, rule.slice(i)]) {
      const { span } = completionsAt(text, Math.min(i, text.length), testKnowledge);
      expect(span.from).toBeLessThanOrEqual(Math.min(i, text.length));
      expect(span.to).toBeGreaterThanOrEqual(Math.min(i, text.length));
    }
  }
});
