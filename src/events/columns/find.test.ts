import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordTest } from './find.ts';

// Few letters, so that words nearly fit, overlap and repeat.
const anyText = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'é', ' ', '"'), maxLength: 24 });
const anyWords = fc.array(fc.string({ unit: fc.constantFrom('a', 'B', 'b', 'É', '"'), minLength: 1, maxLength: 5 }));

test('a text holds what a lower-cased one includes', () => {
  fc.assert(
    fc.property(anyText, anyText, anyWords, (before, text, words) => {
      const bytes = new TextEncoder().encode(`${before}${text}b`);
      const from = new TextEncoder().encode(before).length;
      const expected = words.every((word) => text.toLowerCase().includes(word.toLowerCase()));
      expect(wordTest(words.join(' '))(bytes, from, bytes.length - 1)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});
