import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Matcher } from './matcher.ts';

const replace = (values: readonly string[], text: string, by: (value: string) => string = (value) => `<${value}>`) =>
  new Matcher(values).replace(text, by);

describe('a value is replaced', () => {
  test.each<[string, readonly string[], string, string]>([
    ['inside of a longer word', ['mara'], '/home/mara2', '/home/<mara>2'],
    ['in another letter case', ['mara'], 'Mara MARA', '<mara> <MARA>'],
    ['the longest first', ['web', 'webshop'], 'webshop-webx', '<webshop>-webx'],
    ['short only alone', ['web'], 'web website -web.', '<web> website -<web>.'],
    ['a number only alone', ['1001'], '1001 11001 uid=1001', '<1001> 11001 uid=<1001>'],
    ['several of them', ['aaaa', 'bbbb'], 'aaaabbbb', '<aaaa><bbbb>'],
  ])('%s', (_, values, text, replaced) => {
    expect(replace(values, text)).toBe(replaced);
  });

  test('percent-encoded, as its stand-in is then', () => {
    expect(replace(['mara@shop'], '?to=mara%40shop', () => 'ruto@vako')).toBe('?to=ruto%40vako');
  });

  test('escaped as in JSON inside of JSON', () => {
    expect(replace(['DOM\\mara'], 'x {"u":"DOM\\\\mara"}', () => 'KEP\\ruto')).toBe('x {"u":"KEP\\\\ruto"}');
    expect(replace(['a/mara/b'], '"a\\/mara\\/b"', () => 'c/ruto/d')).toBe('"c\\/ruto\\/d"');
  });

  test('in base64', () => {
    const command = `echo ${btoa('curl http://ledger-db-0/x')} | base64 -d`;
    expect(replace(['ledger-db-0'], command, () => 'pegide-ga-1')).toBe(
      `echo ${btoa('curl http://pegide-ga-1/x')} | base64 -d`,
    );
  });
});

test('finds what a search for each value finds, and nothing else', () => {
  const values = fc.uniqueArray(fc.stringMatching(/^[abc]{4,6}$/), { maxLength: 4 });
  fc.assert(
    fc.property(values, fc.stringMatching(/^[abcd]{0,40}$/), (wanted, text) => {
      const found = new Set(new Matcher(wanted).find(text));
      // Values that overlap hide one another; what is found is there, and where nothing is found nothing is.
      for (const value of found) expect(text).toContain(value);
      expect(found.size > 0).toBe(wanted.some((value) => text.includes(value)));
      const gone = new Matcher(wanted).replace(text, () => '-');
      expect(wanted.filter((value) => gone.includes(value))).toEqual([]);
    }),
  );
});
