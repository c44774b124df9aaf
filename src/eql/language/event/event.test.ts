/** The events editor's core: a text with a `|` where the caret is, and what is offered or said there. */
import { describe, expect, test } from 'vitest';
import { marked, testKnowledge } from '../testKnowledge.ts';
import { eventCompletionsAt, eventValuesWantedAt } from './complete.ts';
import { eventFieldAt, eventHoverAt } from './hover.ts';
import { fieldPlaceAt, placeAt } from './place.ts';

/** `key in process`, `value of process.name`, and what the completion would take the place of. */
function placeIn(source: string): string {
  const { text, offset } = marked(source);
  const place = placeAt(text, offset);
  if (place === null) return 'nothing';
  const { kind, path, span, beside } = place;
  const words = [kind, kind === 'key' ? `in ${path || 'top'}` : `of ${path}`];
  if (span.to > span.from) words.push(`for ${text.slice(span.from, span.to)}`);
  if (beside.size > 0) words.push(`beside ${[...beside].join(' ')}`);
  return words.join(' ');
}

describe('where the caret is', () => {
  test.each<readonly [source: string, place: string]>([
    ['|', 'nothing'],
    ['{|', 'key in top'],
    ['{|}', 'key in top'],
    ['{ "|" }', 'key in top for ""'],
    ['{ "pro| }', 'key in top for "pro }'],
    ['{ pro|', 'key in top for pro'],
    ['{"a": 1, |}', 'key in top beside a'],
    ['{"a": 1, | "b": 2, "c": {"d": 3}}', 'key in top beside a b c'],
    ['{"a": 1 |}', 'nothing'],
    ['{"a"|', 'nothing'],
    ['{"a" | : 1}', 'nothing'],
    ['{"a|": 1}', 'key in top for "a"'],
    ['{"a": |}', 'value of a'],
    ['{"a": "|"}', 'value of a for ""'],
    ['{"a": "x|y"}', 'value of a for "xy"'],
    ['{"a": tr|}', 'value of a for tr'],
    ['{"a": "x"|}', 'nothing'],
    ['{"a": {|}}', 'key in a'],
    ['{"a": {"b": {"c": 1}, |}}', 'key in a beside b'],
    ['{"a.b": {"|"}}', 'key in a.b for ""'],
    ['{"a": {"b.c": "|"}}', 'value of a.b.c for ""'],
    ['{"a": [|]}', 'value of a'],
    ['{"a": ["x", |, "z"]}', 'value of a beside x z'],
    ['{"a": ["x", "|"]}', 'value of a for "" beside x'],
    ['{"a": [1, 2|', 'value of a for 2 beside 1'],
    ['{"a": [{"b": 1, |}]}', 'key in a beside b'],
    ['{"a": [{"b": [|]}]}', 'value of a.b'],
    ['{"a": {"b": 1}, "c": |}', 'value of c'],
    ['{"a": {"b": 1}}|', 'nothing'],
    ['{"a\\"b": {|}}', 'key in a"b'],
    ['{"\\u0061": |}', 'value of a'],
    ['{"a": "x\\"|"}', 'value of a for "x\\""'],
    ['["x", |]', 'value of  beside x'],
    ['{\n  "a": "broken\n  "|b": 1\n}', 'nothing'],
  ])('%j: %s', (source, place) => {
    expect(placeIn(source)).toBe(place);
  });
});

function labels(source: string): readonly string[] {
  const { text, offset } = marked(source);
  return eventCompletionsAt(text, offset, testKnowledge).items.map(({ label }) => label);
}

/** The text after one of the completions was taken. */
function taken(source: string, label: string): string {
  const { text, offset } = marked(source);
  const { span, items } = eventCompletionsAt(text, offset, testKnowledge);
  const item = items.find((it) => it.label === label);
  return item === undefined ? `no ${label}` : text.slice(0, span.from) + item.insert + text.slice(span.to);
}

describe('what is offered first', () => {
  test.each<readonly [source: string, first: readonly string[]]>([
    ['{|}', ['"process"', '"event"', '"@timestamp"', '"file"', '"odd field"', '"host"', '"event.action"']],
    ['{"@timestamp": "x", "|"}', ['"process"', '"event"', '"file"']],
    ['{"process": {|}}', ['"args"', '"args_count"', '"interactive"', '"name"']],
    ['{"process": {"name": "x", "|"}}', ['"args"', '"args_count"', '"interactive"']],
    ['{"event": {|}}', ['"action"', '"category"', '"outcome"']],
    ['{"event.|": 1}', ['"process"', '"event"']],
    ['{"nothing": {|}}', []],
    ['{"process": {"name": "|"}}', ['"bash"', '"sh"']],
    ['{"process.name": |}', ['"bash"', '"sh"']],
    ['{"process": {"args": [|]}}', ['"-i"', '"bash"', '"say \\"hi\\""']],
    ['{"process": {"args": ["bash", "|"]}}', ['"-i"', '"say \\"hi\\""']],
    ['{"process": {"args_count": |}}', ['1', '2']],
    ['{"process": {"interactive": |}}', ['true', 'false']],
    ['{"file": {"path": |}}', ['"/etc/passwd"', '"C:\\\\temp\\\\a.exe"']],
    ['{"event": {"category": ["|"]}}', ['"process"', '"file"', '"network"']],
    ['{"event": {"category": ["process", |]}}', ['"file"', '"network"']],
    ['{"event": {"outcome": "|"}}', ['"failure"', '"success"', '"unknown"']],
    ['{"unheard": {"of": "|"}}', []],
    ['{"process": "|"}', []],
  ])('%s', (source, first) => {
    expect(labels(source).slice(0, first.length)).toEqual(first);
    if (first.length === 0) expect(labels(source)).toEqual([]);
  });
});

describe('what is taken is written', () => {
  test.each<readonly [source: string, label: string, after: string]>([
    ['{"|"}', '"process"', '{"process": { $1 }}'],
    ['{"process": {"|"}}', '"name"', '{"process": {"name": "$1"}}'],
    ['{"process": {na|}}', '"name"', '{"process": {"name": "$1"}}'],
    ['{"process": {|}}', '"args"', '{"process": {"args": ["$1"]}}'],
    ['{"process": {|}}', '"args_count"', '{"process": {"args_count": $1}}'],
    ['{"process": {|}}', '"interactive"', '{"process": {"interactive": $1}}'],
    ['{"|"}', '"process.name"', '{"process.name": "$1"}'],
    ['{"process": {"na|": "x"}}', '"args"', '{"process": {"args": "x"}}'],
    ['{| "file": {}}', '"@timestamp"', '{"@timestamp": "$1", "file": {}}'],
    ['{"process": {"name": "b|"}}', '"bash"', '{"process": {"name": "bash"}}'],
    ['{"file": {"path": |}}', '"C:\\\\temp\\\\a.exe"', '{"file": {"path": "C:\\\\temp\\\\a.exe"}}'],
  ])('%s with %s', (source, label, after) => {
    expect(taken(source, label)).toBe(after);
  });
});

test.each<readonly [source: string, path: string | null]>([
  ['{"process": {"name": "|"}}', 'process.name'],
  ['{"process": {"|"}}', null],
  ['["|"]', null],
  ['|', null],
])('the values wanted at %s are of %s', (source, path) => {
  const { text, offset } = marked(source);
  expect(eventValuesWantedAt(text, offset)).toBe(path);
});

describe('hover', () => {
  const NAME = [
    'What process.name is.',
    'Type keyword.',
    'In 8 of 10 events, with 2 different values.',
    '"bash" (5), "sh" (3).',
  ];
  test.each<readonly [source: string, title: string, ...lines: readonly string[]]>([
    ['{"process": {"na|me": "bash"}}', 'process.name', ...NAME],
    ['{"process.na|me": "bash"}', 'process.name', ...NAME],
    ['{"process": {"name": "ba|sh"}}', 'process.name', '5 of 10 events have this value.', ...NAME],
    ['{"process": {"name": "k|sh"}}', 'process.name', ...NAME],
    [
      '{"process": {"args_count": 1|}}',
      'process.args_count',
      '6 of 10 events have this value.',
      'What process.args_count is.',
      'Type long.',
      'In 10 of 10 events, with 2 different values.',
      '1 (6), 2 (4).',
    ],
    ['{"pro|cess": {}}', 'process', 'What process is.', 'An object: 4 fields are known below it.'],
    [
      '{"unheard|": 1}',
      'unheard',
      'No event has this field and no field list names it; it counts as missing in every event.',
    ],
    ['{"process"|: 1}', 'process', 'What process is.', 'An object: 4 fields are known below it.'],
    ['{|}', ''],
    ['["x|"]', ''],
    ['{"a": 1,| }', ''],
  ])('%s', (source, title, ...lines) => {
    const { text, offset } = marked(source);
    const hover = eventHoverAt(text, offset, testKnowledge);
    expect(hover?.title ?? '').toBe(title);
    expect(hover?.lines ?? []).toEqual(lines);
    expect(eventFieldAt(text, offset) ?? '').toBe(title);
  });
});

test('an event, cut or mangled anywhere, is answered', () => {
  const event =
    '{"@timestamp": "t", "a.b": [1, {"c": "x\\"y"}, true], "process": {"name": "b\\u0061sh", "args": ["-c", "x"]}}';
  for (let i = 0; i <= event.length; i++) {
    for (const text of [event.slice(0, i), event.slice(0, i) + event.slice(i + 3), event.slice(i)]) {
      const offset = Math.min(i, text.length);
      const { span } = eventCompletionsAt(text, offset, testKnowledge);
      expect(span.from).toBeLessThanOrEqual(offset);
      expect(span.to).toBeGreaterThanOrEqual(offset);
      const place = fieldPlaceAt(text, offset);
      expect(place === null || place.path !== '').toBe(true);
    }
  }
});
