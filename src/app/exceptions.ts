/** Exceptions of the scenario as the page asks for them. */
import type { JsonObject, JsonValue } from '../scenario/scenario.ts';
import { and } from '../worker/protocol.ts';
import type { ListedFilter } from './state.ts';

/** Ids of the value lists that items name, each once, in order. */
export function namedLists(items: readonly JsonObject[]): readonly string[] {
  return [...new Set(items.flatMap(({ entries }) => listsIn(entries)))];
}

function listsIn(entries: JsonValue | undefined): readonly string[] {
  if (!Array.isArray(entries)) return [];
  return (entries as readonly JsonValue[]).flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return [];
    const { list, entries: inner } = entry as JsonObject;
    const id =
      typeof list === 'object' && list !== null && !Array.isArray(list) ? (list as JsonObject)['id'] : undefined;
    return [...(typeof id === 'string' ? [id] : []), ...listsIn(inner)];
  });
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
