/**
 * Documents that know where they may break, and their text at a width. A group is one line if it fits; otherwise each of
 * its own lines breaks. Comments are placed by the line they land on: above it, or at its end.
 */
export type Doc =
  | string
  | readonly Doc[]
  | { readonly kind: 'line'; readonly flat: '' | ' '; readonly hard: boolean }
  /** Behind an item of a list: a blank, or a break where the next item does not fit. */
  | { readonly kind: 'fill' }
  | { readonly kind: 'indent'; readonly content: Doc }
  | {
      readonly kind: 'group';
      readonly content: Doc;
      readonly broken: boolean;
      /** With something behind it on its line, it must break, too. */
      readonly brokenWithin: boolean;
    }
  | { readonly kind: 'above' | 'behind'; readonly text: string };

export const softLine: Doc = { kind: 'line', flat: '', hard: false };
export const line: Doc = { kind: 'line', flat: ' ', hard: false };
export const hardLine: Doc = { kind: 'line', flat: ' ', hard: true };
export const fill: Doc = { kind: 'fill' };

export function indent(content: Doc): Doc {
  return { kind: 'indent', content };
}

export function group(content: Doc): Doc {
  return { kind: 'group', content, broken: mustBreak(content, true), brokenWithin: mustBreak(content) };
}

/**
 * Does the document hold something that cannot stand within one line? A comment at the very end of what ends its line
 * can.
 */
export function mustBreak(doc: Doc, endsLine = false): boolean {
  if (typeof doc === 'string') return doc.includes('\n');
  if (isList(doc)) {
    const last = doc.findLastIndex((part) => !isList(part) || part.length > 0);
    return doc.some((part, i) => mustBreak(part, endsLine && i === last));
  }
  switch (doc.kind) {
    case 'line':
      return doc.hard;
    case 'fill':
      return false;
    case 'indent':
      return mustBreak(doc.content, endsLine);
    case 'group':
      return endsLine ? doc.broken : doc.brokenWithin;
    case 'above':
      return true;
    case 'behind':
      return !endsLine;
  }
}

function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}

interface Piece {
  readonly doc: Doc;
  readonly indent: number;
  readonly flat: boolean;
}

const STEP = 2;

export function render(doc: Doc, width: number): string {
  const lines: string[] = [];
  let current = '';
  let currentIndent = 0;
  let behind: string | null = null;
  const endLine = (nextIndent: number): void => {
    lines.push(behind === null ? current : `${current} ${behind}`);
    behind = null;
    current = ' '.repeat(nextIndent);
    currentIndent = nextIndent;
  };
  const room = (): number => width - (current.length - (current.lastIndexOf('\n') + 1));

  const stack: Piece[] = [{ doc, indent: 0, flat: false }];
  for (let piece = stack.pop(); piece !== undefined; piece = stack.pop()) {
    const { doc: it, indent: depth, flat } = piece;
    if (typeof it === 'string') {
      current += it;
    } else if (isList(it)) {
      pushAll(stack, it, depth, flat);
    } else {
      switch (it.kind) {
        case 'line':
          if (flat) current += it.flat;
          else endLine(depth);
          break;
        case 'fill':
          if (flat || fits(stack, null, room() - 1)) current += ' ';
          else endLine(depth);
          break;
        case 'indent':
          stack.push({ doc: it.content, indent: depth + STEP, flat });
          break;
        case 'group': {
          const whole = { doc: it.content, indent: depth, flat: true };
          stack.push(!it.broken && (flat || fits(stack, whole, room())) ? whole : { ...whole, flat: false });
          break;
        }
        case 'above':
          lines.push(' '.repeat(currentIndent) + it.text);
          break;
        case 'behind':
          // Two comments at the end of one line would be one.
          if (behind !== null) lines.push(' '.repeat(currentIndent) + behind);
          behind = it.text;
          break;
      }
    }
  }
  endLine(0);
  return lines.join('\n');
}

function pushAll(stack: Piece[], docs: readonly Doc[], depth: number, flat: boolean): void {
  for (let i = docs.length - 1; i >= 0; i--) stack.push({ doc: docs[i]!, indent: depth, flat });
}

/** Does what comes next, up to the first place where the line may end, fit into the room? */
function fits(rest: readonly Piece[], first: Piece | null, room: number): boolean {
  const stack = first === null ? [] : [first];
  let next = rest.length - 1;
  let left = room;
  while (left >= 0) {
    const piece = stack.pop() ?? rest[next--];
    if (piece === undefined) return true;
    const { doc: it, indent: depth, flat } = piece;
    if (typeof it === 'string') {
      const end = it.indexOf('\n');
      if (end >= 0) return end <= left;
      left -= it.length;
    } else if (isList(it)) {
      pushAll(stack, it, depth, flat);
    } else {
      switch (it.kind) {
        case 'line':
          if (!flat) return true;
          left -= it.flat.length;
          break;
        case 'fill':
          if (!flat) return true;
          left -= 1;
          break;
        case 'indent':
        case 'group':
          stack.push({ doc: it.content, indent: depth, flat });
          break;
        case 'above':
        case 'behind':
          break;
      }
    }
  }
  return false;
}
