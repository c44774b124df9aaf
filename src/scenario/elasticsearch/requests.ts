/**
 * A scenario on a real cluster: an index with its mapping, the events in bulk, the search with the scenario's options,
 * and the index removed again. Requests are data here; `texts.ts` writes them for people, the command line sends them.
 *
 * Sources: Elasticsearch's create index, bulk and EQL search interfaces (eql.md 7.8 has the answer's shape).
 */
import { type JsonObject, type JsonValue, indexPatternsOf, type Scenario, type ScenarioOptions } from '../scenario.ts';
import { exceptionFilter } from './exceptionFilter.ts';
import { type FieldTypes, mappingOf } from './mapping.ts';

export interface Request {
  readonly method: 'PUT' | 'POST' | 'DELETE';
  /** With its query, without host: `/demo/_bulk?refresh=true`. */
  readonly path: string;
  /** JSON, or lines of JSON. */
  readonly body: string | null;
  readonly isLines: boolean;
  /** What it does, for a heading. */
  readonly title: string;
}

/** One bulk request holds so many bytes of events; clusters refuse more than 100 MB, and slow down long before. */
const BULK_BYTES = 5_000_000;

/** What a search may return at most (`index.max_result_window`). */
const MOST_RETURNED = 10_000;

/** Names that Elasticsearch takes for an index. */
export function isIndexName(name: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{0,200}$/.test(name);
}

/** Makes the index, with the types of the fields in use. A closed mapping takes no other field. */
export function createRequest(index: string, fields: FieldTypes, { mapping }: ScenarioOptions): Request {
  const body = { mappings: { dynamic: mapping === 'open', ...mappingOf(fields) } };
  return { method: 'PUT', path: `/${index}`, body: pretty(body), isLines: false, title: 'Make the index' };
}

/** The events, with their ids, in requests of a few megabytes. */
export function bulkRequests(
  index: string,
  events: readonly { readonly id: string; readonly text: string }[],
): readonly Request[] {
  const bodies: string[] = [];
  let lines: string[] = [];
  let size = 0;
  for (const { id, text } of events) {
    // A document must be one line; white space outside strings is all that can hold a line's end in JSON.
    const document = text.replaceAll(/[\r\n]+/g, ' ');
    lines.push(JSON.stringify({ index: { _id: id } }), document);
    size += document.length;
    if (size < BULK_BYTES) continue;
    bodies.push(`${lines.join('\n')}\n`);
    lines = [];
    size = 0;
  }
  if (lines.length > 0) bodies.push(`${lines.join('\n')}\n`);
  const path = `/${index}/_bulk?refresh=true`;
  return bodies.map((body) => ({ method: 'POST', path, body, isLines: true, title: 'Add the events' }));
}

/** The rule over an index that holds the scenario's events. `size`: what is to be returned at most. */
export function searchRequest(index: string, scenario: Scenario, size: number, now: Date): Request {
  const body = { ...searchBody(scenario, now), size: Math.min(Math.max(size, 1), MOST_RETURNED) };
  return { method: 'POST', path: `/${index}/_eql/search`, body: pretty(body), isLines: false, title: 'Run the rule' };
}

/** The rule over the real data: its own index patterns, and the time that one run of the rule looks back. */
export function searchOverPatterns(scenario: Scenario, now: Date): Request {
  const { rule, options } = scenario;
  const patterns = indexPatternsOf(rule);
  const from = typeof rule['from'] === 'string' ? rule['from'] : 'now-6m';
  const to = typeof rule['to'] === 'string' ? rule['to'] : 'now';
  const stamp = typeof rule['timestamp_override'] === 'string' ? rule['timestamp_override'] : options.timestampField;
  const { filter, ...body } = searchBody(scenario, now);
  const range = { range: { [stamp]: { gte: from, lte: to } } };
  const filters = filter === undefined ? range : { bool: { filter: [range, filter] } };
  const path = `/${patterns.length === 0 ? '*' : patterns.map(encodePattern).join(',')}/_eql/search?ignore_unavailable=true`;
  return {
    method: 'POST',
    path,
    body: pretty({ ...body, filter: filters, size: options.size }),
    isLines: false,
    title: 'Run the rule over its own index patterns',
  };
}

export function removeRequest(index: string): Request {
  return { method: 'DELETE', path: `/${index}`, body: null, isLines: false, title: 'Remove the index' };
}

function searchBody(
  { rule, options, exceptions, valueLists }: Scenario,
  now: Date,
): Record<string, JsonValue> & { filter?: JsonObject } {
  const filter = exceptionFilter(exceptions, valueLists, now);
  const isSample = /^\s*sample\b/.test(rule.query);
  return {
    query: rule.query,
    timestamp_field: options.timestampField,
    event_category_field: options.eventCategoryField,
    ...(options.tiebreakerField !== null && { tiebreaker_field: options.tiebreakerField }),
    ...(isSample ? { max_samples_per_key: options.maxSamplesPerKey } : { result_position: options.resultPosition }),
    ...(filter !== null && { filter }),
  };
}

/** A pattern's `*`, `,` and `:` stay readable. */
function encodePattern(pattern: string): string {
  return encodeURIComponent(pattern).replaceAll('%3A', ':').replaceAll('%2A', '*');
}

function pretty(value: object): string {
  return JSON.stringify(value, null, 2);
}
