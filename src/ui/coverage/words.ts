/** What is said of the coverage of a rule. */
import type { CoverageMeter, CoveredLeaf, EndingName, Mark, Share } from '../../app/coverage.ts';
import { counted, number } from '../words.ts';

/** `18 of 22 points are covered. 2 more cannot be.` */
export function pointsLine({ covered, possible, impossible }: Share): string {
  const line = `${number(covered)} of ${counted(possible, 'point')} ${covered === 1 ? 'is' : 'are'} covered.`;
  return impossible === 0 ? line : `${line} ${counted(impossible, 'other')} cannot be.`;
}

/** `7 of 37 list entries are used.` Empty for a rule without lists. */
export function entriesLine({ covered, possible, impossible }: Share): string {
  if (possible + impossible === 0) return '';
  const line = `${number(covered)} of ${counted(possible, 'list entry', 'list entries')} ${covered === 1 ? 'is' : 'are'} used.`;
  return impossible === 0 ? line : `${line} ${counted(impossible, 'other')} cannot be.`;
}

/** What could be covered and is not, as far as anybody knows. */
export function missingCount({ leaves, endings }: CoverageMeter): number {
  const marks = [...leaves.flatMap(({ whenTrue, whenFalse }) => [whenTrue, whenFalse]), ...endings];
  return marks.filter(({ count, lack }) => count === 0 && lack === null).length;
}

export function unusedCount({ leaves }: CoverageMeter): number {
  return leaves.flatMap(({ entries }) => entries).filter(({ count, lack }) => count === 0 && lack === null).length;
}

/** Why a leaf is not seen true or false where it decides, in sentences; one where both have the same reason. */
export function lackLines({ whenTrue, whenFalse }: CoveredLeaf): readonly string[] {
  const [ofTrue, ofFalse] = [whenTrue.lack, whenFalse.lack];
  if (ofTrue !== null && ofFalse?.reason === ofTrue.reason && ofTrue.isProof === ofFalse.isProof) {
    return [`${ofTrue.isProof ? 'It never decides' : 'Not found to decide'}: ${ofTrue.reason}.`];
  }
  return [...lackLine(whenTrue, 'true where it decides'), ...lackLine(whenFalse, 'false where it decides')];
}

export function lackLine({ lack }: Mark, what: string): readonly string[] {
  return lack === null ? [] : [`${lack.isProof ? 'Never' : 'Not found'} ${what}: ${lack.reason}.`];
}

export const endingWords = {
  complete: { title: 'Complete', does: 'All of its events came, in time and with the same keys.' },
  expired: { title: 'Too late', does: 'The next event came after maxspan.' },
  until: { title: 'Ended by until', does: 'The event of until came before the last one.' },
  missing: { title: 'Broken', does: 'An event came that must not be.' },
} satisfies Record<EndingName, { title: string; does: string }>;
