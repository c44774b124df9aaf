/**
 * Whether two of the processes that an event names are one. An entity id is made to tell processes apart; a process id
 * alone can be used again, but two of one event with the same one are the same unless their starts differ.
 */
import type { LeaderRole, ProcessFacts } from './facts.ts';

export interface Sameness {
  readonly same: boolean;
  /** What tells it: `entity_id`, `pid and start`, `pid`. */
  readonly by: string;
}

const MILLISECOND = 1_000_000n;

/** Null where the two have nothing in common that could tell. */
export function samenessOf(one: ProcessFacts, other: ProcessFacts): Sameness | null {
  if (one.entityId !== '' && other.entityId !== '') return { same: one.entityId === other.entityId, by: 'entity_id' };
  if (one.pid === '' || other.pid === '') return null;
  if (one.pid !== other.pid) return { same: false, by: 'pid' };
  if (one.start === null || other.start === null) return { same: true, by: 'pid' };
  // Some fields of an event may be stored in milliseconds and others in full.
  return { same: one.start / MILLISECOND === other.start / MILLISECOND, by: 'pid and start' };
}

/** One leader under `same_as_process`, and whether the field agrees with the ids. */
export interface LeaderFact {
  readonly role: LeaderRole;
  /** Path of its `same_as_process`. */
  readonly path: string;
  /** As written in the event: `true`, `false`, or empty. */
  readonly written: string;
  /** Why the field is what it is, as a sentence. */
  readonly words: string;
  /** The field says one thing and the ids another. */
  readonly isContradiction: boolean;
}

/**
 * @param leader null where the event does not name the leader
 * @param written the value of `same_as_process`, as it stands
 */
export function leaderFact(
  role: LeaderRole,
  path: string,
  process: ProcessFacts,
  leader: ProcessFacts | null,
  written: string,
): LeaderFact {
  const found = leader === null ? null : samenessOf(process, leader);
  const isContradiction = found !== null && written !== '' && written !== String(found.same);
  return { role, path, written, words: inWords(role, process, leader, written, found), isContradiction };
}

function inWords(
  role: LeaderRole,
  process: ProcessFacts,
  leader: ProcessFacts | null,
  written: string,
  found: Sameness | null,
): string {
  if (leader === null && written === '') return `The event names no ${role}: same_as_process has no value.`;
  if (leader === null || found === null) {
    return `same_as_process is ${written || 'not in the event'}; nothing tells whether the ${role} is this process.`;
  }
  const is = found.same
    ? `The ${role} is this process itself (same ${found.by})`
    : `The ${role} is another process (${difference(process, leader, found.by)})`;
  if (written === '') return `${is}, but the event has no same_as_process.`;
  return written === String(found.same)
    ? `${is}: same_as_process ${written}.`
    : `same_as_process is ${written}, but the ${role} is ${found.same ? 'this process' : 'another process'} by its ${found.by}.`;
}

function difference(process: ProcessFacts, leader: ProcessFacts, by: string): string {
  if (leader.pid !== '' && process.pid !== '' && leader.pid !== process.pid)
    return `pid ${leader.pid}, not ${process.pid}`;
  return by === 'entity_id' ? 'other entity_id' : 'other start';
}
