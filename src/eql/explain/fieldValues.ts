/** The values that a clause meets: for each field that it reads the most frequent ones, and which make it true. */
import type { FieldType, Scalar } from '../check/types.ts';
import { Fault } from '../evaluate/arithmetic.ts';
import { type Bitmap, countBits, emptyBitmap, rowsOf, setBit } from '../evaluate/bitmap.ts';
import type { Column, EventTable } from '../evaluate/column.ts';
import { leavesOf } from '../evaluate/evaluator.ts';
import type { Plan } from '../evaluate/plan.ts';
import type { RunnableRule } from '../evaluate/search.ts';
import { asWritten, compareScalars } from '../evaluate/values.ts';
import { writeLiteral } from '../syntax/literals.ts';
import { leavesBelow } from './blockers.ts';
import { codesOf } from './entries.ts';

export interface FieldValues {
  readonly path: string;
  readonly type: FieldType;
  /** Live events in which the field has no value. */
  readonly missing: number;
  /** How many different values the live events have. */
  readonly distinct: number;
  /** The most frequent first, at most `MAX_VALUES`. */
  readonly values: readonly ValueUse[];
}

export interface ValueUse {
  /** As one writes it in a rule: `"bash"`, `5`, `"2026-01-20T09:12:40.118Z"`. */
  readonly literal: string;
  /** Live events that have it, alone or among others. */
  readonly count: number;
  readonly rows: Bitmap;
  /** Whether the clause is true of an event with this value alone; null where that does not hang on this field alone. */
  readonly fits: boolean | null;
}

export const MAX_VALUES = 20;

/** The fields that a clause reads, those of a group in the order of the text. */
export function valuesUnder(rule: RunnableRule, clause: number, table: EventTable): readonly FieldValues[] {
  const planned = rule.plan.clauses[clause];
  if (planned === undefined) return [];
  const paths = new Set(leavesBelow(rule.clauses, clause).flatMap(({ fields }) => fields));
  table.prepare(paths);
  return [...paths].map((path) => valuesOfField(path, table, planned.isLeaf ? planned.plan : null));
}

/** @param plan of a leaf that the values are tried on; null for none */
export function valuesOfField(path: string, table: EventTable, plan: Plan | null = null): FieldValues {
  const column = table.column(path);
  const counts = countsOfValues(column, table.live);
  const met = [...counts.keys()].filter((code) => counts[code]! > 0);
  const most = met
    .toSorted((a, b) => counts[b]! - counts[a]! || (compareScalars(column.values[a]!, column.values[b]!) ?? 0))
    .slice(0, MAX_VALUES);
  const rows = rowsOfValues(column, most, table);
  const isDecided = plan !== null && leavesOf(plan).every(({ places }) => places.length === 1 && places[0] === path);
  return {
    path,
    type: column.type,
    missing: countBits(table.live) - rows.filled,
    distinct: met.length,
    values: most.map((code, place) => ({
      literal: writeLiteral(asWritten(column.values[code]!, column.type)),
      count: counts[code]!,
      rows: rows.of[place]!,
      fits: isDecided ? truthOn(plan, column.values[code]!) : null,
    })),
  };
}

/** By value code: live events that have it. */
function countsOfValues(column: Column, live: Bitmap): Uint32Array {
  const ofSet = new Uint32Array(column.setCount);
  for (const row of rowsOf(live)) ofSet[column.rows[row]!]!++;
  const counts = new Uint32Array(column.values.length);
  for (let set = 1; set < ofSet.length; set++) {
    if (ofSet[set] === 0) continue;
    for (const code of codesOf(column, set)) counts[code]! += ofSet[set]!;
  }
  return counts;
}

function rowsOfValues(
  column: Column,
  codes: readonly number[],
  { rowCount, live }: EventTable,
): { readonly of: readonly Bitmap[]; readonly filled: number } {
  const placeOf = new Map(codes.map((code, place) => [code, place] as const));
  const of = codes.map(() => emptyBitmap(rowCount));
  const ofSet: (readonly number[] | undefined)[] = [];
  let filled = 0;
  for (const row of rowsOf(live)) {
    const set = column.rows[row]!;
    if (set !== 0) filled++;
    for (const place of (ofSet[set] ??= codesOf(column, set).flatMap((code) => placeOf.get(code) ?? []))) {
      setBit(of[place]!, row, true);
    }
  }
  return { of, filled };
}

/** Null where the value ends in a run-time error. */
function truthOn(plan: Plan, value: Scalar): boolean | null {
  switch (plan.kind) {
    case 'constant':
      return plan.value === true;
    case 'leaf':
      try {
        return plan.leaf.test([value]);
      } catch (error) {
        if (error instanceof Fault) return null;
        throw error;
      }
    case 'not': {
      const truth = truthOn(plan.operand, value);
      return truth === null ? null : !truth;
    }
    case 'and':
    case 'or': {
      const truths = plan.operands.map((operand) => truthOn(operand, value));
      if (truths.includes(null)) return null;
      return plan.kind === 'and' ? truths.every(Boolean) : truths.some(Boolean);
    }
  }
}
