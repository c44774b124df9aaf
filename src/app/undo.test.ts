/** Everything that a person does can be taken back, and done again. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { defaultKnobs } from '../events/generate/index.ts';
import { hasBit, or, rowsOf } from '../worker/protocol.ts';
import { labelOf } from './rowNotes.ts';
import type { AppState } from './state.ts';
import { shareAll } from './sharing.ts';
import { browser } from './testBrowser.ts';
import { soon } from '../worker/testWait.ts';

let shared: ReturnType<typeof browser>;
let page: ReturnType<(typeof shared)['page']>;
const state = () => page.store.getState();
const actions = () => state().actions;

async function until(holds: (state: AppState) => boolean) {
  await soon(() => expect(holds(state())).toBe(true));
}
const isFresh = ({ verdicts, stale }: AppState) => verdicts !== null && !stale;
const shownRows = ({ live, invalid }: AppState) => [...rowsOf(or(live, invalid))];

/** Requests are answered in order: whatever was asked before has its answer then. */
async function settled() {
  await actions().eventFields(0);
}

/** All that a reload would bring back. */
async function snapshot() {
  await settled();
  const { rule, rest, title, notes } = state();
  const file = await actions().share(shareAll, 'file');
  const rows = shownRows(state());
  return {
    rule,
    rest,
    title,
    rows,
    labels: rows.map((row) => labelOf(notes, row) ?? null),
    scenario: new TextDecoder().decode(file!.file!),
  };
}

beforeEach(async () => {
  shared = browser();
  page = shared.page();
  await page.events.begin(null);
  await until((it) => isFresh(it) && it.selected !== null);
});

/** Takes back or does again, and waits until it is told. */
async function step(way: 'undo' | 'redo') {
  actions().dismissNotice();
  actions()[way]();
  await until(({ notice }) => notice !== null);
}

describe('a step', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const one = '{"event":{"category":"process"},"process":{"name":"zsh"}}';

  test.each<[string, () => void, (it: AppState) => boolean, string]>([
    ['the rule', () => actions().setRule('any where true'), () => true, 'edit of the rule'],
    [
      'a label',
      () => actions().label(3, labelOf(state().notes, 3) === 'alert' ? 'benign' : 'alert'),
      () => true,
      'label of event',
    ],
    ['labels of a list', () => actions().labelListed('alert'), () => true, 'labels of 24 events'],
    ['an event', () => actions().editEvent(2, one), () => true, 'edit of event'],
    ['a removal', () => actions().remove([1, 4]), (it) => !hasBit(it.live, 1), 'removal of 2 events'],
    [
      'events that were added',
      () => actions().addEvents([{ name: 'pasted', bytes: bytes(`${one}\n{"a":`) }]),
      ({ rowCount }) => rowCount === 26,
      'adding of 2 events',
    ],
    [
      'options',
      () => actions().changeScenario({ options: { ...state().rest.options, mapping: 'closed' } }),
      () => true,
      'change of the options',
    ],
    ['details', () => actions().setDetails({ ...state().rule, severity: 'high' }), () => true, 'details of the rule'],
    [
      'the name',
      () => void actions().renameShelved({ id: '', place: 'here' } as never, 'Night shift'),
      () => true,
      'name of the scenario',
    ],
    [
      'stories in place of the events',
      () => actions().generate({ ...defaultKnobs, count: 12 }, true),
      ({ rowCount }) => rowCount === 36,
      'generation of 12 events',
    ],
  ])('takes back %s, and does it again', async (_, act, isDone, words) => {
    const before = await snapshot();
    act();
    await until((it) => isDone(it) && it.steps.undo !== null);
    const after = await snapshot();
    expect(after).not.toEqual(before);
    expect(state().steps.undo).toContain(words);
    expect(state().steps.redo).toBeNull();
    await step('undo');
    expect(await snapshot()).toEqual(before);
    expect(state().notice?.text).toMatch(/^Undone: /);
    expect(state().steps.undo).toBeNull();
    expect(state().steps.redo).toContain(words);
    await step('redo');
    expect(await snapshot()).toEqual(after);
    await until(isFresh);
  });

  test('is one for all the keys of a text, and says when there is none', async () => {
    for (const name of ['b', 'ba', 'bas', 'bash']) actions().setRule(`any where process.name == "${name}"`);
    await step('undo');
    expect(state().steps.undo).toBeNull();
    actions().undo();
    await until(({ notice }) => notice?.text === 'There is nothing to undo.');
  });

  test('that comes after one that was taken back ends what could be done again', async () => {
    actions().setRule('any where true');
    await step('undo');
    actions().label(0, labelOf(state().notes, 0) === 'alert' ? null : 'alert');
    expect(state().steps.redo).toBeNull();
  });

  test('of another scenario cannot be taken back', async () => {
    actions().setRule('any where true');
    actions().newScenario();
    await until(({ rule }) => rule.query === '');
    expect(state().steps).toEqual({ undo: null, redo: null });
  });

  test('shows an event as it was shown before it was typed in', async () => {
    await until(({ inspection, selected }) => inspection?.row === selected);
    const { selected, inspection } = state();
    actions().editEvent(selected!, one);
    await until((it) => it.inspection?.text === one);
    await step('undo');
    await until((it) => it.inspection?.text === inspection!.text);
  });

  test('is kept like any change', async () => {
    actions().remove([0]);
    actions().editEvent(1, one);
    await step('undo');
    await step('undo');
    actions().save();
    await until(({ notice }) => notice?.text.startsWith('Saved already') === true);
    const before = await snapshot();
    page = shared.page();
    await page.events.begin(null);
    await until(isFresh);
    expect((await snapshot()).scenario).toBe(before.scenario);
  });
});

describe('the strip’s "Undo"', () => {
  test('brings a removal back though the rule was edited since; that is a step, too', async () => {
    actions().remove([1, 4]);
    actions().setRule('any where true');
    actions().undoRemove();
    await until((it) => isFresh(it) && shownRows(it).length === 24);
    expect(state().rule.query).toBe('any where true');
    await step('undo');
    await until((it) => shownRows(it).length === 22);
  });

  test('of labels goes when another label is given', () => {
    actions().labelListed('alert');
    expect(state().relabelled).not.toBeNull();
    actions().label(0, null);
    expect(state().relabelled).toBeNull();
  });
});

/** What somebody may do, as data. */
const deed = fc.oneof(
  fc.record({ do: fc.constant('rule' as const), n: fc.nat(9) }),
  fc.record({ do: fc.constant('label' as const), row: fc.nat(25), label: fc.constantFrom('alert', 'benign', null) }),
  fc.record({ do: fc.constant('list' as const), label: fc.constantFrom('alert', 'benign', null) }),
  fc.record({
    do: fc.constant('edit' as const),
    row: fc.nat(25),
    text: fc.constantFrom('{"a":1}', '{', '{"b":[1,2]}'),
  }),
  fc.record({ do: fc.constant('remove' as const), rows: fc.array(fc.nat(25), { maxLength: 4 }) }),
  fc.record({ do: fc.constant('bring back' as const) }),
  fc.record({ do: fc.constant('add' as const), text: fc.constantFrom('{"a":1}', '{"a":\n{"b":2}') }),
  fc.record({ do: fc.constant('mapping' as const), mapping: fc.constantFrom('open', 'closed') }),
  fc.record({ do: fc.constant('severity' as const), severity: fc.constantFrom('low', 'high') }),
  fc.record({ do: fc.constant('back and forth' as const) }),
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

async function perform(it: Deed) {
  switch (it.do) {
    case 'rule':
      return actions().setRule(`any where process.pid == ${it.n}`);
    case 'label':
      return actions().label(it.row, it.label);
    case 'list':
      return actions().labelListed(it.label);
    case 'edit':
      return actions().editEvent(it.row, it.text);
    case 'remove':
      return actions().remove(it.rows);
    case 'bring back':
      return actions().undoRemove();
    case 'add': {
      const { rowCount } = state();
      actions().addEvents([{ name: 'pasted', bytes: new TextEncoder().encode(it.text) }]);
      return until((now) => now.rowCount > rowCount);
    }
    case 'mapping':
      return actions().changeScenario({ options: { ...state().rest.options, mapping: it.mapping } });
    case 'severity':
      return actions().setDetails({ ...state().rule, severity: it.severity });
    case 'back and forth':
      if (state().steps.undo === null) return undefined;
      await step('undo');
      return step('redo');
  }
}

test('any sequence of deeds, taken back, gives the state before; done again, the state after', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 8 }), async (deeds) => {
      page.events.follow({ kind: 'example', id: 'july-2026' });
      await until((it) => isFresh(it) && it.rowCount === 24);
      const before = await snapshot();
      for (const it of deeds) {
        await perform(it);
        await settled();
      }
      const after = await snapshot();
      let steps = 0;
      for (; state().steps.undo !== null; steps++) await step('undo');
      expect(await snapshot()).toEqual(before);
      for (; steps > 0; steps--) await step('redo');
      expect(await snapshot()).toEqual(after);
    }),
    { numRuns: Number(process.env['EQL_UNDO_RUNS'] ?? 8) },
  );
});
