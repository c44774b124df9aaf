import { lazy, Suspense } from 'react';
import { shownTab, TabbedPane } from '../parts/TabbedPane.tsx';
import type { PaneTabs } from '../parts/TabbedPane.tsx';
import { Sequence } from '../sequence/Sequence.tsx';
import { usePaneFrame, useShell } from '../shell.ts';
import { useApp } from '../useApp.ts';
import { counted } from '../words.ts';
import { shownRow } from './clauseVerdict.ts';
import { ClauseTree } from './ClauseTree.tsx';

const Coverage = lazy(async () => ({ default: (await import('../coverage/Coverage.tsx')).Coverage }));

export function ClausesPane() {
  const frame = usePaneFrame('clauses');
  const { tabs, chooseTab } = useShell();
  const analysis = useApp((state) => state.analysis);
  const verdicts = useApp((state) => state.verdicts);
  const stale = useApp((state) => state.stale);
  // The tree belongs to the last run, as the verdicts do; before the first there is only the text.
  const { clauses, query } = verdicts?.analysis ?? analysis;
  const leaves = clauses.filter((clause) => clause.kind === 'leaf' || clause.kind === 'category').length;
  const isEmpty = analysis.text.trim() === '' || leaves === 0;
  const tree = isEmpty ? (
    <p className="cl-nothing">The clauses of the rule appear here as you write it.</p>
  ) : (
    <ClauseTree clauses={clauses} />
  );
  const shown: PaneTabs<'clauses'> = [
    { value: 'clauses', content: tree, keep: true },
    query.kind === 'event' ? undefined : { value: 'sequence', content: <Sequence /> },
    isEmpty
      ? undefined
      : {
          value: 'coverage',
          content: (
            <Suspense fallback={null}>
              <Coverage />
            </Suspense>
          ),
        },
  ];
  const about = shownTab(shown, tabs.clauses) === 'clauses' && (
    <About isEmpty={isEmpty} leaves={leaves} isOutdated={stale && !analysis.runnable} />
  );
  return <TabbedPane {...frame} tabs={shown} chosen={tabs.clauses} onChoose={chooseTab} about={about} />;
}

interface AboutProps {
  readonly isEmpty: boolean;
  readonly leaves: number;
  readonly isOutdated: boolean;
}

function About({ isEmpty, leaves, isOutdated }: AboutProps) {
  const isInvalid = useApp((state) => state.selected !== null && shownRow(state) === null);
  if (isEmpty) return null;
  if (isOutdated) return <span className="cl-outdated u-clip">of the last rule without an error</span>;
  if (isInvalid) return <span className="u-clip">No verdicts: an invalid event is not run</span>;
  return (
    <>
      <span className="u-clip">{counted(leaves, 'condition')}</span>
      <span className="cl-caption">true in</span>
    </>
  );
}
