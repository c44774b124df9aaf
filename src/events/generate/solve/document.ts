/** Documents as they are changed: values put at a path and taken away, and the JSON of the result. */
import { writeInstant } from '../../../eql/evaluate/date.ts';
import { type FieldType, type Scalar, familyOf } from '../../../eql/check/types.ts';

/** A JSON value; an integer may be a bigint. */
export type Json = null | boolean | number | bigint | string | Json[] | { [key: string]: Json };
export type Document = { [key: string]: Json };

export function copyOf(document: Document): Document {
  return structuredClone(document);
}

/** What stands at a path, however its segments are spelt; undefined where nothing does. */
export function valueAt(document: Document, path: string): Json | undefined {
  const place = placeOf(document, path);
  return place?.holder[place.key];
}

/** Puts a value at a path, where one stood before or else as nested objects. */
export function setValue(document: Document, path: string, value: Json): void {
  const place = placeOf(document, path);
  if (place !== null) {
    place.holder[place.key] = value;
    return;
  }
  let holder = document;
  const segments = path.split('.');
  while (segments.length > 1) {
    const inner = (holder[segments[0]!] ??= {});
    // What is no object keeps its place, and the rest of the path becomes one key beside it.
    if (!isObject(inner)) break;
    holder = inner;
    segments.shift();
  }
  holder[segments.join('.')] = value;
}

/** Takes a path away, and objects that are empty without it. */
export function removeValue(document: Document, path: string): void {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const place = placeOf(document, at);
    if (place === null) continue;
    const value = place.holder[place.key];
    if (at !== path && !(isObject(value) && Object.keys(value).length === 0)) return;
    delete place.holder[place.key];
  }
}

function placeOf(document: Document, path: string): { readonly holder: Document; readonly key: string } | null {
  if (Object.hasOwn(document, path)) return { holder: document, key: path };
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const inner = document[path.slice(0, dot)];
    const found = isObject(inner) ? placeOf(inner, path.slice(dot + 1)) : null;
    if (found !== null) return found;
  }
  return null;
}

function isObject(value: Json | undefined): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The values of a field as JSON: none is no key at all, one stands alone unless there was an array. */
export function jsonOf(values: readonly Scalar[], type: FieldType, before: Json | undefined): Json | undefined {
  const written = values.map((value) => writtenAs(value, type));
  if (written.length === 0) return undefined;
  return written.length === 1 && !Array.isArray(before) ? written[0]! : written;
}

const MILLISECOND = 1_000_000n;

function writtenAs(value: Scalar, type: FieldType): Json {
  if (typeof value !== 'bigint' || familyOf(type) !== 'date') return value;
  if (value % MILLISECOND !== 0n) return writeInstant(value);
  const moment = new Date(Number(value / MILLISECOND));
  return Number.isNaN(moment.getTime()) ? writeInstant(value) : moment.toISOString();
}

/** One line of JSON, integers of any size exact. */
export function lineOf(value: Json): string {
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(lineOf).join(',')}]`;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}:${lineOf(inner)}`)
    .join(',')}}`;
}
