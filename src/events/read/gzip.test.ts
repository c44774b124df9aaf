/** Packed sources: what comes out, where it is stopped, and what is left of damaged ones. */
import fc from 'fast-check';
import { gzipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import { encode } from '../columns/bytes.ts';
import { unpack, type Unpacked } from './gzip.ts';
import { Pace } from './pace.ts';

async function unpacked(bytes: Uint8Array, most?: number): Promise<Unpacked> {
  const result = await unpack({ name: 'x.gz', bytes }, new Pace(), most);
  if (result === 'cancelled') throw new Error('nothing cancels it');
  return result;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const content = fc
  .tuple(fc.string({ maxLength: 40 }), fc.nat(50))
  .map(([text, times]) => encode(text.repeat(times) + text.slice(0, times % 7)));

describe('what is unpacked', () => {
  it('is what was packed, in one member or several', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(content, { minLength: 1, maxLength: 3 }), async (parts) => {
        const { bytes, problem } = await unpacked(concat(parts.map((part) => gzipSync(part))));
        expect(problem).toBeUndefined();
        expect(bytes).toEqual(concat(parts));
      }),
      { numRuns: 60 },
    );
  });

  it('is a beginning of it where the file is cut off, and that is told', async () => {
    await fc.assert(
      fc.asyncProperty(content, fc.nat(), async (whole, place) => {
        const packed = gzipSync(whole);
        const { bytes, problem } = await unpacked(packed.subarray(0, 2 + (place % (packed.length - 2))));
        const left = bytes ?? new Uint8Array(0);
        expect(left).toEqual(whole.subarray(0, left.length));
        if (left.length < whole.length) expect(problem).toMatch(/cut off|damaged/);
      }),
      { numRuns: 200 },
    );
  });

  it('may be anything where bytes are wrong, but nothing throws', async () => {
    await fc.assert(
      fc.asyncProperty(content, fc.nat(), fc.nat(255), async (whole, place, byte) => {
        const packed = gzipSync(whole);
        packed[place % packed.length] = byte;
        await unpacked(packed);
      }),
      { numRuns: 200 },
    );
  });
});

test('a file that says nothing of its size is stopped at the limit', async () => {
  const bomb = concat([gzipSync(new Uint8Array(3_000_000)), gzipSync(new Uint8Array(0))]);
  expect(bomb.length).toBeLessThan(10_000);
  expect(await unpacked(bomb, 2_000_000)).toEqual({ problem: 'more than 2 MB when unpacked: nothing of it was read' });
  expect((await unpacked(bomb, 3_000_000)).bytes).toHaveLength(3_000_000);
});

test('unpacking can be cancelled', async () => {
  const packed = concat(Array.from({ length: 12 }, () => gzipSync(new Uint8Array(4_000_000))));
  expect(await unpack({ name: 'x.gz', bytes: packed }, new Pace({ shouldCancel: () => true }))).toBe('cancelled');
});
