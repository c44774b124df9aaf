/**
 * The sets of events that a clause divides the table into. Tree and details show them as numbers, and a number leads to
 * its events.
 */
import type { Clause } from '../eql/syntax/clauses.ts';
import { andNot, type Bitmap, type ClauseEvidence, emptyBitmap } from '../worker/protocol.ts';
import type { ListedFilter } from './state.ts';

export type ClauseSet = 'true' | 'false' | 'missing' | 'error' | 'sole blocker' | 'alone responsible';

interface SetFacts {
  readonly set: ClauseSet;
  /** Before the number of events: `true in 9`. */
  readonly before: string;
  /** Of a list that shows only these: `process.interactive == true` is false. */
  readonly filter: (clause: string) => string;
  readonly rows: (evidence: ClauseEvidence, live: Bitmap) => Bitmap | undefined;
}

/** In the order in which they are shown. */
const SETS: readonly SetFacts[] = [
  {
    set: 'true',
    before: 'true in',
    filter: (clause) => `${clause} is true`,
    rows: (evidence) => evidence.true,
  },
  {
    set: 'false',
    before: 'false in',
    filter: (clause) => `${clause} is false`,
    rows: ({ true: isTrue, missing, error }, live) =>
      [isTrue, missing, error].reduce<Bitmap>((rest, rows) => (rows === undefined ? rest : andNot(rest, rows)), live),
  },
  {
    set: 'missing',
    before: 'missing in',
    filter: (clause) => `${clause} is missing`,
    rows: ({ missing }) => missing,
  },
  {
    set: 'error',
    before: 'error in',
    filter: (clause) => `${clause} is an error`,
    rows: ({ error }) => error,
  },
  {
    set: 'sole blocker',
    before: 'alone keeps out',
    filter: (clause) => `kept out by ${clause} alone`,
    rows: ({ soleBlocker }) => soleBlocker,
  },
  {
    set: 'alone responsible',
    before: 'alone lets in',
    filter: (clause) => `let in by ${clause} alone`,
    rows: ({ aloneResponsible }) => aloneResponsible,
  },
];

/** A set of a clause with how many events are in it. */
export interface ClauseTally {
  readonly set: ClauseSet;
  readonly before: string;
  readonly count: number;
}

/** The sets of a clause that have an event, and the true ones always. */
export function talliesOf({ counts }: ClauseEvidence): readonly ClauseTally[] {
  return SETS.map(({ set, before }) => ({ set, before, count: counts[set] })).filter(
    ({ set, count }) => set === 'true' || count > 0,
  );
}

/** The list of one set of a clause. It follows the clause through new runs, by its text, until there is none any more. */
export function clauseFilter({ text }: Clause, set: ClauseSet): ListedFilter {
  const { filter, rows } = SETS.find((facts) => facts.set === set)!;
  return {
    words: filter(text),
    rows({ live, verdicts }) {
      const clause = verdicts?.analysis.clauses.find((other) => other.text === text);
      const evidence = clause && verdicts?.evidence.clauses[clause.id];
      return evidence === undefined ? null : (rows(evidence, live) ?? emptyBitmap(live.length * 32));
    },
  };
}
