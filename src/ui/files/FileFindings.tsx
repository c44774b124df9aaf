import type { FileNote, RuleFile } from '../../app/imports.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import { number } from '../words.ts';

/** Lines that are listed; the others are counted. */
const MOST = 200;

/** What of the files was not understood, by its path: what is broken or odd, what is left out, what is kept unread. */
export function FileFindings({
  files,
  notes,
}: {
  readonly files: readonly RuleFile[];
  readonly notes: readonly FileNote[];
}) {
  const several = files.length > 1;
  const problems = files.flatMap((file) => file.problems.map((problem) => ({ file, problem })));
  const seen = files.flatMap((file) => file.notes.map((note) => ({ file, note })));
  const placed = (file: RuleFile, path: string | undefined) =>
    [several ? file.name : '', path ?? ''].filter((part) => part !== '').join(' · ');
  return (
    <>
      {problems.length > 0 && (
        <Findings title="To look at">
          {problems.slice(0, MOST).map(({ file, problem }, i) => (
            <Finding
              // The list never changes.
              // oxlint-disable-next-line react/no-array-index-key
              key={i}
              path={placed(file, problem.path)}
              what={sentenceOf(problem)}
              fate={problem.severity === 'error' ? 'left out' : 'used all the same'}
              isWarning
            />
          ))}
          <More count={problems.length - MOST} />
        </Findings>
      )}
      {seen.length + notes.length > 0 && (
        <Findings title="Not understood">
          {seen.slice(0, MOST).map(({ file, note }, i) => (
            // oxlint-disable-next-line react/no-array-index-key
            <Finding key={i} path={placed(file, note.path)} what={note.what} fate={note.fate} />
          ))}
          {notes.map((note) => (
            <Finding key={note.path} {...note} />
          ))}
          <More count={seen.length - MOST} />
        </Findings>
      )}
    </>
  );
}

function sentenceOf({ message, hint }: Diagnostic): string {
  return hint === undefined ? message : `${message} ${hint}`;
}

function Findings({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section className="fi-findings" aria-label={title}>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}

interface FindingProps {
  readonly path: string;
  readonly what: string;
  readonly fate: string;
  readonly isWarning?: boolean;
}

function Finding({ path, what, fate, isWarning = false }: FindingProps) {
  return (
    <li className="fi-finding" data-warning={isWarning || undefined}>
      {path !== '' && <code>{path}</code>}
      <span>{what}</span>
      <span className="fi-fate">{fate}</span>
    </li>
  );
}

function More({ count }: { readonly count: number }) {
  return count > 0 ? <li className="fi-quiet">{number(count)} more are not listed.</li> : null;
}
