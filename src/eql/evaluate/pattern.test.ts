import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { Chain, compilePieces, compileWildcard, foldCase, hasWildcard } from './pattern.ts';

describe('foldCase', () => {
  test.each([
    ['PowerShell.EXE', 'powershell.exe'],
    ['CAFÉ', 'café'],
    ['\u212a', 'k'],
    ['\u017f', 's'],
    ['ΣΑΣ', 'σασ'],
    ['ς', 'σ'],
    ['\u{10400}', '\u{10428}'],
    ['\ufb05', '\ufb06'],
    ['\u1fd3', '\u0390'],
    ['\u1fe3', '\u03b0'],
    ['\ud800A\udc00', '\ud800a\udc00'],
    ['日本', '日本'],
  ])('folds %j to %j', (text, folded) => {
    expect(foldCase(text)).toBe(folded);
  });

  test.each([
    ['ß', 'SS'],
    ['ı', 'i'],
    ['İ', 'i'],
    ['İ', 'i\u0307'],
    ['ŉ', 'ʼN'],
  ])('keeps %j apart from %j', (one, other) => {
    expect(foldCase(one)).not.toBe(foldCase(other));
  });

  it('agrees with the folding of a host regular expression on every cased character', () => {
    const points = Array.from({ length: 0x20000 }, (_, point) => String.fromCodePoint(point)).join('');
    for (const [character] of points.matchAll(/\p{Changes_When_Casemapped}/gu)) {
      const host = new RegExp(`^${character}$`, 'iu');
      for (const other of [foldCase(character), character.toUpperCase(), character.toLowerCase(), 'i', 'ß']) {
        if (Array.from(other).length !== 1) continue;
        expect([character, other, foldCase(other) === foldCase(character)]).toEqual([
          character,
          other,
          host.test(other),
        ]);
      }
    }
  });
});

describe('a wildcard pattern', () => {
  test.each([
    ['*', ''],
    ['*', 'anything'],
    ['', ''],
    ['cmd.exe', 'cmd.exe'],
    ['cmd*', 'cmd'],
    ['*.exe', 'a.exe'],
    ['C:\\Windows\\*', 'C:\\Windows\\System32\\cmd.exe'],
    ['a*b*c', 'a--b--b--c'],
    ['a*b', 'a\nb'],
    ['a?c', 'a\nc'],
    ['a?c', 'a😀c'],
    ['?', '\ud83d'],
    ['*\ude00', '\ud83d\ud83d\ude00\ude00'],
    ['?*?', 'ab'],
    ['*a?b*', 'xaab'],
    ['**a***', 'a'],
    ['[a-z]*', '[a-z]1'],
    ['*aba*aba', 'abaaba'],
    [`*${'x'.repeat(80)}*`, 'x'.repeat(81)],
  ])('%j fits %j', (pattern, value) => {
    expect(compileWildcard(pattern, false).test(value)).toBe(true);
    expect(compileWildcard(pattern, true).test(value)).toBe(true);
  });

  test.each([
    ['', 'a'],
    ['?', ''],
    ['a?c', 'ac'],
    ['??', '😀'],
    ['cmd*', ' cmd'],
    ['*.exe', 'a.exe '],
    ['aba*aba', 'ababa'],
    ['*aba*aba', 'ababa'],
    ['a*b*c', 'a--c--b'],
    ['a\\*', 'a*'],
    ['*\ude00', '😀'],
    ['\ud83d*', '😀'],
    [`*${'x'.repeat(80)}*`, 'x'.repeat(79)],
  ])('%j does not fit %j', (pattern, value) => {
    expect(compileWildcard(pattern, false).test(value)).toBe(false);
    expect(compileWildcard(pattern, true).test(value)).toBe(false);
  });

  test.each([
    ['CMD.exe', 'cmd.EXE'],
    ['*\\POWERSHELL.exe', 'c:\\PowerShell.EXE'],
    ['Caf?*', 'cAFÉ'],
    ['CAFÉ', 'café'],
    ['?ernel', '\u212aERNEL'],
    ['k*', '\u212a'],
  ])('%j fits %j ignoring case only', (pattern, value) => {
    expect(compileWildcard(pattern, true).test(value)).toBe(true);
    expect(pattern.startsWith('?') || !compileWildcard(pattern, false).test(value)).toBe(true);
  });

  it('has wildcards if it has a star or a question mark', () => {
    expect(['', 'a', 'a%_\\', 'a*', '?'].map(hasWildcard)).toEqual([false, false, false, true, true]);
  });

  it('agrees with a search of all ways to fit it', () => {
    const characters = fc.constantFrom('a', 'b', 'K', 'k', '\u212a', '😀', '\ud83d', '\ude00', '\n');
    const pattern = fc.string({ unit: fc.oneof(characters, fc.constantFrom('*', '?')), maxLength: 12 });
    const value = fc.string({ unit: characters, maxLength: 12 });
    fc.assert(
      fc.property(pattern, value, fc.boolean(), (p, v, insensitive) => {
        expect(compileWildcard(p, insensitive).test(v)).toBe(fits(p, v, insensitive));
      }),
      { numRuns: 20_000 },
    );
  });

  it('agrees with that search for patterns of several words of places', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '?', '?', '*'), minLength: 28, maxLength: 100 });
    fc.assert(
      fc.property(
        pattern,
        fc.infiniteStream(fc.constantFrom('', 'a', 'b', 'ab')),
        (p, fill: Iterator<string, undefined>) => {
          const value = p.replaceAll('?', 'b').replaceAll('*', () => fill.next().value ?? '');
          expect(compileWildcard(p, false).test(value)).toBe(true);
          expect(compileWildcard(p, false).test(`${value}c`)).toBe(fits(p, `${value}c`, false));
          expect(compileWildcard(p, false).test(value.slice(1))).toBe(fits(p, value.slice(1), false));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the time a wildcard pattern takes', () => {
  test.each([
    ['*a*a*a*a*a*a*a*a?b', 1],
    [`*${'a?'.repeat(14)}b`, 1],
    [`*${'a'.repeat(200)}b*`, 7],
    [`${'*a'.repeat(100)}?*b`, 4],
  ])('for %s is a fixed number of words for each character: %i', (pattern, words) => {
    for (const length of [1_000, 100_000]) {
      const chain = new Chain(pattern);
      expect(chain.test('a'.repeat(length))).toBe(false);
      expect(chain.steps).toBe(words * length);
    }
  });

  it('is bounded where texts are searched for, as long ones are left to the chain', () => {
    expect(compilePieces(['', 'a'.repeat(64), ''], false)).toBeDefined();
    expect(compilePieces(['', 'a'.repeat(65), ''], false)).toBeUndefined();
    expect(compilePieces(['a'.repeat(65), 'a'.repeat(65)], false)).toBeDefined();
  });

  it('ends with the first character that cannot fit', () => {
    const chain = new Chain('?b*');
    expect(chain.test('a'.repeat(1_000))).toBe(false);
    expect(chain.steps).toBe(2);
  });
});

/** Tries every length of every star, remembering what failed. */
function fits(pattern: string, value: string, insensitive: boolean): boolean {
  const items = Array.from(pattern);
  const characters = Array.from(value);
  const known = new Map<string, boolean>();
  const same = (a: string, b: string) => a === b || (insensitive && foldCase(a) === foldCase(b));
  const from = (i: number, j: number): boolean => {
    const item = items[i];
    const character = characters[j];
    if (item === undefined) return character === undefined;
    const key = `${i},${j}`;
    let found = known.get(key);
    if (found !== undefined) return found;
    if (item === '*') found = from(i + 1, j) || (character !== undefined && from(i, j + 1));
    else found = character !== undefined && (item === '?' || same(item, character)) && from(i + 1, j + 1);
    known.set(key, found);
    return found;
  };
  return from(0, 0);
}
