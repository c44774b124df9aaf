/** The conformance data, when it is at hand (`EQL_SHARED`): every event of it is readable and acceptable. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { countBits } from '../eql/evaluate/bitmap.ts';
import { createDataset, loadSources, type Dataset, type LoadReport, type SchemaOptions } from './index.ts';

const shared = process.env['EQL_SHARED'] ?? path.resolve('..', 'shared');

async function load(file: string, options?: SchemaOptions): Promise<{ dataset: Dataset; report: LoadReport }> {
  const bytes = new Uint8Array(readFileSync(path.join(shared, file)));
  const dataset = createDataset(options);
  const report = await loadSources(dataset, [{ name: file, bytes }]);
  return { dataset, report };
}

describe.skipIf(!existsSync(path.join(shared, 'data')))('the shared data', () => {
  it('has 43 scenario events, all acceptable', async () => {
    const { dataset, report } = await load('data/container-scenarios.ndjson');
    expect(report).toMatchObject({
      added: 43,
      invalid: 0,
      problemCount: 0,
      sources: [{ forms: [{ form: 'NDJSON' }] }],
    });
    expect(countBits(dataset.live)).toBe(43);
    expect(dataset.text(0)).not.toContain('_scenario');
    expect(dataset.values(0, 'process.args')).toEqual(['nginx', '-g', 'daemon off;']);
  });

  it('has 16 sample events, all readable', async () => {
    const { dataset, report } = await load('data/cloud-defend-sample-events.ndjson');
    expect(report.added).toBe(16);
    // Test data of another product: three addresses in one text, which no field of type ip takes.
    const message =
      'Elasticsearch would reject it: field [host.ip] of type [ip] cannot hold "127.0.0.1,::1,10.132.0.50"';
    expect(report.problems.map((problem) => [problem.line, problem.message])).toEqual(
      [9, 10, 11].map((line) => [line, message]),
    );
    expect(countBits(dataset.live)).toBe(13);
    expect(dataset.values(5, 'host.os.full')).toEqual(['Ubuntu focal(20.04.6 LTS (Focal Fossa))']);
  });
});

interface Suite {
  readonly events: string;
  readonly fields: Record<string, string>;
}

const suites = ['endgame', 'extra', 'missing-events', 'sample-multi', 'sample'];

describe.skipIf(!existsSync(path.join(shared, 'conformance')))('the conformance suites', () => {
  it.each(suites)('es-%s has acceptable events', async (name) => {
    const suite = JSON.parse(readFileSync(path.join(shared, 'conformance', `es-${name}.json`), 'utf8')) as Suite;
    const { dataset, report } = await load(path.join('conformance', suite.events), {
      mapping: 'closed',
      fields: suite.fields,
    });
    expect(report.problems).toEqual([]);
    expect(countBits(dataset.live)).toBe(dataset.rowCount);
  });
});

interface Vector {
  readonly id: string;
  readonly events: readonly unknown[];
  readonly fields?: Record<string, string>;
}

describe.skipIf(!existsSync(path.join(shared, 'spec', 'vectors.json')))('the vectors', () => {
  // They have text in numeric fields of the facts on purpose, so the facts are left out.
  it('have acceptable events', () => {
    const vectors = JSON.parse(readFileSync(path.join(shared, 'spec', 'vectors.json'), 'utf8')) as Vector[];
    const refused = vectors.flatMap(({ id, events, fields }) => {
      const dataset = createDataset({ mapping: fields ? 'closed' : 'open', facts: false, ...(fields && { fields }) });
      dataset.append(events.map((event) => ({ text: JSON.stringify(event) })));
      return events.flatMap((_, row) => dataset.problemsOf(row).map(({ message }) => `${id}: ${message}`));
    });
    expect(refused).toEqual([]);
  });
});
