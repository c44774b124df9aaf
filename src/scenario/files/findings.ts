/** What a reader found in a file that holds rules. */
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { JsonObject, Rule } from '../scenario.ts';

/** A rule and where it stands. */
export interface FoundRule {
  readonly rule: Rule;
  /** Of the rules of the file, those of other languages too, counted from 1. */
  readonly number: number;
}

/** Something in the file that is no rule and no exception, and what became of it. */
export interface FileNote {
  /** `line 4`, `[2].filters`. */
  readonly path: string;
  readonly what: string;
  readonly fate: 'kept' | 'left out';
}

/** What a reader found. */
export interface Findings {
  readonly rules: readonly FoundRule[];
  readonly exceptionLists: readonly JsonObject[];
  readonly exceptions: readonly JsonObject[];
  /** Rules of other languages; each has a note, too. */
  readonly otherRules: number;
  readonly notes: readonly FileNote[];
  /** Errors: what could not be read and is left out. Warnings: what is read and is odd. */
  readonly problems: readonly Diagnostic[];
}

export const nothingFound: Findings = {
  rules: [],
  exceptionLists: [],
  exceptions: [],
  otherRules: 0,
  notes: [],
  problems: [],
};
