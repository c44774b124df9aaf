/**
 * Random sequences and samples with small streams of events to run them on; the same seed gives the same cases. Events
 * lie close together in time, often at the same instant or exactly at the limit of maxspan; key fields have few values,
 * several or none.
 */
import fc from 'fast-check';
import type { FieldKind } from './values.ts';

export interface JoinCase {
  readonly rule: string;
  readonly events: readonly object[];
  readonly types: Readonly<Record<string, FieldKind>>;
  readonly mapping: 'open' | 'closed';
  readonly tiebreakerField: string | null;
  readonly size: number;
  readonly resultPosition: 'head' | 'tail';
  readonly maxSamplesPerKey: number;
}

// --- Fields ---------------------------------------------------------------------------------------------------------

const KEY_TYPES: Readonly<Record<string, FieldKind>> = {
  k: 'keyword',
  'host.id': 'keyword',
  wild: 'wildcard',
  pid: 'long',
  n: 'integer',
  ratio: 'double',
  flag: 'boolean',
  ip: 'ip',
  when: 'date',
  /** Mapped, and in no event. */
  blank: 'keyword',
};

const TEXTS = ['x', 'x', 'x', 'x', 'x', 'x', 'y', 'y', 'X', '', '\u{1f433}', '\u{ff41}'];
const WHOLE = [1, 1, 1, 1, '1', 2, 2, 10, -1];
const LARGE = ['9007199254740993', '9007199254740992'];

const KEY_VALUES: Readonly<Record<string, readonly unknown[]>> = {
  k: TEXTS,
  'host.id': TEXTS,
  wild: TEXTS,
  pid: [...WHOLE, ...LARGE],
  n: WHOLE,
  ratio: [1, 1, 1, 1, '1.0', 2, 2, 1.5, 10, 9007199254740992],
  flag: [true, true, 'true', false],
  ip: ['10.0.0.1', '10.0.0.1', '10.0.0.1', '10.0.0.2', '9.0.0.1', '::ffff:a00:1', 'fe80::1'],
  when: ['2025-03-01T10:00:00Z', 1740823200000, '2025-03-01T10:00:00.001Z', '2025-03-01T10:00:00.0014Z'],
  blank: [],
};

/** Fields of compatible types, which may stand at one place of the keys (eql.md 7.1). */
const KEY_GROUPS = {
  text: ['k', 'host.id', 'wild'],
  number: ['pid', 'ratio', 'n'],
  flag: ['flag'],
  address: ['ip'],
  instant: ['when'],
} as const;

type KeyGroup = keyof typeof KEY_GROUPS;

/** What an event may hold under a key: mostly one value, sometimes several or none. */
function keyPool(values: readonly unknown[]): readonly unknown[] {
  const at = (i: number): unknown => values[i % values.length];
  const single = Array.from({ length: 4 }, () => values).flat();
  const several = values.flatMap((value, i) => [
    [value, at(i + 1)],
    [at(i + 3), null, value, at(i + 1)],
  ]);
  const missing = Array.from({ length: values.length }, (_, i) => [undefined, null, [], undefined, [null]][i % 5]);
  return [...single, ...several, ...missing];
}

// --- Events ---------------------------------------------------------------------------------------------------------

const CATEGORY_POOL = [
  'a',
  'b',
  'a',
  'b',
  'a',
  'b',
  'a',
  'c',
  'c',
  'm',
  'm',
  'u',
  ['a', 'u'],
  ['b', 'u'],
  ['a', 'm'],
  null,
];
const START = Date.UTC(2025, 2, 1, 10);

const anyMoment = fc.record({
  /** Whole units since the event before; a negative one puts the events out of order. */
  gap: fc.constantFrom(0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 3, 5, -1, -2),
  milliseconds: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 1, -1),
  nanoseconds: fc.constantFrom(0, 0, 0, 1, 500_000, 999_999),
  timed: fc.constantFrom(...Array.from({ length: 19 }, () => true), false),
  asNumber: fc.constantFrom(false, false, true),
});

type Moment = typeof anyMoment extends fc.Arbitrary<infer T> ? T : never;

function timestamps(moments: readonly Moment[], unit: number, fine: boolean): readonly unknown[] {
  let base = START;
  return moments.map(({ gap, milliseconds, nanoseconds, timed, asNumber }) => {
    base += gap * unit;
    if (!timed) return null;
    const at = base + (unit === 1 ? 0 : milliseconds);
    if (!fine || nanoseconds === 0) return asNumber ? at : new Date(at).toISOString();
    return new Date(at).toISOString().replace('Z', `${String(nanoseconds).padStart(6, '0')}Z`);
  });
}

const anyTie = fc.constantFrom(1, 2, 3, 2, 1, undefined, null);

const anyRawEvent = fc.record({
  /** Whether it takes the category of a term, where a stream is made to tell the story of a sequence. */
  follows: fc.constantFrom(true, true, false),
  category: fc.constantFrom(...CATEGORY_POOL),
  moment: anyMoment,
  v: fc.constantFrom<unknown>(0, 1, 1, 2, [0, 1], undefined),
  tie: anyTie,
  keys: fc.record(
    Object.fromEntries(
      Object.keys(KEY_TYPES).map((path) => [
        path,
        fc.constantFrom(...(path === 'blank' ? [undefined] : keyPool(KEY_VALUES[path]!))),
      ]),
    ),
  ),
});

type RawEvent = typeof anyRawEvent extends fc.Arbitrary<infer T> ? T : never;

/** Documents with the fields that a rule names, and no others: a failing case is easier to read. */
function documents(
  raw: readonly RawEvent[],
  times: readonly unknown[],
  rule: string,
  ties: boolean,
): readonly object[] {
  return raw.map(({ category, v, tie, keys }, i) => {
    const named = Object.entries(keys).filter(([path, value]) => value !== undefined && names(rule, path));
    return {
      ...(times[i] === null ? {} : { '@timestamp': times[i] }),
      ...(category === null ? {} : { 'event.category': category }),
      ...(v !== undefined && names(rule, 'v') ? { v } : {}),
      ...(ties && tie !== undefined ? { seq: tie } : {}),
      ...Object.fromEntries(named),
    };
  });
}

function names(rule: string, path: string): boolean {
  return new RegExp(`(^|[^\\w.])${path.replace('.', '\\.')}($|[^\\w.])`).test(rule);
}

// --- Terms and keys -------------------------------------------------------------------------------------------------

const MOST_KEYS = 3;

const anyTerm = fc.record({
  category: fc.constantFrom('a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', 'any', 'any', 'c', 'm'),
  condition: fc.constantFrom(
    'true',
    'true',
    'true',
    'true',
    'true',
    'true',
    'v == 1',
    'v >= 1',
    'not v == 1',
    'v != null',
    'v < 2',
  ),
  missing: fc.constantFrom(false, false, false, true),
  missingCategory: fc.constantFrom('m', 'm', 'm', 'm', 'm', 'any', 'any', 'c', 'u', 'a', 'b'),
  missingCondition: fc.constantFrom('true', 'true', 'true', 'true', 'v >= 1', 'not v == 1'),
  runs: fc.constantFrom(...Array.from({ length: 16 }, () => 1), 2, 2, 3, 4),
  keys: fc.array(fc.record({ field: fc.nat(5), optional: fc.nat(7), unmapped: fc.nat(15) }), {
    minLength: MOST_KEYS,
    maxLength: MOST_KEYS,
  }),
});

type Term = typeof anyTerm extends fc.Arbitrary<infer T> ? T : never;

const SEQUENCE_KEYS: readonly (readonly KeyGroup[])[] = [
  [],
  [],
  [],
  [],
  ['text'],
  ['text'],
  ['text'],
  ['text'],
  ['number'],
  ['number'],
  ['number'],
  ['flag'],
  ['address'],
  ['instant'],
  ['text', 'number'],
  ['flag', 'text'],
  ['number', 'flag'],
  ['address', 'text'],
  ['text', 'number', 'flag'],
];
/** A sample has at least one key. */
const SAMPLE_KEYS = SEQUENCE_KEYS.filter((groups) => groups.length > 0);

const anyKeyPlan = fc.record({
  /** Groups of the key fields, one for each place; those of one place differ. */
  groups: fc.constantFrom(...SEQUENCE_KEYS),
  /** How many of them stand in the head. */
  inHead: fc.nat(MOST_KEYS),
  /** Whether terms name the same field at a place. */
  sameField: fc.boolean(),
  head: anyTerm.map(({ keys }) => keys),
});

type KeyPlan = typeof anyKeyPlan extends fc.Arbitrary<infer T> ? T : never;

function keyText(plan: KeyPlan, keys: Term['keys'], from: number, to: number): string {
  const fields = plan.groups.slice(from, to).map((group, i) => {
    const place = from + i;
    const key = keys[place]!;
    const fields: readonly string[] = KEY_GROUPS[group];
    if (key.unmapped === 0) return `?ghost${place}`;
    if (key.unmapped === 1 && fields.includes('k')) return '?blank';
    const choice = plan.sameField ? plan.head[place]!.field : key.field;
    // Null joins null only where every term allows it, so the keys of the head are often optional.
    const optional = key.optional < (keys === plan.head ? 4 : 2);
    return `${optional ? '?' : ''}${fields[choice % fields.length]}`;
  });
  return fields.length === 0 ? '' : ` by ${fields.join(', ')}`;
}

interface TermParts {
  readonly bang?: boolean;
  readonly runs?: number;
  readonly category?: string;
  readonly condition?: string;
}

function termText(term: Term, plan: KeyPlan, parts: TermParts): string {
  const { bang = false, runs = 1, category = term.category, condition = term.condition } = parts;
  const own = keyText(plan, term.keys, Math.min(plan.inHead, plan.groups.length), plan.groups.length);
  const filter = `${category} where ${condition}`;
  return `${bang ? '!' : ''}[${filter}]${own}${runs === 1 ? '' : ` with runs=${runs}`}`;
}

function headText(plan: KeyPlan): string {
  return keyText(plan, plan.head, 0, Math.min(plan.inHead, plan.groups.length));
}

// --- Requests -------------------------------------------------------------------------------------------------------

const anyRequest = fc.record({
  mapping: fc.constantFrom('closed' as const, 'closed' as const, 'open' as const),
  size: fc.constantFrom(10, 10, 100, 100, 2, 1, 3, 2, 0),
  resultPosition: fc.constantFrom('tail' as const, 'tail' as const, 'head' as const),
  maxSamplesPerKey: fc.constantFrom(1, 2, 3, 1, 2),
  tiebreaker: fc.constantFrom(false, false, true),
  fineDigits: fc.constantFrom(false, false, true),
  fineType: fc.constantFrom(true, true, false),
  unit: fc.constantFrom(1000, 1000, 1000, 1),
});

type Request = typeof anyRequest extends fc.Arbitrary<infer T> ? T : never;

function caseOf(rule: string, raw: readonly RawEvent[], request: Request): JoinCase {
  const { mapping, size, resultPosition, maxSamplesPerKey, tiebreaker, fineDigits, fineType, unit } = request;
  const times = timestamps(
    raw.map(({ moment }) => moment),
    unit,
    fineDigits,
  );
  return {
    rule,
    events: documents(raw, times, rule, tiebreaker),
    types: {
      ...KEY_TYPES,
      '@timestamp': fineDigits && fineType ? 'date_nanos' : 'date',
      'event.category': 'keyword',
      v: 'integer',
      seq: 'long',
    },
    mapping,
    tiebreakerField: tiebreaker ? 'seq' : null,
    size,
    resultPosition,
    maxSamplesPerKey,
  };
}

// --- Sequences ------------------------------------------------------------------------------------------------------

const anyPipe = fc.record({ name: fc.constantFrom('head', 'tail'), count: fc.constantFrom(0, 1, 2, 2, 3, 4, 5, 20) });

/** Where missing-event terms may stand; the rest of the terms are positive. */
const PLACES = ['none', 'anywhere', 'front', 'between', 'behind', 'ends', 'adjacent'] as const;
/** The likelier ones stand there several times. */
const PLACE_POOL: readonly (typeof PLACES)[number][] = [
  ...PLACES,
  'none',
  'none',
  'none',
  'between',
  'between',
  'ends',
];

const anySequence = fc.record({
  terms: fc.array(anyTerm, { minLength: 2, maxLength: 4, size: 'max' }),
  /** Only the first term, which then has runs. */
  alone: fc.nat(19).map((n) => n === 0),
  places: fc.constantFrom(...PLACE_POOL),
  span: fc.constantFrom(0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 8, 12, 20),
  until: fc.option(anyTerm, { freq: 2, nil: null }),
  untilCategory: fc.constantFrom('u', 'u', 'u', 'm', 'a', 'b', 'any'),
  /** Whether the stream goes through the terms again and again, with other events in between. */
  story: fc.boolean(),
  untilBang: fc.nat(7).map((n) => n === 0),
  untilRuns: fc.nat(7).map((n) => (n === 0 ? 2 : 1)),
  keys: anyKeyPlan,
  pipes: fc.oneof(
    { weight: 4, arbitrary: fc.array(anyPipe, { maxLength: 0 }) },
    { weight: 1, arbitrary: fc.array(anyPipe, { minLength: 1, maxLength: 1 }) },
    { weight: 2, arbitrary: fc.array(anyPipe, { minLength: 2, maxLength: 3 }) },
  ),
});

type Sequence = typeof anySequence extends fc.Arbitrary<infer T> ? T : never;

function missingAt(terms: readonly Term[], places: Sequence['places']): readonly boolean[] {
  const last = terms.length - 1;
  const marks = terms.map((term, i) => {
    switch (places) {
      case 'none':
        return false;
      case 'anywhere':
        return term.missing;
      case 'front':
        return i === 0;
      case 'between':
        return i > 0 && i === last - 1;
      case 'behind':
        return i === last;
      case 'ends':
        return i === 0 || i === last;
      case 'adjacent':
        return i === last - 1 || i === last - 2;
    }
  });
  // One has to be positive.
  return marks.every(Boolean) ? marks.map((_, i) => i !== 0) : marks;
}

function spanText(span: number, unit: number): string {
  if (unit === 1) return `${span}ms`;
  return span % 3 === 0 ? `${span * 1000} ms` : `${span}s`;
}

function sequenceText(sequence: Sequence, unit: number): string {
  const { alone, places, keys, until } = sequence;
  const terms = alone ? sequence.terms.slice(0, 1) : sequence.terms;
  const missing = alone ? [false] : missingAt(terms, places);
  const runs = terms.map(({ runs }, i) => (alone ? Math.max(runs, 2) : missing[i] ? Math.min(runs, 2) : runs));
  const span = sequence.span < 3 && missing.some(Boolean) ? 6 : sequence.span;
  const head = `sequence${headText(keys)}${span === 0 ? '' : ` with maxspan=${spanText(span, unit)}`}`;
  const texts = terms.map((term, i) =>
    termText(term, keys, {
      bang: missing[i]!,
      runs: runs[i]!,
      category: missing[i] ? term.missingCategory : term.category,
      condition: missing[i] ? term.missingCondition : term.condition,
    }),
  );
  const { untilBang: bang, untilRuns, untilCategory: category } = sequence;
  const end = until === null ? [] : [`until ${termText(until, keys, { bang, runs: untilRuns, category })}`];
  const pipes = sequence.pipes.map(({ name, count }) => `| ${name} ${count}`);
  return [head, ...texts, ...end, ...pipes].join(' ');
}

export const anySequenceCase: fc.Arbitrary<JoinCase> = fc
  .noBias(
    fc.record({
      sequence: anySequence,
      events: fc.array(anyRawEvent, { minLength: 3, maxLength: 30, size: 'max' }),
      request: anyRequest,
    }),
  )
  .map(({ sequence, events, request }) =>
    caseOf(sequenceText(sequence, request.unit), sequence.story ? storyOf(sequence, events) : events, request),
  );

/** The events with the categories of the terms in turn; some of them keep their own. */
function storyOf({ terms, places }: Sequence, events: readonly RawEvent[]): readonly RawEvent[] {
  const missing = missingAt(terms, places);
  return events.map((event, i) => {
    const place = i % terms.length;
    const category = missing[place] ? terms[place]!.missingCategory : terms[place]!.category;
    return event.follows && category !== 'any' ? { ...event, category } : event;
  });
}

// --- Samples --------------------------------------------------------------------------------------------------------

export const anySampleCase: fc.Arbitrary<JoinCase> = fc
  .noBias(
    fc.record({
      filters: fc.array(anyTerm, { minLength: 2, maxLength: 4, size: 'max' }),
      groups: fc.constantFrom(...SAMPLE_KEYS),
      keys: anyKeyPlan,
      events: fc.array(anyRawEvent, { minLength: 3, maxLength: 20, size: 'max' }),
      request: anyRequest,
    }),
  )
  .map(({ filters, groups, keys, events, request }) => {
    const plan = { ...keys, groups };
    const texts = filters.map((filter) => termText(filter, plan, {}));
    return caseOf([`sample${headText(plan)}`, ...texts].join(' '), events, request);
  });

export function sampleOf(arbitrary: fc.Arbitrary<JoinCase>, seed: number, count: number): readonly JoinCase[] {
  return fc.sample(arbitrary, { seed, numRuns: count });
}
