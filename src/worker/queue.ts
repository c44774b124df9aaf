/**
 * In what order the worker answers. Requests are answered one after the other as they came, with three exceptions:
 *
 * - A run that a newer run waits behind is not computed: the newest wins. For that the queue lets the browser deliver
 *   what has arrived before it takes the next request.
 * - Reading texts, or making them, is long. It begins at its turn, goes on beside the queue and changes nothing until it is done, so
 *   typing stays quick while a large file is read, and a cancelled reading has left no trace.
 * - `cancel` is obeyed at once.
 *
 * With nothing to do, it does what will be asked for next, in short steps.
 */
import type { Answer, Request, Source } from './protocol.ts';

/** An answer before it has its number. */
export type Body = Answer extends infer Each ? (Each extends Answer ? Omit<Each, 'id'> : never) : never;

type Kind = Request['kind'];
export type RequestOf<K extends Kind> = Extract<Request, { kind: K }>;

/** What goes on beside the queue. */
type LongKind = 'append' | 'generate' | 'generateFor';

/** What a long reading needs of the queue. */
export interface Reading {
  readonly signal: AbortSignal;
  progress(state: Omit<Extract<Answer, { kind: 'progress' }>, 'id' | 'kind'>): void;
}

/** Who does the work. Nothing that a person typed makes it throw. */
export interface Work {
  answer(request: Exclude<Request, RequestOf<LongKind | 'cancel'>>): Body;
  /**
   * Reads in slices, between which other requests have their turn, and adds what it read in the last of them. An aborted
   * reading adds nothing.
   */
  read(sources: readonly Source[], reading: Reading): Promise<Body>;
  /** The same, with events that are made. */
  tell(request: RequestOf<'generate'>, reading: Reading): Promise<Body>;
  /** The same, with events that are made for a rule. */
  solve(request: RequestOf<'generateFor'>, reading: Reading): Promise<Body>;
  /** A few milliseconds of what may be asked for later. Returns whether there is more of it. */
  ahead(): boolean;
}

export class RequestQueue {
  readonly #work: Work;
  readonly #send: (answer: Answer) => void;
  readonly #turns: Exclude<Request, RequestOf<'cancel'>>[] = [];
  readonly #cancelled = new Set<number>();
  readonly #readings = new Map<number, AbortController>();
  #busy = false;

  constructor(work: Work, send: (answer: Answer) => void) {
    this.#work = work;
    this.#send = send;
  }

  receive(request: Request): void {
    if (request.kind === 'cancel') {
      this.#cancel(request.target);
      return;
    }
    this.#turns.push(request);
    if (!this.#busy) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    await macrotask();
    for (let request = this.#turns.shift(); request !== undefined; request = this.#turns.shift()) {
      this.#answer(request);
      // One turn after the other is the point.
      // oxlint-disable-next-line no-await-in-loop
      await macrotask();
    }
    this.#busy = false;
    await this.#goAhead();
  }

  /** Until somebody asks for something. */
  async #goAhead(): Promise<void> {
    while (!this.#busy && this.#readings.size === 0 && this.#work.ahead()) {
      // oxlint-disable-next-line no-await-in-loop
      await macrotask();
    }
  }

  #answer(request: Exclude<Request, RequestOf<'cancel'>>): void {
    const { id } = request;
    const isOvertaken = request.kind === 'run' && this.#turns.some(({ kind }) => kind === 'run');
    if (this.#cancelled.delete(id) || isOvertaken) {
      this.#send({ id, kind: 'cancelled' });
      return;
    }
    if (request.kind === 'append' || request.kind === 'generate' || request.kind === 'generateFor') {
      void this.#read(request);
      return;
    }
    // What is being read was meant for the events that are now replaced.
    if (request.kind === 'open') for (const reading of this.#readings.values()) reading.abort();
    try {
      this.#send({ id, ...this.#work.answer(request) });
    } catch (error) {
      this.#fail(id, error);
    }
  }

  async #read(request: RequestOf<LongKind>): Promise<void> {
    const { id } = request;
    const controller = new AbortController();
    this.#readings.set(id, controller);
    const { signal } = controller;
    try {
      const progress: Reading['progress'] = (state) => this.#send({ id, kind: 'progress', ...state });
      const reading = { signal, progress };
      const body = await this.#workAt(request, reading);
      this.#send(signal.aborted ? { id, kind: 'cancelled' } : { id, ...body });
    } catch (error) {
      this.#fail(id, error);
    } finally {
      this.#readings.delete(id);
    }
    if (!this.#busy) await this.#goAhead();
  }

  #workAt(request: RequestOf<LongKind>, reading: Reading): Promise<Body> {
    switch (request.kind) {
      case 'append':
        return this.#work.read(request.sources, reading);
      case 'generate':
        return this.#work.tell(request, reading);
      case 'generateFor':
        return this.#work.solve(request, reading);
    }
  }

  #fail(id: number, error: unknown): void {
    this.#send({ id, kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }

  #cancel(id: number): void {
    this.#readings.get(id)?.abort();
    if (this.#turns.some((request) => request.id === id)) this.#cancelled.add(id);
  }
}

/** Comes back after what the browser has already queued. A timer would wait for 4 ms after a few turns. */
async function macrotask(): Promise<void> {
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
