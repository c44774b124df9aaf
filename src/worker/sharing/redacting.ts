/**
 * A redaction with its proof. The private values are replaced, the rule is run over the result, and where a clause has
 * another verdict, the values that its fields hold on those events are kept. That is repeated until every verdict is the
 * same; each round keeps more, so it ends.
 */
import { rewrite } from '../../scenario/rewrite.ts';
import { findPrivate } from '../../scenario/redact/collect.ts';
import { Matcher } from '../../scenario/redact/matcher.ts';
import type { PrivateKind } from '../../scenario/redact/privateFields.ts';
import { redact } from '../../scenario/redact/redact.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { clausesOf } from '../../eql/syntax/clauses.ts';
import { parse } from '../../eql/syntax/parser.ts';
import type { PrivateValue, RedactionOrder } from '../protocol.ts';
import { fieldsRead, namingOf } from './reads.ts';
import { type Difference, differences, type Judgement } from './verdicts.ts';

export type Judge = (scenario: Scenario) => Judgement;

export interface ProvenRedaction {
  readonly scenario: Scenario;
  /** Every private value, replaced or not, in the order in which they were found. */
  readonly values: readonly PrivateValue[];
}

/** The private values of a scenario, and the author's own words. */
export function privateValues(scenario: Scenario, words: readonly string[]): ReadonlyMap<string, PrivateKind> {
  const found = new Map(findPrivate(scenario));
  for (const word of words) if (word !== '') found.set(word, 'own word');
  return found;
}

export function redactProven(scenario: Scenario, order: RedactionOrder, judge: Judge): ProvenRedaction {
  const naming = namingOf(scenario);
  const found = privateValues(scenario, order.words);
  const left = new Set(order.left);
  const before = judge(scenario);
  /** Value -> the clause whose verdict it would change. */
  const changing = new Map<string, string>();
  for (;;) {
    const chosen = new Map([...found].filter(([value]) => !left.has(value) && !changing.has(value)));
    const { scenario: redacted, replaced, kept } = redact(scenario, chosen, naming, order.seed);
    const changed = differences(before, judge(redacted));
    if (changed.length === 0) {
      const replacements = new Map(replaced.map((it) => [it.value, it]));
      const reasons = new Map(kept.map(({ value, why }) => [value, why]));
      return {
        scenario: redacted,
        values: Array.from(found, ([value, kind]) => ({
          value,
          kind,
          replacement: replacements.get(value)?.replacement ?? null,
          places: replacements.get(value)?.places ?? 0,
          kept: changing.has(value) ? 'changes a verdict' : (reasons.get(value) ?? null),
          clause: changing.get(value) ?? null,
        })),
      };
    }
    const guilty = guiltyOf(
      scenario,
      changed,
      replaced.map(({ value }) => value),
    );
    for (const [value, clause] of guilty) changing.set(value, clause);
  }
}

/** What changes where it is no single clause or exception. */
const WHOLE = 'the whole rule';

/** The replaced values that stand where a verdict changed, each with the clause; all of them where none is found. */
function guiltyOf(
  scenario: Scenario,
  changed: readonly Difference[],
  replaced: readonly string[],
): ReadonlyMap<string, string> {
  const clauses = clausesOf(parse(scenario.rule.query).query, scenario.options.eventCategoryField);
  const leaves = changed.filter(
    ({ clause, exception }) =>
      exception !== undefined || (clause !== null && (clauses[clause]?.fields.length ?? 0) > 0),
  );
  const matcher = new Matcher(replaced);
  const guilty = new Map<string, string>();
  for (const { clause, exception, rows } of leaves.length > 0 ? leaves : changed) {
    const of = clause === null ? undefined : clauses[clause];
    const fields = of !== undefined && of.fields.length > 0 ? of.fields : [...fieldsRead(scenario)];
    for (const row of rows) {
      for (const value of matcher.find(textAt(scenario.events[row]!.text, fields))) {
        guilty.set(value, of?.text ?? (exception === undefined ? WHOLE : `the exception “${exception}”`));
      }
    }
  }
  if (guilty.size > 0) return guilty;
  return new Map(replaced.map((value) => [value, WHOLE]));
}

/** What a document holds at some fields, with their keys, as one text. */
function textAt(text: string, fields: readonly string[]): string {
  const kept = rewrite(text, {
    value: (raw, path) => (fields.some((field) => field === path || field.startsWith(`${path}.`)) ? raw : null),
  });
  return kept ?? text;
}
