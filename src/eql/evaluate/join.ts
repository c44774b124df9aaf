/**
 * What a sequence or sample is evaluated from: its stages, multiplied out, each with the clause whose bitmap holds its
 * events and the fields of its keys (eql.md 7.1, 8).
 */
import { type JoinedQuery, type Stage, stagesOf } from '../syntax/ast.ts';
import type { Clause } from '../syntax/clauses.ts';
import type { Schema } from '../check/schema.ts';
import { isFoldedField } from '../check/scope.ts';
import type { KeyField, KeyValue } from './keys.ts';

export interface JoinStage {
  /** The filter's clause number; its bitmap holds the events that fit. */
  readonly clause: number;
  readonly missing: boolean;
  readonly keys: readonly KeyField[];
}

export interface JoinPlan {
  readonly kind: 'sequence' | 'sample';
  /** Terms in the order of the query; a term with runs stands that often. */
  readonly stages: readonly JoinStage[];
  readonly until: JoinStage | null;
  /** Milliseconds; null without a limit. */
  readonly maxspan: number | null;
  /** Key fields of a stage. */
  readonly width: number;
}

/** One sequence or sample that was found. */
export interface Joined {
  /** Number of its key tuple. */
  readonly tuple: number;
  readonly keys: readonly KeyValue[];
  /** A row for each term of the query, null for a missing event. */
  readonly rows: readonly (number | null)[];
}

export function planJoin(query: JoinedQuery, clauses: readonly Clause[], schema: Schema): JoinPlan {
  const filters = clauses[0]?.children ?? [];
  const planned = stagesOf(query).map((stage, place): JoinStage => {
    return { clause: filters[place]!, missing: stage.missing, keys: keysOf(query, stage, schema) };
  });
  const stages = query.stages.flatMap((stage, place) => Array.from({ length: stage.runs }, () => planned[place]!));
  return {
    kind: query.kind,
    stages,
    until: query.until === null ? null : planned.at(-1)!,
    maxspan: query.maxspan?.milliseconds ?? null,
    width: stages[0]?.keys.length ?? 0,
  };
}

function keysOf(query: JoinedQuery, stage: Stage, schema: Schema): readonly KeyField[] {
  const fields = [...(query.by?.fields ?? []), ...(stage.by?.fields ?? [])];
  return fields.map((field) => ({
    path: field.path,
    optional: field.optional,
    unmapped: isFoldedField(field, { schema }),
  }));
}
