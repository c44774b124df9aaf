/**
 * The coverage of the rule as the page draws it: what the events exercise, from the last run, and what no event can, from
 * the solver. What cannot be covered does not count against the whole.
 */
import type { Query } from '../eql/syntax/ast.ts';
import type { Clause } from '../eql/syntax/clauses.ts';
import type { Span } from '../text/span.ts';
import { and, andNot, type Bitmap, emptyBitmap, type RunCoverage, type Solved } from '../worker/protocol.ts';
import { type RuleOrder, stageName } from './ruleEvents.ts';
import type { ListedFilter } from './state.ts';

/** Something that events can exercise. */
export interface Mark {
  /** How many do. */
  readonly count: number;
  /** Of what no event exercises: why none can, or why none was found; null while nobody knows. */
  readonly lack: { readonly isProof: boolean; readonly reason: string } | null;
}

export interface CoveredLeaf {
  readonly clause: Clause;
  /** Of a sequence or sample: the name of its stage, else empty. */
  readonly stage: string;
  readonly whenTrue: Mark;
  readonly whenFalse: Mark;
  readonly entries: readonly (Mark & { readonly span: Span })[];
}

export type EndingName = RunCoverage['endings'][number]['ending'];

/** `impossible` is in neither of the others. */
export interface Share {
  readonly covered: number;
  readonly possible: number;
  readonly impossible: number;
}

export interface CoverageMeter {
  readonly leaves: readonly CoveredLeaf[];
  readonly endings: readonly (Mark & { readonly ending: EndingName })[];
  /** Each leaf true and false where it decides, and each ending. */
  readonly points: Share;
  readonly entries: Share;
}

/** What the solver is asked once for each rule. */
export type Bounds = Pick<Solved, 'points' | 'endings' | 'entries'>;

const NO_BOUNDS: Bounds = { points: [], endings: [], entries: [] };

/** All that the solver can say of the rule, whatever the events are. */
export const BOUNDS_ORDER: RuleOrder = {
  ways: false,
  points: true,
  endings: 'all',
  edges: false,
  entries: true,
  clauses: null,
  seed: '1',
  onlyMissing: false,
};

/** What the events lack: points and endings, or entries of lists. */
export function missingOrder(what: 'points' | 'entries'): RuleOrder {
  const isPoints = what === 'points';
  return { ...BOUNDS_ORDER, points: isPoints, endings: isPoints ? 'all' : [], entries: !isPoints, onlyMissing: true };
}

/** @param bounds of this rule; null while they are not known */
export function meterOf(
  coverage: RunCoverage,
  clauses: readonly Clause[],
  query: Query,
  bounds: Bounds | null,
): CoverageMeter {
  const { points, endings, entries } = bounds ?? NO_BOUNDS;
  const leaves = coverage.leaves.flatMap((leaf): readonly CoveredLeaf[] => {
    const clause = clauses[leaf.clause];
    if (clause === undefined) return [];
    const pointMark = (verdict: boolean, count: number): Mark =>
      markOf(
        count,
        points.find((point) => point.clause === leaf.clause && point.verdict === verdict),
      );
    return [
      {
        clause,
        stage: stageName(query, leaf.stage),
        whenTrue: pointMark(true, leaf.whenTrue),
        whenFalse: pointMark(false, leaf.whenFalse),
        entries: leaf.entries.map(({ span, count }) => ({
          span,
          ...markOf(
            count,
            entries.find((entry) => entry.span.from === span.from),
          ),
        })),
      },
    ];
  });
  const covered = coverage.endings.map(({ ending, count }) => ({
    ending,
    ...markOf(
      count,
      endings.find((it) => it.ending === ending),
    ),
  }));
  return {
    leaves,
    endings: covered,
    points: shareOf([...leaves.flatMap(({ whenTrue, whenFalse }) => [whenTrue, whenFalse]), ...covered]),
    entries: shareOf(leaves.flatMap((leaf) => leaf.entries)),
  };
}

type Lack = { readonly state: string; readonly reason: string | null };

function markOf(count: number, found: Lack | undefined): Mark {
  const isLacking = count === 0 && (found?.state === 'impossible' || found?.state === 'open');
  return {
    count,
    lack: isLacking ? { isProof: found.state === 'impossible', reason: found.reason ?? 'not tried' } : null,
  };
}

function shareOf(marks: readonly Mark[]): Share {
  const impossible = marks.filter(({ lack }) => lack?.isProof === true).length;
  return { covered: marks.filter(({ count }) => count > 0).length, possible: marks.length - impossible, impossible };
}

/** Whole percent, and 100 only where nothing is missing. */
export function percentOf({ covered, possible }: Share): number {
  return possible === 0 || covered >= possible ? 100 : Math.floor((100 * covered) / possible);
}

/** The events on which a leaf has a verdict and decides. It follows the leaf through new runs, by its text. */
export function pointFilter(clauses: readonly Clause[], clause: Clause, verdict: boolean): ListedFilter {
  const before = clauses.filter(({ id, text }) => id < clause.id && text === clause.text).length;
  const which = before === 0 ? '' : ` (${before + 1})`;
  return {
    words: `${clause.text}${which} is ${String(verdict)} and decides`,
    rows({ live, verdicts }): Bitmap | null {
      const now = verdicts?.analysis.clauses.filter(({ text }) => text === clause.text)[before];
      const evidence = now && verdicts?.evidence.clauses[now.id];
      if (evidence === undefined) return null;
      if (evidence.decides === undefined) return emptyBitmap(live.length * 32);
      return verdict ? and(evidence.decides, evidence.true) : andNot(evidence.decides, evidence.true);
    },
  };
}
