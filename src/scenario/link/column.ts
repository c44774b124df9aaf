/**
 * A column of texts as lines: first one line with a code for each text, then each new text on a line of its own.
 *
 *     +..+a        a text, twice the same, another, the first one again
 *     "process"
 *     "session"
 *
 * `+` takes the next new text and `.` the one before; anything else is the number of an earlier text, counted from 0 in
 * base 32, with capitals for all digits but the last. Columns that depend on one thing (a pod's id, name and address)
 * have the same codes, and deflate writes the same line in three bytes.
 */

/** No text may hold a line break. `spell` gives the line of a new one. */
export function writeColumn(texts: readonly string[], out: string[], spell = (text: string): string => text): void {
  const numbers = new Map<string, number>();
  const news: string[] = [];
  let codes = '';
  let before = -1;
  for (const text of texts) {
    let number = numbers.get(text);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(text, number);
      news.push(spell(text));
      codes += '+';
    } else {
      codes += number === before ? '.' : numeral(number);
    }
    before = number;
  }
  out.push(codes, ...news);
}

/** Dots from so many on are written as their number, `*9999;`: a window of deflate is 32 kB, and soon full of them. */
const DOTS = /\.{12,}/g;
const PACKED_DOTS = /\*(\d{1,7});/g;

/** The same column, with long runs of one text as a number. */
export function writeLongColumn(texts: readonly string[], out: string[]): void {
  const at = out.length;
  writeColumn(texts, out);
  out[at] = out[at]!.replaceAll(DOTS, (dots) => `*${dots.length};`);
}

/** Undoes `writeLongColumn`. */
export function readLongColumn(lines: Lines, count: number): readonly string[] | null {
  return readColumn(lines, count, undefined, (codes) => {
    let length = 0;
    for (const [, dots] of codes.matchAll(PACKED_DOTS)) length += Number(dots);
    return length > count ? null : codes.replaceAll(PACKED_DOTS, (_, dots: string) => '.'.repeat(Number(dots)));
  });
}

/** Lines, taken one after the other. */
export class Lines {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Null at the end. */
  next(): string | null {
    if (this.#at > this.#text.length) return null;
    const end = this.#text.indexOf('\n', this.#at);
    const line = this.#text.slice(this.#at, end < 0 ? this.#text.length : end);
    this.#at = end < 0 ? this.#text.length + 1 : end + 1;
    return line;
  }

  get isAtEnd(): boolean {
    return this.#at > this.#text.length;
  }
}

/** The column of `count` texts that starts at the next line; null when there is none. `unspell` undoes `spell`. */
export function readColumn(
  lines: Lines,
  count: number,
  unspell = (line: string): string | null => line,
  unpack = (line: string): string | null => line,
): readonly string[] | null {
  const line = lines.next();
  const codes = line === null ? null : unpack(line);
  if (codes === null || codes.length < count || codes.length > count * LONGEST_CODE) return null;
  const news: string[] = [];
  const texts: string[] = [];
  let before: string | undefined;
  for (let at = 0; at < codes.length;) {
    const code = codes[at]!;
    if (code === '+') {
      const spelt = lines.next();
      const text = spelt === null ? null : unspell(spelt);
      if (text === null) return null;
      news.push(text);
      before = text;
      at++;
    } else if (code === '.') {
      at++;
    } else {
      const end = numeralEnd(codes, at);
      before = news[numberOf(codes.slice(at, end))];
      at = end;
    }
    if (before === undefined) return null;
    texts.push(before);
  }
  return texts.length === count ? texts : null;
}

const LONGEST_CODE = 6;

const LAST_DIGITS = 'abcdefghijklmnopqrstuvwxyz012345';
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ6789-_';

function numeral(number: number): string {
  let text = LAST_DIGITS[number & 31]!;
  for (let rest = number >> 5; rest > 0; rest >>= 5) text = DIGITS[rest & 31]! + text;
  return text;
}

function numeralEnd(codes: string, from: number): number {
  let at = from;
  while (at < codes.length && DIGITS.includes(codes[at]!)) at++;
  return at + 1;
}

/** -1 for what is no numeral. */
function numberOf(text: string): number {
  if (text.length > LONGEST_CODE) return -1;
  let number = 0;
  for (const digit of text.slice(0, -1)) number = number * 32 + DIGITS.indexOf(digit);
  const last = LAST_DIGITS.indexOf(text.at(-1)!);
  return last < 0 ? -1 : number * 32 + last;
}
