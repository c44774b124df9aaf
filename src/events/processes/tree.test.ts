import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createDataset, type Dataset } from '../index.ts';
import { processTree, type ProcessTree, roleOf } from './tree.ts';

const FLAG = 'process.entry_leader.same_as_process';

/** `entry leader, session leader 10 bash`: what is below something stands indented, with … where generations may lie between. */
function drawn({ nodes }: ProcessTree): readonly string[] {
  return nodes.map(({ roles, depth, link, facts, events }) => {
    const name = [
      roles.join(', ') || 'child',
      facts.pid,
      facts.command || facts.name,
      ...events.map(({ id }) => `<${id}>`),
    ];
    return `${'  '.repeat(depth)}${link === 'below' ? '… ' : ''}${name.filter((text) => text !== '').join(' ')}`;
  });
}

interface Named {
  readonly pid?: number;
  readonly entity_id?: string;
  readonly [field: string]: unknown;
}

/** A dataset of process events; `id` is the event's. */
function datasetOf(events: Readonly<Record<string, Named>>): Dataset {
  const dataset = createDataset();
  dataset.append(
    Object.entries(events).map(([id, process], i) => ({
      id,
      text: JSON.stringify({ '@timestamp': 1_700_000_000_000 + i, event: { action: 'exec' }, process }),
    })),
  );
  return dataset;
}

function treeOf(process: Named, asked: readonly string[] = [FLAG]): ProcessTree {
  return processTree(datasetOf({ it: process }), 0, asked, '@timestamp');
}

describe('processes of one event', () => {
  test.each<[what: string, process: Named, tree: readonly string[]]>([
    ['alone', { pid: 7, name: 'sh' }, ['process 7 sh']],
    [
      'that are one are merged by their entity ids',
      {
        pid: 7,
        entity_id: 'x',
        parent: { pid: 6, entity_id: 'w' },
        entry_leader: { pid: 7, entity_id: 'x', args: ['sh', '-c'] },
      },
      ['parent 6', '  entry leader, process 7 sh -c <it>'],
    ],
    [
      'with one pid and other starts are two',
      {
        pid: 7,
        start: '2026-01-01T00:00:05Z',
        session_leader: { pid: 7, start: '2026-01-01T00:00:00Z' },
      },
      ['session leader 7', '  … process 7'],
    ],
    [
      'with one pid and starts in other precision are one',
      { pid: 7, start: '2026-01-01T00:00:05.123456789Z', group_leader: { pid: 7, start: '2026-01-01T00:00:05.123Z' } },
      ['group leader, process 7'],
    ],
    [
      'with other entity ids are two, whatever their pids',
      { pid: 7, entity_id: 'x', group_leader: { pid: 7, entity_id: 'y' } },
      ['group leader 7', 'process 7 <it>'],
    ],
    [
      'hang below their leaders',
      {
        pid: 9,
        parent: { pid: 8 },
        group_leader: { pid: 5 },
        session_leader: { pid: 4 },
        entry_leader: { pid: 1 },
      },
      ['entry leader 1', '  … session leader 4', '    … group leader 5', '    … parent 8', '      process 9'],
    ],
    [
      'of a new session hang below the entry leader, with a parent from another session',
      { pid: 9, parent: { pid: 8 }, session_leader: { pid: 9 }, entry_leader: { pid: 1 } },
      ['entry leader 1', '  … parent 8', '    session leader, process 9'],
    ],
    [
      'without ids, when the flag alone says that they are one or two',
      { name: 'sh', entry_leader: { same_as_process: false }, session_leader: { same_as_process: true } },
      ['entry leader', '  … session leader, process sh'],
    ],
    ['of an event without any', {}, []],
  ])('%s', (_what, process, tree) => {
    expect(drawn(treeOf(process))).toEqual(tree);
  });

  test('have the fields that are asked for, each at its own', () => {
    const tree = treeOf(
      { pid: 2, args: ['sh', '-i'], parent: { name: 'node' }, entry_leader: { pid: 1, same_as_process: false } },
      [FLAG, 'process.args', 'process.parent.name', 'host.os.type'],
    );
    expect(tree.nodes.map(({ roles, fields }) => [roles[0], fields])).toEqual([
      ['entry leader', [{ path: FLAG, values: ['false'] }]],
      ['parent', [{ path: 'process.parent.name', values: ['node'] }]],
      ['process', [{ path: 'process.args', values: ['sh', '-i'] }]],
    ]);
    expect(roleOf('host.os.type')).toBeNull();
    expect(roleOf('process.entry_leader.entry_meta.type')).toBe('entry leader');
  });
});

describe('why same_as_process is what it is', () => {
  test.each<[what: string, process: Named, words: string, isContradiction: boolean]>([
    [
      'the process itself',
      { pid: 7, entry_leader: { pid: 7, same_as_process: true } },
      'The entry leader is this process itself (same pid): same_as_process true.',
      false,
    ],
    [
      'another process',
      { pid: 7, entry_leader: { pid: 1, same_as_process: false } },
      'The entry leader is another process (pid 1, not 7): same_as_process false.',
      false,
    ],
    [
      'another, though the field says it is the same',
      { pid: 7, entity_id: 'x', entry_leader: { pid: 1, entity_id: 'y', same_as_process: true } },
      'same_as_process is true, but the entry leader is another process by its entity_id.',
      true,
    ],
    [
      'the same, though the field says it is not',
      {
        pid: 7,
        start: '2026-01-01T00:00:00Z',
        entry_leader: { pid: 7, start: '2026-01-01T00:00:00Z', same_as_process: false },
      },
      'same_as_process is false, but the entry leader is this process by its pid and start.',
      true,
    ],
    [
      'nothing but the field',
      { name: 'sh', entry_leader: { same_as_process: false } },
      'same_as_process is false; nothing tells whether the entry leader is this process.',
      false,
    ],
    [
      'no field',
      { pid: 7, entry_leader: { pid: 1 } },
      'The entry leader is another process (pid 1, not 7), but the event has no same_as_process.',
      false,
    ],
    ['no leader', { pid: 7 }, 'The event names no entry leader: same_as_process has no value.', false],
  ])('%s', (_what, process, words, isContradiction) => {
    expect(treeOf(process).leaders).toMatchObject([{ role: 'entry leader', path: FLAG, words, isContradiction }]);
  });
});

describe('other events of a scenario', () => {
  const dataset = datasetOf({
    server: { entity_id: 'server', pid: 1, args: ['node', 'server.js'] },
    fork: { entity_id: 'sh', pid: 20, name: 'node', parent: { entity_id: 'server', pid: 1 } },
    exec: {
      entity_id: 'sh',
      pid: 20,
      args: ['sh', '-i'],
      parent: { entity_id: 'server', pid: 1 },
      entry_leader: { entity_id: 'server' },
      previous: [{ executable: '/usr/bin/node' }],
    },
    id: { entity_id: 'id', pid: 21, args: ['id'], parent: { entity_id: 'sh', pid: 20 } },
    curl: { entity_id: 'curl', pid: 22, args: ['curl'], parent: { entity_id: 'sh', pid: 20 } },
    curlEnd: { entity_id: 'curl', pid: 22, name: 'curl', parent: { entity_id: 'sh', pid: 20 } },
  });
  const tree = (id: string) => processTree(dataset, dataset.rowOf(id)!, [], '@timestamp');

  test('tell what a process did, who its children are, and what the event leaves out', () => {
    expect(drawn(tree('exec'))).toEqual([
      'entry leader, parent 1 node server.js <server>',
      '  process 20 sh -i <fork> <exec>',
      '    child 21 id <id>',
      '    child 22 curl <curl> <curlEnd>',
    ]);
    expect(tree('exec').childCount).toBe(2);
    expect(tree('exec').nodes[1]).toMatchObject({ previous: ['/usr/bin/node'], eventCount: 2 });
  });

  test('are left out when they were removed', () => {
    dataset.remove([dataset.rowOf('id')!]);
    expect(tree('exec').childCount).toBe(1);
    dataset.restore([dataset.rowOf('id')!]);
    expect(tree('exec').childCount).toBe(2);
  });

  test('say that a group leader is a sibling', () => {
    const pipeline = datasetOf({
      cat: { entity_id: 'cat', pid: 30, parent: { entity_id: 'sh', pid: 20 } },
      nc: {
        entity_id: 'nc',
        pid: 31,
        parent: { entity_id: 'sh', pid: 20 },
        group_leader: { entity_id: 'cat', pid: 30 },
      },
    });
    expect(drawn(processTree(pipeline, 1, [], '@timestamp'))).toEqual([
      'parent 20',
      '  group leader 30 <cat>',
      '  process 31 <nc>',
    ]);
  });
});

const scenarios = join(process.env['EQL_SHARED'] ?? '../shared', 'data/container-scenarios.ndjson');

describe.skipIf(!existsSync(scenarios))('the situations of container events', () => {
  interface Situation {
    readonly _scenario: { readonly id: string };
    readonly process: {
      readonly entry_leader: { readonly same_as_process: boolean; readonly args: readonly string[] };
    };
  }
  const situations = existsSync(scenarios)
    ? readFileSync(scenarios, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Situation)
    : [];
  const dataset = createDataset();
  dataset.append(
    situations.map((it) => ({ id: it._scenario.id, text: JSON.stringify({ ...it, _scenario: undefined }) })),
  );
  const shapeOf = (id: string): string =>
    processTree(dataset, dataset.rowOf(id)!, [], '@timestamp')
      .nodes.map(({ roles, link, facts }) => `${link === 'below' ? '… ' : ''}${roles.join('+')} ${facts.name}`)
      .join(' > ');

  test.each([
    ['a1', 'parent runc > entry leader+session leader+group leader+process nginx'],
    ['b1', 'parent runc > entry leader+session leader+group leader+process bash'],
    ['b3', 'entry leader+session leader bash > … parent bash > group leader+process bash'],
    ['c2', 'entry leader+session leader+group leader sh > … parent sh > process bash'],
    ['c3', 'parent runc > entry leader+session leader+group leader+process bash'],
    ['d2', 'entry leader+session leader+group leader php-fpm > … parent php-fpm > process bash'],
    ['h9', 'entry leader+session leader+group leader bash > … parent nsenter > process bash'],
    ['h13', 'parent sshd > entry leader+session leader+group leader+process bash'],
  ])('%s: %s', (id, shape) => {
    expect(shapeOf(id)).toBe(shape);
  });

  test('have a same_as_process that agrees with the tree, each of them', () => {
    const seen = situations.map(({ _scenario: { id }, process: { entry_leader: leader } }) => {
      const { nodes, leaders } = processTree(dataset, dataset.rowOf(id)!, [FLAG], '@timestamp');
      const own = nodes.find(({ roles }) => roles.includes('process'))!;
      const [entry] = leaders;
      return [
        id,
        own.roles.includes('entry leader'),
        entry!.isContradiction,
        entry!.words.includes('itself'),
        leader.same_as_process,
      ];
    });
    expect(seen).toHaveLength(43);
    expect(seen).toEqual(seen.map(([id, , , , flag]) => [id, flag, false, flag, flag]));
  });
});
