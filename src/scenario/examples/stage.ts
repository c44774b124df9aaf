/**
 * Plays the table of processes: forks, execs and new sessions happen in the order of time, and whoever asks for a process
 * gets it as it is at that moment. Relations are the business of the process itself.
 */
import { Process } from '../../events/generate/index.ts';
import { type Clock, instant, nodes, type PodName, pods } from './cluster.ts';
import { type ProcessName, processes, type Row } from './processes.ts';

/** Something that happens to one process. */
interface Step {
  readonly at: Clock;
  readonly name: string;
  happens(): void;
}

export class Stage {
  readonly #born = new Map<string, Process>();
  readonly #shims = new Map<PodName, Process>();
  readonly #steps: readonly Step[];
  #done = 0;

  constructor() {
    const steps = Object.entries(processes).flatMap(([name, row]) => this.#stepsOf(name, row));
    // A parent stands above its children in the table, so equal times keep that order.
    this.#steps = steps.toSorted((a, b) => instant(a.at) - instant(b.at));
  }

  /** Lets happen what happened until a step of this process: its fork, or the exec of one of its images. */
  playUntil(name: ProcessName, step: 'fork' | number): Process {
    const wanted = this.#steps.filter((it) => it.name === name)[step === 'fork' ? 0 : step + 1];
    while (wanted !== undefined && this.#steps.indexOf(wanted) >= this.#done) this.#steps[this.#done++]!.happens();
    return this.#processOf(name);
  }

  #stepsOf(name: string, row: Row): readonly Step[] {
    const birth: Step = { at: row.start, name, happens: () => void this.#born.set(name, this.#birth(row)) };
    const execs = row.images.map(({ at, path, args }, i): Step => ({
      at,
      name,
      happens: () => {
        const process = this.#processOf(name);
        // A job gets its group, and a terminal's shell its session, after the fork and before it runs its program.
        if (i === 0) lead(process, row);
        process.execute({ executable: path, args });
      },
    }));
    return [birth, ...execs];
  }

  #birth(row: Row): Process {
    const birth = { pid: row.pid, start: instant(row.start) };
    if ('parent' in row) {
      const child = this.#processOf(row.parent).fork(birth);
      child.user = row.user ?? child.user;
      child.folder = row.cwd ?? child.folder;
      return child;
    }
    const { pod, container, node, ...rest } = pods[row.enters];
    const place = { ...container, pod: { ...pod, node: nodes[node] }, privileged: 'privileged' in rest };
    return this.#shimOf(row.enters).enter(place, birth, {
      user: row.user,
      folder: row.cwd,
      hasTerminal: row.terminal,
    });
  }

  /** The runtime's process beside a pod; whatever enters the pod is its child. */
  #shimOf(pod: PodName): Process {
    const { node, shim } = pods[pod];
    const executable = '/usr/bin/containerd-shim-runc-v2';
    const process =
      this.#shims.get(pod) ?? new Process(nodes[node], { pid: shim.pid, start: instant(shim.start) }, { executable });
    this.#shims.set(pod, process);
    return process;
  }

  #processOf(name: string): Process {
    const process = this.#born.get(name);
    if (process === undefined) throw new Error(`The story has no process named ${name} yet.`);
    return process;
  }
}

function lead(process: Process, row: Row): void {
  if (!('parent' in row)) return;
  if (row.leads === 'session') process.startSession(row.terminal ?? process.hasTerminal);
  if (row.leads === 'group') process.startGroup();
}
