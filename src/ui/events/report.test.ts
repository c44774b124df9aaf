import { describe, expect, test } from 'vitest';
import type { ReadReport, SourceReport } from '../../worker/protocol.ts';
import { problemLine, reportLine, sourceLine, untoldLine } from './reportWords.ts';

const broken = (line: number, row?: number) => ({
  source: 'pasted text',
  line,
  message: 'not JSON: unexpected end of input',
  ...(row === undefined ? {} : { row }),
});

const source = (...forms: SourceReport['forms']): SourceReport => ({
  name: 'a.ndjson',
  added: 0,
  problemCount: 0,
  notes: [],
  forms,
});

const ndjson = source({ form: 'NDJSON', events: 13 });

const report = (changes: Partial<ReadReport>): ReadReport => ({
  added: 13,
  invalid: 0,
  renamed: 0,
  problems: [],
  problemCount: 0,
  sources: [ndjson],
  untold: [],
  alerts: [],
  ...changes,
});

describe('a report counts what is in use, and says what it was taken for', () => {
  test.each<[Partial<ReadReport>, string]>([
    [{}, '13 events added from NDJSON.'],
    [{ added: 14, invalid: 1, problems: [broken(12, 40)], problemCount: 1 }, '13 events added from NDJSON.'],
    [{ problems: [broken(12)], problemCount: 1 }, '13 events added from NDJSON.'],
    [{ added: 15, invalid: 2, problemCount: 2 }, '13 events added from NDJSON; 2 broken pieces:'],
    [{ problemCount: 3, renamed: 3 }, '13 events added from NDJSON; 3 ids taken before:'],
    [{ problemCount: 3, renamed: 1 }, '13 events added from NDJSON; 2 broken pieces, 1 id taken before:'],
    [
      { sources: [source({ form: 'NDJSON', events: 1200 }, { form: 'Falco output', events: 1 })] },
      '13 events added: 1,200 from NDJSON, 1 from Falco output.',
    ],
    [{ sources: [ndjson, ndjson] }, '13 events added from 2 files.'],
    [{ added: 0, sources: [source()], problems: [broken(1)], problemCount: 1 }, 'Nothing added.'],
    [{ added: 1, invalid: 1, problems: [broken(1, 0)], problemCount: 1 }, 'Kept as invalid.'],
  ])('%o', (changes, line) => expect(reportLine(report(changes))).toBe(line));
});

test('a file among several is told by its name', () => {
  expect(sourceLine(ndjson)).toBe('a.ndjson: 13 from NDJSON.');
  expect(sourceLine({ ...source(), problemCount: 2 })).toBe('a.ndjson: nothing; 2 problems.');
});

test('a broken piece is told by its line and its reason', () => {
  expect(problemLine(broken(12), false)).toBe('Line 12 is not JSON: unexpected end of input.');
  expect(problemLine(broken(12), true)).toBe('pasted text, line 12 is not JSON: unexpected end of input.');
  const message = 'the key "__proto__" is not accepted';
  expect(problemLine({ ...broken(5), message }, false)).toBe('Line 5: the key "__proto__" is not accepted.');
});

test('fields that have no counterpart are named, the first of many', () => {
  expect(untoldLine({ form: 'Falco output', fields: ['evt.num'] })).toBe(
    '1 field of Falco output has no ECS counterpart: evt.num.',
  );
  const fields = Array.from({ length: 11 }, (_, i) => `f${i}`);
  expect(untoldLine({ form: 'Falco output', fields })).toBe(
    '11 fields of Falco output have no ECS counterpart: f0, f1, f2, f3, f4, f5, f6, f7 and 3 more.',
  );
});
