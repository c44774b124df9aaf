/**
 * The language service on the rules of the folder that `EQL_SHARED` names (default: `../shared`), which nothing here was
 * written for. Without the folder the tests are skipped, and counted as such.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatQuery } from '../syntax/format.ts';
import { parse } from '../syntax/parser.ts';
import { printQuery } from '../syntax/printer.ts';
import { renamableAt, renamed } from './alike.ts';
import { completionsAt } from './completion.ts';
import { applied, formatEdits } from './rangeFormat.ts';
import { selectionsAt } from './selection.ts';
import { testKnowledge } from './testKnowledge.ts';

const file = join(process.env['EQL_SHARED'] ?? resolve('..', 'shared'), 'data/rules-visible.json');
const isThere = existsSync(file);
const rules: readonly { readonly query: string }[] = isThere
  ? (JSON.parse(readFileSync(file, 'utf8')) as readonly { readonly query: string }[])
  : [];
/** Every so many of the rules is looked at; 1 for all. */
const STEP = Number(process.env['EQL_LANGUAGE_STEP'] ?? 5);
const texts = rules.filter((_, i) => i % STEP === 0).map(({ query }) => query);

const OFFERED = new Set(['where', 'and', 'or', 'not', 'in', 'in~', 'like', 'like~', 'regex', 'regex~', 'by', 'with']);

describe.skipIf(!isThere)('on the rules of production', () => {
  test('each keyword is offered where it stands', () => {
    const missing = texts.flatMap((text) =>
      parse(text).tokens.flatMap(({ kind, text: word, from }) => {
        if (kind !== 'keyword' || !OFFERED.has(word)) return [];
        const { items } = completionsAt(text.slice(0, from), from, testKnowledge);
        return items.some(({ label }) => label === word || label.startsWith(`${word} `)) ? [] : [`${word} at ${from}`];
      }),
    );
    expect(missing).toEqual([]);
  });

  test('formatting as edits is formatting, and a part of it says the same', () => {
    for (const text of texts) {
      const { text: formatted, problems } = formatQuery(text);
      if (problems.length > 0) continue;
      expect(applied(text, formatEdits(text))).toBe(formatted);
      const from = Math.floor(text.length / 2);
      const part = applied(text, formatEdits(text, { from, to: from + 80 }));
      expect(printQuery(parse(part).query)).toBe(printQuery(parse(text).query));
    }
  });

  test('selections grow, and a rename to the same name says the same', () => {
    const EVERY = 101;
    for (const text of texts) {
      const said = printQuery(parse(text).query);
      for (let at = 0; at <= text.length; at += EVERY) {
        const chain = selectionsAt(text, at);
        const grows = chain.every(
          ({ from, to }, i) => i === 0 || (from <= chain[i - 1]!.from && to >= chain[i - 1]!.to),
        );
        expect(grows).toBe(true);
        const found = renamableAt(text, at);
        if (found === null) continue;
        expect(printQuery(parse(applied(text, renamed(text, at, found.name) ?? [])).query)).toBe(said);
      }
    }
  });
});
