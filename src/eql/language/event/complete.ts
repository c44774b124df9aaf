/**
 * What can be written at the caret in the JSON of an event: fields of the object that it is in, those of the other events
 * first; values that the other events have, and that ECS allows.
 */
import type { Span } from '../../../text/span.ts';
import { familyOf } from '../../check/types.ts';
import { typeWords } from '../completeFields.ts';
import { textOf } from '../completeValues.ts';
import type { Completion } from '../completion.ts';
import type { Knowledge } from '../knowledge.ts';
import { type JsonPlace, placeAt } from './place.ts';

export interface EventCompletions {
  /** What the chosen one takes the place of. */
  readonly span: Span;
  readonly items: readonly Completion[];
}

export function eventCompletionsAt(text: string, offset: number, knowledge: Knowledge): EventCompletions {
  const place = placeAt(text, offset);
  if (place === null) return { span: { from: offset, to: offset }, items: [] };
  return { span: place.span, items: place.kind === 'key' ? keys(place, knowledge) : values(place, knowledge) };
}

/** The field whose values are asked for at the caret; null for none. */
export function eventValuesWantedAt(text: string, offset: number): string | null {
  const place = placeAt(text, offset);
  return place?.kind === 'value' && place.path !== '' ? place.path : null;
}

interface Candidate {
  readonly key: string;
  readonly path: string;
  /** Other fields lie below it. */
  isObject: boolean;
  /** Events that have it, of an object those of each field that it holds. */
  held: number;
}

/** The names below the object one by one, then, for who likes dots, the rest of each path in one key. */
function keys({ path, beside, hasValue, isFollowed }: JsonPlace, knowledge: Knowledge): readonly Completion[] {
  const near = new Map<string, Candidate>();
  const far: Candidate[] = [];
  const start = path === '' ? '' : `${path}.`;
  for (const field of knowledge.schema.paths()) {
    const notes = knowledge.notes(field);
    if (!field.startsWith(start) || field === path || notes?.multiFieldOf !== undefined) continue;
    const rest = field.slice(start.length);
    const [name] = rest.split('.', 1);
    const held = Math.min(notes?.valueCount ?? 0, knowledge.events);
    const isFar = name !== rest;
    const isUsable = isLeaf(field, knowledge);
    const known = near.get(name!) ?? { key: name!, path: start + name!, isObject: false, held: 0 };
    known.isObject ||= isFar || !isUsable;
    known.held += held;
    near.set(name!, known);
    if (isFar && isUsable) far.push({ key: rest, path: field, isObject: false, held });
  }
  const dots = ({ key }: Candidate): number => key.split('.').length;
  const likely = (a: Candidate, b: Candidate): number =>
    b.held - a.held || dots(a) - dots(b) || (a.key < b.key ? -1 : 1);
  return [...[...near.values()].toSorted(likely), ...far.toSorted(likely)]
    .filter(({ key }) => !beside.has(key))
    .map((candidate) => keyCompletion(candidate, hasValue, isFollowed ? ',' : '', knowledge));
}

function isLeaf(path: string, { schema }: Knowledge): boolean {
  const fact = schema.field(path);
  return fact !== undefined && familyOf(fact.type) !== 'none';
}

function keyCompletion(
  { key, path, isObject }: Candidate,
  hasValue: boolean,
  end: string,
  knowledge: Knowledge,
): Completion {
  const fact = knowledge.schema.field(path);
  const notes = knowledge.notes(path);
  const label = JSON.stringify(key);
  const detail = isObject || fact === undefined ? 'object' : typeWords(fact, notes);
  const about = notes?.description ?? '';
  const common = { label, kind: isObject ? 'category' : 'field', detail, about, path } as const;
  if (hasValue) return { ...common, insert: label };
  const value = isObject ? '{ $1 }' : shapeOf(path, knowledge);
  return { ...common, insert: `${escaped(label)}: ${value}${end}`, isSnippet: true, goesOn: true };
}

/** How the value of a field is begun, with the caret in it. */
function shapeOf(path: string, { schema, notes }: Knowledge): string {
  const family = familyOf(schema.field(path)?.type ?? 'keyword');
  const isBare = family === 'boolean' || family === 'integer' || family === 'rational';
  const one = isBare ? '$1' : '"$1"';
  return notes(path)?.array === true ? `[${one}]` : one;
}

/** In a snippet these signs mean something. */
function escaped(text: string): string {
  return text.replaceAll(/[$}\\]/g, String.raw`\$&`);
}

function values({ path, beside }: JsonPlace, knowledge: Knowledge): readonly Completion[] {
  const { events, notes } = knowledge;
  const held = knowledge.values(path)?.values ?? [];
  const family = familyOf(knowledge.schema.field(path)?.type ?? 'keyword');
  const known = new Map(held.map(({ literal, count }) => [written(literal), `${count} of ${events}`]));
  for (const value of notes(path)?.allowed ?? []) {
    const literal = JSON.stringify(value);
    if (!known.has(literal)) known.set(literal, 'allowed by ECS');
  }
  if (family === 'boolean') for (const value of ['true', 'false']) if (!known.has(value)) known.set(value, '');
  return [...known]
    .filter(([literal]) => !beside.has(literal.startsWith('"') ? String(JSON.parse(literal)) : literal))
    .map(([literal, detail]) => ({ label: literal, kind: 'value', insert: literal, detail, about: '' }));
}

/** A literal of EQL in JSON's spelling. */
function written(literal: string): string {
  return literal.startsWith('"') ? JSON.stringify(textOf(literal)) : literal;
}
