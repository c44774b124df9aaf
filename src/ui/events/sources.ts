/** Texts and files on their way to the reader, with a name for the report. A file is handed on unread. */
import type { Source } from '../../worker/protocol.ts';

const encoder = new TextEncoder();

export function sourceOfText(text: string, name = 'pasted text'): Source {
  return { name, bytes: encoder.encode(text) };
}

export function sourcesOfFiles(files: Iterable<File>): readonly Source[] {
  return Array.from(files, (file) => ({ name: file.name, file }));
}

/** In bytes. */
export function sizeOf(source: Source): number {
  return 'bytes' in source ? source.bytes.length : source.file.size;
}

/** A text so long that a text area would stall on it; it is taken as if it were a file. */
export const LONG_TEXT = 200_000;
