/**
 * The wildcards of exceptions, as Elasticsearch's `wildcard` query reads them: `*` any run of characters, `?` exactly one,
 * `\` takes the next character literally; letter case counts. The rule language has no such escape, so the pattern becomes
 * a regular expression of Lucene's, which takes linear time.
 */
import { matcherOf } from '../evaluate/matcher.ts';
import type { Matcher } from '../evaluate/pattern.ts';

/** Throws a `Fault` for a pattern that is too long to be made ready. */
export function wildcardMatcher(pattern: string): Matcher {
  return matcherOf(regexOf(pattern), 'regex', false);
}

function regexOf(pattern: string): string {
  let regex = '';
  let isEscaped = false;
  for (const character of pattern) {
    if (!isEscaped && character === '\\') {
      isEscaped = true;
      continue;
    }
    if (!isEscaped && character === '*') regex += '.*';
    else if (!isEscaped && character === '?') regex += '.';
    else regex += literal(character);
    isEscaped = false;
  }
  // A backslash at the end escapes nothing and stands for itself.
  return isEscaped ? regex + literal('\\') : regex;
}

function literal(character: string): string {
  return /[\p{L}\p{N}\s]/u.test(character) ? character : `\\${character}`;
}

/** A pattern that has an escape where a person most likely wanted the wildcard: newer forms of Kibana warn of it. */
export function hasEscapedWildcard(pattern: string): boolean {
  return /\\[*?]/.test(pattern);
}
