/**
 * One Monaco editor in our terms: texts, offsets, paints. Everything that loads lazily hangs on this file.
 */
import type { Knowledge } from '../eql/language/knowledge.ts';
import type { Diagnostic, Severity } from '../text/diagnostic.ts';
import type { Span } from '../text/span.ts';
import { changeBetween } from './change.ts';
import type { EditLog, Selection as OffsetSelection } from './editLog.ts';
import type { Hover } from './hover.ts';
import type { Theme } from './marks.ts';
import { takeInserts } from './monacoInserts.ts';
import { editor, KeyCode, KeyMod, MarkerSeverity, Selection } from './monaco.ts';
import './monacoLanguages.ts';
import { provideEventLanguage } from './monacoEventService.ts';
import { provideLanguage } from './monacoService.ts';
import { openPainter, rangeIn } from './monacoPaints.ts';
import { applyTheme, hearColours } from './monacoTheme.ts';
import type { Paint } from './paint.ts';
import { visible } from './paint.ts';

export interface MonacoEvents {
  readonly hover: Hover;
  readonly onEdit: (text: string) => void;
  readonly hintAt: (offset: number) => string | null;
  /** Null where there is nobody to ask. */
  readonly knowledge: (path: string | null) => Promise<Knowledge | null>;
  readonly onGoToField: (path: string) => void;
  readonly onListValue: (offset: number) => void;
  readonly onEscape: () => void;
  /** What is selected, or where the caret is. */
  readonly onSelect: (selection: OffsetSelection) => void;
  /** Whether Tab leaves the editor, and whether it has the focus. */
  readonly onFocus: (focused: boolean) => void;
  readonly onTabLeaves: (leaves: boolean) => void;
}

export interface MonacoSetup {
  readonly language: 'eql' | 'json';
  readonly ariaLabel: string;
  readonly describedBy: string;
  readonly theme: Theme;
}

export interface MonacoHandle {
  /** Begins a document: the log's text, with its edits in the undo history. */
  readonly open: (log: EditLog, selection: OffsetSelection, scrollTop: number) => void;
  /** Changes the text to this one, so that it can be undone. */
  readonly replace: (text: string) => void;
  readonly setPaints: (paints: readonly Paint[]) => void;
  readonly setProblems: (problems: readonly Diagnostic[]) => void;
  readonly setTheme: (theme: Theme) => void;
  readonly setReadOnly: (readOnly: boolean) => void;
  readonly selection: () => OffsetSelection;
  readonly focus: () => void;
  readonly hasFocus: () => boolean;
  readonly reveal: (span: Span) => void;
  readonly show: (span: Span) => void;
  readonly dispose: () => void;
}

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Nothing of Monaco's own that has a use for Esc is open. */
const ESCAPE_IS_FREE = [
  'editorTextFocus',
  '!findWidgetVisible',
  '!editorHasMultipleSelections',
  '!markersNavigationVisible',
  '!editorHoverVisible',
  '!suggestWidgetVisible',
  '!parameterHintsVisible',
  '!renameInputVisible',
  '!codeActionMenuVisible',
  '!inSnippetMode',
].join(' && ');

const SEVERITIES = {
  error: MarkerSeverity.Error,
  warning: MarkerSeverity.Warning,
  info: MarkerSeverity.Info,
  hint: MarkerSeverity.Hint,
} satisfies Record<Severity, MarkerSeverity>;

export function createMonacoEditor(host: HTMLElement, setup: MonacoSetup, events: MonacoEvents): MonacoHandle {
  let { theme } = setup;
  const endColours = hearColours(() => applyTheme(host, theme));
  applyTheme(host, theme);
  const view = editor.create(host, { ...optionsFor(setup.language, host), ariaLabel: setup.ariaLabel, model: null });
  const paint = openPainter();
  let model = editor.createModel('', setup.language);
  let isOurs = false;
  /** Where the caret is in a text that went past Monaco. */
  let leftAt: OffsetSelection | null = null;
  let paints: readonly Paint[] = [];
  let problems: readonly Diagnostic[] = [];

  const show = (): void => {
    paint(model, paints);
    editor.setModelMarkers(model, 'eql', markers(model, problems));
  };
  const setModel = (next: editor.ITextModel): void => {
    view.setModel(next);
    // Monaco makes its text area anew for each model.
    host.querySelector('textarea')?.setAttribute('aria-describedby', setup.describedBy);
    model.dispose();
    model = next;
  };
  hearHover(view, events.hover);
  view.onDidChangeModelContent(() => {
    if (!isOurs) events.onEdit(model.getValue());
  });
  view.onDidChangeCursorSelection(({ selection }) => events.onSelect(offsetsIn(model, selection)));
  view.onDidFocusEditorText(() => events.onFocus(true));
  view.onDidBlurEditorText(() => events.onFocus(false));
  addWayOut(view, events);
  if (setup.language === 'json') addListValue(view, events);
  const endInserts = takeInserts(host, view, (text, caret) => {
    leftAt = { anchor: caret, head: caret };
    events.onEdit(text);
  });
  const isModel = (asked: editor.ITextModel): boolean => asked === model;
  const service =
    setup.language === 'eql'
      ? provideLanguage(view, isModel, { ...events, problems: () => problems })
      : provideEventLanguage(isModel, events.knowledge);

  return {
    open(log, selection, scrollTop) {
      const next = editor.createModel(log.base, setup.language);
      next.setEOL(editor.EndOfLineSequence.LF);
      replayInto(next, log);
      setModel(next);
      show();
      view.setSelection(selectionIn(next, selection));
      view.setScrollTop(scrollTop);
    },
    replace(text) {
      const change = changeBetween(model.getValue(), text);
      if (!change) return;
      isOurs = true;
      model.pushStackElement();
      model.pushEditOperations(
        view.getSelections(),
        [{ range: rangeIn(model, change), text: change.insert }],
        () => null,
      );
      model.pushStackElement();
      isOurs = false;
    },
    setPaints(next) {
      paints = next;
      paint(model, paints);
    },
    setProblems(next) {
      problems = next;
      editor.setModelMarkers(model, 'eql', markers(model, problems));
    },
    setTheme(next) {
      theme = next;
      applyTheme(host, theme);
    },
    setReadOnly: (readOnly) => view.updateOptions({ readOnly }),
    selection: () => leftAt ?? offsetsIn(model, view.getSelection()),
    focus: () => view.focus(),
    hasFocus: () => view.hasTextFocus(),
    show: (span) => view.revealRangeInCenterIfOutsideViewport(rangeIn(model, span), editor.ScrollType.Immediate),
    reveal(span) {
      const range = rangeIn(model, span);
      view.setSelection(range);
      view.revealRangeInCenterIfOutsideViewport(range);
      view.focus();
    },
    dispose() {
      service.dispose();
      endColours();
      endInserts();
      view.dispose();
      model.dispose();
    },
  };
}

function optionsFor(language: 'eql' | 'json', host: Element): editor.IStandaloneEditorConstructionOptions {
  const style = getComputedStyle(host);
  return {
    // A text area, as in the plain editor: known to every input method, screen reader and extension.
    editContext: false,
    // On: screen readers get the whole rule, not 500 characters around the caret; one cannot ask whether one is there.
    // It also makes the browser break all lines, which takes too long for events.
    accessibilitySupport: language === 'eql' ? 'on' : 'auto',
    automaticLayout: true,
    fontFamily: style.fontFamily,
    fontSize: Number.parseFloat(style.fontSize),
    lineHeight: Number.parseFloat(style.lineHeight),
    fontLigatures: false,
    // The browser breaks lines, so that they break where the plain text area broke them.
    wordWrap: 'on',
    wrappingStrategy: language === 'eql' ? 'advanced' : 'simple',
    wrappingIndent: language === 'eql' ? 'none' : 'indent',
    // The note in the corner must not lie over the line of the caret.
    cursorSurroundingLines: 1,
    padding: { top: 8, bottom: 28 },
    lineNumbersMinChars: 3,
    // Folding takes 16 pixels of its own.
    lineDecorationsWidth: 2,
    glyphMargin: false,
    // Without the margin it would lie over the text. A mark says how to get at its fixes.
    lightbulb: { enabled: editor.ShowLightbulbIconMode.Off },
    folding: true,
    minimap: { enabled: false },
    renderLineHighlight: 'none',
    overviewRulerLanes: 0,
    hideCursorInOverviewRuler: true,
    overviewRulerBorder: false,
    scrollBeyondLastLine: false,
    scrollbar: {
      useShadows: false,
      verticalScrollbarSize: 10,
      horizontalScrollbarSize: 10,
      alwaysConsumeMouseWheel: false,
    },
    tabSize: 2,
    detectIndentation: false,
    guides: { indentation: language === 'json' },
    occurrencesHighlight: 'singleFile',
    quickSuggestions: { other: true, strings: true, comments: false },
    suggestOnTriggerCharacters: true,
    suggest: { preview: false, showStatusBar: false, snippetsPreventQuickSuggestions: false },
    wordBasedSuggestions: 'off',
    // Files that are dropped are events for the page.
    dropIntoEditor: { enabled: false },
    fixedOverflowWidgets: true,
    // In one, the menu does not get the colours of the theme.
    useShadowDOM: false,
    stickyScroll: { enabled: false },
    links: false,
  };
}

/**
 * How long the pointer must stay, in milliseconds. What it points at is painted, and Monaco draws those lines anew: a press that
 * comes with the move would find them gone, and set no caret.
 */
const POINTED_AFTER = 40;

function hearHover(view: editor.IStandaloneCodeEditor, hover: Hover): void {
  const offsetOf = (position: { readonly lineNumber: number; readonly column: number } | null): number | null =>
    (position && view.getModel()?.getOffsetAt(position)) ?? null;
  const caret = (): void => {
    const offset = offsetOf(view.getPosition());
    if (offset !== null && view.hasTextFocus()) hover.caret(offset);
  };
  let resting: ReturnType<typeof setTimeout> | undefined;
  view.onMouseMove(({ target }) => {
    clearTimeout(resting);
    const offset = target.type === editor.MouseTargetType.CONTENT_TEXT ? offsetOf(target.position) : null;
    resting = setTimeout(() => hover.point(offset), POINTED_AFTER);
  });
  view.onMouseLeave(() => {
    clearTimeout(resting);
    hover.point(null);
  });
  view.onDidDispose(() => clearTimeout(resting));
  view.onDidChangeCursorPosition(caret);
  view.onDidFocusEditorText(caret);
  view.onDidBlurEditorText(() => hover.focus(false));
}

/** F12, as it leads from the rule to the event: lists the events that have the value at the caret. */
function addListValue(view: editor.IStandaloneCodeEditor, events: MonacoEvents): void {
  view.addAction({
    id: 'eql.listValue',
    label: 'List the Events with This Value',
    keybindings: [KeyCode.F12],
    contextMenuGroupId: 'navigation',
    run() {
      const position = view.getPosition();
      const offset = position === null ? undefined : view.getModel()?.getOffsetAt(position);
      if (offset !== undefined) events.onListValue(offset);
    },
  });
}

/** Esc lets the next Tab leave; Ctrl+M (on a Mac Ctrl+Shift+M, for Cmd+M hides the window) switches for good. */
function addWayOut(view: editor.IStandaloneCodeEditor, events: MonacoEvents): void {
  let isKept = false;
  const tabLeaves = (leaves: boolean): void => {
    view.updateOptions({ tabFocusMode: leaves });
    events.onTabLeaves(leaves);
  };
  view.addAction({
    id: 'eql.tabLeaves',
    label: 'Tab leaves the editor, or indents',
    keybindings: [isMac ? KeyMod.WinCtrl | KeyMod.Shift | KeyCode.KeyM : KeyMod.CtrlCmd | KeyCode.KeyM],
    run() {
      isKept = !isKept;
      // While suggestions are open, Tab would take one.
      view.trigger('eql', 'hideSuggestWidget', {});
      tabLeaves(isKept);
    },
  });
  view.addAction({
    id: 'eql.escape',
    label: 'Let the next Tab leave the editor',
    keybindings: [KeyCode.Escape],
    keybindingContext: ESCAPE_IS_FREE,
    run() {
      tabLeaves(true);
      events.onEscape();
    },
  });
  view.onDidBlurEditorText(() => tabLeaves(isKept));
}

/** The edits of a log as Monaco's own, with its undo stops where the log has them. */
function replayInto(model: editor.ITextModel, log: EditLog): void {
  for (const edit of log.edits) {
    if (edit.stop) model.pushStackElement();
    model.pushEditOperations(
      [selectionIn(model, edit.before)],
      [{ range: rangeIn(model, edit), text: edit.insert }],
      () => [selectionIn(model, edit.after)],
    );
  }
  model.pushStackElement();
}

function markers(model: editor.ITextModel, problems: readonly Diagnostic[]): editor.IMarkerData[] {
  return problems.flatMap(({ span, severity, message, hint, code }) => {
    if (!span) return [];
    const { startLineNumber, startColumn, endLineNumber, endColumn } = rangeIn(
      model,
      visible(span, model.getValueLength()),
    );
    const text = hint ? `${message}\n${hint}` : message;
    const place = { startLineNumber, startColumn, endLineNumber, endColumn };
    return [{ ...place, severity: SEVERITIES[severity], message: text, source: code }];
  });
}

function selectionIn(model: editor.ITextModel, { anchor, head }: OffsetSelection): Selection {
  return Selection.fromPositions(model.getPositionAt(anchor), model.getPositionAt(head));
}

function offsetsIn(model: editor.ITextModel, selection: Selection | null): OffsetSelection {
  if (!selection) return { anchor: 0, head: 0 };
  return {
    anchor: model.getOffsetAt(selection.getSelectionStart()),
    head: model.getOffsetAt(selection.getPosition()),
  };
}
