import type { Clause } from '../../eql/syntax/clauses.ts';

/** A clause as a line of the tree. */
export interface TreeLine {
  readonly clause: Clause;
  /** Counted from 1. */
  readonly level: number;
  readonly place: number;
  readonly siblings: number;
}

/** The lines of the tree from top to bottom, without those below a collapsed group. */
export function treeLines(clauses: readonly Clause[], collapsed: ReadonlySet<number>): readonly TreeLine[] {
  const lines: TreeLine[] = [];
  const visit = (clause: Clause, place: number, siblings: number) => {
    lines.push({ clause, level: clause.depth + 1, place, siblings });
    if (collapsed.has(clause.id)) return;
    clause.children.forEach((child, i) => visit(clauses[child]!, i + 1, clause.children.length));
  };
  if (clauses[0] !== undefined) visit(clauses[0], 1, 1);
  return lines;
}
