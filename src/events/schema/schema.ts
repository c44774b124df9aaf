/**
 * The mapping of a dataset: which fields exist and of what type (contract, section 2). Three sources, the later one
 * wins: the values of the events, the built-in facts of container events, and the scenario's own `fields`. In a closed
 * mapping the facts are left out, so that only `fields` and the fields in the events are mapped.
 *
 * What the events say follows them: it is counted, so that removing or editing an event takes its share back, and the
 * type of a field depends on the events that are there, not on their history.
 */
import type { FieldFact, Schema } from '../../eql/check/schema.ts';
import { isFieldType, type FieldType } from '../../eql/check/types.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import { containerFields } from './container-fields.ts';
import { FieldTree } from './field-tree.ts';

export interface SchemaOptions {
  /** `closed`: only `fields` and the fields of the events are mapped. */
  readonly mapping: 'open' | 'closed';
  /** Whether the built-in facts of container events count in an open mapping. Default true. */
  readonly facts?: boolean;
  /** Path -> Elasticsearch type name, as a scenario's `fields`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** A date unless it is declared otherwise. */
  readonly timestampField?: string;
  /** A keyword unless it is declared otherwise. */
  readonly eventCategoryField?: string;
  /** Keyword values with more characters are neither searched nor seen, as under a mapping's `ignore_above`. */
  readonly ignoreAbove?: number;
}

/** A schema that events feed. */
export interface EventSchema extends Schema {
  readonly options: SchemaOptions;
  /** What is wrong with the options: unknown type names. */
  readonly diagnostics: readonly Diagnostic[];
  /** The fields as a tree; datasets write the counts of their values there. */
  readonly tree: FieldTree;
}

/** Elasticsearch types that EQL cannot use; a field of such a type is known, but not as a value. */
const UNSUPPORTED = new Set(
  (
    'alias aggregate_metric_double annotated_text binary completion date_range dense_vector double_range flattened float_range ' +
    'geo_point geo_shape histogram integer_range ip_range join long_range murmur3 passthrough percolator point rank_feature ' +
    'rank_features search_as_you_type semantic_text shape sparse_vector token_count counted_keyword'
  ).split(' '),
);

export function createSchema(options: SchemaOptions): EventSchema {
  const tree = new FieldTree();
  const diagnostics: Diagnostic[] = [];
  const declared = new Map<string, FieldType>();
  if (options.mapping === 'open' && options.facts !== false) {
    for (const { path, type } of containerFields()) declared.set(path, type);
  }
  for (const [path, name] of Object.entries(options.fields ?? {})) {
    const type = isFieldType(name) ? name : UNSUPPORTED.has(name) ? 'unsupported' : undefined;
    if (type === undefined) diagnostics.push(unknownType(path, name));
    else declared.set(path, type);
  }
  tree.declare(declared);
  expect(tree, declared, options.eventCategoryField ?? 'event.category', 'keyword');
  expect(tree, declared, '@timestamp', 'date');
  expect(tree, declared, options.timestampField ?? '@timestamp', 'date');
  return {
    options,
    mapping: options.mapping,
    diagnostics,
    tree,
    field: (path) => withTypeName(factOf(tree, path), options.fields?.[path]),
    paths: () => knownPaths(tree),
  };
}

function unknownType(path: string, name: string): Diagnostic {
  return {
    code: 'schema/unknown-type',
    severity: 'error',
    path: `fields[${JSON.stringify(path)}]`,
    message: `unknown field type [${name}] for [${path}]`,
    hint: 'Use an Elasticsearch type such as keyword, long, double, boolean, date or ip.',
  };
}

/** A type that the options imply, for when the events have the field and nothing says otherwise. */
function expect(tree: FieldTree, declared: ReadonlyMap<string, FieldType>, path: string, type: FieldType): void {
  const node = tree.node(path);
  if (declared.has(path) || node.declared !== undefined) return;
  node.declared = type;
  node.onlyWhenSeen = true;
}

function factOf(tree: FieldTree, path: string): FieldFact | undefined {
  const node = tree.find(path);
  const type = node?.type;
  if (node === undefined || type === undefined || node === tree.root) return undefined;
  return { type, declared: node.declared === type };
}

/** A type that EQL cannot use is known by its own name in messages (eql.md 9.2, row 57). */
function withTypeName(fact: FieldFact | undefined, typeName: string | undefined): FieldFact | undefined {
  return fact?.type === 'unsupported' && typeName !== undefined ? { ...fact, typeName } : fact;
}

function* knownPaths(tree: FieldTree): Generator<string> {
  for (const node of tree.nodes) if (node !== tree.root && node.known) yield node.path;
}
