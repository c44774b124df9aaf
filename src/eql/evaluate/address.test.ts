import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { blockHolds, compareAddresses, isCidr, readAddress, readBlock } from './address.ts';

function holds(block: string, address: string): boolean {
  return blockHolds(readBlock(block)!, readAddress(address)!);
}

describe('a block holds an address (eql.md 5.4)', () => {
  test.each([
    ['10.0.0.0/8', '10.1.2.3', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.1.2.3/8', '10.9.9.9', true],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['0.0.0.0/0', '::1', false],
    ['192.168.1.0/25', '192.168.1.127', true],
    ['192.168.1.0/25', '192.168.1.128', false],
    ['192.168.1.7', '192.168.1.7', true],
    ['192.168.1.7/32', '192.168.1.8', false],
    ['fe80::/10', 'fe80::1', true],
    ['fe80::/10', 'fec0::1', false],
    ['::1', '0:0:0:0:0:0:0:1', true],
    ['::/0', '10.0.0.1', true],
    ['::ffff:10.0.0.0/104', '10.1.2.3', true],
    ['10.0.0.0/8', '::ffff:10.1.2.3', true],
  ])('%s and %s: %s', (block, address, expected) => {
    expect(holds(block, address)).toBe(expected);
  });

  it('exactly when its leading bits are those of the address', () => {
    const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    const bitsOf = (parts: readonly number[]): string =>
      parts.map((part) => part.toString(2).padStart(8, '0')).join('');
    fc.assert(
      fc.property(octets, octets, fc.nat(32), fc.nat(32), (base, other, length, shared) => {
        // An address that agrees with the block on some bits at least.
        const bits = bitsOf(base).slice(0, shared) + bitsOf(other).slice(shared);
        const address = bits.match(/.{8}/g)!.map((octet) => Number.parseInt(octet, 2));
        const expected = bits.slice(0, length) === bitsOf(base).slice(0, length);
        expect(holds(`${base.join('.')}/${length}`, address.join('.'))).toBe(expected);
      }),
    );
  });
});

test.each([
  ['10.0.0'],
  ['010.0.0.1'],
  ['10.0.0.256'],
  ['x'],
  [''],
  ['1'],
  ['0x7f.0.0.1'],
  ['10.0.0.1/'],
  [':'],
  ['1::2::3'],
])('%j is no address', (text) => {
  expect(readAddress(text)).toBe(null);
});

test.each([['10.0.0.0/33'], ['10.0.0.0/-1'], ['10.0.0.0/'], ['10.0.0.0/x'], ['::/129'], ['/8'], ['x/8']])(
  '%j is no block',
  (text) => {
    expect(readBlock(text)).toBe(null);
    expect(isCidr(text)).toBe(false);
  },
);

test('only a text with a prefix length is a block of its own', () => {
  expect(isCidr('10.0.0.0/8')).toBe(true);
  expect(isCidr('10.0.0.1')).toBe(false);
});

test('addresses of both families are ordered by their sixteen bytes', () => {
  const order = ['::', '::1', '10.0.0.1', '10.0.0.2', '192.168.0.1', '2001:db8::1', 'fe80::1'];
  const sorted = order.toReversed().sort((a, b) => compareAddresses(readAddress(a)!, readAddress(b)!));
  expect(sorted).toEqual(order);
});
