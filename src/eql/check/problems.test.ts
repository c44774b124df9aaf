/** Where problems point, which of them Elasticsearch would report, and what is only a warning (eql.md 9.1, 3.7). */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { positionAt } from '../../text/lines.ts';
import { slice } from '../../text/span.ts';
import { createDataset } from '../../events/index.ts';
import { type Problem, compileRule, errorReason } from '../index.ts';
import { anyRule } from '../oracle/generateRules.ts';
import { didYouMean, similarNames } from './suggest.ts';

const fields = { 'event.category': 'keyword', name: 'keyword', pid: 'long', args: 'keyword' };
const closed = createDataset({ mapping: 'closed', fields }).schema;
const open = createDataset({ mapping: 'open', facts: false, fields }).schema;
const options = { eventCategoryField: 'event.category' };

function problemsOf(text: string, schema = closed): readonly Problem[] {
  return compileRule(text, schema, options).problems;
}

function reasonOf(text: string, schema = closed): string | undefined {
  return errorReason(problemsOf(text, schema), text)?.reason;
}

describe('the true position', () => {
  test.each([
    ['any where foo == 1', 1, 11, 'foo'],
    ['any where\n  pid == 1 and\n  foo == 1', 3, 3, 'foo'],
    ['any where\r\n foo == 1', 2, 2, 'foo'],
    ['any where name == "🐳🐳" and foo == 1', 1, 28, 'foo'],
    ['any where ?foo == 1 and `a b` == 1', 1, 25, '`a b`'],
    ['any where length() == 1', 1, 11, 'length'],
    ['any where name : 5', 1, 11, 'name'],
    ['any where (pid + name) == 1', 1, 12, 'pid + name'],
    ['any where pid == args', 1, 18, 'args'],
    ['any where true |  head -1', 1, 24, '-1'],
  ])('of the problem of %j is line %i, column %i', (text, line, column, source) => {
    const [found] = problemsOf(text);
    expect(positionAt(text, found!.span.from)).toEqual({ line, column });
    expect(slice(text, found!.span)).toBe(source);
  });
});

describe('the reason that Elasticsearch gives', () => {
  test.each([
    ['S shows the true column', 'any where pid = 1', /^line 1:15: mismatched/],
    ['B shows one more', 'any where length() == 1', /^line 1:12: error building/],
    ['B on line 2 shows one more', 'any where\n length() == 1', /^line 2:3: error building/],
    ['B counts code points', 'any where name == "🐳" and length() == 1', /^line 1:28: error building/],
    ['V shows the true column', 'any where foo == 1', /^Found 1 problem\nline 1:11: Unknown column \[foo\]$/],
    ['Q has a capital letter', 'any where pid == args', /^Line 1:18: Comparisons against fields/],
    ['R has no place', 'any where 1 / 0 == 1', /^\/ by zero$/],
  ])('%s', (_name, text, reason) => {
    expect(reasonOf(text)).toMatch(reason);
  });

  it('is of the first stage that found something', () => {
    const [s, b, v, q] = ['pid = 1', 'length() == 1', 'foo == 1', 'pid == args'];
    const first = (...parts: (string | undefined)[]): string => reasonOf(`any where ${parts.join(' and ')}`) ?? '';
    expect(first(q, v, b, s)).toMatch(/^line 1:\d+: mismatched/);
    expect(first(q, v, b)).toMatch(/^line 1:\d+: error building/);
    expect(first(q, v)).toMatch(/^Found 1 problem\n/);
    expect(first(q)).toMatch(/^Line 1:\d+: Comparisons/);
  });

  it('is the first of its kind in the text for S and B', () => {
    expect(reasonOf(`any where length() == 1 and name == 'x'`)).toMatch(/^line 1:12: error building/);
    expect(reasonOf(`any where name == 'x' and length() == 1`)).toMatch(/^line 1:20: Use double quotes/);
    expect(reasonOf('any where true | heads 1 | count')).toMatch(/^line 1:19: Unrecognized pipe \[heads\]/);
  });

  it('lists every problem of verification, operands before the whole, in the order of the text', () => {
    expect(reasonOf('any where foo == 1 and startsWith(bar, 7) and pid : "x" and wildcard(baz)')).toBe(
      [
        'Found 4 problems',
        'line 1:11: Unknown column [foo]',
        'line 1:35: Unknown column [bar]',
        'line 1:47: first argument of [:] must be [string], found value [pid] type [long]; consider using [==] instead',
        'line 1:70: Unknown column [baz]',
      ].join('\n'),
    );
  });

  it('comes with the type of the exception', () => {
    const typeOf = (text: string): string | undefined => errorReason(problemsOf(text), text)?.type;
    expect(typeOf('any where pid = 1')).toBe('parsing_exception');
    expect(typeOf('any where length() == 1')).toBe('parsing_exception');
    expect(typeOf('any where foo == 1')).toBe('verification_exception');
    expect(typeOf('any where pid == args')).toBe('ql_illegal_argument_exception');
    expect(typeOf(`any where ${'('.repeat(1000)}`)).toBe('parsing_exception');
  });

  it('is that of the size when the query is too large, whatever else is wrong', () => {
    expect(reasonOf(`any where foo = 1 and ${'not '.repeat(1000)}`)).toMatch(/^EQL statement is too large/);
  });

  it('is none for warnings alone', () => {
    expect(errorReason(problemsOf('any where foo == 1', open), '')).toBe(null);
  });
});

describe('an unknown field', () => {
  const brief = (text: string, schema = closed): readonly string[] =>
    problemsOf(text, schema).map(({ severity, code, message }) => `${severity} ${code} ${message}`);

  it('is an error in a closed mapping and a warning with the same message in an open one', () => {
    const message = 'Unknown column [nam], did you mean [name]?';
    expect(brief('any where nam == "x"')).toEqual([`error eql/unknown-column ${message}`]);
    expect(brief('any where nam == "x"', open)).toEqual([`warning eql/unknown-column ${message}`]);
  });

  it('is silent when it is optional', () => {
    expect(brief('any where ?nam == "x"')).toEqual([]);
    expect(brief('any where ?nam == "x"', open)).toEqual([]);
  });

  it('is mended by writing the name that was meant', () => {
    const [found] = problemsOf('any where nam == "x"');
    expect(found?.fixes).toEqual([{ title: 'Write name', span: { from: 10, to: 13 }, replacement: 'name' }]);
  });

  it('is never a name that cannot be a value', () => {
    const dataset = createDataset({ mapping: 'closed', fields: { 'host.os.name': 'keyword', hosts: 'nested' } });
    expect(reasonOf('any where hostt == "x"', dataset.schema)).toMatch(/Unknown column \[hostt\]$/);
  });

  it('is known as soon as an event has it', () => {
    const dataset = createDataset({ mapping: 'closed', fields });
    expect(reasonOf('any where foo == 1', dataset.schema)).toBeDefined();
    dataset.append([{ text: '{"foo":1}' }]);
    expect(reasonOf('any where foo == 1', dataset.schema)).toBe(undefined);
  });
});

describe('a type that was read off the values', () => {
  it('raises no type error', () => {
    const dataset = createDataset({ mapping: 'closed', fields: { 'event.category': 'keyword' } });
    dataset.append([{ text: '{"n":5,"s":"x"}' }]);
    for (const condition of ['n : "5"', 'length(n) == 1', 's + 1 == 2', 'n', 'not s']) {
      expect(reasonOf(`any where ${condition}`, dataset.schema), condition).toBe(undefined);
    }
  });
});

describe('did you mean', () => {
  test.each([
    [[], ''],
    [['a'], ', did you mean [a]?'],
    [['a', 'b'], ', did you mean any of [a, b]?'],
  ])('%j reads %j', (names, words) => {
    expect(didYouMean(names)).toBe(words);
  });

  /** Levenshtein's distance by its definition. */
  function distance(a: string, b: string): number {
    if (a === '' || b === '') return a.length + b.length;
    if (a.endsWith(b.at(-1)!)) return distance(a.slice(0, -1), b.slice(0, -1));
    const shorter = [a.slice(0, -1), a] as const;
    return (
      1 + Math.min(distance(shorter[0], b), distance(shorter[1], b.slice(0, -1)), distance(shorter[0], b.slice(0, -1)))
    );
  }

  it('names exactly the candidates that are at least half the same, best first', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(word, fc.uniqueArray(word, { maxLength: 5 }), (name, candidates) => {
        const similarity = (other: string): number => 1 - distance(name, other) / Math.max(name.length, other.length);
        const expected = candidates.filter((other) => similarity(other) >= 0.5);
        const found = similarNames(name, candidates);
        expect(found.toSorted()).toEqual(expected.toSorted());
        expect(found.map(similarity)).toEqual(found.map(similarity).toSorted((a, b) => b - a));
      }),
      { numRuns: 300 },
    );
  });
});

it('no node has two problems, and all lie in the text, for any rule', () => {
  fc.assert(
    fc.property(anyRule, (rule) => {
      const broken = rule.replaceAll('"', '').replaceAll('==', '= ');
      for (const text of [rule, broken]) {
        const problems = problemsOf(text);
        const places = problems.map(
          ({ problemClass, span, code }) => `${problemClass} ${span.from}-${span.to} ${code}`,
        );
        expect(new Set(places).size).toBe(places.length);
        for (const { span } of problems) expect(span.to).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 500 },
  );
});
