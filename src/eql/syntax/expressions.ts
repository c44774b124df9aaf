/**
 * The condition (eql.md 2.1, 2.2), by precedence climbing: each level reads operands of the next tighter level and
 * joins them while an operator of its own follows. From loose to tight: `or`, `and`, `not`, comparison, sum, product,
 * sign, predicate (`in`, `:`, `like`, `regex`), primary.
 *
 * Recovery: an operand that is not there becomes an `Absent` node; what cannot follow an operand is complained of and
 * skipped up to the next `and`, `or`, comma, closing bracket or bar, so one slip gives one message and the rest of the
 * rule is still read.
 */
import type { Fix } from '../../text/diagnostic.ts';
import type { Span } from '../../text/span.ts';
import type { Absent, Expression, Literal } from './ast.ts';
import { type Cursor, MAX_DEPTH, spanOf } from './cursor.ts';
import { readNumber, readString } from './literals.ts';
import { isComparison, isPatternOperator } from './operators.ts';
import { type ProblemDetails, problem } from './problem.ts';
import type { Token } from './tokens.ts';
import { heightOf } from './visit.ts';

type Read = (cursor: Cursor) => Expression;

const OPERAND_ENDS = ['and', 'or', ')', ']', ',', '|'];
const EXPECTED_OPERAND = "{'false', 'not', 'null', 'true', '+', '-', '(', '?', STRING, NUMBER, IDENTIFIER}";
const EXPECTED_AFTER =
  "{<EOF>, 'and', 'in', 'in~', 'like', 'like~', 'not', 'or', 'regex', 'regex~', ':', '==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', '|'}";

export function readExpression(cursor: Cursor): Expression {
  return cursor.nested(
    () => readChain(cursor, 'or', (inner) => readChain(inner, 'and', readOperand)),
    () => absentAt(cursor.lastEnd),
  );
}

/** `a or b or c` as one flat node. */
function readChain(cursor: Cursor, keyword: 'and' | 'or', read: Read): Expression {
  const from = cursor.token.from;
  const operands = [read(cursor)];
  while (acceptKeyword(cursor, keyword)) operands.push(read(cursor));
  const [first] = operands as [Expression, ...Expression[]];
  if (operands.length === 1) return first;
  return { kind: keyword, span: spanFrom(from, first, cursor), operands };
}

/** The keyword; also one in capitals, which is complained of and then taken as meant. */
function acceptKeyword(cursor: Cursor, keyword: 'and' | 'or'): boolean {
  if (cursor.accept(keyword)) return true;
  const { token } = cursor;
  if (token.kind !== 'identifier' || token.text.toLowerCase() !== keyword) return false;
  cursor.mismatch(EXPECTED_AFTER);
  cursor.next();
  return true;
}

/** An operand of `and` or `or`, and everything that stands wrongly behind it. */
function readOperand(cursor: Cursor): Expression {
  const operand = readNot(cursor);
  const { token } = cursor;
  const capital = token.kind === 'identifier' && ['and', 'or'].includes(token.text.toLowerCase());
  if (!cursor.atEnd && !cursor.isOneOf(OPERAND_ENDS) && !capital) {
    cursor.mismatch(EXPECTED_AFTER, capitalNot(operand));
    cursor.skipTo(OPERAND_ENDS);
  }
  return operand;
}

/** `NOT x` is read as a field, and then `x` is too much. */
function capitalNot(operand: Expression): ProblemDetails {
  if (operand.kind !== 'field' || operand.path === 'not' || operand.path.toLowerCase() !== 'not') return {};
  return {
    hint: 'Keywords are written in lower case: not',
    fixes: [{ title: 'Write not', span: operand.span, replacement: 'not' }],
  };
}

function readNot(cursor: Cursor): Expression {
  const { token } = cursor;
  if (!cursor.is('not')) return readComparison(cursor);
  cursor.next();
  const operand = cursor.nested(
    () => readNot(cursor),
    () => absentAt(token.to),
  );
  return { kind: 'not', span: { from: token.from, to: cursor.lastEnd }, operand };
}

/** Comparisons do not chain: `1 < x < 3` is an error at the second sign. */
function readComparison(cursor: Cursor): Expression {
  const from = cursor.token.from;
  const left = readSum(cursor);
  const sign = cursor.token;
  if (sign.kind !== 'punctuation') return left;
  if (sign.text === '=') {
    const fix = { title: 'Write ==', span: spanOf(sign), replacement: '==' };
    cursor.mismatch(EXPECTED_AFTER, { hint: 'Equality is written ==', fixes: [fix] });
  } else if (!isComparison(sign.text)) {
    return left;
  }
  cursor.next();
  const right = readSum(cursor);
  const operator = isComparison(sign.text) ? sign.text : '==';
  return { kind: 'comparison', span: spanFrom(from, left, cursor), operator, left, right };
}

/** What a comparison compares, and what stands where a join key should. */
export function readSum(cursor: Cursor): Expression {
  return readLeft(cursor, ['+', '-'], (inner) => readLeft(inner, ['*', '/', '%'], readSign));
}

/**
 * A left-associative level: `a - b - c` is `(a - b) - c`. A long chain makes a tree as deep as it is long, so its height
 * is limited as nesting is.
 */
function readLeft(cursor: Cursor, operators: readonly ('+' | '-' | '*' | '/' | '%')[], read: Read): Expression {
  const from = cursor.token.from;
  let left = read(cursor);
  let height = 0;
  for (;;) {
    const operator = operators.find((candidate) => cursor.is(candidate));
    if (operator === undefined) return left;
    cursor.next();
    if (height === 0) height = heightOf(left);
    const right = read(cursor);
    height = Math.max(height, heightOf(right)) + 1;
    if (height > MAX_DEPTH) cursor.giveUp();
    else left = { kind: 'arithmetic', span: spanFrom(from, left, cursor), operator, left, right };
  }
}

/** Unary plus is dropped (4.8). */
function readSign(cursor: Cursor): Expression {
  const { token } = cursor;
  if (!cursor.isOneOf(['+', '-'])) return readPredicate(cursor);
  cursor.next();
  const operand = cursor.nested(
    () => readSign(cursor),
    () => absentAt(token.to),
  );
  if (token.text === '+') return operand;
  return { kind: 'negative', span: { from: token.from, to: cursor.lastEnd }, operand };
}

function readPredicate(cursor: Cursor): Expression {
  const from = cursor.token.from;
  const subject = readPrimary(cursor);
  const negated = cursor.is('not');
  if (negated) {
    const word = cursor.next();
    if (!cursor.isOneOf(['in', 'in~'])) {
      const hint = 'Only `in` is negated in the middle; write `not x like "…"`.';
      cursor.mismatch("{'in', 'in~'}", { hint, fixes: negationFixes(cursor, from, word) });
    }
  }
  if (cursor.isOneOf(['in', 'in~'])) {
    const insensitive = cursor.next().text === 'in~';
    const items = readBracketed(cursor, readExpression);
    const span = spanFrom(from, subject, cursor);
    return { kind: 'membership', span, subject, negated, insensitive, items };
  }
  const sign = cursor.token;
  if (sign.kind !== 'keyword' && sign.kind !== 'punctuation') return subject;
  if (!isPatternOperator(sign.text)) return subject;
  cursor.next();
  const read = cursor.is('(') ? readBracketed(cursor, readConstant) : [readConstant(cursor)];
  const patterns = read.filter((pattern): pattern is Literal => pattern.kind === 'literal');
  const test: Expression = {
    kind: 'pattern',
    span: spanFrom(from, subject, cursor),
    subject,
    operator: sign.text,
    patterns,
  };
  if (!negated) return test;
  return { kind: 'not', span: test.span, operand: test };
}

/** `x not like "…"` as `not x like "…"`, and `x not == 1` as `x != 1`. */
function negationFixes(cursor: Cursor, from: number, word: Token): readonly Fix[] {
  const { token } = cursor;
  if (isPatternOperator(token.text)) {
    const subject = cursor.textOf({ from, to: word.from }).trimEnd();
    return [{ title: 'Put not in front', span: { from, to: word.to }, replacement: `not ${subject}` }];
  }
  if (token.text !== '==') return [];
  return [{ title: 'Write !=', span: { from: word.from, to: token.to }, replacement: '!=' }];
}

/** `( item, item )` with at least one item. */
function readBracketed(cursor: Cursor, read: Read): readonly Expression[] {
  if (!cursor.expect('(')) return [];
  const items = readList(cursor, read);
  if (!cursor.accept(')')) {
    cursor.mismatch("{',', ')'}");
    cursor.skipTo([')', 'and', 'or', '|']);
    cursor.accept(')');
  }
  return items;
}

/** `item, item, …` */
export function readList(cursor: Cursor, read: Read): readonly Expression[] {
  const items = [read(cursor)];
  while (cursor.accept(',')) items.push(read(cursor));
  return items;
}

function readPrimary(cursor: Cursor): Expression {
  const { token } = cursor;
  const literal = acceptConstant(cursor);
  if (literal !== null) return literal;
  if (cursor.accept('(')) {
    const inner = readExpression(cursor);
    if (!cursor.accept(')')) {
      cursor.mismatch("')'");
      cursor.skipTo([')', '|']);
      cursor.accept(')');
    }
    return inner;
  }
  if (token.kind === 'tildeIdentifier') return readCall(cursor);
  if (token.kind === 'identifier' && cursor.peek(1).text === '(') return readCall(cursor);
  if (token.kind === 'identifier' && isKeyword(cursor.peek(1), 'of')) return readRelationship(cursor);
  if (token.kind === 'identifier' || token.kind === 'quotedIdentifier' || cursor.is('?')) return readField(cursor);
  cursor.mismatch(EXPECTED_OPERAND);
  return absentAt(cursor.lastEnd);
}

function isKeyword(token: Token, text: string): boolean {
  return token.kind === 'keyword' && token.text === text;
}

function readConstant(cursor: Cursor): Literal | Absent {
  const literal = acceptConstant(cursor);
  if (literal !== null) return literal;
  cursor.mismatch("{'false', 'null', 'true', STRING, NUMBER}", {
    hint: 'On the right of `:`, `like` and `regex` stands a literal, or a list of literals in parentheses.',
  });
  const { from } = cursor.token;
  cursor.skipTo(OPERAND_ENDS);
  return { kind: 'absent', span: { from, to: Math.max(from, cursor.lastEnd) } };
}

const WORDS: Readonly<Record<string, null | boolean>> = { null: null, true: true, false: false };

function acceptConstant(cursor: Cursor): Literal | null {
  const { token } = cursor;
  const span = spanOf(token);
  if (token.kind === 'keyword' && Object.hasOwn(WORDS, token.text)) {
    cursor.next();
    return { kind: 'literal', span, value: WORDS[token.text]! };
  }
  const isNumber = token.kind === 'integer' || token.kind === 'decimal';
  if (!isNumber && token.kind !== 'string' && token.kind !== 'rawString') return null;
  cursor.next();
  const { value, problem: found } = isNumber ? readNumber(token) : readString(token);
  if (found !== undefined) cursor.complain(found);
  return { kind: 'literal', span, value };
}

function readCall(cursor: Cursor): Expression {
  const name = cursor.next();
  const insensitive = name.kind === 'tildeIdentifier';
  const args =
    cursor.is('(') && cursor.peek(1).text === ')' ? readNothing(cursor) : readBracketed(cursor, readExpression);
  const nameText = insensitive ? name.text.slice(0, -1) : name.text;
  const span = { from: name.from, to: cursor.lastEnd };
  return { kind: 'call', span, name: nameText, nameSpan: spanOf(name), insensitive, args };
}

function readNothing(cursor: Cursor): readonly Expression[] {
  cursor.next();
  cursor.next();
  return [];
}

function readRelationship(cursor: Cursor): Absent {
  const word = cursor.token;
  cursor.complain(problem('S', 'relationship', spanOf(word), 'Process relationships are not supported'));
  cursor.skipTo(OPERAND_ENDS.filter((stop) => stop !== ']'));
  return { kind: 'absent', span: { from: word.from, to: cursor.lastEnd } };
}

function readField(cursor: Cursor): Expression {
  const from = cursor.token.from;
  const optional = cursor.accept('?');
  const nameFrom = cursor.token.from;
  const segments: string[] = [];
  do {
    const segment = readSegment(cursor);
    if (segment === null) {
      cursor.mismatch('{IDENTIFIER, QUOTED_IDENTIFIER}', reservedHint(cursor.token));
      break;
    }
    segments.push(segment);
    readIndexes(cursor);
  } while (cursor.accept('.'));
  if (segments.length === 0) return absentAt(from);
  const to = cursor.lastEnd;
  const path = segments.join('.');
  if (path.split('.').length > MAX_DEPTH) cursor.giveUp();
  return { kind: 'field', span: { from, to }, path, optional, nameSpan: { from: nameFrom, to } };
}

function readSegment(cursor: Cursor): string | null {
  const { token } = cursor;
  if (token.kind === 'identifier') return cursor.next().text;
  if (token.kind === 'quotedIdentifier') return cursor.next().text.slice(1, -1).replaceAll('``', '`');
  return null;
}

/** A reserved word as a segment is written in back-ticks (1.2). */
function reservedHint(token: Token): { hint?: string; fixes?: { title: string; span: Span; replacement: string }[] } {
  if (token.kind !== 'keyword') return {};
  const quoted = `\`${token.text}\``;
  return {
    hint: `\`${token.text}\` is a reserved word: write it in back-ticks`,
    fixes: [{ title: `Write ${quoted}`, span: spanOf(token), replacement: quoted }],
  };
}

function readIndexes(cursor: Cursor): void {
  // A bracket after a join key opens the next term of a sequence.
  while (cursor.is('[') && cursor.peek(1).kind === 'integer') {
    cursor.next();
    const index = cursor.token;
    const hint = 'A test on a field is true when any of its values fits; a place in the array cannot be asked for.';
    cursor.complain(problem('S', 'array-index', spanOf(index), 'Array indexes are not supported', { hint }));
    cursor.skipTo([']', ...OPERAND_ENDS]);
    cursor.accept(']');
  }
}

/** From a place, or from an operand that is not there and so lies before it, to what was read last. */
function spanFrom(from: number, first: Expression, cursor: Cursor): Span {
  return { from: Math.min(from, first.span.from), to: cursor.lastEnd };
}

export function absentAt(offset: number): Absent {
  return { kind: 'absent', span: { from: offset, to: offset } };
}
