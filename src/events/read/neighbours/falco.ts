/** Falco's JSON output as ECS events. Its fields: falco.org/docs/reference/rules/supported-fields. */
import { type Json, leavesOf, type Mapping, write } from './mapping.ts';

/** Of `output_fields`, and of what stands beside them. */
export const FALCO: readonly Mapping[] = [
  { from: 'time', to: '@timestamp' },
  { from: 'uuid', to: 'event.id' },
  { from: 'source', to: 'event.provider' },
  { from: 'hostname', to: 'host.name' },
  { from: 'rule', to: 'rule.name' },
  { from: 'output', to: 'message' },
  { from: 'priority', to: 'log.level' },
  { from: 'tags', to: 'tags' },
  { from: 'output_fields.proc.name', to: 'process.name' },
  { from: 'output_fields.proc.exepath', to: 'process.executable' },
  { from: 'output_fields.proc.cmdline', to: 'process.command_line' },
  { from: 'output_fields.proc.cmdline', to: 'process.args', turn: 'words' },
  { from: 'output_fields.proc.cwd', to: 'process.working_directory' },
  { from: 'output_fields.proc.pid', to: 'process.pid' },
  { from: 'output_fields.proc.vpid', to: 'process.vpid' },
  { from: 'output_fields.proc.tty', to: 'process.interactive', turn: 'is not 0' },
  { from: 'output_fields.proc.tty', to: 'process.tty.char_device.major', turn: 'major number' },
  { from: 'output_fields.proc.tty', to: 'process.tty.char_device.minor', turn: 'minor number' },
  { from: 'output_fields.proc.ppid', to: 'process.parent.pid' },
  { from: 'output_fields.proc.pvpid', to: 'process.parent.vpid' },
  { from: 'output_fields.proc.pname', to: 'process.parent.name' },
  { from: 'output_fields.proc.pexepath', to: 'process.parent.executable' },
  { from: 'output_fields.proc.pcmdline', to: 'process.parent.command_line' },
  { from: 'output_fields.proc.pcmdline', to: 'process.parent.args', turn: 'words' },
  { from: 'output_fields.proc.sid', to: 'process.session_leader.vpid' },
  { from: 'output_fields.proc.sname', to: 'process.session_leader.name' },
  { from: 'output_fields.proc.sid.exepath', to: 'process.session_leader.executable' },
  { from: 'output_fields.proc.is_sid_leader', to: 'process.session_leader.same_as_process' },
  { from: 'output_fields.proc.vpgid', to: 'process.group_leader.vpid' },
  { from: 'output_fields.proc.vpgid.name', to: 'process.group_leader.name' },
  { from: 'output_fields.proc.vpgid.exepath', to: 'process.group_leader.executable' },
  { from: 'output_fields.proc.is_vpgid_leader', to: 'process.group_leader.same_as_process' },
  { from: 'output_fields.user.name', to: 'user.name' },
  { from: 'output_fields.user.uid', to: 'user.id', turn: 'text' },
  { from: 'output_fields.group.name', to: 'group.name' },
  { from: 'output_fields.group.gid', to: 'group.id', turn: 'text' },
  { from: 'output_fields.container.id', to: 'container.id' },
  { from: 'output_fields.container.name', to: 'container.name' },
  { from: 'output_fields.container.image.repository', to: 'container.image.name' },
  { from: 'output_fields.container.image.tag', to: 'container.image.tag' },
  { from: 'output_fields.container.image.digest', to: 'container.image.hash.all' },
  { from: 'output_fields.k8s.ns.name', to: 'orchestrator.namespace' },
  { from: 'output_fields.k8s.pod.name', to: 'orchestrator.resource.name' },
  { from: 'output_fields.k8s.pod.uid', to: 'orchestrator.resource.id' },
  { from: 'output_fields.fd.name', to: 'file.path', turn: 'a path only' },
  { from: 'output_fields.fd.rip', to: 'destination.ip' },
  { from: 'output_fields.fd.rport', to: 'destination.port' },
  { from: 'output_fields.fd.lip', to: 'source.ip' },
  { from: 'output_fields.fd.lport', to: 'source.port' },
  { from: 'output_fields.fd.l4proto', to: 'network.transport' },
];

interface Kind {
  readonly category: string;
  readonly type: string;
  readonly action: string;
}

const kinds = (calls: readonly string[], kind: Kind): Record<string, Kind> =>
  Object.fromEntries(calls.map((call) => [call, kind]));

/** Which event a system call is. */
const SYSTEM_CALLS: Readonly<Record<string, Kind>> = {
  ...kinds(['execve', 'execveat'], { category: 'process', type: 'start', action: 'exec' }),
  ...kinds(['fork', 'vfork', 'clone', 'clone3'], { category: 'process', type: 'start', action: 'fork' }),
  ...kinds(['open', 'openat', 'openat2', 'creat'], { category: 'file', type: 'change', action: 'open' }),
  ...kinds(['connect', 'accept', 'accept4'], { category: 'network', type: 'connection', action: 'connection' }),
};

/** Said in another way by a row of the table, or by the kind of the event. */
const SAID = ['output_fields.evt.type', 'output_fields.evt.time', 'output_fields.evt.time.iso8601'];

export function fromFalco(event: Json): { readonly document: Record<string, Json>; readonly untold: string[] } {
  const leaves = leavesOf(event, FALCO);
  for (const [path, value] of leaves) if (saysNothing(path, value)) leaves.delete(path);
  const { document, used } = write(FALCO, leaves);
  const call = leaves.get('output_fields.evt.type');
  if (typeof call === 'string') Object.assign(document, kindOf(call));
  if ('orchestrator.resource.name' in document) document['orchestrator.resource.type'] = 'pod';
  document['host.os.type'] = 'linux';
  const said = new Set([...used, ...SAID]);
  const untold = [...leaves.keys()].filter((path) => !said.has(path));
  return { document, untold: untold.map((path) => path.replace(/^output_fields\./, '')) };
}

/** `<NA>` and the empty text stand for no value, and `host` for no container. */
function saysNothing(path: string, value: Json): boolean {
  return value === '<NA>' || value === '' || (value === 'host' && path.startsWith('output_fields.container.'));
}

function kindOf(call: string): Record<string, Json> {
  const kind = Object.hasOwn(SYSTEM_CALLS, call) ? SYSTEM_CALLS[call] : undefined;
  if (kind === undefined) return { 'event.action': call };
  return { 'event.category': [kind.category], 'event.type': [kind.type], 'event.action': kind.action };
}
