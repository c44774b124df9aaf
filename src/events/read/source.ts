/**
 * Where events come from, and how their bytes get into memory: a pasted text is there already, a file is read slice by
 * slice into one buffer of its size. Its texts then stay in that buffer, so that a file of 200 MB takes 200 MB.
 */
import type { Pace } from './pace.ts';

/** One pasted text, file or standard input, with the name that messages use. */
export type EventSource =
  /** Whoever reads them owns the bytes from then on. */
  { readonly name: string; readonly bytes: Uint8Array } | { readonly name: string; readonly file: Blob };

/** Bytes of a source, or why there are none. */
export type Bytes = { readonly bytes: Uint8Array } | { readonly problem: string } | 'cancelled';

/** Bytes that are fetched at once. */
const SLICE = 4 << 20;

/** Browsers have no longer buffers, and offsets into texts are 32-bit numbers. */
const MOST = 2_000_000_000;

export function sizeOf(source: EventSource): number {
  return 'bytes' in source ? source.bytes.length : source.file.size;
}

/** Some bytes of a source; a file may have become unreadable, which rejects. */
export async function slice(source: EventSource, from: number, to: number): Promise<Uint8Array> {
  if ('bytes' in source) return source.bytes.subarray(from, to);
  return new Uint8Array(await source.file.slice(from, to).arrayBuffer());
}

/** All bytes of a source. */
export async function fetchBytes(source: EventSource, pace: Pace): Promise<Bytes> {
  if ('bytes' in source) return source;
  const size = sizeOf(source);
  const bytes = size > MOST ? null : allocate(size);
  if (bytes === null) return { problem: `${megabytes(size)} are more than can be held at once: split the file` };
  for (let at = 0; at < size; at += SLICE) {
    try {
      // One slice after the other is the point.
      // oxlint-disable-next-line no-await-in-loop
      bytes.set(await slice(source, at, Math.min(size, at + SLICE)), at);
    } catch (error) {
      return unreadable(error);
    }
    // oxlint-disable-next-line no-await-in-loop
    if (pace.due && (await pace.rest({ phase: 'opening', bytesRead: at, bytesTotal: size, events: 0 }))) {
      return 'cancelled';
    }
  }
  return { bytes };
}

/** A buffer, or null where memory does not suffice. */
export function allocate(size: number): Uint8Array | null {
  try {
    return new Uint8Array(size);
  } catch {
    return null;
  }
}

/** A file that was moved, changed or locked since it was chosen. */
export function unreadable(error: unknown): { readonly problem: string } {
  return { problem: `the file could not be read: ${error instanceof Error ? error.message : String(error)}` };
}

export function megabytes(size: number): string {
  return `${Math.round(size / 1e6).toLocaleString('en')} MB`;
}
