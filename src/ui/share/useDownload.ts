import { shareAll } from '../../app/sharing.ts';
import { useActions, useApp } from '../useApp.ts';
import { downloadFile } from './handOver.ts';
import { fileNameOf } from './words.ts';

/** Downloads the scenario in hand as a file, as it is; false where there is none to be had. */
export function useDownload(): () => Promise<boolean> {
  const actions = useActions();
  const title = useApp((state) => state.title);
  return async () => {
    const made = await actions.share(shareAll, 'file');
    if (made?.file) downloadFile(made.file, fileNameOf(title));
    return Boolean(made?.file);
  };
}
