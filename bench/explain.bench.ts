/**
 * What explaining costs beside evaluating: what every clause decides, over 100,000 events; and the whole explanation of
 * one event under a rule of 60 clauses, which no person should wait for.
 */
import { bench, describe } from 'vitest';
import {
  DEFAULT_SEARCH,
  Evaluator,
  compileRule,
  decisionsOf,
  explain,
  explanationMarkdown,
  isRunnable,
  nearMissesOf,
  runSearch,
} from '../src/eql/index.ts';
import { createDataset } from '../src/events/index.ts';
import { manyEvents, seedRule } from './events.ts';

const COUNT = 100_000;
const dataset = createDataset();
dataset.append(manyEvents(COUNT).map((text) => ({ text })));

function compiled(text: string) {
  const rule = compileRule(text, dataset.schema, DEFAULT_SEARCH);
  if (!isRunnable(rule)) throw new Error('the rule of the benchmark does not compile');
  return rule;
}

const rule = compiled(seedRule);
const evidence = new Evaluator(dataset).evaluate(rule.plan);

describe(`the seed rule over ${COUNT.toLocaleString('en')} events`, () => {
  bench('evaluation', () => {
    new Evaluator(dataset).evaluate(rule.plan);
  });

  bench('evaluation, with what every clause decides', () => {
    decisionsOf(rule.clauses, new Evaluator(dataset).evaluate(rule.plan), dataset);
  });

  bench('the misses grouped by what keeps them out', () => {
    nearMissesOf(rule.clauses, evidence, dataset.live);
  });
});

/** Ten groups of five tests, some of them on one field. */
const sixty = Array.from({ length: 10 }, (_, i) => {
  const tests = [
    `process.name == "n${i}"`,
    `process.args : "*${i}*"`,
    `not process.parent.name like "p${i}*"`,
    `process.pid > ${i}`,
    `container.id != "c${i}"`,
  ];
  return `(${tests.join(' or ')})`;
}).join('\n  and ');

/** Twelve tests, each of which stands five times. */
const repeating = Array.from({ length: 20 }, (_, i) => {
  const tests = [0, 1, 2].map((k) => `process.pid == ${((i * 3 + k * (1 + (i % 4))) % 12) + 1}`);
  return `(${tests.join(' or ')})`;
}).join('\n  and ');

const evaluator = new Evaluator(dataset);
const context = { table: dataset, evaluator, options: DEFAULT_SEARCH, nameOf: String };

describe.each([
  ['sixty tests', sixty],
  ['twelve tests five times', repeating],
])('one event under a rule of %s', (_name, condition) => {
  const long = compiled(`process where ${condition}`);
  const result = runSearch(long, dataset, dataset.schema, evaluator, DEFAULT_SEARCH);
  let row = 0;
  bench('its whole explanation, with Markdown', () => {
    row = (row + 1) % COUNT;
    explanationMarkdown(condition, explain(long, result, row, context));
  });
});
