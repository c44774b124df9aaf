import { describe, expect, test } from 'vitest';
import { emptyScenario } from '../scenario/scenario.ts';
import { bitmapOf, rowsOf } from '../worker/protocol.ts';
import { initialState } from './initialState.ts';
import { notesOf } from './rowNotes.ts';
import { chosenRows, contentsOf, type EventChoice, shareAll, type ShareChoice, shareOrder } from './sharing.ts';

/** Six rows: the third is invalid, the last removed. */
const state = {
  ...initialState,
  rule: { query: 'any where true', name: 'n', severity: 'low', risk_score: 21, description: 'd', tags: ['t'] },
  rest: {
    ...initialState.rest,
    title: 'Title',
    description: 'Why',
    baseline: { query: 'any where false' },
    exceptions: [{ item_id: 'x' }],
    exceptionLists: [{ list_id: 'l' }],
    valueLists: { v: { type: 'keyword', values: [] } },
  },
  rowCount: 6,
  live: bitmapOf(6, [0, 1, 3, 4]),
  invalid: bitmapOf(6, [2]),
  listed: bitmapOf(6, [1, 2, 5]),
  selected: 3,
  notes: notesOf({
    labels: { alert: [0], benign: [5] },
    notes: new Map([
      [0, 'first'],
      [1, 'second'],
    ]),
  }),
};

const choose = (next: Partial<ShareChoice>): ShareChoice => ({ ...shareAll, ...next });
const without = (...parts: readonly (keyof ShareChoice['parts'])[]) =>
  choose({ parts: { ...shareAll.parts, ...Object.fromEntries(parts.map((part) => [part, false])) } });

test.each<[EventChoice, readonly number[]]>([
  ['all', [0, 1, 2, 3, 4]],
  ['shown', [1, 2]],
  ['labelled', [0]],
  ['selected', [3]],
  ['none', []],
])('the events of the choice "%s"', (events, rows) => {
  expect([...rowsOf(chosenRows(state, events))]).toEqual(rows);
  expect(contentsOf(state, choose({ events })).events).toBe(rows.length);
});

describe('an order', () => {
  test('for everything has everything, and of notes those whose events are there', () => {
    const order = shareOrder(state, shareAll, 'link');
    expect(order).toMatchObject({ scenario: { ...state.rest, rule: state.rule, events: [] }, selected: 3, as: 'link' });
    expect(order.notes).toEqual([
      { row: 0, label: 'alert', note: 'first' },
      { row: 1, note: 'second' },
    ]);
    expect(contentsOf(state, shareAll)).toEqual({ events: 5, labels: 1, notes: 2, exceptions: 1 });
  });

  test('without labels or notes has none', () => {
    expect(shareOrder(state, without('labels'), 'link').notes).toEqual([
      { row: 0, note: 'first' },
      { row: 1, note: 'second' },
    ]);
    expect(shareOrder(state, without('notes'), 'link').notes).toEqual([{ row: 0, label: 'alert' }, { row: 1 }]);
  });

  test('without the rule’s details has what a list of rules shows of it', () => {
    expect(shareOrder(state, without('details'), 'link').scenario.rule).toEqual({
      query: 'any where true',
      name: 'n',
      severity: 'low',
      risk_score: 21,
    });
  });

  test('without rule, exceptions and description has none of them', () => {
    const { scenario } = shareOrder(state, without('rule', 'exceptions', 'description'), 'file');
    expect(scenario).toEqual({ ...emptyScenario, title: 'Title' });
  });
});
