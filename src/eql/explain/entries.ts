/**
 * How often each entry of an `in`, `:`, `like` or `regex` list fits: in how many events some value of the field is this
 * entry, or fits it. Found as a leaf's truth is: once for each distinct value, then once for each distinct set of values.
 */
import type { Span } from '../../text/span.ts';
import { and, type Bitmap, countBits, emptyBitmap, rowsOf, setBit } from '../evaluate/bitmap.ts';
import type { Column, EventTable } from '../evaluate/column.ts';
import { leavesOf } from '../evaluate/evaluator.ts';
import type { Entry, EntryLeaf, Leaf } from '../evaluate/leaf.ts';
import { LeafState } from '../evaluate/leafState.ts';
import type { RunnableRule } from '../evaluate/search.ts';

export interface EntryUse {
  /** The entry in the rule. */
  readonly span: Span;
  /** Live events. */
  readonly count: number;
  readonly rows: Bitmap;
}

/** The entries of a leaf in the order of the text; none without a list. */
export function entriesOf(rule: RunnableRule, clause: number, table: EventTable): readonly EntryUse[] {
  return testsOf(rule, clause).flatMap((leaf) => [
    ...entriesOfLeaf(leaf, table),
    ...leaf.alone.map((entry) => useOf(entry, table)),
  ]);
}

/** The same, but none where the list tests what a function gives. */
export function fieldEntriesOf(rule: RunnableRule, clause: number, table: EventTable): readonly EntryUse[] {
  return testsOf(rule, clause).flatMap((leaf) => entriesOfLeaf(leaf, table));
}

function testsOf({ plan }: RunnableRule, clause: number): readonly Leaf[] {
  const planned = plan.clauses[clause];
  return planned?.isLeaf === true ? leavesOf(planned.plan) : [];
}

function entriesOfLeaf({ places: [path], entries }: Leaf, table: EventTable): readonly EntryUse[] {
  return path === undefined || entries.length === 0 ? [] : usesOf(entries, table.column(path), table);
}

function useOf({ span, leaf }: EntryLeaf, table: EventTable): EntryUse {
  const state = new LeafState(leaf(), table);
  state.refresh();
  const rows = and(state.true, table.live);
  return { span, rows, count: countBits(rows) };
}

function usesOf(entries: readonly Entry[], column: Column, { rowCount, live }: EventTable): readonly EntryUse[] {
  const uses = entries.map(({ span }) => ({ span, count: 0, rows: emptyBitmap(rowCount) }));
  const ofSet: (readonly number[] | undefined)[] = [];
  const ofValue: (readonly number[] | undefined)[] = [];
  const fitting = (code: number): readonly number[] =>
    (ofValue[code] ??= [...entries.keys()].filter((entry) => entries[entry]!.test(column.values[code]!)));
  for (const row of rowsOf(live)) {
    const set = column.rows[row]!;
    for (const entry of (ofSet[set] ??= [...new Set(codesOf(column, set).flatMap(fitting))])) {
      const use = uses[entry]!;
      setBit(use.rows, row, true);
      use.count++;
    }
  }
  return uses;
}

/** The value codes of a set. */
export function codesOf({ setStarts, setCodes }: Column, set: number): readonly number[] {
  return [...setCodes.subarray(setStarts[set], setStarts[set + 1])];
}
