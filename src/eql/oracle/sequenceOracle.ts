/**
 * The oracle for sequences: eql.md 7.2 to 7.6 and section 6, step by step, the slow and obvious way. Events are judged
 * by the oracle for event queries. What section 7 says of a key tuple is played through for each tuple on its own, over
 * all events; `until` and missing events are looked for among all events whenever the text asks for them. Nothing of
 * the engine is used but the types of the parsed tree.
 */
import type { JoinedQuery, Stage } from '../syntax/ast.ts';
import { type KeyHabits, type Tuple, KEY_HABITS, compareTuples, keyFields, tuplesOf } from './keyTuples.ts';
import { type OracleOptions, judge } from './oracle.ts';
import { type Instant, type Value, compareValues, fieldValues, millisecondsOf } from './values.ts';

/** The request, with its defaults (eql.md 11). */
export interface Request extends OracleOptions {
  readonly timestampField?: string;
  readonly tiebreakerField?: string | null;
  readonly size?: number;
  readonly resultPosition?: 'head' | 'tail';
  readonly maxSamplesPerKey?: number;
}

export interface Joined {
  readonly tuple: Tuple;
  /** One event for each term in the order of the query, by its place in the input; null for a missing event. */
  readonly rows: readonly (number | null)[];
  /** For a census: some event of it has more key tuples than this one. */
  readonly expanded: boolean;
}

/** What became of pending sequences. */
export interface Fates {
  readonly started: number;
  readonly advanced: number;
  readonly replaced: number;
  readonly until: number;
  readonly expired: number;
  /** Candidates that a missing-event term rejects. */
  readonly missing: number;
  readonly completed: number;
  /** Still pending after the last event. */
  readonly waiting: number;
}

/** A pending sequence and how it ended; each ends once. */
export interface EndedSequence {
  readonly tuple: Tuple;
  /** Its events, by their place in the input. */
  readonly events: readonly number[];
  readonly ending: Exclude<keyof Fates, 'started' | 'advanced'>;
  /** Nanoseconds over maxspan; null where that is not how it ended. */
  readonly over: bigint | null;
}

/** Of the candidates that a missing-event term rejects: which term. */
export type Rejection = 'in front' | 'between' | 'behind' | 'around';

export interface SequenceAnswer {
  /** All of them, in the order of results. */
  readonly all: readonly Joined[];
  /** What a search returns. */
  readonly returned: readonly Joined[];
  readonly fates: Fates;
  readonly ended: readonly EndedSequence[];
  readonly rejections: readonly Rejection[];
}

/** The rules of section 7, as far as a mutant spoils them. Times are in nanoseconds. */
export interface SequenceHabits extends KeyHabits {
  /** 7.2: comparisons in order of weight. */
  readonly timeInOrder: 'exact' | 'milliseconds';
  readonly tiebreaker: 'missing last' | 'missing first' | 'ignored' | 'descending';
  readonly timeless: 'ignored' | 'first';
  /** 7.4 */
  readonly tooLate: (distance: bigint, maxspan: bigint) => boolean;
  readonly spanFrom: 'first' | 'previous';
  readonly untilFrom: (until: number, last: number) => boolean;
  readonly untilTo: (until: number, current: number) => boolean;
  readonly untilKeys: 'same' | 'any';
  readonly untilBang: 'ignored' | 'no until';
  readonly untilRuns: 'ignored' | 'that many';
  readonly advanced: 'consumed' | 'kept';
  /** Who gets an occupied slot; the first slot on its own. */
  readonly firstSlot: 'newer' | 'older';
  readonly laterSlots: 'newer' | 'older';
  readonly stageOrder: 'descending' | 'ascending';
  readonly runs: 'multiplied' | 'ignored';
  readonly resultOrder: 'by last' | 'by first' | 'by tuple' | 'unsorted tuples';
  /** 7.6 */
  readonly missingTime: (time: bigint) => bigint;
  readonly inside: (from: bigint, at: bigint, to: bigint) => boolean;
  readonly before: (at: bigint, first: bigint) => boolean;
  readonly behind: (at: bigint, last: bigint) => boolean;
  readonly free: (window: bigint, maxspan: bigint) => boolean;
  readonly leadingTo: 'last' | 'first';
  readonly trailingFrom: 'first' | 'last';
  readonly bothEnds: 'together' | 'each alone';
  readonly adjacent: 'all' | 'first';
  readonly missingKeys: 'same' | 'any';
  readonly missingCategory: 'asked' | 'ignored';
  readonly nearest: 'nearest' | 'farthest';
  readonly placeholders: 'every term' | 'left out';
  /** 6 */
  readonly sizeFirst: boolean;
  readonly firstPipeDecides: boolean;
  readonly headTakes: 'earliest' | 'latest';
}

export const SEQUENCE_HABITS: SequenceHabits = {
  ...KEY_HABITS,
  timeInOrder: 'exact',
  tiebreaker: 'missing last',
  timeless: 'ignored',
  tooLate: (distance, maxspan) => distance > maxspan,
  spanFrom: 'first',
  untilFrom: (until, last) => until >= last,
  untilTo: (until, current) => until < current,
  untilKeys: 'same',
  untilBang: 'ignored',
  untilRuns: 'ignored',
  advanced: 'consumed',
  firstSlot: 'newer',
  laterSlots: 'newer',
  stageOrder: 'descending',
  runs: 'multiplied',
  resultOrder: 'by last',
  missingTime: (time) => millisecondsOf({ kind: 'instant', nanos: time }) * NANOS_PER_MILLISECOND,
  inside: (from, at, to) => from < at && at < to,
  before: (at, first) => at < first,
  behind: (at, last) => at > last,
  free: (window, maxspan) => window > maxspan,
  leadingTo: 'last',
  trailingFrom: 'first',
  bothEnds: 'together',
  adjacent: 'all',
  missingKeys: 'same',
  missingCategory: 'asked',
  nearest: 'nearest',
  placeholders: 'every term',
  sizeFirst: true,
  firstPipeDecides: true,
  headTakes: 'earliest',
};

const NANOS_PER_MILLISECOND = 1_000_000n;

/** A query and its events, each judged by the filter of each term: what no rule of sequences or samples changes. */
export interface JudgedEvents {
  readonly query: JoinedQuery;
  readonly events: readonly object[];
  readonly request: Request;
  /** Whether an event passes the filter of a term: its category and its condition. */
  readonly passes: ReadonlyMap<Stage, readonly boolean[]>;
}

export function judgeEvents(query: JoinedQuery, events: readonly object[], request: Request): JudgedEvents {
  const terms = query.until === null ? query.stages : [...query.stages, query.until];
  const passes = new Map(
    terms.map((term) => [term, events.map((event) => judge(term.filter, event, request)[0]!.true)]),
  );
  return { query, events, request, passes };
}

export function findSequences(judged: JudgedEvents, habits: SequenceHabits = SEQUENCE_HABITS): SequenceAnswer {
  return new SequenceOracle(judged, habits).answer();
}

/** A pending sequence: its events, earliest first. */
type Pending = readonly number[];

class SequenceOracle {
  readonly #judged: JudgedEvents;
  readonly #habits: SequenceHabits;
  /** Terms with `runs` multiplied out. */
  readonly #terms: readonly Stage[];
  readonly #positive: readonly Stage[];
  /** Events in ascending ordinal, and the ordinal of each. */
  readonly #ordered: readonly number[];
  readonly #ordinals: ReadonlyMap<number, number>;
  readonly #times: readonly (bigint | null)[];
  readonly #tuples = new Map<Stage, readonly (readonly Tuple[])[]>();
  readonly #maxspan: bigint | null;
  readonly #fates = {
    started: 0,
    advanced: 0,
    replaced: 0,
    until: 0,
    expired: 0,
    missing: 0,
    completed: 0,
    waiting: 0,
  };
  readonly #ended: EndedSequence[] = [];
  readonly #rejections: Rejection[] = [];

  constructor(judged: JudgedEvents, habits: SequenceHabits) {
    const { query, events, request } = judged;
    this.#judged = judged;
    this.#habits = habits;
    this.#terms = query.stages.flatMap((term) =>
      Array.from({ length: habits.runs === 'multiplied' ? term.runs : 1 }, () => term),
    );
    this.#positive = this.#terms.filter((term) => !term.missing);
    this.#maxspan = query.maxspan === null ? null : BigInt(query.maxspan.milliseconds) * NANOS_PER_MILLISECOND;
    this.#times = events.map((event) => {
      const time = this.#single(event, request.timestampField ?? '@timestamp');
      return time === null ? null : (time as Instant).nanos;
    });
    this.#ordered = this.#order();
    this.#ordinals = new Map(this.#ordered.map((row, ordinal) => [row, ordinal]));
    for (const term of judged.passes.keys()) {
      const fields = keyFields(query, term, habits);
      const passes = judged.passes.get(term)!;
      this.#tuples.set(
        term,
        events.map((event, row) => (passes[row]! ? tuplesOf(fields, event, request, habits) : [])),
      );
    }
  }

  answer(): SequenceAnswer {
    const candidates = this.#allTuples().flatMap((tuple) =>
      this.#candidatesOf(tuple).map((events) => ({ tuple, events })),
    );
    const accepted = candidates.filter(({ tuple, events }) => {
      const rejection = this.#rejection(tuple, events);
      if (rejection !== null) this.#rejections.push(rejection);
      this.#end(tuple, events, rejection === null ? 'completed' : 'missing');
      return rejection === null;
    });
    const { resultOrder } = this.#habits;
    const ordinal = (row: number | undefined): number => this.#ordinals.get(row!)!;
    accepted.sort((a, b) => {
      const tuples =
        resultOrder === 'unsorted tuples' ? compareTuples(b.tuple, a.tuple) : compareTuples(a.tuple, b.tuple);
      if (resultOrder === 'by tuple' && tuples !== 0) return tuples;
      const place = resultOrder === 'by first' ? 0 : -1;
      return ordinal(a.events.at(place)) - ordinal(b.events.at(place)) || tuples;
    });
    const all = accepted.map(({ tuple, events }) => ({
      tuple,
      rows: this.#withPlaceholders(events),
      expanded: events.some((row, place) => this.#tuples.get(this.#positive[place]!)![row]!.length > 1),
    }));
    return { all, returned: this.#cut(all), fates: this.#fates, ended: this.#ended, rejections: this.#rejections };
  }

  #end(tuple: Tuple, events: Pending, ending: EndedSequence['ending'], over: bigint | null = null): void {
    this.#fates[ending] += 1;
    this.#ended.push({ tuple, events, ending, over });
  }

  /** Every key tuple that some term sees, in no particular order: each has a state of its own. */
  #allTuples(): readonly Tuple[] {
    const found = new Map<string, Tuple>();
    for (const byEvent of this.#tuples.values()) {
      for (const tuple of byEvent.flat()) found.set(tuple.name, tuple);
    }
    return [...found.values()];
  }

  /** Does the event pass the term's filter, with this key tuple? */
  #sees(term: Stage, row: number, tuple: Tuple): boolean {
    return this.#tuples.get(term)![row]!.some(({ name }) => name === tuple.name);
  }

  // --- 7.2: the order of events -------------------------------------------------------------------------------------

  #single(event: object, path: string): Value {
    const type = this.#judged.request.types[path];
    return type === undefined ? null : (fieldValues(event, path, type)[0] ?? null);
  }

  #order(): readonly number[] {
    const { timeInOrder, tiebreaker, timeless } = this.#habits;
    const { events, request } = this.#judged;
    const path = request.tiebreakerField ?? null;
    const ties = events.map((event) => (path === null ? null : this.#single(event, path)));
    const time = (row: number): bigint => {
      const exact = this.#times[row] ?? 0n;
      return timeInOrder === 'exact' ? exact : exact / NANOS_PER_MILLISECOND;
    };
    const compareTies = (a: Value, b: Value): number => {
      if (tiebreaker === 'ignored') return 0;
      if (a === null || b === null) {
        const missingLast = Number(a === null) - Number(b === null);
        return tiebreaker === 'missing first' ? -missingLast : missingLast;
      }
      const order = compareValues(a, b) ?? 0;
      return tiebreaker === 'descending' ? -order : order;
    };
    return [...events.keys()]
      .filter((row) => timeless === 'first' || this.#times[row] !== null)
      .sort((a, b) => Number(time(a) - time(b)) || compareTies(ties[a]!, ties[b]!) || a - b);
  }

  // --- 7.4: matching ------------------------------------------------------------------------------------------------

  /** The sequences of positive events that the events with one key tuple make. */
  #candidatesOf(tuple: Tuple): readonly Pending[] {
    const { stageOrder, firstSlot, laterSlots, advanced } = this.#habits;
    const last = this.#positive.length - 1;
    const slots: (Pending | null)[] = this.#positive.map(() => null);
    const emitted: Pending[] = [];
    const settle = (stage: number, sequence: Pending): void => {
      if (stage === last) {
        emitted.push(sequence);
        return;
      }
      if (slots[stage] !== null) {
        const keepsOlder = (stage === 0 ? firstSlot : laterSlots) === 'older';
        this.#end(tuple, keepsOlder ? sequence : slots[stage]!, 'replaced');
        if (keepsOlder) return;
      }
      slots[stage] = sequence;
    };
    const stages = [...this.#positive.keys()];
    if (stageOrder === 'descending') stages.reverse();
    for (const row of this.#ordered) {
      for (const stage of stages) {
        if (!this.#sees(this.#positive[stage]!, row, tuple)) continue;
        if (stage === 0) {
          this.#fates.started += 1;
          settle(0, [row]);
          continue;
        }
        const sequence = slots[stage - 1] ?? null;
        if (sequence === null) continue;
        if (this.#endedByUntil(sequence, row, tuple)) {
          slots[stage - 1] = null;
          this.#end(tuple, sequence, 'until');
        } else if (this.#isTooLate(sequence, row)) {
          slots[stage - 1] = null;
          const over = this.#timeOf(row) - this.#timeOf(sequence[0]!) - (this.#maxspan ?? 0n);
          this.#end(tuple, sequence, 'expired', over);
        } else {
          if (advanced === 'consumed') slots[stage - 1] = null;
          this.#fates.advanced += 1;
          settle(stage, [...sequence, row]);
        }
      }
    }
    for (const sequence of slots) if (sequence !== null) this.#end(tuple, sequence, 'waiting');
    return emitted;
  }

  /** The latest until event before this one is not before the last event of the sequence, so some until event is not. */
  #endedByUntil(sequence: Pending, row: number, tuple: Tuple): boolean {
    const { until } = this.#judged.query;
    const { untilFrom, untilTo, untilKeys, untilBang, untilRuns } = this.#habits;
    if (until === null || (until.missing && untilBang === 'no until')) return false;
    const last = this.#ordinals.get(sequence.at(-1)!)!;
    const current = this.#ordinals.get(row)!;
    const ending = this.#ordered.filter((other, ordinal) => {
      if (!untilFrom(ordinal, last) || !untilTo(ordinal, current)) return false;
      return untilKeys === 'any' ? this.#judged.passes.get(until)![other]! : this.#sees(until, other, tuple);
    });
    return ending.length >= (untilRuns === 'ignored' ? 1 : until.runs);
  }

  #isTooLate(sequence: Pending, row: number): boolean {
    if (this.#maxspan === null) return false;
    const from = sequence.at(this.#habits.spanFrom === 'first' ? 0 : -1)!;
    return this.#habits.tooLate(this.#timeOf(row) - this.#timeOf(from), this.#maxspan);
  }

  #timeOf(row: number): bigint {
    return this.#times[row] ?? 0n;
  }

  // --- 7.6: missing events ------------------------------------------------------------------------------------------

  /** The place of the missing-event term that rejects a candidate; null if none does. */
  #rejection(tuple: Tuple, events: Pending): Rejection | null {
    const { missingTime, inside, before, behind, free, adjacent, nearest, leadingTo, trailingFrom } = this.#habits;
    const maxspan = this.#maxspan ?? 0n;
    const times = events.map((row) => missingTime(this.#timeOf(row)));
    const first = times[0]!;
    const last = times.at(-1)!;

    // Missing terms by the number of positive terms in front of them.
    const groups = Array.from({ length: events.length + 1 }, (): Stage[] => []);
    let passed = 0;
    for (const term of this.#terms) {
      if (!term.missing) passed += 1;
      else if (adjacent === 'all' || groups[passed]!.length === 0) groups[passed]!.push(term);
    }
    const leading = groups[0]!;
    const trailing = groups.at(-1)!;

    for (const [place, group] of groups.entries()) {
      if (place === 0 || place === events.length) continue;
      const found = this.#forbidden(group, tuple).filter((at) => inside(times[place - 1]!, at, times[place]!));
      if (found.length > 0) return 'between';
    }
    const earlier = this.#forbidden(leading, tuple).filter((at) => before(at, first));
    const later = this.#forbidden(trailing, tuple).filter((at) => behind(at, last));
    const l = nearest === 'nearest' ? latest(earlier) : earliest(earlier);
    const r = nearest === 'nearest' ? earliest(later) : latest(later);
    const leadingFree = l === null || free((leadingTo === 'last' ? last : first) - l, maxspan);
    const trailingFree = r === null || free(r - (trailingFrom === 'first' ? first : last), maxspan);
    if (leading.length > 0 && trailing.length > 0 && this.#habits.bothEnds === 'together') {
      return l === null || r === null || free(r - l, maxspan) ? null : 'around';
    }
    if (!leadingFree) return 'in front';
    return trailingFree ? null : 'behind';
  }

  /** The times of all events that one of the terms forbids for this key tuple. */
  #forbidden(terms: readonly Stage[], tuple: Tuple): readonly bigint[] {
    const { missingKeys, missingCategory, missingTime } = this.#habits;
    return terms.flatMap((term) =>
      this.#ordered
        .filter((row) => {
          if (missingCategory === 'ignored') return true;
          return missingKeys === 'any' ? this.#judged.passes.get(term)![row] : this.#sees(term, row, tuple);
        })
        .map((row) => missingTime(this.#timeOf(row))),
    );
  }

  #withPlaceholders(events: Pending): readonly (number | null)[] {
    if (this.#habits.placeholders === 'left out') return events;
    const rest = [...events];
    return this.#terms.map((term) => (term.missing ? null : rest.shift()!));
  }

  // --- 6: size and pipes --------------------------------------------------------------------------------------------

  #cut(all: readonly Joined[]): readonly Joined[] {
    const { sizeFirst, firstPipeDecides, headTakes } = this.#habits;
    const { query, request } = this.#judged;
    const take = (items: readonly Joined[], end: string, count: number): readonly Joined[] =>
      (end === 'head') === (headTakes === 'earliest')
        ? items.filter((_, place) => place < count)
        : items.filter((_, place) => place >= items.length - count);
    const decides = firstPipeDecides ? query.pipes[0]?.name : undefined;
    const bySize = (items: readonly Joined[]): readonly Joined[] =>
      take(items, decides ?? request.resultPosition ?? 'tail', request.size ?? 10);
    const piped = query.pipes.reduce(
      (items, pipe) => {
        const [count] = pipe.args;
        if (count?.kind !== 'literal') throw new Error('the argument of a pipe is a plain number here');
        return take(items, pipe.name, Number(count.value));
      },
      sizeFirst ? bySize(all) : all,
    );
    return sizeFirst ? piped : bySize(piped);
  }
}

function earliest(times: readonly bigint[]): bigint | null {
  return times.reduce((found: bigint | null, at) => (found === null || at < found ? at : found), null);
}

function latest(times: readonly bigint[]): bigint | null {
  return times.reduce((found: bigint | null, at) => (found === null || at > found ? at : found), null);
}
