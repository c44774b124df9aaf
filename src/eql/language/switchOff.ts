/** The comment that switches a trap off where it stands (`check/lints/ignores.ts` reads it), as a quick fix. */
import type { Diagnostic, Fix } from '../../text/diagnostic.ts';
import { parse } from '../syntax/parser.ts';

const CODE = /^lint\/(?<name>[a-z-]+)$/;

/** A line of its own above the place; where such a comment stands there already, one more name in it. */
export function switchOff(text: string, { code, span }: Diagnostic): Fix | null {
  const name = CODE.exec(code)?.groups?.['name'];
  if (name === undefined || span === undefined) return null;
  const title = `Ignore ${name} here`;
  const start = text.lastIndexOf('\n', span.from - 1) + 1;
  const above = text.slice(text.lastIndexOf('\n', start - 2) + 1, Math.max(0, start - 1));
  if (start > 0 && /^\s*\/\/ ignore: [a-z, -]*[a-z]$/.test(above)) {
    return { title, span: { from: start - 1, to: start - 1 }, replacement: `, ${name}` };
  }
  const isInComment = parse(text).tokens.some(({ from, to }) => from < start && start < to);
  if (isInComment) return null;
  const [indent = ''] = /^[ \t]*/.exec(text.slice(start)) ?? [];
  return { title, span: { from: start, to: start }, replacement: `${indent}// ignore: ${name}\n` };
}
