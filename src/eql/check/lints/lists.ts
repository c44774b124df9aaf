/** Lints of lists: entries that change nothing. */
import { slice } from '../../../text/span.ts';
import type { Finding, LintParts } from './lint.ts';
import { type ValueTest, keyOf, valueTestsOf, withoutEntry } from './valueTests.ts';
import { covers, isWild } from './wildcards.ts';

/** How many pairs of pattern and entry are compared in one list; generated lists have tens of thousands. */
const MOST_PAIRS = 20_000;

export function findDuplicates({ clauses, text }: LintParts): readonly Finding[] {
  return valueTestsOf(clauses).flatMap(({ items, ignoresCase }) => {
    const seen = new Set<string>();
    return items.flatMap((item, place) => {
      const key = keyOf(item, ignoresCase);
      if (!seen.has(key)) {
        seen.add(key);
        return [];
      }
      const written = slice(text, item.span);
      const message = `${written} stands in this list already${ignoresCase ? ', as case is ignored' : ''}.`;
      return [{ span: item.span, message, fixes: [removal(items, place)] }];
    });
  });
}

export function findSubsumed({ clauses, text }: LintParts): readonly Finding[] {
  return valueTestsOf(clauses).flatMap((test) => {
    if (!test.expandsWildcards || test.items.length < 2) return [];
    const keys = test.items.map((item) => keyOf(item, test.ignoresCase));
    const patterns = [...keys.keys()].filter((place) => isWild(keys[place]!));
    if (patterns.length * keys.length > MOST_PAIRS) return [];
    return keys.flatMap((key, place) => {
      const covering = patterns.find((other) => keys[other] !== key && covers(keys[other]!, key));
      if (covering === undefined) return [];
      const [entry, pattern] = [place, covering].map((at) => slice(text, test.items[at]!.span));
      const message = `${entry} is covered by ${pattern} of the same list.`;
      return [{ span: test.items[place]!.span, message, fixes: [removal(test.items, place)] }];
    });
  });
}

function removal(items: ValueTest['items'], place: number): NonNullable<Finding['fixes']>[number] {
  return { title: 'Remove the entry', span: withoutEntry(items, place), replacement: '' };
}
