/**
 * What a filter asks, without its text: `and`, `or` and `not` over *conditions*, the leaves of the rule, each of which is
 * in turn made of *atoms*, the leaves that are evaluated (`x != 1` is one condition and the complement of one atom).
 * Nothing is missing or in error here: an atom is true of an event or it is not (eql.md 3.5).
 */
export type Formula =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'atom' | 'condition'; readonly index: number }
  | { readonly kind: 'not'; readonly operand: Formula }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Formula[] };

export const TRUE: Formula = { kind: 'constant', value: true };
export const FALSE: Formula = { kind: 'constant', value: false };

export function negation(operand: Formula): Formula {
  if (operand.kind === 'constant') return operand.value ? FALSE : TRUE;
  return operand.kind === 'not' ? operand.operand : { kind: 'not', operand };
}

/** `and` or `or`, without what cannot change it. */
export function combination(kind: 'and' | 'or', operands: readonly Formula[]): Formula {
  const decisive = kind === 'or';
  if (operands.some((operand) => operand.kind === 'constant' && operand.value === decisive)) {
    return decisive ? TRUE : FALSE;
  }
  const rest = operands.filter((operand) => operand.kind !== 'constant');
  if (rest.length === 0) return decisive ? FALSE : TRUE;
  return rest.length === 1 ? rest[0]! : { kind, operands: rest };
}

/** The formula where one condition has a given verdict. */
export function settled(formula: Formula, condition: number, value: boolean): Formula {
  switch (formula.kind) {
    case 'condition':
      return formula.index === condition ? (value ? TRUE : FALSE) : formula;
    case 'not':
      return negation(settled(formula.operand, condition, value));
    case 'and':
    case 'or':
      return combination(
        formula.kind,
        formula.operands.map((operand) => settled(operand, condition, value)),
      );
    default:
      return formula;
  }
}

/** The verdict of a formula; null where the verdicts of its parts do not say. */
export function verdictOf(formula: Formula, verdictOfPart: (part: Part) => boolean | null): boolean | null {
  switch (formula.kind) {
    case 'constant':
      return formula.value;
    case 'atom':
    case 'condition':
      return verdictOfPart(formula);
    case 'not': {
      const verdict = verdictOf(formula.operand, verdictOfPart);
      return verdict === null ? null : !verdict;
    }
    default: {
      const decisive = formula.kind === 'or';
      let isOpen = false;
      for (const operand of formula.operands) {
        const verdict = verdictOf(operand, verdictOfPart);
        if (verdict === decisive) return decisive;
        if (verdict === null) isOpen = true;
      }
      return isOpen ? null : !decisive;
    }
  }
}

export type Part = Extract<Formula, { kind: 'atom' | 'condition' }>;

/** Formula and the verdict that it is to have. */
export interface Goal {
  readonly formula: Formula;
  readonly wanted: boolean;
}
