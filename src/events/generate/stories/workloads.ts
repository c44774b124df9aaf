/** What runs in the made-up cluster: a row is a workload, of which there are one or several pods. */
import type { Image } from '../sensor/processes.ts';
import type { Container, Pod } from '../sensor/places.ts';
import { type Family, program } from './programs.ts';

export interface Workload {
  readonly namespace: string;
  readonly owner: NonNullable<Pod['owner']> | null;
  readonly container: Pick<Container, 'name' | 'image' | 'tag'>;
  readonly family: Family;
  /** Numeric id that the entrypoint runs under. */
  readonly user: string;
  readonly folder: string;
  /** The entrypoint. */
  readonly entry: Image;
  /** The process below it that does the work, where there is one; of the same program unless told. */
  readonly worker?: { readonly image?: Image; readonly user?: string };
  /** What the entrypoint turns into once its worker is up. */
  readonly becomes?: Image;
  /** Declared with `tty: true`. */
  readonly hasTerminal?: true;
  readonly privileged?: true;
  /** At most so many pods of it run all the time; 0: only stories start it. */
  readonly pods: number;
}

function image(path: string, tag: string, name = path.slice(path.lastIndexOf('/') + 1)): Workload['container'] {
  return { name, image: `registry.example/${path}`, tag };
}

export const workloads = {
  storefront: {
    namespace: 'shop',
    owner: 'ReplicaSet',
    container: image('shop/storefront', '3.18.0', 'php'),
    family: 'debian',
    user: '0',
    folder: '/var/www/html',
    entry: program('debian', 'php-fpm'),
    worker: { user: '33' },
    pods: 3,
  },
  preview: {
    namespace: 'shop-preview',
    owner: 'ReplicaSet',
    container: image('shop/storefront', '3.19.0-rc1', 'php'),
    family: 'debian',
    user: '0',
    folder: '/var/www/html',
    entry: program('debian', 'php-fpm'),
    worker: { user: '33' },
    hasTerminal: true,
    pods: 1,
  },
  checkout: {
    namespace: 'shop',
    owner: 'ReplicaSet',
    container: image('shop/checkout', '5.2.3'),
    family: 'debian',
    user: '1000',
    folder: '/app',
    entry: program('debian', 'node', 'server.js'),
    pods: 3,
  },
  'cart-cache': {
    namespace: 'shop',
    owner: 'ReplicaSet',
    container: image('shop/cart-cache', '2.4.1-alpine', 'cache'),
    family: 'alpine',
    user: '0',
    folder: '/',
    entry: program('alpine', 'redis-server', '/etc/cache.conf'),
    pods: 2,
  },
  ingress: {
    namespace: 'edge',
    owner: 'DaemonSet',
    container: image('edge/ingress', '1.27.3', 'proxy'),
    family: 'debian',
    user: '0',
    folder: '/',
    entry: program('debian', 'nginx', '-g', 'daemon off;'),
    worker: { user: '101' },
    pods: 3,
  },
  'ledger-db': {
    namespace: 'data',
    owner: 'StatefulSet',
    container: image('data/ledger-db', '16.4', 'db'),
    family: 'debian',
    user: '999',
    folder: '/var/lib/postgresql',
    entry: program('debian', 'postgres'),
    pods: 2,
  },
  runner: {
    namespace: 'ci',
    owner: 'ReplicaSet',
    container: image('ci/runner', '5.2.0'),
    family: 'debian',
    user: '1001',
    folder: '/agent',
    entry: program('debian', '/bin/bash', '/agent/run.sh'),
    worker: { image: program('debian', 'node', '/agent/agent.js') },
    pods: 2,
  },
  notebook: {
    namespace: 'notebooks',
    owner: 'StatefulSet',
    container: image('notebooks/scipy', '2025-12'),
    family: 'debian',
    user: '1000',
    folder: '/home/jovyan',
    entry: program('debian', '/usr/bin/python3', '/usr/local/bin/jupyter-lab'),
    pods: 2,
  },
  workbench: {
    namespace: 'dev',
    owner: 'StatefulSet',
    container: image('dev/workbench', '24.10'),
    family: 'debian',
    user: '1000',
    folder: '/workspace',
    entry: program('debian', 'sh', '-c', 'node /opt/editor/server.js & exec sleep infinity'),
    worker: { image: program('debian', 'node', '/opt/editor/server.js') },
    becomes: program('debian', 'sleep', 'infinity'),
    pods: 2,
  },
  mailer: {
    namespace: 'ops',
    owner: 'ReplicaSet',
    container: image('ops/mailer', '7.0.1', 'cron'),
    family: 'debian',
    user: '0',
    folder: '/root',
    entry: program('debian', 'cron', '-f'),
    pods: 1,
  },
  toolbox: {
    namespace: 'ops',
    owner: 'ReplicaSet',
    container: image('ops/toolbox', '12.8'),
    family: 'debian',
    user: '0',
    folder: '/root',
    entry: program('debian', 'sleep', 'infinity'),
    pods: 1,
  },
  bastion: {
    namespace: 'ops',
    owner: 'ReplicaSet',
    container: image('ops/bastion', '2.1', 'sshd'),
    family: 'debian',
    user: '0',
    folder: '/root',
    entry: program('debian', '/usr/sbin/sshd', '-D'),
    pods: 1,
  },
  gateway: {
    namespace: 'edge',
    owner: 'ReplicaSet',
    container: image('edge/gateway', '0.9.4-alpine'),
    family: 'alpine',
    user: '0',
    folder: '/',
    entry: program('alpine', '/bin/sh', '/entrypoint.sh'),
    becomes: program('alpine', 'nginx', '-g', 'daemon off;'),
    pods: 2,
  },
  'vpn-probe': {
    namespace: 'edge',
    owner: 'DaemonSet',
    container: image('edge/vpn-probe', '1.3'),
    family: 'debian',
    user: '0',
    folder: '/',
    entry: program('debian', '/bin/sh', '/entrypoint.sh'),
    pods: 3,
  },
  shell: {
    namespace: 'default',
    owner: null,
    container: image('tools/netkit', '1.9', 'shell'),
    family: 'debian',
    user: '0',
    folder: '/',
    entry: program('debian', 'sh'),
    hasTerminal: true,
    pods: 0,
  },
  'node-debugger': {
    namespace: 'kube-system',
    owner: null,
    container: image('tools/netkit', '1.9', 'debugger'),
    family: 'debian',
    user: '0',
    folder: '/',
    entry: program('debian', 'sleep', 'infinity'),
    privileged: true,
    pods: 1,
  },
} as const satisfies Record<string, Workload>;

export type WorkloadName = keyof typeof workloads;
