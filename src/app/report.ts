/**
 * The state of the page as Markdown, for an issue: the rule, how its verdicts meet the labels, what each clause is true
 * in, and every event with its verdict. Whoever reads it can tell what was run: the version stands below.
 */
import { countBits, hasBit, rowsOf } from '../worker/protocol.ts';
import { labelCounts } from './labels.ts';
import { idOf, labelOf } from './rowNotes.ts';
import type { AppState } from './state.ts';
import { VERSION } from './version.ts';
import { matchLine } from './words.ts';

/** Events that are listed; an issue of a megabyte is read by nobody. */
const MOST_EVENTS = 200;

type ReportedState = Pick<AppState, 'rule' | 'title' | 'verdicts' | 'notes' | 'ids' | 'live' | 'rest'>;

/** @param link to the scenario, where there is one to give; null while there are no verdicts */
export function reportOf(state: ReportedState, link: string | null): string | null {
  const { rule, title, verdicts } = state;
  if (verdicts === null) return null;
  const { evidence } = verdicts;
  const lines = [
    `## ${heading(rule.name ?? title)}`,
    '',
    `${matchLine(evidence.matchCount, evidence.liveCount)}.${tallyLine(state)}`,
    '',
    '```eql',
    verdicts.analysis.text.trimEnd(),
    '```',
    '',
    ...clauseTable(state),
    ...eventTable(state),
    ...(link === null ? [] : [`[Open this scenario](${link})`, '']),
    `EQL Rule Playground ${VERSION}. Verdicts as Elasticsearch gives them; known differences: docs/eql.md.`,
    '',
  ];
  return lines.join('\n');
}

function tallyLine(state: ReportedState): string {
  const tally = labelCounts(state);
  if (tally === null) return '';
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = tally;
  return ` TP ${truePositives}, FP ${falsePositives}, FN ${falseNegatives}, TN ${trueNegatives}.`;
}

function clauseTable({ verdicts }: ReportedState): readonly string[] {
  if (verdicts === null) return [];
  const { clauses } = verdicts.analysis;
  const leaves = clauses.filter(({ kind }) => kind === 'leaf' || kind === 'category');
  return [
    '| clause | true in | missing in | alone keeps out |',
    '| --- | --- | --- | --- |',
    ...leaves.map(({ id, text }) => {
      const { counts } = verdicts.evidence.clauses[id]!;
      return `| ${code(text)} | ${counts.true} | ${counts.missing} | ${counts['sole blocker']} |`;
    }),
    '',
  ];
}

function eventTable({ verdicts, notes, ids, live }: ReportedState): readonly string[] {
  if (verdicts === null) return [];
  const { matches, errors } = verdicts.evidence;
  const lines: string[] = [];
  for (const row of rowsOf(live)) {
    if (lines.length === MOST_EVENTS) break;
    const verdict = hasBit(errors, row) ? 'error' : hasBit(matches, row) ? 'match' : 'no match';
    lines.push(`| ${code(idOf(ids, row))} | ${labelOf(notes, row) ?? ''} | ${verdict} |`);
  }
  const rest = countBits(live) - lines.length;
  return [
    '| event | label | verdict |',
    '| --- | --- | --- |',
    ...lines,
    '',
    ...(rest > 0 ? [`and ${rest} more events.`, ''] : []),
  ];
}

/** One line, without what Markdown would take for something. */
function heading(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[[\]<>`*_#|\\]/g, String.raw`\$&`);
}

/** Code in a table's cell. */
function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('|', String.raw`\|`);
  const fence = line.includes('`') ? '``' : '`';
  return `${fence}${fence.length > 1 ? ' ' : ''}${line}${fence.length > 1 ? ' ' : ''}${fence}`;
}
