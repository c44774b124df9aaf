/** The table of eql.md 9.2, as far as it concerns event queries; the number of the row begins the name of each test. */
import { DEFAULT_SEARCH } from '../index.ts';
import { describe, expect, it, test } from 'vitest';
import { runRule } from '../../cli/session.ts';
import { createDataset } from '../../events/index.ts';
import { type Schema, compileRule, errorReason } from '../index.ts';

/** The reason of the search's error over no events; null when there is none. */
function reasonOf(query: string, fields?: Readonly<Record<string, string>>): string | null {
  const dataset = createDataset(
    fields === undefined ? { mapping: 'open', facts: false } : { mapping: 'closed', fields },
  );
  const result = runRule(query, dataset, DEFAULT_SEARCH);
  return result.ok ? null : result.error.reason;
}

const ES = 'Found 1 problem\nline ';

describe('syntax and building of the tree, in any mapping', () => {
  test.each([
    [
      1,
      `process where process.name == 'x'`,
      `line 1:32: Use double quotes ["] to define string literals, not single quotes [']`,
    ],
    [
      2,
      `process where process.name == ?"x"`,
      `line 1:32: Use triple double quotes ["""] to define unescaped string literals, not [?"]`,
    ],
    [
      3,
      `process where process.name == ?'x'`,
      `line 1:32: Use triple double quotes ["""] to define unescaped string literals, not [?']`,
    ],
    [4, `process where process.pid = 1`, `line 1:27: mismatched input '=' expecting …`],
    [
      5,
      String.raw`process where process.name == "\u{F}"`,
      String.raw`line 1:32: Unicode sequence should use [2-8] hex digits, [\u{F}] has [1]`,
    ],
    [
      6,
      String.raw`process where process.name == "\u{123456789}"`,
      String.raw`line 1:32: Unicode sequence should use [2-8] hex digits, [\u{123456789}] has [9]`,
    ],
    [
      7,
      String.raw`process where process.name == "\u{DABC}"`,
      'line 1:32: Invalid unicode character code, [DABC] is a surrogate code',
    ],
    [8, String.raw`process where process.name == "\u{110000}"`, 'line 1:32: Invalid unicode character code [110000]'],
    [9, String.raw`process where process.name == "\w"`, String.raw`line 1:31: token recognition error at: '"\w…`],
    [10, 'process where true AND true', "line 1:20: mismatched input 'AND' …"],
    [11, 'process WHERE true', "line 1:9: mismatched input 'WHERE' expecting 'where'"],
    [12, 'process where process.name in ()', "line 1:32: mismatched input ')' …"],
    [13, 'process where process.name not like "x"', "line 1:32: mismatched input 'like' …"],
    [14, 'process where 1 < process.pid < 3', "line 1:31: mismatched input '<' expecting …"],
    [15, 'process where', "line 1:14: mismatched input '<EOF>' …"],
    [16, 'process', "line 1:8: mismatched input '<EOF>' …"],
    [17, 'process where event.sequence == 1', "line 1:21: mismatched input 'sequence' …"],
    [18, 'process where process.name : process.parent.name', "line 1:30: mismatched input 'process' …"],
    [19, '?process where true', "line 1:1: mismatched input '?' …"],
    [20, '`process` where true', "line 1:1: mismatched input '`process`' …"],
    [21, '9 where true', "line 1:1: mismatched input '9' …"],
    [22, 'process where process.args[0] == "x"', 'line 1:28: Array indexes are not supported'],
    [23, 'process where child of [process where true]', 'line 1:15: Process relationships are not supported'],
    [
      24,
      'process where true and\n descendant of [file where true]',
      'line 2:2: Process relationships are not supported',
    ],
    [
      39,
      'process where startsWith(process.name)',
      'line 1:16: error building [startswith]: expects exactly two arguments',
    ],
    [
      40,
      'process where between(process.name, "a") == "x"',
      'line 1:16: error building [between]: expects three or four arguments',
    ],
    [41, 'process where cidrMatch(source.ip)', 'line 1:16: error building [cidrmatch]: expects at least two arguments'],
    [
      42,
      'process where indexOf(process.name) == 1',
      'line 1:16: error building [indexof]: expects two or three arguments',
    ],
    [43, 'process where length() == 1', 'line 1:16: error building [length]: expects exactly one argument'],
    [
      44,
      'process where true and stringContains()',
      'line 1:25: error building [stringcontains]: expects exactly two arguments',
    ],
    [64, 'process where true | heads 1', 'line 1:23: Unrecognized pipe [heads], did you mean [head]?'],
    [65, 'process where true | zzz', 'line 1:23: Unrecognized pipe [zzz]'],
    [66, 'process where true | count', 'line 1:21: Pipe [count] is not supported'],
    [66, 'process where true | unique_count', 'line 1:21: Pipe [unique_count] is not supported'],
    [67, 'process where true | head', 'line 1:21: Pipe [head] expects exactly one argument but found [0]'],
    [68, 'process where true | tail 1, 2', 'line 1:21: Pipe [tail] expects exactly one argument but found [2]'],
    [69, 'process where true | head -3', 'line 1:28: Pipe [head] expects a positive integer but found [-3]'],
    [
      70,
      'process where true | tail process.pid',
      'line 1:28: Pipe [tail] expects a positive integer but found [process.pid]',
    ],
    [70, 'process where true | head 1.5', 'line 1:28: Pipe [head] expects a positive integer but found [1.5]'],
    [70, 'process where true | head "1"', 'line 1:28: Pipe [head] expects a positive integer but found ["1"]'],
    [
      70,
      'process where true | head 2147483648',
      'line 1:28: Pipe [head] expects a positive integer but found [2147483648]',
    ],
    [96, 'any where x == 1e999', 'line 1:17: Number [1e999] is too large'],
    [
      101,
      'process where length~(process.name) == 4',
      'line 1:16: Function [CASE_INSENSITIVE] does not support case-(in)sensitivity length()',
    ],
  ])('row %i: %s', (_row, query, reason) => {
    const prefix = reason.endsWith('…') ? reason.slice(0, -1) : null;
    for (const fields of [undefined, {}]) {
      const got = reasonOf(query, fields);
      if (prefix === null) expect(got).toBe(reason);
      else expect(got?.slice(0, prefix.length)).toBe(prefix);
    }
  });

  it('row 98: a query that nests too deeply', () => {
    const query = `any where ${'('.repeat(5000)}`;
    expect(reasonOf(query)).toBe(
      `EQL statement is too large, causing stack overflow when generating the parsing tree: [${query}]`,
    );
  });
});

describe('verification and planning, without a schema', () => {
  const compared = 'Comparisons against fields are not (currently) supported; offender';
  test.each([
    [25, 'process where process.pid == process.parent.pid', `Line 1:30: ${compared} [process.parent.pid] in [==]`],
    [26, 'process where process.pid > process.parent.pid', `Line 1:29: ${compared} [process.parent.pid] in [>]`],
    [
      27,
      'process where process.name in ("a", process.parent.name)',
      `${ES}1:15: ${compared} [process.parent.name] in [process.name in ("a", process.parent.name)]`,
    ],
    [
      29,
      'process where process.name : 5',
      `${ES}1:15: second argument of [:] must be [string], found value [5] type [integer]; consider using [==] instead`,
    ],
    [
      31,
      'process where length(process.name) : "x"',
      `${ES}1:15: first argument of [:] must be [string], found value [length(process.name)] type [integer]; consider using [==] instead`,
    ],
    [36, 'process where frobnicate(process.name)', `${ES}1:15: Unknown function [frobnicate]`],
    [
      37,
      'process where startWith(process.name, "x")',
      `${ES}1:15: Unknown function [startWith], did you mean [startswith]?`,
    ],
    [38, 'process where wildcard(process.name, "x*")', `${ES}1:15: Unknown function [wildcard]`],
    [
      45,
      'process where startsWith(process.name, 7)',
      `${ES}1:15: second argument of [startsWith(process.name, 7)] must be [string], found value [7] type [integer]`,
    ],
    [
      46,
      'process where between(process.name, "a", "b", "c") == "x"',
      `${ES}1:15: fourth argument of [between(process.name, "a", "b", "c")] must be [boolean], found value ["c"] type [keyword]`,
    ],
    [
      47,
      'process where substring(process.name, 1.5) == "x"',
      `${ES}1:15: second argument of [substring(process.name, 1.5)] must be [integer], found value [1.5] type [double]`,
    ],
    [
      48,
      'process where number(process.pid, 1.5) == 1',
      `${ES}1:15: second argument of [number(process.pid, 1.5)] must be [integer], found value [1.5] type [double]`,
    ],
    [
      49,
      'process where cidrMatch(source.ip, host.ip)',
      `${ES}1:15: second argument of [cidrMatch(source.ip, host.ip)] must be a constant, received [host.ip]`,
    ],
    [
      50,
      'process where cidrMatch(source.ip, 10)',
      `${ES}1:15: second argument of [cidrMatch(source.ip, 10)] must be [string], found value [10] type [integer]`,
    ],
    [52, 'any where 5', `${ES}1:11: Condition expression needs to be boolean, found [INTEGER]`],
    [53, 'any where "x"', `${ES}1:11: Condition expression needs to be boolean, found [KEYWORD]`],
    [54, 'any where 1.5', `${ES}1:11: Condition expression needs to be boolean, found [DOUBLE]`],
    [
      56,
      'process where 5',
      `${ES}1:1: second argument of [process where 5] must be [boolean], found value [5] type [integer]`,
    ],
    [97, 'any where number("abc") == 1', 'Unable to convert [abc] to number of base [10]'],
    [99, 'any where 1 / 0 == 1', '/ by zero'],
    [
      100,
      'process where "a" + 1 == 2',
      `${ES}1:15: first argument of ["a" + 1] must be [numeric], found value ["a"] type [keyword]`,
    ],
  ])('row %i: %s', (_row, query, reason) => {
    expect(reasonOf(query)).toBe(reason);
  });
});

describe('verification with a schema', () => {
  const fields = {
    'event.category': 'keyword',
    'process.name': 'keyword',
    'process.pid': 'long',
    'host.name': 'keyword',
    'source.ip': 'ip',
    '@timestamp': 'date',
    v: 'version',
    t: 'match_only_text',
    withKeyword: 'text',
    'p.q': 'keyword',
    n: 'nested',
    'n.x': 'long',
  };
  test.each([
    [
      28,
      'process where process.pid in (1, "a")',
      '1:15: 2nd argument of [process.pid in (1, "a")] must be [long], found value ["a"] type [keyword]',
    ],
    [
      30,
      'process where process.pid : "5"',
      '1:15: first argument of [:] must be [string], found value [process.pid] type [long]; consider using [==] instead',
    ],
    [32, 'process where foo == 1', '1:15: Unknown column [foo]'],
    [33, 'any where @timestam == "x"', '1:11: Unknown column [@timestam], did you mean [@timestamp]?'],
    [
      51,
      'process where cidrMatch(host.name, "10.0.0.0/8")',
      '1:15: first argument of [cidrMatch(host.name, "10.0.0.0/8")] must be [ip], found value [host.name] type [keyword]',
    ],
    [55, 'any where process.pid', '1:11: Condition expression needs to be boolean, found [LONG]'],
    [55, 'any where @timestamp', '1:11: Condition expression needs to be boolean, found [DATETIME]'],
    [55, 'any where t', '1:11: Condition expression needs to be boolean, found [TEXT]'],
    [55, 'any where source.ip', '1:11: Condition expression needs to be boolean, found [IP]'],
    [55, 'any where v', '1:11: Condition expression needs to be boolean, found [VERSION]'],
    [58, 'any where p == "x"', '1:11: Cannot use field [p] type [object] only its subfields'],
    [59, 'any where n == "x"', '1:11: Cannot use field [n] type [nested] due to nested fields not being supported yet'],
    [
      60,
      'any where n.x == 1',
      '1:11: Cannot use field [n.x] type [long] with unsupported nested type in hierarchy (field [n])',
    ],
    [
      61,
      'any where t == "bar"',
      '1:11: [t == "bar"] cannot operate on first argument field of data type [text]: No keyword/multi-field defined exact matches for [t]; define one or use MATCH/QUERY instead',
    ],
    [
      62,
      'any where string(t) == "x"',
      '1:11: [string(t)] cannot operate on field of data type [text]: No keyword/multi-field defined exact matches for [t]; define one or use MATCH/QUERY instead',
    ],
    [
      100,
      'any where process.name + 1 == 2',
      '1:11: first argument of [process.name + 1] must be [numeric], found value [process.name] type [keyword]',
    ],
    [
      100,
      'any where -process.name == 2',
      '1:11: argument of [-process.name] must be [numeric], found value [process.name] type [keyword]',
    ],
    [
      100,
      'any where add(1, process.name) == 2',
      '1:11: second argument of [add(1, process.name)] must be [numeric], found value [process.name] type [keyword]',
    ],
  ])('row %i: %s', (_row, query, reason) => {
    expect(reasonOf(query, fields)).toBe(ES + reason);
  });

  it('row 34: several similar fields, best first', () => {
    const similar = { 'event.category': 'keyword', abcd: 'long', abce: 'long', abxy: 'long', zzzz: 'long' };
    expect(reasonOf('any where abcf == 1', similar)).toBe(
      `${ES}1:11: Unknown column [abcf], did you mean any of [abcd, abce, abxy]?`,
    );
  });

  it('row 57: a field of a type that EQL does not know', () => {
    const schema: Schema = {
      mapping: 'closed',
      field: (path) => (path === 'x' ? { type: 'unsupported', declared: true, typeName: 'geo_point' } : undefined),
      paths: () => ['x'],
    };
    const { problems } = compileRule('any where x == "a"', schema, DEFAULT_SEARCH);
    expect(errorReason(problems, 'any where x == "a"')?.reason).toBe(
      `${ES}1:11: Cannot use field [x] with unsupported type [geo_point]`,
    );
  });

  it('row 35: a named category without a category field', () => {
    expect(reasonOf('process where true', { a: 'long' })).toBe(`${ES}1:1: Unknown column [event.category]`);
    expect(reasonOf('any where true', { a: 'long' })).toBe(null);
  });

  test.each([
    ['process.pid == "20"'],
    ['process.name == 5'],
    ['process.pid in (1, 2.5, null)'],
    ['source.ip in ("10.0.0.0/8", "::1")'],
    ['@timestamp >= "2025-03-01" and @timestamp in (0, "2025-03-01")'],
    ['v > "1.2"'],
    ['process.pid + null == 1'],
    ['?foo == 1 or not ?foo : "x"'],
    // A field of type text is taken to have a keyword sub-field with its exact values.
    ['withKeyword == "x" or withKeyword : "x*"'],
  ])('takes %s', (condition) => {
    expect(reasonOf(`any where ${condition}`, fields)).toBe(null);
  });
});
