/**
 * What can be written at the caret, the likeliest first: of the category, condition, operator, value, key or pipe that
 * the text asks for there. Nothing is left out because of what is typed already; the editor narrows.
 */
import type { Span } from '../../text/span.ts';
import { caretAt, type Caret } from './caret.ts';
import { fieldCompletions } from './completeFields.ts';
import { functionCompletions } from './completeFunctions.ts';
import { operatorCompletions } from './completeOperators.ts';
import { categoryCompletions, valueCompletions } from './completeValues.ts';
import { connectives, conditionWords, optionWords, pipeWords, queryWords, stageWords } from './completeWords.ts';
import type { Knowledge } from './knowledge.ts';
import { type Operand, type Site, siteOf } from './site.ts';
import { FUNCTIONS, functionNamed, parameterAt } from '../check/functions.ts';

export type CompletionKind = 'category' | 'field' | 'function' | 'operator' | 'value' | 'keyword' | 'snippet';

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** What takes the place of the word. */
  readonly insert: string;
  /** `insert` has places to fill in: `$1`, `${1:name}`; other `$`, `}` and `\` are escaped. */
  readonly isSnippet?: true;
  /** Small, beside the label: a type, a count, a signature. */
  readonly detail: string;
  /** In a sentence or two; empty where the label says all. */
  readonly about: string;
  /** What is written next can be completed as well. */
  readonly goesOn?: true;
  /** Of a field: its path, for `fieldLines`. */
  readonly path?: string;
}

export interface Completions {
  /** What the chosen one takes the place of. */
  readonly span: Span;
  readonly items: readonly Completion[];
}

const NONE: readonly Completion[] = [];

export function completionsAt(text: string, offset: number, knowledge: Knowledge): Completions {
  const caret = caretAt(text, offset);
  if (caret === null) return { span: { from: offset, to: offset }, items: NONE };
  return { span: caret.span, items: itemsAt(text, caret, siteOf(caret), knowledge) };
}

/** The field whose values are asked for at the caret; null for none. */
export function valuesWantedAt(text: string, offset: number, { eventCategoryField }: Knowledge): string | null {
  const caret = caretAt(text, offset);
  if (caret === null) return null;
  const site = siteOf(caret);
  if (site.mode === 'start' || site.mode === 'category') return eventCategoryField;
  return site.mode === 'operand' ? fieldOfValue(site) : null;
}

function itemsAt(text: string, caret: Caret, site: Site, knowledge: Knowledge): readonly Completion[] {
  if (caret.kind === 'string' || caret.kind === 'rawString') {
    if (site.mode === 'category' || site.mode === 'start') return categoryCompletions(knowledge, caret.kind);
    const path = site.mode === 'operand' ? fieldOfValue(site) : null;
    return path === null ? NONE : valueCompletions(path, site, knowledge, caret.kind);
  }
  switch (site.mode) {
    case 'start':
      return [...categoryCompletions(knowledge, caret.kind), ...queryWords()];
    case 'category':
      return categoryCompletions(knowledge, caret.kind);
    case 'where':
      return [{ label: 'where', kind: 'keyword', insert: 'where ', detail: '', about: '', goesOn: true }];
    case 'operand':
      return operandCompletions(text, caret, site, knowledge);
    case 'operator':
      return behindOperand(site, knowledge);
    case 'negated':
      return operatorCompletions(site.operand, knowledge, 'not ');
    case 'key':
      return fieldCompletions(text, caret, site, 'any', knowledge);
    case 'behind key':
    case 'stage':
      return stageWords(site);
    case 'option':
    case 'option value':
      return optionWords(site);
    case 'pipe':
      return pipeWords();
    default:
      return NONE;
  }
}

function operandCompletions(text: string, caret: Caret, site: Site, knowledge: Knowledge): readonly Completion[] {
  const path = fieldOfValue(site);
  const values = path === null ? NONE : valueCompletions(path, site, knowledge, caret.kind);
  if (site.inList || isPattern(site.compared?.operator)) return values;
  const wanted = wantedType(site);
  const functions = functionCompletions(wanted === 'any' && site.compared === null ? 'boolean' : wanted);
  if (site.compared !== null) return [...values, ...functions];
  const fields = fieldCompletions(text, caret, site, wanted, knowledge);
  return [...values, ...fields, ...functions, ...(site.call === null ? conditionWords() : NONE)];
}

function behindOperand(site: Site, knowledge: Knowledge): readonly Completion[] {
  const joins = site.call === null && !site.inList ? connectives() : NONE;
  if (site.compared !== null || site.operand === null) return joins;
  const operators = operatorCompletions(site.operand, knowledge, '');
  return isCondition(site.operand) ? [...joins, ...operators] : [...operators, ...joins];
}

/** Complete by itself: a call that is true or false. */
function isCondition(operand: Operand): boolean {
  const name = operand.kind === 'call' ? functionNamed(operand.name) : null;
  return name !== null && FUNCTIONS[name].result === 'boolean';
}

/** The field that a value at the caret would be compared with. */
function fieldOfValue({ compared, call }: Site): string | null {
  if (compared !== null) return compared.operand.kind === 'field' ? compared.operand.path : null;
  return call !== null && call.place > 0 && functionNamed(call.name) !== null ? call.field : null;
}

function isPattern(operator: string | undefined): boolean {
  return operator !== undefined && !['==', '!=', '<', '<=', '>', '>=', '='].includes(operator);
}

/** What the place at the caret takes. */
function wantedType({ call, compared }: Site) {
  if (compared?.operand.kind === 'call') {
    const name = functionNamed(compared.operand.name);
    const result = name === null ? 'any' : FUNCTIONS[name].result;
    return result === 'number' ? 'numeric' : result;
  }
  if (compared !== null) return 'any';
  const name = call === null ? null : functionNamed(call.name);
  return name === null || call === null ? 'any' : parameterAt(name, call.place).type;
}
