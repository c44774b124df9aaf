import { useRef, useState } from 'react';
import type { ReadProblem, ReadReport, SourceReport } from '../../worker/protocol.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { IconClose } from '../parts/icons.ts';
import { useActions, useApp } from '../useApp.ts';
import { useFocusAfter } from '../useFocusAfter.ts';
import { counted, number, sentence } from '../words.ts';
import { problemLine, reportLine, sourceLine, untoldLine } from './reportWords.ts';

/** So many lines are shown before a person asks for the rest. */
const FEW = 3;

/** What the last "Add events" did: what was recognised and added, and every broken piece with its place and reason. */
export function ReportStrip() {
  const report = useApp((state) => state.report);
  return report === null ? null : <Report report={report} />;
}

function Report({ report }: { readonly report: ReadReport }) {
  const actions = useActions();
  const strip = useRef<HTMLDivElement>(null);
  useFocusAfter(strip, 'list');
  const { sources, problems, problemCount } = report;
  const only = problemCount === 1 ? problems[0] : undefined;
  return (
    <div ref={strip} className="ev-strip" data-tone={problemCount > 0 ? 'warn' : 'plain'}>
      <div className="ev-strip-text">
        <p>
          {reportLine(report)} {only !== undefined && <ProblemLine problem={only} named={sources.length > 1} />}
        </p>
        {problemCount > 1 && <Problems problems={problems} count={problemCount} named={sources.length > 1} />}
        {sources.length > 1 && <Sources sources={sources} />}
        <Remarks report={report} />
        <Alerts count={report.alerts.length} />
      </div>
      <IconButton label="Dismiss report" icon={IconClose} onClick={actions.dismissReport} />
    </div>
  );
}

interface ProblemsProps {
  readonly problems: readonly ReadProblem[];
  /** Of all, listed or not. */
  readonly count: number;
  readonly named: boolean;
}

function Problems({ problems, count, named }: ProblemsProps) {
  const [isOpen, setOpen] = useState(false);
  const unlisted = count - problems.length;
  return (
    <>
      <ul className="ev-problems">
        {problems.slice(0, isOpen ? undefined : FEW).map((problem) => (
          <li key={`${problem.source}:${problem.line}:${problem.message}`}>
            <ProblemLine problem={problem} named={named} />
          </li>
        ))}
      </ul>
      {problems.length > FEW && (
        <p>
          <More isOpen={isOpen} onToggle={() => setOpen(!isOpen)} count={problems.length} />
          {isOpen && unlisted > 0 && ` ${number(unlisted)} more are not listed.`}
        </p>
      )}
    </>
  );
}

function Sources({ sources }: { readonly sources: readonly SourceReport[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <ul className="ev-problems ev-forms">
        {sources.slice(0, isOpen ? undefined : FEW).map((source, i) => (
          // Names may repeat; the list never changes.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={`${i} ${source.name}`}>{sourceLine(source)}</li>
        ))}
      </ul>
      {sources.length > FEW && (
        <p>
          <More isOpen={isOpen} onToggle={() => setOpen(!isOpen)} count={sources.length} />
        </p>
      )}
    </>
  );
}

interface MoreProps {
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly count: number;
}

function More({ isOpen, onToggle, count }: MoreProps) {
  return (
    <Button look="quiet" className="ev-strip-button" aria-expanded={isOpen} onClick={onToggle}>
      {isOpen ? 'Show fewer' : `Show all ${number(count)}`}
    </Button>
  );
}

/** What was done to the sources, what about them is a guess, and what ECS has no word for. */
function Remarks({ report }: { readonly report: ReadReport }) {
  const notes = new Set(report.sources.flatMap((source) => source.notes));
  const lines = [...[...notes].map(sentence), ...report.untold.map(untoldLine)];
  return lines.map((line) => (
    <p key={line} className="ev-forms">
      {line}
    </p>
  ));
}

function Alerts({ count }: { readonly count: number }) {
  const actions = useActions();
  if (count === 0) return null;
  return (
    <p>
      {counted(count, 'event is a Kibana alert', 'events are Kibana alerts')}, with a time and a kind of its own.{' '}
      <Button look="quiet" className="ev-strip-button" onClick={actions.stripAlerts}>
        Leave alert fields out
      </Button>
    </p>
  );
}

function ProblemLine({ problem, named }: { readonly problem: ReadProblem; readonly named: boolean }) {
  const actions = useActions();
  const { row } = problem;
  const text = problemLine(problem, named);
  if (row === undefined) return text;
  return (
    <button type="button" className="ev-problem" onClick={() => actions.select(row)}>
      {text}
    </button>
  );
}
