/**
 * Marks become paints: flat ranges with class names, and perhaps a sign before them. Both the plain text area and Monaco
 * draw paints, so a clause looks the same in either. What each class looks like is said in `editor.css`.
 *
 * | verdict | sign | line   |
 * |---------|------|--------|
 * | true    | ✓    | solid  |
 * | false   | ✗    | dashed |
 * | missing | ∅    | dotted |
 * | error   | !    | double |
 */
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Span } from '../text/span.ts';
import { changeBetween, shiftSpan } from './change.ts';
import type { ClauseMark, MarkVerdict } from './marks.ts';

export interface Paint extends Span {
  readonly className: string;
  readonly sign?: { readonly text: string; readonly className: string };
  /** Small print after it, where the editor has room for it. */
  readonly note?: { readonly text: string; readonly className: string };
}

export const SIGNS: Readonly<Record<MarkVerdict, string>> = { true: '✓', false: '✗', missing: '∅', error: '!' };

/** The paints of the rule's clauses, groups first, so that the innermost clause comes last. */
export function clausePaints(marks: readonly ClauseMark[], hoverClause: number | null): Paint[] {
  const paints: Paint[] = [];
  for (const mark of marks.toSorted(outerFirst)) {
    const isGroup = marks.some((other) => other !== mark && holds(mark.span, other.span));
    const hovered = mark.clause === hoverClause ? ' eql-hovered' : '';
    const { from, to } = mark.span;
    if (isGroup) {
      paints.push({ from, to, className: `eql-group${hovered}` });
      continue;
    }
    const deciding = mark.deciding ? ' eql-deciding' : '';
    paints.push({
      from,
      to,
      className: `eql-clause eql-is-${mark.verdict}${deciding}${hovered}`,
      sign: {
        text: SIGNS[mark.verdict],
        className: `eql-sign eql-sign-${mark.verdict} eql-is-${mark.verdict}${deciding}`,
      },
      ...(mark.count !== undefined && { note: { text: mark.count, className: 'eql-count' } }),
    });
    for (const entry of mark.entries) paints.push({ from: entry.from, to: entry.to, className: 'eql-boxed' });
  }
  return paints;
}

/** The paints of an event: what keeps it out, what the hovered clause reads, and the values that made clauses true. */
export function eventPaints(
  witnesses: readonly Span[],
  reads: readonly Span[],
  obstacles: readonly Span[] = [],
): Paint[] {
  return [
    ...obstacles.map(({ from, to }) => ({ from, to, className: 'eql-obstacle' })),
    ...reads.map(({ from, to }) => ({ from, to, className: 'eql-read' })),
    ...witnesses.map(({ from, to }) => ({ from, to, className: 'eql-boxed' })),
  ];
}

/**
 * The same paints without the white space at both ends of each line: no line is drawn under an indentation. A sign stays
 * with the first piece, a note with the last.
 */
export function onInk(paints: readonly Paint[], text: string): readonly Paint[] {
  return paints.flatMap((paint) => {
    const below = text.slice(paint.from, paint.to);
    if (!below.includes('\n')) return [paint];
    const { className, sign, note } = paint;
    const pieces = [...below.matchAll(/\S(?:.*\S)?/g)];
    return pieces.map(({ 0: ink, index }, i) => {
      const from = paint.from + index;
      const piece = { from, to: from + ink.length, className };
      const isLast = i === pieces.length - 1;
      return { ...piece, ...(sign && index === 0 && { sign }), ...(note && isLast && { note }) };
    });
  });
}

/** Wavy lines under problems, for the plain text area; Monaco has markers of its own. */
export function problemPaints(problems: readonly Diagnostic[], text: string): Paint[] {
  const paints: Paint[] = [];
  for (const { span, severity } of problems) {
    if (span) paints.push({ ...visible(span, text.length), className: `eql-problem eql-problem-${severity}` });
  }
  return paints;
}

/** Marks of a text before an edit, after it. */
export function shiftMarks(marks: readonly ClauseMark[], before: string, after: string): readonly ClauseMark[] {
  const change = changeBetween(before, after);
  if (!change) return marks;
  return marks.flatMap((mark) => {
    const span = shiftSpan(mark.span, change);
    const entries = mark.entries.flatMap((entry) => shiftSpan(entry, change) ?? []);
    return span ? [{ ...mark, span, entries }] : [];
  });
}

/** The innermost clause at an offset; at a border the one that begins there. */
export function clauseAt(marks: readonly ClauseMark[], offset: number): ClauseMark | null {
  let best: ClauseMark | null = null;
  for (const mark of marks) {
    const { from, to } = mark.span;
    if (offset < from || offset > to) continue;
    if (!best || closer(mark.span, best.span, offset)) best = mark;
  }
  return best;
}

function closer(a: Span, b: Span, offset: number): boolean {
  const aEnds = offset === a.to;
  const bEnds = offset === b.to;
  if (aEnds !== bEnds && !holds(a, b) && !holds(b, a)) return bEnds;
  return a.to - a.from < b.to - b.from;
}

/** An empty span is widened by one character, so that there is something to underline. */
export function visible(span: Span, length: number): Span {
  if (span.to > span.from) return span;
  if (span.from < length) return { from: span.from, to: span.from + 1 };
  return { from: Math.max(0, span.from - 1), to: span.from };
}

function outerFirst(a: ClauseMark, b: ClauseMark): number {
  return a.span.from - b.span.from || b.span.to - a.span.to;
}

function holds(outer: Span, inner: Span): boolean {
  return outer.from <= inner.from && inner.to <= outer.to && outer.to - outer.from > inner.to - inner.from;
}
