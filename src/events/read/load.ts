/**
 * Sources into a dataset: reads them, adds what they hold, and reports what was wrong, with the lines of the sources and
 * the rows of the dataset side by side.
 */
import type { Dataset } from '../columns/dataset.ts';
import {
  LISTED_PROBLEMS,
  readSource,
  type EventSource,
  type ReadOptions,
  type ReadResult,
  type SourceProblem,
} from './read.ts';

export interface LoadProblem {
  readonly source: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
  /** The row that keeps the piece, marked invalid. */
  readonly row?: number;
}

export interface LoadReport {
  /** Rows added, invalid ones included. */
  readonly added: number;
  /** At most 100, in the order of the sources. */
  readonly problems: readonly LoadProblem[];
  readonly problemCount: number;
  readonly forms: readonly string[];
  /** Of other tools' events: fields that have no counterpart in ECS. */
  readonly untold: readonly { readonly form: string; readonly fields: readonly string[] }[];
}

/**
 * Adds the events of some sources. Nothing is added before all of them are read, so that a cancel leaves no trace.
 * @returns the report; `cancelled` when `shouldCancel` said so, and then the dataset is as it was
 */
export async function loadSources(
  dataset: Dataset,
  sources: readonly EventSource[],
  options: ReadOptions = {},
): Promise<LoadReport | 'cancelled'> {
  const bytesTotal = sources.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const results: ReadResult[] = [];
  let bytesBefore = 0;
  let eventsBefore = 0;
  for (const source of sources) {
    const onProgress: ReadOptions['onProgress'] = ({ bytesRead, events }) =>
      options.onProgress?.({ bytesRead: bytesBefore + bytesRead, bytesTotal, events: eventsBefore + events });
    // Sources are read one after the other: there is one thread, and rows keep their order.
    // oxlint-disable-next-line no-await-in-loop
    const result = await readSource(source, { ...options, onProgress });
    if (result.cancelled) return 'cancelled';
    results.push(result);
    bytesBefore += source.bytes.length;
    eventsBefore += result.events.length;
  }
  return add(dataset, sources, results);
}

function add(dataset: Dataset, sources: readonly EventSource[], results: readonly ReadResult[]): LoadReport {
  const problems: LoadProblem[] = [];
  let problemCount = 0;
  let added = 0;
  results.forEach((result, i) => {
    const { first, count } = dataset.append(result.events);
    added += count;
    const refused = refusedRows(dataset, sources[i]!.name, first, result);
    problemCount += result.problemCount + refused.count;
    problems.push(...merge(first, result.problems, refused.problems));
  });
  return {
    added,
    problems: problems.slice(0, LISTED_PROBLEMS),
    problemCount,
    forms: [...new Set(results.flatMap(({ forms }) => forms))],
    untold: untoldOf(results),
  };
}

function untoldOf(results: readonly ReadResult[]): LoadReport['untold'] {
  const all = new Map<string, Set<string>>();
  for (const { untold } of results) {
    for (const [form, fields] of untold) all.set(form, new Set([...(all.get(form) ?? []), ...fields]));
  }
  return [...all].map(([form, fields]) => ({ form, fields: [...fields].toSorted() }));
}

/** What the dataset says of rows that reading found nothing wrong with. */
function refusedRows(
  dataset: Dataset,
  source: string,
  first: number,
  result: ReadResult,
): { problems: LoadProblem[]; count: number } {
  const problems: LoadProblem[] = [];
  let count = 0;
  result.events.forEach(({ line, broken }, i) => {
    if (broken) return;
    for (const { message } of dataset.problemsOf(first + i)) {
      count++;
      if (problems.length < LISTED_PROBLEMS) problems.push({ source, line, message, row: first + i });
    }
  });
  return { problems, count };
}

/** Both lists in the order of lines. */
function merge(first: number, read: readonly SourceProblem[], refused: readonly LoadProblem[]): LoadProblem[] {
  const placed = read.map(({ keptAs, ...problem }): LoadProblem =>
    keptAs === undefined ? problem : { ...problem, row: first + keptAs },
  );
  return [...placed, ...refused].sort((a, b) => a.line - b.line);
}
