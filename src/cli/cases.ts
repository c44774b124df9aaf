/**
 * Expectations as cases (contract, sections 2 and 4): a scenario's labels, the suites that come from Elasticsearch's own
 * tests, and the vectors. Recognised by content.
 */
import { dirname, join } from 'node:path';
import { DEFAULT_SEARCH, type ExceptionSettings, type SearchOptions } from '../eql/index.ts';
import { type NewEventText, readSource } from '../events/index.ts';
import { optionConflicts } from '../scenario/files/options.ts';
import { readScenario } from '../scenario/scenario.ts';
import { searchSettings } from '../scenario/search.ts';
import { UsageError, eventSource, readText } from './arguments.ts';

/** What a case wants; a case is right when one of the alternatives is met. */
export type Expectation =
  /** `idField` values, or row numbers without one, of the events in order. */
  | {
      readonly kind: 'rows';
      readonly anyOf: readonly (readonly string[])[];
      /** Of all sequences one after the other; null where they do not matter. */
      readonly joinKeys: readonly string[] | null;
    }
  | { readonly kind: 'error'; readonly part: string }
  | { readonly kind: 'label'; readonly row: number; readonly label: 'alert' | 'benign' };

export interface TestCase {
  readonly file: string;
  readonly id: string;
  readonly query: string;
  readonly expect: Expectation;
  /** Cases with the same setting share a dataset. */
  readonly setting: Setting;
}

export interface Setting {
  readonly events: readonly NewEventText[];
  readonly mapping: 'open' | 'closed';
  /** False where types come from the values alone. */
  readonly facts: boolean;
  readonly fields: Readonly<Record<string, string>>;
  readonly options: SearchOptions;
  /** What is odd about the scenario. */
  readonly warnings?: readonly string[];
  /** Of a scenario; null: none. */
  readonly exceptions: ExceptionSettings | null;
  readonly idField: string | null;
}

interface SuiteCase {
  readonly id: string;
  readonly query: string;
  readonly options?: Partial<SearchOptions>;
  readonly expect: {
    readonly ids?: readonly unknown[];
    readonly anyOfIds?: readonly (readonly unknown[])[];
    readonly joinKeys?: readonly unknown[];
  };
}

interface Suite {
  readonly suite: string;
  readonly events: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly options: Partial<SearchOptions> & { readonly idField: string };
  readonly cases: readonly SuiteCase[];
}

interface Vector {
  readonly id: string;
  readonly query: string;
  readonly events: readonly unknown[];
  readonly fields?: Readonly<Record<string, string>>;
  readonly options?: Partial<SearchOptions>;
  readonly expect: readonly number[] | { readonly error: string } | { readonly sequences: readonly unknown[] };
}

/** The cases of a file. */
export async function readCases(file: string): Promise<readonly TestCase[]> {
  const text = await readText(file);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`[${file}] is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (Array.isArray(content)) return content.map((vector) => vectorCase(file, vector as Vector));
  if (isObject(content) && Array.isArray(content['cases'])) return suiteCases(file, content as unknown as Suite);
  return scenarioCases(file, text);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Vectors come without a mapping: types are read off the values (eql.md 3.1, engine note). */
function vectorCase(file: string, vector: Vector): TestCase {
  if (!isObject(vector) || typeof vector.query !== 'string' || !Array.isArray(vector.events)) {
    throw new UsageError(`[${file}] holds a case without "query" or "events".`);
  }
  if (!isObject(vector.expect)) throw new UsageError(`[${file}] holds a case without "expect": [${vector.id}].`);
  const { expect, fields } = vector;
  const setting: Setting = {
    events: vector.events.map((event) => ({ text: JSON.stringify(event) })),
    mapping: fields === undefined ? 'open' : 'closed',
    facts: false,
    fields: fields ?? {},
    options: { ...DEFAULT_SEARCH, ...vector.options },
    exceptions: null,
    idField: null,
  };
  return {
    file,
    id: vector.id,
    query: vector.query,
    expect: vectorExpectation(expect),
    setting,
  };
}

function vectorExpectation(expect: Vector['expect']): Expectation {
  if ('error' in expect) return { kind: 'error', part: expect.error };
  const rows = 'sequences' in expect ? expect.sequences.flat() : expect;
  return { kind: 'rows', anyOf: [rows.map(String)], joinKeys: null };
}

async function suiteCases(file: string, suite: Suite): Promise<readonly TestCase[]> {
  if (typeof suite.events !== 'string' || !isObject(suite.options) || !isObject(suite.fields)) {
    throw new UsageError(`[${file}] is a suite without "events", "fields" or "options".`);
  }
  if (!suite.cases.every((it) => isObject(it) && typeof it.query === 'string' && isObject(it.expect))) {
    throw new UsageError(`[${file}] holds a case without "query" or "expect".`);
  }
  const { events, problems } = await readSource(await eventSource(join(dirname(file), suite.events)));
  const [first] = problems;
  if (first !== undefined) throw new UsageError(`${first.source}:${first.line}: ${first.message}`);
  return suite.cases.map((testCase) => {
    const wanted = testCase.expect.anyOfIds ?? [testCase.expect.ids ?? []];
    return {
      file,
      id: testCase.id,
      query: testCase.query,
      expect: {
        kind: 'rows',
        anyOf: wanted.map((ids) => ids.map(String)),
        joinKeys: testCase.expect.joinKeys?.map(String) ?? null,
      },
      setting: {
        events,
        mapping: 'closed',
        facts: false,
        fields: suite.fields,
        options: { ...DEFAULT_SEARCH, ...suite.options, ...testCase.options },
        exceptions: null,
        idField: suite.options.idField,
      },
    };
  });
}

/** Every label of a scenario is a case of its own. */
function scenarioCases(file: string, text: string): readonly TestCase[] {
  const { scenario, diagnostics } = readScenario(text);
  if (scenario === null) {
    throw new UsageError(diagnostics.map((found) => `${file}: ${found.path ?? ''}: ${found.message}`).join('\n'));
  }
  const { rule } = scenario;
  const { fields, exceptions, ...options } = searchSettings(scenario, Date.now());
  const setting: Setting = {
    events: scenario.events.map(({ id, text: event }) => ({ id, text: event })),
    mapping: options.mapping,
    facts: true,
    fields,
    options: { ...DEFAULT_SEARCH, ...options },
    exceptions,
    warnings: optionConflicts(rule, scenario.options).map(({ message }) => `${file}: ${message}`),
    idField: null,
  };
  return scenario.events.flatMap(({ id, label }, row): readonly TestCase[] => {
    if (label === undefined) return [];
    const expect = { kind: 'label', row, label } as const;
    return [{ file, id, query: rule.query, expect, setting }];
  });
}
