/**
 * In what order the worker answers. Requests are answered one after the other as they came, with three exceptions:
 *
 * - A run that a newer run waits behind is not computed: the newest wins. For that the queue lets the browser deliver
 *   what has arrived before it takes the next request.
 * - Reading texts is long. It goes on beside the queue, and only what it read takes a turn, so typing stays quick while
 *   a large file is read, and a cancelled reading has changed nothing.
 * - `cancel` is obeyed at once.
 */
import type { Answer, Request, Source } from './protocol.ts';

/** An answer before it has its number. */
export type Body = Answer extends infer Each ? (Each extends Answer ? Omit<Each, 'id'> : never) : never;

type Kind = Request['kind'];
export type RequestOf<K extends Kind> = Extract<Request, { kind: K }>;

/** What a long reading needs of the queue. */
export interface Reading {
  readonly signal: AbortSignal;
  progress(state: { readonly bytesRead: number; readonly bytesTotal: number; readonly events: number }): void;
  /** Lets other requests have their turn. */
  pause(): Promise<void>;
}

/** Who does the work. Nothing that a person typed makes it throw. */
export interface Work {
  answer(request: Exclude<Request, RequestOf<'append' | 'cancel'>>): Body;
  /** Reads without changing anything; the function that comes back adds what was read. */
  read(sources: readonly Source[], reading: Reading): Promise<() => Body>;
}

interface Turn {
  readonly id: number;
  readonly request: Request | null;
  readonly take: () => Body;
}

export class RequestQueue {
  readonly #work: Work;
  readonly #send: (answer: Answer) => void;
  readonly #turns: Turn[] = [];
  readonly #cancelled = new Set<number>();
  readonly #readings = new Map<number, AbortController>();
  #busy = false;

  constructor(work: Work, send: (answer: Answer) => void) {
    this.#work = work;
    this.#send = send;
  }

  receive(request: Request): void {
    if (request.kind === 'cancel') this.#cancel(request.target);
    else if (request.kind === 'append') void this.#read(request);
    else this.#enqueue({ id: request.id, request, take: () => this.#work.answer(request) });
  }

  #enqueue(turn: Turn): void {
    this.#turns.push(turn);
    if (!this.#busy) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    await macrotask();
    for (let turn = this.#turns.shift(); turn !== undefined; turn = this.#turns.shift()) {
      this.#answer(turn);
      await macrotask();
    }
    this.#busy = false;
  }

  #answer(turn: Turn): void {
    const { id } = turn;
    if (this.#cancelled.delete(id) || this.#isOvertaken(turn)) {
      this.#send({ id, kind: 'cancelled' });
      return;
    }
    // What was being read was meant for the events that are now replaced.
    if (turn.request?.kind === 'open') for (const reading of this.#readings.values()) reading.abort();
    this.#reply(id, turn.take);
  }

  #reply(id: number, take: () => Body): void {
    try {
      this.#send({ id, ...take() });
    } catch (error) {
      this.#fail(id, error);
    }
  }

  #fail(id: number, error: unknown): void {
    this.#send({ id, kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }

  #isOvertaken(turn: Turn): boolean {
    return turn.request?.kind === 'run' && this.#turns.some(({ request }) => request?.kind === 'run');
  }

  #cancel(id: number): void {
    const reading = this.#readings.get(id);
    if (reading !== undefined) reading.abort();
    else if (this.#turns.some((turn) => turn.id === id)) this.#cancelled.add(id);
  }

  async #read({ id, sources }: RequestOf<'append'>): Promise<void> {
    const controller = new AbortController();
    this.#readings.set(id, controller);
    const { signal } = controller;
    try {
      const add = await this.#work.read(sources, {
        signal,
        progress: (state) => this.#send({ id, kind: 'progress', ...state }),
        pause: macrotask,
      });
      const take = (): Body => {
        this.#readings.delete(id);
        return signal.aborted ? { kind: 'cancelled' } : add();
      };
      this.#enqueue({ id, request: null, take });
    } catch (error) {
      this.#readings.delete(id);
      if (signal.aborted) this.#send({ id, kind: 'cancelled' });
      else this.#fail(id, error);
    }
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
