/**
 * Reads one source: a pasted text, a dropped file, standard input. Works in turns of a few milliseconds and lets other
 * messages of the thread in between, so that progress shows and a cancel arrives. Events are handed on batch by batch, so
 * that they are nowhere as a whole but in the bytes that they came in.
 */
import type { NewEventText } from '../columns/dataset.ts';
import { withoutComments } from './comments.ts';
import { detect } from './detect.ts';
import { asUtf8 } from './encoding.ts';
import { isGzip, unpack } from './gzip.ts';
import { Pace } from './pace.ts';
import type { Piece } from './piece.ts';
import { LineCounter } from './recover.ts';
import { type EventSource, fetchBytes, slice } from './source.ts';

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
  /** Which of the events holds the broken piece as it stands; a dataset will find it invalid. */
  readonly keptAs?: number;
}

/** What was found in a source besides its events. */
export interface SourceReading {
  readonly name: string;
  /** How many events were handed on, broken ones included. */
  readonly eventCount: number;
  /** The forms that were recognised, in words, and how many whole events had each. */
  readonly forms: readonly { readonly form: string; readonly events: number }[];
  /** What was done to the source, and what about it is a guess: sentences without an end. */
  readonly notes: readonly string[];
  /** At most `LISTED_PROBLEMS`. */
  readonly problems: readonly SourceProblem[];
  readonly problemCount: number;
  /** Of other tools' events: fields that have no counterpart, by form, each once. */
  readonly untold: ReadonlyMap<string, readonly string[]>;
  /** Which of the events are alerts of Kibana. */
  readonly alerts: readonly number[];
  /** `shouldCancel` said so. */
  readonly cancelled: boolean;
}

/** More problems than this are counted, not listed. */
export const LISTED_PROBLEMS = 100;

/** Bytes of a source between two looks at the clock. */
const BATCH = 64 * 1024;

/** A source with all its events at once, for those who have the time and the memory. */
export async function readSource(
  source: EventSource,
): Promise<SourceReading & { readonly events: readonly ReadEvent[] }> {
  const events: ReadEvent[] = [];
  const reading = await readInto(source, (batch) => events.push(...batch), new Pace());
  return { ...reading, events };
}

/** Gets the events of a source batch by batch, in their order. */
export type Take = (events: readonly ReadEvent[]) => void;

export async function readInto(source: EventSource, take: Take, pace: Pace): Promise<SourceReading> {
  const found = new Found(source.name);
  const text = await open(source, found, pace);
  if (text === null) return found.done(false);
  if (text === 'cancelled') return found.done(true);
  const { from } = text;
  const bare = withoutComments(text.bytes, from);
  const isMended = bare !== null && isJson(bare, from);
  if (isMended) found.note('comments and trailing commas were left out');
  const bytes = isMended ? bare : text.bytes;
  const bytesTotal = bytes.length;
  const lines = new LineCounter(bytes);
  let seen = from;
  for (const piece of detect(bytes, from).pieces(bytes, from)) {
    found.add(piece, lines.lineAt(piece.at));
    if (piece.at - seen < BATCH) continue;
    seen = piece.at;
    take(found.batch());
    // One turn after the other is the point.
    // oxlint-disable-next-line no-await-in-loop
    if (pace.due && (await pace.rest({ phase: 'reading', bytesRead: seen, bytesTotal, events: found.eventCount }))) {
      return found.done(true);
    }
  }
  found.end();
  take(found.batch());
  return found.done(false);
}

/** Whether nothing in a text, which is short, is broken. */
function isJson(bytes: Uint8Array, from: number): boolean {
  for (const { broken } of detect(bytes, from).pieces(bytes, from)) if (broken !== undefined) return false;
  return true;
}

/** A source's text as UTF-8; null when nothing of it can be read, which is a problem already. */
async function open(
  source: EventSource,
  found: Found,
  pace: Pace,
): Promise<{ readonly bytes: Uint8Array; readonly from: number } | null | 'cancelled'> {
  const first = await slice(source, 0, 2).catch(() => new Uint8Array(0));
  const isPacked = isGzip(first);
  const raw = await (isPacked ? unpack(source, pace) : fetchBytes(source, pace));
  if (raw === 'cancelled') return raw;
  if ('problem' in raw && raw.problem !== undefined) found.report(1, raw.problem);
  if (!('bytes' in raw) || raw.bytes === undefined) return null;
  if (isPacked) found.note('unpacked from gzip');
  const text = await asUtf8(raw.bytes, pace);
  if (text !== 'cancelled' && text.encoding === 'UTF-16') found.note('converted from UTF-16');
  return text;
}

/** What reading has found so far. */
class Found {
  eventCount = 0;
  readonly #name: string;
  #batch: ReadEvent[] = [];
  readonly #forms = new Map<string, number>();
  readonly #notes = new Set<string>();
  readonly #problems: SourceProblem[] = [];
  #problemCount = 0;
  readonly #untold = new Map<string, Set<string>>();
  readonly #alerts: number[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  add(piece: Piece, line: number): void {
    const { broken, form, bytes, from, to, id } = piece;
    const kept = broken === undefined || from < to;
    if (form !== undefined) this.#forms.set(form, (this.#forms.get(form) ?? 0) + (broken === undefined ? 1 : 0));
    for (const note of piece.notes ?? []) this.note(note);
    if (piece.untold !== undefined) this.#leaveOut(form ?? '', piece.untold);
    if (piece.alert === true) this.#alerts.push(this.eventCount);
    if (broken !== undefined) this.report(line, broken, kept ? this.eventCount : undefined);
    if (!kept) return;
    this.eventCount++;
    const named = id === undefined ? {} : { id };
    this.#batch.push({ bytes, from, to, line, broken: broken !== undefined, ...named });
  }

  /** The events since the last batch. */
  batch(): readonly ReadEvent[] {
    const batch = this.#batch;
    this.#batch = [];
    return batch;
  }

  note(text: string): void {
    this.#notes.add(text);
  }

  report(line: number, message: string, keptAs?: number): void {
    this.#problemCount++;
    if (this.#problems.length >= LISTED_PROBLEMS) return;
    this.#problems.push({ source: this.#name, line, message, ...(keptAs === undefined ? {} : { keptAs }) });
  }

  #leaveOut(form: string, fields: readonly string[]): void {
    const known = this.#untold.get(form) ?? new Set<string>();
    for (const field of fields) if (known.size < LISTED_PROBLEMS) known.add(field);
    this.#untold.set(form, known);
  }

  /** An empty source is worth a word. */
  end(): void {
    if (this.eventCount === 0 && this.#problemCount === 0) this.report(1, 'there is no event in it');
  }

  done(cancelled: boolean): SourceReading {
    return {
      name: this.#name,
      eventCount: this.eventCount,
      forms: [...this.#forms].map(([form, events]) => ({ form, events })).filter(({ events }) => events > 0),
      notes: [...this.#notes],
      problems: this.#problems,
      problemCount: this.#problemCount,
      untold: new Map([...this.#untold].map(([form, fields]) => [form, [...fields]] as const)),
      alerts: this.#alerts,
      cancelled,
    };
  }
}
