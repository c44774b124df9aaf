/**
 * The text of an editor, whichever of the two is on: where the person's edits, the parent's texts and Monaco meet. It
 * decides what a text from the parent is: an echo of an edit, a change within the document, or another document.
 */
import type { EditLog, Selection } from './editLog.ts';
import { openLog, record } from './editLog.ts';
import type { Echo } from './echo.ts';
import { openEcho } from './echo.ts';

export type DocumentName = string | number | undefined;

/** Monaco, as far as the text goes. */
export interface TextSink {
  /** Begins a document with its undo history. */
  readonly open: (log: EditLog, selection: Selection, scrollTop: number) => unknown;
  /** Changes the text so that it can be undone. */
  readonly replace: (text: string) => unknown;
}

export interface TextSession {
  readonly text: () => string;
  /** The text with the edits that led to it; of Monaco's edits it knows nothing. */
  readonly log: () => EditLog;
  /** Calls back whenever the text changes, whoever changed it. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Calls back with each edit of the person. */
  readonly listen: (listener: (text: string) => void) => () => void;
  /** An edit in the plain text area. */
  readonly type: (text: string, inputType: string, before: Selection, after: Selection) => void;
  /** An edit in Monaco, which keeps its own history. */
  readonly edit: (text: string) => void;
  /** What the parent says the text is. */
  readonly receive: (document: DocumentName, text: string) => void;
  /** Monaco took over, or (null) went away. */
  readonly attach: (sink: TextSink | null) => void;
}

const START: Selection = { anchor: 0, head: 0 };

export function openSession(firstDocument: DocumentName, firstText: string): TextSession {
  let document = firstDocument;
  let log: EditLog = openLog(firstText);
  let echo: Echo = openEcho();
  let sink: TextSink | null = null;
  let hear: ((text: string) => void) | null = null;
  const subscribers = new Set<() => void>();

  const changeTo = (next: EditLog): void => {
    log = next;
    for (const tell of subscribers) tell();
  };
  const emit = (next: EditLog): void => {
    if (next.text === log.text) return;
    echo.sent(next.text);
    changeTo(next);
    hear?.(next.text);
  };
  return {
    text: () => log.text,
    log: () => log,
    subscribe(listener) {
      subscribers.add(listener);
      return () => subscribers.delete(listener);
    },
    listen(listener) {
      hear = listener;
      return () => {
        if (hear === listener) hear = null;
      };
    },
    type: (text, inputType, before, after) => emit(record(log, text, inputType, before, after)),
    edit: (text) => emit(openLog(text)),
    receive(name, text) {
      const isKnown = name === document && (echo.isEcho(text) || text === log.text);
      if (isKnown) return;
      if (name === document && name !== undefined) {
        const end: Selection = { anchor: text.length, head: text.length };
        changeTo(record(log, text, '', end, end));
        sink?.replace(text);
        return;
      }
      document = name;
      echo = openEcho();
      changeTo(openLog(text));
      sink?.open(log, START, 0);
    },
    attach(next) {
      sink = next;
    },
  };
}
