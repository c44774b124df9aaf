/**
 * Text to the bytes of a link and back: deflate (RFC 1951) against a dictionary, with the checksum of the packed bytes
 * behind them. The browser's own deflate differs from browser to browser; this one gives the same bytes everywhere, as
 * long as nothing is left for it to choose: the size of its tables is fixed, too, because it would take a logarithm for
 * that.
 */
import { deflateSync, Inflate } from 'fflate';
import { crc32 } from './base64url.ts';
import dictionaryText from './dictionary.1.txt?raw';

const CHECKSUM = 4;

/** Packed bytes that are unpacked at a time; deflate makes at most 1,032 bytes of one. */
const STEP = 1024;

/**
 * What links of version 1 are likely to hold, and so need not spell out: words of rules, exceptions and queries, names of
 * fields, and what is in the built-in scenario, because most links are made from it. Not a byte of it may ever change.
 */
const dictionary = new TextEncoder().encode(dictionaryText);

export function pack(text: string): Uint8Array {
  const packed = deflateSync(new TextEncoder().encode(text), { level: 9, mem: 8, dictionary });
  const bytes = new Uint8Array(packed.length + CHECKSUM);
  bytes.set(packed);
  new DataView(bytes.buffer).setUint32(packed.length, crc32(packed));
  return bytes;
}

export type Unpacked = { readonly text: string } | { readonly fault: 'damaged' | 'too large' };

/** Unpacks step by step and stops at the limit: 2 MB may stand for 2 GB. */
export function unpack(bytes: Uint8Array<ArrayBuffer>, limit: number): Unpacked {
  if (bytes.length <= CHECKSUM) return { fault: 'damaged' };
  const packed = bytes.subarray(0, -CHECKSUM);
  const checksum = new DataView(bytes.buffer, bytes.byteOffset + packed.length).getUint32(0);
  if (checksum !== crc32(packed)) return { fault: 'damaged' };
  const pieces: string[] = [];
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let length = 0;
  const inflate = new Inflate({ dictionary }, (piece, final) => {
    length += piece.length;
    if (length <= limit) pieces.push(decoder.decode(piece, { stream: !final }));
  });
  try {
    for (let from = 0; from < packed.length; from += STEP) {
      inflate.push(packed.subarray(from, from + STEP), from + STEP >= packed.length);
      if (length > limit) return { fault: 'too large' };
    }
  } catch {
    // The checksum fits and the bytes are no deflate, or no text: somebody made them by hand.
    return { fault: 'damaged' };
  }
  return { text: pieces.join('') };
}
