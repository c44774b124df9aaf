/**
 * The error of a query as Elasticsearch words it (eql.md 9.1): which of the problems it would report, and the column it
 * would show. Elsewhere a problem has its true position.
 */
import { positionAt } from '../../text/lines.ts';
import type { Problem, ProblemClass } from '../syntax/problem.ts';

export interface ErrorReason {
  /** `parsing_exception`, `verification_exception`, … */
  readonly type: string;
  readonly reason: string;
}

/** How far the shown column lies behind the true one, counted from 1. */
const SHIFT: Readonly<Record<ProblemClass, number>> = { S: 0, B: 1, V: 0, Q: 0, R: 0, P: 0 };

const TYPES: Readonly<Record<ProblemClass, string>> = {
  S: 'parsing_exception',
  B: 'parsing_exception',
  V: 'verification_exception',
  Q: 'ql_illegal_argument_exception',
  R: 'illegal_argument_exception',
  P: 'unsupported_operation_exception',
};

/** Elasticsearch stops after the stage that found something; S, B and Q even at the first. */
const STAGES: readonly ProblemClass[] = ['P', 'S', 'B', 'V', 'Q', 'R'];

/** Null when none of the problems is an error. */
export function errorReason(problems: readonly Problem[], text: string): ErrorReason | null {
  const errors = problems.filter((found) => found.severity === 'error');
  const tooLarge = errors.find((found) => found.code === 'eql/too-large');
  if (tooLarge !== undefined) return { type: TYPES.S, reason: tooLarge.message };
  for (const stage of STAGES) {
    const found = errors.filter((error) => error.problemClass === stage);
    // Verification gathers its problems in an order of its own; the tree is built from left to right.
    if (stage === 'S' || stage === 'B') found.sort((a, b) => a.span.from - b.span.from);
    const [first] = found;
    if (first === undefined) continue;
    return { type: TYPES[stage], reason: reasonOf(stage, first, found, text) };
  }
  return null;
}

function reasonOf(stage: ProblemClass, first: Problem, all: readonly Problem[], text: string): string {
  switch (stage) {
    case 'V': {
      const heading = all.length === 1 ? 'Found 1 problem' : `Found ${all.length} problems`;
      return [heading, ...all.map((found) => placed('line', found, text))].join('\n');
    }
    case 'Q':
      return placed('Line', first, text);
    case 'R':
      return first.message;
    default:
      return placed('line', first, text);
  }
}

function placed(word: string, found: Problem, text: string): string {
  const { line, column } = positionAt(text, found.span.from);
  return `${word} ${line}:${column + SHIFT[found.problemClass]}: ${found.message}`;
}
