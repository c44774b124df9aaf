/** Files of rules on the page, over the real engine: reviewed first, and opened without a loss of what is in hand. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { examples } from '../scenario/examples/index.ts';
import { emptyScenario, writeScenario } from '../scenario/scenario.ts';
import { countBits, rowsOf } from '../worker/protocol.ts';
import { notedRows } from './rowNotes.ts';
import type { AppState } from './state.ts';
import { browser } from './testBrowser.ts';
import { soon } from '../worker/testWait.ts';

const rule = (name: string, query: string, rest: object = {}) => ({
  rule_id: name,
  name,
  type: 'eql',
  language: 'eql',
  query,
  ...rest,
});
const list = { id: 'x', list_id: 'l', type: 'rule_default', namespace_type: 'single' };
const item = {
  item_id: 'i',
  list_id: 'l',
  name: 'CI runner',
  entries: [{ field: 'process.name', type: 'match', operator: 'included', value: 'bash' }],
};
const ndjson = (...lines: readonly object[]) => lines.map((line) => JSON.stringify(line)).join('\n');
const shells = rule('Shells', 'process where process.name in ("bash", "sh")', {
  exceptions_list: [list],
  tags: ['ours'],
});

let shared: ReturnType<typeof browser>;
let page: ReturnType<(typeof shared)['page']>;
const state = () => page.store.getState();
const actions = () => state().actions;

async function until(holds: (state: AppState) => boolean) {
  await soon(() => expect(holds(state())).toBe(true));
}
const isFresh = ({ verdicts, stale, saved }: AppState) => verdicts !== null && !stale && saved === 'saved';

async function drop(...texts: readonly string[]) {
  actions().addEvents(texts.map((text, i) => ({ name: `file ${i}`, bytes: new TextEncoder().encode(text) })));
  await until(({ isReviewing }) => isReviewing);
}

beforeEach(async () => {
  shared = browser();
  page = shared.page();
  await page.events.begin(null);
  await until((it) => isFresh(it) && it.selected !== null);
});

afterEach(() => performance.clearMeasures());

describe('a dropped rule', () => {
  test('replaces nothing before it is opened', async () => {
    const before = state().rule;
    await drop(ndjson(shells, list, item));
    expect(state()).toMatchObject({ rule: before, rowCount: 24, report: null });
    expect(state().ruleBook!.rules.map(({ rule: found }) => found)).toEqual([shells]);
    actions().closeReview();
    expect(state()).toMatchObject({ isReviewing: false, ruleBook: null, rule: before });
  });

  test('opens over the events in hand, with its exceptions, as a draft of its own', async () => {
    actions().setRule('process where process.name == "mine"');
    const labels = notedRows(state().notes).length;
    await drop(ndjson(shells, list, item));
    actions().openRule(state().ruleBook!.rules[0]!, 'events');
    await until((it) => it.rule.name === 'Shells' && isFresh(it));
    expect(state()).toMatchObject({ title: 'Shells', rule: shells, rowCount: 24, isReviewing: false, ruleBook: null });
    expect(notedRows(state().notes)).toHaveLength(labels);
    const { removed, matches, exceptions } = state().verdicts!.evidence;
    expect(countBits(removed)).toBeGreaterThan(0);
    expect([...rowsOf(matches)].some((row) => [...rowsOf(removed)].includes(row))).toBe(false);
    expect(exceptions).toMatchObject([{ name: 'CI runner', state: 'used' }]);
    // What was in hand before is on the shelf, and the new draft with its events beside it.
    const stored = JSON.stringify([...shared.pieces]);
    expect(stored).toContain('process.name == \\\\\\"mine\\\\\\"');
    page = shared.page();
    await page.events.begin(null);
    await until(isFresh);
    expect(state()).toMatchObject({ title: 'Shells', rowCount: 24, rule: shells });
    expect(state().rest.exceptions).toEqual([item]);
  });

  test('opens without events', async () => {
    await drop('process where true');
    expect(state().ruleBook!.files[0]!.form).toBe('eql');
    actions().openRule(state().ruleBook!.rules[0]!, 'nothing');
    await until((it) => it.rule.query === 'process where true');
    expect(state()).toMatchObject({ rowCount: 0, title: 'Untitled scenario' });
  });

  test('brings its options along', async () => {
    await drop(JSON.stringify(rule('Odd', 'start where true', { event_category_override: 'event.type' })));
    actions().openRule(state().ruleBook!.rules[0]!, 'events');
    await until((it) => it.rule.name === 'Odd' && isFresh(it));
    expect(state().rest.options.eventCategoryField).toBe('event.type');
    expect(state().verdicts!.evidence.matchCount).toBeGreaterThan(0);
  });

  test('goes beside events that were dropped with it', async () => {
    await drop(ndjson(shells), '{"event":{"category":"process"},"process":{"name":"bash"}}');
    await until(({ rowCount }) => rowCount === 25);
    expect(state().report).toMatchObject({ added: 1 });
  });
});

test('a dropped scenario is opened as it was saved', async () => {
  const scenario = examples[1]!.scenario();
  await drop(writeScenario(scenario));
  const [file] = state().ruleBook!.files;
  expect(file).toMatchObject({ form: 'scenario', problems: [] });
  actions().openScenarioFile(file!.scenario!);
  await until((it) => it.title === scenario.title && isFresh(it));
  expect(state().rowCount).toBe(scenario.events.length);
});

test('exceptions alone are added to the rule in hand', async () => {
  const before = state().verdicts!.evidence.matchCount;
  await drop(ndjson(list, item));
  actions().addExceptions(state().ruleBook!.files);
  await until((it) => isFresh(it) && it.verdicts!.evidence.exceptions.length === 1);
  expect(state().verdicts!.evidence.matchCount).toBeLessThan(before);
  actions().changeScenario({ exceptions: [] });
  await until((it) => isFresh(it) && it.verdicts!.evidence.exceptions.length === 0);
  expect(state().verdicts!.evidence.matchCount).toBe(before);
});

describe('several rules', () => {
  const broken = rule('Broken', 'process where a = 1');
  const none = rule('None', 'file where true');

  test('are evaluated over the events in hand, each with its exceptions, and stay at hand', async () => {
    await drop(ndjson(shells, broken, none, list, item), 'any where true');
    expect(state().ruleBook!.rules).toHaveLength(4);
    const mine = state().verdicts;
    actions().evaluateRules();
    await until(({ ruleBook }) => ruleBook!.verdicts.length === 4 && !ruleBook!.isRunning);
    const counts = state().ruleBook!.verdicts.map((it) => it!.matches && countBits(it!.matches));
    expect(counts).toEqual([expect.any(Number), null, 0, 24]);
    expect(state().ruleBook!.verdicts[0]!.removed).toBeGreaterThan(0);
    expect(state().ruleBook!.verdicts[1]!.problem).toMatch(/^mismatched input '='/);
    expect(state().verdicts).toBe(mine);
    actions().closeReview();
    expect(state()).toMatchObject({ isReviewing: false });
    expect(state().ruleBook!.verdicts).toHaveLength(4);
    actions().forgetRules();
    expect(state().ruleBook).toBeNull();
  });

  test('can be stopped', async () => {
    await drop(ndjson(...Array.from({ length: 400 }, (_, i) => rule(`r${i}`, `process where process.pid == ${i}`))));
    actions().evaluateRules();
    await until(({ ruleBook }) => ruleBook!.verdicts.length > 0);
    actions().stopRules();
    const { length } = state().ruleBook!.verdicts;
    expect(state().ruleBook!.isRunning).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(state().ruleBook!.verdicts).toHaveLength(length);
    expect(length).toBeLessThan(400);
  });
});

test('details of the rule change, and its query and unknown keys stay', async () => {
  const { query } = state().rule;
  actions().setDetails({ ...state().rule, severity: 'critical', query: 'other', x_unknown: 1 });
  await until(isFresh);
  expect(state().rule).toMatchObject({ query, severity: 'critical', x_unknown: 1 });
  expect(state().title).not.toBe(emptyScenario.title);
});
