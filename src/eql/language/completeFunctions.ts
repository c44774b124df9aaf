/** The functions of the catalogue, those first whose result the place takes. */
import { type FunctionFacts, FUNCTIONS, type Parameter, type ParameterType } from '../check/functions.ts';
import type { Completion } from './completion.ts';

export function functionCompletions(wanted: ParameterType): readonly Completion[] {
  const all: readonly FunctionFacts[] = Object.values(FUNCTIONS);
  const fitting = all.filter((facts) => gives(facts, wanted));
  const others = all.filter((facts) => !gives(facts, wanted));
  return [...fitting, ...others].flatMap((facts) =>
    facts.tilde ? [facts, null].map((it) => completionOf(facts, it === null)) : [completionOf(facts, false)],
  );
}

/** `endsWith(source, suffix)`, with what may be left out in brackets. */
export function signatureOf({ name, parameters }: FunctionFacts, insensitive = false): string {
  return `${name}${insensitive ? '~' : ''}(${parameters.map(parameterLabel).join(', ')})`;
}

export function parameterLabel({ name, optional, repeated }: Parameter): string {
  return `${name}${repeated === true ? ', …' : ''}${optional === true ? '?' : ''}`;
}

function completionOf(facts: FunctionFacts, insensitive: boolean): Completion {
  const label = `${facts.name}${insensitive ? '~' : ''}`;
  return {
    label,
    kind: 'function',
    insert: `${label}($1)`,
    isSnippet: true,
    detail: `${signatureOf(facts, insensitive)}: ${facts.result}`,
    about: insensitive ? `${facts.summary} Ignores case.` : facts.summary,
    goesOn: true,
  };
}

function gives({ result }: FunctionFacts, wanted: ParameterType): boolean {
  if (wanted === 'any') return true;
  return wanted === 'numeric' || wanted === 'integer' ? result !== 'string' && result !== 'boolean' : result === wanted;
}
