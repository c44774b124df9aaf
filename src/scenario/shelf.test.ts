import { describe, expect, test } from 'vitest';
import { unpackTexts } from '../text/packed.ts';
import { NO_EVENTS, packEvents } from './keptEvents.ts';
import { emptyScenario, type Scenario, writeScenario } from './scenario.ts';
import { type Draft, type Sheet, Shelf, type Storage, type Tab } from './shelf.ts';

/** A browser: what its tabs share. */
function browser() {
  const pieces = new Map<string, unknown>();
  const rescued = new Map<string, string>();
  const claimed = new Set<string>();
  const state = { full: false, time: 0 };
  let ids = 0;
  const storage: Storage = {
    get: async (names) => names.map((name) => structuredClone(pieces.get(name))),
    set: async (entries) => {
      if (state.full) throw new DOMException('', 'QuotaExceededError');
      for (const [key, value] of entries) pieces.set(key, structuredClone(value));
    },
    keys: async () => [...pieces.keys()],
    remove: async (names) => {
      for (const name of names) pieces.delete(name);
    },
  };
  /** A tab, fresh or a reload of one with the same session. */
  function tab(session: { draftId: string | null } = { draftId: null }) {
    const mine: string[] = [];
    const it: Tab = {
      get draftId() {
        return session.draftId;
      },
      set draftId(id) {
        session.draftId = id;
      },
      claim: async (id) => {
        if (claimed.has(id)) return false;
        claimed.add(id);
        mine.push(id);
        return true;
      },
      newId: () => `d${++ids}`,
      rescue: (key, text) => void (text === null ? rescued.delete(key) : rescued.set(key, text)),
      rescued: (key) => rescued.get(key) ?? null,
    };
    return {
      shelf: new Shelf(storage, it, () => ++state.time),
      session,
      close: () => mine.forEach((id) => claimed.delete(id)),
    };
  }
  return { tab, state, pieces };
}

const scenario = (query: string): Scenario => ({ ...emptyScenario, rule: { query } });
const sheet = (query: string, rest: Partial<Sheet> = {}): Sheet => ({
  scenario: scenario(query),
  labels: { alert: [], benign: [] },
  notes: [],
  edits: [],
  removed: [],
  selected: null,
  touched: true,
  ...rest,
});
const list = [
  { id: 'a', text: '{"a":1}' },
  { id: 'b', text: '{"b":1}' },
];
const events = packEvents(list);
const textsOf = (draft: Draft | null) => unpackTexts(draft!.events.pack.texts);

describe('a draft', () => {
  test('comes back after a reload, with labels, edits and removals', async () => {
    const { tab } = browser();
    const first = tab();
    expect(await first.shelf.open()).toBeNull();
    await first.shelf.write(sheet('any where 1'), events);
    const labels = { alert: ['b'], benign: ['a'] };
    const later: Partial<Sheet> = { labels, notes: [['b', 'n']], edits: [['b', '{"b":']], removed: ['a'] };
    await first.shelf.write(sheet('any where 2', { ...later, selected: 'b' }));
    first.close();
    expect(await tab(first.session).shelf.open()).toEqual({
      scenario: scenario('any where 2'),
      events: {
        pack: packEvents([{ id: 'b', text: '{"b":' }]),
        labels: { alert: [0], benign: [] },
        notes: new Map([[0, 'n']]),
      },
      edits: [['b', '{"b":']],
      removed: ['a'],
      selected: 'b',
      touched: true,
    });
  });

  test('that was rescued on the way out is newer than the stored one', async () => {
    const { tab } = browser();
    const first = tab();
    await first.shelf.write(sheet('any where 1'), events);
    first.shelf.rescue(sheet('any where 2', { edits: [['a', '{}']] }));
    first.close();
    const second = tab(first.session);
    const draft = await second.shelf.open();
    expect(draft?.scenario.rule.query).toBe('any where 2');
    expect(textsOf(draft)).toEqual(['{}', '{"b":1}']);
    await second.shelf.write(sheet('any where 3'));
    second.close();
    expect((await tab(first.session).shelf.open())?.scenario.rule.query).toBe('any where 3');
  });

  test('of another tab is taken as a copy', async () => {
    const { tab } = browser();
    const first = tab();
    await first.shelf.write(sheet('first'), events);
    const second = tab();
    expect((await second.shelf.open())?.scenario.rule.query).toBe('first');
    expect(await second.shelf.needsEvents()).toBe(true);
    await second.shelf.write(sheet('second'), events);
    await first.shelf.write(sheet('first again'));
    first.close();
    second.close();
    expect((await tab(first.session).shelf.open())?.scenario.rule.query).toBe('first again');
    expect((await tab(second.session).shelf.open())?.scenario.rule.query).toBe('second');
  });

  test('is the newest one in a new tab', async () => {
    const { tab } = browser();
    for (const query of ['one', 'two']) {
      const it = tab();
      await it.shelf.write(sheet(query), events);
      it.close();
    }
    const third = tab();
    expect((await third.shelf.open())?.scenario.rule.query).toBe('two');
    expect(await third.shelf.needsEvents()).toBe(false);
  });

  test('stays on the shelf when a new one is started', async () => {
    const { tab, pieces } = browser();
    const { shelf } = tab();
    await shelf.write(sheet('mine'), events);
    shelf.startNew();
    await shelf.write(sheet('example'), NO_EVENTS);
    expect([...pieces.keys()].filter((key) => key.startsWith('sheet'))).toHaveLength(2);
  });

  test('of the first layout comes back, too', async () => {
    const { tab, pieces } = browser();
    const { labels: _, ...rest } = sheet('');
    const notes = [{ id: 'b', label: 'alert', note: 'n' }];
    pieces.set('sheet x', { ...rest, notes, layout: 1, savedAt: 9, scenario: writeScenario(scenario('any where 1')) });
    pieces.set('events x', list);
    const draft = await tab().shelf.open();
    expect(textsOf(draft)).toEqual(list.map(({ text }) => text));
    expect(draft?.events).toMatchObject({ labels: { alert: [1], benign: [] }, notes: new Map([[1, 'n']]) });
  });

  test('of a newer layout is left alone', async () => {
    const { tab, pieces } = browser();
    pieces.set('sheet x', { layout: 3, savedAt: 9 });
    expect(await tab().shelf.open()).toBeNull();
    expect(pieces.has('sheet x')).toBe(true);
  });
});

test('a full storage is told to the caller', async () => {
  const { tab, state } = browser();
  state.full = true;
  await expect(tab().shelf.write(sheet('any where true'), events)).rejects.toThrow();
});

test('old drafts go when there are many', async () => {
  const { tab, state, pieces } = browser();
  for (let i = 0; i < 25; i++) await tab().shelf.write(sheet(`${i}`), events);
  await tab().shelf.prune();
  expect(pieces.size).toBe(50);
  state.time = 31 * 24 * 3600 * 1000;
  await tab().shelf.prune();
  expect(pieces.size).toBe(40);
});
