import type { Diagnostic } from '../../text/diagnostic.ts';

const FEW = 3;

interface MoreProblems {
  readonly first: Diagnostic | undefined;
  /** How many there are after the first. */
  readonly rest: number;
}

/** The errors and warnings of a rule that the status does not say already; errors first. */
export function moreProblems(rule: {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}): MoreProblems {
  if (rule.text.trim() === '') return { first: undefined, rest: 0 };
  const errors = rule.diagnostics.filter(({ severity }) => severity === 'error');
  const warnings = rule.diagnostics.filter(({ severity }) => severity === 'warning');
  const unsaid = [...errors.slice(1), ...warnings];
  return { first: unsaid[0], rest: Math.max(0, unsaid.length - 1) };
}

/** Elasticsearch names every field that might be meant; a line has room for the likeliest. */
export function briefly(message: string): string {
  return message.replace(/ any of \[([^\]]*)\]/, (whole, list: string) => {
    const names = list.split(', ');
    return names.length <= FEW ? whole : ` any of [${names.slice(0, FEW).join(', ')}, …]`;
  });
}
