/** The engine as the property of sequences and samples sees it: a rule and a request in, lists of sequences out. */
import { createDataset } from '../../events/index.ts';
import { type Joined, Evaluator, compileRule, firstRunTimeError, isRunnable, runSearch } from '../index.ts';
import { parse } from '../syntax/parser.ts';
import type { JoinedQuery } from '../syntax/ast.ts';
import type { JoinCase } from './generateSequences.ts';
import type { Joined as OracleJoined } from './sequenceOracle.ts';
import { nameOf } from './keyTuples.ts';

export interface JoinedAnswer {
  /** Messages of whatever keeps the rule from running. */
  readonly problems: readonly string[];
  readonly all: readonly string[];
  readonly returned: readonly string[];
  readonly fates: Readonly<Record<string, number>> | null;
}

export function searchWithEngine(given: JoinCase): JoinedAnswer {
  const { rule: text, events, types, mapping, tiebreakerField, size, resultPosition, maxSamplesPerKey } = given;
  const dataset = createDataset({ mapping, fields: types });
  dataset.append(events.map((event) => ({ text: JSON.stringify(event) })));
  const rejected = events.flatMap((_, row) => dataset.problemsOf(row));
  if (rejected.length > 0) throw new Error(`an event that Elasticsearch would reject: ${JSON.stringify(rejected)}`);
  const { schema } = dataset;
  const options = {
    timestampField: '@timestamp',
    eventCategoryField: 'event.category',
    tiebreakerField,
    size,
    resultPosition,
    maxSamplesPerKey,
  };
  const rule = compileRule(text, schema, options);
  const problems = rule.problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  if (!isRunnable(rule)) return { problems, all: [], returned: [], fates: null };
  const evaluator = new Evaluator(dataset);
  const result = runSearch(rule, dataset, schema, evaluator, options);
  const failed = result.problem ?? firstRunTimeError(rule, result.evidence, evaluator);
  return {
    problems: failed === null ? problems : [...problems, failed.message],
    all: result.allJoined.map(shown),
    returned: result.joined.map(shown),
    fates: result.sequence?.fateCounts ?? null,
  };
}

/** A sequence or sample as the oracle reads it. */
export function joinedQueryOf(rule: string): JoinedQuery {
  const { query } = parse(rule);
  if (query.kind === 'event') throw new Error(`neither a sequence nor a sample: ${rule}`);
  return query;
}

/** Keys by value, and a row for each term: `["x",5] 0 – 2`. */
function shown({ keys, rows }: Joined): string {
  const names = keys.map((key) => {
    if (typeof key === 'number' && Number.isInteger(key)) return BigInt(key).toString();
    return typeof key === 'string' ? JSON.stringify(key) : String(key);
  });
  return line(names, rows);
}

/** The same of a sequence or sample that the oracle found. */
export function shownByOracle({ tuple, rows }: OracleJoined): string {
  return line(tuple.values.map(nameOf), rows);
}

function line(keys: readonly string[], rows: readonly (number | null)[]): string {
  return `[${keys.join(',')}] ${rows.map((row) => row ?? '–').join(' ')}`;
}
