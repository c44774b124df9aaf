import { beforeEach, describe, expect, test } from 'vitest';
import {
  actorNamed,
  defaultKnobs,
  generateStories,
  type Knobs,
  knobsText,
  noteText,
} from '../events/generate/index.ts';
import { countBits } from '../worker/protocol.ts';
import { labelOf } from './rowNotes.ts';
import type { App } from './core.ts';
import { shareAll } from './sharing.ts';
import { browser } from './testBrowser.ts';
import { soon } from '../worker/testWait.ts';

const knobs: Knobs = { ...defaultKnobs, mix: { operators: 1, intruders: 1 }, count: 80 };

let page: ReturnType<ReturnType<typeof browser>['page']>;
let shared: ReturnType<typeof browser>;
const state = () => page.store.getState();

async function until(isSo: (state: App) => boolean): Promise<void> {
  await soon(() => expect(isSo(state())).toBe(true));
}

const isFresh = ({ verdicts, stale }: App) => verdicts !== null && !stale;

beforeEach(async () => {
  shared = browser();
  page = shared.page();
  await page.events.begin(null);
  await until((it) => isFresh(it) && it.selected !== null);
});

describe('stories', () => {
  test('come behind the events that are there, labelled and noted, and the selection stays', async () => {
    const { selected } = state();
    state().actions.generate(knobs, false);
    await until((it) => it.rowCount === 104 && isFresh(it) && it.notes.texts.size > 24);
    expect(state().selected).toBe(selected);
    [...generateStories(knobs)].forEach(({ label, actor, story, says }, i) => {
      expect(labelOf(state().notes, 24 + i) ?? null).toBe(label);
      expect(state().notes.texts.get(24 + i)).toBe(noteText(actorNamed(actor)!.title, story, says));
    });
    expect(state().notice?.text).toMatch(/^80 events in \d+ stories: \d+ to alert on, \d+ benign\.$/);
    expect(state().notes.texts.get(0)).toMatch(/Liveness probe/);
  });

  test('come in place of the events that are there; Undo brings those back', async () => {
    state().actions.generate(knobs, true);
    await until((it) => it.rowCount === 104 && isFresh(it) && it.selected !== null);
    expect(countBits(state().live)).toBe(80);
    expect(state().selected).toBeGreaterThanOrEqual(24);
    expect(state().removed?.text).toBe('Removed 24 events.');
    state().actions.undoRemove();
    await until((it) => countBits(it.live) === 104);
  });

  test('that are cancelled change nothing', async () => {
    state().actions.generate({ ...knobs, count: 200_000 }, true);
    await until((it) => it.progress !== null);
    expect(state().progress).toMatchObject({ what: 'Telling stories', eventsTotal: 200_000 });
    state().actions.cancel();
    await until((it) => it.progress === null);
    expect([state().rowCount, countBits(state().live), state().removed]).toEqual([24, 24, null]);
  });

  test('are there after a reload, with labels and notes', async () => {
    state().actions.generate(knobs, true);
    await until((it) => it.rowCount === 104 && isFresh(it) && it.notes.texts.size > 24);
    state().actions.save();
    await until((it) => it.saved === 'saved');
    page = shared.page();
    await page.events.begin(null);
    await until((it) => isFresh(it) && it.rowCount === 80);
    [...generateStories(knobs)].forEach(({ label }, i) => expect(labelOf(state().notes, i) ?? null).toBe(label));
    expect(state().notes.texts.size).toBe(80);
  });

  test('are shared as their knobs, also after a reload and with an edit', async () => {
    const length = async () => (await state().actions.share(shareAll, 'link'))!.payload!.length;
    state().actions.generate(knobs, true);
    await until((it) => it.rowCount === 104 && isFresh(it) && it.notes.texts.size === 104);
    expect(state().rest.generated).toEqual([JSON.parse(knobsText(knobs))]);
    const short = await length();
    expect(short).toBeLessThan(1200);
    state().actions.save();
    await until((it) => it.saved === 'saved');
    page = shared.page();
    await page.events.begin(null);
    await until((it) => isFresh(it) && it.rowCount === 80);
    expect(await length()).toBe(short);
    state().actions.editEvent(7, '{"edited":true}');
    await until(isFresh);
    expect(await length()).toBeLessThan(short + 150);
  });

  test('are forgotten when they are taken back, and known when they come again', async () => {
    state().actions.generate(knobs, false);
    await until((it) => it.rowCount === 104 && isFresh(it));
    state().actions.undo();
    await until((it) => countBits(it.live) === 24);
    expect(state().rest.generated).toBeUndefined();
    state().actions.redo();
    await until((it) => countBits(it.live) === 104);
    expect(state().rest.generated).toHaveLength(1);
  });
});
