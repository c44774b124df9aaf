/**
 * Whether one wildcard pattern covers another: whatever the second fits, the first fits, too. The second is read as a
 * row of symbols in which only a `*` of the first may stand for a `*`, and `*` or `?` for a `?`. Where that succeeds it
 * is true; it may be true where that fails (`?*` and `*?`), and nothing is said then.
 */
export function covers(pattern: string, other: string): boolean {
  let at = 0;
  let place = 0;
  let star = -1;
  let resumed = 0;
  while (place < other.length) {
    const symbol = pattern[at];
    if (symbol === '*') {
      star = at++;
      resumed = place;
    } else if (symbol !== undefined && (symbol === other[place] || (symbol === '?' && other[place] !== '*'))) {
      at++;
      place++;
    } else if (star >= 0) {
      at = star + 1;
      place = ++resumed;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

export function isWild(text: string): boolean {
  return /[*?]/.test(text);
}
