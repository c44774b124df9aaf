import { describe, expect, test } from 'vitest';
import type { Container, Node } from './places.ts';
import { hasJobControl, Process } from './processes.ts';

const node: Node = {
  cluster: { id: 'c', name: 'c', policy: { id: 'p', revision: 1 } },
  host: 'n',
  hostId: 'h',
  bootId: 'boot',
  ip: '10.0.0.1',
  agentId: 'a',
  osType: 'linux',
};
const container: Container = {
  pod: { node, namespace: 'default', name: 'pod', app: 'app', ip: '10.0.0.2' },
  name: 'app',
  id: 'f'.repeat(64),
  image: 'app',
  tag: '1',
  privileged: false,
};
let pid = 100;
const birth = () => ({ pid: pid++, start: 1_000_000_000_000 });
const run = (line: string) => {
  const args = line.split(' ');
  return { executable: `/bin/${args[0]!.replace(/^-/, '').split('/').at(-1)}`, args };
};
const shim = () => new Process(node, birth(), { executable: '/usr/bin/containerd-shim-runc-v2' });

function entered(line: string, hasTerminal = false): Process {
  const process = shim().enter(container, birth(), { user: '0', folder: '/', hasTerminal });
  process.execute(run(line));
  return process;
}

function child(parent: Process, line: string): Process {
  const process = parent.fork(birth());
  process.execute(run(line));
  return process;
}

describe('leaders', () => {
  test('what the runtime starts leads entry, session and group', () => {
    const entry = entered('bash', true);
    expect([entry.entry, entry.session, entry.group]).toEqual([entry, entry, entry]);
    expect(entry.entryType).toBe('container');
  });

  test('before its exec it leads no entry: it is the runtime still', () => {
    const process = shim().enter(container, birth(), { user: '0', folder: '/', hasTerminal: false });
    expect(process.entry).toBeNull();
  });

  test('a child inherits them, and container, user, folder and terminal', () => {
    const entry = entered('bash', true);
    const process = child(entry, 'id');
    expect([process.entry, process.session, process.group]).toEqual([entry, entry, entry]);
    expect([process.container, process.user, process.folder, process.hasTerminal]).toEqual([container, '0', '/', true]);
  });

  test('a new session changes session and group, not the entry', () => {
    const entry = entered('node server.js');
    const process = entry.fork(birth());
    process.startSession(true);
    process.execute(run('bash'));
    expect([process.entry, process.session, process.group, process.hasTerminal]).toEqual([
      entry,
      process,
      process,
      true,
    ]);
  });

  test('a program that replaces itself keeps leading', () => {
    const process = entered('sh -c bash');
    process.execute(run('bash -i'));
    expect(process.entry).toBe(process);
    expect(process.previous).toEqual([run('sh -c bash')]);
  });

  test('a shell of sshd begins an entry of its own, sshd below sshd does not', () => {
    const server = entered('sshd -D');
    const forked = child(server, 'sshd -R');
    expect(forked.entry).toBe(server);
    const shell = forked.fork(birth());
    shell.startSession(true);
    shell.execute(run('-bash'));
    expect([shell.entry, shell.entryType]).toEqual([shell, 'sshd']);
  });

  test('what forked and did not exec has run nothing of its own', () => {
    const process = entered('bash').fork(birth());
    expect(process.image).toEqual(run('bash'));
    process.execute(run('id'));
    expect(process.previous).toEqual([]);
  });
});

describe('job control', () => {
  test.each([
    ['bash', true, true],
    ['bash -i', true, true],
    ['-bash', true, true],
    ['/bin/sh -l', true, true],
    ['bash -i -c make', true, true],
    ['bash -c make', true, false],
    ['sh ./install.sh -i', true, false],
    ['bash -i', false, false],
    ['python3', true, false],
    ['busybox', true, false],
  ])('%s, terminal %j: %j', (line, hasTerminal, expected) => {
    expect(hasJobControl(entered(line, hasTerminal))).toBe(expected);
  });
});
