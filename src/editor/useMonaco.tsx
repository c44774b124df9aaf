/**
 * The coming of Monaco. It is fetched when the page is idle, or at once when the editor gets the focus; then made behind
 * the plain text area, and when nothing is in the person's hands it takes over the text, the edits so far, selection,
 * scroll position and focus, all in one task, between two keys. Until then, and when it cannot be fetched, the plain
 * text area is the editor.
 */
import type { RefObject } from 'react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Selection } from './editLog.ts';
import { fitsMonaco } from './limits.ts';
import type { Handover } from './handover.ts';
import { watchHands } from './handover.ts';
import type { Engine } from './monacoLoad.ts';
import { loadMonaco, monacoWorksHere, whenIdle } from './monacoLoad.ts';
import type { MonacoEvents, MonacoHandle, MonacoSetup } from './monacoEditor.ts';
import type { TextSession } from './textSession.ts';
import { selectionOf } from './PlainEditor.tsx';

export interface MonacoParts {
  /** Where Monaco is made. */
  readonly host: RefObject<HTMLDivElement | null>;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  /** Whether the text is one for Monaco. */
  readonly fits: boolean;
  readonly setup: MonacoSetup;
  readonly events: MonacoEvents;
  readonly session: TextSession;
}

export interface MonacoState {
  /** Null while the plain text area is the editor. */
  readonly monaco: MonacoHandle | null;
  /** Somebody is about to type. */
  readonly hurry: () => void;
}

export function useMonaco(parts: MonacoParts): MonacoState {
  const { host, area, fits, session } = parts;
  const [engine, setEngine] = useState<Engine | null>(null);
  const [monaco, setMonaco] = useState<MonacoHandle | null>(null);
  const hands = useRef<Handover | null>(null);
  const back = useRef<Selection | null>(null);
  const latest = useRef(parts);
  useLayoutEffect(() => {
    latest.current = parts;
  });

  const hurry = useCallback(() => {
    if (monacoWorksHere()) loadMonaco().then(setEngineOnce(setEngine), ignore);
  }, []);
  useEffect(() => whenIdle(hurry), [hurry]);

  useLayoutEffect(() => {
    if (monaco || !area.current) return undefined;
    if (back.current) {
      area.current.focus();
      area.current.setSelectionRange(...ordered(back.current));
      back.current = null;
    }
    const watched = watchHands(area.current);
    hands.current = watched;
    return () => watched.dispose();
    // A text that does not fit has another text area.
  }, [monaco, area, fits]);

  useEffect(() => {
    if (!engine || !fits || !host.current) return undefined;
    const element = host.current;
    const handle = engine.createMonacoEditor(element, latest.current.setup, lateEvents(latest));
    const callOff = hands.current?.whenFree(() => {
      const plain = area.current;
      if (!plain) return;
      const hadFocus = document.activeElement === plain;
      handle.open(session.log(), selectionOf(plain), plain.closest('.eql-plain')?.scrollTop ?? 0);
      element.inert = false;
      if (hadFocus) handle.focus();
      session.attach({
        // A text that is not for Monaco sends it away at the next render.
        open: (log, selection, scrollTop) => fitsMonaco(log.text) && handle.open(log, selection, scrollTop),
        replace: (text) => fitsMonaco(text) && handle.replace(text),
      });
      setMonaco(handle);
    });
    return () => {
      callOff?.();
      if (handle.hasFocus()) back.current = handle.selection();
      session.attach(null);
      handle.dispose();
      setMonaco(null);
    };
  }, [engine, fits, host, area, session]);

  return { monaco, hurry };
}

/** The events of the newest render: Monaco is made once and its listeners stay. */
function lateEvents(latest: { readonly current: MonacoParts }): MonacoEvents {
  return {
    hover: latest.current.events.hover,
    onEdit: (text) => latest.current.events.onEdit(text),
    hintAt: (offset) => latest.current.events.hintAt(offset),
    knowledge: async (path) => latest.current.events.knowledge(path),
    onGoToField: (path) => latest.current.events.onGoToField(path),
    onListValue: (offset) => latest.current.events.onListValue(offset),
    onEscape: () => latest.current.events.onEscape(),
    onSelect: (selection) => latest.current.events.onSelect(selection),
    onFocus: (focused) => latest.current.events.onFocus(focused),
    onTabLeaves: (leaves) => latest.current.events.onTabLeaves(leaves),
  };
}

/** A module is kept as it is: React must not take it for an updater. */
function setEngineOnce(setEngine: (update: () => Engine) => void): (engine: Engine) => void {
  return (engine) => setEngine(() => engine);
}

function ignore(): void {
  // Without Monaco the plain text area stays, and everything works.
}

function ordered({ anchor, head }: Selection): [from: number, to: number, direction: 'forward' | 'backward'] {
  return anchor <= head ? [anchor, head, 'forward'] : [head, anchor, 'backward'];
}
