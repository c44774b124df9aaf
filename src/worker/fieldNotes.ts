/** What there is to say of every field that the mapping or some event has, for the language service of the page. */
import { allowedValues, containerField, type EventSchema } from '../events/index.ts';
import type { FieldNotes } from './protocol.ts';

export function fieldNotes(schema: EventSchema): ReadonlyMap<string, FieldNotes> {
  const notes = new Map<string, FieldNotes>();
  for (const path of schema.paths()) {
    const fact = containerField(path);
    const valueCount = schema.tree.find(path)?.valueCount ?? 0;
    notes.set(path, {
      description: fact?.description ?? '',
      array: fact?.array ?? false,
      valueCount,
      ...(fact?.multiFieldOf !== undefined && { multiFieldOf: fact.multiFieldOf }),
      allowed: allowedValues(path),
      ...(fact !== undefined && { streams: fact.streams }),
    });
  }
  return notes;
}
