/**
 * Monaco, and the features of it that we use: the one place that imports it. Loaded lazily, through `monacoEditor.ts`.
 *
 * Left out on purpose: Monaco's own language services (events may be a megabyte), and the built-in Tab switch, which
 * changes all editors of the page at once; ours is in `monacoEditor.ts`.
 */
import {
  editor,
  type IDisposable,
  KeyCode,
  KeyMod,
  languages,
  MarkerSeverity,
  type Position,
  Range,
  Selection,
} from 'monaco-editor/editor';
import { StandaloneServices } from 'monaco-editor/editor/standalone/browser/standaloneServices';
import { IStorageService } from 'monaco-editor/platform/storage/common/storage';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codeAction/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/format/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/parameterHints/register';
import 'monaco-editor/features/quickOutline/register';
import 'monaco-editor/features/readOnlyMessage/register';
import 'monaco-editor/features/rename/register';
import 'monaco-editor/features/smartSelect/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/features/wordOperations/register';
// Its `register` leaves the controller out.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';

// A worker from our own origin: the policy of the page allows no other.
globalThis.MonacoEnvironment = { getWorker: () => new EditorWorker({ name: 'editor' }) };

// The words on a suggestion are to be seen beside it from the first one on; Monaco remembers it until the page goes.
StandaloneServices.get(IStorageService).store('expandSuggestionDocs', true, 0, 0);

// Keys that belong to the page: Ctrl+K opens the commands (Monaco waits for a second key there), Ctrl+Shift+L shares.
editor.addKeybindingRules([
  { keybinding: KeyMod.CtrlCmd | KeyCode.KeyK, command: null },
  { keybinding: KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyL, command: null },
  // On Linux Monaco has Ctrl+Shift+I for it, which is the browser's.
  { keybinding: KeyMod.Shift | KeyMod.Alt | KeyCode.KeyF, command: 'editor.action.formatDocument' },
]);

export { editor, type IDisposable, KeyCode, KeyMod, languages, MarkerSeverity, type Position, Range, Selection };
