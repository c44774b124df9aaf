/** Patterns of `:`, `like` and `regex` as matchers, whichever language they are written in (eql.md 4.4 to 4.6). */
import { Fault } from './arithmetic.ts';
import { type Matcher, compileWildcard } from './pattern.ts';
import { compileRegex } from './regex/index.ts';

/** Throws a `Fault` for a regular expression that cannot be read: the search fails at run time. */
export function matcherOf(pattern: string, language: 'wildcard' | 'regex', insensitive: boolean): Matcher {
  if (language === 'wildcard') return compileWildcard(pattern, insensitive);
  const result = compileRegex(pattern, insensitive);
  if (result.ok) return result.matcher;
  throw new Fault(`failed to create query: ${result.problem.message}`);
}
