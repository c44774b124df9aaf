/** The call that the caret is in: which function, and which of its arguments is being written. */
import type { Span } from '../../text/span.ts';
import { type FunctionFacts, FUNCTIONS, functionNamed } from '../check/functions.ts';
import { caretAt } from './caret.ts';
import { parameterLabel, signatureOf } from './completeFunctions.ts';
import { siteOf } from './site.ts';

export interface Signature {
  /** `endsWith(source, suffix): boolean` */
  readonly label: string;
  /** Where the parameters stand in `label`. */
  readonly parameters: readonly Span[];
  /** Counted from 0; a repeated parameter stays the active one. */
  readonly active: number;
  readonly about: string;
}

/** Null outside calls, and inside one of a function that does not exist. */
export function signatureAt(text: string, offset: number): Signature | null {
  const caret = caretAt(text, offset);
  const call = caret === null ? null : siteOf(caret).call;
  const name = call === null ? null : functionNamed(call.name);
  if (name === null || call === null) return null;
  const facts: FunctionFacts = FUNCTIONS[name];
  const label = signatureOf(facts);
  const parameters: Span[] = [];
  let from = facts.name.length + 1;
  for (const parameter of facts.parameters) {
    const to = from + parameterLabel(parameter).length;
    parameters.push({ from, to });
    from = to + ', '.length;
  }
  const repeats = facts.parameters.at(-1)?.repeated === true;
  const active = repeats ? Math.min(call.place, parameters.length - 1) : call.place;
  return { label: `${label}: ${facts.result}`, parameters, active, about: facts.summary };
}
