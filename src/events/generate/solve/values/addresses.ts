/** Addresses at the edges of blocks, where a test of an address changes its mind. */
import ipaddr from 'ipaddr.js';
import { readBlock } from '../../../../eql/evaluate/address.ts';
import { canonicalIp } from '../../../columns/convert.ts';

const WIDTH = 128n;
const LAST = (1n << WIDTH) - 1n;

/**
 * First and last address of a block in CIDR notation, one inside where there is room, and those next to it outside; of a
 * single address itself and its neighbours. Empty for a text that is neither.
 */
export function addressesNear(text: string): readonly string[] {
  const block = readBlock(text);
  if (block === null) return [];
  const given = block.bytes.reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
  const size = 1n << (WIDTH - BigInt(block.bits));
  const first = given - (given % size);
  const inside = [first + 1n < first + size ? first + 1n : first, first, first + size - 1n];
  const outside = [first - 1n, first + size].filter((bits) => bits >= 0n && bits <= LAST);
  return [...new Set([...inside, ...outside].map(addressText))];
}

function addressText(bits: bigint): string {
  const bytes = Array.from({ length: 16 }, (_, i) => Number((bits >> (WIDTH - 8n * BigInt(i + 1))) & 0xffn));
  return canonicalIp(ipaddr.fromByteArray(bytes).toString()) ?? '::';
}
