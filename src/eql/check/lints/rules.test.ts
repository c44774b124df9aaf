/**
 * The lints on the rules of the folder that `EQL_SHARED` names (default: `../shared`), which were written for production:
 * what is counted here was read, rule by rule, and is worth a look, a hint, or without effect as the lint says. Without the
 * folder the test is skipped, and counted as such.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { allowedValues, containerField, createSchema } from '../../../events/index.ts';
import { clausesOf } from '../../syntax/clauses.ts';
import { parse } from '../../syntax/parser.ts';
import { lint } from './lint.ts';

interface Rule {
  readonly query: string;
  readonly index?: readonly string[];
}

const file = join(process.env['EQL_SHARED'] ?? resolve('..', 'shared'), 'data/rules-visible.json');

test.skipIf(!existsSync(file))('findings on published rules are few and known', () => {
  const schema = createSchema({ mapping: 'open' });
  const eventCategoryField = 'event.category';
  const facts = {
    notes(path: string) {
      const field = containerField(path);
      return field && { ...field, allowed: allowedValues(path) };
    },
  };
  const counts: Record<string, number> = {};
  for (const { query: text, index = [] } of JSON.parse(readFileSync(file, 'utf8')) as Rule[]) {
    const { query, tokens } = parse(text);
    const clauses = clausesOf(query, eventCategoryField);
    const found = lint({ query, text, tokens, clauses, schema, eventCategoryField, index, facts });
    for (const { code } of found) counts[code] = (counts[code] ?? 0) + 1;
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
