/**
 * The rule as a tree of clauses, each with its verdict on the selected event and its counts over all events: what the
 * lines in the rule's text say, for everybody who cannot see them.
 */
import { useCallback, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Clause } from '../../eql/syntax/clauses.ts';
import { useHandle, useShell } from '../shell.ts';
import { useActions, useApp } from '../useApp.ts';
import { ClauseRow } from './ClauseRow.tsx';
import { treeLines } from './clauseTree.ts';
import { clauseVerdict, currentInspection, shownRow, tintedClauses } from './clauseVerdict.ts';

export function ClauseTree({ clauses }: { readonly clauses: readonly Clause[] }) {
  const actions = useActions();
  const { focus } = useShell();
  const ruleRef = useHandle('rule');
  const verdicts = useApp((state) => state.verdicts);
  const selected = useApp((state) => state.selected);
  const inspection = useApp((state) => state.inspection);
  const invalid = useApp((state) => state.invalid);
  const stale = useApp((state) => state.stale);
  const hover = useApp((state) => state.hover);

  const [collapsed, setCollapsed] = useState<ReadonlySet<number>>(new Set());
  const [active, setActive] = useState(0);
  const tree = useRef<HTMLDivElement>(null);

  const lines = useMemo(() => treeLines(clauses, collapsed), [clauses, collapsed]);
  const at = Math.max(
    0,
    lines.findIndex((line) => line.clause.id === active),
  );
  const evidence = verdicts?.evidence;
  const row = shownRow({ selected, inspection, verdicts, invalid });
  const current = currentInspection({ selected, inspection, verdicts, invalid });

  const tinted = useMemo(() => tintedClauses(clauses, current), [clauses, current]);

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
    tree.current?.querySelector<HTMLElement>(`[data-clause="${clause}"]`)?.focus();
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
      Enter: () => {
        focus('rule');
        ruleRef.current?.reveal(clause.span);
      },
      Escape: () => focus('list'),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  };

  const isHovered = (clause: Clause) =>
    hover !== null && (hover.kind === 'clause' ? hover.clause === clause.id : clause.fields.includes(hover.path));

  return (
    <div
      ref={tree}
      role="tree"
      aria-label="Clauses"
      className="cl-tree"
      data-stale={stale || undefined}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const toggled = event.target instanceof Element ? event.target.closest('[data-toggle]') : null;
        const item = toggled?.closest<HTMLElement>('[data-clause]');
        if (item) toggle(Number(item.dataset['clause']));
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
  );
}
