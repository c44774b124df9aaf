/** Lints of sequences: what joins the events, and how far apart they may be. Samples have no order, and always keys. */
import { stagesOf } from '../../syntax/ast.ts';
import type { Token } from '../../syntax/tokens.ts';
import type { Finding, LintParts } from './lint.ts';

/** Neither the head nor a term has keys, so anything follows anything. */
export function findLooseSequences({ query, tokens }: LintParts): readonly Finding[] {
  if (query.kind !== 'sequence' || query.by !== null) return [];
  if (stagesOf(query).some((stage) => stage.by !== null)) return [];
  const { from, to } = wordIn(tokens);
  const fixes = ['container.id', 'host.id'].map((path) => ({
    title: `Join by ${path}`,
    span: { from: to, to },
    replacement: ` by ${path}`,
  }));
  return [{ span: { from, to }, message: 'This sequence has no `by`: any events follow one another.', fixes }];
}

export function findLongSequences({ query, tokens }: LintParts): readonly Finding[] {
  if (query.kind !== 'sequence' || query.maxspan !== null) return [];
  const { from, to } = wordIn(tokens);
  const end = query.by?.fields.at(-1)?.span.to ?? to;
  const fix = { title: 'Add with maxspan=5m', span: { from: end, to: end }, replacement: ' with maxspan=5m' };
  const message = 'This sequence has no `maxspan`: days may lie between its events.';
  return [{ span: { from, to }, message, fixes: [fix] }];
}

/** The word `sequence`: the first of the text that is no comment. */
function wordIn(tokens: readonly Token[]): Token {
  return tokens.find(({ kind }) => kind !== 'comment')!;
}
