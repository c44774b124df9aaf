/**
 * Colours of a text, line by line, for the plain text area and for Monaco alike. A colourer reads one line in the state
 * that the line before left behind; zero is the state at the beginning of a text.
 */
export type Colour =
  | 'keyword'
  | 'category'
  | 'function'
  | 'field'
  | 'string'
  | 'number'
  | 'constant'
  | 'comment'
  | 'operator'
  | 'bracket'
  | 'plain';

/** From where the run before it ended up to `to`. */
export interface ColourRun {
  readonly to: number;
  readonly colour: Colour;
}

export interface ColouredLine {
  readonly runs: readonly ColourRun[];
  /** For the next line. */
  readonly state: number;
}

export type Colourer = (line: string, state: number) => ColouredLine;

/** Collects runs, joining neighbours of one colour. */
export function runCollector(): { readonly runs: ColourRun[]; readonly add: (to: number, colour: Colour) => void } {
  const runs: ColourRun[] = [];
  return {
    runs,
    add(to, colour) {
      const last = runs.at(-1);
      if (to <= (last?.to ?? 0)) return;
      if (last?.colour === colour) runs.pop();
      runs.push({ to, colour });
    },
  };
}
