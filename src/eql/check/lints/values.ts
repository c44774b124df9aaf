/** Lints of constants that do not mean what they look like. */
import type { Fix } from '../../../text/diagnostic.ts';
import { slice } from '../../../text/span.ts';
import { writeLiteral } from '../../syntax/literals.ts';
import { familyOf } from '../types.ts';
import type { Finding, LintParts } from './lint.ts';
import { type ValueTest, valueTestsOf } from './valueTests.ts';

/** Texts that hold a star as it is: `\\\\*\\ADMIN$`, as Windows names its own shares, and switches such as `/text:*`. */
const LITERAL_STAR = /^\\\\\*\\|^\/\w+:\*$/;

/** A `*` beside other characters; `"*"` alone is a word of shells, and `?` is in every second address. */
export function findWildcardLiterals({ clauses, text }: LintParts): readonly Finding[] {
  return valueTestsOf(clauses).flatMap((test) => {
    if (test.expandsWildcards) return [];
    return test.items.flatMap((item) => {
      if (typeof item.value !== 'string' || !/[^*]\*|\*[^*]/.test(item.value)) return [];
      if (LITERAL_STAR.test(item.value)) return [];
      const message = `\`*\` is meant literally here: ${slice(text, item.span)} fits only a value with a star.`;
      return [{ span: item.span, message, fixes: patternFixes(test, text) }];
    });
  });
}

/** The same test with wildcards: in the same case, and where it counted, without. */
function patternFixes({ field, items, span, isList, negated, ignoresCase }: ValueTest, text: string): readonly Fix[] {
  if (!items.every(({ value }) => typeof value === 'string')) return [];
  const subject = slice(text, field.span);
  const rest = isList ? text.slice(text.indexOf('(', field.span.to), span.to) : slice(text, items[0]!.span);
  return (ignoresCase ? ['like~'] : ['like', ':']).map((operator) => ({
    title: `Write ${negated ? 'not … ' : ''}${operator}`,
    span,
    replacement: `${negated ? 'not ' : ''}${subject} ${operator} ${rest}`,
  }));
}

const NUMBER = /^-?\d+(?:\.\d+)?$/;

export function findQuotedScalars({ clauses, schema, text }: LintParts): readonly Finding[] {
  return valueTestsOf(clauses).flatMap(({ field, items, expandsWildcards }) => {
    const fact = schema.field(field.path);
    if (expandsWildcards || fact?.declared !== true) return [];
    const family = familyOf(fact.type);
    return items.flatMap(({ value, span }) => {
      if (typeof value !== 'string') return [];
      const isBoolean = family === 'boolean' && (value === 'true' || value === 'false');
      const isNumber = (family === 'integer' || family === 'rational') && NUMBER.test(value);
      if (!isBoolean && !isNumber) return [];
      const message = `${field.path} is of type ${fact.type}, and ${slice(text, span)} is a text.`;
      return [{ span, message, fixes: [{ title: `Write ${value}`, span, replacement: value }] }];
    });
  });
}

/** Only where all values of the field are at hand: otherwise the one that is missing may be the one that is meant. */
export function findOtherCase({ clauses, facts, text }: LintParts): readonly Finding[] {
  return valueTestsOf(clauses).flatMap((test) => {
    const held = test.ignoresCase ? undefined : facts?.values?.(test.field.path);
    if (held === undefined || held.distinct > held.values.length) return [];
    const literals = new Set(held.values.map(({ literal }) => literal));
    const byLower = new Map(held.values.map(({ literal }) => [literal.toLowerCase(), literal]));
    return test.items.flatMap((item) => {
      if (typeof item.value !== 'string' || (test.expandsWildcards && /[*?]/.test(item.value))) return [];
      const wanted = writeLiteral(item.value);
      if (literals.has(wanted)) return [];
      const other = byLower.get(wanted.toLowerCase());
      if (other === undefined) return [];
      const message = `No event has ${slice(text, item.span)}; they have ${other}, and case counts here.`;
      return [{ span: item.span, message, fixes: [{ title: `Write ${other}`, span: item.span, replacement: other }] }];
    });
  });
}
