/** The app over the real engine, without a browser: the worker is the queue itself. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { examples } from '../scenario/examples/index.ts';
import { type Bitmap, countBits, rowsOf } from '../worker/protocol.ts';
import { asWritten } from './conditions.ts';
import { compareWithCluster } from './cluster.ts';
import { labelCounts } from './labels.ts';
import { idOf } from './rowNotes.ts';
import { labelOf, notedRows, noteOf } from './rowNotes.ts';
import type { AppState } from './state.ts';
import { browser } from './testBrowser.ts';
import { statusLine } from './words.ts';
import { soon } from '../worker/testWait.ts';

let shared: ReturnType<typeof browser>;
let page: ReturnType<(typeof shared)['page']>;
const state = () => page.store.getState();
const actions = () => state().actions;
const rows = (bitmap: Bitmap) => [...rowsOf(bitmap)];
const matches = () => rows(state().verdicts!.evidence.matches);

/** Waits until the state is as a test wants it. */
async function until(holds: (state: AppState) => boolean) {
  await soon(() => expect(holds(state())).toBe(true));
}
const isFresh = ({ verdicts, stale }: AppState) => verdicts !== null && !stale;
const bytes = (text: string) => new TextEncoder().encode(text);
const paste = (text: string) => actions().addEvents([{ name: 'pasted text', bytes: bytes(text) }]);

async function reload() {
  page = shared.page();
  await page.events.begin(null);
}

beforeEach(async () => {
  shared = browser();
  page = shared.page();
  await page.events.begin(null);
  await until((it) => isFresh(it) && it.selected !== null);
});

afterEach(() => performance.clearMeasures());

describe('first start', () => {
  test('shows the first example, with a match selected', () => {
    expect(state()).toMatchObject({ title: examples[0]!.title, welcome: true, rowCount: 24, stale: false });
    expect(matches().length).toBeGreaterThan(0);
    expect(state().selected).toBe(matches()[0]);
    expect(rows(state().listed)).toHaveLength(24);
    expect(statusLine(state())).toBe(`${matches().length} of 24 events match`);
  });

  test('inspects the selected event', async () => {
    await until(({ inspection, selected }) => inspection?.row === selected);
    expect(state().inspection!.clauses.every(({ verdict }) => verdict === 'true')).toBe(true);
  });

  test('counts labels against verdicts', () => {
    const counts = labelCounts(state())!;
    const labels = countBits(state().notes.alert) + countBits(state().notes.benign);
    expect(Object.values(counts).reduce((sum: number, n: number) => sum + n, 0)).toBe(labels);
  });

  test('asks for an example by its address, and says when there is none', async () => {
    page = shared.page();
    await page.events.begin({ kind: 'example', id: 'july-2026' });
    expect(state().title).toBe(examples[1]!.title);
    page.events.follow({ kind: 'example', id: 'nothing' });
    expect(state().notice).toEqual({ tone: 'error', text: 'There is no example "nothing".' });
    page.events.follow({ kind: 'new' });
    expect(state()).toMatchObject({ rule: { query: '' }, title: 'New scenario' });
  });
});

describe('an edit of the rule', () => {
  test('has its analysis at once and its verdicts soon', async () => {
    const before = matches().length;
    const text = examples[1]!.scenario().rule.query;
    actions().setRule(text);
    expect(state()).toMatchObject({ analysis: { text, runnable: true }, stale: true });
    expect(matches()).toHaveLength(before);
    await until(isFresh);
    expect(matches().length).toBeGreaterThan(before);
    expect(state().verdicts!.analysis.text).toBe(text);
  });

  test('that does not parse leaves the last result, dimmed', async () => {
    const before = state().verdicts;
    actions().setRule('process where (');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(state()).toMatchObject({ stale: true, verdicts: before });
    expect(statusLine(state())).toMatch(/^1:\d+ /);
    actions().setRule('any where true');
    await until(isFresh);
    expect(state().verdicts!.evidence.matchCount).toBe(24);
  });

  test('is run alone when many come at once: the newest wins', async () => {
    const runs = () => page.requests.filter(({ kind }) => kind === 'run').length;
    const before = runs();
    for (let i = 0; i < 20; i++) actions().setRule(`any where process.pid == ${i}`);
    await until(isFresh);
    expect(state().verdicts!.analysis.text).toBe('any where process.pid == 19');
    expect(runs() - before).toBeLessThanOrEqual(3);
  });

  test('leaves a measure of the time until its verdicts were painted', async () => {
    performance.clearMeasures();
    actions().setRule('any where process.args == "-i"');
    await soon(() => expect(performance.getEntriesByName('edit-to-verdict')).toHaveLength(1));
    const [entry] = performance.getEntriesByName('edit-to-verdict') as PerformanceMeasure[];
    expect(entry!.detail).toMatchObject({ events: 24, changedClauses: 1 });
    expect(entry!.duration).toBeGreaterThan(0);
  });

  test('keeps the selection', async () => {
    actions().select(5);
    actions().setRule('any where false');
    await until(isFresh);
    expect(state().selected).toBe(5);
    expect(state().verdicts!.evidence.matchCount).toBe(0);
  });
});

describe('an edit of an event', () => {
  test('flips its verdict', async () => {
    const row = matches()[0]!;
    await until(({ inspection }) => inspection?.row === row);
    actions().editEvent(row, state().inspection!.text.replace('"-i"', '"-l"'));
    expect(state().stale).toBe(true);
    await until(isFresh);
    expect(matches()).not.toContain(row);
    await until(({ inspection }) => inspection!.sentence.startsWith('Kept out by'));
  });

  test('that breaks it keeps the text and shows it as invalid', async () => {
    const row = matches()[0]!;
    actions().editEvent(row, '{"process": ');
    await until((it) => isFresh(it) && rows(it.invalid).includes(row));
    await until(({ inspection }) => inspection!.text === '{"process": ');
    expect(state().verdicts!.evidence.liveCount).toBe(23);
    actions().setFilter('invalid');
    expect(rows(state().listed)).toEqual([row]);
  });
});

describe('events', () => {
  test('that are removed are gone, and come back', async () => {
    const row = state().selected!;
    const before = matches();
    actions().remove([row]);
    expect(state().selected).toBe(row + 1);
    expect(state().removed?.text).toBe('Removed 1 event.');
    await until(isFresh);
    expect(matches()).toEqual(before.filter((it) => it !== row));
    actions().undoRemove();
    await until((it) => isFresh(it) && it.selected === row);
    expect(matches()).toEqual(before);
    expect(state().removed).toBeNull();
  });

  test('that are pasted are added, and a broken line is told', async () => {
    const { selected } = state();
    paste('{"event":{"category":"process"}}\n{"a":\n{"b":1}');
    await until((it) => isFresh(it) && it.rowCount === 27);
    expect(state().report).toMatchObject({ added: 3, problemCount: 1, problems: [{ line: 2 }] });
    expect(state().selected).toBe(selected);
    actions().dismissReport();
    expect(state().report).toBeNull();
  });

  test('of a cancelled reading are not added', async () => {
    paste('{"event":{"category":"process"}}\n'.repeat(200_000));
    await new Promise((resolve) => setTimeout(resolve, 10));
    actions().cancel();
    paste('{"last":true}');
    await until(({ report }) => report !== null);
    expect(state()).toMatchObject({ rowCount: 25, progress: null });
  });

  test('can be labelled, and the next contradiction found', async () => {
    const match = matches()[0]!;
    for (const row of notedRows(state().notes)) actions().label(row, null);
    expect(labelCounts(state())).toBeNull();
    actions().label(match, 'benign');
    actions().selectDisagreement(1);
    expect(state().selected).toBe(match);
    actions().label(match, 'alert');
    expect(labelCounts(state())).toMatchObject({ truePositives: 1, falsePositives: 0 });
  });

  test('can be labelled as they are listed, and that undone', async () => {
    const before = state().notes;
    actions().setFilter('match');
    actions().labelListed('benign');
    expect(matches().every((row) => labelOf(state().notes, row) === 'benign')).toBe(true);
    expect(state().relabelled?.text).toBe(`${matches().length} events labelled benign.`);
    actions().undoLabels();
    await until(({ relabelled }) => relabelled === null);
    expect(state().notes).toEqual(before);
  });

  test('can be searched, together with a filter', async () => {
    actions().setSearch('busybox');
    await until(({ search }) => search.rows !== null);
    const found = rows(state().listed);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(24);
    actions().setFilter('match');
    expect(rows(state().listed)).toEqual(found.filter((row) => matches().includes(row)));
    actions().setSearch('');
    expect(rows(state().listed)).toEqual(matches());
  });

  test('have summaries that follow the run', async () => {
    const [first] = await actions().summaries([matches()[0]!]);
    expect(first).toMatchObject({ reason: '', distance: 0 });
    actions().setRule('any where process.pid == -1');
    await until(isFresh);
    const [after] = await actions().summaries([state().selected!]);
    expect(after).toMatchObject({ reason: 'process.pid', distance: 1 });
  });
});

describe('the draft', () => {
  const isSaved = ({ saved }: AppState) => saved === 'saved';

  test('leaves out events that are too large to be written, says so, and keeps the rule', async () => {
    paste(JSON.stringify({ big: 'x'.repeat(65_000_000) }));
    await until((it) => isFresh(it) && it.rowCount === 25);
    await until(({ saved }) => saved === 'large');
    actions().setRule('any where process.pid == 7');
    await until((it) => isFresh(it) && it.saved === 'large');
    await reload();
    await until(isFresh);
    expect(state()).toMatchObject({ rowCount: 24, rule: { query: 'any where process.pid == 7' } });
  });

  test('survives a reload: rule, edits, labels, removals, additions, selection', async () => {
    actions().setRule('any where process.args == "-x"');
    actions().editEvent(0, '{"process": {"args": ["-x"]}}');
    actions().editEvent(1, '{"broken');
    actions().label(0, 'alert');
    actions().remove([2]);
    paste('{"process":{"args":"-x"}}');
    await until((it) => isFresh(it) && it.rowCount === 25);
    actions().select(1);
    actions().save();
    await until(({ notice }) => notice?.text.startsWith('Saved already') === true);
    const note = noteOf(state().notes, 0);

    await reload();
    await until(isFresh);
    expect(state()).toMatchObject({ rule: { query: 'any where process.args == "-x"' }, welcome: false, rowCount: 24 });
    expect(note).toMatchObject({ label: 'alert' });
    expect(noteOf(state().notes, 0)).toEqual(note);
    expect(matches()).toEqual([0, 23]);
    expect(rows(state().invalid)).toEqual([1]);
    await until(({ selected }) => selected === 1);
  });

  test('has what was typed just before the page went', async () => {
    await soon(() => expect(shared.pieces.size).toBe(2));
    actions().setRule('any where 1 == 1');
    actions().editEvent(0, '{"last": "word"}');
    shared.world.full = true;
    page.events.leave();
    shared.world.full = false;
    await reload();
    await until(isFresh);
    expect(state().rule.query).toBe('any where 1 == 1');
    actions().setSearch('"last"');
    await until(({ search }) => search.rows !== null);
    expect(rows(state().listed)).toEqual([0]);
  });

  test('is written whole again after a removal was undone', async () => {
    actions().remove([0]);
    paste('{"a":1}');
    await until((it) => isFresh(it) && it.rowCount === 25);
    actions().save();
    await until(isSaved);
    actions().undoRemove();
    actions().save();
    await until((it) => isSaved(it) && isFresh(it));
    await reload();
    await until(isFresh);
    expect(state().rowCount).toBe(25);
  });

  test('that was worked on stays on the shelf when another scenario is opened', async () => {
    actions().setRule('any where true');
    actions().save();
    await until(isSaved);
    actions().openExample('july-2026');
    actions().save();
    await until((it) => isSaved(it) && isFresh(it));
    const sheets = [...shared.pieces.keys()].filter((key) => key.startsWith('sheet'));
    expect(sheets).toHaveLength(2);
    actions().openExample('january-2026');
    actions().save();
    await until((it) => isSaved(it) && isFresh(it));
    expect([...shared.pieces.keys()].filter((key) => key.startsWith('sheet'))).toHaveLength(2);
  });

  test.each([
    ['an example', () => actions().openExample('july-2026')],
    ['an empty workspace', () => actions().newScenario()],
  ])('that was changed a moment ago is written before %s opens', async (_, open) => {
    actions().setRule('any where process.args == "-x"');
    open();
    await until((it) => isSaved(it) && !it.rule.query.includes('-x'));
    const sheets = [...shared.pieces].filter(([key]) => key.startsWith('sheet')).map(([, sheet]) => sheet);
    expect(JSON.stringify(sheets)).toContain('-x');
  });

  test('that cannot be stored is said to be so', async () => {
    shared.world.full = true;
    actions().setRule('any where true');
    await until(({ saved, lossWarning }) => saved === 'full' && lossWarning);
    shared.world.full = false;
    actions().setRule('any where false');
    await until((it) => isSaved(it) && !it.lossWarning);
  });
});

test('the first event of an empty workspace is selected, though no rule has run', async () => {
  actions().newScenario();
  paste('{"process": {"name": "bash"}}');
  await until(({ rowCount }) => rowCount === 1);
  expect(state()).toMatchObject({ selected: 0, verdicts: null });
});

describe('after a crash of the worker', () => {
  test('the events come back with everything that was done to them', async () => {
    actions().editEvent(0, '{"process": {"args": ["-x"]}}');
    actions().setRule('any where process.args == "-x"');
    await until(({ saved }) => saved === 'saved');
    page.crash('out of memory');
    await until((it) => isFresh(it) && it.rowCount === 24);
    expect(matches()).toEqual([0]);
    expect(state().notice?.text).toContain('started again');
  });

  test('again and again, runs wait for an edit', async () => {
    await soon(() => expect(shared.pieces.size).toBe(2));
    for (let i = 0; i < 3; i++) {
      page.crash('bad rule');
      await until((it) => it.rowCount === 24 && it.notice !== null);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(state().notice?.text).toContain('change the rule');
    expect(state().verdicts).toBeNull();
    actions().setRule('any where true');
    await until(isFresh);
  });
});

describe('the list narrowed to the events of a clause', () => {
  const clauseNamed = (text: string) => state().verdicts!.analysis.clauses.find((clause) => clause.text === text)!;
  const interactive = 'process.interactive == true';

  beforeEach(async () => {
    await page.events.begin({ kind: 'example', id: 'january-2026' });
    await soon(() => expect(state().verdicts).not.toBeNull());
  });

  test('shows those that it alone keeps out, and says so', () => {
    const { id } = clauseNamed(interactive);
    state().actions.filterByClause(id, 'sole blocker');
    expect([...rowsOf(state().listed)]).toEqual([...rowsOf(state().verdicts!.evidence.clauses[id]!.soleBlocker!)]);
    expect(state().filters.map(({ words }) => words)).toEqual([`kept out by ${interactive} alone`]);
  });

  test('follows the clause through a new run, and goes with the clause', async () => {
    state().actions.filterByClause(clauseNamed(interactive).id, 'true');
    const edit = async (text: string) => {
      const { run } = state().verdicts!.evidence;
      state().actions.setRule(text);
      await soon(() => expect(state().verdicts!.evidence.run).toBeGreaterThan(run));
    };
    await edit(`process where ${interactive}`);
    expect([...rowsOf(state().listed)]).toEqual([...rowsOf(state().verdicts!.evidence.clauses[2]!.true)]);
    await edit('process where true');
    expect(state().filters).toEqual([]);
  });
});

test('why an event has its verdict is copied as Markdown or JSON', async () => {
  await page.events.begin({ kind: 'example', id: 'january-2026' });
  await soon(() => expect(state().verdicts).not.toBeNull());
  state().actions.copyExplanation(0, 'markdown');
  await soon(() => expect(page.copied[0]).toContain('| verdict | clause | values |'));
  state().actions.copyExplanation(0, 'json');
  await soon(() => expect(JSON.parse(page.copied[1] ?? '')).toMatchObject({ verdict: 'no match' }));
  expect(state().notice?.text).toBe('The explanation is on the clipboard.');
});

describe('the list as a tool', () => {
  const shown = () => Array.from({ length: state().index.count }, (_, place) => state().index.select(place));

  beforeEach(async () => {
    await page.events.begin({ kind: 'example', id: 'january-2026' });
    await soon(() => expect(state().verdicts).not.toBeNull());
  });

  test('lists where a condition is true, and says what is wrong with one', async () => {
    expect(await state().actions.filterByCondition(asWritten('process.name == "ksh"'))).toBeNull();
    expect(shown()).toHaveLength(1);
    expect(await state().actions.filterByCondition(asWritten('process.name = "ksh"'))).toContain('==');
    expect(state().filters).toHaveLength(1);
  });

  test('asks a condition again when events change', async () => {
    await state().actions.filterByCondition(asWritten('process.name == "ksh"'));
    const [row] = shown();
    state().actions.editEvent(row!, '{"process": {"name": "fish"}}');
    await soon(() => expect(shown()).toEqual([]));
  });

  test('lists by label, and by what the verdict makes of it', () => {
    state().actions.filterByLabel('FP');
    expect(shown()).toHaveLength(labelCounts(state())!.falsePositives);
    state().actions.filterByLabel('alert');
    expect(shown(), 'no alert is a false positive').toEqual([]);
    state().actions.removeFilter('false positives');
    expect(shown().every((row) => labelOf(state().notes, row) === 'alert')).toBe(true);
  });

  test('is sorted, and the next event is the next one shown', async () => {
    state().actions.sortBy({ key: 'verdict', descending: false });
    expect(shown().slice(0, state().verdicts!.evidence.matchCount)).toEqual([
      ...rowsOf(state().verdicts!.evidence.matches),
    ]);
    state().actions.sortBy({ key: 'time', descending: true });
    await soon(() => expect(state().fieldOrder).not.toBeNull());
    const [last, before] = shown();
    state().actions.select(last!);
    state().actions.selectNext(1);
    expect(state().selected).toBe(before);
  });

  test('shows the fields that are chosen', async () => {
    state().actions.setColumns(['process.name', 'process.args']);
    const [summary] = await state().actions.summaries([1]);
    expect(summary?.cells).toEqual(['bash', '/bin/bash, -i, -c, make test']);
  });
});

test('a cluster’s answer is compared event by event', async () => {
  await page.events.begin({ kind: 'example', id: 'january-2026' });
  await soon(() => expect(state().verdicts).not.toBeNull());
  const ids = matches().map((row) => idOf(state().ids, row));
  const answer = (some: readonly string[]) => JSON.stringify({ hits: { events: some.map((_id) => ({ _id })) } });
  expect(compareWithCluster(answer(ids), state())).toEqual({ compared: 24, differences: [] });
  expect(compareWithCluster(answer([...ids.slice(1), 'nobody']), state())).toEqual({
    compared: 24,
    differences: [
      { id: ids[0], here: 'match', there: 'no match', row: matches()[0] },
      { id: 'nobody', here: 'no match', there: 'match', row: null },
    ],
  });
  const texts = await state().actions.clusterTexts('demo');
  expect(texts?.events).toBe(24);
  expect(texts?.console).toContain('POST /demo/_eql/search');
  expect(texts?.overPatterns.console).toContain('POST /logs-cloud_defend.process*/_eql/search');
});
