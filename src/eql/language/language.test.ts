import { describe, expect, test } from 'vitest';
import type { Span } from '../../text/span.ts';
import { printQuery } from '../syntax/printer.ts';
import { parse } from '../syntax/parser.ts';
import { formatQuery } from '../syntax/format.ts';
import { alikeAt, renamableAt, renamed } from './alike.ts';
import { foldsOf } from './folds.ts';
import { fieldAt, hoverAt } from './hover.ts';
import { applied, formatEdits } from './rangeFormat.ts';
import { selectionsAt } from './selection.ts';
import { signatureAt } from './signature.ts';
import { type RuleSymbol, symbolsOf } from './symbols.ts';
import { marked, testKnowledge } from './testKnowledge.ts';

function texts(text: string, spans: readonly Span[]): readonly string[] {
  return spans.map(({ from, to }) => text.slice(from, to));
}

describe('hover', () => {
  test.each<readonly [source: string, title: string, ...lines: readonly string[]]>([
    [
      'pro|cess where true',
      'process',
      'Events whose event.category is exactly this; case counts.',
      'In 8 of 10 events.',
    ],
    [
      'regi|stry where true',
      'registry',
      'Events whose event.category is exactly this; case counts.',
      'In 0 of 10 events.',
    ],
    [
      'any where process.na|me == "a"',
      'process.name',
      'What process.name is.',
      'Type keyword.',
      'In 8 of 10 events, with 2 different values.',
      '"bash" (5), "sh" (3).',
    ],
    [
      'any where |process.args == "a"',
      'process.args',
      'What process.args is.',
      'Type keyword, several values.',
      'In 10 of 10 events, with 3 different values.',
      '"-i" (4), "bash" (3), "say \\"hi\\"" (1).',
    ],
    ['any where host.ip| == "a"', 'host.ip', 'What host.ip is.', 'Type ip.', 'In none of 10 events.'],
    [
      'any where un.he|ard == 1',
      'un.heard',
      'No event has this field and no field list names it; it counts as missing in every event.',
    ],
    [
      'any where ends|With(process.name, "h")',
      'endsWith(source, suffix): boolean',
      'True if the text ends with the suffix.',
      'Case counts; endsWith~ ignores it.',
    ],
    [
      'any where ends|With~(process.name, "h")',
      'endsWith~(source, suffix): boolean',
      'True if the text ends with the suffix.',
      'Ignores case.',
    ],
    ['any where unhe|ard(process.name)', ''],
    [
      'any where process.name =|= "a"',
      '==',
      'Some value is equal; case counts, and * and ? stand for themselves. Not true when the field is missing.',
    ],
    ['any where process.args_count =|= 1', '==', 'Some value is equal. Not true when the field is missing.'],
    ['any where process.name !|= "a"', '!=', 'No value is equal. Also true when the field is missing.'],
    ['any where process.args_count >|= 1', '>=', 'Some value is greater or equal. Not true when the field is missing.'],
    [
      'any where process.name :| "a*"',
      ':',
      'Some value fits, ignoring case; * is any run of characters, ? exactly one. Not true when the field is missing.',
    ],
    [
      'any where process.name li|ke ("a*", "b")',
      'like',
      'Some value fits, and case counts; * is any run of characters, ? exactly one. Not true when the field is missing.',
    ],
    [
      'any where process.name not i|n ("a")',
      'not in',
      'No value is in the list; * and ? stand for themselves. Also true when the field is missing.',
    ],
    [
      'any where process.name n|ot in ("a")',
      'not in',
      'No value is in the list; * and ? stand for themselves. Also true when the field is missing.',
    ],
    [
      'any where process.name in|~ ("a")',
      'in~',
      'Some value is in the list, ignoring case; * and ? stand for themselves. Not true when the field is missing.',
    ],
    ['any where true a|nd false', 'and', 'Both must be true. Binds tighter than or.'],
    ['any where true o|r false', 'or', 'At least one must be true. Binds looser than and.'],
    ['any where n|ot true', 'not', 'True where what follows is not; also where its fields are missing.'],
    ['any wh|ere true', 'where', 'What follows must be true of the event.'],
    ['a|ny where true', 'any', 'Events of every category.'],
    ['sequ|ence [any where true]', 'sequence', 'Events that follow one another, each fitting its own filter.'],
    ['sequence b|y host.ip [any where true]', 'by', 'The fields whose values must be equal in all events.'],
    ['sequence with max|span=1m [any where true]', 'maxspan', 'How long it may take from the first event to the last.'],
    ['sequence [any where true] !|[any where true]', '![', 'No such event may occur here; needs maxspan.'],
    ['any where process.name == "ba|sh"', '"bash"', 'process.name has this value in 5 of 10 events.'],
    ['any where process.name in ("x", "ba|sh")', '"bash"', 'process.name has this value in 5 of 10 events.'],
    ['any where process.name == "zs|h"', ''],
    ['any where file.path == "C:\\\\te|mp"', '"C:\\\\temp"', 'Stands for: C:\\temp'],
    ['any where process.name == "\\u{6|1}b"', '"\\u{61}b"', 'Stands for: ab'],
    ['any where process.name == "b*|"', '"b*"', 'Here * and ? stand for themselves.'],
    ['any where process.name : "b*|"', '"b*"', '* is any run of characters, ? exactly one.'],
    ['any where process.name == nu|ll', 'null', 'No value.'],
    ['any where process.args_count == |2', '2', 'process.args_count has this value in 4 of 10 events.'],
    ['any where true // no|te', ''],
    ['any where   |  true', ''],
    ['any where true \\| he|ad 5', 'head', 'Only the first results.'],
  ])('%s', (source, title, ...lines) => {
    const { text, offset } = marked(source);
    const hover = hoverAt(text, offset, testKnowledge);
    expect(hover === null ? [''] : [hover.title, ...hover.lines]).toEqual([title, ...lines]);
  });

  test.each<readonly [string, string | null]>([
    ['any where process.na|me == "a"', 'process.name'],
    ['any where process.name == "a|"', 'process.name'],
    ['any where endsWith(process.name, "a|")', 'process.name'],
    ['pro|cess where true', 'event.category'],
    ['sequence by host.i|p [any where true]', 'host.ip'],
    ['any wh|ere true', null],
  ])('the field meant in %s is %s', (source, path) => {
    const { text, offset } = marked(source);
    expect(fieldAt(text, offset, 'event.category')).toBe(path);
  });
});

describe('signature', () => {
  test.each<readonly [source: string, active: string | null]>([
    ['any where endsWith(|', 'source'],
    ['any where endsWith(process.name|', 'source'],
    ['any where endsWith(process.name, |)', 'suffix'],
    ['any where endsWith(process.name, "a, (b|")', 'suffix'],
    ['any where ENDSWITH~(process.name, |', 'suffix'],
    ['any where between(a, "b", "c", |', 'greedy?'],
    ['any where cidrMatch(a, "b", "c", |', 'block, …'],
    ['any where length(substring(a, |', 'start'],
    ['any where length(substring(a, 1), |', null],
    ['any where length(substring(a, 1)|', 'source'],
    ['any where endsWith(a, (|', 'suffix'],
    ['any where endsWith(a, "b")|', null],
    ['any where unheard(|', null],
    ['any where process.name in (|', null],
    ['any where endsWith(a // |', null],
    ['any where endsWith(a, "b") and startsWith(|', 'source'],
  ])('%s', (source, active) => {
    const { text, offset } = marked(source);
    const signature = signatureAt(text, offset);
    const span = signature?.parameters[signature.active];
    expect(span === undefined ? null : signature!.label.slice(span.from, span.to)).toBe(active);
  });
});

describe('expand selection', () => {
  test.each<readonly [source: string, ...chain: readonly string[]]>([
    [
      'any where process.name == "ba|sh" and true',
      'bash',
      '"bash"',
      'process.name == "bash"',
      'process.name == "bash" and true',
      'any where process.name == "bash" and true',
    ],
    [
      'any where a in ("x", "y|")',
      'y',
      '"y"',
      '"x", "y"',
      '("x", "y")',
      'a in ("x", "y")',
      'any where a in ("x", "y")',
    ],
    [
      'any where (a == 1 or b == |2) and c',
      '2',
      'b == 2',
      'a == 1 or b == 2',
      '(a == 1 or b == 2)',
      '(a == 1 or b == 2) and c',
      'any where (a == 1 or b == 2) and c',
    ],
    [
      'sequence by x [any where f(a|) == 1] by y [any where true]',
      'a',
      '(a)',
      'f(a)',
      'f(a) == 1',
      'any where f(a) == 1',
      '[any where f(a) == 1]',
      '[any where f(a) == 1] by y',
      'sequence by x [any where f(a) == 1] by y [any where true]',
    ],
    ['proc|ess where true', 'process', 'process where true'],
    ['any where (a =|= ', '==', 'a ==', 'any where (a =='],
  ])('%s', (source, ...chain) => {
    const { text, offset } = marked(source);
    expect(texts(text, selectionsAt(text, offset)).slice(-chain.length)).toEqual(chain);
  });
});

describe('folds', () => {
  test.each<readonly [text: string, ...folds: readonly string[]]>([
    ['any where true'],
    ['any where a in (\n  "b",\n  "c"\n)', '(\n  "b",\n  "c"'],
    ['any where a in ("b",\n  "c") and d', '("b",\n  "c")'],
    ['sequence\n  [any where\n    (a\n    )]\n  [any where b]', '[any where\n    (a\n    )]', '(a'],
    ['// one\n// two\nany where true', '// one\n// two'],
    ['/* one\n two */\nany where true', '/* one\n two */'],
    ['any where a // one\n  and b // two'],
    ['any where a in (\n"b"'],
  ])('%j', (text, ...folds) => {
    expect(texts(text, foldsOf(text)).filter((fold) => fold.includes('\n'))).toEqual(
      folds.filter((fold) => fold.includes('\n')),
    );
  });
});

describe('what is alike', () => {
  test.each<readonly [source: string, ...places: readonly string[]]>([
    ['any where a.b == 1 or ?a.|b == 2 or a.c', 'a.b', 'a.b'],
    ['any where a == "x" and b in ("|x", "y") and c == """x"""', '"x"', '"x"', '"""x"""'],
    ['any where endsWith(a, "b") or ENDS|WITH~(a, "c")', 'endsWith', 'ENDSWITH~'],
    ['any where a a|nd b and (c and d) and e', 'and', 'and', 'and'],
    ['any where a and (c a|nd d) and e', 'and'],
    ['any where a or b an|d c or d', 'and'],
    ['sequence by a.|b [any where a.b == 1] by a.b [any where true] by a.c', 'a.b', 'a.b', 'a.b'],
    ['any where tr|ue or true'],
  ])('%s', (source, ...places) => {
    const { text, offset } = marked(source);
    expect(texts(text, alikeAt(text, offset))).toEqual(places);
  });
});

describe('rename', () => {
  test.each<readonly [source: string, name: string, text: string | null]>([
    ['any where a.b == 1 or ?a.|b == 2', 'c.d', 'any where c.d == 1 or ?c.d == 2'],
    ['any where a.|b == 1', 'odd name', 'any where `odd name` == 1'],
    ['any where a == "|x" or b == "x"', 'y"z', 'any where a == "y\\"z" or b == "y\\"z"'],
    ['any where a == "|x" or b : """x"""', 'C:\\t', 'any where a == "C:\\\\t" or b : """C:\\t"""'],
    ['any where a == "|x" and a == "X"', 'y', 'any where a == "y" and a == "X"'],
    ['sequence by a.b [any where a.|b == 1] by a.b', 'c', 'sequence by c [any where c == 1] by c'],
    ['any where a == "|x"', '', 'any where a == ""'],
    ['any where |true', 'x', null],
    ['any where a.|b == 1', ' ', null],
  ])('%s to %s', (source, name, text) => {
    const { text: before, offset } = marked(source);
    const edits = renamed(before, offset, name);
    expect(edits && applied(before, edits)).toBe(text);
  });

  test('a string is renamed by its value', () => {
    expect(renamableAt('any where a == "C:\\\\t"', 17)?.name).toBe('C:\\t');
  });
});

/** A symbol as its name, those below it in parentheses. */
function outlineOf({ name, children }: RuleSymbol): string {
  return children.length === 0 ? name : `${name} (${children.map(outlineOf).join('; ')})`;
}

describe('the outline is the clauses', () => {
  test.each<readonly [text: string, outline: string]>([
    ['any where a', 'any where a (a)'],
    ['process where a == 1', 'process where a == 1 (event.category == "process"; a == 1)'],
    ['any where a and (b or not c)', 'any where a and (b or not c) (and, 2 clauses (a; or, 2 clauses (b; not c (c))))'],
    [
      'sequence [process where a == 1 and b] [any where c]',
      'sequence [process where a == 1 and b] [any where c] (process where a == 1 and b ' +
        '(event.category == "process"; and, 2 clauses (a == 1; b)); any where c (c))',
    ],
    ['any where a in ("x", ', 'any where a in ("x", …) (a in ("x", …))'],
    [`any where ${'a'.repeat(90)}`, `${`any where ${'a'.repeat(90)}`.slice(0, 80)}… (${'a'.repeat(80)}…)`],
  ])('%s', (text, outline) => {
    expect(symbolsOf(text, 'event.category').map(outlineOf)).toEqual([outline]);
  });

  test('which a text without any has none of', () => {
    expect(symbolsOf(' ', 'event.category')).toEqual([]);
  });
});

describe('formatting as edits', () => {
  test.each([
    'process   where a==1',
    'process where ((a == 1)) and (b == 2 or c == 3)',
    'process where a == 1 or b == 2 and c == 3',
    'sequence by x [process where a==1] [any where ((b))] | head 3',
    '// why\nprocess where a == 1 // one\n and b in ("x","y")',
    'process where a == 1 /* x */ and b',
    'process where a == 1 and /* x */ b and // y\n c',
    'process where `a.b` == 1 and ((c))',
  ])('all of %j as the formatter has it', (text) => {
    expect(applied(text, formatEdits(text))).toBe(formatQuery(text).text);
  });

  test('a part alone', () => {
    const text = 'process where a==1 and   b==2 and   c==3';
    const from = text.indexOf('b');
    expect(applied(text, formatEdits(text, { from, to: from + 4 }))).toBe('process where a==1 and   b == 2 and   c==3');
  });

  test('nothing of a text with errors', () => {
    expect(formatEdits('process where a ==   ')).toEqual([]);
  });

  test('no part changes what the rule says', () => {
    const text = 'process where ((a==1)) and /* x */ (((b==2 or  c==3)) and not (d) ) or (e) // y';
    const meant = printQuery(parse(text).query);
    for (let from = 0; from < text.length; from += 2) {
      for (let to = from; to <= text.length; to += 7) {
        const result = applied(text, formatEdits(text, { from, to }));
        expect(printQuery(parse(result).query), `${from} ${to}`).toBe(meant);
        expect(result.match(/\/\* x \*\/|\/\/ y/g), `${from} ${to}`).toHaveLength(2);
      }
    }
  });
});
