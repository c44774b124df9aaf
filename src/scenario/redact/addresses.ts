/**
 * IP addresses: which are public, and made-up ones that stand for them. A made-up address is of the same family and of
 * the same kind (private, loopback, link-local, public), and lies inside the same of the blocks that the rule asks for,
 * so that `cidrMatch` says of it what it said of the real one.
 */
import ipaddr from 'ipaddr.js';
import { randomOf } from './random.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Null for a text that is no address. */
export function addressOf(text: string): Address | null {
  const isOne = text.includes(':') ? ipaddr.IPv6.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text);
  return isOne ? ipaddr.parse(text) : null;
}

/** Whether an address belongs to one network in the world. Those of documentation belong to nobody. */
export function isPublicAddress(text: string): boolean {
  const address = addressOf(text);
  return address !== null && address.range() === 'unicast' && !isForDocumentation(address);
}

/** Whether an address says nothing of anybody: loopback, unspecified, broadcast, documentation. */
export function isCommonAddress(text: string): boolean {
  const address = addressOf(text);
  if (address === null) return false;
  return ['loopback', 'unspecified', 'broadcast', 'multicast'].includes(address.range()) || isForDocumentation(address);
}

const DOCUMENTATION = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32'].map(blockOf);

type Block = readonly [Address, number];

function blockOf(text: string): Block {
  return ipaddr.parseCIDR(text);
}

function isForDocumentation(address: Address): boolean {
  return DOCUMENTATION.some((block) => isIn(address, block));
}

function isIn(address: Address, [network, bits]: Block): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}

/** Blocks in CIDR notation, or single addresses; other texts are left out. */
export function blocksOf(texts: readonly string[]): readonly Block[] {
  return texts.flatMap((text): readonly Block[] => {
    if (ipaddr.isValidCIDR(text)) return [ipaddr.parseCIDR(text)];
    const address = addressOf(text);
    return address === null ? [] : [[address, address.kind() === 'ipv4' ? 32 : 128]];
  });
}

/** How many addresses are made up before it is given up to find one on the same side of the rule's blocks. */
const TRIES = 40;

/**
 * An address that stands for another; null when none was found. Addresses of one network stay in one network: each byte
 * is drawn for the bytes up to it.
 */
export function madeUpAddress(text: string, blocks: readonly Block[], seed: string): string | null {
  const address = addressOf(text);
  if (address === null) return null;
  const sides = (candidate: Address): string => blocks.map((block) => (isIn(candidate, block) ? '1' : '0')).join('');
  const wanted = sides(address);
  const homes = homesOf(address, blocks);
  for (let i = 0; i < TRIES; i++) {
    const network = address.toByteArray().slice(0, -1).join(' ');
    const home = randomOf(`${seed} ${i} ${network}`).pick(homes);
    const candidate = within(home, address, `${seed} ${i}`);
    if (candidate.range() !== address.range() && !isForDocumentation(candidate)) continue;
    if (sides(candidate) === wanted) return candidate.toString();
  }
  return null;
}

/**
 * Blocks that an address of the same kind may come from: its own private one, or those for documentation; and the
 * narrowest that the rule asks for and the address lies in.
 */
function homesOf(address: Address, asked: readonly Block[]): readonly Block[] {
  const own = HOMES.filter((block) => isIn(address, block));
  const usual = own.length > 0 ? own : DOCUMENTATION.filter(([network]) => network.kind() === address.kind());
  const narrowest = asked.filter((block) => isIn(address, block)).toSorted((a, b) => b[1] - a[1]);
  return [...usual, ...narrowest.slice(0, 1)];
}

const HOMES = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
].map(blockOf);

/** An address of the block, all bits behind its prefix made up for the real address, and none that ends in 0 or 255. */
function within([network, bits]: Block, real: Address, seed: string): Address {
  const realBytes = real.toByteArray();
  const bytes = network.toByteArray().map((byte, i) => {
    const mask = 0xff >> Math.min(8, Math.max(0, bits - i * 8));
    const made = randomOf(`${seed} ${realBytes.slice(0, i + 1).join(' ')}`);
    const isLast = i === realBytes.length - 1 && mask === 0xff;
    return (byte & ~mask) | (isLast ? 1 + made.below(254) : made.below(256) & mask);
  });
  return ipaddr.fromByteArray(bytes);
}
