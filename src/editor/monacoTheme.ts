/**
 * Monaco's theme, made from the colours of `editor.css` as they are on an element of the page. Where the system forces
 * its own colours, Monaco's high-contrast themes are taken.
 */
import type { Colour } from './colours.ts';
import { hexOf } from './cssColour.ts';
import type { Theme } from './marks.ts';
import { editor } from './monaco.ts';

/** Token colours, by the name of the custom property. */
const TOKENS: Readonly<Record<Colour, string>> = {
  keyword: '--_keyword',
  category: '--_category',
  function: '--_function',
  field: '--_field',
  string: '--_string',
  number: '--_number',
  constant: '--_constant',
  comment: '--_comment',
  operator: '--_operator',
  bracket: '--_operator',
  plain: '--_text',
};

/** The parts of the editor. */
const PARTS: Readonly<Record<string, string>> = {
  'editor.background': '--_surface',
  'editor.foreground': '--_text',
  'editorLineNumber.foreground': '--_faint',
  'editorLineNumber.activeForeground': '--_text',
  'editorCursor.foreground': '--_text',
  'editor.selectionBackground': '--_selection',
  'editorBracketMatch.border': '--_accent',
  'editorBracketMatch.background': '--_accent-tint',
  'editorError.foreground': '--_error',
  'editorWarning.foreground': '--_warning',
  'editorInfo.foreground': '--_accent',
  'editorWidget.background': '--_raised',
  'editorWidget.foreground': '--_text',
  'editorWidget.border': '--_border',
  'editorHoverWidget.background': '--_raised',
  'editorHoverWidget.foreground': '--_text',
  'editorHoverWidget.border': '--_border',
  'editorHoverWidget.highlightForeground': '--_accent',
  'input.background': '--_surface',
  'input.foreground': '--_text',
  'input.border': '--_border',
  'menu.background': '--_raised',
  'menu.foreground': '--_text',
  'menu.border': '--_border',
  'menu.selectionBackground': '--_accent-tint',
  'menu.selectionForeground': '--_text',
  'editorSuggestWidget.background': '--_raised',
  'editorSuggestWidget.foreground': '--_text',
  'editorSuggestWidget.border': '--_border',
  'editorSuggestWidget.selectedBackground': '--_accent-tint',
  'editorSuggestWidget.selectedForeground': '--_text',
  'editorSuggestWidget.highlightForeground': '--_accent',
  'editorSuggestWidget.focusHighlightForeground': '--_accent',
  'quickInput.background': '--_raised',
  'quickInput.foreground': '--_text',
  'quickInputList.focusBackground': '--_accent-tint',
  'quickInputList.focusForeground': '--_text',
  'quickInputList.focusIconForeground': '--_text',
  'list.hoverBackground': '--_surface',
  'symbolIcon.fieldForeground': '--_field',
  'symbolIcon.functionForeground': '--_function',
  'symbolIcon.classForeground': '--_category',
  'symbolIcon.keywordForeground': '--_keyword',
  'symbolIcon.operatorForeground': '--_operator',
  'symbolIcon.constantForeground': '--_string',
  'symbolIcon.snippetForeground': '--_faint',
  focusBorder: '--_accent',
};

/** Behind words that are alike: a breath of the accent, under which verdicts can be seen. */
const ACCENTED = [
  'editor.wordHighlightBackground',
  'editor.wordHighlightStrongBackground',
  'editor.wordHighlightTextBackground',
  'editor.selectionHighlightBackground',
  'editor.hoverHighlightBackground',
];

/** Gives every Monaco editor of the page the colours that `host` has now. */
export function applyTheme(host: Element, theme: Theme): void {
  if (matchMedia('(forced-colors: active)').matches) {
    editor.setTheme(matchMedia('(prefers-color-scheme: dark)').matches ? 'hc-black' : 'hc-light');
    return;
  }
  const colourOf = colourReader(host);
  const rules = Object.entries(TOKENS).flatMap(([token, property]) => {
    const colour = colourOf(property);
    if (!colour) return [];
    const fontStyle = token === 'comment' ? 'italic' : '';
    return [{ token: token === 'plain' ? '' : token, foreground: colour.slice(1), fontStyle }];
  });
  const colors: Record<string, string> = { 'scrollbar.shadow': '#00000000', 'widget.shadow': '#00000030' };
  for (const [part, property] of Object.entries(PARTS)) {
    const colour = colourOf(property);
    if (colour) colors[part] = colour;
  }
  const accent = colourOf('--_accent');
  for (const part of ACCENTED) if (accent) colors[part] = `${accent.slice(0, 7)}26`;
  const name = `eql-${theme}`;
  editor.defineTheme(name, { base: theme === 'dark' ? 'vs-dark' : 'vs', inherit: true, rules, colors });
  editor.setTheme(name);
}

/** Hears when the system asks for other colours; gives the function that ends it. */
export function hearColours(changed: () => void): () => void {
  const ends = new AbortController();
  for (const query of ['(forced-colors: active)', '(prefers-contrast: more)', '(prefers-color-scheme: dark)']) {
    matchMedia(query).addEventListener('change', changed, { signal: ends.signal });
  }
  return () => ends.abort();
}

/** Reads custom properties as colours, through an element that is never seen. */
function colourReader(host: Element): (property: string) => string | null {
  return (property) => {
    const probe = document.createElement('span');
    probe.hidden = true;
    probe.style.color = `var(${property})`;
    host.append(probe);
    const colour = hexOf(getComputedStyle(probe).color);
    probe.remove();
    return colour;
  };
}
