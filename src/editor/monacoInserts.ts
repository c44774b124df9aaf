/**
 * Long texts that arrive at once. Monaco would take what is not pasted (dictation, an emoji keyboard, a program) for
 * very fast typing, close brackets in it, and need a second for a thousand characters; and a pasted megabyte would
 * freeze it, so that goes past it.
 */
import { fitsMonaco } from './limits.ts';
import type { editor } from './monaco.ts';

/** Takes inserts and big pastes before Monaco sees them; gives the function that ends it. */
export function takeInserts(
  host: HTMLElement,
  view: editor.IStandaloneCodeEditor,
  onEdit: (text: string, caret: number) => void,
): () => void {
  const ends = new AbortController();
  const options = { capture: true, signal: ends.signal };

  /** Edits the text without Monaco, if the outcome is not for Monaco. */
  const goesPast = (text: string): boolean => {
    const model = view.getModel();
    const selection = view.getSelection();
    if (!model || !selection || fitsMonaco(text)) return false;
    const whole = model.getValue();
    const from = model.getOffsetAt(selection.getStartPosition());
    const to = model.getOffsetAt(selection.getEndPosition());
    const before = whole.slice(0, from) + text.replaceAll(/\r\n?/g, '\n');
    onEdit(before + whole.slice(to), before.length);
    return true;
  };
  const areaOf = ({ target }: Event): HTMLTextAreaElement | null => {
    if (!(target instanceof HTMLTextAreaElement) || view.getRawOptions().readOnly) return null;
    return target.classList.contains('inputarea') ? target : null;
  };

  /** What selects all of the text area, without a key that Monaco knows, means the whole text. */
  const selectAlike = (area: HTMLTextAreaElement): void => {
    const model = view.getModel();
    if (model && isWhollySelected(area)) view.setSelection(model.getFullModelRange());
  };

  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (areaOf(event) && goesPast(text)) stop(event);
  };
  const insert = (event: InputEvent): void => {
    const text = event.inputType === 'insertText' && !event.isComposing ? (event.data ?? '') : '';
    const area = areaOf(event);
    if (text.length < 2 || !area) return;
    selectAlike(area);
    if (!goesPast(text)) view.trigger('insert', 'paste', { text, pasteOnNewLine: false, multicursorText: null });
    stop(event);
  };
  const focus = (event: FocusEvent): void => {
    const area = areaOf(event);
    if (area) selectAlike(area);
  };
  // Monaco selects anew when the focus comes.
  host.addEventListener('focus', focus, options);
  host.addEventListener('paste', paste, options);
  host.addEventListener('beforeinput', insert, options);
  return () => ends.abort();
}

function isWhollySelected({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): boolean {
  return value !== '' && selectionStart === 0 && selectionEnd === value.length;
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
