import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Address, embeddingOf, readHash, writeHash } from './url.ts';

const view = { event: null, panels: [] };

describe('readHash', () => {
  test.each<[string, Address | null]>([
    ['', null],
    ['#', null],
    ['#nothing=1', null],
    ['#new', { kind: 'new' }],
    ['#example=july-2026', { kind: 'example', id: 'july-2026' }],
    ['#example=a%20b&view=x', { kind: 'example', id: 'a b' }],
    ['#example=%', { kind: 'example', id: '%' }],
    ['#example=', null],
    ['#s=1abc_-', { kind: 'scenario', payload: '1abc_-', view }],
    ['#s=1abc).', { kind: 'scenario', payload: '1abc', view }],
    ['#s=', { kind: 'scenario', payload: '', view }],
    ['#embed&s=1abc', { kind: 'scenario', payload: '1abc', view }],
    ['#embed', null],
    [
      '#s=1abc&view=a%2Cb,clauses,full',
      { kind: 'scenario', payload: '1abc', view: { event: 'a,b', panels: ['clauses', 'full'] } },
    ],
    ['#s=1abc&view=,event,<script>', { kind: 'scenario', payload: '1abc', view: { event: null, panels: ['event'] } }],
    [
      '#rule=any%20where%20a%20%3D%3D%201%20%26%20b+c&event=%7B%22a%22%3A1%7D&event=x=y',
      { kind: 'rule', query: 'any where a == 1 & b+c', events: ['{"a":1}', 'x=y'], view },
    ],
    ['#rule=100%', { kind: 'rule', query: '100%', events: [], view }],
  ])('%s', (hash, address) => {
    expect(readHash(hash)).toEqual(address);
  });

  test('returns for any hash', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readHash(`#${text}`) !== undefined));
  });
});

test('a hash comes back as it was written', () => {
  const panels = fc.array(fc.constantFrom('clauses', 'event', 'full'), { maxLength: 3 });
  const events = fc.option(fc.string({ unit: 'grapheme', minLength: 1 }));
  fc.assert(
    fc.property(events, panels, (event, shown) => {
      const sent = { event, panels: shown };
      expect(readHash(writeHash('1abc', sent))).toEqual({
        kind: 'scenario',
        payload: '1abc',
        view: sent,
      });
    }),
  );
});

test.each([
  ['#embed&s=1abc', 'read-only'],
  ['#embed&live&s=1abc&view=e1', 'live'],
  ['#s=1abc', null],
  ['#embedded&s=1abc', null],
  ['', null],
])('the address "%s" embeds %j', (hash, embedding) => expect(embeddingOf(hash)).toBe(embedding));
