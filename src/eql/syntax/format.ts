/**
 * The canonical form of a query for people: one clause a line, one stage a line, long lists filled, and every comment
 * kept. The tree stays what it was: `printQuery` says the same of both texts.
 *
 * Strings and numbers stay as they are written; needless parentheses go, and where `and` and `or` meet there are some.
 */
import type { Span } from '../../text/span.ts';
import type { EventFilter, Expression, JoinKeys, Query, Stage } from './ast.ts';
import { type Atom, type Attachments, NO_COMMENTS, attachComments } from './comments.ts';
import { type Doc, fill, group, hardLine, indent, line, mustBreak, render, softLine } from './layout.ts';
import { ARITHMETIC, PRECEDENCE } from './operators.ts';
import { type Parsed, parse } from './parser.ts';
import { precedenceOf, printCategoryWord, printField } from './printer.ts';
import type { Problem } from './problem.ts';
import type { Token } from './tokens.ts';

/** Lines are broken to stay below this where they can be. */
const WIDTH = 110;

/** A comment that moves can change what fits; a few rounds and nothing moves any more. */
const MOST_ROUNDS = 8;

export interface Formatted {
  /** Without a line end at its end; as it came when there are problems. */
  readonly text: string;
  /** The errors that keep the query from being formatted. */
  readonly problems: readonly Problem[];
}

export function formatQuery(text: string): Formatted {
  let parsed = parse(text);
  const problems = parsed.problems.filter((found) => found.severity === 'error');
  if (problems.length > 0) return { text, problems };
  let current = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = layOut(current, parsed);
    if (next === current) break;
    current = next;
    parsed = parse(current);
  }
  return { text: current, problems: [] };
}

function layOut(text: string, { query, tokens }: Parsed): string {
  const comments = tokens.filter((token) => token.kind === 'comment');
  const code = tokens.filter((token) => token.kind !== 'comment');
  const plain = new Layout(text, code, NO_COMMENTS);
  const doc = plain.query(query);
  if (comments.length === 0) return render(doc, WIDTH);
  const attachments = attachComments(text, comments, plain.atoms);
  return render(new Layout(text, code, attachments).query(query), WIDTH);
}

/** Builds the document, atom by atom in the order of the source, each with its comments. */
class Layout {
  readonly atoms: Atom[] = [];
  readonly #text: string;
  readonly #code: readonly Token[];
  readonly #comments: Attachments;

  constructor(text: string, code: readonly Token[], comments: Attachments) {
    this.#text = text;
    this.#code = code;
    this.#comments = comments;
  }

  query(query: Query): Doc {
    const end = this.#comments.end.map((comment) => [hardLine, comment]);
    const body = query.kind === 'event' ? this.#filter(query.filter, hardLine) : this.#joined(query);
    const pipes = query.pipes.map((pipe): Doc => {
      const bar = this.#atom('|', pipe.span.from);
      const name = this.#atom(pipe.name, pipe.nameSpan.from, pipe.nameSpan.to);
      const args = this.#items(pipe.args).flatMap((item) => [' ', item]);
      return [hardLine, bar, ' ', name, ...args];
    });
    return pipes.length > 0 ? [body, ...pipes, ...end] : [body, indent(end)];
  }

  #joined(query: Exclude<Query, { kind: 'event' }>): Doc {
    const word = this.#tokenFrom(0);
    const head: Doc[] = [this.#atom(query.kind, word.from, word.to), ...this.#keys(query.by)];
    if (query.maxspan !== null) {
      const { span, text } = query.maxspan;
      head.push(' ', this.#atom(`with maxspan=${text}`, span.from, span.to));
    }
    const stages = query.stages.map((stage) => [hardLine, this.#stage(stage)]);
    const { until } = query;
    if (until === null) return [head, indent(stages)];
    const { from, to } = this.#tokenAfter(query.stages.at(-1)!.span.to, 'until');
    return [head, indent(stages), hardLine, this.#atom('until', from, to), ' ', this.#stage(until)];
  }

  #stage(stage: Stage): Doc {
    const { filter, span } = stage;
    const open = stage.missing ? '![' : '[';
    const [above, start] = this.#opening({ from: span.from, to: span.from + open.length });
    const content = this.#filter(filter, line);
    const closing = this.#tokenAfter(filter.span.to, ']');
    const [comments, close] = this.#closing(closing);
    const filtered = group([start, content, indent(comments), softLine, close]);
    return [above, filtered, ...this.#keys(stage.by), ...this.#runs(stage)];
  }

  #runs(stage: Stage): readonly Doc[] {
    if (stage.runs === 1) return [];
    const behind = stage.by?.fields.at(-1)?.span.to ?? stage.filter.span.to;
    const { from } = this.#tokenAfter(behind, 'with');
    return [' ', this.#atom(`with runs=${stage.runs}`, from, stage.span.to)];
  }

  #keys(by: JoinKeys | null): readonly Doc[] {
    if (by === null) return [];
    const word = this.#atom('by', by.span.from, by.span.to);
    return [' ', word, ...this.#items(by.fields).flatMap((item) => [' ', item])];
  }

  /** `process where …`; a chain of clauses is broken by the lines that are given. */
  #filter({ category, condition, span }: EventFilter, between: Doc): Doc {
    const start = category?.span ?? this.#tokenFrom(span.from);
    const name = this.#atom(category === null ? 'any' : printCategoryWord(category.value), start.from, start.to);
    const word = this.#tokenAfter(start.to, 'where');
    const where = this.#atom('where', word.from, word.to);
    if (!isChain(condition)) return [name, ' ', indent(group([where, line, this.#expression(condition)]))];
    // A first clause that takes several lines does not stand behind `where`.
    const [first, ...others] = this.#chain(condition, between);
    return [name, ' ', indent([group([where, line, first!]), ...others])];
  }

  /** The clauses, each but the first with its keyword on a new line. */
  #chain(chain: Extract<Expression, { kind: 'and' | 'or' }>, between: Doc): readonly Doc[] {
    const inner = PRECEDENCE[chain.kind] + 1;
    return chain.operands.map((operand, i): Doc => {
      if (i === 0) return this.#operand(operand, inner, chain);
      const { from, to } = this.#tokenAfter(chain.operands[i - 1]!.span.to, chain.kind);
      return [between, this.#atom(chain.kind, from, to), ' ', this.#operand(operand, inner, chain)];
    });
  }

  #expression(expression: Expression): Doc {
    const { span } = expression;
    switch (expression.kind) {
      case 'literal':
        return this.#atom(this.#text.slice(span.from, span.to), span.from, span.to);
      case 'field':
        return this.#atom(printField(expression), span.from, span.to);
      case 'call': {
        const { nameSpan } = expression;
        const name = this.#atom(this.#text.slice(nameSpan.from, nameSpan.to), nameSpan.from, nameSpan.to);
        return [name, this.#list(expression.args, nameSpan.to, span.to - 1)];
      }
      case 'negative':
        return [this.#atom('-', span.from), this.#operand(expression.operand, PRECEDENCE.sign)];
      case 'arithmetic': {
        const { precedence } = ARITHMETIC[expression.operator];
        return this.#infix(expression, precedence, precedence + 1);
      }
      case 'comparison':
        return this.#infix(expression, PRECEDENCE.sum, PRECEDENCE.sum);
      case 'membership': {
        const { subject, negated, insensitive, items } = expression;
        const left = this.#operand(subject, PRECEDENCE.primary);
        const word = insensitive ? 'in~' : 'in';
        const { from } = this.#tokenAfter(subject.span.to, negated ? 'not' : word);
        const { to } = this.#tokenAfter(from, word);
        const operator = this.#atom(negated ? `not ${word}` : word, from, to);
        return [left, ' ', operator, ' ', this.#list(items, to, span.to - 1)];
      }
      case 'pattern': {
        const { subject, operator, patterns } = expression;
        const left = this.#operand(subject, PRECEDENCE.primary);
        const { from, to } = this.#tokenAfter(subject.span.to, operator);
        const sign = this.#atom(operator, from, to);
        const right = patterns.length === 1 ? this.#expression(patterns[0]!) : this.#list(patterns, to, span.to - 1);
        return [left, ' ', sign, ' ', right];
      }
      case 'not': {
        const word = this.#atom('not', span.from, span.from + 3);
        return [word, ' ', this.#operand(expression.operand, PRECEDENCE.not)];
      }
      case 'and':
      case 'or':
        return this.#chain(expression, line);
      case 'absent':
        return '';
    }
  }

  #infix(
    expression: Extract<Expression, { kind: 'arithmetic' | 'comparison' }>,
    leftAtLeast: number,
    rightAtLeast: number,
  ): Doc {
    const { operator } = expression;
    const left = this.#operand(expression.left, leftAtLeast);
    const { from, to } = this.#tokenAfter(expression.left.span.to, operator);
    const sign = this.#atom(operator, from, to);
    return [left, ' ', sign, ' ', this.#operand(expression.right, rightAtLeast)];
  }

  /** An operand, in parentheses where it binds too loosely, and `and` within `or`, where people stumble. */
  #operand(expression: Expression, atLeast: number, parent?: Expression): Doc {
    const unclear = parent?.kind === 'or' && expression.kind === 'and';
    if (precedenceOf(expression) >= atLeast && !unclear) return this.#expression(expression);
    const { from, to } = expression.span;
    const before = this.#tokenBefore(from);
    const after = this.#tokenFrom(to);
    if (before?.text !== '(' || after.text !== ')') {
      return group(['(', indent([softLine, this.#expression(expression)]), softLine, ')']);
    }
    const [above, open] = this.#opening(before);
    const content = this.#expression(expression);
    const [comments, close] = this.#closing(after);
    return [above, group([open, indent([softLine, content, comments]), softLine, close])];
  }

  /** `(a, b)`: filled, or one item a line where comments stand among them. */
  #list(items: readonly Expression[], openFrom: number, closeFrom: number): Doc {
    const [above, open] = this.#opening(this.#tokenAfter(openFrom, '('));
    if (items.length === 0) return [above, open, this.#atom(')', closeFrom)];
    const docs = this.#items(items);
    const [comments, close] = this.#closing({ from: closeFrom, to: closeFrom + 1 });
    const between = mustBreak([docs, comments]) ? hardLine : fill;
    const content = docs.map((doc, i) => (i === 0 ? doc : [between, doc]));
    return [above, group([open, indent([softLine, content, comments]), softLine, close])];
  }

  /** Each item with the comma behind it. */
  #items(items: readonly Expression[]): readonly Doc[] {
    return items.map((item, i): Doc => {
      const doc = this.#expression(item);
      if (i === items.length - 1) return doc;
      const { from, to } = this.#tokenAfter(item.span.to, ',');
      return [doc, this.#atom(',', from, to)];
    });
  }

  #atom(text: string, from: number, to: number = from + text.length): Doc {
    const found = this.#comments.byAtom.get(this.atoms.length);
    this.atoms.push({ text, from, to });
    if (found === undefined) return text;
    return [
      found.above.map((comment) => ({ kind: 'above' as const, text: comment })),
      found.before.map((comment) => `${comment} `),
      text,
      found.after.map((comment) => ` ${comment}`),
      found.behind.map((comment) => ({ kind: 'behind' as const, text: comment })),
    ];
  }

  /** An opening bracket; comments above it are no lines of what it opens. */
  #opening({ from, to }: Span): readonly [above: Doc, open: Doc] {
    const above = this.#comments.byAtom.get(this.atoms.length)?.above.splice(0) ?? [];
    const comments = above.map((comment) => ({ kind: 'above' as const, text: comment }));
    return [comments, this.#atom(this.#text.slice(from, to), from, to)];
  }

  /** A closing bracket; comments above it are lines of what it closes. */
  #closing({ from, to }: Span): readonly [comments: Doc, close: Doc] {
    const above = this.#comments.byAtom.get(this.atoms.length)?.above.splice(0) ?? [];
    const comments = above.map((comment) => [hardLine, comment]);
    return [comments, this.#atom(this.#text.slice(from, to), from, to)];
  }

  /** The first token at an offset or behind it. */
  #tokenFrom(offset: number): Token {
    return this.#code[this.#indexFrom(offset)]!;
  }

  #tokenBefore(offset: number): Token | undefined {
    return this.#code[this.#indexFrom(offset) - 1];
  }

  /** The next keyword or sign of this text. */
  #tokenAfter(offset: number, text: string): Token {
    let i = this.#indexFrom(offset);
    const isIt = (token: Token): boolean => token.text === text && !['string', 'rawString'].includes(token.kind);
    while (i < this.#code.length - 1 && !isIt(this.#code[i]!)) i++;
    return this.#code[i]!;
  }

  #indexFrom(offset: number): number {
    let low = 0;
    let high = this.#code.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#code[middle]!.from >= offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function isChain(expression: Expression): expression is Extract<Expression, { kind: 'and' | 'or' }> {
  return expression.kind === 'and' || expression.kind === 'or';
}
