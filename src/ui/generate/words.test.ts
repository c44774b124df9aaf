import { describe, expect, test } from 'vitest';
import { actors } from '../../app/stories.ts';
import { commandOf, forecastLine, labelsOf, sizeLine, spanWords } from './words.ts';

test.each([
  [
    { events: 500, stories: 85, alert: 18, benign: 411, estimated: false },
    '500 events in 85 stories: 18 to alert on, 411 benign, 71 without a label.',
  ],
  [{ events: 1, stories: 1, alert: 0, benign: 1, estimated: false }, '1 event in 1 story: 0 to alert on, 1 benign.'],
  [
    { events: 100_000, stories: 16_000, alert: 3_000, benign: 80_000, estimated: true },
    '100,000 events in about 16,000 stories: about 3,000 to alert on, 80,000 benign, 17,000 without a label.',
  ],
])('%j', (forecast, line) => {
  expect(forecastLine(forecast)).toBe(line);
});

describe('size', () => {
  test.each([
    [500, 'About 1.5 MB in this page’s memory.'],
    [1_000_000, 'About 3.0 GB in this page’s memory: too much to be kept for a reload.'],
  ])('%i', (count, line) => {
    expect(sizeLine({ count })).toBe(line);
  });
});

test.each([
  [60, '1 minute'],
  [5_400, '90 minutes'],
  [7_200, '2 hours'],
  [86_400, '1 day'],
  [61, '61 seconds'],
])('%i seconds are %s', (seconds, words) => {
  expect(spanWords(seconds)).toBe(words);
});

test.each([
  ['nsenter', 'alert'],
  ['curl-to-shell', ''],
  ['probe', 'benign'],
  ['second-shell', 'alert benign'],
])('%s is labelled %s', (name, labels) => {
  const actor = actors.find((it) => it.name === name)!;
  expect(labelsOf(actor).join(' ')).toBe(labels);
});

test('a command survives quotes in its seed', () => {
  expect(commandOf(`{"seed":"it's"}`)).toBe(`npm run --silent eql -- generate --story '{"seed":"it'\\''s"}'`);
});
