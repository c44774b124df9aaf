/**
 * Sources packed with gzip, one member or several, unpacked piece by piece: a file of a megabyte can say that it is a
 * terabyte, so what comes out is counted and stopped at a limit. Of one that is cut off, what came out before is used.
 *
 * fflate does it, and not the browser's own stream, since that refuses several members, and since after an error it
 * hands out nothing of what it had unpacked.
 */
import { Gunzip } from 'fflate';
import type { Pace } from './pace.ts';
import { allocate, type EventSource, megabytes, sizeOf, slice, unreadable } from './source.ts';

/** Unpacked bytes of one source. */
export const MOST_UNPACKED = 1_000_000_000;

/** Packed bytes that are unpacked in one go: at most a thousand times as many come out. */
const STEP = 32 * 1024;

/** Header and trailer of a member. */
const SHORTEST = 18;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

const USED = 'what was unpacked before is used';

/** Unpacked bytes, and what was wrong; no bytes where nothing can be used. */
export interface Unpacked {
  readonly bytes?: Uint8Array;
  readonly problem?: string;
}

export async function unpack(source: EventSource, pace: Pace, most = MOST_UNPACKED): Promise<Unpacked | 'cancelled'> {
  const size = sizeOf(source);
  const out = new Growing(await expectedSize(source), most);
  const gunzip = new Gunzip((chunk) => out.add(chunk));
  for (let at = 0; at < size; at += STEP) {
    const problem = await push(gunzip, source, at, Math.min(size, at + STEP));
    if (problem !== null && out.length > 0) return { bytes: out.bytes, problem: `${problem}: ${USED}` };
    if (problem !== null) return { problem };
    if (out.isFull) return { problem: `more than ${megabytes(most)} when unpacked: nothing of it was read` };
    if (pace.due && (await pace.rest({ phase: 'unpacking', bytesRead: at, bytesTotal: size, events: 0 }))) {
      return 'cancelled';
    }
  }
  if (size >= SHORTEST && isComplete(gunzip)) return { bytes: out.bytes };
  const problem = 'the gzip file is cut off';
  return out.length > 0 ? { bytes: out.bytes, problem: `${problem}: ${USED}` } : { problem };
}

function isComplete(gunzip: Gunzip): boolean {
  try {
    gunzip.push(new Uint8Array(0), true);
    return true;
  } catch {
    return false;
  }
}

/** Why a stretch cannot be unpacked; null when it was. */
async function push(gunzip: Gunzip, source: EventSource, from: number, to: number): Promise<string | null> {
  let packed: Uint8Array;
  try {
    packed = await slice(source, from, to);
  } catch (error) {
    return unreadable(error).problem;
  }
  try {
    gunzip.push(packed);
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `the gzip file is damaged (${reason})`;
  }
}

/** What the last four bytes say of the size: right for nearly every file, and no more than a hint. */
async function expectedSize(source: EventSource): Promise<number> {
  const size = sizeOf(source);
  const end = await slice(source, Math.max(0, size - 4), size).catch(() => new Uint8Array(0));
  const said = end.length < 4 ? 0 : new DataView(end.buffer, end.byteOffset).getUint32(0, true);
  // Nothing is packed better than a thousandfold.
  return Math.min(said, size * 1032);
}

/** Bytes that come piece by piece, up to a limit. */
class Growing {
  readonly #most: number;
  #buffer: Uint8Array;
  length = 0;
  isFull = false;

  constructor(expected: number, most: number) {
    this.#most = most;
    this.#buffer = allocate(Math.min(expected, most)) ?? new Uint8Array(0);
  }

  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.length);
  }

  add(chunk: Uint8Array): void {
    const length = this.length + chunk.length;
    if (this.isFull || length > this.#most || !this.#reserve(length)) {
      this.isFull = true;
      return;
    }
    this.#buffer.set(chunk, this.length);
    this.length = length;
  }

  #reserve(length: number): boolean {
    if (length <= this.#buffer.length) return true;
    const grown = allocate(Math.min(this.#most, Math.max(length, this.#buffer.length * 2, STEP)));
    if (grown === null) return false;
    grown.set(this.bytes);
    this.#buffer = grown;
    return true;
  }
}
