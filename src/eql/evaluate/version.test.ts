import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compareVersions } from './version.ts';

/** Ascending (eql.md 3.1). */
const ORDER = [
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.2.4-SNAPSHOT',
  '1.2.4',
  '1.5.0',
  '1.11.3',
  '2',
  '2.0.1',
  '10.0',
  'a',
  'no version',
];

test('versions are ordered by their parts, pre-releases before releases, other text last', () => {
  expect(ORDER.toReversed().sort(compareVersions)).toEqual(ORDER);
});

test.each([
  ['1.0', '1.0.0'],
  ['1.2.3+build.5', '1.2.3'],
])('%s and %s are neither more nor less than each other', (a, b) => {
  expect(compareVersions(a, b)).toBe(0);
});

describe('of any texts', () => {
  it('the order goes both ways and passes on', () => {
    const text = fc
      .array(fc.constantFrom('1', '0', '12', '.', '-', 'a', 'B', '+', ' '), { maxLength: 7 })
      .map((it) => it.join(''));
    const sign = (a: string, b: string): number => Math.sign(compareVersions(a, b));
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(sign(a, b) + sign(b, a)).toBe(0);
        if (sign(a, b) <= 0 && sign(b, c) <= 0) expect(sign(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 3000 },
    );
  });
});
