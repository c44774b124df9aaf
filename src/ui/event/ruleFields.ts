/** Which fields the rule reads, and how the clauses that read them stand on one event. */
import type { Verdicts } from '../../app/state.ts';
import type { Clause } from '../../eql/syntax/clauses.ts';
import { clauseVerdict, type ClauseVerdict } from '../clauses/clauseVerdict.ts';

/** A clause that reads a field. */
export interface FieldReading {
  readonly clause: Clause;
  readonly verdict: ClauseVerdict;
}

/** Path -> the clauses without parts that read it; paths in the order of the rule. */
export type RuleFields = ReadonlyMap<string, readonly FieldReading[]>;

/** @param row null where no verdict is shown */
export function ruleFields(verdicts: Verdicts | null, row: number | null): RuleFields {
  const fields = new Map<string, FieldReading[]>();
  for (const clause of verdicts?.analysis.clauses ?? []) {
    if (clause.kind !== 'leaf' && clause.kind !== 'category') continue;
    const verdict = clauseVerdict(verdicts?.evidence.clauses[clause.id], row);
    for (const path of clause.fields) {
      const readings = fields.get(path);
      if (readings === undefined) fields.set(path, [{ clause, verdict }]);
      else readings.push({ clause, verdict });
    }
  }
  return fields;
}

/** `true: process.name == "bash"`, a line for each clause. */
export function readingsInWords(readings: readonly FieldReading[]): string {
  return readings
    .map(({ clause, verdict }) => `${verdict === 'none' ? 'no verdict' : verdict}: ${clause.text}`)
    .join('\n');
}
