/**
 * The published rules of the folder that `EQL_SHARED` names (default: `../shared`): each parses, verifies, prints to a
 * fixed point, and is run on events made of its own constants, engine and oracle side by side.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataset } from '../../events/index.ts';
import { check } from '../check/checker.ts';
import type { Query } from '../syntax/ast.ts';
import { parse } from '../syntax/parser.ts';
import { printExpression, printFilter, printQuery } from '../syntax/printer.ts';
import { differencesOf, filterOf } from './compare.ts';
import { fieldsIn } from './combination.ts';
import {
  type FieldTypes,
  type SeenLeaf,
  eventsFor,
  eventsForLeaf,
  filtersOf,
  leavesOf,
  optionalFields,
  typesByNeed,
  withoutFields,
} from './corpusEvents.ts';
import { evaluateWithEngine } from './engine.ts';
import { type ClauseVerdict, judge } from './oracle.ts';

const RULES = 547;
const SEED = Number(process.env['EQL_SEED'] ?? 20_260_305);
const BATCHES = Array.from({ length: 8 }, (_, batch) => batch);
/** Far more than a part takes: other work may hold the machine up. */
const PATIENCE = 60_000;
const LEAST_SHARE = 0.95;

const file = join(process.env['EQL_SHARED'] ?? resolve('..', 'shared'), 'data', 'rules-visible.json');

interface Rule {
  readonly rule_id: string;
  readonly query: string;
}

interface LeafOfRule extends SeenLeaf {
  readonly rule: string;
}

describe.skipIf(!existsSync(file))('the published rules', () => {
  let rules: readonly Rule[] = [];

  beforeAll(() => {
    rules = JSON.parse(readFileSync(file, 'utf8')) as readonly Rule[];
  });

  it(`are ${RULES}`, () => {
    expect(rules).toHaveLength(RULES);
  });

  it(
    'parse, verify with fields typed by need, and print to a fixed point',
    () => {
      const complaints = rules.flatMap(({ rule_id, query: text }) => {
        const { query, problems } = parse(text);
        const { schema } = createDataset({ mapping: 'closed', fields: typesByNeed(query) });
        const found = [...problems, ...check(query, text, schema, { eventCategoryField: 'event.category' })];
        const errors = found.filter(({ severity }) => severity === 'error').map(({ message }) => message);
        const printed = printQuery(query);
        const again = parse(printed);
        if (again.problems.length > 0 || printQuery(again.query) !== printed) errors.push('no fixed point');
        return errors.map((message) => `${rule_id}: ${message}`);
      });
      expect(complaints).toEqual([]);
    },
    PATIENCE,
  );

  describe('engine and oracle agree, clause by clause, on events made for each rule', () => {
    const leaves: LeafOfRule[] = [];
    const run = { rules: 0, filters: 0, events: 0 };

    it.each(BATCHES)(
      `part %i of ${BATCHES.length}`,
      (batch) => {
        const differences = batchOf(rules, batch).flatMap(({ rule_id, number, query, types, filters }) => {
          run.rules += 1;
          run.filters += filters.length;
          const optional = optionalFields(query);
          return filters.flatMap((text, stage) => {
            const filter = filterOf(text);
            const made = eventsFor(filter, types, SEED + number * 300 + stage);
            run.events += made.events.length;
            leaves.push(...made.leaves.map((leaf) => ({ ...leaf, rule: rule_id })));
            const found = differencesBetween(text, types, made.events, made.verdicts);
            if (optional.size === 0) return found;
            // The same rule where the optional fields are not mapped.
            const fewer = Object.fromEntries(Object.entries(types).filter(([path]) => !optional.has(path)));
            return [...found, ...differencesBetween(text, fewer, withoutFields(made.events, optional))];
          });
        });
        expect(differences).toEqual([]);
      },
      PATIENCE,
    );

    afterAll(() => process.stdout.write(`\n${report(run, leaves)}\n\n`));

    it(`at least ${LEAST_SHARE * 100} % of the leaves were seen true and false`, () => {
      const counted = leaves.filter(({ leaf }) => whyConstant(leaf) === null);
      expect(run.rules).toBe(RULES);
      expect(counted.length).toBeGreaterThan(0);
      expect(counted.filter(isBoth).length / counted.length).toBeGreaterThanOrEqual(LEAST_SHARE);
    });
  });

  describe('engine and oracle agree on each leaf alone, on every value that its constants suggest', () => {
    const known = new Set<string>();
    const run = { leaves: 0, events: 0 };

    it.each(BATCHES)(
      `part %i of ${BATCHES.length}`,
      (batch) => {
        const differences = batchOf(rules, batch).flatMap(({ types, filters }) =>
          filters.flatMap((filter) =>
            leavesOf(filterOf(filter).condition).flatMap((leaf) => {
              const text = `any where ${printExpression(leaf)}`;
              const key = `${fieldsIn(leaf)
                .map(({ path }) => types[path])
                .join()} ${text}`;
              if (known.has(key)) return [];
              known.add(key);
              const events = eventsForLeaf(leaf, types, SEED);
              if (events.length === 0) return [];
              run.leaves += 1;
              run.events += events.length;
              return differencesBetween(text, types, events);
            }),
          ),
        );
        expect(differences).toEqual([]);
      },
      PATIENCE,
    );

    afterAll(() => process.stdout.write(`\n${run.leaves} different leaves alone on ${run.events} events\n\n`));
  });
});

interface ReadRule {
  readonly rule_id: string;
  readonly number: number;
  readonly query: Query;
  readonly types: FieldTypes;
  /** An event query whole, of a sequence or sample each stage. */
  readonly filters: readonly string[];
}

function batchOf(rules: readonly Rule[], batch: number): readonly ReadRule[] {
  return rules.flatMap(({ rule_id, query: text }, number) => {
    if (number % BATCHES.length !== batch) return [];
    const { query } = parse(text);
    const filters = query.kind === 'event' ? [text] : filtersOf(query).map(printFilter);
    return [{ rule_id, number, query, types: typesByNeed(query), filters }];
  });
}

function differencesBetween(
  text: string,
  types: FieldTypes,
  events: readonly object[],
  verdicts: readonly (readonly ClauseVerdict[])[] = events.map((event) =>
    judge(filterOf(text), event, { types, mapping: 'closed' }),
  ),
): readonly string[] {
  const answer = evaluateWithEngine(text, events, types);
  const errors = answer.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  return [...errors, ...differencesOf(text, events, answer, verdicts)];
}

const isBoth = (seen: SeenLeaf): boolean => seen.true && seen.false;

/** Why no event can change a leaf; null if one can. */
function whyConstant(leaf: SeenLeaf['leaf']): string | null {
  if (leaf.kind === 'literal') return `the literal ${leaf.value}`;
  return fieldsIn(leaf).length === 0 ? 'reads no field, folded' : null;
}

function report(run: Readonly<Record<'rules' | 'filters' | 'events', number>>, leaves: readonly LeafOfRule[]): string {
  const counted = leaves.filter(({ leaf }) => whyConstant(leaf) === null);
  const constants = new Map<string, number>();
  for (const { leaf } of leaves) {
    const reason = whyConstant(leaf);
    if (reason !== null) constants.set(reason, (constants.get(reason) ?? 0) + 1);
  }
  const share = (part: readonly LeafOfRule[]): string => `${((100 * part.length) / counted.length).toFixed(2)} %`;
  const both = counted.filter(isBoth);
  const lines = [
    `published rules: ${run.rules} rules, ${run.filters} filters, ${run.events} events; ${counted.length} leaves: ` +
      `${counted.filter((seen) => seen.true).length} seen true, ${counted.filter((seen) => seen.false).length} seen ` +
      `false, ${both.length} both (${share(both)}), ` +
      `false with a value in every field ${share(counted.filter((seen) => seen.falseWithValues))}`,
    ...[...constants].map(([reason, count]) => `  not counted: ${count} × ${reason}`),
  ];
  const worst = counted.filter((seen) => !isBoth(seen));
  const byRule = new Map<string, LeafOfRule[]>();
  for (const seen of worst) byRule.set(seen.rule, [...(byRule.get(seen.rule) ?? []), seen]);
  for (const [rule, missed] of [...byRule].toSorted(([, a], [, b]) => b.length - a.length).slice(0, 20)) {
    lines.push(`  ${rule}: ${missed.length} leaves not seen both ways`);
    for (const seen of missed.slice(0, 3))
      lines.push(`    never ${seen.true ? 'false' : 'true'}: ${seen.text.slice(0, 160)}`);
  }
  return lines.join('\n');
}
