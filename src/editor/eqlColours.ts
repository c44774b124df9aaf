/**
 * Colours of EQL (eql.md 1). The states between lines: 0 outside, a positive number the depth of nested comments that
 * are open, `IN_BACKTICKS` inside a quoted identifier. Everything else ends with its line.
 */
import { CONSTANTS, KEYWORDS } from '../eql/syntax/tokens.ts';
import type { Colour, ColouredLine } from './colours.ts';
import { runCollector } from './colours.ts';

const IN_BACKTICKS = -1;

const SPACE = /\s+/y;
const WORD = /[A-Za-z_@][A-Za-z0-9_]*~?/y;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const RAW_STRING = /"""(?:.*?"""(?:"{0,2})|.*)/y;
const STRING = /"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?/y;
const OPERATOR = /[=!<>]=?|[-+*/%:|?.,]/y;
const BRACKET = /!\[|[()[\]]/y;
const CALLED = /\s*\(/y;
const BEFORE_WHERE = /\s+where\b/y;

export function colourEql(line: string, state: number): ColouredLine {
  const { runs, add } = runCollector();
  let at = 0;
  let depth = state;
  if (state === IN_BACKTICKS) {
    at = backtickEnd(line, 0);
    if (at < 0) return { runs: [{ to: line.length, colour: 'field' }], state };
    add(at, 'field');
    depth = 0;
  }
  while (at < line.length) {
    if (depth > 0 || line.startsWith('/*', at)) {
      [at, depth] = readComment(line, at, depth);
      add(at, 'comment');
    } else if (line.startsWith('//', at)) {
      at = line.length;
      add(at, 'comment');
    } else if (line[at] === '`') {
      const end = backtickEnd(line, at + 1);
      if (end < 0) {
        add(line.length, 'field');
        return { runs, state: IN_BACKTICKS };
      }
      at = end;
      add(at, 'field');
    } else {
      const [end, colour] = readToken(line, at);
      at = end;
      add(at, colour);
    }
  }
  return { runs, state: depth };
}

function readToken(line: string, at: number): [end: number, colour: Colour] {
  const space = endOf(SPACE, line, at);
  if (space) return [space, 'plain'];
  const word = endOf(WORD, line, at);
  if (word) return [word, colourOfWord(line, at, word)];
  const number = endOf(NUMBER, line, at);
  if (number) return [number, 'number'];
  const string = endOf(RAW_STRING, line, at) || endOf(STRING, line, at);
  if (string) return [string, 'string'];
  const bracket = endOf(BRACKET, line, at);
  if (bracket) return [bracket, 'bracket'];
  return [endOf(OPERATOR, line, at) || at + 1, 'operator'];
}

function colourOfWord(line: string, from: number, to: number): Colour {
  const word = line.slice(from, to);
  if (CONSTANTS.has(word)) return 'constant';
  if (KEYWORDS.has(word)) return 'keyword';
  if (endOf(CALLED, line, to)) return 'function';
  if (/\|\s*$/.test(line.slice(0, from))) return 'function';
  return endOf(BEFORE_WHERE, line, to) ? 'category' : 'field';
}

/** Reads to the end of the comment or of the line; comments nest. */
function readComment(line: string, from: number, depthBefore: number): [end: number, depth: number] {
  let depth = depthBefore;
  let at = from;
  while (at < line.length) {
    if (line.startsWith('/*', at)) {
      depth++;
      at += 2;
    } else if (line.startsWith('*/', at)) {
      depth--;
      at += 2;
      if (depth === 0) break;
    } else {
      at++;
    }
  }
  return [at, depth];
}

/**
 * After the closing back-tick; negative when the line ends before it. One written twice does not close, but closes and
 * opens again, which looks the same.
 */
function backtickEnd(line: string, from: number): number {
  const at = line.indexOf('`', from);
  return at < 0 ? -1 : at + 1;
}

/** Where a match that begins at `at` ends; 0 for none. */
function endOf(pattern: RegExp, line: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(line) ? pattern.lastIndex : 0;
}
