/**
 * One event as Defend for Containers stores it: a nested ECS document.
 *
 * Nothing about relations is written down twice. The process says who started whom and who leads what; from it come
 * `parent`, the three leaders, their entity ids and start times, and `same_as_process`, which is what the name says: the
 * leader's pid equals the event's pid.
 */
import { INITIAL_PID_NAMESPACE } from './places.ts';
import { type Image, nameOf, type Process } from './processes.ts';
import type { Report } from './reports.ts';

/** What happened, to whom and when. Times are milliseconds since the epoch. */
export interface Act {
  /** As it is at that time; it must be in a container. */
  readonly process: Process;
  readonly report: Report;
  readonly at: number;
  /** Of a report that knows the end. */
  readonly end?: number;
  /** When the document reached Elasticsearch. */
  readonly ingested: number;
  /** Unique. */
  readonly id: string;
  /** Path of the file that a file event is about. */
  readonly file?: string;
}

/** The complete document of an act. */
export function documentOf({ process, report, at, end, ingested, id, file }: Act) {
  const { node, container } = process;
  if (container === null) throw new Error(`Process ${process.pid} is in no container.`);
  const { pod } = container;
  const time = iso(at);
  return {
    '@timestamp': time,
    agent: { id: node.agentId, type: 'cloud-defend', version: '9.3.0' },
    cloud_defend: {
      matched_selectors: [report.selector],
      ...(report.hooks && { hook_point: report.hooks }),
      package_policy_id: node.cluster.policy.id,
      package_policy_revision: node.cluster.policy.revision,
    },
    container: {
      id: container.id,
      name: container.name,
      image: { name: container.image, tag: [container.tag] },
      security_context: { privileged: container.privileged },
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
      id,
      created: time,
      ingested: iso(ingested),
    },
    ...(file !== undefined && { file: fileOf(file) }),
    group: { id: process.user },
    host: {
      name: node.host,
      hostname: node.host,
      id: node.hostId,
      ip: [node.ip],
      architecture: 'amd64',
      os: { type: node.osType, family: 'debian', platform: 'debian', name: 'Linux' },
      boot: { id: node.bootId },
      pid_ns_ino: INITIAL_PID_NAMESPACE,
    },
    orchestrator: {
      cluster: { id: node.cluster.id, name: node.cluster.name },
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
      ...(file === undefined ? snapshot(process) : withoutArguments(process)),
      working_directory: process.folder,
      ...(end !== undefined && { end: iso(end) }),
      ...(process.previous.length > 0 && { previous: process.previous.map(program) }),
      ...(process.parent && { parent: { ...snapshot(process.parent), user: { id: process.parent.user } } }),
      ...(process.entry && {
        entry_leader: { ...leader(process, process.entry), entry_meta: { type: process.entryType } },
      }),
      session_leader: leader(process, process.session),
      group_leader: leader(process, process.group),
    },
    user: { id: process.user },
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function program({ executable, args }: Image) {
  return { executable, ...(args && { args }) };
}

/** The fields that every mention of a process has. */
function snapshot({ pid, entityId, image, hasTerminal, started }: Process) {
  return {
    pid,
    entity_id: entityId,
    name: nameOf(image),
    ...program(image),
    interactive: hasTerminal,
    start: started,
  };
}

/** File events do not say how their process was called. */
function withoutArguments(process: Process) {
  const { args: _, ...rest } = snapshot(process);
  return rest;
}

function leader(process: Process, leading: Process) {
  return { ...snapshot(leading), same_as_process: leading.pid === process.pid };
}

/** Path, name and extension, where there is one. */
function fileOf(path: string) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return { path, name, ...(dot > 0 && { extension: name.slice(dot + 1) }) };
}
