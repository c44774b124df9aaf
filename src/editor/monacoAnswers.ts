/** What the language cores answer, in Monaco's words: suggestions and hovers, of rules and of events alike. */
import type { Completion, CompletionKind } from '../eql/language/completion.ts';
import { fieldLines, type HoverText } from '../eql/language/hover.ts';
import type { Knowledge } from '../eql/language/knowledge.ts';
import { plainMarkdown } from './markdown.ts';
import { languages } from './monaco.ts';

/** What Monaco gives back when it asks for more about one. */
export interface Suggestion extends languages.CompletionItem {
  readonly path?: string;
}

const { CompletionItemKind } = languages;

export const KINDS: Readonly<Record<CompletionKind, languages.CompletionItemKind>> = {
  category: CompletionItemKind.Class,
  field: CompletionItemKind.Field,
  function: CompletionItemKind.Function,
  operator: CompletionItemKind.Operator,
  value: CompletionItemKind.Constant,
  keyword: CompletionItemKind.Keyword,
  snippet: CompletionItemKind.Snippet,
};

/** With the words on its field, which are asked for when it is looked at. */
export async function resolved(
  item: Suggestion,
  ask: (path: string | null) => Promise<Knowledge | null>,
): Promise<Suggestion> {
  const knowledge = item.path === undefined ? null : await ask(item.path);
  if (knowledge === null || item.path === undefined) return item;
  return { ...item, documentation: { value: linesMarkdown(fieldLines(item.path, knowledge)) } };
}

export function suggestion(
  item: Completion,
  place: number,
  range: languages.CompletionItem['range'],
  typed: string,
): Suggestion {
  const { label, kind, insert, detail, about, path } = item;
  return {
    label: { label, description: detail },
    kind: KINDS[kind],
    insertText: insert,
    ...(item.isSnippet && { insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet }),
    range,
    sortText: String(place).padStart(6, '0'),
    // Who has not typed the quote has typed what is behind it.
    filterText: /^["`?]/.test(typed) ? label : label.replace(/^["`?]+/, ''),
    ...(about !== '' && { documentation: { value: plainMarkdown(about) } }),
    ...(item.goesOn && { command: { id: 'editor.action.triggerSuggest', title: '' } }),
    ...(path !== undefined && { path }),
  };
}

export function hoverMarkdown({ title, lines }: HoverText): string {
  const fence = '`'.repeat(Math.max(3, ...[...title.matchAll(/`+/g)].map(({ 0: run }) => run.length + 1)));
  return `${fence}eql\n${title}\n${fence}\n\n${linesMarkdown(lines)}`;
}

function linesMarkdown(lines: readonly string[]): string {
  return lines.map(plainMarkdown).join('\n\n');
}
