import { useRef, useState } from 'react';
import type { ReadProblem, ReadReport } from '../../worker/protocol.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { IconClose } from '../parts/icons.ts';
import { useActions, useApp } from '../useApp.ts';
import { useFocusAfter } from '../useFocusAfter.ts';
import { counted, number } from '../words.ts';

/** So many broken lines are shown before a person asks for the rest. */
const FEW = 3;

/** So many fields are named. */
const FEW_FIELDS = 8;

/** What the last "Add events" did: how many were added, and every broken line with its number and reason. */
export function ReportStrip() {
  const report = useApp((state) => state.report);
  return report === null ? null : <Report report={report} />;
}

function Report({ report }: { readonly report: ReadReport }) {
  const actions = useActions();
  const strip = useRef<HTMLDivElement>(null);
  useFocusAfter(strip, 'list');
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? report.problems : report.problems.slice(0, FEW);
  const only = report.problemCount === 1 ? report.problems[0] : undefined;
  const unlisted = report.problemCount - report.problems.length;
  return (
    <div ref={strip} className="ev-strip" data-tone={report.problemCount > 0 ? 'warn' : 'plain'}>
      <div className="ev-strip-text">
        <p>
          {reportLine(report)} {only !== undefined && <ProblemLine problem={only} named={false} />}{' '}
          {report.problemCount < 2 && <Forms forms={report.forms} />}
        </p>
        {only === undefined && shown.length > 0 && (
          <ul className="ev-problems">
            {shown.map((problem) => (
              <li key={`${problem.source}:${problem.line}:${problem.message}`}>
                <ProblemLine
                  problem={problem}
                  named={report.problems.some(({ source }) => source !== problem.source)}
                />
              </li>
            ))}
          </ul>
        )}
        <Untold untold={report.untold} />
        {report.problemCount > 1 && (
          <p>
            {report.problems.length > FEW && (
              <Button look="quiet" className="ev-strip-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
                {isOpen ? 'Show fewer' : `Show all ${number(report.problems.length)}`}
              </Button>
            )}
            {isOpen && unlisted > 0 && ` ${number(unlisted)} more are not listed.`} <Forms forms={report.forms} />
          </p>
        )}
      </div>
      <IconButton label="Dismiss report" icon={IconClose} onClick={actions.dismissReport} />
    </div>
  );
}

function Forms({ forms }: { readonly forms: readonly string[] }) {
  return forms.length === 0 ? null : <span className="ev-forms">Read as {forms.join(', ')}.</span>;
}

/** What other tools' events say and ECS has no word for. */
function Untold({ untold }: Pick<ReadReport, 'untold'>) {
  return untold.map(({ form, fields }) => (
    <p key={form} className="ev-forms">
      {form}: {counted(fields.length, 'field has', 'fields have')} no counterpart in ECS:{' '}
      {fields.slice(0, FEW_FIELDS).join(', ')}
      {fields.length > FEW_FIELDS && ` and ${number(fields.length - FEW_FIELDS)} more`}.
    </p>
  ));
}

/** `13 added.`, or `13 added, 4 broken:` before a list. Broken pieces that the list keeps as invalid are not counted. */
export function reportLine({ added, problems, problemCount }: ReadReport): string {
  const keptRows = new Set(problems.flatMap(({ row }) => row ?? []));
  const used = Math.max(0, added - keptRows.size - (problemCount - problems.length));
  const line = used > 0 ? `${number(used)} added` : added > 0 ? 'Kept as invalid' : 'Nothing added';
  return problemCount > 1 ? `${line}, ${number(problemCount)} broken:` : `${line}.`;
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

/** `Line 12 is not JSON: unexpected end of input.`, with the name of its file where there are several. */
export function problemLine({ source, line, message }: ReadProblem, named: boolean): string {
  const where = named ? `${source}, line ${number(line)}` : `Line ${number(line)}`;
  const link = /^(not|nested) /.test(message) ? ' is' : ':';
  return `${where}${link} ${message}${message.endsWith('.') ? '' : '.'}`;
}
