/** What a cluster does by itself: pods start, probes ask, cron calls. */
import type { Actor } from '../actor.ts';
import { program } from '../programs.ts';
import { programsOf, type Scene } from '../scene.ts';
import type { WorkloadName } from '../workloads.ts';

const TASKS = ['rotate', 'cleanup', 'report', 'sync-users', 'expire-carts'] as const;

export const clusterActors = {
  'pod-start': {
    title: 'Pod start',
    does: 'A pod starts, with a server as its entrypoint.',
    tells: ['a1', 'i1'],
    play(scene, random) {
      const place = scene.newPod(random.pick<WorkloadName>(['ingress', 'checkout', 'storefront', 'ledger-db']));
      const entry = scene.enter(place, place.workload.entry, { tells: 'a1' });
      scene.wait(0, 2);
      if (random.chance(0.4)) scene.file(entry, 'created', `/run/${place.container.name}.pid`);
    },
  },
  'entrypoint-script': {
    title: 'Entrypoint script',
    does: 'A pod starts with a script, which ends with exec "$@".',
    tells: ['a2', 'i2'],
    play(scene, random) {
      const place = scene.newPod('ingress');
      const run = programsOf(place);
      const entry = scene.enter(place, run('/bin/sh', '/docker-entrypoint.sh', 'nginx'), { tells: 'a2' });
      scene.run(entry, run('find', '/docker-entrypoint.d', '-mindepth', '1', '-type', 'f'));
      if (random.chance(0.6))
        scene.run(entry, run('envsubst'), { touches: [['opened', '/etc/nginx/conf.d/default.conf']] });
      scene.become(entry, run('nginx', '-g', 'daemon off;'), { says: 'The same process, after exec "$@".' });
    },
  },
  'busybox-sed': {
    title: 'sed -i of busybox',
    does: 'An Alpine pod edits its configuration at start; sed is an applet of busybox.',
    tells: ['a2', 'g2', 'g3', 'i1', 'i4'],
    play(scene, random) {
      const place = scene.newPod('gateway');
      const run = programsOf(place);
      const entry = scene.enter(place, place.workload.entry, { tells: 'a2' });
      const file = random.pick(['/etc/gateway.conf', '/etc/nginx/nginx.conf', '/etc/upstreams.conf']);
      const edit = `s/@${random.pick(['HOST', 'PORT', 'LIMIT'])}@/${random.pick(['10.42.1.9', '8080', '256m'])}/`;
      const byName = scene.start(entry, run('sed', '-i', edit, file), { tells: 'g3' });
      scene.file(byName, 'created', `${file}${random.suffix(6)}`);
      scene.file(byName, 'renamed', file);
      scene.end(byName);
      scene.run(entry, run('/bin/busybox', 'sed', '-i', edit, file), { tells: 'g2' });
      scene.become(entry, run('nginx', '-g', 'daemon off;'), { says: 'The same process, after exec "$@".' });
    },
  },
  'log-shipper': {
    title: 'Log shipper',
    does: 'A container beside another follows its log.',
    tells: ['h1'],
    play(scene) {
      const logs = scene.beside(
        scene.pod('checkout'),
        { name: 'logs', image: 'registry.example/base/shell', tag: '12' },
        'debian',
      );
      const run = programsOf(logs);
      const shell = scene.enter(logs, run('/bin/sh', '-c', 'tail -n+1 -F /logs/app.log'), { tells: 'h1' });
      scene.start(shell, run('tail', '-n+1', '-F', '/logs/app.log'));
    },
  },
  'init-container': {
    title: 'Init container',
    does: 'A pod waits until a service has a name.',
    tells: ['h4'],
    play(scene, random) {
      const place = scene.beside(
        scene.newPod('checkout'),
        { name: 'wait', image: 'registry.example/base/shell', tag: '12' },
        'debian',
      );
      const run = programsOf(place);
      const name = random.pick(['db', 'ledger-db', 'cart-cache']);
      const shell = scene.enter(place, run('sh', '-c', `until nslookup ${name}; do sleep 1; done`), { tells: 'h4' });
      for (let i = random.between(1, 4); i > 0; i--) {
        scene.run(shell, run('nslookup', name));
        scene.run(shell, run('sleep', '1'), { lasts: [1000, 1004] });
      }
      scene.run(shell, run('nslookup', name));
      scene.end(shell);
    },
  },
  probe: {
    title: 'Liveness probe',
    does: 'A probe by exec, every ten seconds.',
    tells: ['f1'],
    play(scene, random) {
      const [workload, test] = random.pick([
        ['checkout', 'test -f /tmp/healthy'],
        ['storefront', 'test -S /run/php-fpm.sock'],
        ['ledger-db', 'pg_isready -q'],
        ['cart-cache', 'redis-cli ping'],
      ] as const);
      const place = scene.pod(workload);
      for (let i = random.between(2, 5); i > 0; i--) {
        scene.enter(place, programsOf(place)('sh', '-c', test), { tells: 'f1', lasts: [3, 25] });
        if (i > 1) scene.wait(10);
      }
    },
  },
  'probe-script': {
    title: 'Probe with an option -i',
    does: 'A probe calls a script of its own, which has an option -i.',
    tells: ['f1', 'f2'],
    play(scene, random) {
      const place = scene.pod('ledger-db');
      const run = programsOf(place);
      const seconds = random.pick(['5', '15', '30']);
      for (let i = random.between(1, 3); i > 0; i--) {
        const shell = scene.enter(place, run('sh', '-c', `sh /opt/check.sh -i ${seconds} || exit 1`), { tells: 'f1' });
        scene.run(shell, run('sh', '/opt/check.sh', '-i', seconds), { tells: 'f2' });
        scene.end(shell);
        if (i > 1) scene.wait(15);
      }
    },
  },
  cron: {
    title: 'Cron',
    does: 'cron calls a script every few minutes.',
    tells: ['h2', 'i2', 'i4'],
    play(scene, random) {
      const task = random.pick(TASKS);
      const { shell, run } = cronShell(scene, `/usr/local/bin/${task}.sh`);
      scene.run(shell, run('find', '/var/spool/mailer', '-mtime', '+7'));
      if (task === 'rotate')
        scene.run(shell, run('mv', 'mail.log', 'mail.log.1'), { touches: [['renamed', '/var/log/mail.log.1']] });
      else
        scene.run(shell, run('tee', '-a', `/var/log/${task}.log`), { touches: [['opened', `/var/log/${task}.log`]] });
      scene.end(shell);
    },
  },
  backup: {
    title: 'Backup script',
    does: 'cron calls a backup script, which has an option -i for the interval.',
    tells: ['h2', 'h3', 'i1', 'i4', 'i6'],
    play(scene, random) {
      const interval = random.pick(['hourly', 'daily', 'weekly']);
      const { shell, run } = cronShell(scene, `/opt/backup.sh -i ${interval} > /dev/null; true`);
      const script = scene.start(shell, run('/bin/bash', '/opt/backup.sh', '-i', interval), { tells: 'h3' });
      const archive = `/backup/${interval}-${random.between(100, 999)}.tar.zst`;
      scene.run(script, run('tar', '--zstd', '-cf', `${archive}.part`, '/var/spool/mailer'), {
        lasts: [900, 6000],
        touches: [['created', `${archive}.part`]],
      });
      scene.run(script, run('mv', `${archive}.part`, archive), { touches: [['renamed', archive]] });
      scene.run(script, run('rm', '-f', '/backup/oldest.tar.zst'), {
        touches: [['deleted', '/backup/oldest.tar.zst']],
      });
      scene.end(script);
      scene.end(shell);
    },
  },
  'interface-check': {
    title: 'Tool that is a bash script',
    does: 'A loop calls a tool with an option -i; the tool is a bash script.',
    tells: ['h12'],
    play(scene, random) {
      const place = scene.pod('vpn-probe');
      const run = programsOf(place);
      for (let i = random.between(1, 3); i > 0; i--) {
        const device = random.pick(['eth0', 'wg0', 'tun0']);
        const tool = scene.start(place.entry, run('/bin/bash', '/usr/local/bin/tool', '-i', device), { tells: 'h12' });
        scene.run(tool, run('ip', '-s', 'link', 'show', device));
        scene.end(tool);
        scene.run(place.entry, run('sleep', '5'), { lasts: [5000, 5004] });
      }
    },
  },
} as const satisfies Record<string, Actor>;

/** cron forks for every job; the shell below that child runs it. */
function cronShell(scene: Scene, command: string) {
  const place = scene.pod('mailer');
  const run = programsOf(place);
  const shell = scene.start(place.entry, program('debian', '/bin/sh', '-c', command), {
    tells: 'h2',
    session: 'no terminal',
  });
  return { shell, run };
}
