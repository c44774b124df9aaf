/**
 * The lints on the rules of the folder that `EQL_SHARED` names (default: `../shared`), which were written for production:
 * what is counted here was read, rule by rule, and is worth a look, a hint, or without effect as the lint says. Without the
 * folder the test is skipped, and counted as such.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { allowedValues, containerField, createSchema } from '../../../events/index.ts';
import type { Diagnostic } from '../../../text/diagnostic.ts';
import { clausesOf } from '../../syntax/clauses.ts';
import { parse } from '../../syntax/parser.ts';
import { lint } from './lint.ts';

interface Rule {
  readonly query: string;
  readonly index?: readonly string[];
}

const file = join(process.env['EQL_SHARED'] ?? resolve('..', 'shared'), 'data/rules-visible.json');
const isThere = existsSync(file);
const rules = isThere ? (JSON.parse(readFileSync(file, 'utf8')) as readonly Rule[]) : [];

const schema = createSchema({ mapping: 'open' });
const eventCategoryField = 'event.category';
const facts = {
  notes(path: string) {
    const field = containerField(path);
    return field && { ...field, allowed: allowedValues(path) };
  },
};

function lintsOf(text: string, index: readonly string[]): readonly Diagnostic[] {
  const { query, tokens } = parse(text);
  const clauses = clausesOf(query, eventCategoryField);
  return lint({ query, text, tokens, clauses, schema, eventCategoryField, index, facts });
}

test.skipIf(!isThere)('findings on published rules are few and known', () => {
  const counts: Record<string, number> = {};
  for (const { query, index = [] } of rules) {
    for (const { code } of lintsOf(query, index)) counts[code] = (counts[code] ?? 0) + 1;
  }
  expect(counts).toEqual({
    'lint/duplicate-entry': 70,
    'lint/foreign-value': 1,
    'lint/leading-wildcard': 4,
    'lint/long-sequence': 6,
    'lint/mixed-logic': 10,
    'lint/subsumed-entry': 55,
    'lint/wildcard-literal': 11,
  });
});

test.skipIf(!isThere)('each fix of them takes its finding away, and brings no error', () => {
  let fixed = 0;
  for (const { query, index = [] } of rules) {
    const found = lintsOf(query, index);
    for (const { code, fixes = [] } of found) {
      const before = found.filter((other) => other.code === code).length;
      for (const { span, replacement } of fixes) {
        const after = query.slice(0, span.from) + replacement + query.slice(span.to);
        expect(parse(after).problems).toEqual([]);
        expect(lintsOf(after, index).filter((other) => other.code === code).length).toBeLessThan(before);
        fixed++;
      }
    }
  }
  expect(fixed).toBeGreaterThan(150);
});
