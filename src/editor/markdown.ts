/** A text as Markdown that shows exactly that text: values of events must not become links, images or headings. */
export function plainMarkdown(text: string): string {
  return text.replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`).replaceAll('\n', '  \n');
}
