/**
 * What may stand at the caret. The tokens before it are read once, forwards, with a small stack of what is open; no tree
 * is needed, so a text that is only half written, or wrong further on, is understood as well.
 */
import { ARITHMETIC, isComparison, isPatternOperator } from '../syntax/operators.ts';
import { CONSTANTS, type Token } from '../syntax/tokens.ts';
import type { Caret } from './caret.ts';

/** What an operator stands behind. */
export type Operand =
  | { readonly kind: 'field'; readonly path: string }
  | { readonly kind: 'call'; readonly name: string }
  | { readonly kind: 'literal' }
  | { readonly kind: 'group' };

/** The other side of what is to be written: `process.name ==`. */
export interface Compared {
  readonly operand: Operand;
  readonly operator: string;
}

/** An argument of a call that is open. */
export interface OpenCall {
  /** Without a tilde. */
  readonly name: string;
  /** Where the argument is, counted from 0. */
  readonly place: number;
  /** The field that is the first argument. */
  readonly field: string | null;
}

export type Mode =
  | 'start'
  | 'category'
  | 'where'
  /** A value or a condition. */
  | 'operand'
  /** Behind an operand. */
  | 'operator'
  /** Behind an operand and `not`. */
  | 'negated'
  /** Between the stages of a sequence or sample. */
  | 'stage'
  | 'key'
  | 'behind key'
  | 'option'
  | 'option sign'
  | 'option value'
  | 'pipe'
  | 'pipe argument';

export interface Site {
  readonly mode: Mode;
  readonly join: 'sequence' | 'sample' | null;
  /** No stage has begun yet. */
  readonly isHead: boolean;
  /** Of the filter that the caret is in; null for `any`, and outside filters. */
  readonly category: string | null;
  /** The operand that an operator would stand behind. */
  readonly operand: Operand | null;
  /** Behind a comparison, which is complete where `mode` is `operator`. */
  readonly compared: Compared | null;
  /** Inside the list of `in`, `like`, `:` or `regex`. */
  readonly inList: boolean;
  /** The innermost call that is open. */
  readonly call: OpenCall | null;
  /** Literals of the list that is open, as written. */
  readonly listed: ReadonlySet<string>;
  /** The option after `with`. */
  readonly option: string;
}

interface Frame {
  readonly kind: 'group' | 'list' | 'call';
  /** What was compared outside. */
  readonly outer: Compared | null;
  readonly call: { name: string; place: number; field: string | null } | null;
  readonly listed: string[];
}

interface State {
  mode: Mode;
  join: Site['join'];
  isHead: boolean;
  category: string | null;
  operand: Operand | null;
  compared: Compared | null;
  option: string;
  frames: Frame[];
}

export function siteOf({ before, after }: Caret): Site {
  const state: State = {
    mode: 'start',
    join: null,
    isHead: true,
    category: null,
    operand: null,
    compared: null,
    option: '',
    frames: [],
  };
  for (const piece of piecesOf(before)) read(state, piece);
  const { frames, ...rest } = state;
  const inner = frames.at(-1);
  return {
    ...rest,
    inList: inner?.kind === 'list',
    call: frames.findLast(({ kind }) => kind === 'call')?.call ?? null,
    listed: new Set(inner?.kind === 'list' ? [...inner.listed, ...restOfList(after)] : []),
  };
}

/** A token, or the tokens of one path as one name. */
interface Piece {
  readonly kind: 'name' | 'literal' | 'sign';
  readonly text: string;
}

export function* piecesOf(tokens: readonly Token[]): Generator<Piece> {
  for (let i = 0; i < tokens.length; i++) {
    const { kind, text } = tokens[i]!;
    if (kind === 'string' || kind === 'rawString' || kind === 'integer' || kind === 'decimal' || CONSTANTS.has(text)) {
      yield { kind: 'literal', text };
    } else if (kind === 'identifier' || kind === 'quotedIdentifier' || kind === 'tildeIdentifier') {
      let path = nameOf(tokens[i]!);
      while (tokens[i + 1]?.text === '.' && tokens[i + 2] !== undefined) {
        path += `.${nameOf(tokens[i + 2]!)}`;
        i += 2;
      }
      yield { kind: 'name', text: path };
    } else if (kind === 'keyword' || kind === 'punctuation') {
      yield { kind: 'sign', text };
    }
  }
}

function nameOf({ kind, text }: Token): string {
  return kind === 'quotedIdentifier' ? text.slice(1, -1).replaceAll('``', '`') : text;
}

/** What comes behind the caret in the same list. */
function restOfList(tokens: readonly Token[]): string[] {
  const end = tokens.findIndex(({ text }) => text === ')');
  return tokens.slice(0, end < 0 ? 0 : end).flatMap(({ kind, text }) => (kind === 'punctuation' ? [] : [text]));
}

function read(state: State, piece: Piece): void {
  if (piece.kind === 'sign' && readStructure(state, piece.text)) return;
  switch (state.mode) {
    case 'start':
    case 'category':
      state.category = piece.kind === 'sign' ? null : piece.text.replaceAll('"', '');
      state.mode = 'where';
      break;
    case 'operand':
      readOperand(state, piece);
      break;
    case 'operator':
    case 'negated':
      readOperator(state, piece.text);
      break;
    case 'key':
      state.mode = 'behind key';
      break;
    case 'behind key':
      if (piece.text === ',') state.mode = 'key';
      break;
    case 'option':
      state.option = piece.text;
      state.mode = 'option sign';
      break;
    case 'option sign':
      if (piece.text === '=') state.mode = 'option value';
      break;
    case 'option value':
      // The number, and behind it perhaps the unit.
      if (piece.kind === 'literal') state.mode = 'stage';
      break;
    case 'pipe':
      state.mode = 'pipe argument';
      break;
    default:
      break;
  }
}

/** Words and signs that mean the same wherever they stand. */
function readStructure(state: State, text: string): boolean {
  const isOutside = state.mode === 'stage' || state.mode === 'behind key' || state.mode === 'key';
  switch (text) {
    case 'sequence':
    case 'sample':
      state.join = text;
      return enter(state, 'stage');
    case 'where':
      return enter(state, 'operand');
    case '[':
    case '![':
      state.isHead = false;
      return enter(state, 'category');
    case ']':
      state.category = null;
      return enter(state, 'stage');
    case '|':
      return enter(state, 'pipe');
    case 'until':
      return enter(state, 'stage');
    case 'by':
      return isOutside && enter(state, 'key');
    case 'with':
      return isOutside && enter(state, 'option');
    default:
      return false;
  }
}

function enter(state: State, mode: Mode): true {
  Object.assign(state, { mode, operand: null, compared: null, frames: [] });
  return true;
}

function readOperand(state: State, { kind, text }: Piece): void {
  const frame = state.frames.at(-1);
  if (kind === 'sign') {
    if (text === '(') open(state, isListOperator(state.compared?.operator) ? 'list' : 'group', null);
    else if (text === ')') close(state);
    else if (text === ',') nextItem(state);
    else if (text === 'and' || text === 'or') state.compared = null;
    return;
  }
  state.operand = kind === 'name' ? { kind: 'field', path: text } : { kind: 'literal' };
  state.mode = 'operator';
  if (frame?.kind === 'list') frame.listed.push(text);
  if (frame?.call?.place === 0 && kind === 'name') frame.call.field ??= text;
}

function readOperator(state: State, text: string): void {
  const { operand, mode } = state;
  if (text === '(' && operand?.kind === 'field') {
    const frame = state.frames.at(-1);
    if (frame?.call?.field === operand.path) frame.call.field = null;
    open(state, 'call', { name: operand.path.replace(/~$/, ''), place: 0, field: null });
  } else if (text === ')') close(state);
  else if (text === ',') nextItem(state);
  else if (text === 'and' || text === 'or') Object.assign(state, { mode: 'operand', operand: null, compared: null });
  else if (text === 'not' && operand !== null) state.mode = 'negated';
  else if (Object.hasOwn(ARITHMETIC, text)) state.mode = 'operand';
  else if (operand !== null && (isComparison(text) || text === '=' || isListOperator(text))) {
    const operator = mode === 'negated' ? `not ${text}` : text;
    Object.assign(state, { mode: 'operand', compared: { operand, operator } });
  }
}

/** Operators that take a list. */
export function isListOperator(operator: string | undefined): boolean {
  const bare = operator?.replace(/^not /, '') ?? '';
  return bare === 'in' || bare === 'in~' || isPatternOperator(bare);
}

function open(state: State, kind: Frame['kind'], call: Frame['call']): void {
  state.frames.push({ kind, outer: state.compared, call, listed: [] });
  if (kind !== 'list') state.compared = null;
  state.operand = null;
  state.mode = 'operand';
}

function close(state: State): void {
  const frame = state.frames.pop();
  if (frame === undefined) return;
  state.compared = frame.outer;
  state.operand = frame.call === null ? { kind: 'group' } : { kind: 'call', name: frame.call.name };
  state.mode = 'operator';
}

function nextItem(state: State): void {
  const frame = state.frames.at(-1);
  if (frame?.call) frame.call.place++;
  state.compared = frame?.kind === 'list' ? frame.outer : null;
  state.operand = null;
  state.mode = 'operand';
}
