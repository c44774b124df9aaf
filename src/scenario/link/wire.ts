/**
 * Version 1 of the text in a link. Lines:
 *
 *     {"rule":{"query":"…"}}           the scenario without its events (`canonical.ts`)
 *     24                               how many events there are
 *     ids, labels, notes, shapes       a column each (`column.ts`)
 *     the values of the documents      a column for each path, in the order in which the shapes name them
 *
 * Events of one source look alike. By columns, what is the same all along costs nothing, and what differs stands beside
 * its like: 1,000 events take a third of what they take one after the other.
 *
 * Where events were generated and are as they were told (`told.ts`), their knobs stand behind the number, and which they
 * are on a line of its own; shapes and values are of the other events alone. The ids in the column are then `#` and how
 * far they are from their places, and `=` is the label or the note that was told; long runs in the lines of codes are
 * numbers (`column.ts`).
 *
 *     10024 [{"stories":1,"seed":"7","count":10000}]
 *     24:0+10000                       after 24 that are written down, 10,000 told ones, from the first
 *
 * A version is for ever: what is written here may only change under another version character (`link.ts`).
 */
import { type JsonObject, type Label, readScenario, type Scenario, type ScenarioEvent } from '../scenario.ts';
import { canonical, canonicalHead } from './canonical.ts';
import { Lines, readColumn, readLongColumn, writeColumn, writeLongColumn } from './column.ts';
import { LARGEST_TEXT, MOST_EVENTS } from './limits.ts';
import { type Form, formOf, putTogether, takeApart } from './shape.ts';
import { Speller } from './spelling.ts';
import {
  placesOf,
  poolOf,
  readRuns,
  runsText,
  storiesOf,
  type Tell,
  tellsNothing,
  type ToldEvent,
  toldPart,
} from './told.ts';

/** Stands for what was told. */
const AS_TOLD = '=';

export function writeWire(scenario: Scenario, tell: Tell = tellsNothing): string {
  const pool = poolOf(scenario.generated ?? [], tell);
  const { events } = canonical(scenario, pool?.texts);
  const part = toldPart(events, pool);
  const told = part === null ? [] : placesOf(part.runs, events.length).map((place) => toldAt(part.told, place));
  const lines = [canonicalHead(scenario)];
  if (part === null) {
    lines.push(String(events.length));
  } else {
    lines.push(`${events.length} [${part.stories.map(({ knobs }) => knobs).join(',')}]`, runsText(part.runs));
  }
  const write = part === null ? writeColumn : writeLongColumn;
  write(
    events.map(({ id }, i) => (part === null ? idText(id, i) : (offsetText(id, i) ?? idText(id, i)))),
    lines,
  );
  write(
    events.map(({ label }, i) => (isAsTold(told[i], label, told[i]?.label) ? AS_TOLD : (label ?? ''))),
    lines,
  );
  write(
    events.map(({ note }, i) =>
      isAsTold(told[i], note, told[i]?.note) ? AS_TOLD : note === undefined ? '' : JSON.stringify(note),
    ),
    lines,
  );
  writeDocuments(
    events.flatMap(({ text }, i) => (told[i] === undefined ? [text] : [])),
    lines,
  );
  return lines.join('\n');
}

function toldAt(told: readonly ToldEvent[], place: number | null): ToldEvent | undefined {
  return place === null ? undefined : told[place];
}

function isAsTold(told: ToldEvent | undefined, is: string | undefined, was: string | null | undefined): boolean {
  return told !== undefined && (is ?? null) === (was ?? null);
}

function idText(id: string, i: number): string {
  return id === `#${i}` ? '' : JSON.stringify(id);
}

/** `#3` for the id `#27` at place 24: removed events leave a gap, and what comes after it is the same all along. */
function offsetText(id: string, i: number): string | null {
  if (!/^#(0|[1-9]\d{0,6})$/.test(id) || id === `#${i}`) return null;
  return `#${Number(id.slice(1)) - i}`;
}

function writeDocuments(texts: readonly string[], lines: string[]): void {
  const shapes: string[] = [];
  const columns = new Map<string, { readonly speller: Speller; readonly texts: string[] }>();
  for (const text of texts) {
    const { shape, values } = takeApart(text);
    shapes.push(shape);
    for (const { path, raw } of values) {
      let column = columns.get(path);
      if (column === undefined) columns.set(path, (column = { speller: new Speller(), texts: [] }));
      column.texts.push(raw);
    }
  }
  writeColumn(shapes, lines);
  for (const column of columns.values()) writeColumn(column.texts, lines, (raw) => column.speller.short(raw));
}

export type WireFault = {
  readonly fault: 'misshapen' | 'too large' | 'too many events' | 'newer' | 'refused';
  readonly reason?: string;
};

export function readWire(text: string, tell: Tell): Scenario | WireFault {
  const lines = new Lines(text);
  const head = readHead(lines.next());
  if ('fault' in head) return head;
  const size = /^(\d+)(?: (.*))?$/.exec(lines.next() ?? '');
  if (size === null) return { fault: 'misshapen' };
  const [, digits, generatedText] = size;
  const count = Number(digits);
  if (count > MOST_EVENTS) return { fault: 'too many events' };
  const told = generatedText === undefined ? null : readTold(generatedText, lines, count, tell);
  if (told !== null && 'fault' in told) return told;
  const read = told === null ? readColumn : readLongColumn;
  const ids = read(lines, count);
  const labels = read(lines, count);
  const notes = read(lines, count);
  const writtenCount = told === null ? count : told.events.filter((event) => event === undefined).length;
  const texts = readDocuments(lines, writtenCount, text.length);
  if (texts !== null && 'fault' in texts) return texts;
  if (ids === null || labels === null || notes === null || texts === null || !lines.isAtEnd)
    return { fault: 'misshapen' };
  const events = readEvents(ids, labels, notes, texts, told?.events ?? null);
  if (events === null) return { fault: 'misshapen' };
  return { ...head, events, ...(told !== null && { generated: told.generated }) };
}

interface ToldEvents {
  readonly generated: readonly JsonObject[];
  /** Undefined for one that is written down. */
  readonly events: readonly (ToldEvent | undefined)[];
}

function readTold(knobsText: string, lines: Lines, count: number, tell: Tell): ToldEvents | WireFault {
  const generated = knobsIn(knobsText);
  if (generated === null) return { fault: 'newer' };
  const stories = storiesOf(generated, tell);
  if (stories === 'unknown') return { fault: 'newer' };
  if (stories === 'too many') return { fault: 'too many events' };
  const size = stories.reduce((sum, story) => sum + story.count, 0);
  const runs = readRuns(lines.next() ?? '', count, size);
  if (runs === null) return { fault: 'misshapen' };
  const pool = stories.flatMap((story) => [...story.events()]);
  return { generated, events: placesOf(runs, count).map((place) => toldAt(pool, place)) };
}

function knobsIn(text: string): readonly JsonObject[] | null {
  try {
    const knobs: unknown = JSON.parse(text);
    return Array.isArray(knobs) && knobs.every((it) => typeof it === 'object' && it !== null && !Array.isArray(it))
      ? (knobs as JsonObject[])
      : null;
  } catch {
    return null;
  }
}

/** The scenario without its events, checked as a file is. */
function readHead(line: string | null): Scenario | WireFault {
  if (line === null || !line.startsWith('{') || !line.endsWith('}')) return { fault: 'misshapen' };
  const { scenario, diagnostics } = readScenario(`${line.slice(0, -1)}${line === '{}' ? '' : ','}"events":[]}`);
  if (scenario !== null) return scenario;
  return { fault: 'refused', reason: diagnostics[0]?.message ?? '' };
}

function readDocuments(lines: Lines, count: number, most: number): readonly string[] | WireFault | null {
  const shapes = readColumn(lines, count);
  if (shapes === null) return null;
  const forms = new Map<string, Form>();
  const lengths = new Map<string, number>();
  let places = 0;
  for (const shape of shapes) {
    const form = forms.get(shape) ?? formOf(shape);
    if (form === null) return null;
    forms.set(shape, form);
    // Every value has a code of its own, so there are no more of them than characters.
    places += form.paths.length;
    if (places > most) return null;
    for (const path of form.paths) lengths.set(path, (lengths.get(path) ?? 0) + 1);
  }
  const columns = new Map<string, Iterator<string>>();
  for (const [path, length] of lengths) {
    const values = readValues(lines, length);
    if (values === null) return null;
    columns.set(path, values.values());
  }
  return fill(shapes, forms, columns);
}

function readValues(lines: Lines, length: number): readonly string[] | null {
  const speller = new Speller();
  return readColumn(lines, length, (spelt) => speller.long(spelt));
}

function fill(
  shapes: readonly string[],
  forms: ReadonlyMap<string, Form>,
  columns: ReadonlyMap<string, Iterator<string>>,
): readonly string[] | WireFault | null {
  const texts: string[] = [];
  let length = 0;
  for (const shape of shapes) {
    const form = forms.get(shape)!;
    const values = form.paths.map((path) => columns.get(path)!.next().value as string);
    const text = putTogether(form, values);
    if (text === null) return null;
    length += text.length;
    if (length > LARGEST_TEXT) return { fault: 'too large' };
    texts.push(text);
  }
  return texts;
}

/** Null when an id is taken, or a text is not what stands there. */
function readEvents(
  ids: readonly string[],
  labels: readonly string[],
  notes: readonly string[],
  texts: readonly string[],
  told: ToldEvents['events'] | null,
): readonly ScenarioEvent[] | null {
  const seen = new Set<string>();
  const events: ScenarioEvent[] = [];
  const written = texts.values();
  for (const [i, idText] of ids.entries()) {
    const story = told?.[i];
    const id = idOf(idText, i, told !== null);
    const label = labels[i] === AS_TOLD && story !== undefined ? (story.label ?? '') : labels[i]!;
    const note = notes[i] === AS_TOLD && story !== undefined ? story.note : noteOf(notes[i]!);
    const text = story?.text ?? written.next().value;
    if (id === null || id === '' || note === null || !isLabel(label) || text === undefined || seen.has(id)) return null;
    seen.add(id);
    events.push({ id, text, ...(label !== '' && { label }), ...(note !== undefined && { note }) });
  }
  return events;
}

function idOf(text: string, place: number, hasOffsets: boolean): string | null {
  if (text === '') return `#${place}`;
  if (!hasOffsets || !text.startsWith('#')) return stringOf(text);
  return /^#-?\d{1,7}$/.test(text) && Number(text.slice(1)) + place >= 0 ? `#${Number(text.slice(1)) + place}` : null;
}

function noteOf(text: string): string | null | undefined {
  return text === '' ? undefined : stringOf(text);
}

function isLabel(text: string): text is Label | '' {
  return text === '' || text === 'alert' || text === 'benign';
}

function stringOf(json: string): string | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
