/**
 * Events of neighbouring tools, told as ECS events: Falco's JSON output and Tetragon's process events. What goes where is
 * the table of each tool, which docs/events.md shows; what has no counterpart is named, never dropped silently.
 */
import { decode, encode } from '../columns/bytes.ts';
import { shellWords } from './shellWords.ts';

export interface Told {
  /** The event as JSON. */
  readonly text: Uint8Array;
  /** Fields of the tool that have no counterpart. */
  readonly untold: readonly string[];
}

export type Neighbour = 'Falco' | 'Tetragon';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** How a value becomes that of a field; null: it says nothing. */
type Turn = (value: Json) => Json;

export interface Mapping {
  /** In the tool's event; `.` steps into objects. */
  readonly from: string;
  /** ECS fields that get the value. */
  readonly to: readonly string[];
  readonly turn?: keyof typeof TURNS;
}

/** What is done to a value on its way, by the name that the docs use. */
export const TURNS = {
  words: (value) => (typeof value === 'string' ? shellWords(value) : null),
  basename: (value) => (typeof value === 'string' ? (value.split('/').at(-1) ?? null) : null),
  'is not 0': (value) => (typeof value === 'number' || typeof value === 'string' ? Number(value) !== 0 : null),
  'without scheme': (value) => (typeof value === 'string' ? value.replace(/^\w+:\/\//, '') : null),
  'image name': (value) => (typeof value === 'string' ? imageParts(value).name : null),
  'image tag': (value) => (typeof value === 'string' ? imageParts(value).tag : null),
  text: (value) => (value === null || typeof value === 'object' ? null : String(value)),
} satisfies Record<string, Turn>;

function imageParts(image: string): { readonly name: string; readonly tag: string | null } {
  const parts = /^(.*?)(?:@sha256:\w+)?(?::([\w.-]+))?(?:@sha256:\w+)?$/.exec(image);
  return { name: parts?.[1] ?? image, tag: parts?.[2] ?? null };
}

/** Of Falco's `output_fields`, and of what stands beside them. */
export const FALCO: readonly Mapping[] = [
  { from: 'time', to: ['@timestamp'] },
  { from: 'hostname', to: ['host.name'] },
  { from: 'rule', to: ['rule.name'] },
  { from: 'output', to: ['message'] },
  { from: 'priority', to: ['log.level'] },
  { from: 'tags', to: ['tags'] },
  { from: 'output_fields.proc.name', to: ['process.name'] },
  { from: 'output_fields.proc.exepath', to: ['process.executable'] },
  { from: 'output_fields.proc.cmdline', to: ['process.command_line'] },
  { from: 'output_fields.proc.cmdline', to: ['process.args'], turn: 'words' },
  { from: 'output_fields.proc.cwd', to: ['process.working_directory'] },
  { from: 'output_fields.proc.pid', to: ['process.pid'] },
  { from: 'output_fields.proc.vpid', to: ['process.vpid'] },
  { from: 'output_fields.proc.tty', to: ['process.interactive'], turn: 'is not 0' },
  { from: 'output_fields.proc.ppid', to: ['process.parent.pid'] },
  { from: 'output_fields.proc.pname', to: ['process.parent.name'] },
  { from: 'output_fields.proc.pexepath', to: ['process.parent.executable'] },
  { from: 'output_fields.proc.pcmdline', to: ['process.parent.command_line'] },
  { from: 'output_fields.proc.pcmdline', to: ['process.parent.args'], turn: 'words' },
  { from: 'output_fields.proc.sid', to: ['process.session_leader.pid'] },
  { from: 'output_fields.proc.sname', to: ['process.session_leader.name'] },
  { from: 'output_fields.user.name', to: ['user.name'] },
  { from: 'output_fields.user.uid', to: ['user.id'], turn: 'text' },
  { from: 'output_fields.container.id', to: ['container.id'] },
  { from: 'output_fields.container.name', to: ['container.name'] },
  { from: 'output_fields.container.image.repository', to: ['container.image.name'] },
  { from: 'output_fields.container.image.tag', to: ['container.image.tag'] },
  { from: 'output_fields.k8s.ns.name', to: ['orchestrator.namespace'] },
  { from: 'output_fields.k8s.pod.name', to: ['orchestrator.resource.name'] },
  { from: 'output_fields.k8s.pod.uid', to: ['orchestrator.resource.id'] },
  { from: 'output_fields.fd.name', to: ['file.path'] },
  { from: 'output_fields.fd.rip', to: ['destination.ip'] },
  { from: 'output_fields.fd.rport', to: ['destination.port'] },
  { from: 'output_fields.fd.lip', to: ['source.ip'] },
  { from: 'output_fields.fd.lport', to: ['source.port'] },
  { from: 'output_fields.fd.l4proto', to: ['network.transport'] },
];

function tetragonProcess(from: string, to: string): readonly Mapping[] {
  return [
    { from: `${from}.exec_id`, to: [`${to}.entity_id`] },
    { from: `${from}.pid`, to: [`${to}.pid`] },
    { from: `${from}.binary`, to: [`${to}.executable`] },
    { from: `${from}.binary`, to: [`${to}.name`], turn: 'basename' },
    { from: `${from}.cwd`, to: [`${to}.working_directory`] },
    { from: `${from}.start_time`, to: [`${to}.start`] },
    { from: `${from}.uid`, to: [`${to}.user.id`], turn: 'text' },
  ];
}

/** Of the `process_exec` or `process_exit` object, here called `event`, and of what stands beside it. */
export const TETRAGON: readonly Mapping[] = [
  { from: 'time', to: ['@timestamp'] },
  { from: 'node_name', to: ['host.name'] },
  ...tetragonProcess('event.process', 'process'),
  ...tetragonProcess('event.parent', 'process.parent'),
  { from: 'event.process.tty', to: ['process.interactive'], turn: 'is not 0' },
  { from: 'event.process.uid', to: ['user.id'], turn: 'text' },
  { from: 'event.process.pod.namespace', to: ['orchestrator.namespace'] },
  { from: 'event.process.pod.name', to: ['orchestrator.resource.name'] },
  { from: 'event.process.pod.uid', to: ['orchestrator.resource.id'] },
  { from: 'event.process.pod.container.id', to: ['container.id'], turn: 'without scheme' },
  { from: 'event.process.pod.container.name', to: ['container.name'] },
  { from: 'event.process.pod.container.image.name', to: ['container.image.name'], turn: 'image name' },
  { from: 'event.process.pod.container.image.name', to: ['container.image.tag'], turn: 'image tag' },
];

/** Which event a system call of Falco is. */
const SYSTEM_CALLS: Readonly<
  Record<string, { readonly category: string; readonly type: string; readonly action: string }>
> = {
  ...Object.fromEntries(
    ['execve', 'execveat'].map((call) => [call, { category: 'process', type: 'start', action: 'exec' }]),
  ),
  ...Object.fromEntries(
    ['fork', 'vfork', 'clone', 'clone3'].map((call) => [call, { category: 'process', type: 'start', action: 'fork' }]),
  ),
  ...Object.fromEntries(
    ['open', 'openat', 'openat2', 'creat'].map((call) => [call, { category: 'file', type: 'change', action: 'open' }]),
  ),
  ...Object.fromEntries(
    ['connect', 'accept', 'accept4'].map((call) => [call, { category: 'network', type: 'connection', action: call }]),
  ),
};

export function tell(neighbour: Neighbour, bytes: Uint8Array, from: number, to: number): Told {
  const event = JSON.parse(decode(bytes, from, to)) as Record<string, Json>;
  const [document, untold] = neighbour === 'Falco' ? fromFalco(event) : fromTetragon(event);
  return { text: encode(JSON.stringify(document)), untold };
}

type Written = readonly [document: Record<string, Json>, untold: readonly string[]];

function fromFalco(event: Record<string, Json>): Written {
  const leaves = leavesOf(event);
  const written = write(FALCO, leaves);
  const type = leaves.get('output_fields.evt.type');
  const call = typeof type === 'string' ? type : '';
  const what = SYSTEM_CALLS[call];
  written.told.add('output_fields.evt.type').add('output_fields.evt.time').add('source').add('uuid');
  if (what !== undefined) {
    written.document['event.category'] = [what.category];
    written.document['event.type'] = [what.type];
    written.document['event.action'] = what.action;
  } else if (call !== '') written.document['event.action'] = call;
  if ('orchestrator.resource.name' in written.document) written.document['orchestrator.resource.type'] = 'pod';
  written.document['host.os.type'] = 'linux';
  return [written.document, untoldOf(leaves, written.told, 'output_fields.')];
}

function fromTetragon({ process_exec: exec, process_exit: exit, ...rest }: Record<string, Json>): Written {
  const leaves = leavesOf({ ...rest, event: exec ?? exit ?? null });
  const written = write(TETRAGON, leaves);
  for (const [from, to] of [
    ['event.process', 'process'],
    ['event.parent', 'process.parent'],
  ] as const) {
    const binary = leaves.get(`${from}.binary`);
    const args = leaves.get(`${from}.arguments`);
    written.told.add(`${from}.arguments`);
    if (typeof binary === 'string') {
      written.document[`${to}.args`] = [binary, ...(typeof args === 'string' ? shellWords(args) : [])];
    }
  }
  written.document['event.category'] = ['process'];
  written.document['event.type'] = [exec === undefined ? 'end' : 'start'];
  written.document['event.action'] = exec === undefined ? 'end' : 'exec';
  if ('orchestrator.resource.name' in written.document) written.document['orchestrator.resource.type'] = 'pod';
  written.document['host.os.type'] = 'linux';
  return [written.document, untoldOf(leaves, written.told, 'event.')];
}

/** Objects below this many others are values; no tool goes so deep. */
const DEEPEST = 32;

/** Paths to the values of an object; arrays are values. */
function leavesOf(event: Record<string, Json>): ReadonlyMap<string, Json> {
  const leaves = new Map<string, Json>();
  const visit = (value: Json, path: string, depth: number): void => {
    if (depth < DEEPEST && value !== null && typeof value === 'object' && !Array.isArray(value)) {
      for (const [key, member] of Object.entries(value)) visit(member, path === '' ? key : `${path}.${key}`, depth + 1);
    } else if (value !== null) leaves.set(path, value);
  };
  visit(event, '', 0);
  return leaves;
}

function write(table: readonly Mapping[], leaves: ReadonlyMap<string, Json>) {
  const document: Record<string, Json> = {};
  const told = new Set<string>();
  for (const { from, to, turn } of table) {
    const value = leaves.get(from);
    if (value === undefined) continue;
    told.add(from);
    const turned = turn === undefined ? value : TURNS[turn](value);
    if (turned !== null) for (const path of to) document[path] = turned;
  }
  return { document, told };
}

function untoldOf(leaves: ReadonlyMap<string, Json>, told: ReadonlySet<string>, prefix: string): readonly string[] {
  return [...leaves.keys()]
    .filter((path) => !told.has(path))
    .map((path) => (path.startsWith(prefix) ? path.slice(prefix.length) : path));
}
