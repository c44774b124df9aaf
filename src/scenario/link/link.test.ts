/** Links by round trip, by size, and by what happens to those that were damaged or made to harm. */
import { deflateSync } from 'fflate';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { examples } from '../examples/index.ts';
import { emptyScenario, readScenario, type Scenario } from '../scenario.ts';
import { scenarios } from './arbitrary.ts';
import { crc32, fromBase64Url, toBase64Url } from './base64url.ts';
import { canonical } from './canonical.ts';
import dictionary from './dictionary.1.txt?raw';
import { decodeLink, encodeLink } from './link.ts';
import { writeWire } from './wire.ts';

/** Damaged links in the random test below; the long run has 100,000. */
const DAMAGED = Number(process.env['EQL_DAMAGED_LINKS'] ?? 10_000);

const example = examples[0]!.scenario();

function scenarioOf(payload: string): Scenario {
  const reading = decodeLink(payload);
  if ('problem' in reading) throw new Error(reading.problem.message);
  return reading.scenario;
}

function codeOf(payload: string): string {
  const reading = decodeLink(payload);
  return 'problem' in reading ? reading.problem.code : 'opened';
}

/** A payload of any text: what somebody could make by hand, with a checksum that fits. */
function payloadOf(text: string | Uint8Array): string {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return sealed(deflateSync(bytes, { dictionary: new TextEncoder().encode(dictionary) }));
}

function sealed(packed: Uint8Array): string {
  const bytes = new Uint8Array(packed.length + 4);
  bytes.set(packed);
  new DataView(bytes.buffer).setUint32(packed.length, crc32(packed));
  return `1${toBase64Url(bytes)}`;
}

describe('a scenario', () => {
  test('comes back from its link in its canonical form', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        expect(scenarioOf(encodeLink(scenario)!)).toEqual(canonical(scenario));
      }),
    );
  });

  test('in canonical form comes back as it was, and has the same link again', () => {
    fc.assert(
      fc.property(scenarios.map(canonical), (scenario) => {
        const link = encodeLink(scenario)!;
        expect(scenarioOf(link)).toEqual(scenario);
        expect(encodeLink(scenarioOf(link))).toBe(link);
      }),
    );
  });

  test('has one link, whatever the order of its keys, its white space and its spelt-out defaults', () => {
    const a = '{"rule":{"query":"any where true","name":"n"},"events":[{"doc":{"a":1}},{"id":"#1","doc":{}}]}';
    const b =
      '{"options":{"size":10,"mapping":"open"},"title":"","events":[{"doc":{ "a": 1 }},{"doc":{ }}],\n' +
      '"rule":{"name":"n","query":"any where true"},"exceptions":[]}';
    expect(encodeLink(readScenario(a).scenario!)).toBe(encodeLink(readScenario(b).scenario!));
  });

  test('keeps the spelling of numbers, the order of keys and a text that is no JSON', () => {
    const texts = ['{"b":1.0,"a":12345678901234567890,"b":"\\u0041"}', '{"a": [', '', '[1]', '"{}"'];
    const events = texts.map((text, i) => ({ id: `e${i}`, text }));
    expect(scenarioOf(encodeLink({ ...emptyScenario, events })!).events).toEqual(events);
  });
});

test('the built-in scenario: the link of all of it is short', () => {
  // The limits are 8,000 for all of it and, of the slim one, 2,000.
  expect(encodeLink(example)!.length).toBeLessThan(3_100);
});

describe('a damaged link', () => {
  const payload = encodeLink(example)!;

  test.each<[string, string, string]>([
    ['nothing', '', 'link/empty'],
    ['the version alone', '1', 'link/damaged'],
    ['a later version', `2${payload.slice(1)}`, 'link/newer'],
    ['no version', `-${payload.slice(1)}`, 'link/damaged'],
    ['a character that is none of the alphabet', `${payload.slice(0, 50)}*${payload.slice(51)}`, 'link/damaged'],
    ['the last character missing', payload.slice(0, -1), 'link/damaged'],
    ['a dot behind it', `${payload}.`, 'link/damaged'],
    ['half of it', payload.slice(0, payload.length / 2), 'link/damaged'],
  ])('%s', (_, damaged, code) => {
    expect(codeOf(damaged)).toBe(code);
  });

  test('any bit flipped is found', () => {
    const bytes = fromBase64Url(payload.slice(1))!;
    for (let bit = 0; bit < bytes.length * 8; bit += 7) {
      const flipped = bytes.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(codeOf(`1${toBase64Url(flipped)}`)).toBe('link/damaged');
    }
  });

  test('never throws, and never opens as something else', () => {
    const short = [
      payload,
      encodeLink({ ...example, events: example.events.slice(0, 2) })!,
      encodeLink(emptyScenario)!,
    ];
    const damage = fc.tuple(fc.constantFrom(...short), fc.nat(), fc.nat(9), fc.string({ unit: 'grapheme-ascii' }));
    fc.assert(
      fc.property(damage, ([link, place, cut, put]) => {
        const at = place % link.length;
        const damaged = link.slice(0, at) + put + link.slice(at + cut);
        if (damaged !== link) expect(codeOf(damaged)).toMatch(/^link\//);
      }),
      { numRuns: DAMAGED },
    );
  });

  test('with a checksum that fits never throws', () => {
    const bytes = new TextEncoder().encode(writeWire({ ...example, events: example.events.slice(0, 3) }));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.uint8Array({ minLength: 1, maxLength: 4 }), (at, put) => {
        const damaged = bytes.slice();
        damaged.set(put.subarray(0, bytes.length - at), at);
        expect(codeOf(payloadOf(damaged))).toMatch(/^link\/|^opened$/);
      }),
      { numRuns: Math.ceil(DAMAGED / 10) },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (packed) => codeOf(sealed(packed)).startsWith('link/')),
      { numRuns: Math.ceil(DAMAGED / 10) },
    );
  });
});

describe('a link made to harm', () => {
  const wire = (head: string, ...lines: readonly string[]) => payloadOf([head, ...lines].join('\n'));

  test('that unpacks to 2 GB is stopped on the way', () => {
    // Blocks of one repeated byte, each unpacking to a megabyte: 2 MB of them would be 2 GB.
    const megabyte = deflateSync(new Uint8Array(1 << 20), { level: 9 });
    expect(megabyte.length).toBeLessThan(1100);
    const zeros = deflateSync(new Uint8Array((1 << 25) + 1), { level: 9 });
    expect(codeOf(sealed(zeros))).toBe('link/too-large');
  });

  test('with 1,000,000 events, each a character', () => {
    const column = `+${'.'.repeat(999_999)}`;
    const payload = wire(
      '{"rule":{"query":""}}',
      '1000000',
      column,
      '',
      column,
      '',
      column,
      '',
      column,
      '{"a":}',
      column,
      '1',
    );
    expect(codeOf(payload)).toBe('link/too-many-events');
  });

  test('whose documents are large by repetition', () => {
    const column = `+${'.'.repeat(39_999)}`;
    const long = `"${'x'.repeat(100_000)}"`;
    const ids = `${'+'.repeat(40_000)}\n${Array.from({ length: 40_000 }, (_, i) => `"e${i}"`).join('\n')}`;
    const payload = wire('{"rule":{"query":""}}', '40000', ids, column, '', column, '', column, '{"a":}', column, long);
    expect(codeOf(payload)).toBe('link/too-large');
  });

  test('with deep nesting is read as far as a file is', () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    expect(codeOf(wire(`{"rule":{"query":"","meta":${deep}}}`, '0', '', '', '', ''))).toBe('link/refused');
    expect(codeOf(wire('{"rule":{"query":""}}', '1', '+', '', '+', '', '+', '', '+', '{"a":'.repeat(500)))).toBe(
      'link/damaged',
    );
    const document = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const scenario = { ...emptyScenario, events: [{ id: '#0', text: document }] };
    expect(scenarioOf(encodeLink(scenario)!)).toEqual(scenario);
  });

  test.each([
    ['__proto__ beside the rule', '{"rule":{"query":""},"__proto__":{"polluted":1}}', 'link/refused'],
    ['a key that is not known', '{"rule":{"query":""},"run":"alert(1)"}', 'link/refused'],
    ['no rule', '{"title":"t"}', 'link/refused'],
    ['no object', '[]', 'link/damaged'],
    ['an event twice', '{"rule":{"query":""}}', 'link/damaged'],
  ])('%s is refused', (_, head, code) => {
    expect(codeOf(wire(head, '2', '+.', '"same"', '+.', '', '+.', '', '+.', '', '+.', '{}'))).toBe(code);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('with script in its names and notes keeps it as text', () => {
    const script = '<img src=x onerror="alert(1)">';
    const scenario: Scenario = {
      ...emptyScenario,
      title: script,
      rule: { query: 'any where true', name: script },
      events: [{ id: script, text: '{}', note: script }],
    };
    expect(scenarioOf(encodeLink(scenario)!)).toEqual(scenario);
  });

  test('with events that are not written down needs a newer playground', () => {
    expect(codeOf(wire('{"rule":{"query":""}}', '5 {"seed":1}', '', '', '', ''))).toBe('link/newer');
  });
});

describe('version 1', () => {
  const folder = new URL('golden/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.1.txt'));

  test('has its dictionary for ever', () => {
    expect(createHash('sha256').update(dictionary).digest('hex')).toBe(
      '6ed1ae80899c7367a3164d90653ba77d0eb0da72ab925778b63c1dc4f8ae436c',
    );
  });

  test('is what docs/links.md says', () => {
    const document = readFileSync(new URL('../../../docs/links.md', import.meta.url), 'utf8');
    const [text, payload] = [...document.matchAll(/```text\n(.*?)\n```/gs)].map((block) => block[1]!);
    expect(writeWire(scenarioOf(payload!))).toBe(text);
    expect(encodeLink(scenarioOf(payload!))).toBe(payload);
  });

  test.each(names)('opens %s as it did', (name) => {
    const payload = readFileSync(new URL(name, folder), 'utf8').trim();
    const file = readFileSync(new URL(name.replace('.1.txt', '.eql-scenario.json'), folder), 'utf8');
    const { scenario } = readScenario(file);
    expect(scenarioOf(payload)).toEqual(canonical(scenario!));
    // New links of it are the same as long as the version is.
    expect(encodeLink(scenario!)).toBe(payload);
  });
});
