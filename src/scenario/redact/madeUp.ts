/**
 * Made-up values of the same shape: as long as the real one, a word for a word, digits for digits, hex for hex, with the
 * same separators, and the same beginning where that says what it is (`ghp_`, `arn:aws:`). Pieces that the rule's patterns
 * ask for stay where they are.
 */
import { addressOf, madeUpAddress, type blocksOf } from './addresses.ts';
import { type Random, randomOf } from './random.ts';

/** What a made-up value has to leave as it is. */
export interface Shape {
  /** Pieces of the rule's patterns, in lower case. */
  readonly pieces: readonly string[];
  readonly blocks: ReturnType<typeof blocksOf>;
}

/** The value's stand-in; itself where there is nothing that could be made up. Another `attempt` gives another one. */
export function madeUp(value: string, seed: number, attempt: number, shape: Shape): string {
  if (addressOf(value) !== null) return madeUpAddress(value, shape.blocks, `${seed} ${attempt}`) ?? value;
  const random = randomOf(`${seed} ${attempt} ${value}`);
  const domain = PUBLIC_DOMAIN.exec(value);
  if (domain !== null) return `${madeText(domain[1]!, attempt, shape, random)}.example`;
  return madeText(value, attempt, shape, random);
}

/** A name below a top-level domain that somebody may own. Those of `example` and of networks of one's own stay. */
const PUBLIC_DOMAIN =
  /^([^\s/:]+)\.(?!(?:example|test|invalid|local|localhost|internal|lan|corp|home|svc)$)[a-z]{2,24}$/i;

const OWN_DOMAIN = /\.(?:example|test|invalid|svc\.cluster\.local|local|localhost|internal|lan|corp|home|svc)$/i;

function madeText(value: string, attempt: number, shape: Shape, random: Random): string {
  const kept = keptParts(value, shape.pieces);
  let out = '';
  let at = 0;
  for (const part of value.match(PART) ?? []) {
    const made = madePart(part, random);
    for (let i = 0; i < part.length; i++) out += kept[at + i] ? part[i] : made[i];
    at += part.length;
  }
  return out + filler(value, attempt, random);
}

/** After so many tries the shape leaves no room for another value: it gets longer. */
const CROWDED = 30;

function filler(value: string, attempt: number, random: Random): string {
  if (attempt < CROWDED || !/[\p{L}\d]/u.test(value)) return '';
  const digits = /^\d+$/.test(value);
  return Array.from({ length: 1 + Math.floor(attempt / CROWDED) }, () =>
    digits ? random.below(10) : random.pick(CONSONANTS),
  ).join('');
}

/** Which characters stay: a known beginning, and the pieces of patterns. */
function keptParts(value: string, pieces: readonly string[]): readonly boolean[] {
  const kept = Array.from({ length: value.length }, () => false);
  const keep = (from: number, to: number): void => void kept.fill(true, from, to);
  keep(0, (BEGINNING.exec(value)?.[0] ?? '').length);
  keep(OWN_DOMAIN.exec(value)?.index ?? value.length, value.length);
  const lower = value.toLowerCase();
  if (lower.length !== value.length) return kept;
  for (const piece of pieces) {
    if (piece === lower) continue;
    for (let at = lower.indexOf(piece); at >= 0; at = lower.indexOf(piece, at + 1)) keep(at, at + piece.length);
  }
  return kept;
}

/** What says of a token or id what it is. */
const BEGINNING =
  /^(?:AKIA|ASIA|AIza|ya29\.|eyJ|gh[pousr]_|github_pat_|glpat-|xox[a-z]-|[sr]k_(?:live|test)_|npm_|pypi-|SG\.|hf_|dckr_pat_|sk-|S-1-5-|arn:aws[\w-]*:|i-(?=[0-9a-f]{8}))/;

/** A UUID or hardware address, hex of some length, a word, digits, or one other character. */
const PART =
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![\p{L}\d])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\p{L}\d])|(?=[a-f]*\d)[0-9a-f]{6,}(?![\p{L}\d])|(?=[A-F]*\d)[0-9A-F]{6,}(?![\p{L}\d])|\p{L}+|\d+|[^\p{L}\d]/gu;

const HEX = '0123456789abcdef';
const CONSONANTS = Array.from('bdfgklmnprstvz');
const VOWELS = Array.from('aeiou');

/** As many UTF-16 units as the part has. */
function madePart(part: string, random: Random): string {
  if (/^\d+$/.test(part)) return Array.from(part, (digit, i) => madeDigit(digit, i, random)).join('');
  if (/^[0-9a-f:-]{2,}$/i.test(part) && /\d/.test(part)) {
    const hex = part.replace(/[0-9a-f]/gi, () => HEX[random.below(16)]!);
    return /[A-F]/.test(part) ? hex.toUpperCase() : hex;
  }
  if (!/^\p{L}/u.test(part)) return part;
  const startsWithVowel = random.below(3) === 0 ? 1 : 0;
  let word = '';
  for (let i = 0; i < part.length; i++) {
    const letter = random.pick((i + startsWithVowel) % 2 === 0 ? CONSONANTS : VOWELS);
    const isCapital = part[i] !== part[i]!.toLowerCase();
    word += isCapital ? letter.toUpperCase() : letter;
  }
  return word;
}

/** The first digit of a number is not 0, unless the real one's is. */
function madeDigit(digit: string, i: number, random: Random): string {
  return String(i === 0 && digit !== '0' ? 1 + random.below(9) : random.below(10));
}
