/**
 * The cluster that stories happen in, made up from a seed: three nodes, the pods of the workloads on them, and what has
 * been running in those for hours. Process ids of a node rise with time, whoever asks for one.
 */
import type { Cluster, Container, Node, Pod } from '../sensor/places.ts';
import { type Birth, Process } from '../sensor/processes.ts';
import type { Random } from './random.ts';
import { type Workload, type WorkloadName, workloads } from './workloads.ts';

/** A process that may not be born yet. */
export interface Role {
  process?: Process;
}

/** A container, with what a story can build on. */
export interface Place {
  readonly workload: Workload;
  readonly container: Container;
  /** The runtime's process beside the pod. */
  readonly shim: Role;
  readonly entry: Role;
  /** The entrypoint itself where nothing below it does the work. */
  readonly worker: Role;
}

const NODES = ['worker-a', 'worker-b', 'worker-c'] as const;

const SHIM = { executable: '/usr/bin/containerd-shim-runc-v2' };

const HOUR = 3_600_000;

/** Process ids beyond this begin again, as on Linux. */
const LAST_PID = 4_194_303;

export class World {
  readonly #random: Random;
  readonly #nodes: readonly Node[];
  readonly #running = new Map<WorkloadName, readonly Place[]>();
  readonly #lastPids = new Map<Node, number>();
  readonly #lastEvents = new Map<Node, number>();

  /** @param start when the first story begins, in milliseconds since the epoch */
  constructor(random: Random, start: number) {
    this.#random = random;
    const cluster: Cluster = {
      id: random.uuid(),
      name: `prod-${random.pick(['eu', 'us', 'ap'])}-${random.between(1, 4)}`,
      policy: { id: random.uuid(), revision: random.between(1, 9) },
    };
    this.#nodes = NODES.map((host, i) => ({
      cluster,
      host,
      hostId: random.hex(32),
      bootId: random.uuid(),
      ip: `10.20.0.${11 + i}`,
      agentId: random.uuid(),
      osType: 'linux',
    }));
    this.#begin(start);
  }

  /** One of the pods of a workload that run all the time. */
  running(workload: WorkloadName, random: Random): Place {
    return random.pick(this.#running.get(workload) ?? []);
  }

  /** A pod whose entrypoint has not been started. */
  newPod(name: WorkloadName, random: Random, node = random.pick(this.#nodes), ordinal = random.between(3, 9)): Place {
    const workload: Workload = workloads[name];
    const { namespace, owner } = workload;
    const pod: Pod = {
      node,
      namespace,
      name: podName(name, owner, ordinal, random),
      app: name,
      ...(owner !== null && { owner }),
      ip: `10.42.${this.#nodes.indexOf(node) + 1}.${random.between(4, 250)}`,
    };
    const { container, hasTerminal: _, privileged = false } = workload;
    const entry: Role = {};
    const worker: Role = workload.worker === undefined ? entry : {};
    return {
      workload,
      container: { ...container, pod, id: random.hex(64), privileged },
      shim: {},
      entry,
      worker,
    };
  }

  /** What tells a new process of a node from the others. */
  birth(node: Node, at: number): Birth {
    const pid = (this.#lastPids.get(node) ?? 0) + this.#random.between(1, 4);
    const inRange = pid > LAST_PID ? 300 + this.#random.below(100) : pid;
    this.#lastPids.set(node, inRange);
    return { pid: inRange, start: at };
  }

  /** The runtime's process for a new pod. */
  startShim(node: Node, at: number): Process {
    return new Process(node, this.birth(node, at), SHIM);
  }

  /** The next `event.id` of a node. */
  eventId(node: Node): string {
    const last = (this.#lastEvents.get(node) ?? 0) + 1;
    this.#lastEvents.set(node, last);
    return `${node.host}-${String(last).padStart(6, '0')}`;
  }

  /** Starts the pods, one after the other in the hours before. */
  #begin(start: number): void {
    const random = this.#random;
    for (const node of this.#nodes) this.#lastPids.set(node, random.between(900, 1900));
    const places = Object.entries(workloads).flatMap(([name, workload]) => this.#pods(name as WorkloadName, workload));
    let at = start - 30 * HOUR;
    for (const place of random.sample(places)) {
      at += random.between(HOUR / 20, HOUR / 2);
      this.#boot(place, at);
    }
    for (const node of this.#nodes) this.#lastPids.set(node, random.between(20_000, 60_000));
  }

  #pods(name: WorkloadName, { pods, owner }: Workload): readonly Place[] {
    const count = owner === 'DaemonSet' || pods === 0 ? pods : this.#random.between(1, pods);
    const nodes = this.#random.sample(this.#nodes);
    const places = Array.from({ length: count }, (_, i) => this.newPod(name, this.#random, nodes[i], i));
    this.#running.set(name, places);
    return places;
  }

  #boot({ workload, container, shim, entry, worker }: Place, at: number): void {
    const { node } = container.pod;
    shim.process = this.startShim(node, at);
    const { user, folder, hasTerminal = false } = workload;
    const first = shim.process.enter(container, this.birth(node, at + 300), { user, folder, hasTerminal });
    entry.process = first;
    first.execute(workload.entry);
    if (workload.worker !== undefined) {
      worker.process = first.fork(this.birth(node, at + 400));
      if (workload.worker.image !== undefined) worker.process.execute(workload.worker.image);
      worker.process.user = workload.worker.user ?? user;
    }
    if (workload.becomes !== undefined) first.execute(workload.becomes);
  }
}

/** As the owner of a pod names it. */
function podName(app: string, owner: Workload['owner'], ordinal: number, random: Random): string {
  switch (owner) {
    case 'ReplicaSet':
      return `${app}-${random.suffix(10)}-${random.suffix(5)}`;
    case 'StatefulSet':
      return `${app}-${ordinal}`;
    case 'DaemonSet':
      return `${app}-${random.suffix(5)}`;
    case 'Job':
      return `${app}-${random.between(29_000_000, 29_999_999)}-${random.suffix(5)}`;
    case null:
      return `${app}-${random.suffix(4)}`;
  }
}
