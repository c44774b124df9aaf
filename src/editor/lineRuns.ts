/**
 * A text cut into lines and each line into runs that look alike: one colour, one set of paints. The plain text area
 * draws them as spans.
 */
import type { Colour, Colourer } from './colours.ts';
import type { Paint } from './paint.ts';

export interface Run {
  /** Where it begins in the text. */
  readonly from: number;
  readonly text: string;
  readonly colour: Colour;
  /** Of the paints over it. */
  readonly className: string;
  /** Signs of the clauses that begin with it; they have room before it, or none. */
  readonly signs: readonly { readonly text: string; readonly className: string }[];
  readonly hasRoom: boolean;
}

export function lineRuns(text: string, colourer: Colourer, paints: readonly Paint[]): readonly (readonly Run[])[] {
  const lines: Run[][] = [];
  let state = 0;
  let start = 0;
  for (const line of text.split('\n')) {
    const coloured = colourer(line, state);
    state = coloured.state;
    const here = paints.filter((paint) => paint.from < start + line.length && paint.to > start);
    lines.push(cutLine(line, start, coloured.runs, here));
    start += line.length + 1;
  }
  return lines;
}

function cutLine(
  line: string,
  start: number,
  colours: readonly { readonly to: number; readonly colour: Colour }[],
  paints: readonly Paint[],
): Run[] {
  const cuts = new Set<number>([line.length]);
  for (const run of colours) cuts.add(run.to);
  for (const paint of paints) {
    cuts.add(Math.max(0, paint.from - start));
    cuts.add(Math.min(line.length, paint.to - start));
  }
  cuts.delete(0);
  const runs: Run[] = [];
  let from = 0;
  let colourAt = 0;
  for (const to of [...cuts].sort((a, b) => a - b)) {
    while ((colours[colourAt]?.to ?? Infinity) <= from) colourAt++;
    const over = paints.filter((paint) => paint.from < start + to && paint.to > start + from);
    runs.push({
      from: start + from,
      text: line.slice(from, to),
      colour: colours[colourAt]?.colour ?? 'plain',
      className: over.map((paint) => paint.className).join(' '),
      hasRoom: from === 0 || /\s/.test(line.charAt(from - 1)),
      signs: over.flatMap((paint) => (paint.sign && paint.from === start + from ? [paint.sign] : [])),
    });
    from = to;
  }
  return runs;
}
