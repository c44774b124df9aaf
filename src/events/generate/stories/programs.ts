/** Programs by the name that one types, as the images of containers have them. */
import type { Image } from '../sensor/processes.ts';

/** What an image is made from: one file for each program, or busybox for all of them. */
export type Family = 'debian' | 'alpine';

/** Where a program is, unless it is in /usr/bin. */
const FOLDERS: Readonly<Record<string, string>> = {
  cron: '/usr/sbin',
  ip: '/usr/sbin',
  ksh: '/bin',
  nginx: '/usr/sbin',
  node: '/usr/local/bin',
  npm: '/usr/local/bin',
  'php-fpm': '/usr/local/sbin',
  postgres: '/usr/lib/postgresql/16/bin',
  'redis-server': '/usr/local/bin',
  runc: '/usr/bin',
  sh: '/bin',
  sshd: '/usr/sbin',
};

/** What Alpine has besides busybox. */
const OWN_PROGRAMS = new Set(['redis-server', 'nginx', 'apk', 'curl']);

/** The image of a program called by its name or its path: `program('debian', 'bash', '-i')`. */
export function program(family: Family, ...args: readonly [string, ...string[]]): Image {
  const [called] = args;
  const name = called.slice(called.lastIndexOf('/') + 1);
  if (family === 'alpine' && !OWN_PROGRAMS.has(name) && !isOwnFile(called)) return { executable: '/bin/busybox', args };
  return { executable: called.startsWith('/') ? called : `${FOLDERS[name] ?? '/usr/bin'}/${name}`, args };
}

/** A path of its own, not a program that the family brings. */
function isOwnFile(called: string): boolean {
  return called.startsWith('/') && !/^\/(?:usr\/)?s?bin\//.test(called);
}

/** A command line without quotes, word by word. */
export function typed(family: Family, line: string): Image {
  return program(family, ...(line.split(' ') as [string, ...string[]]));
}
