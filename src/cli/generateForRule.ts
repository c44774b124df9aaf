/** `eql generate --query`: events made for a rule, each with what it is for. */
import { DEFAULT_SEARCH, clausesOf, coverageOf, parse } from '../eql/index.ts';
import { createDataset, createSchema } from '../events/index.ts';
import { DEFAULT_ORDER, type MadeSet } from '../events/generate/solve/order.ts';
import { solveRule } from '../events/generate/solve/solve.ts';
import type { Outcome } from './commands.ts';
import { runRule } from './session.ts';

interface Wish {
  readonly query: string;
  /** Each leaf true and false where it decides, not matches alone. */
  readonly coverage: boolean;
  readonly seed: string | undefined;
  /** At most so many events; a sequence is never cut. */
  readonly count: number | null;
}

export function generateForRule({ query, coverage, seed, count }: Wish): Outcome {
  const mapping = { mapping: 'open' } as const;
  const order = { ...DEFAULT_ORDER, points: coverage, ...(seed !== undefined && { seed }) };
  const schema = createSchema(mapping);
  const steps = solveRule(query, order, { schema, mapping, options: DEFAULT_SEARCH });
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  const made = step.value;
  if (made === null) return { output: '', errors: ['The query has an error; check names it.'], exit: 1 };

  const clauses = clausesOf(parse(query).query, DEFAULT_SEARCH.eventCategoryField);
  const textOf = (clause: number): string => clauses[clause]?.text ?? String(clause);
  const notMade = made.points.filter(({ state }) => state === 'impossible' || state === 'open');
  const errors = [
    ...notMade.map(({ clause, verdict, state, reason }) => {
      const why = reason === null ? '' : `: ${reason}`;
      return `${textOf(clause)} ${verdict ? 'true' : 'false'} where it decides is ${state}${why}`;
    }),
    ...made.without,
  ];
  const lines: string[] = [];
  for (const set of made.sets) {
    if (count !== null && lines.length > 0 && lines.length + set.events.length > count) break;
    lines.push(...set.events.map((event) => withPurpose(event, set, textOf)));
  }
  if (coverage && count === null) errors.push(coverageLine(query, made.sets));
  return { output: lines.join('\n'), errors, exit: made.sets.some(({ matches }) => matches) ? 0 : 1 };
}

/** How much of the rule the events exercise, all of them together. */
function coverageLine(query: string, sets: readonly MadeSet[]): string {
  const dataset = createDataset();
  dataset.append(sets.flatMap(({ events }) => events.map((text) => ({ text }))));
  const result = runRule(query, dataset, DEFAULT_SEARCH);
  if (!result.ok) return `The events cannot be searched: ${result.error.reason}`;
  const { rule, result: found } = result.session;
  const { covered, points } = coverageOf(rule, found, dataset);
  return `${covered} of ${points} points covered by ${dataset.rowCount} events.`;
}

/** The document with what it is for behind it, under a key that readers leave out. */
function withPurpose(
  event: string,
  { purpose, clause, says, matches }: MadeSet,
  textOf: (clause: number) => string,
): string {
  const generated = { purpose, ...(clause !== null && { clause: textOf(clause) }), matches, note: says };
  return `${event.trimEnd().slice(0, -1)},"_generated":${JSON.stringify(generated)}}`;
}
