/**
 * IP addresses (eql.md 3.1, 5.4). Addresses of both families compare in their 16-byte form, an IPv4 one as its mapped
 * address `::ffff:a.b.c.d`; a CIDR block is a prefix of such a form.
 */
import ipaddr from 'ipaddr.js';

/** The 16 bytes of an address, or null when the text is none. */
export type AddressBytes = readonly number[];

export function readAddress(text: string): AddressBytes | null {
  if (!mayBeAddress(text)) return null;
  return bytesOf(ipaddr.parse(text));
}

export interface Block {
  readonly bytes: AddressBytes;
  /** Length of the prefix in bits of the 16-byte form. */
  readonly bits: number;
}

/** A block in CIDR notation; without a prefix length, a single address. */
export function readBlock(text: string): Block | null {
  const slash = text.lastIndexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  if (!mayBeAddress(address)) return null;
  const parsed = ipaddr.parse(address);
  const width = parsed.kind() === 'ipv4' ? 32 : 128;
  const length = slash < 0 ? String(width) : text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(length) || Number(length) > width) return null;
  return { bytes: bytesOf(parsed), bits: Number(length) + 128 - width };
}

/** Is the text a block with a prefix length? */
export function isCidr(text: string): boolean {
  return text.includes('/') && readBlock(text) !== null;
}

export function blockHolds(block: Block, address: AddressBytes): boolean {
  for (let bit = 0, i = 0; bit < block.bits; bit += 8, i++) {
    const keep = Math.min(8, block.bits - bit);
    const mask = (0xff << (8 - keep)) & 0xff;
    if ((block.bytes[i]! & mask) !== (address[i]! & mask)) return false;
  }
  return true;
}

export function compareAddresses(a: AddressBytes, b: AddressBytes): number {
  for (let i = 0; i < 16; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}

/** Four-part decimal IPv4 or any IPv6 form; the octal and short IPv4 forms that the library also reads are refused. */
function mayBeAddress(text: string): boolean {
  return text.includes(':') ? ipaddr.IPv6.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text);
}

function bytesOf(address: ipaddr.IPv4 | ipaddr.IPv6): AddressBytes {
  if (address.kind() === 'ipv6') return address.toByteArray();
  return [...(address as ipaddr.IPv4).toIPv4MappedAddress().toByteArray()];
}
