/**
 * "did you mean" (eql.md 9.1): names whose similarity, 1 - distance / longer length with Levenshtein's distance, is at
 * least 0.5, best first.
 */
export function similarNames(name: string, candidates: Iterable<string>): readonly string[] {
  const scored: { name: string; similarity: number }[] = [];
  for (const candidate of candidates) {
    const longer = Math.max(name.length, candidate.length);
    // The difference in length alone is a lower bound of the distance.
    if (longer === 0 || Math.abs(name.length - candidate.length) > longer / 2) continue;
    const similarity = 1 - distance(name, candidate) / longer;
    if (similarity >= 0.5) scored.push({ name: candidate, similarity });
  }
  return scored.toSorted((a, b) => b.similarity - a.similarity).map((entry) => entry.name);
}

/** `, did you mean [x]?` and its forms; empty without a candidate. */
export function didYouMean(candidates: readonly string[]): string {
  if (candidates.length === 0) return '';
  if (candidates.length === 1) return `, did you mean [${candidates[0]}]?`;
  return `, did you mean any of [${candidates.join(', ')}]?`;
}

function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      current.push(Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + change));
    }
    previous = current;
  }
  return previous[b.length]!;
}
