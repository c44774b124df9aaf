/** What the editor is told of fields, over the real engine. */
import { expect, test } from 'vitest';
import { browser } from './testBrowser.ts';
import { soon } from '../worker/testWait.ts';

async function opened() {
  const page = browser().page();
  await page.events.begin(null);
  await soon(() => expect(page.store.getState().verdicts).not.toBeNull());
  return page;
}

const event = (name: string): string =>
  JSON.stringify({ '@timestamp': '2026-01-01T00:00:00Z', process: { name, odd: 'x' } });

test('the notes on a field are its own words, and what the events have', async () => {
  const { store } = await opened();
  const { schema, notes, values, events } = await store.getState().actions.knowledge('process.name');
  expect(schema.field('process.args')?.type).toBe('keyword');
  expect(notes('process.args')).toMatchObject({ array: true });
  expect(notes('process.args')?.description).not.toBe('');
  expect(notes('process.args')?.valueCount).toBeGreaterThan(24);
  expect(notes('event.outcome')?.allowed).toEqual(['failure', 'success', 'unknown']);
  const held = values('process.name');
  expect(events).toBe(24);
  expect(held?.values[0]?.literal).toMatch(/^"\w+"$/);
  expect(values('process.args')).toBeUndefined();
});

test('a change of the events changes what is known', async () => {
  const { store } = await opened();
  const { actions } = store.getState();
  await actions.knowledge('process.odd');
  actions.addEvents([{ name: 'one', bytes: new TextEncoder().encode(event('new')) }]);
  await soon(() => expect(store.getState().rowCount).toBe(25));
  const { values, notes } = await actions.knowledge('process.odd');
  expect(values('process.odd')).toEqual({ filled: 1, distinct: 1, values: [{ literal: '"x"', count: 1 }] });
  expect(notes('process.odd')).toEqual({ description: '', array: false, valueCount: 1, allowed: [] });
});

test('the list of allowed values is of fields that there are', async () => {
  const { store } = await opened();
  const { schema, notes } = await store.getState().actions.knowledge(null);
  const allowing = [...schema.paths()].filter((path) => (notes(path)?.allowed.length ?? 0) > 0);
  expect(allowing.toSorted()).toEqual(['event.category', 'event.kind', 'event.outcome', 'event.type', 'host.os.type']);
});

test('a field has its description, however the events change while it is asked for', async () => {
  const { store } = await opened();
  const { actions } = store.getState();
  const asked = [];
  for (let i = 0; i < 60; i++) {
    actions.editEvent(2, event(`name ${i}`));
    asked.push(actions.knowledge(i % 2 === 0 ? 'process.name' : null));
    // oxlint-disable-next-line no-await-in-loop
    if (i % 3 === 0) await new Promise((resolve) => setTimeout(resolve, i % 4));
  }
  const answers = await Promise.all(asked);
  expect(answers.filter(({ notes }) => !notes('process.name')?.description)).toEqual([]);
});
