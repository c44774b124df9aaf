/**
 * Values at the edge of what a condition asks: what fits it with one thing changed, as events get it changed by another
 * sensor, another pipeline or another hand. Whether the verdict changes with it is for the engine to say.
 */
import { readInstants } from '../../../eql/evaluate/date.ts';
import type { Leaf } from '../../../eql/evaluate/leaf.ts';
import { type FieldType, type Scalar, familyOf } from '../../../eql/check/types.ts';
import { addressesNear } from './values/addresses.ts';
import type { Json } from './document.ts';

export interface Edge {
  /** What was changed: "letter case changed". */
  readonly what: string;
  readonly values: readonly Scalar[];
  /** How it is written, where there are several ways to write these values. */
  readonly json?: Json;
}

const DAY = 86_400_000_000_000n;
const MILLISECOND = 1_000_000n;

/** @param value one that the leaf is true for, or the field's own */
export function edgesOf(leaf: Leaf, value: Scalar, others: readonly Scalar[], type: FieldType): readonly Edge[] {
  return [...besideValue(leaf, value, type), ...withOthers(value, others), ...withoutValue];
}

/** No value at all, in each spelling (eql.md 3.2). */
const withoutValue: readonly Edge[] = [
  { what: 'field missing', values: [] },
  { what: 'null', values: [], json: null },
  { what: 'empty array', values: [], json: [] },
];

function withOthers(value: Scalar, others: readonly Scalar[]): readonly Edge[] {
  const other = others.find((it) => it !== value);
  if (other === undefined) return [];
  return [{ what: 'one more element before it', values: [other, value] }];
}

function besideValue(leaf: Leaf, value: Scalar, type: FieldType): readonly Edge[] {
  switch (familyOf(type)) {
    case 'string':
      return typeof value === 'string' ? [...besideText(value), ...emptyRuns(leaf)] : [];
    case 'integer':
      return [
        { what: 'one more', values: [BigInt(value) + 1n] },
        { what: 'one less', values: [BigInt(value) - 1n] },
      ];
    case 'rational':
      return [
        { what: 'one more', values: [Number(value) + 1] },
        { what: 'one less', values: [Number(value) - 1] },
      ];
    case 'boolean':
      return [{ what: 'the other value', values: [value !== true] }];
    case 'date':
      return besideInstant(leaf, BigInt(value));
    case 'ip':
      return besideAddress(leaf, String(value));
    case 'version':
      return [{ what: 'one more part', values: [`${String(value)}.1`] }];
    default:
      return [];
  }
}

function besideText(value: string): readonly Edge[] {
  const edges: Edge[] = [];
  const upper = value.toUpperCase();
  const otherCase = upper === value ? value.toLowerCase() : upper;
  if (otherCase !== value) edges.push({ what: 'letter case changed', values: [otherCase] });
  edges.push({ what: 'one character more', values: [`${value}x`] });
  if (value !== '') {
    edges.push({ what: 'one character less', values: [value.slice(0, -1)] });
    edges.push({ what: 'a space behind it', values: [`${value} `] });
  }
  return edges;
}

/** What is left of patterns when their stars stand for nothing. */
function emptyRuns({ question }: Leaf): readonly Edge[] {
  if (question.kind !== 'pattern' || question.operator.startsWith('regex')) return [];
  const pattern = question.patterns.find((it) => it.includes('*'));
  if (pattern === undefined) return [];
  const text = pattern.replaceAll('*', '').replaceAll('?', 'a');
  return [{ what: 'nothing where the star stands', values: [text] }];
}

function besideInstant({ question }: Leaf, value: bigint): readonly Edge[] {
  const edges: Edge[] = [
    { what: 'a day later', values: [value + DAY] },
    { what: 'a day earlier', values: [value - DAY] },
  ];
  const means = question.kind === 'order' ? readInstants(String(question.constant)) : null;
  if (means !== null) {
    edges.push({ what: 'the first instant that the constant means', values: [means.from] });
    edges.push({ what: 'a millisecond before that', values: [means.from - MILLISECOND] });
  }
  return edges;
}

function besideAddress({ question }: Leaf, value: string): readonly Edge[] {
  const blocks =
    question.kind === 'order'
      ? [String(question.constant)]
      : question.kind === 'in'
        ? question.constants.map(String)
        : question.kind === 'script' && question.expression.kind === 'call'
          ? question.expression.args.flatMap((arg) => (arg.kind === 'literal' ? [String(arg.value)] : []))
          : [];
  const [block] = blocks.filter((it) => addressesNear(it).length > 0);
  if (block === undefined) return [];
  const near = [...new Set(addressesNear(block))].filter((address) => address !== value);
  return near.map((address) => ({ what: `at the edge of ${block}`, values: [address] }));
}
