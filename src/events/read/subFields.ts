/**
 * Where Elasticsearch lists the fields of a document one by one, sub-fields stand beside their fields: `process.name` and
 * `process.name.text`. A sub-field is no part of the document; where only the sub-field was kept, it says what the field
 * was.
 */
import { containerField } from '../schema/container-fields.ts';

/** The names of one list to those of a document: itself, the field of a sub-field, or undefined for one to leave out. */
export function withoutSubFields(names: Iterable<string>): (name: string) => string | undefined {
  const all = new Set(names);
  const kept = new Set<string>();
  const fieldOf = new Map<string, string>();
  for (const name of all) {
    if (hasPrefixIn(name, all)) continue;
    const field = fieldOfSubField(name);
    if (kept.has(field)) continue;
    kept.add(field);
    fieldOf.set(name, field);
  }
  return (name) => fieldOf.get(name);
}

/** Whether some other name is the beginning of this one. */
function hasPrefixIn(name: string, all: ReadonlySet<string>): boolean {
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    if (all.has(name.slice(0, dot))) return true;
  }
  return false;
}

/** `container.name` for `container.name.text`; a name that is no known field's sub-field, as it is. */
function fieldOfSubField(name: string): string {
  const field = /^(.+)\.(?:text|keyword|caseless)$/.exec(name)?.[1];
  const fact = field === undefined ? undefined : containerField(field);
  return field === undefined || fact === undefined || fact.type === 'object' ? name : field;
}
