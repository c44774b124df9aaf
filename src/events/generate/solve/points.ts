/**
 * The points of a rule: each condition true, and each condition false, where it decides. An event covers a point if the
 * condition has that verdict and the filter's verdict would change with it; a condition with both points covered has
 * shown its independent effect, as MC/DC asks (modified condition/decision coverage). Where no more than the condition
 * differs between the two events they are a *unique-cause* pair, else one of *masking* MC/DC: what differs besides has
 * no say in either.
 */
import type { Draft, Drafts, Made } from './drafts.ts';
import { type Goal, settled } from './formula.ts';
import type { Conflict } from './theory.ts';

export interface Point {
  readonly condition: number;
  readonly verdict: boolean;
}

export interface Attempt {
  /** The draft that covers the point; null where there is none. */
  readonly draft: Draft | null;
  /** Of a point without a draft: nothing else can be. */
  readonly isProof: boolean;
  readonly conflicts: readonly Conflict[];
}

export class Points {
  readonly #drafts: Drafts;

  constructor(drafts: Drafts) {
    this.#drafts = drafts;
  }

  /** The points that a draft covers. */
  coveredBy(draft: Draft): readonly Point[] {
    return this.#drafts.problem.conditions.flatMap(({ index }) => {
      const verdict = draft.verdicts[index];
      return verdict !== null && verdict !== undefined && this.#drafts.hasSay(draft, index)
        ? [{ condition: index, verdict }]
        : [];
    });
  }

  /**
   * A draft that covers a point and whose filter has a given verdict.
   * @param partners drafts that cover the opposite point: one of them is the beginning, and as much of it as can be stays
   * @param rest what else is wanted, of other stages
   */
  cover(point: Point, fits: boolean, partners: readonly Draft[], rest: readonly Goal[] = []): Attempt {
    for (const partner of partners) {
      const made = this.#drafts.make([...this.#likePartner(point, partner), ...rest], partner);
      if (made.kind === 'draft' && this.#isCovered(point, fits, made.draft)) return found(made.draft);
    }
    const goals = [...this.goals(point, fits), ...rest];
    const made = this.#drafts.make(goals, partners[0] ?? null);
    if (made.kind === 'draft' && this.#isCovered(point, fits, made.draft)) return found(made.draft);
    return { draft: null, isProof: made.kind === 'none' && made.isProof, conflicts: conflictsOf(made) };
  }

  /** What a point asks of the conditions: that the filter's verdict is this, and the other one if the condition flips. */
  goals({ condition, verdict }: Point, fits: boolean): readonly Goal[] {
    const { conditions, stages } = this.#drafts.problem;
    const { formula } = stages[conditions[condition]!.stage]!;
    return [
      { formula: { kind: 'condition', index: condition }, wanted: verdict },
      { formula: settled(formula, condition, verdict), wanted: fits },
      { formula: settled(formula, condition, !verdict), wanted: !fits },
    ];
  }

  /** Nothing but the condition differs. */
  #likePartner({ condition, verdict }: Point, { verdicts }: Draft): readonly Goal[] {
    return this.#drafts.problem.conditions.map(({ index }) => ({
      formula: { kind: 'condition', index },
      wanted: index === condition ? verdict : verdicts[index] === true,
    }));
  }

  #isCovered({ condition, verdict }: Point, fits: boolean, draft: Draft): boolean {
    const { stage } = this.#drafts.problem.conditions[condition]!;
    return (
      draft.verdicts[condition] === verdict &&
      this.#drafts.fits(draft, stage) === fits &&
      this.#drafts.hasSay(draft, condition)
    );
  }
}

function found(draft: Draft): Attempt {
  return { draft, isProof: false, conflicts: [] };
}

function conflictsOf(made: Made): readonly Conflict[] {
  return made.kind === 'none' ? made.conflicts : [];
}
