/**
 * The explanation of one event as data, and as Markdown for an issue or a chat: what the command line prints with
 * `--explain`, and what the page copies.
 */
import type { Scalar } from '../check/types.ts';
import { type Span, slice } from '../../text/span.ts';
import { asWritten } from '../evaluate/values.ts';
import { hasBit } from '../evaluate/bitmap.ts';
import type { RunnableRule, SearchResult } from '../evaluate/search.ts';
import type { ClauseKind } from '../syntax/clauses.ts';
import { answerFor } from './answer.ts';
import type { Blockers } from './blockers.ts';
import { type ClauseFinding, type LeafVerdict, inspectRow } from './inspect.ts';
import { type Obstacle, type ValueTable, obstacleOf, valuesOn } from './obstacle.ts';
import type { FateContext } from './stages.ts';

export interface ExplanationContext extends FateContext {
  readonly table: ValueTable;
}

/** One event under one rule. */
export interface Explanation {
  readonly _id: string;
  readonly verdict: 'match' | 'partial' | 'error' | 'no match';
  readonly sentence: string;
  /** Names of the exceptions that take it away. */
  readonly removedBy?: readonly string[];
  /** By clause number. */
  readonly clauses: readonly ClauseExplanation[];
  /** The fewest leaves that its match, or its place in a sequence, rests on; absent where it has none. */
  readonly restsOn?: readonly Support[];
  /** What it would take to match; absent where it matches, and where no flip of this event's leaves decides. */
  readonly blockers?: BlockerSets;
}

export interface Support {
  /** Number of the leaf. */
  readonly clause: number;
  readonly text: string;
  /** Entries of its list that a value fits, as they stand in the rule. */
  readonly entries: readonly string[];
}

export interface ClauseExplanation {
  readonly clause: number;
  readonly parent: number | null;
  readonly kind: ClauseKind;
  readonly text: string;
  readonly span: Span;
  readonly verdict: LeafVerdict;
  readonly becauseMissing?: true;
  /** Folded to null before any event is seen: never true, and nor is its negation (eql.md 3.7). */
  readonly never?: true;
  /** The run-time error. */
  readonly message?: string;
  /** By path: what the clause reads. */
  readonly values: Readonly<Record<string, readonly Scalar[]>>;
  readonly witnesses: ClauseFinding['witnesses'];
  readonly entries: readonly Span[];
}

/** The smallest sets of leaves whose flip would let an event match (contract, section 1), in words. */
export interface BlockerSets {
  /** Leaves in each set; infinite where no choice of verdicts would do. */
  readonly size: number;
  /** How many such sets there are; the first twenty are written out. */
  readonly total: number;
  /** False where too many leaves repeat to be sure that no smaller set would do. */
  readonly exact: boolean;
  /** Equal leaves flip together, and are said once. */
  readonly sets: readonly (readonly Obstacle[])[];
}

export function explain(
  rule: RunnableRule,
  result: SearchResult,
  row: number,
  context: ExplanationContext,
): Explanation {
  const { evidence, partial, removed, removal } = result;
  const { sentence, deciding, blockers } = answerFor(rule, result, row, context);
  const findings = inspectRow(rule, evidence, context.evaluator, row);
  const isIn = hasBit(evidence.matches, row) || hasBit(partial, row);
  return {
    _id: context.nameOf(row),
    verdict: hasBit(evidence.errors, row)
      ? 'error'
      : hasBit(evidence.matches, row)
        ? 'match'
        : hasBit(partial, row)
          ? 'partial'
          : 'no match',
    sentence,
    ...(hasBit(removed, row) && removal !== null && { removedBy: removal.namesOn(row) }),
    clauses: findings.map((finding) => explainClause(rule, result, finding, row, context.table)),
    ...(isIn && { restsOn: deciding.map((leaf) => supportIn(rule, findings[leaf]!)) }),
    ...(blockers !== null && { blockers: blockersInWords(rule, result, row, blockers, context.table) }),
  };
}

function supportIn({ clauses, text }: RunnableRule, { clause, entries }: ClauseFinding): Support {
  return { clause, text: clauses[clause]!.text, entries: entries.map((span) => slice(text, span)) };
}

function explainClause(
  { clauses }: RunnableRule,
  { evidence }: SearchResult,
  finding: ClauseFinding,
  row: number,
  table: ValueTable,
): ClauseExplanation {
  const clause = clauses[finding.clause]!;
  const valuesOf = valuesOn(table, row);
  const { verdict, becauseMissing, message, witnesses, entries } = finding;
  return {
    clause: clause.id,
    parent: clause.parent,
    kind: clause.kind,
    text: clause.text,
    span: clause.span,
    verdict,
    ...(becauseMissing && { becauseMissing }),
    ...(evidence.clauses[clause.id]!.never && { never: true as const }),
    ...(message !== undefined && { message }),
    values: Object.fromEntries(clause.fields.map((path) => [path, valuesOf(path)] as const)),
    witnesses: witnesses.map(({ path, value }) => ({ path, value: asWritten(value, table.column(path).type) })),
    entries,
  };
}

export function blockersInWords(
  { clauses }: RunnableRule,
  { evidence }: SearchResult,
  row: number,
  { size, total, exact, sets }: Blockers,
  table: ValueTable,
): BlockerSets {
  const valuesOf = valuesOn(table, row);
  const obstacle = (id: number): Obstacle =>
    obstacleOf(clauses[id]!, hasBit(evidence.clauses[id]!.true, row), valuesOf);
  const once = (set: readonly number[]): readonly number[] => [
    ...new Map(set.map((id) => [clauses[id]!.text, id] as const)).values(),
  ];
  return { size, total, exact, sets: sets.map((set) => once(set).map(obstacle)) };
}

/** For an issue: the sentence, what it would take, and each leaf with its verdict and what it read. */
export function explanationMarkdown(query: string, explanation: Explanation): string {
  const { _id, verdict, sentence, clauses, blockers, restsOn = [] } = explanation;
  const leaves = clauses.filter(({ kind }) => kind === 'leaf' || kind === 'category');
  const lines = [
    `**Event ${inline(_id)}: ${verdict}.** ${sentence}`,
    '',
    ...supports(restsOn),
    ...ways(blockers),
    '| verdict | clause | values |',
    '| --- | --- | --- |',
    ...leaves.map(({ verdict: held, text, values, message }) => {
      const read = Object.entries(values).map(([path, of]) => `${inline(path)}: ${inline(shownValues(of))}`);
      return `| ${held} | ${inline(text)} | ${[...read, ...(message === undefined ? [] : [cell(message)])].join('<br>')} |`;
    }),
    '',
    '```eql',
    query,
    '```',
    '',
  ];
  return lines.join('\n');
}

function supports(restsOn: readonly Support[]): readonly string[] {
  if (restsOn.length === 0) return [];
  const through = (entries: readonly string[]): string =>
    entries.length === 0 ? '' : `, by ${entries.map(inline).join(' and ')}`;
  return [...restsOn.map(({ text, entries }) => `- rests on ${inline(text)}${through(entries)}`), ''];
}

function ways(blockers: BlockerSets | undefined): readonly string[] {
  const [first] = blockers?.sets ?? [];
  if (blockers === undefined || first === undefined) return [];
  const { total } = blockers;
  const others =
    total > 2 ? `one of ${(total - 1).toLocaleString('en')} other ways that take` : 'one other way that takes';
  const rest = total > 1 ? [`- or ${others} as many clauses`] : [];
  return [...first.map(({ there, wanted }) => `- ${there}; ${wanted}`), ...rest, ''];
}

function shownValues(values: readonly Scalar[]): string {
  if (values.length === 0) return 'missing';
  return values.map((value) => (typeof value === 'string' ? JSON.stringify(value) : String(value))).join(', ');
}

/** Code in a table's cell. */
function inline(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${cell(text)}${fence}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
}
