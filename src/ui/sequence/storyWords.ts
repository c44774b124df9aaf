/** A storyline in words: what its picture is to those who do not see it, and what a pointer or a selection asks of it. */
import { idOf, type RowIds } from '../../app/rowNotes.ts';
import type { Storyline } from '../../worker/protocol.ts';
import { counted, number, timeOfDay } from '../words.ts';
import type { LaneMark, MarkLook } from './laneLayout.ts';

type Lane = Storyline['lanes'][number];
type Band = Lane['bands'][number];

/** Longer values are cut where all lanes have the same: ids often differ in their last characters alone. */
const LONG_KEY = 20;
/** What stays in front of the first difference. */
const LEAD = 2;

/** The keys of each lane by their values, so that lanes can be told apart in little room: `…00c3 · 0`. */
export function laneTitles(lanes: readonly Lane[]): readonly string[] {
  const width = lanes[0]?.keys.length ?? 0;
  if (width === 0) return lanes.map(() => 'all events');
  const shared = Array.from({ length: width }, (_, place) => commonStart(lanes.map(({ keys }) => keys[place] ?? '')));
  return lanes.map(({ keys }) =>
    keys
      .map((key, place) => {
        const same = shared[place]! - LEAD;
        if (key === null) return 'no value';
        return lanes.length > 1 && key.length > LONG_KEY && same > LEAD ? `…${key.slice(same)}` : key;
      })
      .join(' · '),
  );
}

/** How many characters all texts begin with. */
function commonStart(texts: readonly string[]): number {
  const [first = '', ...others] = texts;
  return others.reduce((length, text) => {
    let same = 0;
    while (same < length && text[same] === first[same]) same++;
    return same;
  }, first.length);
}

/** `container.id c0ffee, user.id 0`. */
export function laneName({ keys }: Lane, { keyNames }: Storyline): string {
  return keys.length === 0 ? 'All events' : keys.map((key, i) => `${keyNames[i]} ${key ?? 'no value'}`).join(', ');
}

/** `1 complete, 2 partial`, `lacks stage 2`. */
export function laneSummary(lane: Lane, { kind, filters }: Storyline): string {
  const { completeCount, bandCount, lacking } = lane;
  const parts = [
    completeCount > 0 ? `${number(completeCount)} complete` : '',
    bandCount > completeCount ? `${number(bandCount - completeCount)} partial` : '',
  ].filter((part) => part !== '');
  if (parts.length > 0) return parts.join(', ');
  if (lacking.length > 0) return `lacks ${lacking.map((filter) => filters[filter]!.name).join(', ')}`;
  return kind === 'sample' ? 'no distinct events' : 'no candidate';
}

/** What the picture leaves out. */
export function leftOut({ lanes, laneCount, unseenCount, kind, keyNames }: Storyline): readonly string[] {
  const hiddenMarks = lanes.reduce((sum, { marks, markCount }) => sum + markCount - marks.length, 0);
  const lines: string[] = [];
  if (laneCount > lanes.length) {
    lines.push(
      `${number(lanes.length)} of ${number(laneCount)} keys, those that came furthest. Select an event to see its key.`,
    );
  }
  if (hiddenMarks > 0) {
    lines.push(`${counted(hiddenMarks, 'event')} of long lanes left out. Select one to see what is around it.`);
  }
  if (unseenCount > 0) {
    const lacks = [
      keyNames.length > 0 ? `a value of ${keyNames.join(' or ')}` : '',
      kind === 'sequence' ? 'a time' : '',
    ];
    lines.push(
      `${counted(unseenCount, 'event')} ${unseenCount === 1 ? 'fits' : 'fit'} a stage but ${unseenCount === 1 ? 'lacks' : 'lack'} ${lacks.filter((it) => it !== '').join(' or ')}.`,
    );
  }
  return lines;
}

/** What stands in a mark: the number of the stage, `u` for until, `!` for a forbidden event. */
export function markText({ rows, filters }: LaneMark, all: Storyline['filters']): string {
  if (rows.length > 1) return `×${rows.length}`;
  return filters.map((filter) => filterText(all, filter)).join(',');
}

function filterText(all: Storyline['filters'], filter: number): string {
  const { kind } = all[filter]!;
  return kind === 'stage' ? String(filter + 1) : kind === 'until' ? 'u' : '!';
}

const roles = {
  complete: 'in a complete one',
  partial: 'in a partial one',
  cause: 'ended one',
  ghost: 'of another key',
  loose: 'in none',
} satisfies Record<MarkLook, string>;

/** The accessible name of a mark: `e4, stage 2, 09:02:15, in a partial one: Stage 2 (e5) came 12 s after maxspan.` */
export function markName(mark: LaneMark, lane: Lane, { filters }: Storyline, ids: RowIds): string {
  const { rows, look, band } = mark;
  const [row] = rows;
  const names = mark.filters.map((filter) => filters[filter]!.name).join(' and ');
  if (row === undefined) return '';
  if (rows.length > 1) return `${counted(rows.length, 'event')}, ${names}, in none, the first is ${idOf(ids, row)}`;
  const time = lane.marks.find((it) => it.row === row)?.time;
  const found = lane.bands[band];
  const at = time === undefined || time === null ? '' : `, ${timeOfDay(time)}`;
  return `${idOf(ids, row)}, ${names}${at}, ${roles[look]}${found === undefined ? '' : `: ${found.words}`}`;
}

/** `e1 → e2`. */
export function bandEvents({ events }: Band, ids: RowIds): string {
  return events.map(({ row }) => idOf(ids, row)).join(' → ');
}

export interface Deed {
  readonly lane: string;
  readonly words: string;
}

/** What an event did: for each of its lanes the bands that it is part of or ended. */
export function deedsOf(row: number, line: Storyline, ids: RowIds): readonly Deed[] {
  return line.lanes.flatMap((lane): readonly Deed[] => {
    const mark = lane.marks.find((it) => it.row === row);
    if (mark === undefined) return [];
    const name = laneName(lane, line);
    const own = lane.bands.filter(({ events }) => events.some((event) => event.row === row));
    const ended = lane.bands.filter((band) => band.by?.row === row && band.by.isOfLane && !own.includes(band));
    const deeds = [
      ...own.map((band) => ({ lane: name, words: `${bandEvents(band, ids)}: ${band.words}` })),
      ...ended.map((band) => ({ lane: name, words: `${bandEvents(band, ids)}: ${band.words}` })),
    ];
    return deeds.length > 0 ? deeds : [{ lane: name, words: 'Part of no candidate.' }];
  });
}

/** The filters that an event fits, in the lanes that are shown; empty where it fits none. */
export function fitsOf(row: number, { lanes, filters }: Storyline): readonly string[] {
  const numbers = new Set(lanes.flatMap(({ marks }) => marks.find((mark) => mark.row === row)?.fits ?? []));
  return [...numbers].toSorted((a, b) => a - b).map((filter) => filters[filter]!.name);
}
