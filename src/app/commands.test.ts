import { describe, expect, test, vi } from 'vitest';
import { nextBlocker } from './blockers.ts';
import { commandFor, commands, type Places } from './commands.ts';
import type { AppStore } from './core.ts';
import type { Inspection } from './state.ts';

const stroke = (key: string, modifiers: { ctrlKey?: boolean; metaKey?: boolean; altKey?: boolean } = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...modifiers,
});

describe('a key', () => {
  test.each([
    ['j', 'Next event'],
    ['J', 'Next event'],
    ['k', 'Previous event'],
    ['/', 'Search the events'],
    ['Enter', 'Edit the event'],
    ['Escape', 'Back to the list of events'],
    ['F1', 'Keys and reference'],
    ['?', 'Keys and reference'],
  ])('%s is for: %s', (key, title) => {
    expect(commandFor(stroke(key), false)?.title).toBe(title);
  });

  test('that is a letter is a letter in a text', () => {
    for (const key of ['j', 'a', 'x', '/', '.', '?', 'Enter']) expect(commandFor(stroke(key), true)).toBeNull();
    expect(commandFor(stroke('F1'), true)).not.toBeNull();
    expect(commandFor(stroke('s', { ctrlKey: true }), true)?.keys).toEqual(['Ctrl+S']);
    expect(commandFor(stroke('s', { metaKey: true }), false)?.keys).toEqual(['Ctrl+S']);
    expect(commandFor({ ...stroke('L', { ctrlKey: true }), shiftKey: true }, true)?.keys).toEqual(['Ctrl+Shift+L']);
    expect(commandFor(stroke('l', { ctrlKey: true }), true)).toBeNull();
  });

  test('with a modifier is not the letter', () => {
    expect(commandFor(stroke('a', { ctrlKey: true }), false)).toBeNull();
    expect(commandFor(stroke('j', { altKey: true }), false)).toBeNull();
    expect(commandFor({ ...stroke('j'), isComposing: true }, false)).toBeNull();
  });

  test('does one thing', () => {
    const keys = commands.flatMap((command) => command.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

const inspection = { row: 3, deciding: [7, 2] } as unknown as Inspection;

test('. goes through the blockers in the order of the text, and round again', () => {
  const state = { selected: 3, inspection, hover: null };
  expect(nextBlocker(state)).toBe(2);
  expect(nextBlocker({ ...state, hover: { kind: 'clause', clause: 2 } })).toBe(7);
  expect(nextBlocker({ ...state, hover: { kind: 'clause', clause: 7 } })).toBe(2);
  expect(nextBlocker({ ...state, selected: 4 })).toBeNull();
});

test('. marks the blocker and shows it in the rule', () => {
  const setHover = vi.fn();
  const store = {
    getState: () => ({ selected: 3, inspection, hover: null, actions: { setHover } }),
  } as unknown as AppStore;
  const revealClause = vi.fn();
  commandFor(stroke('.'), false)!.run(store, { revealClause } as unknown as Places);
  expect(setHover).toHaveBeenCalledWith({ kind: 'clause', clause: 2 });
  expect(revealClause).toHaveBeenCalledWith(2);
});
