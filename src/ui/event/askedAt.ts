import { type AskedField, literalOf } from '../../app/conditions.ts';
import type { EventField } from '../../worker/protocol.ts';

/** The value at an offset of the event's text, as a filter of the list; null where there is none. */
export function askedAt(fields: readonly EventField[], offset: number): AskedField | null {
  for (const { path, type, values } of fields) {
    const value = values.find(({ span }) => span.from <= offset && offset <= span.to);
    if (value?.isWhole === true) return { path, test: 'is', literal: literalOf(value.text, type) };
  }
  return null;
}
