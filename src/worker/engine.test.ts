import { beforeEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_SEARCH } from '../eql/index.ts';
import { unpackTexts } from '../text/packed.ts';
import { slice } from '../text/span.ts';
import { actorNamed, DEFAULT_ORDER, defaultKnobs, generateStories, type Knobs } from '../events/generate/index.ts';
import { Engine } from './engine.ts';
import { hasBit, rowsOf, type Bitmap, type EngineOptions, type RuleOrder } from './protocol.ts';
import { type Body, type Reading, RequestQueue, type RequestOf } from './queue.ts';
import { soon } from './testWait.ts';

const options: EngineOptions = { ...DEFAULT_SEARCH, mapping: 'open', fields: {} };

const event = (rest: object) => JSON.stringify({ event: { category: 'process' }, ...rest });
const shell = event({
  '@timestamp': '2026-01-20T09:12:40.118Z',
  process: { name: 'bash', args: ['bash', '-i'], interactive: true },
  orchestrator: { namespace: 'shop', resource: { name: 'web-0' } },
  user: { id: '0' },
});
const quiet = event({ process: { name: 'bash', args: ['bash', '-c', "echo 'hi there'"], interactive: false } });
const bare = event({ process: { name: 'ls' } });
const broken = '{"event": ';
const rejected = '{"@timestamp": "yesterday", "event": {"category": "process"}}';

const RULE = 'process where process.name == "bash" and process.interactive == true and process.args in ("-i", "-it")';

let engine: Engine;
const rows = (bitmap: Bitmap) => [...rowsOf(bitmap)];

/** The answer of a kind, or a failed test. */
function ask<K extends Body['kind']>(kind: K, request: Parameters<Engine['answer']>[0]): Extract<Body, { kind: K }> {
  const body = engine.answer(request);
  expect(body.kind).toBe(kind);
  return body as Extract<Body, { kind: K }>;
}

const run = (rule: string) => ask('evidence', { id: 0, kind: 'run', run: 1, rule }).evidence;
const inspect = (row: number) => ask('inspection', { id: 0, kind: 'inspect', row }).inspection;
const patch = (row: number, text: string) => ask('table', { id: 0, kind: 'patch', row, text, typed: true }).table;

beforeEach(() => {
  engine = new Engine();
  const events = [shell, quiet, bare, broken, rejected].map((text, i) => ({ id: `e${i}`, text }));
  ask('table', { id: 0, kind: 'open', events, options });
});

describe('open', () => {
  test('tells which rows are live, which are invalid, their ids and the known fields', () => {
    const { table } = ask('table', { id: 0, kind: 'open', events: [{ id: 'a', text: shell }, { text: '{' }], options });
    expect([table.rowCount, table.added?.from, unpackTexts(table.added!.ids)]).toEqual([2, 0, ['a', '']]);
    expect([rows(table.live), rows(table.invalid)]).toEqual([[0], [1]]);
    expect(table.fields['process.args']).toEqual({ type: 'keyword', declared: true });
  });

  test('takes the events as `save` gave them, with their ids', () => {
    const { events } = ask('saved', { id: 0, kind: 'save' });
    engine = new Engine();
    const { table } = ask('table', { id: 0, kind: 'open', events, options });
    expect([rows(table.live), rows(table.invalid)]).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
    expect(unpackTexts(ask('saved', { id: 0, kind: 'save' }).events.texts)).toEqual(unpackTexts(events.texts));
  });

  test('is under the options of the scenario', () => {
    const events = [{ text: '{"n": "10"}' }];
    ask('table', { id: 0, kind: 'open', events, options: { ...options, mapping: 'closed', fields: { n: 'long' } } });
    expect(rows(run('any where n > 9').matches)).toEqual([0]);
    expect(run('any where m > 9').diagnostics[0]?.message).toContain('Unknown column [m]');
  });
});

describe('a run', () => {
  test('has a bitmap for every clause, and counts', () => {
    const evidence = run(RULE);
    expect(evidence).toMatchObject({ run: 1, diagnostics: [], matchCount: 1, liveCount: 3 });
    expect(rows(evidence.matches)).toEqual([0]);
    expect(rows(evidence.returned)).toEqual([0]);
    // filter, category, and, three leaves
    expect(evidence.clauses.map((clause) => rows(clause.true))).toEqual([[0], [0, 1, 2], [0], [0, 1], [0], [0]]);
    expect(rows(evidence.clauses[5]!.missing!)).toEqual([2]);
    const alone = { 'sole blocker': 0, 'alone responsible': 0 };
    expect(evidence.clauses[5]!.counts).toEqual({ true: 1, false: 1, missing: 1, error: 0, ...alone });
    const keepsOut = evidence.clauses.map(({ soleBlocker }) => (soleBlocker === undefined ? [] : rows(soleBlocker)));
    expect(keepsOut.flat(), 'each near miss has a sole blocker').toEqual(rows(evidence.nearMisses));
  });

  test('evaluates again only what changed', () => {
    run(RULE);
    expect(run(RULE.replace('"-it"', '"-x"')).changedClauses).toBe(1);
    expect(run(RULE).changedClauses).toBe(0);
  });

  test('knows the near misses', () => {
    patch(1, shell.replace('true', 'false'));
    expect(rows(run(RULE).nearMisses)).toEqual([1]);
  });

  test('of a rule with an error has its diagnostics and nothing else', () => {
    const evidence = run('process where process.name ==');
    expect(evidence.clauses).toEqual([]);
    expect(evidence.diagnostics[0]?.severity).toBe('error');
    expect(rows(evidence.matches)).toEqual([]);
  });

  test('keeps the verdicts of other events when one ends in a run-time error', () => {
    const events = [{ text: '{"s": "x"}' }, { text: '{"s": "7"}' }];
    ask('table', { id: 0, kind: 'open', events, options });
    const evidence = run('any where number(s) == 7');
    expect([rows(evidence.matches), rows(evidence.errors)]).toEqual([[1], [0]]);
    expect(evidence.diagnostics[0]).toMatchObject({ code: 'eql/run-time', severity: 'warning' });
    expect(inspect(0).clauses.at(-1)).toMatchObject({ verdict: 'error' });
    expect(inspect(0).deciding).toHaveLength(1);
  });

  test('marks only what a search would return', () => {
    const events = ['03', '01', '02'].map((day) => ({ text: `{"@timestamp": "2026-01-${day}"}` }));
    ask('table', { id: 0, kind: 'open', events, options: { ...options, size: 2 } });
    expect(rows(run('any where true').returned)).toEqual([0, 2]);
    expect(rows(run('any where true | head 1').returned)).toEqual([1]);
  });
});

describe('a change of the events', () => {
  test('shows in the next run: an edit', () => {
    run(RULE);
    const table = patch(0, shell.replace('-i', '-l'));
    expect(table.added).toBeNull();
    const evidence = run(RULE);
    expect(rows(evidence.matches)).toEqual([]);
    expect(rows(evidence.nearMisses)).toEqual([0]);
  });

  test('shows in the next run: an edit that breaks, and one that mends', () => {
    expect(rows(patch(0, '{').invalid)).toEqual([0, 3, 4]);
    expect(rows(run(RULE).matches)).toEqual([]);
    expect(rows(patch(3, shell).invalid)).toEqual([0, 4]);
    expect(rows(run(RULE).matches)).toEqual([3]);
  });

  test('shows in the next run: a removal, and its undoing', () => {
    ask('table', { id: 0, kind: 'remove', rows: [0, 3] });
    expect(run(RULE)).toMatchObject({ matchCount: 0, liveCount: 2 });
    expect(unpackTexts(ask('saved', { id: 0, kind: 'save' }).events.ids)).toEqual(['e1', 'e2', 'e4']);
    ask('table', { id: 0, kind: 'restore', rows: [0, 3] });
    expect(run(RULE)).toMatchObject({ matchCount: 1, liveCount: 3 });
  });
});

describe('rows', () => {
  test('are told by when, what, where and who', () => {
    run(RULE);
    const { rows: summaries } = ask('rows', { id: 0, kind: 'rows', columns: [], rows: [0, 1, 2, 3, 99] });
    expect(summaries[0]).toEqual({
      row: 0,
      id: 'e0',
      timestamp: '2026-01-20T09:12:40.118Z',
      command: 'bash -i',
      place: 'shop/web-0',
      user: '0',
      cells: [],
      reason: '',
      distance: 0,
    });
    expect(summaries[1]).toMatchObject({ command: `bash -c 'echo '\\''hi there'\\'''`, distance: 2 });
    expect(summaries[1]?.reason).toBe('process.interactive, process.args');
    expect(summaries[2]).toMatchObject({ command: 'ls', distance: 3 });
    expect(summaries[3]?.invalid).toBeDefined();
    expect(summaries).toHaveLength(4);
  });
});

describe('an inspection', () => {
  test('has the text laid out, and the places of values in it', () => {
    run(RULE);
    const { text, clauses, sentence, deciding } = inspect(0);
    expect(text).toContain('"args": ["bash", "-i"]');
    const args = clauses[5]!;
    expect(args.verdict).toBe('true');
    expect(args.reads.map(({ path, spans }) => [path, spans.map((span) => slice(text, span))])).toEqual([
      ['process.args', ['"bash"', '"-i"']],
    ]);
    expect(args.witnesses.map((span) => slice(text, span))).toEqual(['"-i"']);
    expect(args.entries.map((span) => slice(RULE, span))).toEqual(['"-i"']);
    expect(sentence).toBe('Matches: all 4 clauses are true.');
    expect(deciding).toEqual([1, 3, 4, 5]);
  });

  test('names the blockers of an event that does not match', () => {
    run(RULE);
    expect(inspect(1).deciding).toEqual([4, 5]);
    expect(inspect(2).clauses[5]).toMatchObject({ verdict: 'missing', becauseMissing: false });
  });

  test('says that a negation is true because the field is missing', () => {
    run('process where process.args != "x"');
    expect(inspect(2).clauses.at(-1)).toMatchObject({ verdict: 'true', becauseMissing: true });
    expect(inspect(1).clauses.at(-1)).toMatchObject({ verdict: 'true', becauseMissing: false });
  });

  test('leaves the text alone that somebody is typing', () => {
    const text = shell.replace('{', '{  ');
    patch(0, text);
    run(RULE);
    expect(inspect(0).text).toBe(text);
    expect(inspect(0).clauses[5]!.witnesses.map((span) => slice(text, span))).toEqual(['"-i"']);
  });

  test('of an invalid event says why, at its place in the text as laid out', () => {
    run(RULE);
    const { text, problems, sentence, clauses } = inspect(4);
    expect(slice(text, problems[0]!.span!)).toBe('"yesterday"');
    expect(sentence).toContain('Invalid');
    expect(clauses).toEqual([]);
    expect(inspect(3)).toMatchObject({ text: broken, clauses: [] });
  });

  test('of a row that the last run did not see has no verdict yet', () => {
    expect(inspect(0)).toMatchObject({ run: 0, sentence: '', clauses: [] });
  });
});

test('find gives the rows whose text holds the words', () => {
  expect(rows(ask('found', { id: 0, kind: 'find', words: 'BASH interactive' }).rows)).toEqual([0, 1]);
});

describe('behind the queue', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const append = (id: number, text: string): RequestOf<'append'> => ({
    id,
    kind: 'append',
    sources: [{ name: 'pasted text', bytes: bytes(text) }],
  });

  test('NDJSON with a broken line is added, and the line named', async () => {
    const answers: unknown[] = [];
    const queue = new RequestQueue(engine, (answer) => answers.push(answer));
    queue.receive(append(7, `${shell}\n{"a": \n${quiet}\n`));
    await soon(() => expect(answers.at(-1)).toMatchObject({ kind: 'table' }));
    expect(answers.at(-1)).toMatchObject({
      id: 7,
      table: { rowCount: 8, added: null },
      report: { added: 3, problemCount: 1, problems: [{ source: 'pasted text', line: 2, row: 6 }] },
    });
  });

  test('a cancelled reading leaves the events as they were', async () => {
    const kinds: string[] = [];
    const queue = new RequestQueue(engine, (answer) => {
      kinds.push(answer.kind);
      if (answer.kind === 'progress') queue.receive({ id: 2, kind: 'cancel', target: 1 });
    });
    queue.receive(append(1, `${shell}\n`.repeat(100_000)));
    await soon(() => expect(kinds).toContain('cancelled'));
    expect(run(RULE)).toMatchObject({ matchCount: 1, liveCount: 3 });
    expect(hasBit(run(RULE).matches, 0)).toBe(true);
  });
});

describe('what tabs show', () => {
  test('the fields of an event, as they stand in its text', () => {
    const { fields } = ask('fields', { id: 0, kind: 'fields', row: 0 });
    const { text } = inspect(0);
    expect(fields.map(({ path }) => path)).toEqual([
      'event.category',
      '@timestamp',
      'process.name',
      'process.args',
      'process.interactive',
      'orchestrator.namespace',
      'orchestrator.resource.name',
      'user.id',
    ]);
    const args = fields.find(({ path }) => path === 'process.args')!;
    expect(args).toMatchObject({ type: 'keyword', declared: true, valueCount: 2 });
    expect(args.values.map((value) => [value.text, slice(text, value.span)])).toEqual([
      ['bash', '"bash"'],
      ['-i', '"-i"'],
    ]);
  });

  test('the processes of an event, with the fields that the rule reads', () => {
    run(RULE);
    const { tree } = ask('processes', { id: 0, kind: 'processes', row: 0 });
    expect(tree.nodes).toMatchObject([{ roles: ['process'], facts: { command: 'bash -i' } }]);
    expect(tree.nodes[0]!.fields.map(({ path }) => path)).toEqual([
      'process.name',
      'process.interactive',
      'process.args',
    ]);
  });

  test('a sequence in time, and nothing of an event query', () => {
    const storyline = () => ask('storyline', { id: 0, kind: 'storyline', around: null }).storyline;
    expect(storyline()).toBeNull();
    run(RULE);
    expect(storyline()).toBeNull();
    run('sequence by process.name [process where process.interactive == true] [process where true]');
    expect(storyline()).toMatchObject({
      run: 1,
      line: { kind: 'sequence', keyNames: ['process.name'], eventCount: 3, unseenCount: 2 },
    });
  });
});

describe('exceptions', () => {
  const ci = { name: 'CI runner', entries: [{ field: 'user.id', type: 'match', operator: 'included', value: '0' }] };
  const dead = { name: 'Old', entries: ci.entries, expire_time: '2026-01-01T00:00:00Z' };
  const withItems = (...items: readonly object[]): EngineOptions => ({
    ...options,
    exceptions: {
      items: items as readonly Record<string, unknown>[],
      valueLists: {},
      reading: 'events',
      now: Date.parse('2026-02-01T00:00:00Z'),
    },
  });
  const set = (of: EngineOptions) => ask('table', { id: 0, kind: 'options', options: of }).table;

  test('take events away at once, and say by which item', () => {
    expect(rows(run(RULE).matches)).toEqual([0]);
    set(withItems(ci, dead));
    const { matches, removed, matchCount, exceptions } = run(RULE);
    expect([rows(matches), rows(removed), matchCount]).toEqual([[], [0], 0]);
    expect(exceptions.map(({ name, state, fits, takes }) => [name, state, fits, takes])).toEqual([
      ['CI runner', 'used', 1, 1],
      ['Old', 'expired', 0, 0],
    ]);
    const [summary] = ask('rows', { id: 0, kind: 'rows', rows: [0], columns: [] }).rows;
    expect(summary).toMatchObject({ reason: 'removed by exception CI runner', distance: 0 });
    expect(inspect(0)).toMatchObject({
      sentence: 'Removed by exception "CI runner". The rule fits it.',
      blockers: null,
      exceptions: [{ name: 'CI runner', fits: true, conditions: [{ words: 'user.id is 0', verdict: 'true' }] }],
    });
  });

  test('follow the events, and go with the options', () => {
    set(withItems(ci));
    run(RULE);
    patch(0, shell.replace('"0"', '"7"'));
    expect(rows(run(RULE).matches)).toEqual([0]);
    patch(0, shell);
    expect(rows(run(RULE).matches)).toEqual([]);
    set(options);
    expect(rows(run(RULE).matches)).toEqual([0]);
  });

  test('are no near misses, and nothing alone keeps out what they take', () => {
    const rule = 'process where process.interactive == false and process.name == "bash"';
    expect(rows(run(rule).nearMisses)).toEqual([0]);
    set(withItems(ci));
    expect(rows(run(rule).nearMisses)).toEqual([]);
    const near = ask('near', { id: 0, kind: 'near' }).near;
    expect(near!.groups.flatMap((group) => rows(group.rows))).not.toContain(0);
  });
});

test('other options are another mapping of the same events', () => {
  const { table } = ask('table', {
    id: 0,
    kind: 'options',
    options: { ...options, fields: { 'process.interactive': 'keyword' } },
  });
  expect(table.rowCount).toBe(5);
  expect(rows(run('process where process.interactive == "true"').matches)).toEqual([0]);
});

describe('stories', () => {
  const knobs: Knobs = { ...defaultKnobs, mix: { intruders: 1 }, count: 60 };
  const tell = async (
    replaces: boolean,
    controller = new AbortController(),
    progress: Reading['progress'] = () => {},
  ) => engine.tell({ id: 1, kind: 'generate', knobs, replaces }, { signal: controller.signal, progress });

  test('come behind the events that are there, with labels and purposes', async () => {
    const body = await tell(false);
    if (body.kind !== 'table' || body.told === undefined) throw new Error('The stories were not told.');
    const { table, told } = body;
    expect(table.rowCount).toBe(65);
    expect(told.first).toBe(5);
    const events = [...generateStories(knobs)];
    events.forEach(({ label, story, actor, says }, i) => {
      const row = told.first + i;
      expect([hasBit(told.alert, row), hasBit(told.benign, row)]).toEqual([label === 'alert', label === 'benign']);
      const { stories, actors, titles, says: said, sentences } = told.purposes;
      expect([stories[i], titles[actors[i]!], sentences[said[i]!]]).toEqual([story, actorNamed(actor)!.title, says]);
    });
    const inspected = inspect(told.first);
    expect(JSON.parse(inspected.text)).toEqual(JSON.parse(events[0]!.text));
  });

  test('come in place of the events that are there, which can come back', async () => {
    const body = await tell(true);
    if (body.kind !== 'table') throw new Error('The stories were not told.');
    expect(rows(body.table.live)).toEqual(Array.from({ length: 60 }, (_, i) => i + 5));
    const { table } = ask('table', { id: 2, kind: 'restore', rows: [0, 1] });
    expect(rows(table.live).slice(0, 3)).toEqual([0, 1, 5]);
  });

  test('that are cancelled leave no trace', async () => {
    const controller = new AbortController();
    const many = { ...knobs, count: 100_000 };
    const progress = vi.fn<Reading['progress']>(() => controller.abort());
    const request: RequestOf<'generate'> = { id: 1, kind: 'generate', knobs: many, replaces: true };
    expect(await engine.tell(request, { signal: controller.signal, progress })).toEqual({ kind: 'cancelled' });
    expect(progress).toHaveBeenCalledTimes(1);
    expect(progress.mock.calls[0]![0]).toMatchObject({ eventsTotal: 100_000 });
    const { table } = ask('table', { id: 2, kind: 'remove', rows: [] });
    expect([table.rowCount, rows(table.live)]).toEqual([5, [0, 1, 2]]);
  });
});

describe('events for a rule', () => {
  const rule = 'process where process.name == "bash" and process.interactive == true';
  const order: RuleOrder = { ...DEFAULT_ORDER, ways: false, onlyMissing: true };
  const solve = async (
    request: Partial<RequestOf<'generateFor'>>,
    controller = new AbortController(),
    progress: Reading['progress'] = () => {},
  ) =>
    engine.solve(
      { id: 1, kind: 'generateFor', rule, order, adds: true, ...request },
      { signal: controller.signal, progress },
    );
  const coverage = () => {
    run(rule);
    return ask('coverage', { id: 0, kind: 'coverage' }).coverage;
  };

  test('are what the events that are there leave open, and then nothing is', async () => {
    const before = coverage();
    expect([before!.covered, before!.points]).toEqual([4, 6]);
    const body = await solve({});
    if (body.kind !== 'table' || body.solved === undefined) throw new Error('No events were made.');
    expect(body.table.rowCount).toBe(5 + body.solved.notes.length);
    expect(body.solved.notes).toEqual([
      'No match: kept out by `event.category == "process"` alone.',
      'No match: kept out by `process.name == "bash"` alone.',
    ]);
    expect(coverage()).toMatchObject({ covered: 6, points: 6 });
  });

  test('can be asked for without being added', async () => {
    const body = await solve({ adds: false });
    expect(body).toMatchObject({ kind: 'solved', solved: { counts: { 'near miss': 2 } } });
    expect(ask('table', { id: 2, kind: 'remove', rows: [] }).table.rowCount).toBe(5);
  });

  test('are none for a rule with errors', async () => {
    expect(await solve({ rule: 'process where' })).toEqual({ kind: 'solved', solved: null });
  });

  test('that are cancelled leave no trace', async () => {
    const controller = new AbortController();
    const many = { ...order, onlyMissing: false, ways: true, edges: true, entries: true };
    const long = `process where ${Array.from({ length: 60 }, (_, i) => `process.args like "*${i}*"`).join(' or ')}`;
    const body = await solve({ rule: long, order: many }, controller, () => controller.abort());
    expect(body).toEqual({ kind: 'cancelled' });
    expect(ask('table', { id: 2, kind: 'remove', rows: [] }).table.rowCount).toBe(5);
  });

  test('coverage is of the last run, and of none before it', () => {
    expect(ask('coverage', { id: 0, kind: 'coverage' }).coverage).toBeNull();
  });
});
