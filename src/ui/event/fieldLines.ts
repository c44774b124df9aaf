/** The lines of the table of an event's fields. */
import type { Span } from '../../text/span.ts';
import type { EventField, EventValue, Inspection } from '../../worker/protocol.ts';
import type { FieldReading, RuleFields } from './ruleFields.ts';

export interface FieldLine {
  readonly path: string;
  readonly type: string;
  readonly declared: boolean;
  /** The clauses that read it; none for a field that is not the rule's. */
  readonly readings: readonly FieldReading[];
  readonly values: readonly (EventValue & { readonly isWitness: boolean })[];
  readonly valueCount: number;
}

/** The rule's own fields in the order of the rule, then the others in the order of the event. */
export function fieldLines(
  fields: readonly EventField[],
  ofRule: RuleFields,
  { clauses }: Pick<Inspection, 'clauses'>,
): readonly FieldLine[] {
  const witnesses = new Set(clauses.flatMap((clause) => clause.witnesses.map(spanName)));
  const lineOf = (field: EventField): FieldLine => ({
    ...field,
    readings: ofRule.get(field.path) ?? [],
    values: field.values.map((value) => ({ ...value, isWitness: witnesses.has(spanName(value.span)) })),
  });
  const byPath = new Map(fields.map((field) => [field.path, field]));
  const lacking = { type: '', declared: true, values: [], valueCount: 0 };
  const own = [...ofRule.keys()].map((path) => lineOf(byPath.get(path) ?? { path, ...lacking }));
  return [...own, ...fields.filter(({ path }) => !ofRule.has(path)).map(lineOf)];
}

function spanName({ from, to }: Span): string {
  return `${from} ${to}`;
}

/** The lines whose path or values hold all the words, letter case ignored. */
export function matchingLines(lines: readonly FieldLine[], words: string): readonly FieldLine[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (wanted.length === 0) return lines;
  return lines.filter(({ path, values }) => {
    const text = [path, ...values.map((value) => value.text)].join('\n').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
