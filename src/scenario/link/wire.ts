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
 * A version is for ever: what is written here may only change under another version character (`link.ts`).
 */
import { type Label, readScenario, type Scenario, type ScenarioEvent } from '../scenario.ts';
import { canonicalHead, canonicalText } from './canonical.ts';
import { Lines, readColumn, writeColumn } from './column.ts';
import { LARGEST_TEXT, MOST_EVENTS } from './limits.ts';
import { type Form, formOf, putTogether, takeApart } from './shape.ts';
import { Speller } from './spelling.ts';

export function writeWire(scenario: Scenario): string {
  const { events } = scenario;
  const lines = [canonicalHead(scenario), String(events.length)];
  writeColumn(
    events.map(({ id }, i) => (id === `#${i}` ? '' : JSON.stringify(id))),
    lines,
  );
  writeColumn(
    events.map(({ label }) => label ?? ''),
    lines,
  );
  writeColumn(
    events.map(({ note }) => (note === undefined ? '' : JSON.stringify(note))),
    lines,
  );
  writeDocuments(
    events.map(({ text }) => canonicalText(text)),
    lines,
  );
  return lines.join('\n');
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

export function readWire(text: string): Scenario | WireFault {
  const lines = new Lines(text);
  const head = readHead(lines.next());
  if ('fault' in head) return head;
  const size = lines.next() ?? '';
  // What stands behind the number says how events come about that are not written down; no version does so far.
  if (!/^\d+$/.test(size)) return { fault: /^\d+ /.test(size) ? 'newer' : 'misshapen' };
  const count = Number(size);
  if (count > MOST_EVENTS) return { fault: 'too many events' };
  const ids = readColumn(lines, count);
  const labels = readColumn(lines, count);
  const notes = readColumn(lines, count);
  const texts = readDocuments(lines, count, text.length);
  if (texts !== null && 'fault' in texts) return texts;
  if (ids === null || labels === null || notes === null || texts === null || !lines.isAtEnd)
    return { fault: 'misshapen' };
  const events = readEvents(ids, labels, notes, texts);
  return events === null ? { fault: 'misshapen' } : { ...head, events };
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
): readonly ScenarioEvent[] | null {
  const seen = new Set<string>();
  const events: ScenarioEvent[] = [];
  for (const [i, text] of texts.entries()) {
    const id = ids[i] === '' ? `#${i}` : stringOf(ids[i]!);
    const note = notes[i] === '' ? undefined : stringOf(notes[i]!);
    const label = labels[i]!;
    if (id === null || id === '' || note === null || !isLabel(label) || seen.has(id)) return null;
    seen.add(id);
    events.push({ id, text, ...(label !== '' && { label }), ...(note !== undefined && { note }) });
  }
  return events;
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
