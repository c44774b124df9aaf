/** Values: those that the events have, with their counts, and those that the Elastic Common Schema allows. */
import { familyOf } from '../check/types.ts';
import { lex } from '../syntax/lexer.ts';
import { readString, writeString } from '../syntax/literals.ts';
import { printCategoryWord } from '../syntax/printer.ts';
import type { WordKind } from './caret.ts';
import type { Completion } from './completion.ts';
import type { Knowledge } from './knowledge.ts';
import { MEANINGS, meaningOf } from './meanings.ts';
import type { Site } from './site.ts';

interface Value {
  /** As one writes it after `==`. */
  readonly literal: string;
  /** Events that have it; null for one that is only allowed. */
  readonly count: number | null;
}

/** @param word what stands at the caret: in a raw string, raw strings are offered */
export function valueCompletions(
  path: string,
  { compared, listed }: Site,
  knowledge: Knowledge,
  word: WordKind,
): readonly Completion[] {
  const operator = compared?.operator ?? '==';
  const isRegex = operator.includes('regex');
  const completions = valuesOf(path, knowledge).map(({ literal, count }): Completion => {
    const written = rewritten(literal, word === 'rawString', isRegex);
    return { label: written, kind: 'value', insert: written, detail: usesOf(count, knowledge), about: '' };
  });
  const fact = knowledge.schema.field(path);
  const isBoolean = fact !== undefined && familyOf(fact.type) === 'boolean';
  const constants = word === 'string' || word === 'rawString' ? [] : constantsFor(isBoolean, operator);
  const known = new Set(completions.map(({ label }) => label));
  const all = [...completions, ...constants.filter((name) => !known.has(name)).map(constant)];
  return all.filter(({ label }) => !listed.has(label));
}

/** The categories that the events have, then those of the Elastic Common Schema, then `any`. */
export function categoryCompletions(knowledge: Knowledge, word: WordKind): readonly Completion[] {
  const { eventCategoryField } = knowledge;
  const isQuoted = word === 'string' || word === 'rawString';
  const categories = valuesOf(eventCategoryField, knowledge).map(({ literal, count }): Completion => {
    const label = isQuoted ? literal : printCategoryWord(textOf(literal));
    const detail = usesOf(count, knowledge);
    const insert = isQuoted ? label : `${label} where `;
    return { label, kind: 'category', insert, detail, about: '', goesOn: true };
  });
  if (isQuoted) return categories;
  return [...categories, { label: 'any', kind: 'keyword', insert: 'any where ', detail: '', about: MEANINGS.any }];
}

/** `5 of 24`, as the page counts everywhere. */
function usesOf(count: number | null, { events }: Knowledge): string {
  return count === null ? 'allowed by ECS' : `${count} of ${events}`;
}

function valuesOf(path: string, { values, notes }: Knowledge): readonly Value[] {
  const held = values(path)?.values ?? [];
  const known = new Set(held.map(({ literal }) => literal));
  const allowed = (notes(path)?.allowed ?? []).map(writeString).filter((literal) => !known.has(literal));
  return [...held, ...allowed.map((literal) => ({ literal, count: null }))];
}

/** A literal in the form that the place takes: raw, or as a pattern that fits nothing else. */
function rewritten(literal: string, raw: boolean, isRegex: boolean): string {
  if (!literal.startsWith('"')) return literal;
  const value = textOf(literal);
  const text = isRegex ? value.replaceAll(/[^\w\s]/g, String.raw`\$&`) : value;
  const canBeRaw = !/"""|[\r\n]|"$/.test(text);
  return (raw || (isRegex && text.includes('\\'))) && canBeRaw ? `"""${text}"""` : writeString(text);
}

/** What a string literal stands for. */
export function textOf(literal: string): string {
  const [token] = lex(literal).tokens;
  return token === undefined ? '' : String(readString(token).value);
}

function constantsFor(isBoolean: boolean, operator: string): readonly string[] {
  const isEqual = operator === '==' || operator === '!=';
  return [...(isBoolean ? ['true', 'false'] : []), ...(isEqual ? ['null'] : [])];
}

function constant(name: string): Completion {
  return { label: name, kind: 'value', insert: name, detail: '', about: meaningOf(name) ?? '' };
}
