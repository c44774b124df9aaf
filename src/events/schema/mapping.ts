/**
 * The field types of an Elasticsearch mapping, as paths and type names: what a scenario's `fields` hold. Reads
 * `{properties}`, `{mappings: {properties}}`, and the answer of `GET index/_mapping`, of one index or several.
 */
type Table = Readonly<Record<string, unknown>>;

/** Null when the value is no mapping. A field that two indices map differently cannot be used (eql.md 3.1). */
export function readMapping(value: unknown): Readonly<Record<string, string>> | null {
  const mappings = mappingsOf(value);
  if (mappings === null) return null;
  const fields = new Map<string, string>();
  for (const mapping of mappings) {
    for (const [path, type] of fieldsOf(mapping)) {
      const known = fields.get(path);
      fields.set(path, known === undefined || known === type ? type : 'unsupported');
    }
  }
  return Object.fromEntries(fields);
}

function mappingsOf(value: unknown): readonly Table[] | null {
  if (!isTable(value)) return null;
  if (isTable(value['mappings'])) return [value['mappings']];
  if (isTable(value['properties'])) return [value];
  const indices = Object.values(value);
  const mappings = indices.map((index) => (isTable(index) ? index['mappings'] : undefined)).filter(isTable);
  return mappings.length > 0 && mappings.length === indices.length ? mappings : null;
}

function fieldsOf(mapping: Table): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const aliases = new Map<string, string>();
  // A list of its own, not recursion: what is read may be as deep as it likes.
  const open: { path: string; properties: Table }[] = [{ path: '', properties: mapping }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [name, field] of [
      ...entriesOf(next.properties, 'properties'),
      ...entriesOf(next.properties, 'runtime'),
    ]) {
      const path = next.path + name;
      const type = field['type'] ?? 'object';
      if (typeof type !== 'string') continue;
      if (type === 'alias' && typeof field['path'] === 'string') aliases.set(path, field['path']);
      else fields.set(path, typeOf(type, field));
      for (const [sub, { type: subType }] of entriesOf(field, 'fields')) {
        if (typeof subType === 'string') fields.set(`${path}.${sub}`, typeOf(subType, {}));
      }
      open.push({ path: `${path}.`, properties: field });
    }
  }
  for (const [path, target] of aliases) fields.set(path, fields.get(target) ?? 'alias');
  return fields;
}

/** EQL can use a text only through a keyword beside it, which holds the exact value (eql.md 3.1). */
function typeOf(type: string, field: Table): string {
  if (type !== 'text' && type !== 'match_only_text') return type;
  const exact = entriesOf(field, 'fields').some(([, sub]) => sub['type'] === 'keyword' && sub['normalizer'] == null);
  return exact ? 'text' : 'match_only_text';
}

function entriesOf(field: Table, key: string): readonly (readonly [string, Table])[] {
  const inner = field[key];
  if (!isTable(inner)) return [];
  return Object.entries(inner).filter((entry): entry is [string, Table] => isTable(entry[1]));
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
