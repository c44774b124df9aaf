/** People who look into pods. */
import type { Actor } from '../actor.ts';
import { typed } from '../programs.ts';
import { programsOf, type Scene } from '../scene.ts';
import type { Random } from '../random.ts';
import type { Place, Role } from '../world.ts';
import type { WorkloadName } from '../workloads.ts';

/** What one types to see how a pod is. */
const LOOKS = [
  'id',
  'ls -la',
  'ps aux',
  'env',
  'df -h',
  'cat /etc/os-release',
  'cat /proc/1/status',
  'uptime',
  'hostname',
  'whoami',
  'date -u',
  'netstat -tln',
  'tail -n 50 /var/log/app.log',
  'wget -qO- http://localhost:8080/healthz',
] as const;

const DEBIAN_PODS: readonly WorkloadName[] = ['storefront', 'checkout', 'ingress', 'ledger-db', 'toolbox'];

export const operatorActors = {
  'kubectl-run': {
    title: 'kubectl run -it',
    does: 'Somebody starts a pod of their own with a shell as its entrypoint.',
    tells: ['a3', 'b4'],
    play(scene, random) {
      const place = scene.newPod('shell');
      const shell = scene.enter(place, programsOf(place)('sh'), { tells: 'a3', hasTerminal: true });
      lookRound(scene, random, shell, place);
    },
  },
  'kubectl-exec': {
    title: 'kubectl exec -it',
    does: 'Somebody opens a shell in a pod and looks round.',
    tells: ['b1', 'b4'],
    play(scene, random) {
      const { place, shell } = execInto(scene, random.pick(DEBIAN_PODS));
      lookRound(scene, random, shell, place);
    },
  },
  'second-shell': {
    title: 'A second shell',
    does: 'Somebody opens a shell in a pod, and bash -i below it.',
    tells: ['b1', 'b3', 'b4'],
    play(scene, random) {
      const { place, shell } = execInto(scene, random.pick(DEBIAN_PODS));
      if (random.chance(0.5)) scene.type(shell, 'debian', [random.pick(LOOKS)], 'b4');
      scene.wait(2, 8);
      const second = scene.start(shell, programsOf(place)('bash', '-i'), { tells: 'b3' });
      lookRound(scene, random, second, place);
      scene.end(shell);
    },
  },
  'kubectl-exec-i': {
    title: 'kubectl exec -it … bash -i',
    does: 'Somebody opens a shell in a pod and gives it an -i that it does not need.',
    tells: ['b2', 'b4'],
    play(scene, random) {
      const place = scene.pod(random.pick(DEBIAN_PODS));
      const shell = scene.enter(place, programsOf(place)('bash', '-i'), { tells: 'b2', hasTerminal: true });
      lookRound(scene, random, shell, place);
    },
  },
  'kubectl-exec-command': {
    title: 'kubectl exec with a command',
    does: 'A script asks a pod for something, without a terminal.',
    tells: ['c1'],
    play(scene, random) {
      const place = scene.pod(random.pick(DEBIAN_PODS));
      const run = programsOf(place);
      const [first, second] = random.pick([
        ['ls', 'wc -l'],
        ['ps', 'head -5'],
        ['env', 'sort'],
        ['df', 'tail -1'],
      ] as const);
      const shell = scene.enter(place, run('sh', '-c', `${first} | ${second}`), { tells: 'c1' });
      for (const line of [first, second]) scene.run(shell, typed(place.workload.family, line));
      scene.end(shell);
    },
  },
  'debug-container': {
    title: 'Debug container',
    does: 'Somebody puts a busybox beside a container that has no shell.',
    tells: ['h5', 'b4'],
    play(scene, random) {
      const image = { name: `debugger-${random.suffix(5)}`, image: 'registry.example/base/busybox', tag: '1.37' };
      const place = scene.beside(scene.pod(random.pick<WorkloadName>(['checkout', 'ingress'])), image, 'alpine');
      const shell = scene.enter(place, programsOf(place)('sh'), { tells: 'h5', hasTerminal: true });
      lookRound(scene, random, shell, place);
    },
  },
  'docker-exec': {
    title: 'docker exec -it',
    does: 'Somebody on the node opens a shell in a container.',
    tells: ['h6', 'b4'],
    play(scene, random) {
      const place = scene.pod(random.pick(DEBIAN_PODS));
      const shell = scene.enter(place, programsOf(place)('bash'), { tells: 'h6', hasTerminal: true });
      lookRound(scene, random, shell, place);
    },
  },
  'busybox-shell': {
    title: 'A second shell of busybox',
    does: 'Somebody opens a shell in an Alpine pod, and sh -i below it.',
    tells: ['b1', 'g1', 'b4'],
    play: (scene, random) => alpineShell(scene, random, 'sh', 'g1'),
  },
  ash: {
    title: 'ash -i',
    does: 'Somebody opens a shell in an Alpine pod, and ash -i below it.',
    tells: ['b1', 'g4', 'b4'],
    play: (scene, random) => alpineShell(scene, random, 'ash', 'g4'),
  },
  ksh: {
    title: 'ksh -i',
    does: 'Somebody opens a shell in a pod, and ksh -i below it.',
    tells: ['b1', 'h14', 'b4'],
    play(scene, random) {
      const { place, shell } = execInto(scene, 'ledger-db');
      scene.wait(2, 8);
      const second = scene.start(shell, programsOf(place)('ksh', '-i'), { tells: 'h14' });
      lookRound(scene, random, second, place);
      scene.end(shell);
    },
  },
  'ssh-login': {
    title: 'Login over ssh',
    does: 'Somebody logs in to a container that runs sshd.',
    tells: ['h13', 'b4'],
    play(scene, random) {
      const place = scene.pod('bastion');
      const run = programsOf(place);
      const server = scene.start(place.entry, run('/usr/sbin/sshd', '-D', '-R'));
      scene.wait(0, 1);
      const shell = scene.start(
        server,
        { executable: '/bin/bash', args: ['-bash'] },
        { tells: 'h13', session: 'terminal' },
      );
      lookRound(scene, random, shell, place);
      scene.end(server);
    },
  },
} as const satisfies Record<string, Actor>;

/** The first shell of `kubectl exec -it`. */
function execInto(scene: Scene, workload: WorkloadName): { readonly place: Place; readonly shell: Role } {
  const place = scene.pod(workload);
  const run = programsOf(place);
  const shell = scene.enter(place, place.workload.family === 'alpine' ? run('sh') : run('bash'), {
    tells: 'b1',
    hasTerminal: true,
  });
  return { place, shell };
}

/** Some commands; then the shell ends. */
function lookRound(scene: Scene, random: Random, shell: Role, place: Place): void {
  scene.type(shell, place.workload.family, random.sample(LOOKS, random.between(1, 4)), 'b4');
  scene.wait(1, 9);
  scene.end(shell);
}

function alpineShell(scene: Scene, random: Random, name: 'sh' | 'ash', tells: 'g1' | 'g4'): void {
  const { place, shell } = execInto(scene, 'cart-cache');
  scene.wait(2, 8);
  const second = scene.start(shell, programsOf(place)(name, '-i'), { tells });
  lookRound(scene, random, second, place);
  scene.end(shell);
}
