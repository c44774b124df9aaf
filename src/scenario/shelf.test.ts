import { describe, expect, test } from 'vitest';
import { emptyScenario, type Scenario } from './scenario.ts';
import { type Sheet, Shelf, type Storage, type Tab } from './shelf.ts';

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
  notes: [],
  edits: [],
  removed: [],
  selected: null,
  touched: true,
  ...rest,
});
const events = [
  { id: 'a', text: '{"a":1}' },
  { id: 'b', text: '{"b":1}' },
];

describe('a draft', () => {
  test('comes back after a reload, with labels, edits and removals', async () => {
    const { tab } = browser();
    const first = tab();
    expect(await first.shelf.open()).toBeNull();
    await first.shelf.write(sheet('any where 1'), events);
    const later = { notes: [{ id: 'a', label: 'alert' as const, note: 'n' }], removed: ['b'], selected: 'a' };
    await first.shelf.write(sheet('any where 2', { ...later, edits: [['a', '{"a":']] }));
    first.close();
    expect(await tab(first.session).shelf.open()).toEqual({
      scenario: { ...scenario('any where 2'), events: [{ id: 'a', text: '{"a":', label: 'alert', note: 'n' }] },
      edits: [['a', '{"a":']],
      removed: ['b'],
      selected: 'a',
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
    expect(draft?.scenario.events[0]?.text).toBe('{}');
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
    await shelf.write(sheet('example'), []);
    expect([...pieces.keys()].filter((key) => key.startsWith('sheet'))).toHaveLength(2);
  });

  test('of a newer layout is left alone', async () => {
    const { tab, pieces } = browser();
    pieces.set('sheet x', { layout: 2, savedAt: 9 });
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
