/**
 * How another tool's event becomes an ECS event: a table says which value goes where, and what is done to it on its way.
 * docs/events.md shows the tables; what is in none of them has no counterpart, and is named.
 */
import { shellWords } from './shellWords.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface Mapping {
  /** In the tool's event; `.` steps into objects. */
  readonly from: string;
  /** The ECS field that gets the value. A later row of the table wins. */
  readonly to: string;
  readonly turn?: Turn;
}

/** How a value becomes that of a field; null: it says nothing. */
type Turning = (value: Json, sibling: (name: string) => Json | undefined) => Json;

/** What is done to a value, by the name that the docs use. */
const TURNS = {
  words: (value) => (typeof value === 'string' ? shellWords(value) : null),
  'words behind the binary': (value, sibling) =>
    typeof value === 'string' ? [sibling('binary') ?? '', ...shellWords(value)] : null,
  list: (value) => [value],
  text: (value) => (value === null || typeof value === 'object' ? null : String(value)),
  'a path only': (value) => (typeof value === 'string' && value.startsWith('/') ? value : null),
  'last part of the path': (value) => (typeof value === 'string' ? (value.split('/').at(-1) ?? null) : null),
  'is not 0': (value) => (typeof value === 'number' || typeof value === 'string' ? Number(value) !== 0 : null),
  'major number': (value) => deviceNumber(value, (device) => (device >>> 8) & 0xfff),
  'minor number': (value) => deviceNumber(value, (device) => (device & 0xff) | ((device >>> 12) & 0xfff00)),
  'without scheme': (value) => (typeof value === 'string' ? value.replace(/^\w+:\/\//, '') : null),
  'image name': (value) => (typeof value === 'string' ? imageParts(value).name : null),
  'image tag': (value) => (typeof value === 'string' ? imageParts(value).tag : null),
  'key:value': (value) =>
    isObject(value)
      ? Object.entries(value).map(
          ([key, label]) => `${key}:${typeof label === 'string' ? label : JSON.stringify(label)}`,
        )
      : null,
} satisfies Record<string, Turning>;

export type Turn = keyof typeof TURNS;

/** The part of Linux's device number of a terminal; 0 stands for none. */
function deviceNumber(value: Json, part: (device: number) => number): number | null {
  const device = Number(value);
  return Number.isSafeInteger(device) && device > 0 ? part(device) : null;
}

/** `registry:5000/shop/app:1.27@sha256:…` as its name and its tag. */
function imageParts(image: string): { readonly name: string; readonly tag: string | null } {
  const [, name, tag] = /^([^@]*?)(?::([\w.-]+))?(?:@.*)?$/.exec(image) ?? [];
  return { name: name ?? image, tag: tag ?? null };
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Objects below this many others are values; no tool goes so deep. */
const DEEPEST = 32;

/** The values of an event by their paths. Arrays are values, and so are objects that the table asks for. */
export function leavesOf(event: Json, table: readonly Mapping[]): Map<string, Json> {
  const asked = new Set(table.map(({ from }) => from));
  const leaves = new Map<string, Json>();
  const visit = (value: Json, path: string, depth: number): void => {
    if (depth < DEEPEST && isObject(value) && !asked.has(path)) {
      for (const [key, member] of Object.entries(value)) visit(member, path === '' ? key : `${path}.${key}`, depth + 1);
    } else if (value !== null) leaves.set(path, value);
  };
  visit(event, '', 0);
  return leaves;
}

/** The document that a table makes of an event's values, and which of them it has used. */
export function write(
  table: readonly Mapping[],
  leaves: ReadonlyMap<string, Json>,
): { readonly document: Record<string, Json>; readonly used: ReadonlySet<string> } {
  const document: Record<string, Json> = {};
  const used = new Set<string>();
  for (const { from, to, turn } of table) {
    const value = leaves.get(from);
    if (value === undefined) continue;
    const sibling = (name: string): Json | undefined => leaves.get(from.slice(0, from.lastIndexOf('.') + 1) + name);
    const turned = turn === undefined ? value : (TURNS[turn] as Turning)(value, sibling);
    if (turned === null) continue;
    used.add(from);
    document[to] = turned;
  }
  return { document, used };
}
