import { describe, expect, test } from 'vitest';
import { lint } from '../eql/check/lints/lint.ts';
import { analyse, sameFields, schemaOf } from './analyse.ts';

const fields = {
  'process.name': { type: 'keyword', declared: true },
  'process.pid': { type: 'long', declared: true },
} as const;

const of = (text: string, mapping: 'open' | 'closed' = 'open') =>
  analyse(text, schemaOf(fields, mapping), 'event.category', lint);

describe('an analysis', () => {
  test('has tokens, tree and clauses of every text', () => {
    const { tokens, clauses, query, runnable, diagnostics } = of(
      'process where process.name == "sh" and process.pid > 1',
    );
    expect(tokens.length).toBeGreaterThan(8);
    expect(query.kind).toBe('event');
    expect(clauses.map(({ kind }) => kind)).toEqual(['filter', 'category', 'and', 'leaf', 'leaf']);
    expect(diagnostics).toEqual([]);
    expect(runnable).toBe(true);
  });

  test.each(['', 'process', 'process where', 'where (((', '"', 'process where a ==', 'sequence [any where true]'])(
    'of %j is there and cannot run',
    (text) => {
      const analysis = of(text);
      expect(analysis.text).toBe(text);
      expect(analysis.runnable).toBe(false);
    },
  );

  test('knows of types what the worker told', () => {
    expect(of('process where process.pid like "a"').runnable).toBe(false);
    expect(of('process where process.nam == "a"').diagnostics[0]?.severity).toBe('warning');
    expect(of('process where process.nam == "a"', 'closed').runnable).toBe(false);
  });

  test('tells of traps of a sound rule, which runs all the same', () => {
    const { diagnostics, runnable } = of('process where process.name == "a*" and process.pid > 1 or process.pid == 0');
    expect(diagnostics.map(({ code }) => code)).toEqual(['lint/mixed-logic', 'lint/wildcard-literal']);
    expect(runnable).toBe(true);
    expect(of('process where process.name == "a*" and').diagnostics.map(({ code }) => code)).toEqual(['eql/syntax']);
  });

  test('complains of the text alone as long as no fields are known', () => {
    expect(analyse('process where process.nam == "a"', null, 'event.category').diagnostics).toEqual([]);
  });
});

test('fields are the same when every one is', () => {
  expect(sameFields(fields, { ...fields })).toBe(true);
  expect(sameFields(fields, { ...fields, a: { type: 'keyword', declared: false } })).toBe(false);
  expect(sameFields(fields, { ...fields, 'process.pid': { type: 'keyword', declared: true } })).toBe(false);
});
