/**
 * Sources into a dataset: reads them, adds what they hold, and reports what was recognised and what was wrong, with the
 * lines of the sources and the rows of the dataset side by side.
 */
import { type Bitmap, rowsOf } from '../../eql/evaluate/bitmap.ts';
import type { Dataset, Stage } from '../columns/dataset.ts';
import { GrowingUints } from '../columns/dictionary.ts';
import { Pace, type ReadProgress } from './pace.ts';
import { LISTED_PROBLEMS, readInto, type SourceProblem, type SourceReading, type Take } from './read.ts';
import { type EventSource, sizeOf } from './source.ts';

/** The reading of one source among several. */
export interface LoadProgress extends ReadProgress {
  readonly source: string;
  /** Counted from 1. */
  readonly nth: number;
  readonly sourceCount: number;
}

export interface LoadOptions {
  /** `events` are those of all sources so far. */
  readonly onProgress?: (progress: LoadProgress) => void;
  readonly shouldCancel?: () => boolean;
}

export interface LoadProblem {
  readonly source: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
  /** The row that keeps the piece, marked invalid. */
  readonly row?: number;
}

/** What became of one source. */
export interface SourceReport extends Pick<SourceReading, 'name' | 'forms' | 'notes'> {
  /** Rows added, invalid ones included. */
  readonly added: number;
  readonly problemCount: number;
}

export interface LoadReport {
  /** Rows added, invalid ones included. */
  readonly added: number;
  /** In the order in which they were given. */
  readonly sources: readonly SourceReport[];
  /** At most 100, in the order of the sources. */
  readonly problems: readonly LoadProblem[];
  readonly problemCount: number;
  /** Rows that are invalid: kept, and never run. */
  readonly invalid: number;
  /** Rows whose id was taken, which is a problem, too. */
  readonly renamed: number;
  /** Of other tools' events: fields that have no counterpart in ECS. */
  readonly untold: readonly { readonly form: string; readonly fields: readonly string[] }[];
  /** Rows that are alerts of Kibana. */
  readonly alerts: readonly number[];
}

/**
 * Adds the events of some sources. Nothing is added before all of them are read, so that a cancel leaves no trace.
 * @returns the report; `cancelled` when `shouldCancel` said so, and then the dataset is as it was
 */
export function loadSources(dataset: Dataset, sources: readonly EventSource[]): Promise<LoadReport>;
export function loadSources(
  dataset: Dataset,
  sources: readonly EventSource[],
  options: LoadOptions,
): Promise<LoadReport | 'cancelled'>;
export async function loadSources(
  dataset: Dataset,
  sources: readonly EventSource[],
  options: LoadOptions = {},
): Promise<LoadReport | 'cancelled'> {
  const load = new Load(dataset.stage());
  let place = { source: '', nth: 0, sourceCount: sources.length };
  let before = 0;
  const pace = new Pace({
    ...options,
    onProgress: (state) => options.onProgress?.({ ...state, ...place, events: before + state.events }),
  });
  for (const [i, source] of sources.entries()) {
    place = { ...place, source: source.name, nth: i + 1 };
    before = load.eventCount;
    // Sources are read one after the other: there is one thread, and rows keep their order.
    // oxlint-disable-next-line no-await-in-loop
    if (!(await load.read(source, pace))) return 'cancelled';
  }
  return load.finish(dataset);
}

class Load {
  readonly #stage: Stage;
  readonly #readings: SourceReading[] = [];
  /** Of each event, where it stands in its source. */
  readonly #lines = new GrowingUints(1024);
  /** Events that are no JSON, which has been told. */
  readonly #told = new Set<number>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  get eventCount(): number {
    return this.#stage.rowCount;
  }

  /** Returns whether to go on. */
  async read(source: EventSource, pace: Pace): Promise<boolean> {
    if (pace.due && (await pace.rest({ phase: 'opening', bytesRead: 0, bytesTotal: sizeOf(source), events: 0 }))) {
      return false;
    }
    const take: Take = (events) => {
      const first = this.#stage.rowCount;
      this.#lines.reserve(first + events.length);
      events.forEach(({ line, broken }, i) => {
        this.#lines.array[first + i] = line;
        if (broken) this.#told.add(first + i);
      });
      this.#stage.append(events);
    };
    const reading = await readInto(source, take, pace);
    this.#readings.push(reading);
    return !reading.cancelled;
  }

  finish(dataset: Dataset): LoadReport {
    const { first, count } = this.#stage.adopt();
    const sources: SourceReport[] = [];
    const problems: LoadProblem[] = [];
    const alerts: number[] = [];
    let from = 0;
    let renamed = 0;
    for (const { name, forms, notes, eventCount, problemCount, ...reading } of this.#readings) {
      const refused = this.#refused(dataset, name, first, from, from + eventCount);
      problems.push(...merge(first + from, reading.problems, refused.problems));
      renamed += refused.renamed;
      sources.push({ name, forms, notes, added: eventCount, problemCount: problemCount + refused.count });
      for (const event of reading.alerts) alerts.push(first + from + event);
      from += eventCount;
    }
    return {
      added: count,
      sources,
      problems: problems.slice(0, LISTED_PROBLEMS),
      problemCount: sources.reduce((sum, source) => sum + source.problemCount, 0),
      invalid: countFrom(dataset.invalid, first),
      renamed,
      untold: untoldOf(this.#readings),
      alerts,
    };
  }

  /** What the dataset says of rows that reading found nothing wrong with. */
  #refused(
    dataset: Dataset,
    source: string,
    first: number,
    from: number,
    to: number,
  ): { problems: LoadProblem[]; count: number; renamed: number } {
    const problems: LoadProblem[] = [];
    let count = 0;
    let renamed = 0;
    for (let i = from; i < to; i++) {
      if (this.#told.has(i)) continue;
      for (const { message, code } of dataset.problemsOf(first + i)) {
        count++;
        if (code === 'event/id-taken') renamed++;
        if (problems.length >= LISTED_PROBLEMS) continue;
        problems.push({ source, line: this.#lines.array[i]!, message, row: first + i });
      }
    }
    return { problems, count, renamed };
  }
}

/** The rows of a bitmap from one on. */
function countFrom(rows: Bitmap, first: number): number {
  let count = 0;
  for (const row of rowsOf(rows)) if (row >= first) count++;
  return count;
}

function untoldOf(readings: readonly SourceReading[]): LoadReport['untold'] {
  const all = new Map<string, Set<string>>();
  for (const { untold } of readings) {
    for (const [form, fields] of untold) all.set(form, new Set([...(all.get(form) ?? []), ...fields]));
  }
  return [...all].map(([form, fields]) => ({ form, fields: [...fields].toSorted() }));
}

/** Both lists in the order of lines. */
function merge(first: number, read: readonly SourceProblem[], refused: readonly LoadProblem[]): LoadProblem[] {
  const placed = read.map(({ keptAs, ...problem }): LoadProblem =>
    keptAs === undefined ? problem : { ...problem, row: first + keptAs },
  );
  return [...placed, ...refused].sort((a, b) => a.line - b.line);
}
