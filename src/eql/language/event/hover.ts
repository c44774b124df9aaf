/** What the field is that is named, or has its value, at an offset of an event's JSON. */
import { fieldLines, type HoverText } from '../hover.ts';
import type { Knowledge } from '../knowledge.ts';
import { writeString } from '../../syntax/literals.ts';
import { fieldPlaceAt } from './place.ts';

/** The field whose values a hover at the offset would like to know; null for none. */
export function eventFieldAt(text: string, offset: number): string | null {
  return fieldPlaceAt(text, offset)?.path ?? null;
}

export function eventHoverAt(text: string, offset: number, knowledge: Knowledge): HoverText | null {
  const place = fieldPlaceAt(text, offset);
  if (place === null) return null;
  const { path, span, isKey } = place;
  const lines = isKey ? [] : valueLines(path, text.slice(span.from, span.to), knowledge);
  return { span, title: path, lines: [...lines, ...fieldLines(path, knowledge)] };
}

function valueLines(path: string, written: string, { values, events }: Knowledge): readonly string[] {
  const literal = literalOf(written);
  const use = values(path)?.values.find((held) => held.literal === literal);
  return use === undefined ? [] : [`${use.count} of ${events} events have this value.`];
}

/** A value of JSON as one writes it in a rule. */
function literalOf(written: string): string {
  if (!written.startsWith('"')) return written;
  try {
    return writeString(String(JSON.parse(written)));
  } catch {
    return written;
  }
}
