/**
 * Texts as UTF-8 bytes: short stretches to strings, and byte offsets to the UTF-16 offsets that spans have. Nearly all
 * events are ASCII, where both offsets are the same; that is asked first everywhere.
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export function encode(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** Bytes to text; what is no UTF-8 becomes U+FFFD. */
export function decode(bytes: Uint8Array, from = 0, to = bytes.length): string {
  return to - from < SHORT ? decodeShort(bytes, from, to) : decoder.decode(bytes.subarray(from, to));
}

/** Below this length a loop is faster than the decoder's call. */
const SHORT = 48;

function decodeShort(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte >= 0x80) return decoder.decode(bytes.subarray(from, to));
    text += String.fromCharCode(byte);
  }
  return text;
}

/** Each byte as one character: a spelling to look up, not a text to show. */
export function latin1(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i]!);
  return text;
}

/** A JSON string literal, quotes included, that the scanner has accepted. */
export function decodeString(bytes: Uint8Array, from: number, to: number): string {
  const escape = bytes.subarray(from, to).indexOf(0x5c);
  if (escape < 0) return decode(bytes, from + 1, to - 1);
  return JSON.parse(decoder.decode(bytes.subarray(from, to))) as string;
}

/**
 * The length in bytes of the UTF-8 sequence at `at`, 0 if it is none: overlong forms, surrogates and values above
 * U+10FFFF are refused as decoders do.
 */
export function utf8Length(bytes: Uint8Array, at: number, to: number): number {
  const lead = bytes[at]!;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (at + length > to) return 0;
  for (let i = 1; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1]!;
  if (lead === 0xe0 && second < 0xa0) return 0;
  if (lead === 0xed && second > 0x9f) return 0;
  if (lead === 0xf0 && second < 0x90) return 0;
  if (lead === 0xf4 && second > 0x8f) return 0;
  return length;
}

/** Byte offsets of one text to UTF-16 offsets. */
export type ToUtf16 = (byteOffset: number) => number;

/** @param bytes the whole text, `from` its first byte; offsets are counted from there */
export function utf16Offsets(bytes: Uint8Array, from: number, to: number): ToUtf16 {
  let ascii = true;
  for (let i = from; i < to && ascii; i++) ascii = bytes[i]! < 0x80;
  if (ascii) return (offset) => offset;
  const map = new Uint32Array(to - from + 1);
  let units = 0;
  for (let i = from; i < to; i++) {
    map[i - from] = units;
    const byte = bytes[i]!;
    // Continuation bytes add nothing; a four-byte sequence is a surrogate pair.
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  map[to - from] = units;
  return (offset) => map[Math.max(0, Math.min(offset, to - from))]!;
}
