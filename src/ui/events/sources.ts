/** Texts and files on their way to the reader: as bytes, with a name for the report. */
export interface PickedSource {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const encoder = new TextEncoder();

export function sourceOfText(text: string, name = 'pasted text'): PickedSource {
  return { name, bytes: encoder.encode(text) };
}

export function sourcesOfFiles(files: Iterable<File>): Promise<readonly PickedSource[]> {
  return Promise.all(
    Array.from(files, async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
}

/** A text so long that a text area would stall on it; it is taken as if it were a file. */
export const LONG_TEXT = 200_000;
