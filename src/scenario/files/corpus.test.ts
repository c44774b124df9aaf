/**
 * The published rules of the folder that `EQL_SHARED` names (default: `../shared`), wrapped as the files that they come in:
 * read and written without loss of any key. And none of their texts is in the project, but for the one rule it ships.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { emptyScenario, type JsonObject } from '../scenario.ts';
import { frameOfRule } from './opened.ts';
import { exportRule } from './ruleExport.ts';
import { type RuleFile, readRuleFile } from './ruleFile.ts';

const file = join(process.env['EQL_SHARED'] ?? resolve('..', 'shared'), 'data/rules-visible.json');
const RULES = 547;
const SEED_RULE = '8d3d0794-c776-476b-8674-ee2e685f6470';

const { events: _, ...empty } = emptyScenario;
const nothing = { events: 0, labels: 0, notes: 0 };

function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

describe.skipIf(!existsSync(file))('the published rules', () => {
  const rules = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly JsonObject[]) : [];
  const exported = (form: 'kibana' | 'toml', read: RuleFile, i: number) =>
    exportRule(form, frameOfRule(read, read.rules[i]!.rule, empty), nothing, '2026/01/15');

  test('come through Kibana’s export, all in one file', () => {
    const whole = rules.map((rule) => ({
      ...rule,
      language: 'eql',
      exceptions_list: [],
      x_unknown: { kept: [1, null] },
    }));
    const text = [...whole, { exported_count: RULES, exported_rules_count: RULES }]
      .map((line) => JSON.stringify(line))
      .join('\n');
    const read = readRuleFile('export', text)!;
    expect([read.form, read.rules.length, read.problems, read.notes]).toEqual(['kibana', RULES, [], []]);
    for (const [i, rule] of whole.entries()) {
      expect(read.rules[i]!.rule).toEqual(rule);
      const [line] = exported('kibana', read, i).text.split('\n');
      expect(line).toBe(JSON.stringify(rule));
    }
  });

  test('come through TOML, one in each file', () => {
    for (const rule of rules) {
      const { maturity, integration, min_stack_version: version, updated_date: date, ...own } = withoutNulls(rule);
      const metadata = withoutNulls({
        creation_date: '2026/01/02',
        integration: integration ?? null,
        maturity: maturity ?? null,
        min_stack_version: version ?? null,
        updated_date: date ?? null,
      });
      const tables = { metadata, rule: { ...own, language: 'eql' }, transform: { investigate: [{ label: 'x' }] } };
      const read = readRuleFile('rule', stringify(tables))!;
      expect([read.form, read.problems, read.notes]).toEqual(['toml', [], []]);
      const { toml, ...kept } = read.rules[0]!.rule;
      expect({ ...(toml as JsonObject), rule: kept }).toEqual(tables);
      const { text, problems, losses } = exported('toml', read, 0);
      expect([problems, losses]).toEqual([[], []]);
      expect(readRuleFile('again', text)!.rules[0]!.rule).toEqual(read.rules[0]!.rule);
    }
  });

  test('are nowhere in the sources or the build, not even 120 characters of them', () => {
    const pieces = piecesOf(rules.filter((rule) => rule['rule_id'] !== SEED_RULE));
    const root = fileURLToPath(new URL('../../..', import.meta.url));
    const seed = normal(JSON.stringify(rules.find((rule) => rule['rule_id'] === SEED_RULE)));
    const found = ['src', 'dist'].flatMap((folder) =>
      filesIn(join(root, folder)).flatMap((path) => {
        const piece = firstShared(normal(readFileSync(path, 'utf8')), pieces, seed);
        return piece === null ? [] : [`${path}: ${piece}`];
      }),
    );
    expect(found).toEqual([]);
    // The search finds what is there.
    const planted = `const text = "${(rules[0]!['description'] as string).slice(7, 140)}";`;
    expect(firstShared(normal(planted), pieces, seed)).not.toBeNull();
  });
});

/** So many characters of a text are a part of it, and hold one whole piece of half as many, counted from its beginning. */
const LONGEST = 120;
const PIECE = LONGEST / 2;

/** Piece -> where it stands in the texts of the rules. */
type Pieces = ReadonlyMap<string, readonly { readonly text: string; readonly at: number }[]>;

function piecesOf(value: unknown): Pieces {
  const pieces = new Map<string, { readonly text: string; readonly at: number }[]>();
  const collect = (inner: unknown): void => {
    if (typeof inner === 'object' && inner !== null) for (const each of Object.values(inner)) collect(each);
    if (typeof inner !== 'string' || inner.length < LONGEST) return;
    const text = normal(inner);
    for (let at = 0; at + PIECE <= text.length; at += PIECE) {
      const piece = text.slice(at, at + PIECE);
      const places = pieces.get(piece);
      if (places === undefined) pieces.set(piece, [{ text, at }]);
      else places.push({ text, at });
    }
  };
  collect(value);
  return pieces;
}

/** The first part of a rule in a text that the one shipped rule does not hold as well; null when there is none. */
function firstShared(text: string, pieces: Pieces, seed: string): string | null {
  for (let at = 0; at + PIECE <= text.length; at++) {
    for (const place of pieces.get(text.slice(at, at + PIECE)) ?? []) {
      const shared = sharedAround(text, at, place.text, place.at);
      if (shared.length >= LONGEST && !seed.includes(shared)) return shared;
    }
  }
  return null;
}

/** What two texts have in common around two places. */
function sharedAround(a: string, inA: number, b: string, inB: number): string {
  let before = 0;
  while (before < Math.min(inA, inB) && a[inA - before - 1] === b[inB - before - 1]) before++;
  let behind = 0;
  while (inA + behind < a.length && inB + behind < b.length && a[inA + behind] === b[inB + behind]) behind++;
  return a.slice(inA - before, inA + behind);
}

/** However a text is broken into lines or escaped. */
function normal(text: string): string {
  return text.replace(/\\n/g, ' ').replace(/\\(.)/g, '$1').replace(/\s+/g, ' ');
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return (
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:tsx?|m?js|json|html|css|txt|eql|toml|ndjson)$/.test(entry.name))
      // A package's code alone, and most of the build.
      .filter(({ name }) => !name.startsWith('monaco-'))
      .map((entry) => join(entry.parentPath, entry.name))
  );
}
