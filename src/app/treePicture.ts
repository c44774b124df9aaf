/**
 * The clause tree as a picture of its own (SVG), for a slide or a wiki: each clause with its sign on one event, and in how
 * many events it is true. Colours and signs are those of the page; it needs no style sheet and no font of ours.
 */
import type { Clause } from '../eql/syntax/clauses.ts';
import { hasBit } from '../worker/protocol.ts';
import type { AppState } from './state.ts';
import { shortened } from '../text/shortened.ts';

export type PictureTheme = 'light' | 'dark';

const ROW = 26;
const INDENT = 18;
const LEFT = 16;
const TOP = 16;
/** Of a monospace character at the size used, in pixels. */
const CHARACTER = 7.3;
/** Longest text of a clause. */
const LONGEST = 96;
const COUNTS = 110;

interface Palette {
  readonly surface: string;
  readonly ink: string;
  readonly faint: string;
  readonly true: string;
  readonly false: string;
  readonly missing: string;
}

const PALETTES: Readonly<Record<PictureTheme, Palette>> = {
  light: {
    surface: '#fcfcfa',
    ink: '#1a1d21',
    faint: '#646a73',
    true: '#006a55',
    false: '#b2350f',
    missing: '#5f656e',
  },
  dark: { surface: '#15181d', ink: '#e7e9ec', faint: '#9097a1', true: '#53cdae', false: '#ff9674', missing: '#a4abb4' },
};

/** As on the page: a shape for each verdict, in a square of 14. */
const SIGNS = {
  true: 'M2.5 7.5 5.5 10.5 11.5 3.5',
  false: 'M3.2 3.2 10.8 10.8M10.8 3.2 3.2 10.8',
  missing: 'M7 2.8a4.2 4.2 0 1 0 0 8.4a4.2 4.2 0 1 0 0-8.4M2.6 11.4 11.4 2.6',
  none: 'M4 7H10',
};

/** Null while there are no verdicts. */
export function treePicture(
  { verdicts, selected, live }: Pick<AppState, 'verdicts' | 'selected' | 'live'>,
  theme: PictureTheme,
): string | null {
  if (verdicts === null) return null;
  const { clauses } = verdicts.analysis;
  const { evidence } = verdicts;
  const palette = PALETTES[theme];
  const row = selected !== null && selected < live.length * 32 && hasBit(live, selected) ? selected : null;
  const texts = clauses.map(shownText);
  const widest = Math.max(...clauses.map(({ depth }, i) => LEFT + depth * INDENT + 24 + texts[i]!.length * CHARACTER));
  const width = Math.ceil(widest + COUNTS);
  const height = TOP * 2 + clauses.length * ROW;
  const lines = clauses.map(({ id, depth, kind }, i) => {
    const bits = evidence.clauses[id]!;
    const verdict =
      row === null
        ? 'none'
        : hasBit(bits.true, row)
          ? 'true'
          : bits.missing !== undefined && hasBit(bits.missing, row)
            ? 'missing'
            : 'false';
    const x = LEFT + depth * INDENT;
    const y = TOP + i * ROW;
    const colour = verdict === 'none' ? palette.faint : palette[verdict];
    const weight = kind === 'filter' || kind === 'sequence' || kind === 'sample' ? ' font-weight="600"' : '';
    const sign = `<path transform="translate(${x} ${y + 5})" d="${SIGNS[verdict]}" fill="none" stroke="${colour}" stroke-width="1.8"><title>${verdict}</title></path>`;
    const text = `<text x="${x + 22}" y="${y + 17}" fill="${palette.ink}"${weight}>${escaped(texts[i]!)}</text>`;
    const count = `${bits.counts.true} of ${evidence.liveCount}`;
    return `${sign}${text}<text x="${width - LEFT}" y="${y + 17}" fill="${palette.faint}" text-anchor="end">${count}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${FONT}>`,
    `<rect width="${width}" height="${height}" fill="${palette.surface}"/>`,
    ...lines,
    '</svg>',
  ].join('\n');
}

const FONT = `font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="12"`;

/** A group by its kind; anything else by its text, on one line. */
function shownText({ kind, text, parent }: Clause): string {
  if (kind === 'and' || kind === 'or' || kind === 'not') return kind;
  if (kind === 'filter' && parent === null) return 'whole rule';
  return shortened(text.replaceAll(/\s+/g, ' '), LONGEST);
}

/** For SVG, which is XML: no character that it does not allow. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
