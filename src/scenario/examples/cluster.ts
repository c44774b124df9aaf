/**
 * The cluster in which the story happens: four nodes and eight pods. Every document takes its host, agent, container and
 * orchestrator data from these two tables, so two events of one pod cannot disagree about it.
 *
 * Names and addresses are made up; public addresses come from the documentation ranges.
 */
import type { Cluster, Container, Node, Pod } from '../../events/generate/index.ts';

/** The day of the story; tables hold times of this day, in UTC. */
const DAY = '2026-01-20';

/** A time of day with milliseconds, such as `09:12:40.118`. */
export type Clock = `${number}:${number}:${number}.${number}`;

/** The instant of a time of the story's day, in milliseconds since the epoch. */
export function instant(clock: Clock): number {
  return Date.parse(`${DAY}T${clock}Z`);
}

const cluster: Cluster = {
  id: '7f0c1d52-9a8e-4a53-8f0b-3b1f6d2c9e44',
  name: 'prod-eu-1',
  policy: { id: '3d6c4b1e-58a2-4f0e-9f57-0c6a2a4d8b19', revision: 4 },
};

export const nodes = {
  'worker-a': {
    cluster,
    host: 'worker-a',
    hostId: '2894590adc2d43c7a4c5ed0b48b9e1c4',
    bootId: '6682ebcc-e466-4a6d-b516-812f5ed5e685',
    ip: '10.20.0.11',
    agentId: '0bdc406f-aced-467c-9399-4cdfa5bf7be9',
    osType: 'linux',
  },
  'worker-b': {
    cluster,
    host: 'worker-b',
    hostId: '92d530a7f1ab4e73a5d2464435033933',
    bootId: 'c7e3a72f-5637-4bdc-aad0-a28a57bac92c',
    ip: '10.20.0.12',
    agentId: '2f1eeebc-f9a7-4561-8556-e37da9f4b780',
    osType: 'linux',
  },
  'worker-c': {
    cluster,
    host: 'worker-c',
    hostId: '9326e6124ee94969952a8258f342d221',
    bootId: 'a4e4b9d8-471a-4b0e-b3cc-3b219ed193ae',
    ip: '10.20.0.13',
    agentId: '6b124409-ec56-4c25-a393-3de9ddb84c96',
    osType: 'linux',
  },
  'edge-1': {
    cluster,
    host: 'edge-1',
    hostId: '086ef549e2464205bd9ca195a9b910a4',
    bootId: 'c1a9a3e1-1ebf-4eb5-88e8-308e6b5f259c',
    ip: '10.20.0.21',
    agentId: 'de1e84f2-e25a-4ac3-ad6d-b618303474b7',
    // Its documents pass a relay that writes `Linux`.
    osType: 'Linux',
  },
} as const satisfies Record<string, Node>;

/** One pod with its one container, and the runtime's shim that starts every process which enters it. */
interface PodRow {
  readonly node: keyof typeof nodes;
  readonly pod: Omit<Pod, 'node'>;
  readonly container: Omit<Container, 'pod' | 'privileged'>;
  readonly privileged?: true;
  readonly shim: { readonly pid: number; readonly start: Clock };
}

export const pods = {
  storefront: {
    node: 'worker-a',
    pod: {
      namespace: 'shop',
      name: 'storefront-7c9f6d58b4-x2lqk',
      app: 'storefront',
      owner: 'ReplicaSet',
      ip: '10.42.1.27',
    },
    container: {
      name: 'php',
      id: 'a95461edab5d172744e652e70e4f3e475a0a7ea77f90801049507f040206a6b9',
      image: 'registry.example/shop/storefront',
      tag: '3.18.0',
    },
    shim: { pid: 40955, start: '06:11:01.870' },
  },
  cartCache: {
    node: 'worker-b',
    pod: {
      namespace: 'shop',
      name: 'cart-cache-5d4b8c7f9-m8r2t',
      app: 'cart-cache',
      owner: 'ReplicaSet',
      ip: '10.42.2.40',
    },
    container: {
      name: 'cache',
      id: '92752c33aca5a474cfeb361144982515615c12f6f280057de6529faaffd34e55',
      image: 'registry.example/shop/cart-cache',
      tag: '2.4.1-alpine',
    },
    shim: { pid: 22810, start: '09:04:38.190' },
  },
  ledgerDb: {
    node: 'worker-b',
    pod: { namespace: 'data', name: 'ledger-db-0', app: 'ledger-db', owner: 'StatefulSet', ip: '10.42.2.9' },
    container: {
      name: 'db',
      id: 'b2ce2d928c7c61499a7bfd69d481ef9d87031c45cd054f81a6567bc93212c5d0',
      image: 'registry.example/data/ledger-db',
      tag: '11.5.9',
    },
    shim: { pid: 3120, start: '05:40:12.006' },
  },
  nodeShell: {
    node: 'worker-b',
    pod: { namespace: 'shop', name: 'node-shell', app: 'node-shell', ip: '10.42.2.41' },
    container: {
      name: 'node-shell',
      id: 'c1792dfe01a4a8e117955d53311173e909666d5f620d982c9c10ada1ab51ade1',
      image: 'registry.example/tools/netkit',
      tag: '1.9',
    },
    privileged: true,
    shim: { pid: 24330, start: '09:26:09.655' },
  },
  runner: {
    node: 'worker-c',
    pod: { namespace: 'ci', name: 'runner-6b7d9f8c5-q4hvz', app: 'runner', owner: 'ReplicaSet', ip: '10.42.3.18' },
    container: {
      name: 'runner',
      id: 'fbda2587fa8bb3c8c0258829c427b599ab80292b1cc9963faf99d08753a19ce1',
      image: 'registry.example/ci/runner',
      tag: '5.2.0',
    },
    shim: { pid: 7012, start: '07:30:44.310' },
  },
  notebook: {
    node: 'worker-c',
    pod: { namespace: 'notebooks', name: 'notebook-mara-0', app: 'notebook', owner: 'StatefulSet', ip: '10.42.3.22' },
    container: {
      name: 'notebook',
      id: '5f5b29c1b5502e09d93b7e6a6b09dda8bd4cf01630e51b520755a4b53fe2c8d9',
      image: 'registry.example/notebooks/scipy',
      tag: '2025-12',
    },
    shim: { pid: 7310, start: '08:01:20.470' },
  },
  toolbox: {
    node: 'worker-c',
    pod: { namespace: 'ops', name: 'toolbox-84f6c9d7b-9jx5n', app: 'toolbox', owner: 'ReplicaSet', ip: '10.42.3.30' },
    container: {
      name: 'toolbox',
      id: '3e28a0a909a377fd348d36af444b23547e1fe456f227c3afa144fc322089995f',
      image: 'registry.example/ops/toolbox',
      tag: '12.8',
    },
    shim: { pid: 8120, start: '08:15:03.221' },
  },
  ingress: {
    node: 'edge-1',
    pod: { namespace: 'edge', name: 'ingress-kd7wp', app: 'ingress', owner: 'DaemonSet', ip: '10.42.9.3' },
    container: {
      name: 'proxy',
      id: '67b72260b11b4c8fa9018051b458aa67608861a364826393e21b33c1ad3578f1',
      image: 'registry.example/edge/ingress',
      tag: '1.27.3',
    },
    shim: { pid: 1904, start: '04:02:55.118' },
  },
} as const satisfies Record<string, PodRow>;

export type PodName = keyof typeof pods;
