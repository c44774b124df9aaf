/**
 * Files of rules before anything is replaced: what was understood of them and what was not, and what to do with them.
 */
import { useEffect, useState } from 'react';
import { type RuleBook, ruleNotes } from '../../app/imports.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../parts/Dialog.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useActions, useApp } from '../useApp.ts';
import { counted } from '../words.ts';
import { FileFindings } from './FileFindings.tsx';
import { FoundRuleCard } from './FoundRuleCard.tsx';
import { RulesTable } from './RulesTable.tsx';
import { contentsLine } from './words.ts';
import './files.css';
import type { DialogProps } from '../dialogs.ts';

type Over = 'events' | 'nothing';

export function ImportDialog({ open, onOpenChange }: DialogProps) {
  const book = useApp((state) => state.ruleBook);
  const files = book?.files ?? [];
  const [first] = files;
  const title =
    first === undefined
      ? 'Import'
      : files.length === 1
        ? `Import ${first.name}`
        : `Import ${counted(files.length, 'file')}`;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={contentsLine(files)}
      isWide={(book?.rules.length ?? 0) > 1}
      isParted
    >
      {book !== null && <Content book={book} />}
    </Dialog>
  );
}

function Content({ book }: { readonly book: RuleBook }) {
  const { files, rules } = book;
  const scenario = files.find((file) => file.scenario !== null)?.scenario ?? null;
  if (rules.length > 1) return <SeveralRules book={book} />;
  if (rules.length === 1) return <OneRule book={book} />;
  if (scenario !== null) return <WholeScenario book={book} />;
  if (files.some(({ exceptions }) => exceptions.length > 0)) return <ExceptionsAlone book={book} />;
  return <Nothing book={book} />;
}

interface PartProps {
  readonly book: RuleBook;
}

function OneRule({ book }: PartProps) {
  const actions = useActions();
  const [over, setOver] = useState<Over>('events');
  const found = book.rules[0]!;
  return (
    <>
      <DialogBody>
        <FoundRuleCard found={found} />
        <FileFindings files={book.files} notes={ruleNotes(found.rule)} />
      </DialogBody>
      <DialogFoot>
        <OverChoice over={over} onChange={setOver} />
        <Button onClick={actions.closeReview}>Cancel</Button>
        <Button look="primary" data-autofocus onClick={() => actions.openRule(found, over)}>
          Open
        </Button>
      </DialogFoot>
    </>
  );
}

function SeveralRules({ book }: PartProps) {
  const actions = useActions();
  const rowCount = useApp((state) => state.rowCount);
  const tableVersion = useApp((state) => state.tableVersion);
  const [over, setOver] = useState<Over>('events');
  const { rules, verdicts, isRunning } = book;
  const isBegun = isRunning || verdicts.length > 0;
  useEffect(() => {
    if (!isBegun && rowCount > 0) actions.evaluateRules();
    // Only when it opens: whoever stops it wants it stopped.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const isStale = isBegun && !isRunning && book.tableVersion !== tableVersion;
  const isDone = verdicts.length === rules.length;
  const progress = isRunning
    ? `Evaluated ${verdicts.length} of ${rules.length}.`
    : isStale
      ? 'The events have changed since.'
      : isBegun && !isDone
        ? `Stopped after ${verdicts.length} of ${rules.length}.`
        : '';
  return (
    <>
      <DialogBody>
        <RulesTable book={book} onOpen={(found) => actions.openRule(found, over)} />
        <FileFindings files={book.files} notes={[]} />
      </DialogBody>
      <DialogFoot>
        <p className="fi-outcome" role="status">
          {progress}
        </p>
        <OverChoice over={over} onChange={setOver} />
        {isRunning && <Button onClick={actions.stopRules}>Stop</Button>}
        {!isRunning && rowCount > 0 && (isStale || !isDone) && (
          <Button onClick={actions.evaluateRules}>Evaluate</Button>
        )}
        <Button onClick={actions.forgetRules}>Put away</Button>
        <Button look="primary" onClick={actions.closeReview}>
          Close
        </Button>
      </DialogFoot>
    </>
  );
}

function WholeScenario({ book }: PartProps) {
  const actions = useActions();
  const file = book.files.find(({ scenario }) => scenario !== null)!;
  const { title, events, rule, description } = file.scenario!;
  return (
    <>
      <DialogBody>
        <p>
          <strong>{title || rule.name || 'Untitled scenario'}</strong>
        </p>
        {description !== '' && <p className="fi-quiet">{description}</p>}
        <pre className="fi-query">{rule.query}</pre>
        <p className="fi-quiet">
          {counted(events.length, 'event')},{' '}
          {counted(events.filter(({ label }) => label !== undefined).length, 'label')}
        </p>
        <FileFindings files={book.files} notes={[]} />
      </DialogBody>
      <DialogFoot>
        <Button onClick={actions.closeReview}>Cancel</Button>
        <Button look="primary" data-autofocus onClick={() => actions.openScenarioFile(file.scenario!)}>
          Open
        </Button>
      </DialogFoot>
    </>
  );
}

function ExceptionsAlone({ book }: PartProps) {
  const actions = useActions();
  const title = useApp((state) => state.title);
  return (
    <>
      <DialogBody>
        <ul className="fi-items">
          {book.files.flatMap(({ exceptions }) =>
            exceptions.map((item, i) => (
              // The list never changes.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={i}>{typeof item['name'] === 'string' ? item['name'] : 'without a name'}</li>
            )),
          )}
        </ul>
        <FileFindings files={book.files} notes={[]} />
      </DialogBody>
      <DialogFoot>
        <p className="fi-outcome">Items with the same id are replaced.</p>
        <Button onClick={actions.closeReview}>Cancel</Button>
        <Button look="primary" data-autofocus onClick={() => actions.addExceptions(book.files)}>
          Add to “{title}”
        </Button>
      </DialogFoot>
    </>
  );
}

function Nothing({ book }: PartProps) {
  const actions = useActions();
  return (
    <>
      <DialogBody>
        <FileFindings files={book.files} notes={[]} />
      </DialogBody>
      <DialogFoot>
        <Button look="primary" data-autofocus onClick={actions.closeReview}>
          Close
        </Button>
      </DialogFoot>
    </>
  );
}

interface OverChoiceProps {
  readonly over: Over;
  readonly onChange: (over: Over) => void;
}

/** Over which events a rule is opened; what is in hand stays on the shelf either way. */
function OverChoice({ over, onChange }: OverChoiceProps) {
  const rowCount = useApp((state) => state.rowCount);
  if (rowCount === 0) return null;
  return (
    <div className="fi-over">
      <span className="fi-quiet">Open over</span>
      <Segmented<Over>
        label="Open over"
        value={over}
        onChange={onChange}
        options={[
          { value: 'events', title: `these ${counted(rowCount, 'event')}`, hint: 'Labels and notes stay with them' },
          { value: 'nothing', title: 'no events', hint: 'A scenario without events' },
        ]}
      />
    </div>
  );
}
