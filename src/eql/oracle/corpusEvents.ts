/**
 * Events made for one given rule: its fields get the types that their uses need, and values that its own constants
 * suggest. Random events come first; then, for each leaf that has not been seen true or not been seen false, events
 * that try the suggestions of that leaf one after the other.
 */
import type { EventFilter, Expression, Field, Query } from '../syntax/ast.ts';
import { stagesOf } from '../syntax/ast.ts';
import { printExpression } from '../syntax/printer.ts';
import { fieldsOf, nodesOf } from '../syntax/visit.ts';
import { fieldsIn, partsIn } from './combination.ts';
import { Chance, suggestedValues, unrelatedValues } from './corpusValues.ts';
import { type ClauseVerdict, judge } from './oracle.ts';
import { type FieldKind, readAddress } from './values.ts';

const CATEGORY = 'event.category';
const RANDOM_EVENTS = 36;
const TRIES_FOR_A_LEAF = 60;
const COMBINATIONS = 300;

export type FieldTypes = Readonly<Record<string, FieldKind>>;

// --- Types --------------------------------------------------------------------------------------------------------

/** What a use asks of a field; a field that is asked nothing is a keyword. */
type Need = 'text' | 'address' | 'block' | 'long' | 'double' | 'boolean';

/** Functions whose arguments are numbers. */
const NUMERIC_FUNCTIONS: ReadonlySet<string> = new Set(['add', 'subtract', 'multiply', 'divide', 'modulo']);

/** The type of every field of a rule, by need. Fields that are compared with addresses alone are addresses. */
export function typesByNeed(query: Query): FieldTypes {
  const needs = new Map<string, Set<Need>>();
  const ask = (expression: Expression, need: Need): void => {
    if (expression.kind === 'field') needs.get(expression.path)!.add(need);
  };
  for (const { condition } of filtersOf(query)) {
    for (const node of nodesOf(condition)) if (node.kind === 'field') needs.set(node.path, new Set());
  }
  for (const field of keysOf(query)) if (!needs.has(field.path)) needs.set(field.path, new Set());
  for (const { condition } of filtersOf(query)) {
    ask(condition, 'boolean');
    for (const node of nodesOf(condition)) askFields(node, ask);
  }
  const types = [...needs].map(([path, asked]): [string, FieldKind] => [path, kindFor(path, asked)]);
  return { ...Object.fromEntries(types), [CATEGORY]: 'keyword' };
}

function askFields(node: Expression, ask: (expression: Expression, need: Need) => void): void {
  switch (node.kind) {
    case 'and':
    case 'or':
      for (const operand of node.operands) ask(operand, 'boolean');
      break;
    case 'not':
      ask(node.operand, 'boolean');
      break;
    case 'negative':
      ask(node.operand, 'long');
      break;
    case 'arithmetic':
      for (const operand of [node.left, node.right]) ask(operand, 'long');
      break;
    case 'comparison':
      askBeside(node.left, node.right, ask);
      askBeside(node.right, node.left, ask);
      break;
    case 'membership':
      for (const item of node.items) askBeside(node.subject, item, ask);
      break;
    case 'pattern':
      ask(node.subject, 'text');
      break;
    case 'call': {
      const name = node.name.toLowerCase();
      if (name === 'cidrmatch') ask(node.args[0]!, 'block');
      else if (NUMERIC_FUNCTIONS.has(name)) for (const arg of node.args) ask(arg, 'long');
      else if (name !== 'string' && name !== 'concat') for (const arg of node.args) ask(arg, 'text');
      break;
    }
    default:
      break;
  }
}

function askBeside(side: Expression, other: Expression, ask: (expression: Expression, need: Need) => void): void {
  const constant = other.kind === 'negative' ? other.operand : other;
  if (constant.kind !== 'literal' || constant.value === null) return;
  if (typeof constant.value === 'bigint') ask(side, 'long');
  else if (typeof constant.value === 'number') ask(side, 'double');
  else if (typeof constant.value === 'boolean') ask(side, 'boolean');
  else ask(side, readAddress(constant.value.split('/')[0]!) === null ? 'text' : 'address');
}

/** A numeric string is compared with a number as well, an address with text only where nothing else is asked. */
function kindFor(path: string, asked: ReadonlySet<Need>): FieldKind {
  const conflict = asked.has('text') && (asked.has('block') || asked.has('boolean'));
  if (conflict) throw new Error(`no type fits ${path}: ${[...asked].join(', ')}`);
  if (asked.has('block')) return 'ip';
  if (asked.has('boolean')) return 'boolean';
  if (asked.has('double')) return 'double';
  if (asked.has('long')) return 'long';
  return asked.has('address') && !asked.has('text') ? 'ip' : 'keyword';
}

/** Fields that a rule marks as optional wherever it reads them: without them it still has a meaning (3.7). */
export function optionalFields(query: Query): ReadonlySet<string> {
  const read = [...filtersOf(query).flatMap(({ condition }) => fieldsIn(condition)), ...keysOf(query)];
  const needed = new Set(read.filter(({ optional }) => !optional).map(({ path }) => path));
  return new Set(read.map(({ path }) => path).filter((path) => !needed.has(path)));
}

export function filtersOf(query: Query): readonly EventFilter[] {
  return query.kind === 'event' ? [query.filter] : stagesOf(query).map(({ filter }) => filter);
}

function keysOf(query: Query): readonly Field[] {
  if (query.kind === 'event') return [];
  return [query.by, ...stagesOf(query).map(({ by }) => by)].flatMap((keys) => keys?.fields ?? []);
}

// --- Leaves -------------------------------------------------------------------------------------------------------

export interface SeenLeaf {
  readonly leaf: Expression;
  readonly text: string;
  true: boolean;
  false: boolean;
  /** Seen false with a value in every field that the leaf reads. */
  falseWithValues: boolean;
}

export function leavesOf(expression: Expression): readonly Expression[] {
  const isGroup = expression.kind === 'and' || expression.kind === 'or' || expression.kind === 'not';
  return isGroup ? partsIn(expression).flatMap(leavesOf) : [expression];
}

// --- Events -------------------------------------------------------------------------------------------------------

/** Ways to write the same fields into one document (eql.md 3.2). */
const SHAPES = ['nested', 'nested', 'dotted', 'half dotted', 'objects'] as const;
type Shape = (typeof SHAPES)[number];

const MISSING = [undefined, undefined, undefined, null, [], [null]] as const;

export interface JudgedEvents {
  readonly events: readonly object[];
  /** By event, then by clause. */
  readonly verdicts: readonly (readonly ClauseVerdict[])[];
  readonly leaves: readonly SeenLeaf[];
}

export function eventsFor(filter: EventFilter, types: FieldTypes, seed: number): JudgedEvents {
  return new Maker(filter, types, new Chance(seed)).make();
}

/**
 * For a leaf alone: of one field, an event for each value that the leaf suggests, and one without any; of several
 * fields, events that draw from all that might suit them, arrays included.
 */
export function eventsForLeaf(leaf: Expression, types: FieldTypes, seed: number): readonly object[] {
  const chance = new Chance(seed);
  const lists = fieldsOf(leaf).map((path) => [path, suggestedValues(leaf, types[path]!, chance)] as const);
  const [first, ...others] = lists;
  if (first === undefined) return [];
  if (others.length === 0) return [...first[1].map((value) => ({ [first[0]]: value })), {}];
  return Array.from({ length: COMBINATIONS }, () => {
    const values = lists.map(([path, suggested]): [string, unknown] => {
      const all = [...suggested, ...unrelatedValues(types[path]!)];
      return [path, Array.from({ length: chance.below(4) }, () => chance.one(all))];
    });
    return Object.fromEntries(values);
  });
}

/** The same events without the given fields. */
export function withoutFields(events: readonly object[], paths: ReadonlySet<string>): readonly object[] {
  const kept = (node: unknown, prefix: string): unknown => {
    if (Array.isArray(node)) return node.map((item: unknown) => kept(item, prefix));
    if (typeof node !== 'object' || node === null) return node;
    const entries = Object.entries(node).filter(([key]) => !paths.has(prefix + key));
    return Object.fromEntries(entries.map(([key, child]) => [key, kept(child, `${prefix}${key}.`)]));
  };
  return events.map((event) => kept(event, '') as object);
}

class Maker {
  readonly #filter: EventFilter;
  readonly #types: FieldTypes;
  readonly #chance: Chance;
  readonly #seen: ReadonlyMap<Expression, SeenLeaf>;
  readonly #paths: readonly string[];
  /** For each field what each leaf that reads it suggests. */
  readonly #suggested = new Map<string, (readonly unknown[])[]>();
  readonly #events: object[] = [];
  readonly #verdicts: (readonly ClauseVerdict[])[] = [];

  constructor(filter: EventFilter, types: FieldTypes, chance: Chance) {
    this.#filter = filter;
    this.#types = types;
    this.#chance = chance;
    const leaves = leavesOf(filter.condition);
    this.#seen = new Map(leaves.map((leaf) => [leaf, newlySeen(leaf)]));
    this.#paths = [...new Set([CATEGORY, ...fieldsOf(filter.condition)])];
    for (const path of this.#paths) this.#suggested.set(path, []);
    if (filter.category !== null) {
      const { value } = filter.category;
      this.#suggested.get(CATEGORY)!.push([value, value, value, value.toUpperCase(), `${value}x`]);
    }
    for (const leaf of leaves) {
      for (const path of fieldsOf(leaf)) this.#suggested.get(path)!.push(suggestedValues(leaf, types[path]!, chance));
    }
  }

  make(): JudgedEvents {
    for (let i = 0; i < RANDOM_EVENTS; i++) this.#add(this.#event(new Map()));
    for (const seen of this.#seen.values()) if (fieldsIn(seen.leaf).length > 0) this.#aimAt(seen);
    return { events: this.#events, verdicts: this.#verdicts, leaves: [...this.#seen.values()] };
  }

  #add(event: object): void {
    this.#events.push(event);
    const verdicts = judge(this.#filter, event, {
      types: this.#types,
      mapping: 'closed',
      onLeaf: ({ leaf, verdict, emptyField }) => {
        const seen = this.#seen.get(leaf)!;
        seen.true ||= verdict.true;
        seen.false ||= !verdict.true && !verdict.error;
        seen.falseWithValues ||= !verdict.true && !verdict.error && !emptyField;
      },
    });
    this.#verdicts.push(verdicts);
  }

  /** Tries values until the leaf has been seen true, false, and false on values; keeps the events that show more. */
  #aimAt(seen: SeenLeaf): void {
    const { leaf } = seen;
    const lists = fieldsOf(leaf).map((path) => {
      const suggested = suggestedValues(leaf, this.#types[path]!, this.#chance);
      return [path, [...suggested, ...unrelatedValues(this.#types[path]!), null]] as const;
    });
    const alone: EventFilter = { ...this.#filter, category: null, condition: leaf };
    for (let i = 0; i < TRIES_FOR_A_LEAF && !(seen.true && seen.falseWithValues); i++) {
      const inTurn = lists.length === 1 || i < 8;
      const given = lists.map(([path, values]): [string, unknown] => [
        path,
        inTurn ? values[i % values.length] : this.#chance.one(values),
      ]);
      const event = this.#event(new Map(given));
      const [, verdict] = judge(alone, event, { types: this.#types, mapping: 'closed' });
      const isNew = verdict!.true ? !seen.true : !verdict!.error && !seen.falseWithValues;
      if (isNew) this.#add(event);
    }
  }

  /** A random event with the given values. */
  #event(given: ReadonlyMap<string, unknown>): object {
    const values = this.#paths.map((path): [string, unknown] => [
      path,
      given.has(path) ? given.get(path) : this.#value(path),
    ]);
    return documentOf(values, this.#chance.one(SHAPES));
  }

  #value(path: string): unknown {
    const draw = this.#chance.next();
    if (draw < 0.15) return this.#chance.one(MISSING);
    if (draw < 0.7) return this.#single(path);
    const several = Array.from({ length: 2 + this.#chance.below(2) }, () => this.#single(path));
    return draw < 0.75 ? [...several, null] : several;
  }

  #single(path: string): unknown {
    const lists = this.#suggested.get(path)!;
    const values = this.#chance.next() < 0.8 && lists.length > 0 ? this.#chance.one(lists) : [];
    return this.#chance.one(values.length > 0 ? values : unrelatedValues(this.#types[path]!));
  }
}

function newlySeen(leaf: Expression): SeenLeaf {
  return { leaf, text: printExpression(leaf), true: false, false: false, falseWithValues: false };
}

function documentOf(values: readonly (readonly [path: string, value: unknown])[], shape: Shape): object {
  const document: Record<string, unknown> = {};
  for (const [path, value] of values) {
    if (value === undefined) continue;
    const segments = path.split('.');
    const [head = '', ...rest] = segments;
    if (shape === 'dotted' || rest.length === 0) document[path] = value;
    else if (shape === 'objects') ((document[head] ??= []) as object[]).push({ [rest.join('.')]: value });
    else if (shape === 'half dotted') ((document[head] ??= {}) as Record<string, unknown>)[rest.join('.')] = value;
    else {
      let object = document;
      for (const segment of segments.slice(0, -1)) object = (object[segment] ??= {}) as Record<string, unknown>;
      object[segments.at(-1)!] = value;
    }
  }
  return document;
}
