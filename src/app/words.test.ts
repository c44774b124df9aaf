import { describe, expect, test } from 'vitest';
import { emptyBitmap, type RunEvidence } from '../worker/protocol.ts';
import { analyse } from './analyse.ts';
import type { Verdicts } from './state.ts';
import { errorLine, matchLine, removedLine, statusLine } from './words.ts';

test.each([
  [3, 14, '3 of 14 events match'],
  [1, 14, '1 of 14 events matches'],
  [0, 14, '0 of 14 events match'],
  [1, 1, '1 of 1 event matches'],
  [1200, 100_000, '1,200 of 100,000 events match'],
])('%i of %i', (matches, events, line) => {
  expect(matchLine(matches, events)).toBe(line);
});

describe('the status', () => {
  const verdicts = {
    evidence: { matchCount: 3, liveCount: 14, joinedCount: null as number | null, removedCount: 0 } as RunEvidence,
  } as Verdicts;
  const status = (text: string, rest: { verdicts?: Verdicts | null; rowCount?: number } = {}) =>
    statusLine({
      analysis: analyse(text, null, 'event.category'),
      verdicts: rest.verdicts === undefined ? verdicts : rest.verdicts,
      live: emptyBitmap(0),
      rowCount: rest.rowCount ?? 14,
    });

  test('says how many events match', () => expect(status('any where true')).toBe('3 of 14 events match'));
  test('says how many exceptions took away', () => {
    const evidence = { ...verdicts.evidence, removedCount: 2 };
    const analysis = analyse('any where true', null, 'event.category');
    expect(status(analysis.text, { verdicts: { analysis, evidence } })).toBe(
      '3 of 14 events match, 2 removed by exceptions',
    );
  });
  test('says how many sequences there are', () => {
    const text = 'sequence [a where true] [b where true]';
    const analysis = analyse(text, null, 'event.category');
    const evidence = { ...verdicts.evidence, joinedCount: 2 };
    expect(status(text, { verdicts: { analysis, evidence } })).toBe('2 sequences, in 3 of 14 events');
  });
  test('says the first error with its line and column', () => {
    expect(status('process where\n  a == "😀" and == 1')).toMatch(/^2:\d+ \S/);
  });
  test('has a word for every beginning', () => {
    expect(status(' \n')).toContain('No rule yet');
    expect(status('any where true', { rowCount: 0 })).toContain('No events yet');
    expect(status('any where true', { verdicts: null })).toBe('Evaluating…');
  });
});

test('sentences agree in number', () => {
  expect(removedLine(1)).toBe('Removed 1 event.');
  expect(removedLine(2)).toBe('Removed 2 events.');
  expect(errorLine(0)).toBeNull();
  expect(errorLine(1)).toContain('1 event ends');
  expect(errorLine(2)).toContain('2 events end');
});
