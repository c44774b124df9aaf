/**
 * Which data streams of the container sensor (`logs-cloud_defend.*`) have a field, as its package declares it. A field of the
 * table of facts that is in none of them is a usual one of ECS that this source does not send.
 */
type Row = readonly [streams: string, names: Readonly<Record<string, string>>];

/** By the streams that have them: last names of fields, under the path before. */
const ROWS: readonly Row[] = [
  [
    'process file alerts',
    {
      '': '@timestamp',
      agent: 'id type version',
      'cloud.account': 'id name',
      cloud: 'availability_zone provider region',
      'cloud.instance': 'name',
      'cloud.project': 'id name',
      cloud_defend: 'hook_point matched_selectors package_policy_id package_policy_revision',
      container: 'id name',
      'container.image': 'name tag',
      'container.security_context': 'privileged',
      data_stream: 'dataset namespace type',
      ecs: 'version',
      error: 'message',
      event: 'action agent_id_status category created dataset id ingested kind module type',
      group: 'id',
      host: 'architecture hostname id ip mac name pid_ns_ino',
      'host.boot': 'id',
      'host.os': 'family full kernel name platform type version',
      'orchestrator.cluster': 'id name',
      orchestrator: 'namespace',
      'orchestrator.resource': 'annotation ip label name type',
      'orchestrator.resource.parent': 'type',
      process: 'args entity_id executable interactive name pid',
      'process.entry_leader': 'entity_id',
      'process.group_leader': 'entity_id',
      'process.group_leader.user': 'id',
      'process.parent': 'entity_id',
      'process.session_leader': 'entity_id working_directory',
      'process.session_leader.group': 'id',
      'process.session_leader.user': 'id',
      user: 'id',
    },
  ],
  [
    'alerts',
    {
      agent: 'name',
      file: 'mode',
      'host.os': 'codename',
      '': 'message',
      'process.group': 'id name',
      'process.user': 'name',
    },
  ],
  [
    'process file',
    {
      cloud_defend: 'trace_point',
    },
  ],
  [
    'file alerts',
    {
      file: 'extension name path',
      'process.user': 'id',
    },
  ],
  [
    'process alerts',
    {
      process: 'end previous start working_directory',
      'process.entry_leader': 'args executable interactive name pid same_as_process start working_directory',
      'process.entry_leader.entry_meta': 'type',
      'process.entry_leader.group': 'id',
      'process.entry_leader.user': 'id',
      'process.group_leader': 'args executable interactive name pid same_as_process start working_directory',
      'process.group_leader.group': 'id',
      'process.parent': 'args executable interactive name pid start working_directory',
      'process.parent.group': 'id',
      'process.parent.user': 'id',
      'process.previous': 'args executable',
      'process.session_leader': 'args executable interactive name pid same_as_process start',
      'process.thread.capabilities': 'effective permitted',
    },
  ],
];

let byPath: Map<string, readonly string[]> | undefined;

/** `process`, `file`, `alerts`; empty for a field that the sensor does not send. */
export function containerStreams(path: string): readonly string[] {
  byPath ??= new Map(ROWS.flatMap(([streams, names]) => pathsOf(names).map((name) => [name, streams.split(' ')])));
  return byPath.get(path) ?? [];
}

function pathsOf(names: Row[1]): readonly string[] {
  return Object.entries(names).flatMap(([above, last]) =>
    last.split(' ').map((name) => (above === '' ? name : `${above}.${name}`)),
  );
}
