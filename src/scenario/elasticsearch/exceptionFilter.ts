/**
 * Exception items as the filter that Kibana puts beside a rule's query: entries of an item together, items as
 * alternatives, the whole negated; expired items are dropped, and an item with `os_types` asks for one of them.
 */
import type { JsonObject, JsonValue, ValueList } from '../scenario.ts';

/** Null where no item takes part. */
export function exceptionFilter(
  items: readonly JsonObject[],
  valueLists: Readonly<Record<string, ValueList>>,
  now: Date,
): JsonObject | null {
  const inForce = items.filter(({ expire_time: expires }) => !(typeof expires === 'string' && new Date(expires) < now));
  const clauses = inForce.map((item) => itemQuery(item, valueLists));
  return clauses.length === 0 ? null : { bool: { must_not: clauses } };
}

function itemQuery(item: JsonObject, valueLists: Readonly<Record<string, ValueList>>): JsonObject {
  const entries = objectsOf(item['entries']).map((entry) => entryQuery(entry, valueLists, ''));
  const systems = textsOf(item['os_types']);
  const onSystem: JsonObject[] =
    systems.length === 0
      ? []
      : [
          {
            bool: {
              should: [{ terms: { 'host.os.type': systems } }, { terms: { 'host.os.name.caseless': systems } }],
            },
          },
        ];
  return { bool: { filter: [...entries, ...onSystem] } };
}

function entryQuery(entry: JsonObject, valueLists: Readonly<Record<string, ValueList>>, above: string): JsonObject {
  const field = `${above}${textOf(entry['field'])}`;
  if (entry['type'] === 'nested') {
    const entries = objectsOf(entry['entries']).map((inner) => entryQuery(inner, valueLists, `${field}.`));
    return { nested: { path: field, query: { bool: { filter: entries } } } };
  }
  const positive = fits(entry, field, valueLists);
  return entry['operator'] === 'excluded' ? { bool: { must_not: [positive] } } : positive;
}

function fits(entry: JsonObject, field: string, valueLists: Readonly<Record<string, ValueList>>): JsonObject {
  switch (entry['type']) {
    case 'exists':
      return { exists: { field } };
    case 'wildcard':
      return { wildcard: { [field]: { value: textOf(entry['value']) } } };
    case 'list':
      return listQuery(entry, field, valueLists);
    default:
      return { terms: { [field]: [...textsOf(entry['value'])] } };
  }
}

function listQuery(entry: JsonObject, field: string, valueLists: Readonly<Record<string, ValueList>>): JsonObject {
  const { list } = entry;
  const id = typeof list === 'object' && list !== null && 'id' in list ? textOf(list.id) : '';
  const { type, values } = Object.hasOwn(valueLists, id) ? valueLists[id]! : { type: 'keyword', values: [] };
  if (type !== 'ip_range') return { terms: { [field]: [...values] } };
  return { bool: { should: values.map((range) => rangeQuery(field, range)) } };
}

function rangeQuery(field: string, range: string): JsonObject {
  const [from = '', to = ''] = range.split('-');
  return range.includes('-')
    ? { range: { [field]: { gte: from.trim(), lte: to.trim() } } }
    : { term: { [field]: range } };
}

function objectsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value)
    ? value.filter((each): each is JsonObject => typeof each === 'object' && each !== null && !Array.isArray(each))
    : [];
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** A text, or the texts of a list. */
function textsOf(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
