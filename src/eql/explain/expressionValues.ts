/**
 * The values of a part of a rule that is no condition, such as `length(process.name)`: what comes out of it over all
 * events. Computed once for each distinct value of the field that it reads.
 */
import { Fault } from '../evaluate/arithmetic.ts';
import { rowsOf } from '../evaluate/bitmap.ts';
import type { EventTable } from '../evaluate/column.ts';
import type { Value } from '../evaluate/functions.ts';
import { compileScript } from '../evaluate/script.ts';
import { asWritten } from '../evaluate/values.ts';
import { type Scope, typeOf } from '../check/scope.ts';
import type { Expression } from '../syntax/ast.ts';
import { writeLiteral } from '../syntax/literals.ts';
import { MAX_VALUES } from './fieldValues.ts';
import { codesOf } from './entries.ts';

export interface ExpressionValues {
  /** The most frequent first, at most `MAX_VALUES`; each with the live events on which it comes out. */
  readonly values: readonly { readonly literal: string; readonly count: number }[];
  readonly distinct: number;
  /** Live events on which nothing comes out: a field is missing, or the result is null. */
  readonly missing: number;
  /** Live events on which some value ends in a run-time error. */
  readonly errors: number;
}

/** Null for an expression that reads more than one field, whose values would be those of every combination. */
export function valuesOfExpression(expression: Expression, table: EventTable, scope: Scope): ExpressionValues | null {
  const { run, places } = compileScript(expression, scope);
  const paths = [...new Set(places.map(({ path }) => path))];
  const [path] = paths;
  if (paths.length > 1 || places.length > 1) return null;
  const write = literalWriter(expression, scope);
  const column = path === undefined ? null : table.column(path);
  const counts = new Map<string, number>();
  let missing = 0;
  let errors = 0;
  const ofSet: (Outcome | undefined)[] = [];
  for (const row of rowsOf(table.live)) {
    const set = column?.rows[row] ?? 0;
    const outcome = (ofSet[set] ??= outcomeOf(
      column === null || set === 0 ? [null] : codesOf(column, set).map((code) => column.values[code]!),
      (value) => run([value]),
      write,
    ));
    if (outcome.fails) errors++;
    else if (outcome.literals.length === 0) missing++;
    for (const literal of outcome.literals) counts.set(literal, (counts.get(literal) ?? 0) + 1);
  }
  const sorted = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return {
    values: sorted.slice(0, MAX_VALUES).map(([literal, count]) => ({ literal, count })),
    distinct: counts.size,
    missing,
    errors,
  };
}

interface Outcome {
  readonly literals: readonly string[];
  readonly fails: boolean;
}

/** What comes out on one set of values, each result once. */
function outcomeOf(values: readonly Value[], run: (value: Value) => Value, write: (value: Value) => string): Outcome {
  const literals = new Set<string>();
  let fails = false;
  for (const value of values) {
    try {
      const result = run(value);
      if (result !== null) literals.add(write(result));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      fails = true;
    }
  }
  return { literals: [...literals], fails };
}

function literalWriter(expression: Expression, scope: Scope): (value: Value) => string {
  const type = typeOf(expression, scope);
  return (value) => writeLiteral(value === null ? null : asWritten(value, type));
}
