import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalSpan, normalText } from './normalText.ts';

describe('the normal form of a text', () => {
  test('has LF alone, and no byte order mark', () => {
    expect(normalText('\uFEFFa\r\nb\rc\nd').text).toBe('a\nb\nc\nd');
  });

  test('has every character at the offset that its own is carried to', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\r', '\n', '\uFEFF'), maxLength: 20 });
    fc.assert(
      fc.property(text, (given) => {
        const normal = normalText(given);
        for (let i = 0; i < given.length; i++) {
          const unit = given.charAt(i);
          if (unit !== 'a' && unit !== 'b') continue;
          expect(normal.text.charAt(normal.toNormal(i))).toBe(unit);
          expect(normal.fromNormal(normal.toNormal(i))).toBe(i);
        }
        expect(normal.toNormal(given.length)).toBe(normal.text.length);
        expect(normal.fromNormal(normal.text.length)).toBe(given.length);
      }),
    );
  });

  test('carries spans over, with what they bring along', () => {
    expect(normalSpan(normalText('a\r\nbc'), { from: 3, to: 5, name: 'bc' })).toEqual({ from: 2, to: 4, name: 'bc' });
  });
});
