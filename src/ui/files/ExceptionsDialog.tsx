/** The exceptions of the rule: what each takes away, why one takes nothing, and the value lists that they name. */
import { useState } from 'react';
import { namedLists } from '../../app/exceptions.ts';
import type { JsonObject } from '../../scenario/scenario.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../parts/Dialog.tsx';
import { Choice } from '../metadata/FormFields.tsx';
import { useActions, useApp } from '../useApp.ts';
import { counted } from '../words.ts';
import { ExceptionItem } from './ExceptionItem.tsx';
import { ValueListField } from './ValueListField.tsx';
import './files.css';
import '../metadata/metadata.css';
import type { DialogProps } from '../dialogs.ts';

export function ExceptionsDialog({ open, onOpenChange }: DialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Exceptions"
      description="An event that fits all conditions of an item is taken away from the rule. Files of rules bring them along."
      isParted
    >
      {open && <Content onClose={() => onOpenChange(false)} />}
    </Dialog>
  );
}

function Content({ onClose }: { readonly onClose: () => void }) {
  const actions = useActions();
  const rest = useApp((state) => state.rest);
  const uses = useApp((state) => state.verdicts?.evidence.exceptions);
  const isJoined = useApp((state) => state.analysis.query.kind !== 'event');
  const [removed, setRemoved] = useState<{ readonly name: string; readonly before: readonly JsonObject[] } | null>(
    null,
  );
  const { exceptions, valueLists, options } = rest;
  const remove = (at: number) => {
    setRemoved({ name: nameOf(exceptions[at]!, at), before: exceptions });
    actions.changeScenario({ exceptions: exceptions.filter((_, i) => i !== at) });
  };
  const undo = () => {
    if (removed !== null) actions.changeScenario({ exceptions: removed.before });
    setRemoved(null);
  };
  return (
    <>
      <DialogBody>
        {isJoined && (
          <Choice<'events' | 'sequences'>
            label="What they take away"
            value={options.exceptionReading}
            problem={undefined}
            onChange={(exceptionReading) => actions.changeScenario({ options: { ...options, exceptionReading } })}
            options={[
              { value: 'events', title: 'events, before sequences are built: as Kibana does' },
              { value: 'sequences', title: 'whole sequences, if any of their events fits' },
            ]}
          />
        )}
        {exceptions.length === 0 && <p className="fi-quiet">None any more.</p>}
        <ul className="fi-exceptions">
          {exceptions.map((item, at) => (
            // Items may repeat; the list only loses some.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={`${nameOf(item, at)} ${at}`}>
              <ExceptionItem
                name={nameOf(item, at)}
                // While the verdicts are of another set of items, none is told of.
                use={uses?.length === exceptions.length ? uses[at] : undefined}
                onRemove={() => remove(at)}
                onShown={onClose}
              />
            </li>
          ))}
        </ul>
        {namedLists(exceptions).map(({ id, type }) => (
          <ValueListField
            key={id}
            id={id}
            type={type}
            list={valueLists[id]}
            onChange={(list) => actions.changeScenario({ valueLists: { ...valueLists, [id]: list } })}
          />
        ))}
      </DialogBody>
      <DialogFoot>
        <p className="fi-outcome" role="status">
          {removed === null ? counted(exceptions.length, 'exception') : `Removed “${removed.name}”.`}
        </p>
        {removed !== null && <Button onClick={undo}>Undo</Button>}
        <Button look="primary" data-autofocus onClick={onClose}>
          Close
        </Button>
      </DialogFoot>
    </>
  );
}

function nameOf({ name, item_id: id }: JsonObject, at: number): string {
  if (typeof name === 'string' && name.trim() !== '') return name;
  return typeof id === 'string' && id !== '' ? id : `#${at + 1}`;
}
