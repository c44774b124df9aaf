/**
 * One event of the story as Defend for Containers stores it: a nested ECS document.
 *
 * Nothing about relations is written down twice. The process table says who started whom and who leads what; from it come
 * `parent`, the three leaders, their entity ids and start times, and `same_as_process`, which is what the name says: the
 * leader's pid equals the event's pid.
 */
import type { JsonObject } from '../scenario.ts';
import { CLUSTER, type Clock, instant, type Node, nodes, type Pod, pods } from './cluster.ts';
import { type Image, type Process, processOf } from './processes.ts';

/** What happened to a process, and how the sensor reports it. */
export type Happening = 'exec' | 'fork' | 'merged' | 'blocked' | 'session';

interface Report {
  readonly kind: 'event' | 'alert';
  readonly category: string;
  readonly type: readonly string[];
  readonly action: string | readonly string[];
  readonly stream: 'process' | 'alerts';
  readonly selector: string;
  readonly hooks?: readonly string[];
  /** How long after the act the event is dated, in milliseconds. */
  readonly delay?: number;
}

const PROCESS = { kind: 'event', category: 'process', stream: 'process', selector: 'allProcesses' } as const;
const FORK_HOOK = 'tracepoint__sched_process_fork';
const EXEC_HOOK = 'tracepoint__sched_process_exec';
const EXIT_HOOK = 'kprobe__taskstats_exit';

const reports: Readonly<Record<Happening, Report>> = {
  exec: { ...PROCESS, type: ['start'], action: 'exec', hooks: [EXEC_HOOK] },
  fork: { ...PROCESS, type: ['start'], action: 'fork', hooks: [FORK_HOOK] },
  /** The whole life of a short process in one document. */
  merged: {
    ...PROCESS,
    type: ['start', 'end'],
    action: ['fork', 'exec', 'end'],
    hooks: [FORK_HOOK, EXEC_HOOK, EXIT_HOOK],
  },
  /** An exec that the policy forbids: an alert of the sensor's own, in the alerts stream. */
  blocked: {
    kind: 'alert',
    category: 'process',
    stream: 'alerts',
    selector: 'executablesInTmp',
    type: ['denied'],
    action: 'exec',
  },
  /** A copy of an exec that the cluster's own ingest pipeline files as the start of a session. */
  session: { ...PROCESS, category: 'session', type: ['start'], action: 'exec', hooks: [EXEC_HOOK], delay: 40 },
};

/** What an event is about. */
export interface Act {
  readonly process: string;
  /** Which of the process's images starts; the last one unless told. */
  readonly image?: number;
  readonly happening?: Happening;
}

/** The complete document of an act. `sequence` numbers the events of the story. */
export function documentOf(act: Act, sequence: number): JsonObject {
  const process = processOf(act.process);
  const pod: Pod = pods[podOf(process)];
  const node: Node = nodes[pod.node];
  const happening = act.happening ?? 'exec';
  const report = reports[happening];
  const started = process.images[act.image ?? process.images.length - 1];
  if (started === undefined) throw new Error(`Process ${act.process} has no image ${act.image}.`);
  const time = instant(started.at) + (report.delay ?? 0);
  const end = happening === 'merged' && process.end !== undefined ? instant(process.end) : undefined;
  return {
    '@timestamp': iso(time),
    agent: { id: node.agentId, type: 'cloud-defend', version: '9.3.0' },
    cloud_defend: {
      matched_selectors: [report.selector],
      ...(report.hooks && { hook_point: report.hooks }),
      package_policy_id: '3d6c4b1e-58a2-4f0e-9f57-0c6a2a4d8b19',
      package_policy_revision: 4,
    },
    container: {
      id: pod.containerId,
      name: pod.container,
      image: { name: pod.image, tag: [pod.tag] },
      security_context: { privileged: pod.privileged ?? false },
    },
    data_stream: { type: 'logs', dataset: `cloud_defend.${report.stream}`, namespace: 'default' },
    ecs: { version: '8.7.0' },
    event: {
      kind: report.kind,
      category: [report.category],
      type: report.type,
      action: report.action,
      module: 'cloud_defend',
      dataset: `cloud_defend.${report.stream}`,
      id: `${node.host}-${String(sequence).padStart(4, '0')}`,
      created: iso(time),
      ingested: iso((end ?? time) + INGEST_DELAY),
    },
    group: { id: userOf(process) },
    host: {
      name: node.host,
      hostname: node.host,
      id: node.hostId,
      ip: [node.ip],
      architecture: 'amd64',
      os: { type: node.osType, family: 'debian', platform: 'debian', name: 'Linux' },
      boot: { id: node.bootId },
      pid_ns_ino: node.pidNamespace,
    },
    orchestrator: {
      cluster: CLUSTER,
      namespace: pod.namespace,
      resource: {
        type: 'pod',
        name: pod.name,
        ip: [pod.ip],
        label: [`app:${pod.app}`],
        ...(pod.owner && { parent: { type: pod.owner } }),
      },
    },
    process: {
      ...snapshot(process, started, node),
      working_directory: directoryOf(process),
      ...(end !== undefined && { end: iso(end) }),
      ...previousOf(process, started),
      parent: parentOf(process, time),
      entry_leader: { ...leader(process, entryOf(process), time), entry_meta: { type: 'container' } },
      session_leader: leader(process, sessionOf(process), time),
      // A job gets its group after the fork: until its exec it is in the group of the shell.
      group_leader: leader(process, groupOf(happening === 'fork' ? startedBy(process) : process), time),
    },
    user: { id: userOf(process) },
  };
}

/** Events reach Elasticsearch a few seconds after the act. */
const INGEST_DELAY = 4_000;

function iso(time: number): string {
  return new Date(time).toISOString();
}

/** The process with one of its images: the fields that every mention of a process has. */
function snapshot(process: Process, image: Image, node: Node): JsonObject {
  return {
    pid: process.pid,
    entity_id: entityId(node, process.pid, process.start),
    name: baseName(image.path),
    executable: image.path,
    args: image.args,
    interactive: hasTerminal(process),
    start: iso(instant(process.start)),
  };
}

/** The id that follows a process through every exec: process namespace, boot, pid and start in seconds, as base64. */
function entityId(node: Node, pid: number, start: Clock): string {
  return btoa([node.pidNamespace, node.bootId, pid, Math.floor(instant(start) / 1000)].join('__'));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The program that a process ran at that time. */
function imageAt(process: Process, time: number): Image {
  return process.images.findLast((image) => instant(image.at) <= time) ?? process.images[0];
}

/** The images that the process ran before this one, if any. */
function previousOf(process: Process, image: Image): JsonObject {
  const earlier = process.images.slice(0, process.images.indexOf(image));
  if (earlier.length === 0) return {};
  return { previous: earlier.map(({ path, args }) => ({ executable: path, args })) };
}

function leader(process: Process, leading: Process, time: number): JsonObject {
  const node: Node = nodes[pods[podOf(leading)].node];
  return { ...snapshot(leading, imageAt(leading, time), node), same_as_process: leading.pid === process.pid };
}

/** The parent; for a process that the runtime started, the shim of its pod. */
function parentOf(process: Process, time: number): JsonObject {
  const pod: Pod = pods[podOf(process)];
  const node: Node = nodes[pod.node];
  if ('parent' in process) {
    const parent = processOf(process.parent);
    return { ...snapshot(parent, imageAt(parent, time), node), user: { id: userOf(parent) } };
  }
  const { pid, start } = pod.shim;
  return {
    pid,
    entity_id: entityId(node, pid, start),
    name: 'containerd-shim-runc-v2',
    executable: '/usr/bin/containerd-shim-runc-v2',
    interactive: false,
    start: iso(instant(start)),
    user: { id: '0' },
  };
}

// What a process takes from the one that started it, when its row does not say.

function startedBy(process: Process): Process {
  return 'parent' in process ? processOf(process.parent) : process;
}

function podOf(process: Process): keyof typeof pods {
  return 'parent' in process ? podOf(processOf(process.parent)) : process.enters;
}

function entryOf(process: Process): Process {
  return 'parent' in process ? entryOf(processOf(process.parent)) : process;
}

function sessionOf(process: Process): Process {
  return 'parent' in process && process.leads !== 'session' ? sessionOf(processOf(process.parent)) : process;
}

function groupOf(process: Process): Process {
  return 'parent' in process && process.leads === undefined ? groupOf(processOf(process.parent)) : process;
}

function userOf(process: Process): string {
  return 'parent' in process ? (process.user ?? userOf(processOf(process.parent))) : process.user;
}

function directoryOf(process: Process): string {
  return 'parent' in process ? (process.cwd ?? directoryOf(processOf(process.parent))) : process.cwd;
}

function hasTerminal(process: Process): boolean {
  return 'parent' in process ? (process.terminal ?? hasTerminal(processOf(process.parent))) : process.terminal;
}
