/**
 * Events made for a rule. Matches come first, one for each way to match, then for each leaf an event that it alone keeps
 * out, changed from a match in nothing but what the leaf reads; then what else was asked for. Nothing is offered that the
 * engine does not confirm.
 *
 * It is a generator: between two steps, each of a few milliseconds, whoever runs it may do something else, or stop.
 */
import type { Scope } from '../../../eql/check/scope.ts';
import { type SearchOptions, compileRule, isRunnable } from '../../../eql/evaluate/search.ts';
import { parse } from '../../../eql/syntax/parser.ts';
import type { EventSchema, SchemaOptions } from '../../schema/schema.ts';
import { Drafts } from './drafts.ts';
import { withGuesses } from './guess.ts';
import { Maker } from './maker.ts';
import type { Made, Order, Progress } from './order.ts';
import { poolFor } from './pool.ts';
import { problemOf } from './problem.ts';
import { settledSets } from './settled.ts';

export interface Setting {
  /** What is mapped now. */
  readonly schema: EventSchema;
  /** How a dataset with the new events is mapped. */
  readonly mapping: SchemaOptions;
  readonly options: SearchOptions;
}

/** Null for a rule with errors. */
export function* solveRule(text: string, order: Order, setting: Setting): Generator<Progress, Made | null> {
  const { schema, mapping, options } = setting;
  const guessed = withGuesses(schema, parse(text).query);
  const rule = compileRule(text, guessed, options);
  if (!isRunnable(rule)) return null;
  const problem = problemOf(rule, guessed, schema, order.entries);
  const scope: Scope = { schema: guessed };
  const maker = new Maker(new Drafts(problem, poolFor(order.seed, mapping), scope), order);
  yield* maker.run();
  return settledSets(maker, mapping, options);
}
