/**
 * A sequence or sample over a stream of events in short: `a1@0` is an event of category a with key 1 at second 0, `a@0`
 * has no key, `a/u1@0` is of two categories, `a{1,2}@0` has two keys. An event's id is what stands for it.
 */
import { createDataset, type Dataset } from '../../events/index.ts';
import {
  compileRule,
  DEFAULT_SEARCH,
  Evaluator,
  isRunnable,
  type RunnableRule,
  runSearch,
  type SearchOptions,
  type SearchResult,
} from '../index.ts';

export interface StreamSearch {
  readonly names: readonly string[];
  readonly rule: RunnableRule;
  readonly result: SearchResult;
  readonly context: {
    readonly table: Dataset;
    readonly evaluator: Evaluator;
    readonly options: SearchOptions;
    readonly nameOf: (row: number) => string;
  };
}

const EVENT = /^(?<categories>[a-z](?:\/[a-z])*)(?:\{(?<keys>[^}]*)\}|(?<key>\w*))@(?<second>[\d.]+)$/;

export function searchStream(query: string, stream: string): StreamSearch {
  const dataset = createDataset({
    mapping: 'closed',
    fields: { '@timestamp': 'date', 'event.category': 'keyword', k: 'keyword' },
  });
  const names = stream.split(' ');
  dataset.append(names.map((name) => ({ id: name, text: JSON.stringify(eventOf(name)) })));
  const rule = compileRule(query, dataset.schema, DEFAULT_SEARCH);
  if (!isRunnable(rule)) throw new Error(rule.problems.map((found) => found.message).join('\n'));
  const evaluator = new Evaluator(dataset);
  const result = runSearch(rule, dataset, dataset.schema, evaluator, DEFAULT_SEARCH);
  const nameOf = (row: number): string => dataset.idOf(row);
  return { names, rule, result, context: { table: dataset, evaluator, options: DEFAULT_SEARCH, nameOf } };
}

function eventOf(name: string): object {
  const { categories = '', keys, key = '', second = '0' } = EVENT.exec(name)?.groups ?? {};
  const k = keys === undefined ? (key === '' ? null : key) : keys.split(',');
  return { '@timestamp': Number(second) * 1000, event: { category: categories.split('/') }, k };
}
