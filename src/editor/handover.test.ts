// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchHands } from './handover.ts';

let area: HTMLTextAreaElement;
let freed: number;

beforeEach(() => {
  vi.useFakeTimers();
  area = document.createElement('textarea');
  document.body.append(area);
  freed = 0;
});

afterEach(() => {
  area.remove();
  vi.useRealTimers();
});

/** Plays events on the area and says how often it was found free. */
function play(...types: readonly string[]): number {
  for (const type of types) {
    area.dispatchEvent(new Event(type, { bubbles: true }));
    vi.runAllTimers();
  }
  return freed;
}

test.each([
  ['at rest', [], 1],
  ['while a character is composed', ['compositionstart'], 0],
  ['when the composition has ended', ['compositionstart', 'compositionend'], 1],
  ['while the mouse selects', ['pointerdown'], 0],
  ['when the button is up', ['pointerdown', 'pointerup'], 1],
  ['with one of two still going on', ['compositionstart', 'pointerdown', 'pointerup'], 0],
])('%s', (_name, types, wanted) => {
  const hands = watchHands(area);
  for (const type of types.slice(0, 1)) area.dispatchEvent(new Event(type, { bubbles: true }));
  hands.whenFree(() => freed++);
  vi.runAllTimers();
  expect(play(...types.slice(1))).toBe(wanted);
  hands.dispose();
});

test('a call that was called off does not come', () => {
  const hands = watchHands(area);
  hands.whenFree(() => freed++)();
  vi.runAllTimers();
  expect(freed).toBe(0);
  hands.dispose();
});
