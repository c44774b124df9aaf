/** One leaf over a table that changes: its bitmaps are what a fresh evaluation would make, and cost what changed. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Dataset, createDataset } from '../../events/index.ts';
import { clausesOf, parse, planQuery } from '../index.ts';
import { hasBit } from './bitmap.ts';
import { leavesOf } from './evaluator.ts';
import type { Leaf } from './leaf.ts';
import { LeafState, MAX_COMBINATIONS } from './leafState.ts';

const FIELDS = { f: 'keyword', g: 'keyword', n: 'long' };

function dataset(...events: readonly object[]): Dataset {
  const table = createDataset({ mapping: 'closed', fields: FIELDS });
  table.append(events.map((event) => ({ text: JSON.stringify(event) })));
  return table;
}

function leafOf(condition: string, table: Dataset): Leaf {
  const plan = planQuery(clausesOf(parse(`any where ${condition}`).query, 'event.category'), table.schema);
  const [leaf] = leavesOf(plan.clauses[1]!.plan);
  if (leaf === undefined) throw new Error(`no leaf in ${condition}`);
  return leaf;
}

function stateOf(condition: string, table: Dataset): LeafState {
  const state = new LeafState(leafOf(condition, table), table);
  state.refresh();
  return state;
}

/** `T` true, `E` error, `.` neither; small letters where a field is missing. */
function marks(state: LeafState, rows: number): string {
  return Array.from({ length: rows }, (_, row) => {
    const failed = state.error !== null && hasBit(state.error, row);
    const mark = failed ? 'E' : hasBit(state.true, row) ? 'T' : '.';
    const missing = hasBit(state.empty, row);
    return missing ? mark.toLowerCase().replace('.', '-') : mark;
  }).join('');
}

test.each([
  ['f == "a"', 'T.-T'],
  ['f == null', '..t.'],
  ['concat(f, g) == "ab"', 'T.--'],
  ['number(f) == 1', 'ET-E'],
  ['f : "*"', 'TT-T'],
])('%s is true, missing or in error', (condition, expected) => {
  const table = dataset({ f: 'a', g: 'b' }, { f: '1', g: 'b' }, {}, { f: ['a', 'c'] });
  expect(marks(stateOf(condition, table), 4)).toBe(expected);
});

describe('values are tried in ascending order, and the first that is true or fails decides', () => {
  test.each([
    ['an error before a true one', 'number(f) == 2', ['!', '2'], 'E'],
    ['a true one before an error', 'number(f) == 2', ['2', 'x'], 'T'],
    ['a false one before an error', 'number(f) == 5', ['2', 'x'], 'E'],
    ['a pair: a true one before an error', 'number(concat(f, f)) == 22', ['2', 'x'], 'T'],
    ['a pair: an error before a true one', 'number(concat(f, f)) == 22', ['!', '2'], 'E'],
  ])('%s', (_name, condition, values, expected) => {
    const table = dataset({ f: values }, { f: values.toReversed() });
    const state = stateOf(condition, table);
    expect(marks(state, 2)).toBe(expected + expected);
    if (expected === 'E') expect(state.faultOn(0)).toMatch(/^Unable to convert/);
    else expect(state.faultOn(0)).toBe(null);
  });
});

describe('too many combinations', () => {
  const many = (prefix: string): readonly string[] => Array.from({ length: 5000 }, (_, i) => `${prefix}${i}`);

  test.each([
    ['two fields', 'concat(f, g) == "none"'],
    ['one field twice', 'concat(f, f) == "none"'],
  ])('of %s end in an error', (_name, condition) => {
    const table = dataset({ f: many('a'), g: many('b') });
    const state = stateOf(condition, table);
    expect(marks(state, 1)).toBe('E');
    expect(state.faultOn(0)).toContain(`more than ${MAX_COMBINATIONS.toLocaleString('en')}`);
    expect(state.witnessesOn(0)).toEqual([]);
  });

  it('do no harm where an early one is true', () => {
    const table = dataset({ f: many('a'), g: many('b') });
    expect(marks(stateOf('concat(f, g) == "a0b1"', table), 1)).toBe('T');
  });

  it('a leaf over one field has as many as the field has values', () => {
    expect(marks(stateOf('length(f) == 99', dataset({ f: many('a') })), 1)).toBe('.');
  });
});

describe('witnesses', () => {
  it('of a leaf with one field are all values that make it true', () => {
    const state = stateOf('f : "a*"', dataset({ f: ['b', 'a2', 'a1'] }, {}));
    expect(state.witnessesOn(0)).toEqual([
      { path: 'f', value: 'a1' },
      { path: 'f', value: 'a2' },
    ]);
    expect(state.witnessesOn(1)).toEqual([]);
  });

  it('of a leaf with several are the values of one binding', () => {
    const state = stateOf('concat(f, f, g) == "yxb"', dataset({ f: ['x', 'y'], g: 'b' }));
    expect(state.witnessesOn(0)).toEqual([
      { path: 'f', value: 'y' },
      { path: 'f', value: 'x' },
      { path: 'g', value: 'b' },
    ]);
  });
});

const CONDITIONS = ['f == "a"', 'f in ("a", "2")', 'concat(f, g) == "ab"', 'number(f) == 2', 'f == null', 'n - n == 1'];

const value = fc.constantFrom('a', 'b', '2', 'x', 'é');
const event = fc.record(
  {
    f: fc.oneof(value, fc.array(value, { maxLength: 3 })),
    g: value,
    n: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 })),
  },
  { requiredKeys: [] },
);

type Change =
  | { readonly kind: 'append'; readonly events: readonly object[] }
  | { readonly kind: 'patch'; readonly row: number; readonly text: string }
  | { readonly kind: 'remove' | 'restore'; readonly row: number }
  | { readonly kind: 'nothing' };

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('append' as const), events: fc.array(event, { maxLength: 40 }) }),
  fc.record({
    kind: fc.constant('patch' as const),
    row: fc.nat(80),
    text: fc.oneof(
      { weight: 5, arbitrary: event.map((it) => JSON.stringify(it)) },
      fc.constantFrom('{', '{"n":"no number"}', '[]'),
    ),
  }),
  fc.record({ kind: fc.constantFrom('remove' as const, 'restore' as const), row: fc.nat(80) }),
  fc.constant({ kind: 'nothing' as const }),
);

function apply(table: Dataset, it: Change): void {
  if (it.kind === 'append') table.append(it.events.map((one) => ({ text: JSON.stringify(one) })));
  else if (it.kind === 'patch') table.patch(it.row, it.text);
  else if (it.kind === 'remove') table.remove([it.row]);
  else if (it.kind === 'restore') table.restore([it.row]);
}

describe('after any changes of the table', () => {
  it('the bitmaps are those of a fresh evaluation', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), fc.array(change, { maxLength: 12 }), (events, changes) => {
        const table = dataset(...events);
        const states = CONDITIONS.map((condition) => stateOf(condition, table));
        for (const one of changes) {
          apply(table, one);
          for (const [i, state] of states.entries()) {
            expect(state.current).toBe(true);
            state.refresh();
            const fresh = stateOf(CONDITIONS[i]!, table);
            const live = (it: LeafState): string =>
              [...marks(it, table.rowCount)].map((mark, row) => (hasBit(table.live, row) ? mark : ' ')).join('');
            expect(live(state), CONDITIONS[i]).toBe(live(fresh));
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('nothing is evaluated where nothing changed', () => {
    const table = dataset({ f: 'a' }, { f: 'b' });
    const state = stateOf('f == "a"', table);
    expect(state.refresh()).toBe(false);
    table.patch(1, '{"f":"a"}');
    expect(state.refresh()).toBe(true);
    expect(marks(state, 2)).toBe('TT');
    expect(state.refresh()).toBe(false);
  });

  it('an error that was mended is gone', () => {
    const table = dataset({ f: 'x' }, { f: '2' });
    const state = stateOf('number(f) == 2', table);
    expect(marks(state, 2)).toBe('ET');
    table.patch(0, '{"f":"2"}');
    state.refresh();
    expect(marks(state, 2)).toBe('TT');
  });

  it('thousands of changes are followed, too', () => {
    const table = dataset({ f: 'a' }, { f: 'b' });
    const state = stateOf('f == "a"', table);
    for (let i = 0; i < 10_000; i++) table.patch(1, i % 2 === 0 ? '{"f":"a"}' : '{"f":"b"}');
    table.append([{ text: '{"f":"a"}' }]);
    state.refresh();
    expect(marks(state, 3)).toBe('T.T');
  });

  it('a column of another type makes the state useless, and says so', () => {
    const table = createDataset({ mapping: 'open', facts: false });
    table.append([{ text: '{"f":5}' }]);
    const state = stateOf('f == "5"', table);
    expect(state.current).toBe(true);
    table.append([{ text: '{"f":"x"}' }]);
    expect(state.current).toBe(false);
  });
});
