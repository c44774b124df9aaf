/** A storage that fails: what cannot be kept is never lost without a question, and kept as soon as it can be. */
import { beforeEach, describe, expect, test } from 'vitest';

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
async function visit() {
  page = shared.page();
  await page.events.begin(null);
  await until(({ verdicts, stale }) => verdicts !== null && !stale);
}
const written = () => JSON.stringify([...shared.pieces.values()]);

const WORK = 'process where process.args == "-x"';

beforeEach(async () => {
  shared = browser();
  await visit();
  await until(({ saved }) => saved === 'saved');
  shared.world.full = true;
  actions().setRule(WORK);
  await until(({ saved }) => saved === 'full');
});

describe('work that cannot be kept', () => {
  test.each([
    ['an example', () => actions().openExample('july-2026')],
    ['an empty workspace', () => actions().newScenario()],
    ['a file', () => actions().openScenarioFile({ ...state().rest, rule: { query: 'any where false' }, events: [] })],
  ])('is asked for before %s takes its place, and stays', async (_, open) => {
    open();
    await until(({ isLeaving }) => isLeaving);
    expect(state().rule.query).toBe(WORK);
    actions().stay();
    expect(state()).toMatchObject({ isLeaving: false, rule: { query: WORK } });
    expect(page.events.wouldLose()).toBe(true);
  });

  test('goes when somebody says so', async () => {
    actions().newScenario();
    await until(({ isLeaving }) => isLeaving);
    actions().openAllTheSame();
    expect(state()).toMatchObject({ isLeaving: false, rule: { query: '' } });
  });

  test('is not asked for where it can be kept after all', async () => {
    shared.world.full = false;
    actions().newScenario();
    await until(({ rule }) => rule.query === '');
    expect(state().isLeaving).toBe(false);
    expect(written()).toContain('-x');
  });

  test('is kept as soon as there is room again, though nobody does anything', async () => {
    page.elapse();
    await until(({ saved }) => saved === 'full');
    shared.world.full = false;
    await soon(() => {
      page.elapse();
      expect(state()).toMatchObject({ saved: 'saved', lossWarning: false });
    });
    expect(page.events.wouldLose()).toBe(false);
    await visit();
    expect(state().rule.query).toBe(WORK);
  });

  test('is not overwritten by the copy from a link in front of it', async () => {
    page.events.follow(readHash('#rule=any%20where%20theirs%20%3D%3D%201&event=%7B%22theirs%22%3A1%7D')!);
    await until(({ copy }) => copy !== null);
    shared.world.full = false;
    actions().save();
    page.events.leave();
    page.elapse();
    await until(({ notice }) => notice !== null);
    expect(written() + JSON.stringify([...shared.rescued])).not.toContain('theirs');
    actions().keepCopy();
    expect(state()).toMatchObject({ isLeaving: true, copy: { hasOwn: true } });
    actions().stay();
    actions().leaveCopy();
    await until(({ saved, rule }) => saved === 'saved' && rule.query === WORK);
    await visit();
    expect(state().rule.query).toBe(WORK);
  });
});

test('events that are still being written keep the page from going', async () => {
  shared.world.full = false;
  actions().save();
  await until(({ saved }) => saved === 'saved');
  expect(page.events.wouldLose()).toBe(false);
  actions().addEvents([{ name: 'pasted text', bytes: new TextEncoder().encode('{"a":1}') }]);
  await until(({ rowCount }) => rowCount === 25);
  expect(page.events.wouldLose()).toBe(true);
  await soon(() => expect(page.events.wouldLose()).toBe(false));
  await visit();
  expect(state().rowCount).toBe(25);
});

test('a change that is not written yet, and finds no room on the way out, keeps the page from going', async () => {
  shared.world.full = false;
  actions().save();
  await until(({ saved }) => saved === 'saved');
  shared.world.rescues = false;
  actions().setRule('process where process.args == "-y"');
  expect(page.events.wouldLose()).toBe(true);
  await until(({ saved }) => saved === 'saved');
  expect(page.events.wouldLose()).toBe(false);
  shared.world.rescues = true;
  actions().setRule('process where process.args == "-z"');
  expect(page.events.wouldLose()).toBe(false);
});
