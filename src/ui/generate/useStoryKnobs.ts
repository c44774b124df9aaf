/** The knobs as they are typed: text fields may hold something that is no knob yet. Remembered for the next time. */
import { useDeferredValue, useMemo, useState } from 'react';
import { defaultKnobs, foretell, type Forecast, type Knobs, knobsText, readKnobs } from '../../app/stories.ts';
import { recall, remember } from '../remember.ts';

/** Numbers and times as text, the rest as it is. */
export type TypedKnobs = Omit<Knobs, 'count'> & { readonly count: string };

export interface StoryKnobs {
  readonly typed: TypedKnobs;
  readonly change: (changes: Partial<TypedKnobs>) => void;
  /** Null while something does not fit. */
  readonly knobs: Knobs | null;
  /** What does not fit, by the name of the knob. */
  readonly problems: ReadonlyMap<string, string>;
  /** Of the last knobs that fit. */
  readonly forecast: Forecast;
}

const KEY = 'stories';

const isReadable = (value: unknown): value is object => readKnobs(value).ok;

function recalled(): Knobs {
  const reading = readKnobs(recall(KEY, isReadable));
  return reading.ok ? reading.knobs : defaultKnobs;
}

export function useStoryKnobs(): StoryKnobs {
  const [typed, setTyped] = useState<TypedKnobs>(() => asTyped(recalled()));
  const [last, setLast] = useState<Knobs>(() => recalled());
  const reading = useMemo(() => readKnobs(asKnobs(typed)), [typed]);
  const asked = useDeferredValue(last);
  const forecast = useMemo(() => foretell(asked), [asked]);
  const change = (changes: Partial<TypedKnobs>) => {
    const next = { ...typed, ...changes };
    setTyped(next);
    const read = readKnobs(asKnobs(next));
    if (!read.ok) return;
    setLast(read.knobs);
    remember(KEY, JSON.parse(knobsText(read.knobs)));
  };
  const problems = reading.ok ? [] : reading.diagnostics;
  return {
    typed,
    change,
    knobs: reading.ok ? reading.knobs : null,
    problems: new Map(problems.map(({ path = '', message }) => [path.split('.')[0]!, message])),
    forecast,
  };
}

function asTyped(knobs: Knobs): TypedKnobs {
  // Seconds where there are some.
  const start = knobs.start.replace(/(?::00)?\.000Z$/, 'Z');
  return { ...knobs, count: String(knobs.count), start };
}

/** Digits with separators are digits. */
function asKnobs(typed: TypedKnobs): unknown {
  const digits = typed.count.replace(/[\s,_]/g, '');
  return { ...typed, count: /^\d+$/.test(digits) ? Number(digits) : null, start: typed.start.trim() };
}
