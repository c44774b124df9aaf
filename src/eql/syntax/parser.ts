/**
 * From text to tree (eql.md 2). The parser never fails: it returns a tree and the list of what is wrong, and where
 * something is missing an `Absent` node stands in. This file reads the statement around the condition: category,
 * `where`, pipes; `expressions.ts` reads the condition.
 */
import type { EventFilter, Pipe, Query } from './ast.ts';
import { Cursor, spanOf } from './cursor.ts';
import { readExpression, readList, absentAt } from './expressions.ts';
import { lex } from './lexer.ts';
import { readJoined } from './joined.ts';
import { readString } from './literals.ts';
import { type Problem, problem } from './problem.ts';
import type { Token } from './tokens.ts';

export interface Parsed {
  readonly query: Query;
  /** All of them, comments included, for colouring. */
  readonly tokens: readonly Token[];
  /** Of classes S, B, V and R, as far as the tree alone shows them; in the order of the text. */
  readonly problems: readonly Problem[];
}

export function parse(text: string): Parsed {
  const { tokens, problems } = lex(text);
  const cursor = new Cursor(text, tokens, problems);
  const query = readQuery(cursor, text);
  return { query, tokens, problems: cursor.problems.toSorted((a, b) => a.span.from - b.span.from) };
}

function readQuery(cursor: Cursor, text: string): Query {
  const span = { from: 0, to: text.length };
  const { token } = cursor;
  if (cursor.is('sequence') || cursor.is('sample')) {
    const joined = readJoined(cursor, readFilter);
    return { ...joined, span, pipes: readPipesTo(cursor) };
  }
  if (cursor.is('join')) {
    cursor.complain(problem('V', 'join', spanOf(token), 'JOIN command is not supported'));
    const condition = absentAt(token.to);
    return { kind: 'event', span, filter: { span, category: null, condition }, pipes: [] };
  }
  const filter = readFilter(cursor);
  return { kind: 'event', span, filter, pipes: readPipesTo(cursor) };
}

/** `process where …` */
function readFilter(cursor: Cursor): EventFilter {
  const start = cursor.token.from;
  const category = readCategory(cursor);
  if (!cursor.accept('where')) {
    cursor.mismatch("'where'");
    if (cursor.token.text.toLowerCase() === 'where') cursor.next();
  }
  const condition = readExpression(cursor);
  const from = Math.min(start, condition.span.from);
  return { span: { from, to: Math.max(start, cursor.lastEnd) }, category, condition };
}

function readPipesTo(cursor: Cursor): readonly Pipe[] {
  const pipes = readPipes(cursor);
  if (!cursor.atEnd) cursor.mismatch('<EOF>');
  return pipes;
}

function readCategory(cursor: Cursor): EventFilter['category'] {
  const { token } = cursor;
  if (cursor.accept('any')) return null;
  if (token.kind === 'identifier') {
    cursor.next();
    return { value: token.text, span: spanOf(token) };
  }
  if (token.kind === 'string' || token.kind === 'rawString') {
    cursor.next();
    const { value, problem: found } = readString(token);
    if (found !== undefined) cursor.complain(found);
    return { value: String(value), span: spanOf(token) };
  }
  const hint = 'A query starts with an event category, such as `process where true`; `any where` takes every event.';
  cursor.mismatch("{'any', 'join', 'sample', 'sequence', STRING, IDENTIFIER}", { hint });
  if (!cursor.is('where')) cursor.skipTo(['where', '|', ']']);
  return null;
}

function readPipes(cursor: Cursor): readonly Pipe[] {
  const pipes: Pipe[] = [];
  while (cursor.is('|')) {
    const bar = cursor.next();
    const name = cursor.token;
    if (name.kind !== 'identifier') {
      const span = { from: bar.from, to: name.to };
      const isOr = name.text === '|' && name.from === bar.to;
      cursor.mismatch('IDENTIFIER', isOr ? { fixes: [{ title: 'Write or', span, replacement: 'or' }] } : {});
      cursor.skipTo(['|']);
      continue;
    }
    cursor.next();
    const args = cursor.atEnd || cursor.is('|') ? [] : readList(cursor, readExpression);
    pipes.push({ span: { from: bar.from, to: cursor.lastEnd }, name: name.text, nameSpan: spanOf(name), args });
  }
  return pipes;
}
