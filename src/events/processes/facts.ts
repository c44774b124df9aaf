/**
 * The processes that an event names: its own, its parent, and the leaders of its group, session and entry into the
 * container or host (ECS, `process.*`). Values are texts as written; times also as what they are, to be compared.
 */
import type { Located } from '../columns/dataset.ts';
import { commandLine, writtenValues } from '../columns/written.ts';

export type Role = 'process' | 'parent' | 'group leader' | 'session leader' | 'entry leader';

/** Role -> where its fields stand. */
export const prefixes: Readonly<Record<Role, string>> = {
  process: 'process',
  parent: 'process.parent',
  'group leader': 'process.group_leader',
  'session leader': 'process.session_leader',
  'entry leader': 'process.entry_leader',
};

export const leaderRoles = ['entry leader', 'session leader', 'group leader'] as const satisfies readonly Role[];

export type LeaderRole = (typeof leaderRoles)[number];

/** What an event says of one process; a text is empty where it says nothing. */
export interface ProcessFacts {
  readonly pid: string;
  readonly entityId: string;
  /** Nanoseconds since 1970; null where it is not said. */
  readonly start: bigint | null;
  readonly name: string;
  readonly executable: string;
  /** The arguments as one would type them; the command line where there are none. */
  readonly command: string;
  readonly user: string;
  readonly interactive: string;
  /** `136:0`: major and minor number of the terminal. */
  readonly tty: string;
  /** How the stay began, of an entry leader: `container`, `sshd`. */
  readonly entryType: string;
}

const FIELDS = [
  'pid',
  'entity_id',
  'start',
  'name',
  'executable',
  'args',
  'command_line',
  'user.name',
  'user.id',
  'interactive',
  'tty.char_device.major',
  'tty.char_device.minor',
  'entry_meta.type',
] as const;

/** The paths of what is known of a process. */
export function factPaths(prefix: string): readonly string[] {
  // The user of the event's own process stands beside it.
  const paths = FIELDS.map((field) => `${prefix}.${field}`);
  return prefix === 'process' ? [...paths, 'user.name', 'user.id'] : paths;
}

/** @param located the values of `factPaths(prefix)` in `text` */
export function factsOf(prefix: string, located: Located, text: string): ProcessFacts {
  const all = (field: (typeof FIELDS)[number]) => writtenValues(located, text, `${prefix}.${field}`);
  const first = (field: (typeof FIELDS)[number]) => all(field)[0] ?? '';
  const [start] = located.get(`${prefix}.start`) ?? [];
  const args = all('args');
  const [major, minor] = [first('tty.char_device.major'), first('tty.char_device.minor')];
  const beside =
    prefix === 'process'
      ? [...writtenValues(located, text, 'user.name'), ...writtenValues(located, text, 'user.id')]
      : [];
  return {
    pid: first('pid'),
    entityId: first('entity_id'),
    start: typeof start?.value === 'bigint' ? start.value : null,
    name: first('name'),
    executable: first('executable'),
    command: args.length > 0 ? commandLine(args) : first('command_line'),
    user: first('user.name') || first('user.id') || (beside[0] ?? ''),
    interactive: first('interactive'),
    tty: major === '' || minor === '' ? '' : `${major}:${minor}`,
    entryType: first('entry_meta.type'),
  };
}

export function isNamed({ pid, entityId, name, executable, command }: ProcessFacts): boolean {
  return [pid, entityId, name, executable, command].some((text) => text !== '');
}

/** The one with what the other adds where it says nothing. */
export function completed(facts: ProcessFacts, others: ProcessFacts): ProcessFacts {
  return {
    pid: facts.pid || others.pid,
    entityId: facts.entityId || others.entityId,
    start: facts.start ?? others.start,
    name: facts.name || others.name,
    executable: facts.executable || others.executable,
    command: facts.command || others.command,
    user: facts.user || others.user,
    interactive: facts.interactive || others.interactive,
    tty: facts.tty || others.tty,
    entryType: facts.entryType || others.entryType,
  };
}
