/** The comments that switch lints off: `// ignore: NAME` and `// ignore-all: NAME`. */
import type { Token } from '../../syntax/tokens.ts';

export interface Ignores {
  /** Off in the whole text. */
  readonly everywhere: ReadonlySet<string>;
  /** Off from one offset up to another: the line of the comment and the next. */
  readonly nearby: readonly { readonly from: number; readonly to: number; readonly names: ReadonlySet<string> }[];
}

const FORM = /^(?:\/\/|\/\*)\s*ignore(?<all>-all)?:\s*(?<names>[a-z-]+(?:\s*,\s*[a-z-]+)*)/;

export function readIgnores(text: string, tokens: readonly Token[]): Ignores {
  const everywhere = new Set<string>();
  const nearby: Ignores['nearby'][number][] = [];
  for (const token of tokens) {
    const groups = token.kind === 'comment' ? FORM.exec(token.text)?.groups : undefined;
    if (groups === undefined) continue;
    const names = groups['names']!.split(/\s*,\s*/);
    if (groups['all'] !== undefined) for (const name of names) everywhere.add(name);
    else nearby.push({ from: lineStart(text, token.from), to: nextLineEnd(text, token.to), names: new Set(names) });
  }
  return { everywhere, nearby };
}

export function isIgnored({ everywhere, nearby }: Ignores, name: string, offset: number): boolean {
  return (
    everywhere.has(name) || nearby.some(({ from, to, names }) => from <= offset && offset <= to && names.has(name))
  );
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function nextLineEnd(text: string, offset: number): number {
  return lineEnd(text, lineEnd(text, offset) + 1);
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}
