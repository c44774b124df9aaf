/**
 * The sentences that are computed from the state. Short and exact: what is, then what to do; numbers with what they are
 * numbers of.
 */
import type { Diagnostic } from '../text/diagnostic.ts';
import { positionAt } from '../text/lines.ts';
import type { ReadingPlace } from '../worker/protocol.ts';
import type { AppState, Label, ScenarioRest } from './state.ts';

const digits = new Intl.NumberFormat('en-US');

/** `09:14`; where the reader is. */
export const clockWords = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** `1 event`, `1,200 events`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${digits.format(n)} ${n === 1 ? one : many}`;
}

/** `3 of 14 events match`. */
export function matchLine(matches: number, events: number): string {
  return `${digits.format(matches)} of ${counted(events, 'event')} ${matches === 1 ? 'matches' : 'match'}`;
}

/**
 * The one line of the status: the first error of the rule as it is typed, or how many events match. A rule that is not
 * written yet has no error.
 */
export function statusLine(state: Pick<AppState, 'analysis' | 'verdicts' | 'live' | 'rowCount'>): string {
  const { analysis, verdicts, rowCount } = state;
  if (analysis.text.trim() === '') return 'No rule yet: write one, or open an example.';
  const error = analysis.diagnostics.find(({ severity }) => severity === 'error');
  if (error !== undefined) return `${placeIn(analysis.text, error.span?.from ?? 0)} ${shortly(error)}`;
  if (rowCount === 0) return 'No events yet: add some, or open an example.';
  if (verdicts === null) return 'Evaluating…';
  const { matchCount, liveCount, joinedCount, removedCount } = verdicts.evidence;
  const removed = removedCount === 0 ? '' : `, ${digits.format(removedCount)} removed by exceptions`;
  if (joinedCount === null) return matchLine(matchCount, liveCount) + removed;
  const kind = verdicts.analysis.query.kind === 'sample' ? 'sample' : 'sequence';
  return `${counted(joinedCount, kind)}, in ${digits.format(matchCount)} of ${counted(liveCount, 'event')}${removed}`;
}

/** Elasticsearch lists everything that could stand there; where we know what is meant, that is said in its place. */
function shortly({ message, hint }: Diagnostic): string {
  const expecting = message.indexOf(' expecting {');
  return hint === undefined || expecting < 0 ? message : `${message.slice(0, expecting)}. ${hint}`;
}

/** `2:15`. */
function placeIn(text: string, offset: number): string {
  const { line, column } = positionAt(text, offset);
  return `${line}:${column}`;
}

/** Why a search of the last run would fail, though other events keep their verdicts; null when it would not. */
export function errorLine(errorCount: number): string | null {
  if (errorCount === 0) return null;
  return `Elasticsearch would fail this search: ${counted(errorCount, 'event')} ${errorCount === 1 ? 'ends' : 'end'} in a run-time error.`;
}

export function removedLine(count: number): string {
  return `Removed ${counted(count, 'event')}.`;
}

const doing = { opening: 'Opening', unpacking: 'Unpacking', reading: 'Reading' } as const;

/** `Unpacking node-1.ndjson.gz (2 of 3)`. */
export function readingLine({ phase, source, nth, sourceCount }: ReadingPlace): string {
  const place = sourceCount === 1 ? '' : ` (${digits.format(nth)} of ${digits.format(sourceCount)})`;
  return `${doing[phase]} ${source}${place}`;
}

/** After alerts were made the events that they are about. */
export function strippedLine(count: number): string {
  return `Alert fields left out of ${counted(count, 'event')}: time and kind are those of the original events.`;
}

/** After stories were told. */
export function toldLine(counts: { events: number; stories: number; alert: number; benign: number }): string {
  const { events, stories, alert, benign } = counts;
  const told = `${counted(events, 'event')} in ${counted(stories, 'story', 'stories')}`;
  return `${told}: ${digits.format(alert)} to alert on, ${digits.format(benign)} benign.`;
}

/** After a whole list was labelled. */
export function labelledLine(count: number, label: Label | null): string {
  return `${counted(count, 'event')} ${label === null ? 'without a label now' : `labelled ${label}`}.`;
}

export function savedLine({ saved, copy, textBytes }: Pick<AppState, 'saved' | 'copy' | 'textBytes'>): string {
  if (copy !== null) return 'A copy from a link is kept nowhere: “Keep it” saves it in this browser.';
  if (saved === 'full')
    return 'This browser’s storage is full: what you do here is lost on reload. Download the scenario, or make room.';
  if (saved === 'off') return 'This browser keeps nothing for this page: what you do here is lost on reload.';
  if (saved === 'large')
    return `The events are too large to be kept in this browser (${digits.format(Math.ceil(textBytes / 1e6))} MB): a reload loses them, and Share can download them. The rule is kept.`;
  return 'Saved already: every change is kept in this browser.';
}

const restWords: Readonly<Record<keyof ScenarioRest, string>> = {
  title: 'name of the scenario',
  description: 'description of the scenario',
  baseline: 'baseline',
  exceptionLists: 'exceptions',
  exceptions: 'exceptions',
  valueLists: 'value lists',
  fields: 'field types',
  options: 'options',
  generated: 'generated events',
};

/** `exceptions`, `value lists`: what a change of the scenario is a change of. */
export function changeWords(changes: Partial<ScenarioRest>): string {
  const names = Object.keys(changes) as (keyof ScenarioRest)[];
  return `change of the ${[...new Set(names.map((name) => restWords[name]))].join(' and ')}`;
}

/** What is wrong, and what to do. */
export function problemLine({ message, hint }: Diagnostic): string {
  return hint === undefined ? message : `${message} ${hint}`;
}

export const sentences = {
  bug: (message: string) => `A fault of the playground, not of your rule: ${message}. Nothing of yours is lost.`,
  restarted: 'The engine stopped and was started again, with the events as they were saved.',
  restartedEmpty: 'The engine stopped and was started again. The events could not be brought back: add them again.',
  stopped: (message: string) => `The engine does not run in this browser: ${message}`,
  keepsStopping: 'The engine stopped several times: change the rule or the events to try again.',
  copied: (what: string) => `${what} is on the clipboard.`,
  noVerdict: 'This event has no verdict to explain: the rule has an error, or the event is invalid.',
  notCopied: 'The browser did not let the page use the clipboard.',
  copyKept: 'Kept in this browser, like your own work.',
  nothingTo: { undo: 'There is nothing to undo.', redo: 'There is nothing to redo.' },
  took: {
    undo: (words: string) => `Undone: ${words}.`,
    redo: (words: string) => `Done again: ${words}.`,
  },
  notOnShelf: 'This scenario is on the shelf no more.',
  inOtherTab: 'Another tab has this scenario open: change it there.',
  shelfFailed: 'This browser’s storage does not answer. Nothing was changed.',
  noEvent: 'No event is selected.',
  noField: (path: string) => `The selected event has no ${path}.`,
  noExample: (id: string) => `There is no example "${id}".`,
} as const;
