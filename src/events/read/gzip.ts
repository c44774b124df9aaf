/** Compressed sources, unpacked while they are small enough to hold: a file of a megabyte can say that it is a terabyte. */
import type { EventSource, ReadOptions } from './read.ts';

/** Unpacked bytes of one source. */
export const MOST_UNPACKED = 1 << 30;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The source itself, unpacked if it has to be; or what is wrong with it. `cancelled`: `shouldCancel` said so. */
export async function unpacked(
  source: EventSource,
  options: Pick<ReadOptions, 'shouldCancel'> = {},
  most = MOST_UNPACKED,
): Promise<{ readonly bytes: Uint8Array } | { readonly problem: string } | 'cancelled'> {
  if (!isGzip(source.bytes)) return { bytes: source.bytes };
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream = new Blob([source.bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  try {
    for (;;) {
      // Each chunk comes after the one before it.
      // oxlint-disable-next-line no-await-in-loop
      const { done, value } = await reader.read();
      if (done) break;
      if (options.shouldCancel?.() === true) return 'cancelled';
      chunks.push(value);
      length += value.length;
      if (length > most)
        return { problem: `more than ${Math.round(most / 1e6)} MB when unpacked: nothing of it was read` };
    }
  } catch (error) {
    const reason = error instanceof Error && error.message !== '' ? error.message : 'its end or its checksum is wrong';
    return { problem: `not a whole gzip file: ${reason}` };
  } finally {
    void reader.cancel().catch(() => undefined);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { bytes };
}
