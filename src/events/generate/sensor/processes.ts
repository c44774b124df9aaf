/**
 * What the kernel keeps of a process, and what changes it. Nobody states who leads what: a child takes container,
 * session, group, terminal, user and folder from the process that forked it, `startSession` and `startGroup` are setsid
 * and setpgid, and `execute` replaces the program under the same pid. Leaders follow from that.
 *
 * The *entry leader* is the process that began a stay in a container: a session leader that the runtime, or a login
 * over ssh, has started. Everything below it inherits it, new sessions included: their parent is no runtime. Other ways
 * in (console, init, ssm) lead to a host, not to a container, and are not told here.
 */
import { type Container, INITIAL_PID_NAMESPACE, type Node } from './places.ts';

/** A program that a process runs. */
export interface Image {
  readonly executable: string;
  /** With the program's own name first. The runtime's are of no interest. */
  readonly args?: readonly string[];
}

export type EntryType = 'container' | 'sshd';

/** What tells a process from every other of its node. */
export interface Birth {
  readonly pid: number;
  /** Milliseconds since the epoch. */
  readonly start: number;
}

/** What the runtime sets for a process that it puts into a container. */
export interface Stay {
  readonly user: string;
  readonly folder: string;
  readonly hasTerminal: boolean;
}

export class Process {
  readonly node: Node;
  readonly pid: number;
  /** As ISO text: every document that mentions the process says it. */
  readonly started: string;
  /** Follows the process through every exec: namespace, boot, pid and start in seconds, as base64. */
  readonly entityId: string;
  /** Null for a process of the node itself, such as the shim beside a pod. */
  container: Container | null = null;
  parent: Process | null = null;
  image: Image;
  /** What it ran before by an exec of its own, oldest first. */
  previous: readonly Image[] = [];
  session: Process = this;
  group: Process = this;
  entry: Process | null = null;
  entryType: EntryType = 'container';
  /** Has a controlling terminal. */
  hasTerminal = false;
  /** Effective user and group, as text. */
  user = '0';
  folder = '/';
  #hasExecuted = false;

  /** A process of the node. */
  constructor(node: Node, { pid, start }: Birth, image: Image) {
    this.node = node;
    this.pid = pid;
    this.started = new Date(start).toISOString();
    this.entityId = btoa([INITIAL_PID_NAMESPACE, node.bootId, pid, Math.floor(start / 1000)].join('__'));
    this.image = image;
  }

  /** Until its first exec the child is the image of its parent. */
  fork(birth: Birth): Process {
    const child = new Process(this.node, birth, this.image);
    child.parent = this;
    const { container, session, group, entry, entryType, hasTerminal, user, folder } = this;
    return Object.assign(child, { container, session, group, entry, entryType, hasTerminal, user, folder });
  }

  /** The runtime forks, enters a container and starts a session there; the program comes with the exec that follows. */
  enter(container: Container, birth: Birth, stay: Stay): Process {
    const child = this.fork(birth);
    child.startSession(stay.hasTerminal);
    return Object.assign(child, { container, ...stay });
  }

  /** Runs another program in the same process. */
  execute(image: Image): void {
    if (this.#hasExecuted) this.previous = [...this.previous, this.image];
    this.#hasExecuted = true;
    this.image = image;
    const type = entryTypeOf(this);
    if (type === null) return;
    this.entry = this;
    this.entryType = type;
  }

  /** setsid: leads a session and a group of its own, on a new terminal or on none. */
  startSession(hasTerminal: boolean): void {
    this.session = this;
    this.group = this;
    this.hasTerminal = hasTerminal;
  }

  /** setpgid: a job of a shell with job control leads a group of its own. */
  startGroup(): void {
    this.group = this;
  }
}

const RUNTIMES = /^(?:containerd-shim|runc|conmon)/;
const NEVER_ENTRY = /^(?:containerd-shim|runc|conmon|calico-node|check-status)/;

/** How a process begins a stay, if it does. */
function entryTypeOf(process: Process): EntryType | null {
  const { session, parent, image } = process;
  if (session !== process || parent === null || NEVER_ENTRY.test(nameOf(image))) return null;
  const startedBy = nameOf(parent.image);
  if (RUNTIMES.test(startedBy)) return 'container';
  return startedBy === 'sshd' && nameOf(image) !== 'sshd' ? 'sshd' : null;
}

/** The base name of a program. */
export function nameOf({ executable }: Image): string {
  return executable.slice(executable.lastIndexOf('/') + 1);
}

const SHELLS = /^(?:ash|bash|csh|dash|fish|ksh|sh|tcsh|zsh)$/;

/** A shell that reads commands from a terminal gives each of them a group of its own; a script runs them in its own. */
export function hasJobControl({ hasTerminal, image }: Process): boolean {
  const [self = '', ...rest] = image.args ?? [];
  const isShell = SHELLS.test(self.slice(self.lastIndexOf('/') + 1).replace(/^-/, ''));
  const firstOperand = rest.findIndex((arg) => !arg.startsWith('-'));
  const options = firstOperand < 0 ? rest : rest.slice(0, firstOperand);
  const isPrompt = options.includes('-i') || (firstOperand < 0 && !options.some((option) => option.includes('c')));
  return hasTerminal && isShell && isPrompt;
}
