/**
 * Problems of a query. Elasticsearch finds them in stages (eql.md 9.1) and its messages show a column that depends on
 * the stage; here a problem knows its stage and its true span, and `check/reason.ts` words it as Elasticsearch does.
 */
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Span } from '../../text/span.ts';

/**
 * The classes of eql.md 9.1: `S` syntax, `B` building of the tree, `V` verification, `Q` query planning, `R` run time.
 * `P` is ours: understood, but not evaluated by the playground yet.
 */
export type ProblemClass = 'S' | 'B' | 'V' | 'Q' | 'R' | 'P';

export interface Problem extends Diagnostic {
  readonly span: Span;
  readonly problemClass: ProblemClass;
}

export type ProblemDetails = Pick<Problem, 'hint' | 'fixes'>;

/** Problems of syntax that are told; who has a thousand is not helped by more, and an editor would choke on a million. */
export const MAX_PROBLEMS = 1000;

/** How much of a text that is too large its message shows. */
const SHOWN = 10_000;

/** Row 98 of eql.md 9.2: nothing of the query can be relied on, so this comes before all else. */
export function tooLarge(text: string): Problem {
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  const message = `EQL statement is too large, causing stack overflow when generating the parsing tree: [${shown}]`;
  return problem('R', 'too-large', { from: 0, to: text.length }, message);
}

/** An error of a query. */
export function problem(
  problemClass: ProblemClass,
  code: string,
  span: Span,
  message: string,
  details: ProblemDetails = {},
): Problem {
  return { problemClass, code: `eql/${code}`, severity: 'error', span, message, ...details };
}
