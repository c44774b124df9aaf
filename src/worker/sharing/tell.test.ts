/** Links in which generated events are knobs, and which of the events they told. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultKnobs, knobsText } from '../../events/generate/index.ts';
import { canonical } from '../../scenario/link/canonical.ts';
import { decodeLink, encodeLink } from '../../scenario/link/link.ts';
import {
  emptyScenario,
  type JsonObject,
  readScenario,
  type Scenario,
  type ScenarioEvent,
  writeScenario,
} from '../../scenario/scenario.ts';
import { tell } from './tell.ts';

const knobs = (changes: Partial<typeof defaultKnobs>): JsonObject =>
  JSON.parse(knobsText({ ...defaultKnobs, ...changes })) as JsonObject;

/** Events as the page has them after they were told: ids by place. */
function toldBy(given: JsonObject, from = 0): readonly ScenarioEvent[] {
  return [...tell(given)!.events()].map(({ text, label, note }, i) => ({
    id: `#${from + i}`,
    text,
    note,
    ...(label !== null && { label }),
  }));
}

function opened(payload: string): Scenario {
  const reading = decodeLink(payload, tell);
  if ('problem' in reading) throw new Error(reading.problem.message);
  return reading.scenario;
}

const codeOf = (payload: string): string => {
  const reading = decodeLink(payload, tell);
  return 'problem' in reading ? reading.problem.code : 'opened';
};

const MANY = knobsText({ ...defaultKnobs, count: 20_001 });

const scenarioOf = (events: readonly ScenarioEvent[], ...generated: readonly JsonObject[]): Scenario => ({
  ...emptyScenario,
  rule: { query: 'process where process.args == "-i"' },
  events,
  generated,
});

describe('a link of generated events', () => {
  test('is short for 10,000 of them, and opens with every one as it was', () => {
    const given = knobs({ seed: 'ten thousand', count: 10_000 });
    const scenario = scenarioOf(toldBy(given), given);
    const payload = encodeLink(scenario, tell)!;
    expect(payload.length).toBeLessThan(200);
    expect(opened(payload)).toEqual(scenario);
    // Who cannot tell stories is told so.
    expect(decodeLink(payload)).toMatchObject({ problem: { code: 'link/newer' } });
  });

  test('holds what was edited, added, relabelled and noted, and not what was removed', () => {
    const given = knobs({ seed: 'edits', count: 300 });
    const own: ScenarioEvent[] = [{ id: 'mine', text: '{"a":1}', label: 'alert' }];
    const events = [...own, ...toldBy(given, 1)].filter((_, i) => i !== 40 && i !== 41);
    events[10] = { ...events[10]!, text: '{"edited":true}' };
    events[20] = { id: events[20]!.id, text: events[20]!.text, label: 'alert', note: 'mine' };
    events[21] = { id: events[21]!.id, text: events[21]!.text };
    const scenario = scenarioOf(events, given);
    const payload = encodeLink(scenario, tell)!;
    expect(payload.length).toBeLessThan(400);
    expect(opened(payload)).toEqual(scenario);
  });

  test('has knobs alone that are needed; without any it is the link that it always was', () => {
    const [one, two] = [knobs({ seed: 'one', count: 20 }), knobs({ seed: 'two', count: 20 })];
    expect(opened(encodeLink(scenarioOf(toldBy(two), one, two), tell)!).generated).toEqual([two]);
    const { generated: _, ...bare } = scenarioOf([{ id: '#0', text: '{}' }]);
    expect(encodeLink(scenarioOf(bare.events, one, two), tell)).toBe(encodeLink(bare));
    expect(encodeLink(bare, tell)).toBe(encodeLink(bare));
  });

  test('is one, however the knobs are spelt', () => {
    const given = knobs({ seed: '7', count: 20 });
    const spelt = { count: 20, noise: 0.5, seed: 7, stories: 1, mix: { intruders: 2, operators: 3, work: 3 } };
    const [a, b] = [given, spelt].map((each) => encodeLink(scenarioOf(toldBy(given), each), tell));
    expect(a).toBe(b);
  });

  test('of any events from any stories comes back, and has the same link again', () => {
    const pools = ['a', 'b'].map((seed) => knobs({ seed, count: 12 }));
    const told = pools.flatMap((each) => toldBy(each));
    const event = fc.oneof(
      fc.nat(told.length - 1).map((at) => told[at]!),
      fc.record({ text: fc.constantFrom('{"a":1}', 'broken', '{}'), note: fc.constantFrom('n', '=') }),
      fc.nat(told.length - 1).map((at) => ({ text: told[at]!.text, label: 'benign' as const })),
    );
    const events = fc.array(fc.tuple(event, fc.boolean(), fc.nat(90)), { maxLength: 30 }).map((list) => {
      const taken = new Set<string>();
      return list.map(([it, isNamed, number], i) => {
        const wanted = isNamed ? `#${number}` : `#${i}`;
        const id = taken.has(wanted) ? `e${i}` : wanted;
        taken.add(id);
        return { ...it, id };
      });
    });
    fc.assert(
      fc.property(events, (list) => {
        const scenario = scenarioOf(list, ...pools);
        const payload = encodeLink(scenario, tell)!;
        const back = opened(payload);
        expect(back.events).toEqual(canonical(scenario).events);
        expect(encodeLink(back, tell)).toBe(payload);
      }),
    );
  });

  test('tells no more than is good for a page', () => {
    const given = knobs({ seed: 'x', count: 5 });
    const payload = encodeLink(scenarioOf(toldBy(given), given), (it) => ({ ...tell(it)!, knobs: MANY }))!;
    expect(codeOf(payload)).toBe('link/too-many-events');
  });

  test('that was damaged, or made to harm, never throws', () => {
    const given = knobs({ seed: 'x', count: 40 });
    const payload = encodeLink(scenarioOf(toldBy(given), given), tell)!;
    fc.assert(
      fc.property(
        fc.nat(payload.length - 1),
        fc.nat(9),
        fc.string({ unit: 'grapheme-ascii', maxLength: 4 }),
        (at, cut, put) => {
          const damaged = payload.slice(0, at) + put + payload.slice(at + cut);
          if (damaged !== payload) expect(codeOf(damaged)).toMatch(/^link\//);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

test('the link of version 1 with generated events opens as it did, for ever', () => {
  const read = (name: string) => readFileSync(new URL(`golden/${name}`, import.meta.url), 'utf8');
  const { scenario } = readScenario(read('stories.eql-scenario.json'));
  const payload = read('stories.1.txt').trim();
  expect(opened(payload)).toEqual(canonical(scenario!));
  expect(encodeLink(scenario!, tell)).toBe(payload);
  expect(readScenario(writeScenario(scenario!)).scenario).toEqual(scenario);
});
