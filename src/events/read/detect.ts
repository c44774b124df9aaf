/** Which form a source has. Never asked: the content tells. */
import { encode } from '../columns/bytes.ts';
import { bulk } from './bulk.ts';
import { csv } from './csv.ts';
import { json } from './json.ts';
import { ndjson } from './ndjson.ts';
import type { Format } from './piece.ts';

/** In the order in which they are tried; the last one takes everything. */
const FORMATS: readonly Format[] = [bulk, csv, ndjson, json];

export function detect(bytes: Uint8Array, from: number): Format {
  return FORMATS.find((format) => format.recognises(bytes, from)) ?? json;
}

/** A source as UTF-8, and where it starts behind a byte order mark. UTF-16 with a mark is converted. */
export function asUtf8(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly from: number } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { bytes, from: 3 };
  const littleEndian = bytes[0] === 0xff && bytes[1] === 0xfe;
  const bigEndian = bytes[0] === 0xfe && bytes[1] === 0xff;
  if (!littleEndian && !bigEndian) return { bytes, from: 0 };
  const text = new TextDecoder(littleEndian ? 'utf-16le' : 'utf-16be').decode(bytes);
  return { bytes: encode(text), from: 0 };
}
