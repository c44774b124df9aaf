/**
 * Numeric intervals `<n-m>` (eql.md 4.6) as rows of digit classes. Bounds written with the same number of digits mean
 * numbers of just that width (`<01-12>` fits `03`, not `3`); otherwise any leading zeros are allowed (`<1-12>` fits `3`,
 * `03` and `003`). Bounds in the wrong order are swapped.
 */
import { choice, repeat, row } from './tree.ts';
import type { CharClass, RegexNode } from './tree.ts';

/** The numbers between two bounds of ASCII digits, in whichever order. */
export function interval(one: string, other: string): RegexNode {
  const [low, high] = Number(one) <= Number(other) ? [one, other] : [other, one];
  if (low.length === high.length) return between(low, high);
  const from = Number(low);
  const to = Number(high);
  const byWidth: RegexNode[] = [];
  for (let width = String(from).length; width <= String(to).length; width++) {
    const least = width === 1 ? 0 : 10 ** (width - 1);
    byWidth.push(between(String(Math.max(from, least)), String(Math.min(to, 10 ** width - 1))));
  }
  return row([repeat(digits(0, 0), 0, Infinity), choice(byWidth)]);
}

/** The digit strings from `low` to `high`, all three of one width. */
function between(low: string, high: string): RegexNode {
  const [first, last] = [Number(low[0]), Number(high[0])];
  if (low.length === 1) return digits(first, last);
  if (first === last) return row([digits(first, first), between(low.slice(1), high.slice(1))]);
  const width = low.length - 1;
  const options = [row([digits(first, first), between(low.slice(1), '9'.repeat(width))])];
  if (last - first > 1) options.push(row([digits(first + 1, last - 1), repeat(digits(0, 9), width, width)]));
  options.push(row([digits(last, last), between('0'.repeat(width), high.slice(1))]));
  return choice(options);
}

function digits(from: number, to: number): CharClass {
  const zero = 0x30;
  return { kind: 'class', negated: false, members: [{ from: zero + from, to: zero + to, folds: false }] };
}
