import { flushSync } from 'react-dom';
import { useHandle, useShell } from '../shell.ts';
import { useActions } from '../useApp.ts';

/** Shows a field of the rule where it stands in the selected event. */
export function useGoToField(): (path: string) => void {
  const actions = useActions();
  const { chooseTab, bringToFront } = useShell();
  const event = useHandle('event');
  return (path) => {
    void actions.findField(path).then((place) => {
      if (place === null) return;
      // The editor can be scrolled only where it is shown.
      flushSync(() => {
        chooseTab('json');
        bringToFront('event');
      });
      event.current?.reveal(place);
    });
  };
}
