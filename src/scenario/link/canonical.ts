/**
 * The one form in which a scenario travels. Two scenarios that say the same have the same form, so they have the same
 * link: keys of objects are sorted, documents are without white space, and what is only a default is not there.
 *
 * The keys of a document keep their order and its values their spelling: Elasticsearch indexes the spelling, and the
 * text is the author's.
 */
import { compact } from '../rewrite.ts';
import { defaultOptions, type JsonValue, type Scenario } from '../scenario.ts';

/**
 * The scenario as it comes out of its own link.
 * @param known texts that are in their one form already: nobody has to look at them
 */
export function canonical(scenario: Scenario, known: ReadonlySet<string> = NONE): Scenario {
  const events = scenario.events.map((event) =>
    known.has(event.text) ? event : { ...event, text: canonicalText(event.text) },
  );
  return { ...scenario, events };
}

const NONE: ReadonlySet<string> = new Set();

/** A document without white space; any other text as it is. Half a surrogate pair cannot travel as bytes, so it is escaped. */
export function canonicalText(text: string): string {
  const document = compact(text);
  return document === null ? text : wellFormed(document);
}

/** Everything but the events, and how they came about, as JSON. */
export function canonicalHead(scenario: Scenario): string {
  const { events: _, generated: __, options, ...rest } = scenario;
  const changed = Object.entries(options).filter(
    ([name, value]) => value !== defaultOptions[name as keyof typeof defaultOptions],
  );
  return canonicalJson({
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => !isEmpty(value))),
    ...(changed.length > 0 && { options: Object.fromEntries(changed) }),
  });
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** JSON with sorted keys. */
function canonicalJson(value: JsonValue | undefined): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Half of a surrogate pair without the other. */
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function wellFormed(json: string): string {
  return json.replace(LONE, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
}
