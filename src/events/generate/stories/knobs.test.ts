import { describe, expect, test } from 'vitest';
import { defaultKnobs, type Knobs, knobsText, readKnobs, shortKnobs } from './knobs.ts';
import { presets } from './presets.ts';

const read = (value: unknown): Knobs => {
  const reading = readKnobs(value);
  if (!reading.ok) throw new Error(reading.diagnostics.map(({ message }) => message).join(' '));
  return reading.knobs;
};

const complaintsOf = (value: unknown): readonly string[] => {
  const reading = readKnobs(value);
  return reading.ok ? [] : reading.diagnostics.map(({ message }) => message);
};

describe('knobs as JSON', () => {
  test('what is left out is as usual', () => {
    expect(read({ stories: 1 })).toEqual(defaultKnobs);
    expect(knobsText(defaultKnobs)).toBe('{"stories":1}');
  });

  test('have one spelling', () => {
    const one = read({ count: 20, stories: 1, mix: { nsenter: 2, work: 1, ash: 0 }, seed: 7 });
    const other = read({ stories: 1, seed: '7', mix: { work: 1, nsenter: 2 }, count: 20, start: '2026-03-02T09:00Z' });
    expect(knobsText(one)).toBe('{"stories":1,"seed":"7","count":20,"mix":{"work":1,"nsenter":2}}');
    expect(knobsText(other)).toBe(knobsText(one));
  });

  test.each(Object.entries(presets))('come back: %s', (_, { knobs }) => {
    const all: Knobs = { ...defaultKnobs, ...knobs, seed: 'x', span: 60, merged: 1, steps: 0, count: 7 };
    expect(read(JSON.parse(knobsText(all)))).toEqual(all);
    expect(read(shortKnobs(all))).toEqual(all);
  });

  test.each([
    [null, 'The knobs must be an object.'],
    [{}, 'stories is missing.'],
    [{ stories: 2 }, 'stories must be 1: other versions cannot be told here.'],
    [{ stories: 1, count: 0 }, 'count must be a whole number from 1 to 1000000.'],
    [{ stories: 1, count: 1.5 }, 'count must be a whole number from 1 to 1000000.'],
    [{ stories: 1, noise: 2 }, 'noise must be a number from 0 to 1.'],
    [{ stories: 1, span: '1h' }, 'span must be a whole number from 1 to 2592000.'],
    [{ stories: 1, start: '2026-02-30' }, 'start must be a time such as "2026-03-02T09:00:00Z".'],
    [{ stories: 1, start: '2026-13-01T00:00Z' }, 'start must be a time such as "2026-03-02T09:00:00Z".'],
    [{ stories: 1, mix: {} }, 'mix must have a weight above 0.'],
    [{ stories: 1, mix: { nobody: 1 } }, 'mix.nobody has no actor or group nobody.'],
    [{ stories: 1, mix: { work: -1, ash: 1 } }, 'mix.work must be a whole number from 0 to 100.'],
    [{ stories: 1, speed: 3 }, 'speed is no knob.'],
  ])('that do not fit are refused: %j', (value, complaint) => {
    expect(complaintsOf(value)).toEqual([complaint]);
  });
});
