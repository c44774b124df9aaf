/**
 * The language service of an event's JSON in Monaco: what the core (`eql/language/event`) answers, in Monaco's words. As with
 * rules, nothing is decided here, and each answers for its own model alone.
 */
import { eventCompletionsAt, eventValuesWantedAt } from '../eql/language/event/complete.ts';
import { eventFieldAt, eventHoverAt } from '../eql/language/event/hover.ts';
import type { Knowledge } from '../eql/language/knowledge.ts';
import { measured } from '../text/measured.ts';
import { type editor, type IDisposable, languages } from './monaco.ts';
import { hoverMarkdown, resolved, type Suggestion, suggestion } from './monacoAnswers.ts';
import { rangeIn } from './monacoPaints.ts';

/** Where there may be something to complete as soon as one of them is typed. */
const TRIGGERS = ['"', '{', '[', ',', ':'];

export function provideEventLanguage(
  isOurs: (model: editor.ITextModel) => boolean,
  ask: (path: string | null) => Promise<Knowledge | null>,
): IDisposable {
  const provided = [
    languages.registerCompletionItemProvider('json', {
      triggerCharacters: TRIGGERS,
      provideCompletionItems: measured('event completion', async (model, position) => {
        if (!isOurs(model)) return null;
        const text = model.getValue();
        const offset = model.getOffsetAt(position);
        const knowledge = await ask(eventValuesWantedAt(text, offset));
        if (knowledge === null) return null;
        const { span, items } = eventCompletionsAt(text, offset, knowledge);
        const range = rangeIn(model, span);
        const typed = text.slice(span.from, offset);
        return { suggestions: items.map((item, place) => suggestion(item, place, range, typed)) };
      }),
      resolveCompletionItem: async (item: Suggestion) => resolved(item, ask),
    }),
    languages.registerHoverProvider('json', {
      provideHover: measured('event hover', async (model, position) => {
        if (!isOurs(model)) return null;
        const text = model.getValue();
        const offset = model.getOffsetAt(position);
        const path = eventFieldAt(text, offset);
        const knowledge = path === null ? null : await ask(path);
        const hover = knowledge === null ? null : eventHoverAt(text, offset, knowledge);
        if (hover === null) return null;
        return { contents: [{ value: hoverMarkdown(hover) }], range: rangeIn(model, hover.span) };
      }),
    }),
  ];
  return { dispose: () => provided.forEach((it) => it.dispose()) };
}
