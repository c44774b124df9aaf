/** Which form a source has. Never asked: the content tells. */
import { bulk } from './bulk.ts';
import { csv } from './csv/csv.ts';
import { json } from './json.ts';
import { ndjson } from './ndjson.ts';
import type { Format } from './piece.ts';

/** In the order in which they are tried; the last one takes everything. */
const FORMATS: readonly Format[] = [bulk, csv, ndjson, json];

export function detect(bytes: Uint8Array, from: number): Format {
  return FORMATS.find((format) => format.recognises(bytes, from)) ?? json;
}
