/**
 * Many texts in one buffer, as UTF-8. Hundreds of thousands of them cross threads and go to storage as two arrays, and
 * none becomes a string before somebody asks for it.
 */
export interface PackedTexts {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Text `i` lies from `starts[i]` up to `starts[i + 1]`; one number more than there are texts. */
  readonly starts: Uint32Array<ArrayBuffer>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A text of fewer bytes is read faster without the decoder. */
const SHORT = 40;

export function packTexts(texts: readonly string[]): PackedTexts {
  const starts = new Uint32Array(texts.length + 1);
  // Most texts are ASCII; where they are not, the buffer grows.
  let bytes = new Uint8Array(texts.reduce((sum, text) => sum + text.length, 0) + 3);
  let end = 0;
  for (const [i, text] of texts.entries()) {
    for (;;) {
      const { read, written } = encoder.encodeInto(text, bytes.subarray(end));
      if (read === text.length) {
        end += written;
        break;
      }
      const grown = new Uint8Array(bytes.length * 2 + text.length * 3);
      grown.set(bytes.subarray(0, end));
      bytes = grown;
    }
    starts[i + 1] = end;
  }
  return { bytes: bytes.slice(0, end), starts };
}

export function countTexts({ starts }: PackedTexts): number {
  return starts.length - 1;
}

export function textAt({ bytes, starts }: PackedTexts, i: number): string {
  const from = starts[i]!;
  const to = starts[i + 1]!;
  if (to - from < SHORT) {
    let text = '';
    for (let at = from; at < to && bytes[at]! < 0x80; at++) text += String.fromCharCode(bytes[at]!);
    if (text.length === to - from) return text;
  }
  return decoder.decode(bytes.subarray(from, to));
}

export function unpackTexts(packed: PackedTexts): readonly string[] {
  return Array.from({ length: countTexts(packed) }, (_, i) => textAt(packed, i));
}

/** The place of a text; -1 when it is not there. */
export function indexOfText({ bytes, starts }: PackedTexts, text: string): number {
  const wanted = encoder.encode(text);
  for (let i = 0; i + 1 < starts.length; i++) {
    const from = starts[i]!;
    if (starts[i + 1]! - from === wanted.length && wanted.every((byte, at) => bytes[from + at] === byte)) return i;
  }
  return -1;
}

/** Some of the texts, in the order given; those in `instead` by place are other ones. */
export function pickTexts(
  packed: PackedTexts,
  places: readonly number[],
  instead: ReadonlyMap<number, string> = new Map(),
): PackedTexts {
  const others = new Map([...instead].map(([place, text]) => [place, encoder.encode(text)]));
  const pieceAt = (place: number): Uint8Array =>
    others.get(place) ?? packed.bytes.subarray(packed.starts[place], packed.starts[place + 1]);
  const starts = new Uint32Array(places.length + 1);
  for (const [i, place] of places.entries()) starts[i + 1] = starts[i]! + pieceAt(place).length;
  const bytes = new Uint8Array(starts.at(-1)!);
  for (const [i, place] of places.entries()) bytes.set(pieceAt(place), starts[i]);
  return { bytes, starts };
}
