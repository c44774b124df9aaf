/** Sets as they are offered: dated, told apart, confirmed by the engine, with a report of what they cover. */
import type { SearchOptions } from '../../../eql/evaluate/search.ts';
import { isLeafClause } from '../../../eql/explain/blockers.ts';
import type { SchemaOptions } from '../../schema/schema.ts';
import { defaultKnobs } from '../stories/knobs.ts';
import { copyOf, type Document, lineOf, setValue, valueAt } from './document.ts';
import type { Draft, Drafts } from './drafts.ts';
import { type Intended, type Maker, nameOf } from './maker.ts';
import type { LeafReport, Made, MadeSet, PointReport } from './order.ts';
import type { Problem } from './problem.ts';
import { arrange, withOwnKey } from './sets.ts';
import { type Claimed, confirmed } from './verify.ts';
import { whyNot } from './words.ts';

type Dated = Claimed & { readonly intended: Intended };

export function settledSets(maker: Maker, mapping: SchemaOptions, options: SearchOptions): Made {
  const { problem } = maker.drafts;
  const dated = distinct(datedSets(maker, options));
  const kept = confirmed(dated, problem, mapping, options).map((number) => dated[number]!);
  return {
    sets: kept.map(({ intended, matches, events }): MadeSet => {
      const isEvent = (stage: number): boolean => problem.stages[stage]!.role === 'event';
      const clause = intended.condition === null ? null : problem.conditions[intended.condition]!.clauses[0]!;
      return {
        purpose: intended.purpose,
        clause,
        says: intended.says,
        matches,
        events: events.map(({ text }) => text),
        isMatch: events.map(({ stage }) => matches && isEvent(stage)),
      };
    }),
    points: maker.order.points ? pointReports(maker, kept) : [],
    leaves: maker.order.points ? leafReports(problem, maker.drafts, kept) : [],
    endings: maker.endings,
    entries: maker.entries,
    without: maker.without,
    refused: dated.length - kept.length,
  };
}

/** Time between two sets, beyond what may join them. */
const APART = 1_000;
const APART_UNBOUNDED = 600_000;

function datedSets({ drafts, intended, order: { after } }: Maker, options: SearchOptions): readonly Dated[] {
  const { problem } = drafts;
  const { join } = problem.rule;
  const isBounded = join === null || (join.kind === 'sequence' && join.maxspan !== null);
  const apart = join === null ? APART : isBounded ? 2 * join.maxspan! + APART : APART_UNBOUNDED;
  const isTimeRead = problem.variables.some(({ path }) => path === options.timestampField) && join === null;
  const begin = after === null ? Date.parse(defaultKnobs.start) : Math.ceil((after.lastTime + apart) / APART) * APART;
  const count = after?.count ?? 0;
  let serial = count;
  return intended.map((each, number): Dated => {
    const own = count + number;
    const draft = isBounded || own === 0 ? each.draft : withOwnKey(drafts, each.draft, own);
    const events = arrange(problem, draft, each.layout);
    const start = begin + number * apart;
    return {
      intended: each,
      matches: each.matches,
      events: events.map(({ stage, draft: { documents, verdicts }, at }) => {
        const copy = copyOf(documents[stage]!);
        if (each.written?.stage === stage) setValue(copy, each.written.path, each.written.json);
        if (!isTimeRead) date(copy, start + at, options.timestampField, problem);
        identify(copy, ++serial, problem);
        return { stage, verdicts, text: lineOf(copy) };
      }),
    };
  });
}

function date(document: Document, at: number, timestampField: string, problem: Problem): void {
  const time = new Date(at).toISOString();
  setValue(document, timestampField, time);
  for (const path of ['@timestamp', 'event.created']) {
    if (valueAt(document, path) !== undefined && !isRead(problem, path)) setValue(document, path, time);
  }
  if (valueAt(document, 'event.ingested') !== undefined && !isRead(problem, 'event.ingested')) {
    setValue(document, 'event.ingested', new Date(at + 4_000).toISOString());
  }
}

function identify(document: Document, serial: number, problem: Problem): void {
  if (!isRead(problem, 'event.id')) setValue(document, 'event.id', `made-${String(serial).padStart(4, '0')}`);
}

function isRead({ variables }: Problem, path: string): boolean {
  return variables.some((variable) => variable.path === path);
}

/** An event that is there already under another name is not offered again. */
function distinct(sets: readonly Dated[]): readonly Dated[] {
  const seen = new Set<string>();
  return sets.filter(({ intended: { draft, layout, written } }) => {
    const { last, ...rest } = layout;
    const lastName = last === undefined || last === 'none' ? last : last.documents.map(lineOf);
    const name = JSON.stringify([draft.documents.map(lineOf), rest, lastName, written && lineOf(written.json)]);
    return !seen.has(name) && seen.add(name);
  });
}

function pointReports(maker: Maker, kept: readonly Dated[]): readonly PointReport[] {
  const { drafts, points, order } = maker;
  const { problem } = drafts;
  const made = new Set(kept.flatMap(({ intended: { draft } }) => points.coveredBy(draft).map(nameOf)));
  const reports = problem.conditions.flatMap((condition) =>
    [true, false].map((verdict): PointReport => {
      const point = { condition: condition.index, verdict };
      const name = { clause: condition.clauses[0]!, verdict };
      if (maker.isCoveredBefore(point)) return { ...name, state: 'covered', reason: null };
      if (made.has(nameOf(point))) return { ...name, state: 'made', reason: null };
      const attempt = maker.attempts.get(nameOf(point));
      if (attempt === undefined) return { ...name, state: 'open', reason: null };
      if (attempt.draft !== null) return { ...name, state: 'open', reason: 'the engine sees the event otherwise' };
      const isConstant = condition.formula.kind === 'constant';
      const reason = isConstant ? 'it is the same on every event' : whyNot(problem, attempt);
      return { ...name, state: attempt.isProof ? 'impossible' : 'open', reason };
    }),
  );
  const asked = reports.filter(({ clause }) => order.clauses === null || order.clauses.includes(clause));
  return [...asked, ...(order.clauses === null ? neverReports(problem) : [])];
}

/** Leaves that are null before any event is seen, or in a part that is. */
function neverReports({ rule, conditions }: Problem): readonly PointReport[] {
  const known = new Set(conditions.flatMap(({ clauses }) => clauses));
  return rule.clauses
    .filter((clause) => isLeafClause(clause) && !known.has(clause.id))
    .flatMap(({ id }) =>
      [true, false].map((verdict): PointReport => {
        return { clause: id, verdict, state: 'impossible', reason: 'null is written there, so it never decides' };
      }),
    );
}

/** Which leaves have two events that differ in nothing but them. */
function leafReports(problem: Problem, drafts: Drafts, kept: readonly Dated[]): readonly LeafReport[] {
  const all = [...new Set(kept.map(({ intended }) => intended.draft))];
  return problem.conditions.map(({ index, stage, clauses }) => {
    const ofStage = problem.conditions.filter((other) => other.stage === stage && other.index !== index);
    const showing = (verdict: boolean): readonly Draft[] =>
      all.filter((draft) => draft.verdicts[index] === verdict && drafts.hasSay(draft, index));
    const rest = (draft: Draft): string => ofStage.map((other) => String(draft.verdicts[other.index])).join();
    const [whenTrue, whenFalse] = [showing(true), showing(false)];
    const others = new Set(whenFalse.map(rest));
    const isUnique = whenTrue.some((draft) => others.has(rest(draft)));
    const isPair = whenTrue.length > 0 && whenFalse.length > 0;
    return { clause: clauses[0]!, pair: isUnique ? 'unique cause' : isPair ? 'masking' : null };
  });
}
