/** Fields, ranked by what is known of them: named in this rule, held by many events and of the
 * category's own name, held, merely mapped; short before long. */
import type { ParameterType } from '../check/functions.ts';
import type { FieldFact } from '../check/schema.ts';
import { familyOf } from '../check/types.ts';
import { lex } from '../syntax/lexer.ts';
import { printField } from '../syntax/printer.ts';
import type { Caret } from './caret.ts';
import type { Completion } from './completion.ts';
import { piecesOf, type Site } from './site.ts';
import type { FieldNotes, Knowledge } from './knowledge.ts';

interface Candidate {
  readonly path: string;
  readonly fact: FieldFact;
  readonly notes: FieldNotes | undefined;
  /** Larger is likelier, compared one after the other. */
  readonly rank: readonly number[];
}

export function fieldCompletions(
  text: string,
  caret: Caret,
  { category }: Site,
  wanted: ParameterType,
  { schema, notes, events }: Knowledge,
): readonly Completion[] {
  const uses = usesIn(text, caret);
  const candidates: Candidate[] = [];
  for (const path of schema.paths()) {
    const fact = schema.field(path);
    if (fact === undefined || familyOf(fact.type) === 'none') continue;
    const known = notes(path);
    const held = Math.min(known?.valueCount ?? 0, events);
    const isAtHome = held > 0 && category !== null && path.startsWith(`${category}.`);
    const isOriginal = known?.multiFieldOf === undefined;
    const rank = [fits(fact, wanted), uses.get(path) ?? 0, isAtHome, held, isOriginal, -path.split('.').length];
    candidates.push({ path, fact, notes: known, rank: rank.map(Number) });
  }
  const optional = caret.typed.startsWith('?');
  return candidates.toSorted(likelierFirst).map((candidate) => completionOf(candidate, optional));
}

/** `keyword, several values`: what is written beside its name. */
export function typeWords({ type, typeName }: FieldFact, notes: FieldNotes | undefined): string {
  return `${typeName ?? type}${notes?.array === true ? ', several values' : ''}`;
}

function completionOf({ path, fact, notes }: Candidate, optional: boolean): Completion {
  const written = printField({ path, optional });
  return {
    label: written,
    kind: 'field',
    path,
    insert: written,
    detail: typeWords(fact, notes),
    about: notes?.description ?? '',
  };
}

/** How often the rest of the rule names each field. */
function usesIn(text: string, { span }: Caret): ReadonlyMap<string, number> {
  const { tokens } = lex(text);
  const uses = new Map<string, number>();
  for (const { kind, text: name } of piecesOf(tokens.filter(({ from }) => from < span.from || from >= span.to))) {
    if (kind === 'name') uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return uses;
}

function fits({ type }: FieldFact, wanted: ParameterType): boolean {
  const family = familyOf(type);
  switch (wanted) {
    case 'any':
      return true;
    case 'numeric':
      return family === 'integer' || family === 'rational';
    default:
      return family === wanted;
  }
}

function likelierFirst(a: Candidate, b: Candidate): number {
  const at = a.rank.findIndex((value, i) => value !== b.rank[i]);
  if (at >= 0) return b.rank[at]! - a.rank[at]!;
  return a.path < b.path ? -1 : 1;
}
