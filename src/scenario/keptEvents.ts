/**
 * The events of a scenario as they are kept and handed on: ids and texts in buffers, labels and notes by place. A scenario
 * of half a million events is opened and stored in this form, and none of them becomes an object on the page.
 */
import { countTexts, type PackedTexts, packTexts, pickTexts, textAt } from '../text/packed.ts';
import type { Label, ScenarioEvent } from './scenario.ts';

/** Two texts for each event, at the same place. */
export interface EventPack {
  readonly ids: PackedTexts;
  readonly texts: PackedTexts;
}

export interface KeptEvents {
  readonly pack: EventPack;
  /** Places, ascending. */
  readonly labels: Readonly<Record<Label, readonly number[]>>;
  /** By place. */
  readonly notes: ReadonlyMap<number, string>;
}

/** What is known of events beside their ids and texts, by id. */
export interface KnownById {
  readonly labels: Readonly<Record<Label, readonly string[]>>;
  readonly notes: readonly (readonly [id: string, note: string])[];
  /** Texts that replace those of the pack. */
  readonly edits: readonly (readonly [id: string, text: string])[];
  /** Events of the pack that are there no more. */
  readonly removed: readonly string[];
}

export function packEvents(events: readonly Pick<ScenarioEvent, 'id' | 'text'>[]): EventPack {
  return { ids: packTexts(events.map(({ id }) => id)), texts: packTexts(events.map(({ text }) => text)) };
}

export const NO_EVENTS: EventPack = packEvents([]);

export function keptEvents(events: readonly ScenarioEvent[]): KeptEvents {
  const placesOf = (label: Label): readonly number[] =>
    events.flatMap((event, place) => (event.label === label ? [place] : []));
  return {
    pack: packEvents(events),
    labels: { alert: placesOf('alert'), benign: placesOf('benign') },
    notes: new Map(events.flatMap(({ note }, place) => (note === undefined ? [] : [[place, note] as const]))),
  };
}

/** The events of a pack with what is known of them; what is known of others is of no account. */
export function knownEvents(pack: EventPack, { labels, notes, edits, removed }: KnownById): KeptEvents {
  const labelOfId = new Map<string, Label>();
  for (const label of ['alert', 'benign'] as const) for (const id of labels[label]) labelOfId.set(id, label);
  const noteOfId = new Map(notes);
  const editOfId = new Map(edits);
  const isRemoved = new Set(removed);
  const kept: KeptEvents & { labels: Record<Label, number[]>; notes: Map<number, string> } = {
    pack,
    labels: { alert: [], benign: [] },
    notes: new Map(),
  };
  if (labelOfId.size + noteOfId.size + editOfId.size + isRemoved.size === 0) return kept;
  const places: number[] = [];
  const instead = new Map<number, string>();
  for (let place = 0; place < countTexts(pack.ids); place++) {
    const id = textAt(pack.ids, place);
    if (isRemoved.has(id)) continue;
    const label = labelOfId.get(id);
    const note = noteOfId.get(id);
    const edit = editOfId.get(id);
    if (label !== undefined) kept.labels[label].push(places.length);
    if (note !== undefined) kept.notes.set(places.length, note);
    if (edit !== undefined) instead.set(place, edit);
    places.push(place);
  }
  if (places.length === countTexts(pack.ids) && instead.size === 0) return kept;
  return {
    ...kept,
    pack: { ids: pickTexts(pack.ids, places), texts: pickTexts(pack.texts, places, instead) },
  };
}
