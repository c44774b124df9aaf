/**
 * The scenario: rule, baseline, exceptions, events with labels and notes, field types and options. It is what is saved,
 * shared and tested; the file format is section 2 of the contract, and this is its only reader and writer.
 *
 * The reader takes all or refuses with the place and the reason. What the schema below does not carry over would be lost
 * in silence, so that is refused, too. An event stays the text that was written (`source.ts` says why).
 */
import * as v from 'valibot';
import type { Diagnostic } from '../text/diagnostic.ts';
import { leftOut, misfit, notJson } from './misfit.ts';
import { depthOf, elementsOf, memberOf, membersOf, skipSpace } from './source.ts';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** What the author says of an event: the rule must match it, or must not. */
export type Label = 'alert' | 'benign';

/** Keys follow Kibana's rule object; unknown ones are kept as they are (contract, section 2). */
export interface Rule {
  readonly query: string;
  readonly name?: string;
  readonly severity?: string;
  readonly risk_score?: number;
  readonly [key: string]: JsonValue | undefined;
}

/** Whatever is no text is left out. */
export function indexPatternsOf({ index }: Rule): readonly string[] {
  return Array.isArray(index) ? index.filter((pattern) => typeof pattern === 'string') : [];
}

export interface ScenarioEvent {
  /** Unique in the scenario and stable: labels hang on it. */
  readonly id: string;
  /** The document's JSON as written. It may be broken: an event that a person is in the middle of editing is saved, too. */
  readonly text: string;
  readonly label?: Label;
  readonly note?: string;
}

export interface ValueList {
  readonly type: string;
  readonly values: readonly string[];
}

export interface ScenarioOptions {
  readonly mapping: 'open' | 'closed';
  readonly timestampField: string;
  readonly eventCategoryField: string;
  readonly tiebreakerField: string | null;
  readonly size: number;
  readonly maxSamplesPerKey: number;
  readonly resultPosition: 'head' | 'tail';
  /** Whether an exception takes away events, before sequences are built, or whole sequences. */
  readonly exceptionReading: 'events' | 'sequences';
}

export interface Scenario {
  /** Empty when the file has none. */
  readonly title: string;
  /** Markdown. */
  readonly description: string;
  readonly rule: Rule;
  readonly baseline: Rule | null;
  readonly exceptionLists: readonly JsonObject[];
  readonly exceptions: readonly JsonObject[];
  readonly valueLists: Readonly<Record<string, ValueList>>;
  readonly events: readonly ScenarioEvent[];
  /** Field types by Elasticsearch's names; they override the built-in ones. */
  readonly fields: Readonly<Record<string, string>>;
  readonly options: ScenarioOptions;
  /** Knobs of events that were generated: links hold those in the place of the events (`link/told.ts`). */
  readonly generated?: readonly JsonObject[];
}

export const defaultOptions: ScenarioOptions = {
  mapping: 'open',
  timestampField: '@timestamp',
  eventCategoryField: 'event.category',
  tiebreakerField: null,
  size: 10,
  maxSamplesPerKey: 1,
  resultPosition: 'tail',
  exceptionReading: 'events',
};

export const emptyScenario: Scenario = {
  title: '',
  description: '',
  rule: { query: '' },
  baseline: null,
  exceptionLists: [],
  exceptions: [],
  valueLists: {},
  events: [],
  fields: {},
  options: defaultOptions,
};

const VERSION = 1;

/** Deeper than any rule or exception; `JSON.stringify` would run out of stack on much more. */
const DEEPEST = 100;

const text = v.string('must be text');
const name = v.pipe(text, v.nonEmpty('must not be empty'));
const object = v.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object',
);
const objects = v.array(object, 'must be a list');

function count(least: number) {
  const message = `must be a whole number from ${least}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message));
}

function oneOf<const Names extends readonly string[]>(...names: Names) {
  return v.picklist(names, `must be ${names.map((each) => `"${each}"`).join(' or ')}`);
}

const ruleSchema = v.looseObject(
  {
    query: text,
    name: v.exactOptional(text),
    description: v.exactOptional(text),
    severity: v.exactOptional(oneOf('low', 'medium', 'high', 'critical')),
    risk_score: v.exactOptional(
      v.pipe(
        v.number('must be a number from 0 to 100'),
        v.minValue(0, 'must be a number from 0 to 100'),
        v.maxValue(100, 'must be a number from 0 to 100'),
      ),
    ),
    threat: v.exactOptional(objects),
  },
  'must be an object',
);

const fileSchema = v.object(
  {
    format: v.exactOptional(oneOf('eql-scenario')),
    version: v.exactOptional(v.literal(VERSION, `must be ${VERSION}`)),
    title: v.exactOptional(text),
    description: v.exactOptional(text),
    rule: ruleSchema,
    baseline: v.exactOptional(ruleSchema),
    exceptionLists: v.exactOptional(objects),
    exceptions: v.exactOptional(objects),
    valueLists: v.exactOptional(
      v.record(
        v.string(),
        v.object({ type: name, values: v.array(text, 'must be a list') }, 'must be an object'),
        'must be an object',
      ),
    ),
    events: v.array(
      v.object(
        {
          id: v.exactOptional(name),
          doc: v.union([object, text], 'must be an object'),
          label: v.exactOptional(oneOf('alert', 'benign')),
          note: v.exactOptional(text),
        },
        'must be an object',
      ),
      'must be a list',
    ),
    fields: v.exactOptional(
      v.record(
        v.string(),
        v.pipe(text, v.regex(/^[a-z][a-z0-9_]*$/, 'must be the name of a field type, such as "keyword"')),
        'must be an object',
      ),
    ),
    options: v.exactOptional(
      v.object(
        {
          mapping: v.exactOptional(oneOf('open', 'closed')),
          timestampField: v.exactOptional(name),
          eventCategoryField: v.exactOptional(name),
          tiebreakerField: v.exactOptional(v.nullable(name)),
          size: v.exactOptional(count(0)),
          maxSamplesPerKey: v.exactOptional(count(1)),
          resultPosition: v.exactOptional(oneOf('head', 'tail')),
          exceptionReading: v.exactOptional(oneOf('events', 'sequences')),
        },
        'must be an object',
      ),
    ),
    generated: v.exactOptional(objects),
  },
  'must be an object',
);

type ScenarioFile = v.InferOutput<typeof fileSchema>;

/** What became of a scenario file: the scenario, or why there is none. */
export interface ScenarioReading {
  readonly scenario: Scenario | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a scenario file. Whatever the text, it returns. */
export function readScenario(source: string): ScenarioReading {
  const fileText = source.startsWith('\uFEFF') ? source.slice(1) : source;
  let json: unknown;
  try {
    json = JSON.parse(fileText);
  } catch (error) {
    return refuse([notJson(fileText, error)]);
  }
  const tooNew = newerVersion(json);
  if (tooNew !== null) return refuse([tooNew]);
  const parsed = v.safeParse(fileSchema, json);
  if (!parsed.success) return refuse(parsed.issues.map(misfit));
  const problems = [...leftOut(json, parsed.output, []), ...tooDeep(fileText), ...repeatedIds(parsed.output.events)];
  if (problems.length > 0) return refuse(problems);
  return { scenario: scenarioOf(fileText, json as ScenarioFile, parsed.output), diagnostics: [] };
}

/** A rule object by itself, as files of Kibana and of the rules repository hold it. `text` is valid JSON. */
export function readRule(text: string): { readonly rule: Rule | null; readonly diagnostics: readonly Diagnostic[] } {
  const json: unknown = JSON.parse(text);
  const parsed = v.safeParse(ruleSchema, json);
  if (!parsed.success) return { rule: null, diagnostics: parsed.issues.map(misfit) };
  const problems = [...leftOut(json, parsed.output, []), ...tooDeep(text)];
  // Not what the schema made of it: that has the keys in another order.
  return { rule: problems.length > 0 ? null : (json as Rule), diagnostics: problems };
}

function refuse(diagnostics: readonly Diagnostic[]): ScenarioReading {
  return { scenario: null, diagnostics };
}

/** @param written the file as it was before the schema brought its keys into another order */
function scenarioOf(fileText: string, written: ScenarioFile, file: ScenarioFile): Scenario {
  const docs = docTexts(fileText);
  return {
    title: file.title ?? '',
    description: file.description ?? '',
    rule: written.rule as Rule,
    baseline: (written.baseline as Rule | undefined) ?? null,
    exceptionLists: file.exceptionLists ?? [],
    exceptions: file.exceptions ?? [],
    valueLists: file.valueLists ?? {},
    events: file.events.map(({ doc, ...event }, i) => ({
      ...event,
      id: event.id ?? `#${i}`,
      text: typeof doc === 'string' ? doc : docs[i]!,
    })),
    fields: file.fields ?? {},
    options: { ...defaultOptions, ...file.options },
    ...(file.generated !== undefined && { generated: file.generated }),
  };
}

/** The text of each event's document. */
function docTexts(fileText: string): readonly string[] {
  const events = memberOf(fileText, skipSpace(fileText, 0), 'events')!;
  return elementsOf(fileText, events.from).map((event) => {
    const doc = memberOf(fileText, event.from, 'doc')!;
    return fileText.slice(doc.from, doc.to);
  });
}

function newerVersion(json: unknown): Diagnostic | null {
  if (typeof json !== 'object' || json === null || !('version' in json)) return null;
  const { version } = json;
  if (typeof version !== 'number' || version <= VERSION) return null;
  return {
    code: 'scenario/newer-version',
    severity: 'error',
    path: 'version',
    message: `The file is of version ${version}; version ${VERSION} is the highest that can be read here.`,
    hint: 'Reload the page to get the newest playground.',
  };
}

function tooDeep(fileText: string): readonly Diagnostic[] {
  return membersOf(fileText, skipSpace(fileText, 0))
    .filter(({ key, value }) => key !== 'events' && depthOf(fileText, value) > DEEPEST)
    .map(({ key }) => ({
      code: 'scenario/too-deep',
      severity: 'error',
      path: key,
      message: `${key} is nested deeper than ${DEEPEST}.`,
    }));
}

function repeatedIds(events: ScenarioFile['events']): readonly Diagnostic[] {
  const seen = new Set<string>();
  return events.flatMap((event, i) => {
    const id = event.id ?? `#${i}`;
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    const path = `events[${i}].id`;
    return [{ code: 'scenario/repeated-id', severity: 'error', path, message: `${path} "${id}" is taken.` } as const];
  });
}

/** The file of a scenario: every event on lines of its own, nothing that is only a default. */
export function writeScenario(scenario: Scenario): string {
  const { title, description, rule, baseline, exceptionLists, exceptions, valueLists, fields, options } = scenario;
  const { generated = [] } = scenario;
  const members: [string, unknown][] = [
    ['format', 'eql-scenario'],
    ['version', VERSION],
    ['title', title === '' ? undefined : title],
    ['description', description === '' ? undefined : description],
    ['rule', rule],
    ['baseline', baseline ?? undefined],
    ['exceptionLists', exceptionLists.length === 0 ? undefined : exceptionLists],
    ['exceptions', exceptions.length === 0 ? undefined : exceptions],
    ['valueLists', Object.keys(valueLists).length === 0 ? undefined : valueLists],
  ];
  const events = scenario.events.map((event) => `    ${eventText(event)}`).join(',\n');
  const parts = [
    ...members.flatMap(memberText),
    events === '' ? '  "events": []' : `  "events": [\n${events}\n  ]`,
    ...memberText(['fields', Object.keys(fields).length === 0 ? undefined : fields]),
    ...memberText(['options', writtenOptions(options)]),
    ...memberText(['generated', generated.length === 0 ? undefined : generated]),
  ];
  return `{\n${parts.join(',\n')}\n}\n`;
}

/** What files of the first playgrounds had no word for is written only where it says something. */
function writtenOptions({ exceptionReading, ...options }: ScenarioOptions): Partial<ScenarioOptions> {
  return exceptionReading === defaultOptions.exceptionReading ? options : { ...options, exceptionReading };
}

function memberText([key, value]: [string, unknown]): readonly string[] {
  if (value === undefined) return [];
  return [`  ${JSON.stringify(key)}: ${JSON.stringify(value, null, 2).replaceAll('\n', '\n  ')}`];
}

/** A text that is no JSON object is kept as a JSON string, and so comes back as it was. */
function eventText({ id, text, label, note }: ScenarioEvent): string {
  const doc = isJsonObject(text) ? text.trim() : JSON.stringify(text);
  const parts = [`"id": ${JSON.stringify(id)}`, `"doc": ${doc}`];
  if (label !== undefined) parts.push(`"label": ${JSON.stringify(label)}`);
  if (note !== undefined) parts.push(`"note": ${JSON.stringify(note)}`);
  return `{ ${parts.join(', ')} }`;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
