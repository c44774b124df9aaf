/** Join keys as a person reads them. */
import { familyOf } from '../check/types.ts';
import type { EventTable } from '../evaluate/column.ts';
import type { JoinPlan } from '../evaluate/join.ts';
import type { KeyField, KeySpace, KeyValue } from '../evaluate/keys.ts';
import { shortened } from '../../text/shortened.ts';

/** The values of a key tuple as text; null where an optional key has no value. */
export type KeyTuple = readonly (string | null)[];

const MILLISECOND = 1_000_000n;

/** The fields at each place of the keys: one, or several where the stages name different ones. */
export function keyNames(join: JoinPlan): readonly string[] {
  return fieldsByPlace(join).map((fields) => [...new Set(fields.map(({ path }) => path))].join(' / '));
}

/** Tuple -> its values as text. */
export function keyTexts(join: JoinPlan, table: EventTable, space: KeySpace): (tuple: number) => KeyTuple {
  // Fields at one place have types that can be compared, so one that is mapped tells for all.
  const isDate = fieldsByPlace(join).map((fields) =>
    fields.some(({ path, unmapped }) => !unmapped && familyOf(table.column(path).type) === 'date'),
  );
  return (tuple) => space.valuesOf(tuple).map((value, place) => textOf(value, isDate[place]!));
}

function fieldsByPlace({ stages, until, width }: JoinPlan): readonly (readonly KeyField[])[] {
  const all = until === null ? stages : [...stages, until];
  return Array.from({ length: width }, (_, place) => all.map(({ keys }) => keys[place]!));
}

function textOf(value: KeyValue, isDate: boolean): string | null {
  if (value === null) return null;
  return isDate && typeof value === 'bigint' ? instantText(value) : String(value);
}

/** Exact: what differs by a nanosecond reads differently. */
function instantText(nanos: bigint): string {
  const rest = ((nanos % MILLISECOND) + MILLISECOND) % MILLISECOND;
  const text = timeText(Number((nanos - rest) / MILLISECOND));
  return rest === 0n ? text : text.replace('Z', `${String(rest).padStart(6, '0')}Z`);
}

const LAST_TIME = 8.64e15;

/** `2026-02-01T10:00:00.000Z`; the number itself where no calendar has it. */
export function timeText(milliseconds: number): string {
  return Math.abs(milliseconds) <= LAST_TIME ? new Date(milliseconds).toISOString() : String(milliseconds);
}

/** Longer texts are cut, around the place where they differ. */
const LONGEST = 24;
/** What stays in front of the first difference. */
const LEAD = 4;

/** Two different values of a key, each short enough for a sentence. */
export function contrasted(one: string | null, other: string | null): readonly [string, string] {
  if (one === null || other === null) return [shown(one, 0), shown(other, 0)];
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  const from = Math.max(one.length, other.length) <= LONGEST ? 0 : Math.max(0, same - LEAD);
  return [shown(one, from), shown(other, from)];
}

function shown(text: string | null, from: number): string {
  if (text === null) return 'no value';
  return `"${from > 0 ? '…' : ''}${shortened(text.slice(from), LONGEST)}"`;
}
