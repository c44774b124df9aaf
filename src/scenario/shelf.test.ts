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
  const state = { full: false, time: 0, persisted: 0 };
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
    persist: async () => void state.persisted++,
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
      release: (id) => void claimed.delete(id),
      claimed: async () => new Set(claimed),
      newId: () => `d${++ids}`,
      rescue(key, text) {
        if (text === null) rescued.delete(key);
        else rescued.set(key, text);
        return true;
      },
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
const texts = list.map(({ text }) => text);
const events = packEvents(list);
/** Another draft is in hand. */
async function take(shelf: Shelf, id: string): Promise<Draft | null> {
  const taken = await shelf.take(id);
  taken?.begin();
  return taken?.draft ?? null;
}

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
    expect(await tab(first.session).shelf.open()).toMatchObject({
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

test('storage is asked to last once there is something worth keeping', async () => {
  const { tab, state } = browser();
  const { shelf } = tab();
  await shelf.write(sheet('example', { touched: false }), events);
  expect(state.persisted).toBe(0);
  for (const query of ['mine', 'still mine']) await shelf.write(sheet(query));
  expect(state.persisted).toBe(1);
});

describe('the list of drafts', () => {
  /** Drafts of tabs that are gone, and a tab that looks at them. */
  async function filled(...queries: readonly string[]) {
    const shared = browser();
    for (const query of queries) {
      const it = shared.tab();
      await it.shelf.write(sheet(query), events);
      it.close();
    }
    const { shelf } = shared.tab();
    const list = async () => shelf.list();
    const ids = async () => Object.fromEntries((await list()).map(({ id, rule }) => [rule.query, id]));
    return { ...shared, shelf, list, ids };
  }
  const queriesOf = (entries: readonly { readonly rule: { readonly query: string } }[]) =>
    entries.map(({ rule }) => rule.query);

  test('has the last changed first, with what is in each', async () => {
    const { shelf, list } = await filled('one', 'two');
    await shelf.open();
    await shelf.write(sheet('two, longer', { labels: { alert: ['a'], benign: [] }, removed: ['b'] }));
    expect(await list()).toMatchObject([
      { rule: { query: 'two, longer' }, events: 1, labels: 1, place: 'here' },
      { rule: { query: 'one' }, events: 2, labels: 0, place: 'shelf' },
    ]);
  });

  test('leaves out what nobody worked on and nobody has in hand', async () => {
    const { tab, list } = await filled('mine');
    const other = tab();
    await other.shelf.write(sheet('example', { touched: false }), events);
    expect(await list()).toMatchObject([{ rule: { query: 'example' }, place: 'elsewhere' }, { place: 'shelf' }]);
    other.close();
    expect(queriesOf(await list())).toEqual(['mine']);
  });

  test('opens one: the draft before stays, and is free for other tabs', async () => {
    const { shelf, list, ids, tab } = await filled('one', 'two');
    await shelf.open();
    await shelf.write(sheet('two!'));
    const { one, 'two!': two } = await ids();
    expect(await take(shelf, one!)).toMatchObject({ scenario: { rule: { query: 'one' } } });
    await shelf.write(sheet('one!'));
    expect(queriesOf(await list())).toEqual(['one!', 'two!']);
    const other = tab();
    await take(other.shelf, two!);
    await other.shelf.write(sheet('two!!'));
    expect(await list()).toMatchObject([
      { id: two, place: 'elsewhere' },
      { id: one, place: 'here' },
    ]);
  });

  test('opens one of another tab as a copy, and neither renames nor deletes it', async () => {
    const { shelf, list, ids, tab, pieces } = await filled('one', 'two');
    const other = tab();
    await other.shelf.open();
    const { two } = await ids();
    expect(await shelf.rename(two!, 'mine now')).toBe(false);
    expect(await shelf.remove(two!)).toBe(false);
    await take(shelf, two!);
    expect(await shelf.needsEvents()).toBe(true);
    await shelf.write(sheet('two, by the side'), events);
    await other.shelf.write(sheet('two, further'));
    expect(queriesOf(await list())).toEqual(['two, further', 'two, by the side', 'one']);
    expect(pieces.size).toBe(6);
  });

  test('has not opened one before that begins', async () => {
    const { shelf, list, ids } = await filled('one', 'two');
    await shelf.open();
    const taken = await shelf.take((await ids())['one']!);
    await shelf.write(sheet('two!'));
    taken!.begin();
    await shelf.write(sheet('one!'));
    expect(queriesOf(await list())).toEqual(['one!', 'two!']);
  });

  test('renames, and duplicates with events and history', async () => {
    const { shelf, list, ids } = await filled('one');
    const { one } = await ids();
    await take(shelf, one!);
    await shelf.writeHistory(['then']);
    shelf.startNew();
    await shelf.write(sheet('other', { touched: false }), NO_EVENTS);
    expect(await shelf.rename(one!, 'Night shift')).toBe(true);
    const copy = await shelf.duplicate(one!, 'Day shift');
    expect(await list()).toMatchObject([
      { id: copy, title: 'Day shift', events: 2, place: 'shelf' },
      { place: 'here' },
      { id: one, title: 'Night shift', events: 2 },
    ]);
    expect(textsOf(await take(shelf, copy!))).toEqual(texts);
    expect(await shelf.readHistory()).toEqual(['then']);
    expect(await shelf.duplicate('nothing', '')).toBeNull();
  });

  test('deletes one, has it back, and deletes it for good', async () => {
    const { shelf, ids, pieces, tab, list } = await filled('one', 'two');
    const { one, two } = await ids();
    await shelf.remove(two!);
    expect(queriesOf(await list())).toEqual(['one']);
    expect(await take(shelf, two!)).toBeNull();
    // Neither does a new tab start from it.
    expect((await tab().shelf.open())?.scenario.rule.query).toBe('one');
    await shelf.bringBack(two!);
    expect(queriesOf(await list())).toEqual(['two', 'one']);
    await shelf.remove(two!);
    await shelf.purge([two!]);
    expect([...pieces.keys()]).toEqual([`sheet ${one}`, `events ${one}`]);
  });

  test('has what was rescued on the way out, also after it was renamed', async () => {
    const { tab, list, shelf } = await filled();
    const other = tab();
    await other.shelf.write(sheet('stored'), events);
    other.shelf.rescue(sheet('rescued'));
    other.close();
    const [entry] = await list();
    expect(entry!.rule.query).toBe('rescued');
    await shelf.rename(entry!.id, 'Named');
    expect(await list()).toMatchObject([{ title: 'Named', rule: { query: 'rescued' } }]);
  });

  test('loses what was deleted when the page went, an hour later', async () => {
    const { shelf, ids, state, pieces } = await filled('one', 'two');
    await shelf.remove((await ids())['one']!);
    await shelf.prune();
    expect(pieces.size).toBe(4);
    state.time = 2 * 3600 * 1000;
    await shelf.prune();
    expect(pieces.size).toBe(2);
  });
});

test('old drafts go when there are many, but never one that somebody worked on', async () => {
  const { tab, state, pieces } = browser();
  for (let i = 0; i < 25; i++) {
    const it = tab();
    await it.shelf.write(sheet(`${i}`, { touched: false }), events);
    it.close();
  }
  for (let i = 0; i < 25; i++) {
    const it = tab();
    await it.shelf.write(sheet(`mine ${i}`), events);
    it.close();
  }
  await tab().shelf.prune();
  expect(pieces.size).toBe(100);
  state.time = 31 * 24 * 3600 * 1000;
  await tab().shelf.prune();
  expect(pieces.size).toBe(90);
});
