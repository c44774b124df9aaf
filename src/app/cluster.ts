/** The rule on a real cluster: texts that run it there, and its answer beside our own verdicts. */
import { disagreements, type Disagreement, readAnswer } from '../scenario/elasticsearch/compare.ts';
import { hasBit, rowsOf } from '../worker/protocol.ts';
import { idOf, rowOfId } from './rowNotes.ts';
import type { AppState } from './state.ts';

export { isIndexName } from '../scenario/elasticsearch/requests.ts';

/** An event on which the cluster and the page say different things; `row`: null where the page has no such event. */
export interface ClusterDifference extends Disagreement {
  readonly row: number | null;
}

export type ClusterComparison =
  | { readonly problem: string }
  | { readonly compared: number; readonly differences: readonly ClusterDifference[] };

/** @param answer that of `_eql/search`, as it was pasted */
export function compareWithCluster(
  answer: string,
  { verdicts, live, ids, rowCount }: Pick<AppState, 'verdicts' | 'live' | 'ids' | 'rowCount'>,
): ClusterComparison {
  if (verdicts === null) return { problem: 'There are no verdicts to compare with: the rule has an error.' };
  const read = readAnswer(answer);
  if ('problem' in read) return read;
  const { matches } = verdicts.evidence;
  const ours = new Map<string, boolean>();
  for (const row of rowsOf(live)) ours.set(idOf(ids, row), hasBit(matches, row));
  const differences = disagreements(ours, read).map((found) => ({ ...found, row: rowOfId(ids, found.id, rowCount) }));
  return { compared: ours.size, differences };
}
