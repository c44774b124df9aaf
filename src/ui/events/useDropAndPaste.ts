/** The whole page takes files that are dropped on it, and text that is pasted where no text field has the focus. */
import { useEffect, useState } from 'react';
import { useActions } from '../useApp.ts';
import { isTextField } from '../textField.ts';
import { filesOfDrop } from '../files/dropped.ts';
import { sourceOfText, sourcesOfFiles } from './sources.ts';

/** Whether something that can be dropped is over the page. */
export function useDropAndPaste(): boolean {
  const actions = useActions();
  const [isOver, setOver] = useState(false);

  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;

    const over = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      // Leaving the window has no element to enter.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      const transfer = event.dataTransfer;
      if (event.defaultPrevented || transfer === null || transfer.files.length === 0) return;
      event.preventDefault();
      void filesOfDrop(transfer)
        .then(sourcesOfFiles)
        .then((sources) => actions.addEvents(sources));
    };
    const paste = (event: ClipboardEvent) => {
      if (isTextField(event.target) || document.querySelector('[role="dialog"]') !== null) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const files = event.clipboardData?.files;
      if (files !== undefined && files.length > 0) actions.addEvents(sourcesOfFiles(files));
      else if (text.trim() !== '') actions.addEvents([sourceOfText(text)]);
    };

    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
      window.removeEventListener('paste', paste);
    };
  }, [actions]);

  return isOver;
}
