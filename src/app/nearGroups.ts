/** The events that do not match, grouped by what keeps them out. */
import type { AppState, ListedFilter } from './state.ts';

export interface NearGroup {
  /** The clauses of one smallest set, equal ones once. */
  readonly clauses: readonly string[];
  readonly distance: number;
  readonly count: number;
  readonly filter: ListedFilter;
}

/** Nearest first, and of one distance the largest first; none until they are known. */
export function nearGroups({ near, verdicts }: Pick<AppState, 'near' | 'verdicts'>): readonly NearGroup[] {
  if (near === null || verdicts === null || near.run !== verdicts.evidence.run) return [];
  return near.misses.groups.map(({ blockers, distance, count }) => {
    const clauses = [...new Set(blockers.flatMap((id) => verdicts.analysis.clauses[id]?.text ?? []))];
    return { clauses, distance, count, filter: groupFilter(clauses) };
  });
}

/** The list of one group. It follows the group through new runs, and shows nothing while it is looked for. */
function groupFilter(clauses: readonly string[]): ListedFilter {
  const name = clauses.join(' and ');
  return {
    words: `kept out by ${name}`,
    readsNear: true,
    rows({ near, verdicts, live }) {
      if (near === null || verdicts === null || near.run !== verdicts.evidence.run) return live;
      const group = near.misses.groups.find(({ blockers }) => {
        const texts = new Set(blockers.flatMap((id) => verdicts.analysis.clauses[id]?.text ?? []));
        return texts.size === clauses.length && clauses.every((text) => texts.has(text));
      });
      return group?.rows ?? null;
    },
  };
}
