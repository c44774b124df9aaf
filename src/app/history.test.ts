/** The history of the rule and its labels: when a version is made, what it matches, and the way back. */
import { beforeEach, describe, expect, test } from 'vitest';
import { MOST_LABELS, MOST_VERSIONS } from '../scenario/versions.ts';
import { countBits, hasBit } from '../worker/protocol.ts';
import { isReplacement, otherwise } from './history.ts';
import type { AppState } from './state.ts';
import { browser } from './testBrowser.ts';
import { readHash } from './url.ts';
import { soon } from '../worker/testWait.ts';

let shared: ReturnType<typeof browser>;
let page: ReturnType<typeof shared.page>;
const state = () => page.store.getState();
const actions = () => state().actions;
async function until(holds: (state: AppState) => boolean) {
  await soon(() => expect(holds(state())).toBe(true));
}
const isFresh = ({ verdicts, stale }: AppState) => verdicts !== null && !stale;
async function visit(name?: string) {
  page = shared.page(name);
  await page.events.begin(null);
  await until((it) => isFresh(it) && it.saved === 'saved');
}
async function reload(name?: string) {
  actions().save();
  await until(({ saved }) => saved === 'saved');
  await visit(name);
}
/** The queries of the versions, newest first; the one that came with the example is `seed`. */
async function queries() {
  const versions = await actions().versions();
  return versions.map(({ scenario }) => (scenario.rule.query === SEED ? 'seed' : scenario.rule.query));
}

/** Nobody changes anything for a while, and what there is is written. */
async function leaveAlone() {
  page.elapse();
  page.elapse();
  await new Promise((resolve) => setTimeout(resolve));
}

let SEED: string;
const A = 'process where process.name == "bash"';
const B = 'any where user.name == "root" and true';

beforeEach(async () => {
  shared = browser();
  await visit();
  SEED = state().rule.query;
});

describe('a version is made', () => {
  test('of what was there before the first change, and not of the keys after it', async () => {
    expect(await queries()).toEqual([]);
    for (const end of ['a', 'ab', 'abc']) actions().setRule(`${SEED} // ${end}`);
    expect(await queries()).toEqual(['seed']);
  });

  test('when nothing was changed for a while, once', async () => {
    actions().setRule(`${SEED} // a`);
    await leaveAlone();
    expect(await queries()).toEqual([`${SEED} // a`, 'seed']);
    actions().editEvent(0, '{}');
    await leaveAlone();
    expect(await queries()).toHaveLength(2);
    // A change meanwhile begins the while anew.
    actions().setRule(`${SEED} // b`);
    actions().setRule(`${SEED} // c`);
    page.elapse();
    expect(await queries()).toHaveLength(2);
    page.elapse();
    expect(await queries()).toEqual([`${SEED} // c`, `${SEED} // a`, 'seed']);
  });

  test('before another text takes the place of most of it', async () => {
    actions().setRule(A);
    actions().setRule(B);
    expect(await queries()).toEqual([A, 'seed']);
  });

  test('of labels, too, and of what else decides verdicts', async () => {
    actions().label(0, 'alert');
    await leaveAlone();
    actions().changeScenario({ fields: { 'process.args': 'keyword' } });
    await leaveAlone();
    const [newest, labelled, seed] = await actions().versions();
    expect(labelled!.labels!.alert.length).toBe(seed!.labels!.alert.length + 1);
    expect(otherwise(seed!, state())).toEqual(['labels of 1 event', 'field types']);
    expect(otherwise(newest!, state())).toEqual([]);
  });

  test('before another scenario opens, in the history of this one', async () => {
    actions().setRule(A);
    actions().openExample('july-2026');
    await until((it) => isFresh(it) && it.rule.query !== A && it.saved === 'saved');
    expect(await queries()).toEqual([]);
    const mine = (await actions().shelf())!.find(({ rule }) => rule.query === A)!;
    await actions().openShelved(mine.id);
    await until(({ rule }) => rule.query === A);
    expect(await queries()).toEqual([A, 'seed']);
  });
});

describe('the history', () => {
  test('survives a reload, and goes with a duplicate', async () => {
    actions().setRule(A);
    await leaveAlone();
    await reload();
    expect(await queries()).toEqual([A, 'seed']);
    const [mine] = (await actions().shelf())!;
    await actions().duplicateShelved(mine!);
    const copy = (await actions().shelf())!.find(({ place }) => place === 'shelf')!;
    await actions().openShelved(copy.id);
    await until(isFresh);
    expect(await queries()).toEqual([A, 'seed']);
  });

  test('of another tab’s scenario comes with the copy, and goes on in each by itself', async () => {
    actions().setRule(A);
    await leaveAlone();
    actions().save();
    await until(({ saved }) => saved === 'saved');
    const first = page;
    await visit('second');
    expect(await queries()).toEqual([A, 'seed']);
    actions().setRule(B);
    await leaveAlone();
    expect(await queries()).toEqual([B, A, 'seed']);
    await reload('second');
    expect(await queries()).toEqual([B, A, 'seed']);
    expect(await first.store.getState().actions.versions()).toHaveLength(2);
  });

  test('of a copy from a link is written only when the copy is kept; the own one comes back', async () => {
    actions().setRule(A);
    await leaveAlone();
    page.events.follow(readHash(`#rule=${encodeURIComponent('any where theirs == 1')}`)!);
    await until(({ copy }) => copy !== null);
    actions().setRule('any where theirs == 2');
    await leaveAlone();
    expect(await queries()).toEqual(['any where theirs == 2', 'any where theirs == 1']);
    expect(JSON.stringify([...shared.pieces])).not.toContain('theirs');
    actions().leaveCopy();
    await until(({ rule }) => rule.query === A);
    expect(await queries()).toEqual([A, 'seed']);
  });

  test('that is damaged, or of a newer layout, is none', async () => {
    actions().setRule(A);
    await leaveAlone();
    const key = [...shared.pieces.keys()].find((name) => name.startsWith('history'))!;
    for (const damaged of [
      null,
      7,
      { layout: 9, versions: [] },
      { layout: 1, versions: [{ at: 1, scenario: '{', labels: null }] },
    ]) {
      shared.pieces.set(key, damaged);
      // One after the other.
      // oxlint-disable-next-line no-await-in-loop
      await reload();
      // oxlint-disable-next-line no-await-in-loop
      expect(await queries()).toEqual([]);
    }
  });

  test('keeps so many versions, the oldest go', async () => {
    for (let i = 0; i < MOST_VERSIONS + 5; i++) actions().setRule(`${i % 2 === 0 ? A : B} or ${i} == ${i}`);
    const kept = await queries();
    expect(kept).toHaveLength(MOST_VERSIONS);
    expect(kept[0]).toContain(`${MOST_VERSIONS + 3} ==`);
  });

  test('leaves labels out that are too many', async () => {
    actions().addEvents([{ name: 'many', bytes: new TextEncoder().encode('{"a":1}\n'.repeat(MOST_LABELS + 1)) }]);
    await until((it) => it.rowCount > MOST_LABELS && isFresh(it));
    actions().labelListed('benign');
    await leaveAlone();
    const [version] = await actions().versions();
    expect(version!.labels).toBeNull();
  });
});

describe('going back', () => {
  test('brings rule and labels as they were, is a step that can be undone, and a version itself', async () => {
    const { notes } = state();
    actions().label(0, 'alert');
    actions().label(1, null);
    actions().setRule(A);
    const [first] = (await actions().versions()).toReversed();
    actions().restoreVersion(first!);
    await until(({ rule }) => rule.query === SEED);
    expect(countBits(state().notes.alert)).toBe(countBits(notes.alert));
    expect(hasBit(state().notes.benign, 1)).toBe(hasBit(notes.benign, 1));
    expect(await queries()).toEqual([A, 'seed', 'seed']);
    expect(state().steps.undo).toMatch(/^return to the version of \d\d:\d\d$/);
    actions().undo();
    await until(({ rule }) => rule.query === A);
    expect(hasBit(state().notes.alert, 0)).toBe(true);
  });

  test('leaves events as they are, and labels those that are still there', async () => {
    actions().setRule(A);
    const [seed] = await actions().versions();
    actions().remove([0]);
    actions().labelListed(null);
    actions().restoreVersion(seed!);
    await until((it) => it.rule.query === SEED && isFresh(it));
    expect(countBits(state().live)).toBe(23);
    expect(countBits(state().notes.benign) + countBits(state().notes.alert)).toBeGreaterThan(5);
  });
});

test('a version is compared over the events of now', async () => {
  actions().setRule(A);
  await until(isFresh);
  const [seed] = await actions().versions();
  const [then, now] = [await actions().versionVerdict(seed!), await actions().versionVerdict(null)];
  expect(countBits(then!.matches!)).toBe(8);
  expect(countBits(now!.matches!)).toBe(state().verdicts!.evidence.matchCount);
});

test.each([
  ['process where true and a == 1', 'p', true],
  ['process where true and a == 1', 'any where b == 2', true],
  ['process where true and a == 1', 'process where true and a == 10', false],
  ['process where true and a == 1', '', true],
  ['short', 'other', false],
])('%j to %j is a replacement: %s', (before, after, expected) => {
  expect(isReplacement(before, after)).toBe(expected);
});
