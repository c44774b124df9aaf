/**
 * The seed rule over 100,000 events: every clause's verdict by bitmaps, against a predicate written by hand that
 * explains nothing, and against closures over parsed events. Then a run in which one clause was changed.
 */
import { bench, describe } from 'vitest';
import { Evaluator, compileRule, isRunnable } from '../src/eql/index.ts';
import { createDataset } from '../src/events/index.ts';
import { manyEvents, seedRule } from './events.ts';

const COUNT = 100_000;
const texts = manyEvents(COUNT);
const dataset = createDataset();
dataset.append(texts.map((text) => ({ text })));

function compiled(text: string) {
  const rule = compileRule(text, dataset.schema, { eventCategoryField: 'event.category' });
  if (!isRunnable(rule)) throw new Error('the rule of the benchmark does not compile');
  return rule;
}

const rule = compiled(seedRule);
const variants = [rule, compiled(seedRule.replace('"-it"', '"-ic"'))];
new Evaluator(dataset).evaluate(rule.plan);

interface Doc {
  readonly [key: string]: unknown;
}

const docs = texts.map((text) => JSON.parse(text) as Doc);

function valuesOf(doc: Doc, path: readonly string[]): readonly unknown[] {
  let at: unknown = doc;
  for (const key of path) at = (at as Doc | undefined)?.[key];
  return Array.isArray(at) ? at : at === undefined || at === null ? [] : [at];
}

const NAMES = new Set(['bash', 'dash', 'sh', 'tcsh', 'csh', 'zsh', 'ksh', 'fish', 'busybox']);
const SHELLS = new Set(
  ['', '/bin/', '/usr/bin/', '/usr/local/bin/'].flatMap((folder) =>
    ['sh', 'dash', 'bash', 'zsh', 'fish', 'busybox'].map((name) => folder + name),
  ),
);
const OPTIONS = new Set(['-i', '-it']);

function byHand(doc: Doc): boolean {
  const has = (path: string, fits: (value: unknown) => boolean): boolean => valuesOf(doc, path.split('.')).some(fits);
  return (
    has('event.category', (value) => value === 'process') &&
    has('host.os.type', (value) => value === 'linux') &&
    has('event.type', (value) => value === 'start') &&
    has('event.action', (value) => value === 'exec') &&
    has('process.name', (value) => NAMES.has(String(value))) &&
    has('process.entry_leader.same_as_process', (value) => value === false) &&
    has('process.interactive', (value) => value === true) &&
    has('container.id', () => true) &&
    has('process.args', (value) => SHELLS.has(String(value))) &&
    has('process.args', (value) => OPTIONS.has(String(value)))
  );
}

describe(`the seed rule over ${COUNT.toLocaleString('en')} events`, () => {
  bench('bitmaps of every clause', () => {
    new Evaluator(dataset).evaluate(rule.plan);
  });

  const kept = new Evaluator(dataset);
  let turn = 0;
  bench('the same after one clause was changed', () => {
    kept.evaluate(variants[turn++ % 2]!.plan);
  });

  bench('a predicate by hand over parsed events, without any explanation', () => {
    let matches = 0;
    for (const doc of docs) if (byHand(doc)) matches++;
    if (matches === 0) throw new Error('nothing matched');
  });
});
