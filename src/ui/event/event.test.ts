import { describe, expect, test } from 'vitest';
import type { Clause } from '../../eql/syntax/clauses.ts';
import type { EventField, Inspection } from '../../worker/protocol.ts';
import { askedAt } from './askedAt.ts';
import { fieldLines, matchingLines } from './fieldLines.ts';
import { processBranches, processDetails, type ProcessNode } from './processBranches.ts';
import { readingsInWords } from './ruleFields.ts';

const clause = { id: 1, text: 'process.name == "bash"' } as Clause;
const field = (path: string, ...texts: readonly string[]): EventField => ({
  path,
  type: 'keyword',
  declared: true,
  values: texts.map((text, i) => ({ text, isWhole: !text.endsWith('…'), span: { from: i * 10, to: i * 10 + 5 } })),
  valueCount: texts.length,
});

test.each([
  [0, { path: 'process.args', test: 'is', literal: '"bash"' }],
  [12, { path: 'process.args', test: 'is', literal: '"-i"' }],
  [15, { path: 'process.args', test: 'is', literal: '"-i"' }],
  [7, null],
])('the value at %i is %j', (offset, asked) =>
  expect(askedAt([field('process.args', 'bash', '-i')], offset)).toEqual(asked),
);

test('a value that is cut is no filter', () => {
  expect(askedAt([field('process.args', 'very long…')], 1)).toBeNull();
});

describe('the table of an event’s fields', () => {
  const fields = [field('host.name', 'node-1'), field('process.args', 'bash', '-i'), field('user.id', '0')];
  const ofRule = new Map([
    ['process.args', [{ clause, verdict: 'true' as const }]],
    ['container.id', [{ clause, verdict: 'missing' as const }]],
  ]);
  const clauses = [{ witnesses: [{ from: 10, to: 15 }] }] as unknown as Inspection['clauses'];
  const lines = fieldLines(fields, ofRule, { clauses });

  test('has the rule’s own first, those without a value too', () => {
    expect(lines.map(({ path, valueCount }) => [path, valueCount])).toEqual([
      ['process.args', 2],
      ['container.id', 0],
      ['host.name', 1],
      ['user.id', 1],
    ]);
  });

  test('boxes what made a clause true', () => {
    expect(lines[0]!.values.map(({ text, isWitness }) => [text, isWitness])).toEqual([
      ['bash', false],
      ['-i', true],
    ]);
  });

  test.each([
    ['', 4],
    ['ARGS', 1],
    ['args bash', 1],
    ['node-1', 1],
    ['args node-1', 0],
  ])('filtered by %j has %d lines', (words, count) => {
    expect(matchingLines(lines, words)).toHaveLength(count);
  });

  test('says of each clause how it stands', () => {
    expect(readingsInWords(ofRule.get('container.id')!)).toBe('missing: process.name == "bash"');
  });
});

describe('the branches of a process tree', () => {
  const node = (name: string, depth: number, rest: object = {}): ProcessNode =>
    ({
      depth,
      facts: { pid: '', user: '', interactive: '', tty: '', start: null, entryType: '', name },
      previous: [],
      ...rest,
    }) as unknown as ProcessNode;
  const shape = (nodes: readonly ProcessNode[]): unknown =>
    processBranches(nodes).map(function text({ node: { facts }, below }): unknown {
      return below.length === 0 ? facts.name : [facts.name, ...below.map(text)];
    });

  test('follow the depth of its nodes', () => {
    const nodes = [
      node('entry', 0),
      node('group', 1),
      node('parent', 1),
      node('own', 2),
      node('child', 3),
      node('other', 0),
    ];
    expect(shape(nodes)).toEqual([['entry', 'group', ['parent', ['own', 'child']]], 'other']);
  });

  test('say only what is known of a process', () => {
    expect(processDetails(node('sh', 0))).toEqual([]);
    const facts = {
      pid: '7',
      user: '0',
      interactive: 'false',
      tty: '136:0',
      entryType: 'container',
      start: 1_769_936_400_000_000_000n,
    };
    expect(processDetails(node('sh', 0, { facts, previous: ['/usr/bin/runc'] }))).toEqual([
      'pid 7',
      'user 0',
      'not interactive',
      'tty 136:0',
      'entry by container',
      'started 09:00:00',
      'before: /usr/bin/runc',
    ]);
  });
});
