/**
 * Reads one source: a pasted text, a dropped file, standard input. Works in slices of a few milliseconds and lets other
 * messages of the thread in between, so that progress shows and a cancel arrives.
 */
import type { NewEventText } from '../columns/dataset.ts';
import { pause, TURN } from '../pause.ts';
import { asUtf8, detect } from './detect.ts';
import { unpacked } from './gzip.ts';
import type { Piece } from './piece.ts';
import { LineCounter } from './recover.ts';

/** One pasted text or file, with the name that messages use. */
export interface EventSource {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ReadOptions {
  readonly onProgress?: (progress: {
    readonly bytesRead: number;
    readonly bytesTotal: number;
    readonly events: number;
  }) => void;
  readonly shouldCancel?: () => boolean;
}

export type ReadEvent = NewEventText & {
  /** Where it starts in the source, counted from 1. */
  readonly line: number;
  /** It is no JSON; a problem has told why. */
  readonly broken: boolean;
};

export interface SourceProblem {
  readonly source: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
  /** Which of `events` holds the broken piece as it stands; a dataset will find it invalid. */
  readonly keptAs?: number;
}

export interface ReadResult {
  /** In the order of the source, broken ones among them. */
  readonly events: readonly ReadEvent[];
  /** At most `LISTED_PROBLEMS`. */
  readonly problems: readonly SourceProblem[];
  readonly problemCount: number;
  /** The forms that were recognised, in words. */
  readonly forms: readonly string[];
  /** Of other tools' events: fields that have no counterpart, by form, each once. */
  readonly untold: ReadonlyMap<string, readonly string[]>;
  /** `shouldCancel` said so; what was read until then is here. */
  readonly cancelled: boolean;
}

/** More problems than this are counted, not listed. */
export const LISTED_PROBLEMS = 100;

/** Bytes between two looks at the clock. */
const SLICE = 64 * 1024;

export async function readSource(source: EventSource, options: ReadOptions = {}): Promise<ReadResult> {
  const whole = await unpacked(source, options);
  if (whole === 'cancelled') return new Collected(source.name, source.bytes).done(true);
  if ('problem' in whole) {
    const nothing = new Collected(source.name, source.bytes);
    nothing.refuse(whole.problem);
    return nothing.done(false);
  }
  const { bytes, from } = asUtf8(whole.bytes);
  const result = new Collected(source.name, bytes);
  if (whole.bytes !== source.bytes) result.note('gzip');
  let seen = from;
  let turnFrom = performance.now();
  for (const piece of detect(bytes, from).pieces(bytes, from)) {
    result.add(piece);
    if (piece.at - seen < SLICE) continue;
    seen = piece.at;
    if (performance.now() - turnFrom < TURN) continue;
    options.onProgress?.({ bytesRead: seen, bytesTotal: bytes.length, events: result.events.length });
    // One turn after the other is the point.
    // oxlint-disable-next-line no-await-in-loop
    await pause();
    if (options.shouldCancel?.() === true) return result.done(true);
    turnFrom = performance.now();
  }
  result.finish();
  options.onProgress?.({ bytesRead: bytes.length, bytesTotal: bytes.length, events: result.events.length });
  return result.done(false);
}

class Collected {
  readonly events: ReadEvent[] = [];
  readonly #problems: SourceProblem[] = [];
  #problemCount = 0;
  readonly #forms = new Set<string>();
  readonly #untold = new Map<string, Set<string>>();
  readonly #name: string;
  readonly #lines: LineCounter;

  constructor(name: string, bytes: Uint8Array) {
    this.#name = name;
    this.#lines = new LineCounter(bytes);
  }

  add(piece: Piece): void {
    const line = this.#lines.lineAt(piece.at);
    if (piece.form !== undefined) this.#forms.add(piece.form);
    if (piece.untold !== undefined) this.#leaveOut(piece.form ?? '', piece.untold);
    const kept = piece.broken === undefined || piece.from < piece.to;
    if (piece.broken !== undefined) this.#report(line, piece.broken, kept ? this.events.length : undefined);
    if (!kept) return;
    const { bytes, from, to, id } = piece;
    this.events.push({
      bytes,
      from,
      to,
      line,
      broken: piece.broken !== undefined,
      ...(id === undefined ? {} : { id }),
    });
  }

  /** A source of which nothing could be read. */
  refuse(problem: string): void {
    this.#report(1, problem);
  }

  /** A form around the others. */
  note(form: string): void {
    this.#forms.add(form);
  }

  #leaveOut(form: string, fields: readonly string[]): void {
    const known = this.#untold.get(form) ?? new Set<string>();
    for (const field of fields) if (known.size < LISTED_PROBLEMS) known.add(field);
    this.#untold.set(form, known);
  }

  #report(line: number, message: string, keptAs?: number): void {
    this.#problemCount++;
    if (this.#problems.length >= LISTED_PROBLEMS) return;
    this.#problems.push({ source: this.#name, line, message, ...(keptAs === undefined ? {} : { keptAs }) });
  }

  /** An empty source is worth a word. */
  finish(): void {
    if (this.events.length === 0 && this.#problemCount === 0) this.#report(1, 'there is no event in it');
    // Of "one" and "several", the latter says it all.
    if (this.#forms.has('JSON events')) this.#forms.delete('JSON event');
  }

  done(cancelled: boolean): ReadResult {
    const { events } = this;
    const untold = new Map([...this.#untold].map(([form, fields]) => [form, [...fields]] as const));
    const problems = this.#problems;
    return { events, problems, problemCount: this.#problemCount, forms: [...this.#forms], untold, cancelled };
  }
}
