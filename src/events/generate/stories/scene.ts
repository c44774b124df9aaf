/**
 * What an actor writes its story with: processes start, turn into others, touch files and end, one after the other, while
 * the clock of the story goes on. Nothing happens yet: the scene notes steps, and whoever tells several stories at once
 * lets the steps of all of them happen in the order of time. So the number of a story's events, and what each is labelled,
 * are known before anything was told, and process ids are given out as they would be on a machine with much going on.
 */
import { hasJobControl, type Image, Process } from '../sensor/processes.ts';
import { type Report, reports } from '../sensor/reports.ts';
import type { Container } from '../sensor/places.ts';
import { type Family, program, typed } from './programs.ts';
import type { Random } from './random.ts';
import { type Label, type SituationId, situations } from './situations.ts';
import type { Place, Role, World } from './world.ts';
import type { WorkloadName } from './workloads.ts';

/** What a generated event is, besides its document. */
export interface Meaning {
  readonly situation: SituationId | null;
  readonly label: Label | null;
  /** What happens, in a sentence; empty where the story says it all. */
  readonly says: string;
}

/** Something that happens at one moment of a story, or is reported, or both. */
export interface Step {
  /** Milliseconds since the story began. */
  readonly at: number;
  readonly happens?: (world: World, now: number) => void;
  readonly told?: Told;
}

/** An event to be made of a process as it is then. */
export interface Told {
  readonly role: Role;
  readonly report: Report;
  readonly meaning: Meaning;
  /** Milliseconds since the story began; of a report that knows the end. */
  readonly end?: number;
  readonly file?: string;
  /** How long it takes to reach Elasticsearch, in milliseconds. */
  readonly delay: number;
}

/** How the sensor reports processes, as shares from 0 to 1. */
export interface Sensing {
  /** Of short processes: fork, exec and end in one document. */
  readonly merged: number;
  /** Of the other processes: documents of their fork and of their end besides the one of their exec. */
  readonly steps: number;
}

type FileReport = 'created' | 'opened' | 'modified' | 'renamed' | 'linked' | 'deleted' | 'forbidden';

const FILE_SITUATIONS = {
  created: 'i1',
  opened: 'i2',
  modified: 'i3',
  renamed: 'i4',
  linked: 'i5',
  deleted: 'i6',
  forbidden: 'i7',
} as const satisfies Record<FileReport, SituationId>;

interface Launch {
  readonly tells?: SituationId;
  readonly says?: string;
  /** Leads a session of its own, on a new terminal or on none. */
  readonly session?: 'terminal' | 'no terminal';
  readonly user?: string;
  readonly folder?: string;
  /** Milliseconds, at least and at most. */
  readonly lasts?: readonly [number, number];
  /** Files that it touches while it runs. */
  readonly touches?: readonly (readonly [FileReport, string])[];
}

interface Entering extends Pick<Launch, 'tells' | 'says'> {
  readonly hasTerminal?: boolean;
  readonly lasts?: readonly [number, number];
}

const FORK_SAYS = 'A fork: until its exec the child carries the name and the arguments of its parent.';
const RUNC: Image = { executable: '/usr/bin/runc' };

export class Scene {
  readonly random: Random;
  readonly steps: Step[] = [];
  readonly #world: World;
  readonly #sensing: Sensing;
  /** Of events that tell no situation. */
  readonly #label: Label | null;
  /** Processes whose end is reported. */
  readonly #watched = new Set<Role>();
  #clock = 0;

  constructor(world: World, random: Random, sensing: Sensing, label: Label | null) {
    this.#world = world;
    this.random = random;
    this.#sensing = sensing;
    this.#label = label;
  }

  /** A container that has been running for hours. */
  pod(workload: WorkloadName): Place {
    return this.#world.running(workload, this.random);
  }

  /** A new pod. Its entrypoint comes with `enter`. */
  newPod(workload: WorkloadName): Place {
    const place = this.#world.newPod(workload, this.random);
    this.#note((world, now) => {
      place.shim.process = world.startShim(place.container.pod.node, now);
    });
    this.#pass(300, 900);
    return place;
  }

  /** Another container of the same pod. */
  beside(place: Place, container: Pick<Container, 'name' | 'image' | 'tag'>, family: Family): Place {
    const entry: Role = {};
    return {
      workload: { ...place.workload, family, user: '0', folder: '/' },
      container: { ...place.container, ...container, id: this.random.hex(64) },
      shim: place.shim,
      entry,
      worker: entry,
    };
  }

  /** Seconds, at least and at most. */
  wait(least: number, most = least): void {
    this.#pass(least * 1000, most * 1000);
  }

  /** The runtime puts a process into a container: its entrypoint, or what `exec` brings. */
  enter(place: Place, image: Image, { tells, says, hasTerminal = false, lasts }: Entering = {}): Role {
    const { container, shim, workload } = place;
    const { user, folder } = workload;
    const role: Role = {};
    const runc: Role = {};
    // While it starts, runc is its parent; later the shim. Which one the event names is a race.
    const isEarly = this.random.chance(0.5);
    this.#note((world, now) => {
      runc.process = new Process(container.pod.node, world.birth(container.pod.node, now), RUNC);
    });
    this.#pass(8, 20);
    this.#note((world, now) => {
      const runtime = isEarly ? runc : shim;
      const birth = world.birth(container.pod.node, now);
      role.process = processOf(runtime).enter(container, birth, { user, folder, hasTerminal });
    });
    this.#pass(12, 30);
    const isMerged = lasts !== undefined && this.random.chance(this.#sensing.merged);
    if (!isMerged && this.random.chance(this.#sensing.steps)) this.#watched.add(role);
    const end = lasts && this.#clock + this.random.between(...lasts);
    this.#exec(role, image, this.#meaning(tells, says), isMerged ? end : undefined);
    this.#pass(1, 3);
    if (isEarly) this.#note(() => void (processOf(role).parent = processOf(shim)));
    if (end !== undefined) this.#endAt(role, end);
    return role;
  }

  /** Starts a program that stays until `end`, or for longer than the story. */
  start(parent: Role, image: Image, launch: Omit<Launch, 'lasts'> = {}): Role {
    return this.#launch(parent, image, launch, null);
  }

  /** Runs a program from its start to its end. */
  run(parent: Role, image: Image, launch: Launch = {}): Role {
    return this.#launch(parent, image, launch, launch.lasts ?? [4, 60]);
  }

  /** Types command lines at a prompt, with pauses to read what they say. */
  type(shell: Role, family: Family, lines: readonly string[], tells?: SituationId): void {
    for (const line of lines) {
      this.wait(2, 9);
      this.run(shell, typed(family, line), { ...(tells && { tells }) });
    }
  }

  /** The process runs another program, under the same pid. */
  become(role: Role, image: Image, { tells, says }: Pick<Launch, 'tells' | 'says'> = {}): void {
    this.#pass(1, 4);
    this.#exec(role, image, this.#meaning(tells, says));
  }

  /** A process that was started ends. */
  end(role: Role): void {
    this.#pass(1, 5);
    if (this.#watched.delete(role)) this.#tell(role, reports.end, this.#meaning(), { end: this.#clock });
  }

  /** A process touches a file. */
  file(role: Role, report: FileReport, path: string): void {
    this.#pass(1, 6);
    this.#tell(role, reports[report], this.#meaning(FILE_SITUATIONS[report]), { file: path });
  }

  /** The policy blocks an exec: the process stays what it was. */
  blocked(parent: Role, image: Image, says: string): void {
    const role: Role = {};
    this.#note((world, now) => {
      const from = processOf(parent);
      role.process = from.fork(world.birth(from.node, now));
    });
    this.#pass(1, 4);
    this.#note(() => processOf(role).execute(image));
    this.#tell(role, reports.blocked, { situation: null, label: null, says });
  }

  #launch(parent: Role, image: Image, launch: Launch, lasts: Launch['lasts'] | null): Role {
    const { tells, says, touches = [] } = launch;
    const role: Role = {};
    const isMerged = lasts !== null && touches.length === 0 && this.random.chance(this.#sensing.merged);
    const isWatched = !isMerged && this.random.chance(this.#sensing.steps);
    this.#note((world, now) => {
      const from = processOf(parent);
      role.process = from.fork(world.birth(from.node, now));
    });
    if (isWatched) this.#tell(role, reports.fork, this.#meaning(undefined, FORK_SAYS));
    if (isWatched) this.#watched.add(role);
    this.#pass(1, 4);
    this.#note(() => prepare(processOf(role), processOf(parent), launch));
    const end = lasts ? this.#clock + this.random.between(...lasts) : undefined;
    this.#exec(role, image, this.#meaning(tells, says), isMerged ? end : undefined);
    for (const [report, path] of touches) this.file(role, report, path);
    if (end !== undefined) this.#endAt(role, end);
    return role;
  }

  #endAt(role: Role, end: number): void {
    this.#clock = Math.max(this.#clock, end);
    this.end(role);
  }

  #exec(role: Role, image: Image, meaning: Meaning, end?: number): void {
    this.#note(() => processOf(role).execute(image));
    this.#tell(role, end === undefined ? reports.exec : reports.merged, meaning, end === undefined ? {} : { end });
  }

  #meaning(tells?: SituationId, says = ''): Meaning {
    if (tells === undefined) return { situation: null, label: this.#label, says };
    const situation = situations[tells];
    const label = situation.label === 'as the story' ? this.#label : situation.label;
    return { situation: tells, label, says: situation.says };
  }

  #tell(role: Role, report: Report, meaning: Meaning, more: Pick<Told, 'end' | 'file'> = {}): void {
    // A sensor sends what it collected every few seconds.
    const delay = this.random.between(1_200, 6_000);
    this.steps.push({ at: this.#clock, told: { role, report, meaning, delay, ...more } });
  }

  #note(happens: NonNullable<Step['happens']>): void {
    this.steps.push({ at: this.#clock, happens });
  }

  /** Milliseconds, at least and at most. */
  #pass(least: number, most: number): void {
    this.#clock += this.random.between(least, most);
  }
}

/** What a child does between its fork and its exec. */
function prepare(child: Process, parent: Process, { session, user, folder }: Launch): void {
  if (session !== undefined) child.startSession(session === 'terminal');
  else if (hasJobControl(parent)) child.startGroup();
  child.user = user ?? child.user;
  child.folder = folder ?? child.folder;
}

/** Steps happen in order, so what a step needs is there. */
export function processOf({ process }: Role): Process {
  if (process === undefined) throw new Error('A process acts before it was born.');
  return process;
}

/** The programs of a place, by the words that call them. */
export function programsOf({ workload }: Place): (...args: readonly [string, ...string[]]) => Image {
  return (...args) => program(workload.family, ...args);
}
