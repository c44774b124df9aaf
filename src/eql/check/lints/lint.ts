/**
 * Lints: what Elasticsearch takes without a word and is a trap all the same. A lint is a row of the table below: it
 * finds places and says why and what to write instead; it never makes a rule unrunnable. A comment switches one off:
 * `// ignore: NAME` for its own line and the next, `// ignore-all: NAME` for the whole text, several names with commas
 * between them.
 */
import type { Diagnostic, Fix } from '../../../text/diagnostic.ts';
import type { Span } from '../../../text/span.ts';
import type { Query } from '../../syntax/ast.ts';
import type { Clause } from '../../syntax/clauses.ts';
import type { Token } from '../../syntax/tokens.ts';
import type { Schema } from '../schema.ts';
import { findOpenCategories, findOtherCategories, findUnknownCategories } from './categories.ts';
import { findMissingGuards } from './guards.ts';
import { findForeignValues } from './foreignValues.ts';
import { isIgnored, readIgnores } from './ignores.ts';
import { findDuplicates, findSubsumed } from './lists.ts';
import { findMixedLogic, findNeverTogether } from './logic.ts';
import { findLongSequences, findLooseSequences } from './sequences.ts';
import { findAbsentFields } from './sources.ts';
import { findOtherCase, findQuotedScalars, findWildcardLiterals } from './values.ts';
import { findLeadingWildcards } from './wildcardCost.ts';

export { fieldsCompared, fieldsExcluded } from './wanted.ts';

/** A rule as it was read, and what is known of its fields. */
export interface LintParts {
  readonly query: Query;
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly clauses: readonly Clause[];
  readonly schema: Schema;
  readonly eventCategoryField: string;
  /** The rule's index patterns; none where it says none. */
  readonly index?: readonly string[];
  /** Without it the lints that need to know more than types are silent. */
  readonly facts?: LintFacts;
}

/** What the language service knows of fields; its `Knowledge` is one. */
export interface LintFacts {
  notes(this: void, path: string): FieldNote | undefined;
  /** What the events hold, as literals; undefined where they were not asked. */
  values?(
    this: void,
    path: string,
  ): { readonly distinct: number; readonly values: readonly { readonly literal: string }[] } | undefined;
  /** How many events pass the whole filter of a leaf though they have none of its field; 0 where nobody looked. */
  passedWithout?(this: void, leaf: Clause, path: string): number;
}

interface FieldNote {
  /** In words of our own, if the field is one that the built-in facts have; else empty. */
  readonly description: string;
  readonly array: boolean;
  /** ECS's list; empty where any value is allowed. */
  readonly allowed: readonly string[];
  /** Values that the events have of it. */
  readonly valueCount?: number;
  /** Which streams of the container sensor have it; undefined where nobody knows. */
  readonly streams?: readonly string[];
}

/** One place that a lint complains of. */
export interface Finding {
  readonly span: Span;
  readonly message: string;
  readonly fixes?: readonly Fix[];
}

export interface Lint {
  /** What a comment calls it; `lint/` before it is the code of its diagnostics. */
  readonly name: string;
  readonly severity: 'warning' | 'info' | 'hint';
  /** The trap in a few words. */
  readonly title: string;
  /** Why it is one: the hint of each finding. */
  readonly reason: string;
  readonly find: (parts: LintParts) => Iterable<Finding>;
}

export const LINTS: readonly Lint[] = [
  {
    name: 'mixed-logic',
    severity: 'warning',
    title: '`and` beside `or` without parentheses',
    reason: '`and` binds tighter than `or`, whatever the lines look like.',
    find: findMixedLogic,
  },
  {
    name: 'never-together',
    severity: 'warning',
    title: 'Clauses that no event can meet together',
    reason: 'The field holds one value, so no event meets both.',
    find: findNeverTogether,
  },
  {
    name: 'duplicate-entry',
    severity: 'warning',
    title: 'An entry stands twice in a list',
    reason: 'The second entry changes nothing; perhaps another value was meant.',
    find: findDuplicates,
  },
  {
    name: 'subsumed-entry',
    severity: 'info',
    title: 'An entry that a wildcard of the list covers',
    reason: 'The entry changes nothing beside the pattern that covers it.',
    find: findSubsumed,
  },
  {
    name: 'wildcard-literal',
    severity: 'warning',
    title: 'A wildcard where none is expanded',
    reason: '`==`, `!=` and `in` take `*` literally; `like` and `:` expand it.',
    find: findWildcardLiterals,
  },
  {
    name: 'quoted-value',
    severity: 'info',
    title: 'A text where the field holds a boolean or a number',
    reason: 'Elasticsearch converts it here, but refuses it in a list and where the field is computed with.',
    find: findQuotedScalars,
  },
  {
    name: 'foreign-value',
    severity: 'warning',
    title: 'A value that the field never has',
    reason: 'No event is expected to hold it, so the test can never be true.',
    find: findForeignValues,
  },
  {
    name: 'other-case',
    severity: 'warning',
    title: 'A value that the events hold in another case only',
    reason: 'Case counts here; `:`, `in~` and `like~` ignore it.',
    find: findOtherCase,
  },
  {
    name: 'loose-sequence',
    severity: 'warning',
    title: 'A sequence without `by`',
    reason: 'Events of different hosts and containers are joined to one sequence.',
    find: findLooseSequences,
  },
  {
    name: 'long-sequence',
    severity: 'info',
    title: 'A sequence without `maxspan`',
    reason: 'Its events may lie any time apart, and a search keeps every beginning waiting.',
    find: findLongSequences,
  },
  {
    name: 'unknown-category',
    severity: 'warning',
    title: 'A category that nearly is another one',
    reason: 'Elasticsearch takes any word as a category; with a wrong one the rule never matches.',
    find: findUnknownCategories,
  },
  {
    name: 'other-category',
    severity: 'warning',
    title: 'A category whose events do not have the fields',
    reason: 'Nothing of this category has the field, so the rule never matches.',
    find: findOtherCategories,
  },
  {
    name: 'open-category',
    severity: 'hint',
    title: '`any` where the fields name the category',
    reason: 'A named category is looked up first, and the rest of the rule runs on its events alone.',
    find: findOpenCategories,
  },
  {
    name: 'absent-field',
    severity: 'warning',
    title: "A field that the rule's index patterns do not have",
    reason: 'Where no index maps the field, Elasticsearch refuses the whole rule; a `?` before it makes it missing.',
    find: findAbsentFields,
  },
  {
    name: 'missing-guard',
    severity: 'hint',
    title: '`!=` that lets events in for want of the field',
    reason: '`!=` and `not in` are true of an event that does not have the field at all.',
    find: findMissingGuards,
  },
  {
    name: 'leading-wildcard',
    severity: 'hint',
    title: 'A pattern that begins with `*`, where another field holds the rest',
    reason: 'A value is looked up at once, while such a pattern is tried on every value of the field in turn.',
    find: findLeadingWildcards,
  },
];

/** The findings of every lint that is not switched off, in the order of the text. */
export function lint(parts: LintParts): readonly Diagnostic[] {
  const ignores = readIgnores(parts.text, parts.tokens);
  const found = LINTS.flatMap(({ name, severity, reason, find }) =>
    [...find(parts)]
      .filter(({ span }) => !isIgnored(ignores, name, span.from))
      .map((finding) => ({ code: `lint/${name}`, severity, hint: reason, ...finding })),
  );
  return found.toSorted((a, b) => a.span.from - b.span.from);
}
