/**
 * A scenario with private values replaced by made-up ones, the same everywhere: in documents, notes, titles, metadata and
 * exceptions, inside of longer texts, in every form that `matcher.ts` knows. A value inside of another (an application's
 * name in the name of its pod) is replaced there as it is elsewhere. The same scenario, choice and seed give the same
 * result.
 *
 * What the rule or an exception names stays: hiding it would make another rule of it. Whether every verdict is the same
 * afterwards is for the engine to say (`worker/sharing`); here it is only made likely.
 */
import type { Scenario } from '../scenario.ts';
import type { blocksOf } from './addresses.ts';
import { madeUp, type Shape } from './madeUp.ts';
import { Matcher } from './matcher.ts';
import type { PrivateKind } from './privateFields.ts';
import { mapTexts, type TextMap } from './strings.ts';

/** What the rule and its exceptions ask for. */
export interface Naming {
  /** A value that stands in one of these texts stays. */
  readonly texts: readonly string[];
  /** Pieces of wildcard patterns, in lower case: they stay inside of values. */
  readonly pieces: readonly string[];
  /** Blocks of addresses: a made-up address lies in the same ones. */
  readonly blocks: ReturnType<typeof blocksOf>;
  /** Whether a key, or each part of a dotted one, is the name of a field that everybody knows. Such keys stay. */
  isFieldName(key: string): boolean;
}

export interface Replacement {
  readonly value: string;
  readonly kind: PrivateKind;
  readonly replacement: string;
  /** How often it was replaced. */
  readonly places: number;
}

/** A value that stays. */
export interface Kept {
  readonly value: string;
  readonly kind: PrivateKind;
  /** `named`: by the rule or an exception. `shapeless`: nothing else has its shape. */
  readonly why: 'named' | 'shapeless';
}

export interface Redaction {
  readonly scenario: Scenario;
  readonly replaced: readonly Replacement[];
  readonly kept: readonly Kept[];
}

/** Tries for a value that is nowhere else, and for a result in which no value came about by accident. */
const TRIES = 200;
const ROUNDS = 5;

export function redact(
  scenario: Scenario,
  values: ReadonlyMap<string, PrivateKind>,
  naming: Naming,
  seed: number,
): Redaction {
  const named = new Set(naming.texts.flatMap((text) => new Matcher(values.keys()).find(text)));
  const hidden = new Map([...values].filter(([value]) => !named.has(value)));
  const shapeless = new Set<string>();
  for (let round = 0; ; round++) {
    const chosen = [...hidden.keys()].filter((value) => !shapeless.has(value));
    const standIns = standInsFor(chosen, seed + round / ROUNDS, naming);
    for (const value of chosen) if (!standIns.has(value)) shapeless.add(value);
    const { result, places } = replaceAll(scenario, standIns, naming);
    const left = remaining(result, standIns.keys(), naming);
    if ((left.size === 0 && hasUniqueIds(result)) || standIns.size === 0) {
      return {
        scenario: result,
        replaced: Array.from(standIns, ([value, replacement]) => ({
          value,
          kind: values.get(value)!,
          replacement,
          places: places.get(value) ?? 0,
        })).filter((it) => it.places > 0),
        kept: [...values].flatMap(([value, kind]) => {
          const why = named.has(value) ? 'named' : shapeless.has(value) ? 'shapeless' : null;
          return why === null ? [] : [{ value, kind, why }];
        }),
      };
    }
    // By the last rounds, what keeps coming about by accident is left alone.
    if (round >= ROUNDS) for (const value of left.size > 0 ? left : standIns.keys()) shapeless.add(value);
  }
}

/** Value -> its stand-in; values without one are left out. */
function standInsFor(values: readonly string[], seed: number, naming: Naming): ReadonlyMap<string, string> {
  const shape: Shape = { pieces: naming.pieces, blocks: naming.blocks };
  const everything = new Matcher(values);
  const shorter = new Matcher();
  const standIns = new Map<string, string>();
  const used = new Set<string>();
  for (const value of values.toSorted((a, b) => a.length - b.length)) {
    const parts = shorter.split(value);
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const standIn = parts
        .map((part) =>
          typeof part === 'string' ? madeUp(part, seed, attempt, shape) : part.write(standIns.get(part.value)!),
        )
        .join('');
      const folded = standIn.toLowerCase();
      if (used.has(folded) || everything.find(standIn).length > 0) continue;
      used.add(folded);
      standIns.set(value, standIn);
      shorter.add(value, true);
      break;
    }
  }
  return new Map(values.flatMap((value) => (standIns.has(value) ? [[value, standIns.get(value)!] as const] : [])));
}

function replaceAll(
  scenario: Scenario,
  standIns: ReadonlyMap<string, string>,
  naming: Naming,
): { readonly result: Scenario; readonly places: ReadonlyMap<string, number> } {
  const matcher = new Matcher(standIns.keys());
  const places = new Map<string, number>();
  const by = (value: string): string => {
    places.set(value, (places.get(value) ?? 0) + 1);
    return standIns.get(value)!;
  };
  const map: TextMap = {
    text: (text) => matcher.replace(text, by),
    key: (key) => (naming.isFieldName(key) ? key : matcher.replace(key, by)),
  };
  return { result: mapTexts(scenario, map), places };
}

/** The values that stand somewhere in a scenario. */
export function remaining(scenario: Scenario, values: Iterable<string>, naming: Naming): ReadonlySet<string> {
  const matcher = new Matcher(values);
  const found = new Set<string>();
  const look = (text: string): string => {
    for (const value of matcher.find(text)) found.add(value);
    return text;
  };
  mapTexts(scenario, { text: look, key: (key) => (naming.isFieldName(key) ? key : look(key)) });
  return found;
}

function hasUniqueIds({ events }: Scenario): boolean {
  return new Set(events.map(({ id }) => id)).size === events.length;
}
