/** The engine's bitmaps beside the oracle's verdicts; what differs is told so that one can act on it. */
import { parse } from '../syntax/parser.ts';
import { printExpression } from '../syntax/printer.ts';
import type { EventFilter, Expression } from '../syntax/ast.ts';
import type { EngineAnswer } from './engine.ts';
import type { ClauseVerdict } from './oracle.ts';

const ASPECTS = ['true', 'missing', 'error'] as const;

/** In words, clause by clause and event by event. Groups have no aspect but `true`; of the filter an error counts. */
export function differencesOf(
  rule: string,
  events: readonly object[],
  answer: EngineAnswer,
  verdicts: readonly (readonly ClauseVerdict[])[],
): readonly string[] {
  const count = verdicts[0]?.length ?? 0;
  if (answer.clauses.length !== count)
    return [`${answer.clauses.length} clauses, but the oracle counts ${count}: ${rule}`];
  const texts = clauseTexts(rule);
  return events.flatMap((event, row) =>
    answer.clauses.flatMap((clause, id) => {
      const wanted = verdicts[row]![id]!;
      const same = ASPECTS.every((aspect) => clause[aspect][row] === wanted[aspect]);
      if (same && (id > 0 || answer.root[row] === wanted.true)) return [];
      const got = { true: clause.true[row], missing: clause.missing[row], error: clause.error[row] };
      return [
        `clause ${id}, ${texts[id]}\n  event ${JSON.stringify(event)}\n` +
          `  engine ${shown(got)}, oracle ${shown(wanted)}\n  rule ${rule}`,
      ];
    }),
  );
}

function shown(verdict: { readonly true: unknown; readonly missing: unknown; readonly error: unknown }): string {
  const flags = ASPECTS.filter((aspect) => verdict[aspect] === true);
  return flags.length === 0 ? 'false' : flags.join(' and ');
}

/** The filter of an event query. */
export function filterOf(rule: string): EventFilter {
  const { query } = parse(rule);
  if (query.kind !== 'event') throw new Error(`no event query: ${rule}`);
  return query.filter;
}

/** Texts in the order of the clauses. */
function clauseTexts(rule: string): readonly string[] {
  const filter = filterOf(rule);
  const texts = ['the whole filter'];
  if (filter.category !== null) texts.push(`the category ${filter.category.value}`);
  const visit = (expression: Expression): void => {
    texts.push(printExpression(expression));
    if (expression.kind === 'not') visit(expression.operand);
    if (expression.kind === 'and' || expression.kind === 'or') expression.operands.forEach(visit);
  };
  visit(filter.condition);
  return texts;
}
