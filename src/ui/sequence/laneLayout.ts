/**
 * Where everything of one lane stands: bands side by side in tracks, events that belong to none in a track of their own
 * below. Nothing covers anything: marks of a band keep a distance, what does not fit beside the rest of a track goes to
 * the next, and what fits in none is counted.
 */
import type { Storyline } from '../../worker/protocol.ts';
import type { TimeScale } from './timeScale.ts';

type Lane = Storyline['lanes'][number];
type Band = Lane['bands'][number];

/** A mark, its two neighbours' distance, and a track: on a grid of eights. */
export const MARK = 16;
export const TRACK = 24;
/** Above and below the tracks. */
const PADDING = 8;
/** Two lines of a label. */
const LEAST_HEIGHT = 48;
/** Before the first event, after the last. */
export const MARGIN = 16;
const MOST_TRACKS = 8;
/** No more tracks are added only to give words room. */
const LABELLED_TRACKS = 3;
/** From the middle of one mark to the next in a band. */
const NEXT = MARK + 2;
/** From the middle of one mark to the next outside of bands, where a mark may say `×12` or `1,3`. */
export const NEXT_LOOSE = 32;
/** Between what stands in one track. */
const APART = 8;
/** A character of a label, about. */
const CHARACTER = 6.4;
const LONGEST_LABEL = 560;
/** Fewer pixels hold no words. */
const LEAST_LABEL = 72;

/**
 * - `complete`, `partial`: part of a band
 * - `cause`: what ended a band: too late, forbidden, until
 * - `ghost`: fits the awaited stage, but is of another lane
 * - `loose`: part of nothing
 */
export type MarkLook = 'complete' | 'partial' | 'cause' | 'ghost' | 'loose';

export interface LaneMark {
  /** Several events that are too close to tell apart. */
  readonly rows: readonly number[];
  readonly x: number;
  readonly track: number;
  /** The filters that it is shown for, by number. */
  readonly filters: readonly number[];
  readonly look: MarkLook;
  /** Number of its band in the lane; -1 for a loose one. */
  readonly band: number;
}

export interface LaneBand {
  readonly band: Band;
  readonly track: number;
  readonly x: number;
  /** Where its own events end. */
  readonly end: number;
  /** Where what ended it stands; `end` where nothing does. */
  readonly tail: number;
  /** Where maxspan ends, of one that came too late. */
  readonly limit: number | null;
  readonly label: { readonly x: number; readonly width: number; readonly text: string } | null;
}

export interface LaneLayout {
  /** From left to right. */
  readonly marks: readonly LaneMark[];
  readonly bands: readonly LaneBand[];
  readonly height: number;
  /** Bands that found no place. */
  readonly hidden: number;
  readonly width: number;
}

/** A band with its places, before it has a track. */
interface Placed {
  readonly number: number;
  readonly band: Band;
  readonly marks: readonly Omit<LaneMark, 'track'>[];
  readonly end: number;
  readonly tail: number;
  readonly limit: number | null;
}

/** Row or time -> its place. */
interface Places {
  ofRow(row: number): number;
  ofTime(time: number): number;
  timeOf(row: number): number | null;
}

export function layLane(
  lane: Lane,
  { filters, maxspan }: Pick<Storyline, 'filters' | 'maxspan'>,
  scale: TimeScale,
): LaneLayout {
  const times = new Map(lane.marks.map(({ row, time }) => [row, time]));
  const places: Places = {
    timeOf: (row) => times.get(row) ?? null,
    ofTime: (time) => MARGIN + scale.x(time),
    ofRow: (row) => MARGIN + scale.x(times.get(row) ?? -Infinity),
  };
  const placed = lane.bands.map((band, number) => placeBand(band, number, lane, filters, maxspan, places));
  const { bands, marks, hidden, ends } = pack(placed);
  const inBands = new Set(placed.flatMap((each) => each.marks.flatMap(({ rows }) => rows)));
  const others = clusters(
    lane.marks.filter(({ row }) => !inBands.has(row)),
    places,
    ends.length,
  );
  const trackCount = ends.length + (others.length > 0 ? 1 : 0);
  return {
    marks: [...marks, ...others].toSorted((a, b) => a.x - b.x || a.track - b.track),
    bands,
    height: Math.max(LEAST_HEIGHT, trackCount * TRACK + 2 * PADDING),
    hidden,
    width: Math.max(0, ...ends, ...others.slice(-1).map(({ x }) => x + MARK / 2)) + MARGIN,
  };
}

/** The middle of a track, from the top of its lane. */
export function trackMiddle(track: number): number {
  return PADDING + track * TRACK + TRACK / 2;
}

function placeBand(
  band: Band,
  number: number,
  lane: Lane,
  filters: Storyline['filters'],
  maxspan: number | null,
  places: Places,
): Placed {
  const { events, ending, by } = band;
  const look = ending === 'completed' ? 'complete' : 'partial';
  let last = -Infinity;
  const marks: Omit<LaneMark, 'track'>[] = events.map(({ row, filter }) => {
    last = Math.max(places.ofRow(row), last + NEXT);
    return { rows: [row], x: last, filters: [filter], look, band: number };
  });
  const end = last;
  const cause = by === null ? null : causeOf(band, lane, filters);
  if (by !== null && cause !== null) {
    last = Math.max(places.ofTime(by.time), last + NEXT);
    marks.push({ rows: [by.row], x: last, ...cause, band: number });
  }
  const first = places.timeOf(events[0]!.row);
  const isLate = ending === 'expired' && maxspan !== null && first !== null;
  return {
    number,
    band,
    marks,
    end,
    // A newer event takes over where it stands itself, in the next band.
    tail: ending === 'replaced' && by !== null ? Math.max(end, places.ofTime(by.time) - NEXT) : last,
    limit: isLate ? Math.min(Math.max(places.ofTime(first + maxspan), end + MARK / 2), last - MARK / 2) : null,
  };
}

/** The mark of what ended a band, where it is drawn beside it: not of a newer event, nor of one that came before. */
function causeOf(
  { ending, awaited, by }: Band,
  lane: Lane,
  filters: Storyline['filters'],
): Pick<LaneMark, 'filters' | 'look'> | null {
  const ofKind = (kind: 'until' | 'missing'): number[] => {
    const fits = lane.marks.find(({ row }) => row === by?.row)?.fits ?? [];
    return fits.filter((filter) => filters[filter]!.kind === kind);
  };
  switch (ending) {
    case 'expired':
      return { filters: awaited === null ? [] : [awaited], look: 'cause' };
    case 'until':
      return { filters: ofKind('until'), look: 'cause' };
    case 'missing':
      return { filters: ofKind('missing'), look: 'cause' };
    case 'waiting':
      if (by?.isOfLane === false) return { filters: awaited === null ? [] : [awaited], look: 'ghost' };
      return ofKind('until').length > 0 ? { filters: ofKind('until'), look: 'cause' } : null;
    default:
      return null;
  }
}

interface Packed {
  readonly bands: readonly LaneBand[];
  readonly marks: readonly LaneMark[];
  readonly hidden: number;
  /** Of each track, where its last band ends. */
  readonly ends: readonly number[];
}

interface Track {
  readonly bands: Placed[];
  /** Where its last band ends, without its label and with it. */
  end: number;
  reserved: number;
}

/** Each band into the first track that has room, for its label too as long as that takes few tracks. */
function pack(placed: readonly Placed[]): Packed {
  const tracks: Track[] = [];
  let hidden = 0;
  for (const each of placed) {
    const left = startOf(each) - APART;
    const track =
      tracks.find(({ reserved }) => reserved <= left) ??
      added(tracks, LABELLED_TRACKS) ??
      tracks.find(({ end }) => end <= left) ??
      added(tracks, MOST_TRACKS);
    if (track === null) {
      hidden++;
      continue;
    }
    track.bands.push(each);
    track.end = endOf(each);
    track.reserved = track.end + labelWidth(each.band);
  }
  return {
    bands: tracks.flatMap(({ bands }, track) => bands.map((each, i) => bandOf(each, track, bands[i + 1]))),
    marks: tracks.flatMap(({ bands }, track) =>
      bands.flatMap(({ marks }) => marks.map((mark) => ({ ...mark, track }))),
    ),
    hidden,
    ends: tracks.map(({ reserved }) => reserved),
  };
}

function added(tracks: Track[], most: number): Track | null {
  if (tracks.length >= most) return null;
  const track: Track = { bands: [], end: -Infinity, reserved: -Infinity };
  tracks.push(track);
  return track;
}

function startOf({ marks }: Placed): number {
  return marks[0]!.x - MARK / 2;
}

function endOf({ tail }: Placed): number {
  return tail + MARK / 2;
}

/** Its words go as far as the next band lets them. */
function bandOf(each: Placed, track: number, next: Placed | undefined): LaneBand {
  const { band, marks, end, tail, limit } = each;
  const x = endOf(each) + APART / 2;
  const room = next === undefined ? Infinity : startOf(next) - APART - x;
  const width = Math.min(labelWidth(band), room);
  const label = width < LEAST_LABEL ? null : { x, width, text: band.words };
  return { band, track, x: marks[0]!.x, end, tail, limit, label };
}

/** A complete band needs no words, and of one that was replaced the next one tells. */
function labelWidth({ ending, words }: Band): number {
  if (ending === 'completed' || ending === 'replaced') return 0;
  return Math.min(LONGEST_LABEL, Math.ceil(words.length * CHARACTER) + MARK);
}

/** Events that belong to no band; those too close to tell apart are one mark. */
function clusters(marks: Lane['marks'], places: Places, track: number): readonly LaneMark[] {
  const found: LaneMark[] = [];
  for (const { row, fits } of marks) {
    const x = places.ofRow(row);
    const last = found.at(-1);
    if (last === undefined || x - last.x >= NEXT_LOOSE) {
      found.push({ rows: [row], x, track, filters: fits, look: 'loose', band: -1 });
    } else {
      const filters = [...new Set([...last.filters, ...fits])].toSorted((a, b) => a - b);
      found[found.length - 1] = { ...last, rows: [...last.rows, row], filters };
    }
  }
  return found;
}
