/** Numbers that look random and are the same for the same seed, in every browser. */
export interface Random {
  /** A whole number from 0, below `limit`. */
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
}

/** @param seed any text; another text gives other numbers */
export function randomOf(seed: string): Random {
  let state = hash(seed);
  const below = (limit: number): number => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return { below, pick: (items) => items[below(items.length)]! };
}

/** FNV-1a, over UTF-16 code units. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state;
}
