/**
 * What a person does in the plain text area before Monaco is there, kept as edits, so that it can be replayed in Monaco
 * and undone there. A log is the text at its beginning and the edits since; replaying them gives the text of now.
 *
 * Edits are grouped into undo steps as editors do it: a word, a run of deletions, one paste. The browser's own undo is
 * not an edit: it takes the last edits off the log again.
 */
import type { Change } from './change.ts';
import { applyChange, changeBetween } from './change.ts';

/** A selection; `head` is where the caret blinks. */
export interface Selection {
  readonly anchor: number;
  readonly head: number;
}

export interface Edit extends Change {
  readonly kind: EditKind;
  readonly before: Selection;
  readonly after: Selection;
  /** Begins an undo step. */
  readonly stop: boolean;
}

export type EditKind = 'type' | 'delete' | 'compose' | 'other';

export interface EditLog {
  readonly base: string;
  readonly edits: readonly Edit[];
  /** The text after all edits. */
  readonly text: string;
}

/** Older edits become part of the base: nobody undoes a thousand steps. */
const LONGEST = 1000;

export function openLog(text: string): EditLog {
  return { base: text, edits: [], text };
}

/** The log after an `input` event of a text area. `inputType` is the event's. */
export function record(log: EditLog, text: string, inputType: string, before: Selection, after: Selection): EditLog {
  const change = changeBetween(log.text, text);
  if (!change) return log;
  if (inputType === 'historyUndo') {
    const undone = takeBack(log, text);
    if (undone) return undone;
  }
  const kind = kindOf(inputType);
  const stop = !continues(log.edits.at(-1), kind, change);
  const edits = [...log.edits, { ...change, kind, before, after, stop }];
  return fold({ base: log.base, edits, text });
}

/** The text that the edits give: equal to `log.text`, always. */
export function replay(log: EditLog): string {
  return log.edits.reduce<string>(applyChange, log.base);
}

function kindOf(inputType: string): EditKind {
  if (inputType === 'insertText' || inputType === 'insertLineBreak') return 'type';
  if (inputType === 'insertCompositionText') return 'compose';
  return inputType.startsWith('deleteContent') ? 'delete' : 'other';
}

function continues(last: Edit | undefined, kind: EditKind, change: Change): boolean {
  if (!last || last.kind !== kind || kind === 'other') return false;
  const end = last.from + last.insert.length;
  if (kind === 'compose') return change.from <= end && change.to >= last.from;
  if (kind === 'delete') return change.insert === '' && (change.to === last.from || change.from === last.from);
  const newWord = /\s$/.test(last.insert) && /^\S/.test(change.insert);
  return change.from === end && change.from === change.to && !newWord;
}

/** The log cut back to the latest point at which it had this text. */
function takeBack(log: EditLog, text: string): EditLog | null {
  const texts = [log.base];
  for (const edit of log.edits) texts.push(applyChange(texts.at(-1) ?? '', edit));
  const kept = texts.lastIndexOf(text);
  return kept < 0 ? null : { base: log.base, edits: log.edits.slice(0, kept), text };
}

function fold(log: EditLog): EditLog {
  if (log.edits.length <= LONGEST) return log;
  const half = LONGEST / 2;
  const base = log.edits.slice(0, half).reduce<string>(applyChange, log.base);
  return { base, edits: log.edits.slice(half), text: log.text };
}
