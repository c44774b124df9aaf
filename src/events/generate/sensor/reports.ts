/** What the sensor can report of a process, and the fields by which it says so. */
export interface Report {
  readonly kind: 'event' | 'alert';
  readonly category: string;
  readonly type: readonly string[];
  readonly action: string | readonly string[];
  readonly stream: 'process' | 'file' | 'alerts';
  /** Which part of the policy asked for it. */
  readonly selector: string;
  /** Where in the kernel it was seen. */
  readonly hooks?: readonly string[];
}

const PROCESS = { kind: 'event', category: 'process', stream: 'process', selector: 'allProcesses' } as const;
const FILE = { kind: 'event', category: 'file', stream: 'file', selector: 'fileChanges' } as const;

const FORK_HOOK = 'tracepoint__sched_process_fork';
const EXEC_HOOK = 'tracepoint__sched_process_exec';
const EXIT_HOOK = 'kprobe__taskstats_exit';

export const reports = {
  exec: { ...PROCESS, type: ['start'], action: 'exec', hooks: [EXEC_HOOK] },
  fork: { ...PROCESS, type: ['start'], action: 'fork', hooks: [FORK_HOOK] },
  end: { ...PROCESS, type: ['end'], action: 'end', hooks: [EXIT_HOOK] },
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
  created: { ...FILE, type: ['creation'], action: 'creation', hooks: ['lsm__path_mknod'] },
  /** For writing; other opens are not reported. */
  opened: { ...FILE, type: ['change'], action: 'open', hooks: ['lsm__file_open'] },
  /** Its mode or length. */
  modified: { ...FILE, type: ['change'], action: 'modification', hooks: ['lsm__path_chmod'] },
  renamed: { ...FILE, type: ['change'], action: 'rename', hooks: ['lsm__path_rename'] },
  linked: { ...FILE, type: ['creation'], action: 'link', hooks: ['lsm__path_link'] },
  deleted: { ...FILE, type: ['deletion'], action: 'deletion', hooks: ['lsm__path_unlink'] },
  /** A new file that the policy forbids. */
  forbidden: {
    ...FILE,
    kind: 'alert',
    stream: 'alerts',
    selector: 'executablesInTmp',
    type: ['denied'],
    action: 'creation',
    hooks: ['lsm__path_mknod'],
  },
} as const satisfies Record<string, Report>;
