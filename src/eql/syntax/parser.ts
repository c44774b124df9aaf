/**
 * From text to tree (eql.md 2). The parser never fails: it returns a tree and the list of what is wrong, and where
 * something is missing an `Absent` node stands in. This file reads the statement around the condition: category,
 * `where`, pipes; `expressions.ts` reads the condition.
 */
import type { Expression, Pipe, Query, QueryKind } from './ast.ts';
import { Cursor, spanOf } from './cursor.ts';
import { readExpression, readList, absentAt } from './expressions.ts';
import { lex } from './lexer.ts';
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
  const unread = readUnreadKind(cursor, text);
  if (unread !== null) return unread;

  const start = cursor.token.from;
  const category = readCategory(cursor);
  if (!cursor.accept('where')) {
    cursor.mismatch("'where'");
    if (cursor.token.text.toLowerCase() === 'where') cursor.next();
  }
  const condition = readExpression(cursor);
  const filter = { span: { from: start, to: Math.max(start, cursor.lastEnd) }, category, condition };
  const pipes = readPipes(cursor);
  if (!cursor.atEnd) cursor.mismatch('<EOF>');
  return { kind: 'event', span: { from: 0, to: text.length }, filter, pipes };
}

/** Sequences and samples are understood to be such, and not evaluated yet; `join` Elasticsearch itself refuses. */
function readUnreadKind(cursor: Cursor, text: string): Query | null {
  const { token } = cursor;
  if (token.kind !== 'keyword') return null;
  if (token.text === 'join') {
    cursor.complain(problem('V', 'join', spanOf(token), 'JOIN command is not supported'));
  } else if (token.text === 'sequence' || token.text === 'sample') {
    const hint = 'Event queries (`process where …`) are evaluated.';
    cursor.complain(problem('P', token.text, spanOf(token), `A ${token.text} is not evaluated yet`, { hint }));
  } else {
    return null;
  }
  const kind: QueryKind = token.text;
  const condition: Expression = absentAt(token.to);
  const span = { from: 0, to: text.length };
  return { kind, span, filter: { span, category: null, condition }, pipes: [] };
}

function readCategory(cursor: Cursor): Query['filter']['category'] {
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
  if (!cursor.is('where')) cursor.skipTo(['where', '|']);
  return null;
}

function readPipes(cursor: Cursor): readonly Pipe[] {
  const pipes: Pipe[] = [];
  while (cursor.is('|')) {
    const bar = cursor.next();
    const name = cursor.token;
    if (name.kind !== 'identifier') {
      cursor.mismatch('IDENTIFIER');
      cursor.skipTo(['|']);
      continue;
    }
    cursor.next();
    const args = cursor.atEnd || cursor.is('|') ? [] : readList(cursor, readExpression);
    pipes.push({ span: { from: bar.from, to: cursor.lastEnd }, name: name.text, nameSpan: spanOf(name), args });
  }
  return pipes;
}
