/**
 * Every text of a scenario, each with its place: the strings of the documents (and the numbers, which may be somebody's
 * id), notes, ids, titles, the rule's metadata, exceptions and value lists. The queries are no such text: a rule is what
 * a scenario is about, and nothing in it is hidden.
 */
import { rewrite } from '../rewrite.ts';
import type { JsonObject, JsonValue, Rule, Scenario, ScenarioEvent } from '../scenario.ts';

/** Where a text stands. */
export interface Place {
  readonly part: 'title' | 'description' | 'rule' | 'baseline' | 'exceptions' | 'value lists' | 'event' | 'note';
  /** Number of the event in the scenario, for `event` and `note`. */
  readonly event?: number;
  /** Of a field in the document, or below the rule. */
  readonly path?: string;
}

/** What becomes of the texts; a visitor that only looks gives each back. */
export interface TextMap {
  /**
   * @param before the text before it in the same list, as an argument stands behind its option; null at the start
   */
  text(text: string, place: Place, before: string | null): string;
  /** A key of a document, which may be a dotted path, or the path of a field type; itself unless told. */
  key?(key: string, place: Place): string;
}

export function mapTexts(scenario: Scenario, map: TextMap): Scenario {
  const { title, description, rule, baseline, exceptionLists, exceptions, valueLists, events, fields } = scenario;
  return {
    ...scenario,
    title: map.text(title, { part: 'title' }, null),
    description: map.text(description, { part: 'description' }, null),
    rule: mapRule(rule, 'rule', map),
    baseline: baseline === null ? null : mapRule(baseline, 'baseline', map),
    exceptionLists: mapObjects(exceptionLists, map),
    exceptions: mapObjects(exceptions, map),
    valueLists: Object.fromEntries(
      Object.entries(valueLists).map(([name, { type, values }]) => {
        const place: Place = { part: 'value lists', path: name };
        return [map.text(name, place, null), { type, values: values.map((value) => map.text(value, place, null)) }];
      }),
    ),
    events: events.map((event, i) => mapEvent(event, i, map)),
    fields: Object.fromEntries(
      Object.entries(fields).map(([path, type]) => [map.key?.(path, { part: 'event', path }) ?? path, type]),
    ),
  };
}

function mapRule({ query, ...metadata }: Rule, part: 'rule' | 'baseline', map: TextMap): Rule {
  const mapped = Object.entries(metadata).map(([key, value]): [string, JsonValue | undefined] => [
    key,
    value === undefined ? undefined : mapJson(value, { part, path: key }, map, null),
  ]);
  return { ...Object.fromEntries(mapped), query };
}

function mapObjects(objects: readonly JsonObject[], map: TextMap): readonly JsonObject[] {
  return objects.map((object) => mapJson(object, { part: 'exceptions' }, map, null) as JsonObject);
}

function mapJson(value: JsonValue, place: Place, map: TextMap, before: string | null): JsonValue {
  if (typeof value === 'string') return map.text(value, place, before);
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) {
    return value.map((element, i) => mapJson(element, place, map, stringOrNull(value[i - 1])));
  }
  const members = Object.entries(value).map(([key, member]): [string, JsonValue] => {
    const path = place.path === undefined ? key : `${place.path}.${key}`;
    return [key, mapJson(member, { ...place, path }, map, null)];
  });
  return Object.fromEntries(members);
}

function stringOrNull(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function mapEvent(event: ScenarioEvent, i: number, map: TextMap): ScenarioEvent {
  const { id, text, note } = event;
  // `#i` is a position, no name.
  const newId = id === `#${i}` ? id : map.text(id, { part: 'event', event: i }, null);
  return {
    ...event,
    id: newId,
    text: mapDocument(text, i, map),
    ...(note !== undefined && { note: map.text(note, { part: 'note', event: i }, null) }),
  };
}

/** A text that is no document is one text. */
function mapDocument(text: string, event: number, map: TextMap): string {
  let changed = false;
  const mapped = rewrite(text, {
    value(raw, path) {
      const value = mapValue(raw, { part: 'event', event, path }, map);
      changed ||= value !== raw;
      return value;
    },
    key(raw, path) {
      if (map.key === undefined) return raw;
      const name = JSON.parse(raw) as string;
      const key = map.key(name, { part: 'event', event, path });
      changed ||= key !== name;
      return key === name ? raw : JSON.stringify(key);
    },
  });
  if (mapped === null) return map.text(text, { part: 'event', event }, null);
  // White space is the author's, as long as nothing was changed.
  return changed ? mapped : text;
}

/** A string, or a run of anything else between brackets and commas. */
const SCALAR = /"[^"\\]*(?:\\.[^"\\]*)*"|[^\s[\]{},"]+/g;

/** The texts of a scalar, or of a list of them. */
function mapValue(raw: string, place: Place, map: TextMap): string {
  let before: string | null = null;
  return raw.replace(SCALAR, (scalar) => {
    if (!scalar.startsWith('"')) return isNumber(scalar) ? mapNumber(scalar, place, map) : scalar;
    const text = scalar.includes('\\') ? (JSON.parse(scalar) as string) : scalar.slice(1, -1);
    const mapped = map.text(text, place, before);
    before = text;
    return mapped === text ? scalar : JSON.stringify(mapped);
  });
}

function isNumber(scalar: string): boolean {
  return /^-?\d/.test(scalar);
}

/** A number stays one. */
function mapNumber(scalar: string, place: Place, map: TextMap): string {
  const mapped = map.text(scalar, place, null);
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(mapped) ? mapped : scalar;
}
