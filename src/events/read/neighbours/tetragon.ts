/** Tetragon's process events as ECS events. Its fields: tetragon.io/docs/reference/grpc-api, in JSON as `tetra` prints them. */
import { type Json, leavesOf, type Mapping, write } from './mapping.ts';

/** Of one of the two processes of an event. */
function processRows(from: string, to: string): readonly Mapping[] {
  return [
    { from: `${from}.exec_id`, to: `${to}.entity_id` },
    { from: `${from}.pid`, to: `${to}.pid` },
    { from: `${from}.binary`, to: `${to}.executable` },
    { from: `${from}.binary`, to: `${to}.name`, turn: 'last part of the path' },
    { from: `${from}.binary`, to: `${to}.args`, turn: 'list' },
    { from: `${from}.arguments`, to: `${to}.args`, turn: 'words behind the binary' },
    { from: `${from}.cwd`, to: `${to}.working_directory` },
    { from: `${from}.start_time`, to: `${to}.start` },
    { from: `${from}.uid`, to: `${to}.user.id`, turn: 'text' },
  ];
}

/** Of the `process_exec` or `process_exit` object, here called `event`, and of what stands beside it. */
export const TETRAGON: readonly Mapping[] = [
  { from: 'time', to: '@timestamp' },
  { from: 'node_name', to: 'host.name' },
  { from: 'cluster_name', to: 'orchestrator.cluster.name' },
  ...processRows('event.process', 'process'),
  { from: 'event.process.parent_exec_id', to: 'process.parent.entity_id' },
  ...processRows('event.parent', 'process.parent'),
  { from: 'event.process.tty', to: 'process.interactive', turn: 'is not 0' },
  { from: 'event.status', to: 'process.exit_code' },
  { from: 'event.process.uid', to: 'user.id', turn: 'text' },
  { from: 'event.process.pod.namespace', to: 'orchestrator.namespace' },
  { from: 'event.process.pod.name', to: 'orchestrator.resource.name' },
  { from: 'event.process.pod.uid', to: 'orchestrator.resource.id' },
  { from: 'event.process.pod.pod_labels', to: 'orchestrator.resource.label', turn: 'key:value' },
  { from: 'event.process.pod.workload_kind', to: 'orchestrator.resource.parent.type' },
  { from: 'event.process.docker', to: 'container.id' },
  { from: 'event.process.pod.container.id', to: 'container.id', turn: 'without scheme' },
  { from: 'event.process.pod.container.name', to: 'container.name' },
  { from: 'event.process.pod.container.image.name', to: 'container.image.name', turn: 'image name' },
  { from: 'event.process.pod.container.image.name', to: 'container.image.tag', turn: 'image tag' },
];

export function fromTetragon(event: { readonly [key: string]: Json }): {
  readonly document: Record<string, Json>;
  readonly untold: string[];
} {
  const { process_exec: exec, process_exit: exit, ...rest } = event;
  const leaves = leavesOf({ ...rest, event: exec ?? exit ?? null }, TETRAGON);
  const { document, used } = write(TETRAGON, leaves);
  document['event.category'] = ['process'];
  document['event.type'] = [exec === undefined ? 'end' : 'start'];
  document['event.action'] = exec === undefined ? 'end' : 'exec';
  if ('orchestrator.resource.name' in document) document['orchestrator.resource.type'] = 'pod';
  document['host.os.type'] = 'linux';
  const untold = [...leaves.keys()].filter((path) => !used.has(path));
  return { document, untold: untold.map((path) => path.replace(/^event\./, '')) };
}
