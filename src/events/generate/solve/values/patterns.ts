/** Texts that patterns fit, the most natural ones first. */
import { type Language, languageOf, regexNode, textsIn } from '../../../../eql/evaluate/regex/language.ts';

/** States of a regular expression that are looked at for texts. */
const MOST_STATES = 2_000;
const MOST_TEXTS = 3;

/** Some texts that a pattern of `:`, `like` or `regex` fits. */
export function patternTexts(pattern: string, language: 'wildcard' | 'regex'): readonly string[] {
  return language === 'wildcard' ? wildcardTexts(pattern) : regexTexts(pattern);
}

/** A star in a file name stands for a name, elsewhere for nothing; then for a letter everywhere. */
function wildcardTexts(pattern: string): readonly string[] {
  const drive = pattern.replace(/^\?:/, 'C:');
  const named = drive.replace(/(^|[/\\])\*(?=$|[/\\.])/g, '$1run');
  return [...new Set([named, pattern, pattern.replaceAll('*', 'a')].map(withoutWildcards))];
}

function withoutWildcards(pattern: string): string {
  return pattern.replaceAll('*', '').replaceAll('?', 'a');
}

const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 200;

function regexTexts(pattern: string): readonly string[] {
  const before = known.get(pattern);
  if (before !== undefined) return before;
  const node = regexNode(pattern);
  const language: Language | null = node === null ? null : languageOf(node, false);
  const texts: string[] = [];
  if (language !== null) {
    for (const text of textsIn([language], [], MOST_STATES)) {
      texts.push(text);
      if (texts.length === MOST_TEXTS) break;
    }
  }
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(pattern, texts);
  return texts;
}
