/**
 * A sequence by one key over 100,000 events with 10,000 keys: the engine, against a matcher written by hand for this
 * one query.
 */
import { bench, describe } from 'vitest';
import { DEFAULT_SEARCH, Evaluator, compileRule, isRunnable, runSearch, storylineOf } from '../src/eql/index.ts';
import { createDataset } from '../src/events/index.ts';

const COUNT = 100_000;
const KEYS = 10_000;
const QUERY = 'sequence by k with maxspan=1m [a where true] [b where true] [c where true]';

let seed = 42;
function random(below: number): number {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
}

interface Row {
  readonly time: number;
  readonly category: string;
  readonly key: string;
}

const rows: readonly Row[] = Array.from({ length: COUNT }, (_, i) => ({
  time: 1_700_000_000_000 + i,
  category: ['a', 'b', 'c'][random(3)]!,
  key: `key-${random(KEYS)}`,
}));

const dataset = createDataset({
  mapping: 'closed',
  fields: { '@timestamp': 'date', 'event.category': 'keyword', k: 'keyword' },
});
dataset.append(
  rows.map(({ time, category, key }) => ({
    text: `{"@timestamp":${time},"event.category":"${category}","k":"${key}"}`,
  })),
);
const options = DEFAULT_SEARCH;
const rule = compileRule(QUERY, dataset.schema, options);
if (!isRunnable(rule)) throw new Error('the query of the benchmark does not compile');
const evaluator = new Evaluator(dataset);
const { allJoined } = runSearch(rule, dataset, dataset.schema, evaluator, options);

function byHand(): number {
  const first = new Map<string, number>();
  const second = new Map<string, readonly [number, number]>();
  const found: (readonly [number, number, number])[] = [];
  for (const [row, { time, category, key }] of rows.entries()) {
    if (category === 'a') {
      first.set(key, row);
    } else if (category === 'b') {
      const start = first.get(key);
      first.delete(key);
      if (start !== undefined && time - rows[start]!.time <= 60_000) second.set(key, [start, row]);
    } else {
      const pair = second.get(key);
      second.delete(key);
      if (pair !== undefined && time - rows[pair[0]]!.time <= 60_000) found.push([...pair, row]);
    }
  }
  return found.length;
}

if (byHand() !== allJoined.length) throw new Error(`by hand ${byHand()}, engine ${allJoined.length}`);

describe(`a sequence over ${COUNT.toLocaleString('en')} events with ${KEYS.toLocaleString('en')} keys`, () => {
  bench('engine, with what became of each candidate', () => {
    runSearch(rule, dataset, dataset.schema, evaluator, options);
  });

  bench('engine, and its storyline', () => {
    const result = runSearch(rule, dataset, dataset.schema, evaluator, options);
    storylineOf(rule, result, { table: dataset, evaluator, options, nameOf: (row) => dataset.idOf(row) });
  });

  bench('matcher by hand for this query', () => {
    byHand();
  });
});
