/** Files that are dropped, with those in dropped folders. Of a folder only what may hold rules or events is taken. */

const TAKEN = /\.(?:toml|ndjson|jsonl|json|eql)$/i;

/** Call it while the event is handled: afterwards the browser forgets what was dropped. */
export async function filesOfDrop({ items, files }: DataTransfer): Promise<readonly File[]> {
  const entries = Array.from(items, (item) => item.webkitGetAsEntry());
  if (!entries.some((entry) => entry?.isDirectory === true)) return [...files];
  const found = await Promise.all(entries.map(async (entry) => (entry === null ? [] : filesIn(entry, true))));
  return found.flat();
}

async function filesIn(entry: FileSystemEntry, isDropped: boolean): Promise<readonly File[]> {
  if (entry.isFile) {
    if (!isDropped && !TAKEN.test(entry.name)) return [];
    const file = await new Promise<File | null>((resolve) => {
      (entry as FileSystemFileEntry).file(resolve, () => resolve(null));
    });
    return file === null ? [] : [file];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    // A reader gives a hundred entries at a time, and none at the end.
    // oxlint-disable-next-line no-await-in-loop
    const next = await new Promise<readonly FileSystemEntry[]>((resolve) => {
      reader.readEntries(resolve, () => resolve([]));
    });
    if (next.length === 0) break;
    entries.push(...next);
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return (await Promise.all(entries.map(async (inner) => filesIn(inner, false)))).flat();
}
