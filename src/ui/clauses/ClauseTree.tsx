/**
 * The rule as a tree of clauses, each with its verdict on the selected event and its counts over all events: what the
 * lines in the rule's text say, for everybody who cannot see them.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import type { ClauseSet } from '../../app/clauseRows.ts';
import type { Clause } from '../../eql/syntax/clauses.ts';
import { slice } from '../../text/span.ts';
import { useHandle, useShell } from '../shell.ts';
import { useActions, useApp } from '../useApp.ts';
import { ClauseDetails } from './ClauseDetails.tsx';
import { PartDetails } from './PartDetails.tsx';
import { ClauseRow } from './ClauseRow.tsx';
import { treeLines } from './clauseTree.ts';
import { clauseVerdict, currentInspection, shownRow, tintedClauses } from './clauseVerdict.ts';

export function ClauseTree({ clauses }: { readonly clauses: readonly Clause[] }) {
  const actions = useActions();
  const { focus, bringToFront } = useShell();
  const ruleRef = useHandle('rule');
  const verdicts = useApp((state) => state.verdicts);
  const selected = useApp((state) => state.selected);
  const inspection = useApp((state) => state.inspection);
  const invalid = useApp((state) => state.invalid);
  const stale = useApp((state) => state.stale);
  const text = useApp((state) => state.analysis.text);
  const hover = useApp((state) => state.hover);
  const part = useApp((state) => state.part);

  const [collapsed, setCollapsed] = useState<ReadonlySet<number>>(new Set());
  const [active, setActive] = useState(0);
  const tree = useRef<HTMLDivElement>(null);

  const lines = useMemo(() => treeLines(clauses, collapsed), [clauses, collapsed]);
  const at = Math.max(
    0,
    lines.findIndex((line) => line.clause.id === active),
  );
  const inHand = lines[at]?.clause;
  useKeepRowInSight(tree, inHand?.id);

  const evidence = verdicts?.evidence;
  const isCurrent = verdicts === null || verdicts.analysis.text === text;
  const row = shownRow({ selected, inspection, verdicts, invalid });
  const current = currentInspection({ selected, inspection, verdicts, invalid });

  const tinted = useMemo(() => tintedClauses(clauses, current), [clauses, current]);

  // What keeps another event out is what one wants to read of; but nothing moves under a person's hands.
  const decider = current?.deciding.at(0);
  useEffect(() => {
    if (decider !== undefined && !tree.current?.parentElement?.contains(document.activeElement)) setActive(decider);
  }, [decider, selected]);

  // While a person works in the rule, the clause in hand is the one under their caret.
  useEffect(() => {
    const inRule = document.activeElement?.closest('.ru-editor') ?? null;
    // Where the focus is can be asked only after rendering.
    // oxlint-disable-next-line react/set-state-in-effect
    if (hover?.kind === 'clause' && inRule !== null) setActive(hover.clause);
  }, [hover]);

  const toggle = useCallback(
    (clause: number) =>
      setCollapsed((before) => {
        const after = new Set(before);
        if (!after.delete(clause)) after.add(clause);
        return after;
      }),
    [],
  );
  const onHover = useCallback(
    (clause: number | null) => actions.setHover(clause === null ? null : { kind: 'clause', clause }),
    [actions],
  );
  const onFocus = useCallback(
    (clause: number) => {
      setActive(clause);
      actions.setHover({ kind: 'clause', clause });
    },
    [actions],
  );

  const goTo = (clause: number | undefined) => {
    if (clause === undefined) return;
    rowOf(tree.current, clause)?.focus();
  };

  const reveal = ({ span }: Clause) => {
    focus('rule');
    ruleRef.current?.reveal(span);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines[at];
    if (line === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const { clause } = line;
    const isOpen = clause.children.length > 0 && !collapsed.has(clause.id);
    const moves: Record<string, () => void> = {
      ArrowDown: () => goTo(lines[at + 1]?.clause.id),
      ArrowUp: () => goTo(lines[at - 1]?.clause.id),
      Home: () => goTo(lines[0]?.clause.id),
      End: () => goTo(lines.at(-1)?.clause.id),
      ArrowRight: () => {
        if (isOpen) goTo(clause.children[0]);
        else if (clause.children.length > 0) toggle(clause.id);
      },
      ArrowLeft: () => {
        if (isOpen) toggle(clause.id);
        else goTo(clause.parent ?? undefined);
      },
      Enter: () => reveal(clause),
      Escape: () => focus('list'),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  };

  const isHovered = (clause: Clause) =>
    hover !== null && (hover.kind === 'clause' ? hover.clause === clause.id : clause.fields.includes(hover.path));

  const filterBy = (clause: number, set: ClauseSet) => {
    actions.filterByClause(clause, set);
    bringToFront('events');
  };

  return (
    <div className="cl-both">
      <div
        ref={tree}
        role="tree"
        aria-label="Clauses"
        className="cl-tree"
        data-stale={stale || undefined}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const target = event.target instanceof Element ? event.target : null;
          const item = target?.closest<HTMLElement>('[data-clause]');
          const clause = Number(item?.dataset['clause']);
          const number = target?.closest<HTMLElement>('[data-set]');
          if (number) filterBy(clause, number.dataset['set'] as ClauseSet);
          else if (target?.closest('[data-toggle]')) toggle(clause);
        }}
      >
        {lines.map((line, i) => {
          const { id, children } = line.clause;
          return (
            <ClauseRow
              key={id}
              line={line}
              verdict={clauseVerdict(evidence?.clauses[id], row)}
              evidence={evidence?.clauses[id]}
              inspection={current?.clauses[id]}
              events={evidence?.liveCount ?? 0}
              deciding={tinted.has(id)}
              expanded={children.length === 0 ? undefined : !collapsed.has(id)}
              active={i === at}
              hovered={isHovered(line.clause)}
              onFocus={onFocus}
              onHover={onHover}
            />
          );
        })}
      </div>
      {part !== null && <PartDetails />}
      {part === null && inHand !== undefined && (
        <ClauseDetails
          key={`${inHand.id} ${inHand.text}`}
          clause={inHand}
          clauses={clauses}
          evidence={evidence?.clauses[inHand.id]}
          events={evidence?.liveCount ?? 0}
          onFilter={(set) => filterBy(inHand.id, set)}
          onReveal={() => reveal(inHand)}
          source={isCurrent ? slice(text, inHand.span) : null}
          onEdit={(changed) =>
            actions.setRule(`${text.slice(0, inHand.span.from)}${changed}${text.slice(inHand.span.to)}`)
          }
          onCopy={() => actions.copy(inHand.text, 'The clause')}
        />
      )}
    </div>
  );
}

function rowOf(tree: HTMLElement | null, clause: number): HTMLElement | null {
  return tree?.querySelector<HTMLElement>(`[data-clause="${clause}"]`) ?? null;
}

/** The clause in hand stays in sight, also when what is said of it leaves the tree less room than before. */
function useKeepRowInSight(tree: RefObject<HTMLElement | null>, clause: number | undefined): void {
  useLayoutEffect(() => {
    const element = tree.current;
    if (element === null || clause === undefined) return undefined;
    const show = () => rowOf(element, clause)?.scrollIntoView({ block: 'nearest' });
    show();
    const observer = new ResizeObserver(show);
    observer.observe(element);
    return () => observer.disconnect();
  }, [tree, clause]);
}
