/**
 * The ways in which a formula can get a verdict: for each choice that it leaves, one of the parts that would do. Where
 * there are too many combinations of choices, each choice is taken at least once.
 */
import type { Formula, Goal } from './formula.ts';

export interface Way {
  /** The parts that were chosen, with their verdicts. */
  readonly chosen: readonly Goal[];
  /** The others: the way is taken alone where they are not so. */
  readonly alone: readonly Goal[];
}

const ONLY_WAY: readonly Way[] = [{ chosen: [], alone: [] }];

/** @param most combinations that are written out; with more, every choice is in some way, but not with every other */
export function waysTo(formula: Formula, wanted: boolean, most: number): readonly Way[] {
  switch (formula.kind) {
    case 'not':
      return waysTo(formula.operand, !wanted, most);
    case 'and':
    case 'or': {
      const { kind, operands } = formula;
      const parts = operands.map((operand) => waysTo(operand, wanted, most));
      if ((kind === 'and') === wanted) return parts.reduce((all, ways) => together(all, ways, most), ONLY_WAY);
      return operands.flatMap((operand, i) => {
        const others = operands.filter((other) => other !== operand);
        const alone = others.map((other) => ({ formula: other, wanted: !wanted }));
        return parts[i]!.map((way) => ({
          chosen: [{ formula: operand, wanted }, ...way.chosen],
          alone: [...alone, ...way.alone],
        }));
      });
    }
    default:
      return ONLY_WAY;
  }
}

/** Every way of one with every way of the other, or as many as it takes for each to be there. */
function together(left: readonly Way[], right: readonly Way[], most: number): readonly Way[] {
  const join = (a: Way, b: Way): Way => ({ chosen: [...a.chosen, ...b.chosen], alone: [...a.alone, ...b.alone] });
  if (left.length * right.length <= most) return left.flatMap((a) => right.map((b) => join(a, b)));
  const count = Math.max(left.length, right.length);
  return Array.from({ length: count }, (_, i) => join(left[i % left.length]!, right[i % right.length]!));
}
