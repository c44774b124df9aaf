/** Where a process can run: a cluster's nodes, the pods on them, and the containers of the pods. */

export interface Cluster {
  readonly id: string;
  readonly name: string;
  /** The policy that tells the sensors of this cluster what to report. */
  readonly policy: { readonly id: string; readonly revision: number };
}

/** One machine: what the sensor says of the host, and the agent on it. */
export interface Node {
  readonly cluster: Cluster;
  readonly host: string;
  readonly hostId: string;
  readonly bootId: string;
  readonly ip: string;
  readonly agentId: string;
  /** As its documents spell it: `linux`, unless something on the way writes it otherwise. */
  readonly osType: string;
}

/** The process namespace that Linux makes at boot has this inode on every machine. */
export const INITIAL_PID_NAMESPACE = '4026531836';

export interface Pod {
  readonly node: Node;
  readonly namespace: string;
  readonly name: string;
  readonly app: string;
  /** The kind of object that made the pod; a pod made by hand has none. */
  readonly owner?: 'ReplicaSet' | 'StatefulSet' | 'DaemonSet' | 'Job';
  readonly ip: string;
}

export interface Container {
  readonly pod: Pod;
  readonly name: string;
  /** 64 hexadecimal digits. */
  readonly id: string;
  readonly image: string;
  readonly tag: string;
  readonly privileged: boolean;
}
