/**
 * The history of the rule in hand and of its labels. A version is made when they have been left alone for a while, and
 * before something large takes their place; never for a key. It is written beside the draft, and a copy from a link has
 * one in memory alone.
 */
import { readVersions, MOST_LABELS, storedVersions, type Version, withVersion } from '../scenario/versions.ts';
import type { Shelf } from '../scenario/shelf.ts';
import { commonEnds } from '../text/difference.ts';
import { bitmapOf, countBits, type Label, rowsOf } from '../worker/protocol.ts';
import type { Core } from './core.ts';
import { idOf } from './rowNotes.ts';
import type { AppState } from './state.ts';
import type { Frame } from './undo.ts';
import { counted } from './words.ts';

export type { Version };

/** Left alone for so long, and at most for twice that, in milliseconds. */
const PAUSE = 15_000;

/** Rows whose ids are looked at in one turn of the page. */
const ROWS_AT_ONCE = 20_000;

export class History {
  readonly #core: Core;
  readonly #shelf: Shelf;
  readonly #wait: (milliseconds: number, then: () => void) => void;
  readonly #now: () => number;
  /** Oldest first. */
  #versions: readonly Version[] = [];
  /** Counts drafts; what was asked of an older one is of no account. */
  #begun = 0;
  /** Changes since the draft is in hand. */
  #changes = 0;
  #isWaiting = false;
  /** Versions are written to the shelf. */
  #isKept = false;
  /** Those of the reader's own work, while a copy is in hand. */
  #aside: readonly Version[] = [];
  #reading: Promise<void> = Promise.resolve();

  constructor(
    core: Core,
    shelf: Shelf,
    wait: (milliseconds: number, then: () => void) => void,
    now: () => number = Date.now,
  ) {
    this.#core = core;
    this.#shelf = shelf;
    this.#wait = wait;
    this.#now = now;
  }

  /** Another draft is in hand: one of the shelf, with what was written of it, or a new one. */
  begin(of: 'shelf' | 'new'): void {
    this.#isKept = true;
    this.#start([]);
    if (of === 'shelf') this.#reading = this.#read(this.#begun);
  }

  /** A copy is in hand, of which nothing is written. */
  hold(): void {
    if (this.#isKept) this.#aside = this.#versions;
    this.#isKept = false;
    this.#start([]);
  }

  /** The copy is kept from now on. */
  keep(): void {
    const versions = this.#versions;
    this.begin('new');
    this.#versions = versions;
  }

  /** Work that is nowhere but on the page is in hand again. */
  release(): void {
    this.#isKept = true;
    this.#start(this.#aside);
  }

  /** Something is about to change. What nobody had changed before is a version, too. */
  changing(): void {
    if (this.#changes === 0) this.mark();
    this.#changes++;
    if (!this.#isWaiting) this.#await(this.#changes);
  }

  /** Another scenario is about to take the place of this one. */
  leave(): void {
    if (this.#changes > 0) this.mark();
  }

  /** What is in hand becomes a version, unless it is the newest already. */
  mark(): void {
    this.#add([versionOf(this.#core.get(), this.#now())]);
  }

  /** Newest first. */
  async list(): Promise<readonly Version[]> {
    await this.#reading;
    return this.#versions.toReversed();
  }

  #start(versions: readonly Version[]): void {
    this.#begun++;
    this.#versions = versions;
    this.#changes = 0;
  }

  async #read(begun: number): Promise<void> {
    const stored = await this.#shelf.readHistory().catch(() => undefined);
    if (begun !== this.#begun) return;
    const since = this.#versions;
    this.#versions = readVersions(stored);
    this.#add(since);
  }

  #add(added: readonly Version[]): void {
    const before = this.#versions;
    this.#versions = added.reduce(withVersion, before);
    if (!this.#isKept || this.#versions === before) return;
    // Where storage fails, the draft says so.
    this.#shelf.writeHistory(storedVersions(this.#versions)).catch(() => {});
  }

  #await(seen: number): void {
    const begun = this.#begun;
    this.#isWaiting = true;
    this.#wait(PAUSE, () => {
      this.#isWaiting = false;
      if (this.#changes === 0) return;
      if (begun === this.#begun && seen === this.#changes) this.mark();
      else this.#await(this.#changes);
    });
  }
}

/** Shorter texts are soon written again. */
const WORTH_KEEPING = 20;

/** Does a text take the place of most of another, as a paste does? */
export function isReplacement(before: string, after: string): boolean {
  const { start, end } = commonEnds(before, after);
  return before.trim().length >= WORTH_KEEPING && 2 * (start + end) < before.length;
}

function versionOf({ rest: all, rule, ids, notes }: AppState, at: number): Version {
  const { generated: _, ...rest } = all;
  return { at, scenario: { ...rest, rule, events: [] }, labels: versionLabels({ ids, notes }) };
}

/** By ids; null where they are too many to be kept. */
function versionLabels({ ids, notes }: Pick<AppState, 'ids' | 'notes'>): Version['labels'] {
  if (countBits(notes.alert) + countBits(notes.benign) > MOST_LABELS) return null;
  const idsOf = (label: Label) => Array.from(rowsOf(notes[label]), (row) => idOf(ids, row));
  return { alert: idsOf('alert'), benign: idsOf('benign') };
}

type IdState = Pick<AppState, 'ids' | 'notes' | 'rowCount'>;

/** The labels of a version as sets of rows: those of the events that are there. Many events are looked at in turns. */
export async function labelsOf({ labels }: Version, state: IdState): Promise<Pick<Frame, Label>> {
  const { ids, notes, rowCount } = state;
  if (labels === null) return notes;
  const wanted = { alert: new Set(labels.alert), benign: new Set(labels.benign) };
  const rows: Record<Label, number[]> = { alert: [], benign: [] };
  for (let row = 0; row < rowCount; row++) {
    const id = idOf(ids, row);
    if (wanted.alert.has(id)) rows.alert.push(row);
    else if (wanted.benign.has(id)) rows.benign.push(row);
    // oxlint-disable-next-line no-await-in-loop
    if (row % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await new Promise((resolve) => setTimeout(resolve));
  }
  const bitmap = (members: readonly number[]) => bitmapOf((members.at(-1) ?? -1) + 1, members);
  return { alert: bitmap(rows.alert), benign: bitmap(rows.benign) };
}

/** What of a version, beside its query, is not as it is now. */
export function otherwise(version: Version, { rest, rule, ids, notes }: AppState): readonly string[] {
  const { scenario, labels } = version;
  const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  const { query: _, ...details } = rule;
  const { query: __, ...detailsThen } = scenario.rule;
  const labelled = labels === null ? null : movedLabels(labels, { ids, notes });
  return [
    ...(labelled === null ? [] : [labelled]),
    ...(differs(details, detailsThen) ? ['details of the rule'] : []),
    ...(['baseline', 'exceptions', 'valueLists', 'fields', 'options'] as const).flatMap((key) =>
      differs(rest[key], scenario[key]) ? [otherWords[key]] : [],
    ),
  ];
}

/** `labels of 2 events`; of very many, that they differ. Null where they do not. */
function movedLabels(then: NonNullable<Version['labels']>, now: Pick<AppState, 'ids' | 'notes'>): string | null {
  const labels = versionLabels(now);
  if (labels === null) return 'labels';
  const moved = new Set([...differing(then.alert, labels.alert), ...differing(then.benign, labels.benign)]);
  return moved.size === 0 ? null : `labels of ${counted(moved.size, 'event')}`;
}

const otherWords = {
  baseline: 'baseline',
  exceptions: 'exceptions',
  valueLists: 'value lists',
  fields: 'field types',
  options: 'options',
};

/** Of one list and not of the other. */
function differing(a: readonly string[], b: readonly string[]): readonly string[] {
  const [inA, inB] = [new Set(a), new Set(b)];
  return [...a.filter((id) => !inB.has(id)), ...b.filter((id) => !inA.has(id))];
}
