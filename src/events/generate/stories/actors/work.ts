/** Builds, packages, editors and notebooks: programs that open shells because that is how they work. */
import type { Actor } from '../actor.ts';
import { programsOf, type Scene } from '../scene.ts';
import { typed } from '../programs.ts';
import type { Random } from '../random.ts';
import type { Role } from '../world.ts';

const PROJECTS = ['storefront', 'checkout', 'ledger', 'mailer', 'gateway'] as const;

/** What a build runs, one list a step. */
const BUILD_STEPS: readonly (readonly string[])[] = [
  ['git fetch --depth=1 origin main', 'git checkout -q FETCH_HEAD'],
  ['npm ci --no-audit', 'node node_modules/.bin/tsc'],
  ['npm test', 'node --test', 'git diff --stat'],
  ['make -j4 all', 'gcc -O2 -c src/main.c', 'strip build/app'],
  ['tar -czf dist.tar.gz dist', 'sha256sum dist.tar.gz'],
];

const PACKAGES = ['libc-bin', 'man-db', 'ca-certificates', 'tcpdump', 'strace', 'postgresql-client'] as const;

const CELLS = [
  'python3 train.py',
  'pip list',
  'nvidia-smi',
  'ls -la data',
  'git pull --ff-only',
  'head -3 data/orders.csv',
];

export const workActors = {
  'ci-step': {
    title: 'CI step by exec',
    does: 'A build service enters the job’s pod for every step, each time with a new shell.',
    tells: ['e1', 'i1'],
    play(scene, random) {
      const place = scene.pod('runner');
      for (const lines of random.sample(BUILD_STEPS, random.between(1, 3))) {
        const script = `/tmp/step-${random.between(10, 99)}.sh`;
        const image = programsOf(place)('/usr/bin/bash', '--noprofile', '--norc', '-eo', 'pipefail', script);
        const shell = scene.enter(place, image, { tells: 'e1' });
        build(scene, shell, lines);
        scene.end(shell);
        scene.wait(1, 3);
      }
    },
  },
  'ci-agent': {
    title: 'CI agent',
    does: 'An agent inside the pod starts every step as bash -i -c, to get the profile of its user.',
    tells: ['e2', 'i1'],
    play: (scene, random) => agentStep(scene, random, 'no terminal'),
  },
  'ci-agent-terminal': {
    title: 'CI agent with a terminal',
    does: 'An agent inside the pod starts every step on a terminal that it allocates, for coloured logs.',
    tells: ['e3', 'i1'],
    play: (scene, random) => agentStep(scene, random, 'terminal'),
  },
  'package-install': {
    title: 'Package installation',
    does: 'An operator installs a package; dpkg runs the package’s own script.',
    tells: ['b1', 'b4', 'h10', 'i1', 'i3', 'i5'],
    play(scene, random) {
      const place = scene.pod('toolbox');
      const run = programsOf(place);
      const name = random.pick(PACKAGES);
      const shell = scene.enter(place, run('bash'), { tells: 'b1', hasTerminal: true });
      scene.wait(2, 6);
      const apt = scene.start(shell, run('apt-get', 'install', '-y', name), { tells: 'b4' });
      scene.wait(1, 3);
      const dpkg = scene.start(apt, run('dpkg', '--unpack', `/var/cache/apt/archives/${name}.deb`));
      scene.file(dpkg, 'created', `/usr/share/doc/${name}/copyright.dpkg-new`);
      scene.file(dpkg, 'modified', `/usr/share/doc/${name}/copyright.dpkg-new`);
      const script = scene.start(dpkg, run('/bin/sh', `/var/lib/dpkg/info/${name}.postinst`, 'configure'), {
        tells: 'h10',
      });
      scene.run(script, run('ln', '-sf', `/usr/share/${name}`, `/etc/alternatives/${name}`), {
        touches: [['linked', `/etc/alternatives/${name}`]],
      });
      for (const role of [script, dpkg, apt]) scene.end(role);
      scene.wait(2, 5);
      scene.end(shell);
    },
  },
  installer: {
    title: 'Installer with an option -i',
    does: 'An operator runs an installer, which has an option -i.',
    tells: ['b1', 'b4', 'h11', 'i1', 'i3'],
    play(scene, random) {
      const place = scene.pod('toolbox');
      const run = programsOf(place);
      const shell = scene.enter(place, run('bash'), { tells: 'b1', hasTerminal: true });
      scene.type(shell, 'debian', ['tar -xzf collector.tar.gz'], 'b4');
      scene.wait(2, 6);
      const script = scene.start(shell, run('sh', './install.sh', '-i'), { tells: 'h11', folder: '/root/collector' });
      const target = `/usr/local/bin/${random.pick(['collector', 'exporter', 'relay'])}`;
      scene.run(script, run('cp', 'bin/collector', target), { touches: [['created', target]] });
      scene.run(script, run('chmod', '0755', target), { touches: [['modified', target]] });
      scene.end(script);
      scene.wait(1, 4);
      scene.end(shell);
    },
  },
  editor: {
    title: 'Editor’s server',
    does: 'An editor that works in a container asks a shell for its environment.',
    tells: ['e4'],
    play(scene, random) {
      const place = scene.pod('workbench');
      const run = programsOf(place);
      const command = random.pick(['node -p process.env', 'env -0', 'printenv PATH']);
      const shell = scene.start(place.worker, run('/bin/bash', '-i', '-l', '-c', command), {
        tells: 'e4',
        session: 'no terminal',
      });
      scene.run(shell, typed('debian', command), { lasts: [20, 90] });
      scene.end(shell);
      for (const line of random.sample(['git status --porcelain', 'git config user.name', 'rg --files'], 2))
        scene.run(place.worker, typed('debian', line));
    },
  },
  notebook: {
    title: 'Notebook terminal',
    does: 'Somebody opens a terminal in a notebook, and works there.',
    tells: ['e5'],
    play(scene, random) {
      const place = scene.pod('notebook');
      const shell = scene.start(
        place.worker,
        { executable: '/bin/bash', args: ['bash', '-i'] },
        { tells: 'e5', session: 'terminal' },
      );
      scene.type(shell, 'debian', random.sample(CELLS, random.between(1, 4)));
      scene.wait(1, 5);
      scene.end(shell);
    },
  },
} as const satisfies Record<string, Actor>;

function agentStep(scene: Scene, random: Random, session: 'terminal' | 'no terminal'): void {
  const place = scene.pod('runner');
  for (const lines of random.sample(BUILD_STEPS, random.between(1, 3))) {
    const shell = scene.start(place.worker, programsOf(place)('/bin/bash', '-i', '-c', lines.join(' && ')), {
      tells: session === 'terminal' ? 'e3' : 'e2',
      session,
      folder: `/agent/work/${random.pick(PROJECTS)}`,
    });
    build(scene, shell, lines);
    scene.end(shell);
    scene.wait(1, 3);
  }
}

/** The commands of a build step; some of them leave something behind. */
function build(scene: Scene, shell: Role, lines: readonly string[]): void {
  for (const line of lines) {
    const output = /^(?:tar|make|strip)\b/.test(line)
      ? `/tmp/build/${line.split(' ').at(-1)!.replaceAll('/', '-')}`
      : null;
    scene.run(shell, typed('debian', line), {
      lasts: [80, 2500],
      ...(output !== null && { touches: [['created', output]] }),
    });
  }
}
