import { expect, test } from 'vitest';
import { openHover } from './hover.ts';

test('the pointer counts before the caret, the caret while there is focus, and each change once', () => {
  const hover = openHover();
  const told: (number | null)[] = [];
  hover.listen((offset) => told.push(offset));
  hover.caret(3);
  hover.point(7);
  hover.point(7);
  hover.caret(4);
  hover.point(null);
  hover.focus(false);
  hover.focus(false);
  expect(told).toEqual([3, 7, 4, null]);
});

test('another listener hears where things stand', () => {
  const hover = openHover();
  const end = hover.listen(() => {});
  hover.point(5);
  end();
  const told: (number | null)[] = [];
  hover.listen((offset) => told.push(offset));
  expect(told).toEqual([5]);
});
