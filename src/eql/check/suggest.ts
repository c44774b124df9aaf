/** Longer names are not compared: the cost grows with the square. */
const LONGEST = 256;

/**
 * "did you mean" (eql.md 9.1): names whose similarity, 1 - distance / longer length with Levenshtein's distance, is at
 * least 0.5, best first. Of functions it must be more: row 36 of the table has nothing for `frobnicate`, which is to
 * `concat` as 5 to 10.
 */
export function similarNames(
  name: string,
  candidates: Iterable<string>,
  bound: 'half' | 'above half' = 'half',
): readonly string[] {
  const scored: { name: string; similarity: number }[] = [];
  for (const candidate of candidates) {
    const longer = Math.max(name.length, candidate.length);
    // The difference in length alone is a lower bound of the distance.
    if (longer === 0 || longer > LONGEST || Math.abs(name.length - candidate.length) > longer / 2) continue;
    const changes = distance(name, candidate, longer / 2);
    if (changes < longer / 2 || (bound === 'half' && changes === longer / 2))
      scored.push({ name: candidate, similarity: 1 - changes / longer });
  }
  return scored.toSorted((a, b) => b.similarity - a.similarity).map((entry) => entry.name);
}

/** `, did you mean [x]?` and its forms; empty without a candidate. */
export function didYouMean(candidates: readonly string[]): string {
  if (candidates.length === 0) return '';
  if (candidates.length === 1) return `, did you mean [${candidates[0]}]?`;
  return `, did you mean any of [${candidates.join(', ')}]?`;
}

/** Levenshtein's distance; some number above `most` where it is more than that. */
function distance(a: string, b: string, most: number): number {
  let previous = Uint32Array.from({ length: b.length + 1 }, (_, i) => i);
  let current = new Uint32Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    current[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      const cost = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + change);
      current[j] = cost;
      if (cost < least) least = cost;
    }
    // No later row is cheaper than the cheapest place of this one.
    if (least > most) return least;
    [previous, current] = [current, previous];
  }
  return previous[b.length]!;
}
