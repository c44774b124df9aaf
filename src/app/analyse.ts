/**
 * A rule's text and everything that the editor needs of it, in the frame of the key stroke. The worker reads the same
 * text with the same functions, so clause numbers agree.
 */
import { check } from '../eql/check/checker.ts';
import type { Schema } from '../eql/check/schema.ts';
import { isFieldType } from '../eql/check/types.ts';
import { clausesOf } from '../eql/syntax/clauses.ts';
import { parse } from '../eql/syntax/parser.ts';
import type { EngineOptions, TableState } from '../worker/protocol.ts';
import type { Analysis } from './state.ts';
import type { FindTraps } from './traps.ts';

/**
 * `schema` is null as long as no fields are known: then only what the text alone shows is a problem. Traps are looked for
 * in a sound rule only.
 */
export function analyse(
  text: string,
  schema: Schema | null,
  eventCategoryField: string,
  findTraps: FindTraps = () => [],
): Analysis {
  const { query, tokens, problems } = parse(text);
  const clauses = clausesOf(query, eventCategoryField);
  const found = [...problems, ...(schema === null ? [] : check(query, text, schema, { eventCategoryField }))];
  const runnable = found.every(({ severity }) => severity !== 'error');
  const parts = { query, text, tokens, clauses, eventCategoryField };
  const traps = schema === null || !runnable ? [] : findTraps({ ...parts, schema });
  const diagnostics = [...found, ...traps].toSorted((a, b) => (a.span?.from ?? 0) - (b.span?.from ?? 0));
  return { text, tokens, query, clauses, diagnostics, runnable };
}

/** The mapping as the worker knows it. */
export function schemaOf(fields: TableState['fields'], mapping: EngineOptions['mapping']): Schema {
  return {
    mapping,
    field(path) {
      const fact = Object.hasOwn(fields, path) ? fields[path] : undefined;
      if (fact === undefined) return undefined;
      if (isFieldType(fact.type)) return { type: fact.type, declared: fact.declared };
      return { type: 'unsupported', typeName: fact.type, declared: fact.declared };
    },
    paths: () => Object.keys(fields),
  };
}

/** Both say the same of every field. */
export function sameFields(a: TableState['fields'], b: TableState['fields']): boolean {
  const paths = Object.keys(a);
  return (
    paths.length === Object.keys(b).length &&
    paths.every((path) => a[path]?.type === b[path]?.type && a[path]?.declared === b[path]?.declared)
  );
}
