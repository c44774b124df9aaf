/** Exceptions of the scenario as the page asks for them. */
import type { JsonObject, JsonValue } from '../scenario/scenario.ts';
import { and } from '../worker/protocol.ts';
import type { ListedFilter } from './state.ts';

/** A value list that some item names. */
export interface NamedList {
  readonly id: string;
  /** As the item has it. */
  readonly type: string;
}

/** Each once, in order. */
export function namedLists(items: readonly JsonObject[]): readonly NamedList[] {
  const lists = items.flatMap(({ entries }) => listsIn(entries));
  return [...new Map(lists.map((list) => [list.id, list] as const)).values()];
}

function listsIn(entries: JsonValue | undefined): readonly NamedList[] {
  if (!Array.isArray(entries)) return [];
  return (entries as readonly JsonValue[]).flatMap((entry) => {
    if (!isObject(entry)) return [];
    const { list, entries: inner } = entry;
    const { id, type } = isObject(list) ? list : {};
    const own = typeof id === 'string' ? [{ id, type: typeof type === 'string' ? type : 'keyword' }] : [];
    return [...own, ...listsIn(inner)];
  });
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The events that an exception fits. */
export function exceptionFilter(name: string): ListedFilter {
  return {
    words: `exception ${name}`,
    rows: ({ verdicts, live }) => {
      const use = verdicts?.evidence.exceptions.find((exception) => exception.name === name);
      return use === undefined ? null : and(use.rows, live);
    },
  };
}
