/**
 * Colours of JSON. Nothing reaches over a line end: a string that does not close ends with its line.
 */
import type { Colour, ColouredLine } from './colours.ts';
import { runCollector } from './colours.ts';

const TOKEN = /(\s+)|("(?:\\.|[^"\\])*"?)(?=(\s*:)?)|(-?\d[\d.eE+-]*)|(true|false|null)\b|([{}[\]])|[^]/y;

export function colourJson(line: string): ColouredLine {
  const { runs, add } = runCollector();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < line.length) {
    const match = TOKEN.exec(line);
    if (!match) break;
    add(TOKEN.lastIndex, colourOf(match));
  }
  return { runs, state: 0 };
}

function colourOf([, space, string, colon, number, constant, bracket]: RegExpExecArray): Colour {
  if (space) return 'plain';
  if (string) return colon ? 'field' : 'string';
  if (number) return 'number';
  if (constant) return 'constant';
  return bracket ? 'bracket' : 'operator';
}
