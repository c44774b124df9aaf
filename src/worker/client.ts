/**
 * The page's side of the worker: a promise for each question. A question that was cancelled or overtaken, or that the
 * worker could not answer because of a bug of ours, is answered with null; the bug is told to `onFailure` besides.
 *
 * When the worker dies, every open question is answered with null, a new worker is started, and `onCrash` is told: the
 * new one has no events. One that dies before its first answer is not started again.
 */
import type { RuleFile } from '../scenario/files/ruleFile.ts';
import type { Knobs } from '../events/generate/index.ts';
import type { EventPack } from '../scenario/keptEvents.ts';
import type { LinkReading } from '../scenario/link/link.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type {
  Answer,
  Bitmap,
  ClauseUse,
  ClusterTexts,
  EngineOptions,
  EventExportOrder,
  EventField,
  ExplanationTexts,
  FieldNotes,
  FieldOrder,
  FieldValues,
  Inspection,
  NearMisses,
  PartResult,
  NewEvent,
  ProcessTree,
  ReadReport,
  Replaced,
  Request,
  RowSummary,
  RuleOrder,
  RuleVerdict,
  RunCoverage,
  RunEvidence,
  Shared,
  ShareOrder,
  Solved,
  Source,
  Storyline,
  TableState,
  Told,
} from './protocol.ts';

/** A running worker. */
export interface Port {
  post(request: Request, transfer: readonly ArrayBuffer[]): void;
  close(): void;
}

/** Starts a worker. */
export type Spawn = (onAnswer: (answer: Answer) => void, onCrash: (message: string) => void) => Port;

export interface Trouble {
  onFailure(message: string): void;
  /** `restarted`: there is a new worker, without events. */
  onCrash(message: string, restarted: boolean): void;
}

/** What became of the texts that were added. */
export interface Added {
  readonly table: TableState;
  /** Null where none of them held events. */
  readonly report: ReadReport | null;
  readonly files: readonly RuleFile[];
}

/** What takes its time: null when it was cancelled. */
export interface LongWork<T> {
  readonly done: Promise<T | null>;
  cancel(): void;
}

type ReadProgress = Extract<Answer, { kind: 'progress' }>;

interface Question {
  readonly resolve: (answer: Answer | null) => void;
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
}

/** A request before it has its number. */
type Body = Request extends infer Each ? (Each extends Request ? Omit<Each, 'id'> : never) : never;

export class EngineClient {
  readonly #spawn: Spawn;
  readonly #trouble: Trouble;
  readonly #questions = new Map<number, Question>();
  /** Null when no worker can be had. */
  #port: Port | null;
  /** The worker has answered: it can run in this browser. */
  #proven = false;
  #lastId = 0;

  constructor(spawn: Spawn, trouble: Trouble) {
    this.#spawn = spawn;
    this.#trouble = trouble;
    this.#port = this.#start();
  }

  async open(events: readonly NewEvent[] | EventPack, options: EngineOptions): Promise<TableState | null> {
    return this.#table({ kind: 'open', events, options });
  }

  /** Other options and exceptions over the same events. */
  async options(options: EngineOptions): Promise<TableState | null> {
    return this.#table({ kind: 'options', options });
  }

  /** Another text of an event; with the one that it had. */
  async patch(
    row: number,
    { text, typed }: Replaced,
  ): Promise<{ table: TableState; replaced: Replaced | null } | null> {
    const answer = await this.#ask({ kind: 'patch', row, text, typed }).answer;
    return answer?.kind === 'table' ? { table: answer.table, replaced: answer.replaced ?? null } : null;
  }

  /** Leaves the fields of the alert out of rows that are alerts of Kibana. */
  async strip(rows: readonly number[]): Promise<TableState | null> {
    return this.#table({ kind: 'strip', rows });
  }

  /** The alerts as they were before `strip`. */
  async unstrip(rows: readonly number[]): Promise<TableState | null> {
    return this.#table({ kind: 'unstrip', rows });
  }

  async remove(rows: readonly number[]): Promise<TableState | null> {
    return this.#table({ kind: 'remove', rows });
  }

  async restore(rows: readonly number[]): Promise<TableState | null> {
    return this.#table({ kind: 'restore', rows });
  }

  /** Adds events. Bytes go to the worker, and the caller has them no more; files are read there. */
  append(
    sources: readonly Source[],
    onProgress: (progress: ReadProgress) => void,
  ): {
    readonly done: Promise<Added | null>;
    cancel(): void;
  } {
    const buffers = [...new Set(sources.flatMap((source) => ('bytes' in source ? source.bytes.buffer : [])))];
    const { id, answer } = this.#ask({ kind: 'append', sources }, { onProgress, transfer: buffers });
    const done = answer.then((it) =>
      it?.kind === 'table' ? { table: it.table, report: it.report ?? null, files: it.files ?? [] } : null,
    );
    return { done, cancel: () => void this.#ask({ kind: 'cancel', target: id }) };
  }

  /** Tells stories. `knobs` are valid; a replacement takes the other rows away as `remove` does. */
  generate(
    knobs: Knobs,
    replaces: boolean,
    onProgress: (progress: ReadProgress) => void,
  ): {
    readonly done: Promise<{ readonly table: TableState; readonly told: Told } | null>;
    cancel(): void;
  } {
    const { id, answer } = this.#ask({ kind: 'generate', knobs, replaces }, { onProgress });
    const done = answer.then((it) =>
      it?.kind === 'table' && it.told !== undefined ? { table: it.table, told: it.told } : null,
    );
    return { done, cancel: () => void this.#ask({ kind: 'cancel', target: id }) };
  }

  /** Makes events for a rule behind those that are there. */
  generateFor(
    rule: string,
    order: RuleOrder,
    onProgress: (progress: ReadProgress) => void,
  ): LongWork<{ readonly table: TableState; readonly solved: Solved }> {
    const { id, answer } = this.#ask({ kind: 'generateFor', rule, order, adds: true }, { onProgress });
    const done = answer.then((it) =>
      it?.kind === 'table' && it.solved !== undefined ? { table: it.table, solved: it.solved } : null,
    );
    return { done, cancel: () => void this.#ask({ kind: 'cancel', target: id }) };
  }

  /** What could be made for a rule. Null for one with errors. */
  solved(rule: string, order: RuleOrder, onProgress: (progress: ReadProgress) => void): LongWork<Solved> {
    const { id, answer } = this.#ask({ kind: 'generateFor', rule, order, adds: false }, { onProgress });
    const done = answer.then((it) => (it?.kind === 'solved' ? it.solved : null));
    return { done, cancel: () => void this.#ask({ kind: 'cancel', target: id }) };
  }

  /** Null without a run. */
  async coverage(): Promise<RunCoverage | null> {
    const answer = await this.#ask({ kind: 'coverage' }).answer;
    return answer?.kind === 'coverage' ? answer.coverage : null;
  }

  async run(run: number, rule: string): Promise<RunEvidence | null> {
    const answer = await this.#ask({ kind: 'run', run, rule }).answer;
    return answer?.kind === 'evidence' ? answer.evidence : null;
  }

  /** Another rule over the same events. */
  async match(query: string, options: EngineOptions): Promise<RuleVerdict | null> {
    const answer = await this.#ask({ kind: 'match', query, options }).answer;
    return answer?.kind === 'matched' ? answer.rule : null;
  }

  async rows(rows: readonly number[], columns: readonly string[]): Promise<readonly RowSummary[] | null> {
    const answer = await this.#ask({ kind: 'rows', rows, columns }).answer;
    return answer?.kind === 'rows' ? answer.rows : null;
  }

  /** Null where the event has no verdict. */
  async explain(row: number): Promise<ExplanationTexts | null> {
    const answer = await this.#ask({ kind: 'explain', row }).answer;
    return answer?.kind === 'explanation' ? answer.explanation : null;
  }

  async fields(row: number): Promise<readonly EventField[] | null> {
    const answer = await this.#ask({ kind: 'fields', row }).answer;
    return answer?.kind === 'fields' ? answer.fields : null;
  }

  async processes(row: number): Promise<ProcessTree | null> {
    const answer = await this.#ask({ kind: 'processes', row }).answer;
    return answer?.kind === 'processes' ? answer.tree : null;
  }

  /** Null where the last run was of no sequence or sample. */
  async storyline(around: number | null): Promise<{ readonly run: number; readonly line: Storyline } | null> {
    const answer = await this.#ask({ kind: 'storyline', around }).answer;
    return answer?.kind === 'storyline' ? answer.storyline : null;
  }

  async inspect(row: number): Promise<Inspection | null> {
    const answer = await this.#ask({ kind: 'inspect', row }).answer;
    return answer?.kind === 'inspection' ? answer.inspection : null;
  }

  async save(): Promise<EventPack | null> {
    const answer = await this.#ask({ kind: 'save' }).answer;
    return answer?.kind === 'saved' ? answer.events : null;
  }

  async find(words: string): Promise<Bitmap | null> {
    const answer = await this.#ask({ kind: 'find', words }).answer;
    return answer?.kind === 'found' ? answer.rows : null;
  }

  /** The rows on which a condition of EQL is true, or what is wrong with it. */
  async where(condition: string): Promise<{ readonly rows: Bitmap } | { readonly problem: string } | null> {
    const answer = await this.#ask({ kind: 'where', condition }).answer;
    if (answer?.kind !== 'where') return null;
    return answer.rows === null ? { problem: answer.problem ?? '' } : { rows: answer.rows };
  }

  async part(text: string): Promise<PartResult | null> {
    const answer = await this.#ask({ kind: 'part', text }).answer;
    return answer?.kind === 'part' ? answer.part : null;
  }

  async clauseUse(clause: number): Promise<ClauseUse | null> {
    const answer = await this.#ask({ kind: 'clause', clause }).answer;
    return answer?.kind === 'clause' ? answer.use : null;
  }

  async nearMisses(): Promise<NearMisses | null> {
    const answer = await this.#ask({ kind: 'near' }).answer;
    return answer?.kind === 'near' ? answer.near : null;
  }

  /** What there is to say of every field, by its path. */
  async fieldNotes(): Promise<ReadonlyMap<string, FieldNotes> | null> {
    const answer = await this.#ask({ kind: 'notes' }).answer;
    return answer?.kind === 'notes' ? answer.notes : null;
  }

  /** The commonest values of a field. */
  async values(path: string): Promise<FieldValues | null> {
    const answer = await this.#ask({ kind: 'values', path }).answer;
    return answer?.kind === 'values' ? answer.values : null;
  }

  /** All rows in the order of a field. */
  async order(path: string): Promise<FieldOrder | null> {
    const answer = await this.#ask({ kind: 'order', path }).answer;
    return answer?.kind === 'order' ? answer.order : null;
  }

  async cluster(index: string, scenario: Scenario): Promise<ClusterTexts | null> {
    const answer = await this.#ask({ kind: 'cluster', index, scenario }).answer;
    return answer?.kind === 'cluster' ? answer.texts : null;
  }

  async share(order: ShareOrder): Promise<Shared | null> {
    const answer = await this.#ask({ kind: 'share', order }).answer;
    return answer?.kind === 'shared' ? answer.shared : null;
  }

  /** The bytes of a file. */
  async exportEvents(order: EventExportOrder): Promise<Uint8Array<ArrayBuffer> | null> {
    const answer = await this.#ask({ kind: 'exportEvents', order }).answer;
    return answer?.kind === 'file' ? answer.bytes : null;
  }

  async readLink(payload: string): Promise<LinkReading | null> {
    const answer = await this.#ask({ kind: 'readLink', payload }).answer;
    return answer?.kind === 'link' ? answer.reading : null;
  }

  async #table(body: Body): Promise<TableState | null> {
    const answer = await this.#ask(body).answer;
    return answer?.kind === 'table' ? answer.table : null;
  }

  #ask(
    body: Body,
    { onProgress, transfer = [] }: { onProgress?: Question['onProgress']; transfer?: readonly ArrayBuffer[] } = {},
  ): { readonly id: number; readonly answer: Promise<Answer | null> } {
    const id = ++this.#lastId;
    const answer = new Promise<Answer | null>((resolve) => {
      // `cancel` has no answer of its own.
      if (body.kind === 'cancel' || this.#port === null) resolve(null);
      else this.#questions.set(id, { resolve, onProgress });
    });
    this.#port?.post({ id, ...body }, transfer);
    return { id, answer };
  }

  #start(): Port {
    return this.#spawn(
      (answer) => this.#receive(answer),
      (message) => this.#restart(message),
    );
  }

  #receive(answer: Answer): void {
    this.#proven = true;
    const question = this.#questions.get(answer.id);
    if (question === undefined) return;
    if (answer.kind === 'progress') {
      question.onProgress?.(answer);
      return;
    }
    this.#questions.delete(answer.id);
    if (answer.kind === 'failed') this.#trouble.onFailure(answer.message);
    question.resolve(answer.kind === 'failed' || answer.kind === 'cancelled' ? null : answer);
  }

  #restart(message: string): void {
    this.#port?.close();
    const open = [...this.#questions.values()];
    this.#questions.clear();
    this.#port = this.#proven ? this.#start() : null;
    this.#proven = false;
    for (const question of open) question.resolve(null);
    this.#trouble.onCrash(message, this.#port !== null);
  }
}

/** The browser's worker. */
export const spawnWorker: Spawn = spawnFrom(
  () => new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' }),
);

/** Workers out of the page itself, for a frame without an origin, which may load no worker from an address. */
export async function inlineSpawn(): Promise<Spawn> {
  const { default: EngineWorker } = await import('./engine.worker.ts?worker&inline');
  return spawnFrom(() => new EngineWorker({ name: 'engine' }));
}

function spawnFrom(make: () => Worker): Spawn {
  return (onAnswer, onCrash) => portTo(make(), onAnswer, onCrash);
}

function portTo(worker: Worker, onAnswer: (answer: Answer) => void, onCrash: (message: string) => void): Port {
  worker.onmessage = (event: MessageEvent<Answer>) => onAnswer(event.data);
  worker.onerror = (event) => {
    event.preventDefault();
    onCrash(event.message === '' ? 'The worker could not be started.' : event.message);
  };
  worker.onmessageerror = () => onCrash('A message could not be read.');
  return {
    post: (request, transfer) => worker.postMessage(request, [...transfer]),
    close: () => worker.terminate(),
  };
}
