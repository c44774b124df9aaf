/** The types of the fields in use as an Elasticsearch mapping: nested objects of properties, sub-fields as such. */
import type { JsonObject } from '../scenario.ts';

/** By path, Elasticsearch's type names. */
export type FieldTypes = Readonly<Record<string, string>>;

interface Node {
  type: string | null;
  readonly children: Map<string, Node>;
}

/** Types that need more than their name. */
const DETAILS: Readonly<Record<string, JsonObject>> = {
  scaled_float: { type: 'scaled_float', scaling_factor: 1000 },
  // A constant field takes the first value it meets and refuses every other.
  constant_keyword: { type: 'keyword' },
};

/** Types below which a mapping has properties; below any other a path is a sub-field. */
const OBJECTS = new Set(['object', 'nested', 'flattened']);

export function mappingOf(fields: FieldTypes): JsonObject {
  const root: Node = { type: 'object', children: new Map() };
  for (const [path, type] of Object.entries(fields)) {
    let at = root;
    for (const segment of path.split('.')) {
      let next = at.children.get(segment);
      if (next === undefined) at.children.set(segment, (next = { type: null, children: new Map() }));
      at = next;
    }
    at.type = type;
  }
  return { properties: propertiesOf(root) };
}

function propertiesOf({ children }: Node): JsonObject {
  const sorted = [...children].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, node]) => [name, written(node)] as const));
}

function written(node: Node): JsonObject {
  const { type, children } = node;
  if (type === null || OBJECTS.has(type)) {
    const kind: JsonObject = type === null || type === 'object' ? {} : { type };
    return children.size === 0 ? { ...kind, type: type ?? 'object' } : { ...kind, properties: propertiesOf(node) };
  }
  const own = DETAILS[type] ?? { type };
  return children.size === 0 ? own : { ...own, fields: propertiesOf(node) };
}
