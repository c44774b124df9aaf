import { Button } from '../parts/Button.tsx';
import { DialogBody, DialogFoot } from '../parts/Dialog.tsx';
import type { WayProps } from './ways.ts';

/** Events told as stories: who acts in a made-up cluster, how often, and for how long. */
export function StoriesWay({ close }: WayProps) {
  return (
    <>
      <DialogBody>{null}</DialogBody>
      <DialogFoot>
        <Button onClick={close}>Close</Button>
      </DialogFoot>
    </>
  );
}
