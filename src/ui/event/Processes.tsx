/**
 * The processes around the event as a tree, from the entry leader to the children that other events know, each with the
 * rule's fields that are about it. Why `same_as_process` is what it is stands above in a sentence.
 */
import { useMemo } from 'react';
import type { ProcessTree } from '../../worker/protocol.ts';
import { shownRow } from '../clauses/clauseVerdict.ts';
import { IconWarning } from '../parts/icons.ts';
import { useActions, useApp } from '../useApp.ts';
import { useAnswer } from '../useAnswer.ts';
import { counted } from '../words.ts';
import { ProcessNodeLine } from './ProcessNode.tsx';
import { processBranches, type ProcessBranch } from './processBranches.ts';
import { Readings } from './Readings.tsx';
import { type RuleFields, ruleFields } from './ruleFields.ts';

export function Processes({ row }: { readonly row: number }) {
  const { processes } = useActions();
  // Another run reads other fields, another table has other relatives.
  const verdicts = useApp((state) => state.verdicts);
  const tableVersion = useApp((state) => state.tableVersion);
  const version = useMemo(() => ({ verdicts, tableVersion }), [verdicts, tableVersion]);
  const answered = useAnswer(processes, row, version);
  if (answered === null || answered.question !== row) return <div className="ep-scroll" aria-busy />;
  return <Picture tree={answered.answer} />;
}

function Picture({ tree }: { readonly tree: ProcessTree }) {
  const verdicts = useApp((state) => state.verdicts);
  const stale = useApp((state) => state.stale);
  const row = useApp((state) => shownRow(state));
  const ofRule = useMemo(() => ruleFields(verdicts, row), [verdicts, row]);
  const roots = useMemo(() => processBranches(tree.nodes), [tree]);
  if (tree.nodes.length === 0) {
    return <p className="ec-nothing">This event names no process: it has none of the fields process.*.</p>;
  }
  const hidden = tree.childCount - tree.nodes.filter(({ roles }) => roles.length === 0).length;
  return (
    <div className="ep-scroll" data-stale={stale || undefined}>
      <Leaders tree={tree} ofRule={ofRule} />
      <Branches branches={roots} ofRule={ofRule} row={tree.row} label="Processes" />
      {hidden > 0 && <p className="ep-more">and {counted(hidden, 'more child', 'more children')}</p>}
      <Places places={tree.places} />
    </div>
  );
}

function Leaders({ tree, ofRule }: { readonly tree: ProcessTree; readonly ofRule: RuleFields }) {
  // The tree shows who leads what; in words stands what decides, and what cannot be.
  const leaders = tree.leaders.filter(({ path, isContradiction }) => isContradiction || ofRule.has(path));
  if (leaders.length === 0) return null;
  return (
    <ul className="ep-leaders" aria-label="same_as_process">
      {leaders.map(({ role, path, words, isContradiction }) => {
        const readings = ofRule.get(path) ?? [];
        return (
          <li key={role} data-warn={isContradiction || undefined}>
            <span className="ep-sign">
              {isContradiction ? <IconWarning size={14} aria-label="Warning" /> : <Readings readings={readings} />}
            </span>
            <span>{words}</span>
          </li>
        );
      })}
    </ul>
  );
}

interface BranchesProps {
  readonly branches: readonly ProcessBranch[];
  readonly ofRule: RuleFields;
  /** The selected event's. */
  readonly row: number;
  readonly label?: string;
}

function Branches({ branches, ofRule, row, label }: BranchesProps) {
  return (
    <ul className="ep-branch" aria-label={label}>
      {branches.map(({ node, below }) => (
        <li
          key={`${node.roles.join()} ${node.facts.entityId} ${node.facts.pid} ${node.events[0]?.row ?? ''}`}
          data-link={node.link}
        >
          <ProcessNodeLine node={node} ofRule={ofRule} row={row} />
          {below.length > 0 && <Branches branches={below} ofRule={ofRule} row={row} />}
        </li>
      ))}
    </ul>
  );
}

function Places({ places }: Pick<ProcessTree, 'places'>) {
  if (places.length === 0) return null;
  return (
    <dl className="ep-places" aria-label="Where it runs">
      {places.map(({ what, text }) => (
        <div key={`${what} ${text}`}>
          <dt>{what}</dt>
          <dd className="u-clip" title={text}>
            {text}
          </dd>
        </div>
      ))}
    </dl>
  );
}
