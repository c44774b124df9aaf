/** Rules as Kibana's API has them: one object, a list of them, or a page of its answer. */
import { notJson } from '../misfit.ts';
import { readRule } from '../scenario.ts';
import { elementsOf, memberOf, skipSpace } from '../source.ts';
import { slice } from '../../text/span.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import { missingLists, otherRuleWords, placed } from './kibana.ts';
import { isEqlRule, isObject } from './lines.ts';
import { type FileNote, type Findings, type FoundRule, nothingFound } from './findings.ts';

export function readJsonRules(text: string): Findings {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ...nothingFound, problems: [notJson(text, error)] };
  }
  const rules: FoundRule[] = [];
  const notes: FileNote[] = [];
  const problems: Diagnostic[] = [];
  let otherRules = 0;
  const { objects, texts, place } = objectsOf(json, text);
  for (const [i, object] of objects.entries()) {
    const path = place(i);
    const number = i + 1;
    if (!isObject(object)) {
      problems.push({
        code: 'file/rule',
        severity: 'error',
        path,
        message: 'not a rule, an object with "query" is needed.',
      });
    } else if (isEqlRule(object)) {
      const { rule, diagnostics } = readRule(texts[i]!);
      if (rule !== null) rules.push({ rule, number });
      problems.push(...diagnostics.map((found) => placed(found, path)));
    } else {
      otherRules++;
      notes.push({ path, what: otherRuleWords(object), fate: 'left out' });
    }
  }
  return { ...nothingFound, rules, otherRules, notes, problems: [...problems, ...missingLists(rules, [])] };
}

interface Objects {
  readonly objects: readonly unknown[];
  /** Of each object, its own text. */
  readonly texts: readonly string[];
  readonly place: (index: number) => string;
}

function objectsOf(json: unknown, text: string): Objects {
  const start = skipSpace(text, 0);
  if (Array.isArray(json)) return listOf(json, text, start, '');
  const data = isObject(json) && !('query' in json) ? json['data'] : undefined;
  if (Array.isArray(data)) return listOf(data, text, memberOf(text, start, 'data')!.from, 'data');
  return { objects: [json], texts: [text], place: () => '' };
}

function listOf(objects: readonly unknown[], text: string, from: number, above: string): Objects {
  const texts = elementsOf(text, from).map((span) => slice(text, span));
  return { objects, texts, place: (index) => `${above}[${index}]` };
}
