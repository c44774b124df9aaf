/** Files: read slice by slice, with progress, a cancel, and a word where they cannot be read. */
import { describe, expect, it, test } from 'vitest';
import { createDataset } from '../columns/dataset.ts';
import { loadSources, type LoadProgress } from './load.ts';
import { readSource } from './read.ts';

/** A file of which nothing can be read any more. */
class LostFile extends Blob {
  override slice(): Blob {
    return new LostFile(['x']);
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.reject(new DOMException('The file has changed on disk', 'NotReadableError'));
  }
}

const lines = (count: number): string => `{"n":1,"note":"${'x'.repeat(200)}"}\n`.repeat(count);

test('a file is read as its bytes are', async () => {
  const text = '{"a":1}\n{"a":\n[{"a":"ü"}]\n';
  const texts = async (source: Parameters<typeof readSource>[0]) => {
    const { events, ...reading } = await readSource(source);
    const dataset = createDataset();
    dataset.append(events);
    return [events.map(({ line }, row) => `${line} ${dataset.text(row)}`), reading];
  };
  const ofFile = await texts({ name: 'x', file: new Blob([text]) });
  expect(ofFile).toEqual(await texts({ name: 'x', bytes: new TextEncoder().encode(text) }));
});

test('a file that cannot be read is a problem, and the others are read', async () => {
  const dataset = createDataset();
  const report = await loadSources(dataset, [
    { name: 'lost', file: new LostFile(['{}']) },
    { name: 'here', file: new Blob(['{"a":1}']) },
  ]);
  expect(report.problems).toEqual([
    { source: 'lost', line: 1, message: 'the file could not be read: The file has changed on disk' },
  ]);
  expect(report.sources.map(({ name, added }) => [name, added])).toEqual([
    ['lost', 0],
    ['here', 1],
  ]);
});

describe('progress', () => {
  const sources = ['a', 'b'].map((name) => ({ name, file: new Blob([lines(40_000)]) }));

  it('tells bytes and events of each source, never going back', async () => {
    const told: LoadProgress[] = [];
    const dataset = createDataset();
    await loadSources(dataset, sources, { onProgress: (state) => told.push(state) });
    for (const { source, nth, sourceCount } of told) expect([nth, sourceCount]).toEqual([source === 'a' ? 1 : 2, 2]);
    const events = told.map((state) => state.events);
    expect(events).toEqual(events.toSorted((a, b) => a - b));
    for (const { bytesRead, bytesTotal } of told) expect(bytesRead).toBeLessThanOrEqual(bytesTotal);
    expect(dataset.rowCount).toBe(80_000);
  });

  it('stops at a cancel in the second source, and the first leaves no trace either', async () => {
    const dataset = createDataset();
    dataset.append([{ text: '{"old":1}' }]);
    // Not told by progress: how often that comes depends on the machine.
    let isSecondOpen = false;
    class WatchedFile extends Blob {
      override slice(...range: [number?, number?]): Blob {
        isSecondOpen = true;
        return super.slice(...range);
      }
    }
    const second = { name: 'b', file: new WatchedFile([lines(40_000)]) };
    let asked = 0;
    const shouldCancel = () => isSecondOpen && ++asked > 1;
    const result = await loadSources(dataset, [sources[0]!, second], { shouldCancel });
    expect(result).toBe('cancelled');
    expect([dataset.rowCount, dataset.schema.field('note')]).toEqual([1, undefined]);
  });
});
