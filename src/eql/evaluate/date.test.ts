import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { fromMilliseconds, readInstants, truncateToMilliseconds, writeInstant } from './date.ts';

/** `first .. last` of an instant, in ISO form with nanoseconds. */
function rangeOf(text: string): string | null {
  const instants = readInstants(text);
  return instants === null ? null : `${iso(instants.from)} .. ${iso(instants.to)}`;
}

function iso(nanoseconds: bigint): string {
  const milliseconds = truncateToMilliseconds(nanoseconds);
  const rest = String(nanoseconds - milliseconds).padStart(6, '0');
  return new Date(Number(milliseconds / 1_000_000n)).toISOString().replace('Z', rest);
}

describe('a date that leaves small units out means all of them', () => {
  test.each([
    ['2025', '2025-01-01T00:00:00.000000000 .. 2025-12-31T23:59:59.999999999'],
    ['2025-02', '2025-02-01T00:00:00.000000000 .. 2025-02-28T23:59:59.999999999'],
    ['2024-02', '2024-02-01T00:00:00.000000000 .. 2024-02-29T23:59:59.999999999'],
    ['2025-03-01', '2025-03-01T00:00:00.000000000 .. 2025-03-01T23:59:59.999999999'],
    ['2025-03-01T10', '2025-03-01T10:00:00.000000000 .. 2025-03-01T10:59:59.999999999'],
    ['2025-03-01T10:05', '2025-03-01T10:05:00.000000000 .. 2025-03-01T10:05:59.999999999'],
    ['2025-03-01T10:05:07Z', '2025-03-01T10:05:07.000000000 .. 2025-03-01T10:05:07.999999999'],
    ['2025-03-01T10:05:07.1Z', '2025-03-01T10:05:07.100000000 .. 2025-03-01T10:05:07.100999999'],
    ['2025-03-01T10:05:07,123Z', '2025-03-01T10:05:07.123000000 .. 2025-03-01T10:05:07.123999999'],
    ['2025-03-01T10:05:07.123456789Z', '2025-03-01T10:05:07.123456789 .. 2025-03-01T10:05:07.123456789'],
    ['2025-03-01T10:05:07+02:00', '2025-03-01T08:05:07.000000000 .. 2025-03-01T08:05:07.999999999'],
    ['2025-03-01T10:05:07-0130', '2025-03-01T11:35:07.000000000 .. 2025-03-01T11:35:07.999999999'],
    ['2025-03-01T23:30-01', '2025-03-02T00:30:00.000000000 .. 2025-03-02T00:30:59.999999999'],
    ['0', '1970-01-01T00:00:00.000000000 .. 1970-01-01T00:00:00.000999999'],
    ['1740823200000', '2025-03-01T10:00:00.000000000 .. 2025-03-01T10:00:00.000999999'],
    ['1.5', '1970-01-01T00:00:00.001500000 .. 1970-01-01T00:00:00.001500000'],
    ['-10000', '1969-12-31T23:59:50.000000000 .. 1969-12-31T23:59:50.000999999'],
    ['0001-01-01', '0001-01-01T00:00:00.000000000 .. 0001-01-01T23:59:59.999999999'],
  ])('%s', (text, range) => {
    expect(rangeOf(text)).toBe(range);
  });
});

test.each([
  [''],
  ['x'],
  ['2025-13-01'],
  ['2025-02-29'],
  ['2025-03-01T24:00'],
  ['2025-03-01T10:60'],
  ['2025-03-01 10:00'],
  ['2025-03-01T10:05:07.1234567890Z'],
  ['2025-03-01T10:05:07+19:00'],
  ['2025-03T10:00'],
  ['now-1d'],
  ['1.1234567'],
  // Beyond what a JavaScript date can hold.
  ['+275760'],
  ['-271821-04'],
  ['+999999999-01-01'],
])('%j is no date', (text) => {
  expect(readInstants(text)).toBe(null);
});

describe('an instant is written in the shortest form (eql.md 5.5)', () => {
  test.each([
    ['2025-03-01T10:00:05Z', '2025-03-01T10:00:05Z'],
    ['2025-03-01T10:00:05.100Z', '2025-03-01T10:00:05.100Z'],
    ['2025-03-01T10:00:05.123456Z', '2025-03-01T10:00:05.123456Z'],
    ['2025-03-01T10:00:05.1234567Z', '2025-03-01T10:00:05.123456700Z'],
    ['2025-03-01T10:00:00Z', '2025-03-01T10:00Z'],
    ['2025-03-01T10:00:00.001Z', '2025-03-01T10:00:00.001Z'],
    ['2025-03-01', '2025-03-01T00:00Z'],
    ['2025-03-01T10:00+02:00', '2025-03-01T08:00Z'],
    ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59.500Z'],
    ['+12345-01-01', '+12345-01-01T00:00Z'],
    ['-0044-03-15', '-0044-03-15T00:00Z'],
  ])('%s gives %s', (text, written) => {
    expect(writeInstant(readInstants(text)!.from)).toBe(written);
  });

  it('even where no calendar reaches, without an exception', () => {
    expect(writeInstant(fromMilliseconds(9_999_999_999_999_999_999n).from)).toBe('9999999999999999999');
  });
});

describe('random instants', () => {
  const nanoseconds = fc.bigInt(-(2n ** 62n), 2n ** 62n);

  it('are read back from what was written', () => {
    fc.assert(fc.property(nanoseconds, (instant) => readInstants(writeInstant(instant))?.from === instant));
  });

  it('agree with the host on whole milliseconds', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
        const from = BigInt(date.getTime()) * 1_000_000n;
        expect(readInstants(date.toISOString())?.from).toBe(from);
        expect(readInstants(String(date.getTime() + 1e12))?.from).toBe(from + 10n ** 18n);
      }),
    );
  });

  it('are cut to milliseconds towards the past', () => {
    fc.assert(
      fc.property(nanoseconds, (instant) => {
        const cut = truncateToMilliseconds(instant);
        return cut % 1_000_000n === 0n && cut <= instant && instant - cut < 1_000_000n;
      }),
    );
  });

  it('any text is a date or is not, without an exception', () => {
    const characters = fc.constantFrom(...'0123456789-+:.,TZ'.split(''), '2025', '-03', '-01', 'T10:00');
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 12 }), (parts) => {
        const instants = readInstants(parts.join(''));
        return instants === null || instants.from <= instants.to;
      }),
      { numRuns: 5000 },
    );
  });
});
