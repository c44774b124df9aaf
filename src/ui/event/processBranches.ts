/** The nodes of a process tree, which come depth first, as branches. */
import type { ProcessTree } from '../../worker/protocol.ts';
import { timeOfDay } from '../words.ts';

const MILLISECOND = 1_000_000n;

export type ProcessNode = ProcessTree['nodes'][number];

export interface ProcessBranch {
  readonly node: ProcessNode;
  readonly below: readonly ProcessBranch[];
}

export function processBranches(nodes: readonly ProcessNode[]): readonly ProcessBranch[] {
  const roots: ProcessBranch[] = [];
  /** The branches that the next node may hang on, by depth. */
  const open: ProcessBranch[][] = [roots];
  for (const node of nodes) {
    const below: ProcessBranch[] = [];
    open[node.depth]!.push({ node, below });
    open.length = node.depth + 1;
    open.push(below);
  }
  return roots;
}

/** What is known of a process besides its command, in a few words each. */
export function processDetails({ facts, previous }: ProcessNode): readonly string[] {
  const { pid, user, interactive, tty, start, entryType } = facts;
  return [
    pid === '' ? '' : `pid ${pid}`,
    user === '' ? '' : `user ${user}`,
    interactive === '' ? '' : interactive === 'true' ? 'interactive' : 'not interactive',
    tty === '' ? '' : `tty ${tty}`,
    entryType === '' ? '' : `entry by ${entryType}`,
    start === null ? '' : `started ${timeOfDay(Number(start / MILLISECOND))}`,
    previous.length === 0 ? '' : `before: ${previous.join(', ')}`,
  ].filter((text) => text !== '');
}

/** A process by what it runs; by its name where the arguments are not known. */
export function processName({ facts }: ProcessNode): string {
  return facts.command || facts.executable || facts.name;
}
