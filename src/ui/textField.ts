/** Whether typing there writes text, so that a letter is a letter and not a command. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLInputElement)
    return !['button', 'checkbox', 'radio', 'file', 'range'].includes(target.type);
  return target.closest('[role="textbox"], .monaco-editor') !== null;
}
