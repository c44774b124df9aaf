/**
 * What the language service of the rule's editor knows, as far as it was asked for under these events: the notes on all
 * fields at once, the values of a field when it is first wanted. A change of the events forgets both.
 */
import type { FieldNotes, HeldValues, Knowledge } from '../eql/language/knowledge.ts';
import { type Bitmap, countBits, type FieldValues } from '../worker/protocol.ts';
import { fieldCondition } from './conditions.ts';
import type { Core } from './core.ts';

/** Fields of which something is kept; the oldest go first. */
const MOST_FIELDS = 200;

const NO_SCHEMA: Knowledge['schema'] = { mapping: 'open', field: () => undefined, paths: () => [] };

export class KnowledgeBase {
  readonly #core: Core;
  #version = -1;
  #notes: ReadonlyMap<string, FieldNotes> | null = null;
  /** The question that is on its way: hover and highlights may ask at once. */
  #asked: Promise<void> | null = null;
  #values = new Map<string, HeldValues>();
  #rowsWithout = new Map<string, Bitmap>();

  constructor(core: Core) {
    this.#core = core;
  }

  /** With the values of one field, if there are any. */
  async about(path: string | null): Promise<Knowledge> {
    for (;;) {
      this.#forgetOld();
      const version = this.#version;
      // oxlint-disable-next-line no-await-in-loop
      await Promise.all([this.#readNotes(), path === null ? null : this.#readValues(path)]);
      // Where the events changed meanwhile the answer was forgotten, and with it what a field is.
      if (version === this.#version) return this.#now();
    }
  }

  /** What is known already; nothing is asked. */
  known(): Knowledge | undefined {
    this.#forgetOld();
    return this.#notes === null ? undefined : this.#now();
  }

  /** The events that have nothing in a field; undefined where it was not asked for. */
  rowsWithout(path: string): Bitmap | undefined {
    this.#forgetOld();
    return this.#rowsWithout.get(path);
  }

  async readRowsWithout(path: string): Promise<void> {
    this.#forgetOld();
    const known = this.#rowsWithout;
    if (known.has(path)) return;
    const answer = await this.#core.client.where(fieldCondition({ path, test: 'is missing' }).condition);
    if (answer !== null && 'rows' in answer) known.set(path, answer.rows);
    forgetOldest(known);
  }

  #now(): Knowledge {
    const { schema, rest, live } = this.#core.get();
    const [notes, values] = [this.#notes, this.#values];
    return {
      schema: schema ?? NO_SCHEMA,
      eventCategoryField: rest.options.eventCategoryField,
      events: countBits(live),
      notes: (path) => notes?.get(path),
      values: (path) => values.get(path),
    };
  }

  #forgetOld(): void {
    const { tableVersion } = this.#core.get();
    if (tableVersion === this.#version) return;
    this.#version = tableVersion;
    this.#notes = null;
    this.#asked = null;
    this.#values = new Map();
    this.#rowsWithout = new Map();
  }

  async #readNotes(): Promise<void> {
    if (this.#notes === null) await (this.#asked ??= this.#askForNotes());
  }

  async #askForNotes(): Promise<void> {
    const version = this.#version;
    const notes = await this.#core.client.fieldNotes();
    if (version !== this.#version) return;
    this.#notes = notes;
    this.#asked = null;
  }

  async #readValues(path: string): Promise<void> {
    // An answer that comes after the events changed goes to a map that nobody reads any more.
    const known = this.#values;
    if (known.has(path)) return;
    const answer = await this.#core.client.values(path);
    if (answer !== null) known.set(path, heldValues(answer, countBits(this.#core.get().live)));
    forgetOldest(known);
  }
}

function forgetOldest(known: Map<string, unknown>): void {
  for (const oldest of known.keys()) {
    if (known.size <= MOST_FIELDS) break;
    known.delete(oldest);
  }
}

function heldValues({ missing, distinct, values }: FieldValues, events: number): HeldValues {
  return {
    filled: Math.max(0, events - missing),
    distinct,
    values: values.map(({ literal, count }) => ({ literal, count })),
  };
}
