/**
 * Real documents do not all have the same shape: a field may stand under a dotted key, a lone value where a list is
 * usual, and the container may not be known yet. Each function gives a document of such a shape; it says the same, or less.
 */
import type { JsonObject, JsonValue } from '../scenario.ts';

/** The container is too new for the sensor to know it or its pod. */
export function withoutContainer(doc: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(doc).filter(([key]) => key !== 'container' && key !== 'orchestrator'));
}

const DOTTED: ReadonlySet<string> = new Set(['agent', 'container', 'host', 'user']);

/** Dotted keys beside nested objects: `"container.id"` at the top, `"container.image": { … }` too. */
export function withDottedKeys(doc: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(doc).flatMap(([key, value]) => {
      if (!DOTTED.has(key) || !isObject(value)) return [[key, value]];
      return Object.entries(value).map(([inner, field]) => [`${key}.${inner}`, field]);
    }),
  );
}

/** Every list of one value as that value alone. */
export function withLoneValues(doc: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(doc).map(([key, value]) => [key, lone(value)]));
}

function lone(value: JsonValue): JsonValue {
  if (isList(value)) {
    const [only, ...more] = value;
    return only !== undefined && more.length === 0 ? only : value;
  }
  return isObject(value) ? withLoneValues(value) : value;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}
