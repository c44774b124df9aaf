/**
 * Every form and every kind of damage as a file, with what is read of it beside it: the events with their ids and lines,
 * the problems, the forms. `GOLDEN=write` writes what is read now; whoever does so reads the difference.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createDataset } from '../columns/dataset.ts';
import { loadSources } from './load.ts';
import { readSource } from './read.ts';

const folder = new URL('golden/', import.meta.url);
const inputs = readdirSync(folder).filter((name) => !name.endsWith('.expected.json'));

/** What a person gets of a source. */
async function readingOf(name: string): Promise<unknown> {
  const source = { name, bytes: new Uint8Array(readFileSync(new URL(name, folder))) };
  const { events } = await readSource(source);
  const dataset = createDataset();
  const report = await loadSources(dataset, [source]);
  const [{ forms, notes } = { forms: [], notes: [] }] = report.sources;
  return {
    forms,
    notes,
    events: events.map(({ line }, row) => ({ line, id: dataset.idOf(row), text: dataset.text(row) })),
    problems: report.problems.map(({ line, message, row }) => ({ line, message, ...(row !== undefined && { row }) })),
    ...(report.untold.length > 0 && { untold: report.untold }),
    ...(report.alerts.length > 0 && { alerts: report.alerts }),
  };
}

describe('the golden files', () => {
  test.each(inputs)('%s', async (name) => {
    const file = new URL(`${name}.expected.json`, folder);
    const reading = await readingOf(name);
    if (process.env['GOLDEN'] === 'write') writeFileSync(file, `${JSON.stringify(reading, null, 2)}\n`);
    expect(existsSync(file), 'there is no expectation').toBe(true);
    expect(reading).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });
});
