/**
 * One event under a run: its text, where in the text the values stand that each clause reads, which of them made it
 * true, and the answer in one sentence.
 */
import {
  answerFor,
  blockersInWords,
  type ClauseFinding,
  type ExceptionEvidence,
  explain,
  explanationMarkdown,
  type Evaluator,
  hasBit,
  inspectRow,
  type RunnableRule,
  type SearchOptions,
  type SearchResult,
} from '../eql/index.ts';
import type { Dataset, Located } from '../events/index.ts';
import { jsonText } from '../text/json.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Span } from '../text/span.ts';
import type { ClauseInspection, ExplanationTexts, Inspection } from './protocol.ts';

/** A run whose rule had no error, with everything that it found. */
export interface FinishedRun {
  readonly run: number;
  /** Of the rule. */
  readonly text: string;
  readonly rule: RunnableRule;
  readonly result: SearchResult;
  /** Null where the scenario has none. */
  readonly exceptions: ExceptionEvidence | null;
  readonly evaluator: Evaluator;
  readonly options: SearchOptions;
  /** Rows that there were; later ones have no verdict yet. */
  readonly rowCount: number;
}

/** The text of an event as the page shows it. */
export function shownText(dataset: Dataset, row: number, asTyped: boolean): string {
  return asTyped ? dataset.text(row) : dataset.pretty(row);
}

/** `asTyped`: a person is editing this text, so it is not laid out anew under their hands. */
export function inspect(dataset: Dataset, row: number, last: FinishedRun | null, asTyped: boolean): Inspection {
  const source = dataset.text(row);
  const text = shownText(dataset, row, asTyped);
  const problems = dataset.problemsOf(row).map((problem) => moved(problem, source, text));
  const common = { row, run: last?.run ?? 0, text, problems };
  const [error] = problems.filter(({ severity }) => severity === 'error');
  if (error !== undefined) {
    const sentence = `Invalid, and not part of any result: ${error.message}.`;
    return { ...common, sentence, clauses: [], deciding: [], blockers: null, exceptions: [] };
  }
  if (last === null || row >= last.rowCount || !hasBit(dataset.live, row)) {
    return { ...common, sentence: '', clauses: [], deciding: [], blockers: null, exceptions: [] };
  }
  const { rule, result, exceptions, evaluator, options } = last;
  const findings = inspectRow(rule, result.evidence, evaluator, row);
  const located = dataset.locateIn(text, new Set(rule.clauses.flatMap(({ fields }) => fields)));
  const nameOf = (other: number): string => dataset.idOf(other);
  const answer = answerFor(rule, result, row, { table: dataset, evaluator, options, nameOf });
  return {
    ...common,
    sentence: answer.sentence,
    clauses: findings.map((finding) => inClause(finding, rule.clauses[finding.clause]!.fields, located)),
    deciding: hasBit(result.evidence.errors, row) ? failing(findings) : answer.deciding,
    blockers: answer.blockers && blockersInWords(rule, result, row, answer.blockers, dataset),
    exceptions: exceptions?.on(row) ?? [],
  };
}

/** Null for an event that has no verdict. */
export function explanationTexts(dataset: Dataset, row: number, last: FinishedRun | null): ExplanationTexts | null {
  if (last === null || row >= last.rowCount || !hasBit(dataset.live, row)) return null;
  const { rule, result, evaluator, options } = last;
  const found = explain(rule, result, row, {
    table: dataset,
    evaluator,
    options,
    nameOf: (other) => dataset.idOf(other),
  });
  return { markdown: explanationMarkdown(last.text, found), json: jsonText(found) };
}

/** The leaves that end in a run-time error. */
function failing(findings: readonly ClauseFinding[]): readonly number[] {
  return findings.filter(({ message }) => message !== undefined).map(({ clause }) => clause);
}

/** Of one field: an event of megabytes may have more values than anybody looks at. */
const MOST_PLACES = 1000;

function inClause(finding: ClauseFinding, fields: readonly string[], located: Located): ClauseInspection {
  const { clause, verdict, becauseMissing, message, witnesses, entries } = finding;
  const spansOf = (path: string): readonly Span[] => spansIn((located.get(path) ?? []).slice(0, MOST_PLACES));
  return {
    clause,
    verdict,
    becauseMissing,
    reads: fields.map((path) => ({ path, spans: spansOf(path) })),
    witnesses: witnessSpans(witnesses, located),
    entries,
    ...(message !== undefined && { message }),
  };
}

function spansIn(values: readonly { readonly span: Span }[]): readonly Span[] {
  return values.map(({ span }) => span);
}

function witnessSpans(witnesses: ClauseFinding['witnesses'], located: Located): readonly Span[] {
  const paths = new Set(witnesses.map(({ path }) => path));
  return [...paths].flatMap((path) => {
    const values = new Set(witnesses.filter((witness) => witness.path === path).map(({ value }) => value));
    return spansIn((located.get(path) ?? []).filter(({ value }) => values.has(value)).slice(0, MOST_PLACES));
  });
}

/** A problem of the source, where it stands in the text as laid out. */
function moved(problem: Diagnostic, source: string, text: string): Diagnostic {
  const { span } = problem;
  if (span === undefined || source === text) return problem;
  const from = movedOffset(span.from, source, text);
  const to = span.to <= span.from ? from : movedOffset(span.to - 1, source, text) + 1;
  return { ...problem, span: { from, to } };
}

/** Only white space differs, so the same character has as many others before it in both. */
function movedOffset(offset: number, source: string, text: string): number {
  let before = 0;
  for (let i = 0; i < offset; i++) if (!isSpace(source, i)) before++;
  let at = 0;
  while (at < text.length && (before > 0 || isSpace(text, at))) {
    if (!isSpace(text, at)) before--;
    at++;
  }
  return at;
}

function isSpace(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === 32 || unit === 10 || unit === 13 || unit === 9;
}
