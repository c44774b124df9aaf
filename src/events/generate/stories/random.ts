/**
 * Chance that can be repeated: sfc32 by Chris Doty-Humphrey, seeded with a text. Only whole numbers of 32 bits and
 * divisions by powers of two go into it, so every machine and every engine draws the same.
 */

/** Letters and digits without those that are read as others or make words, as Kubernetes names its pods. */
const NAME_SIGNS = 'bcdfghjklmnpqrstvwxz2456789';

const HEX = '0123456789abcdef';

export class Random {
  #a: number;
  #b: number;
  #c: number;
  #count = 1;

  /** Equal texts draw equal numbers; texts that differ in one letter have nothing in common. */
  constructor(seed: string) {
    [this.#a, this.#b, this.#c] = spread(seed);
    for (let i = 0; i < 15; i++) this.#next();
  }

  /** A whole number from 0 to `limit - 1`; `limit` up to 2^32. */
  below(limit: number): number {
    return Math.floor((this.#next() / 0x1_0000_0000) * limit);
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** True in `share` of all cases, from 0 (never) to 1 (always). */
  chance(share: number): boolean {
    return this.#next() / 0x1_0000_0000 < share;
  }

  pick<T>(list: readonly [T, ...T[]]): T;
  pick<T>(list: readonly T[]): T;
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** So many different elements, in an order of chance; all of them when there are no more. */
  sample<T>(list: readonly T[], count = list.length): T[] {
    const rest = [...list];
    return Array.from({ length: Math.min(count, rest.length) }, () => rest.splice(this.below(rest.length), 1)[0]!);
  }

  hex(length: number): string {
    return this.#signs(HEX, length);
  }

  /** The end of a pod's name. */
  suffix(length: number): string {
    return this.#signs(NAME_SIGNS, length);
  }

  /** An id as of RFC 4122, version 4. */
  uuid(): string {
    const [a, b, c, d, e] = [8, 4, 3, 3, 12].map((length) => this.hex(length));
    return `${a}-${b}-4${c}-${'89ab'[this.below(4)]}${d}-${e}`;
  }

  #signs(signs: string, length: number): string {
    let text = '';
    for (let i = 0; i < length; i++) text += signs[this.below(signs.length)];
    return text;
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}

/** A text as three numbers of 32 bits, by multiplication and rotation as in MurmurHash3. */
function spread(text: string): [number, number, number] {
  let hash = 0x9e3779b9 ^ text.length;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0xcc9e2d51);
    hash = (hash << 13) | (hash >>> 19);
  }
  const next = () => {
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
    return hash;
  };
  return [next(), next(), next()];
}
