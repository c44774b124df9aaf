import { describe, expect, test } from 'vitest';
import { EngineClient } from './client.ts';
import type { Answer, Request, RunEvidence, TableState } from './protocol.ts';

/** A worker that answers nothing by itself. */
function fixture() {
  const workers: { requests: Request[]; answer: (answer: Answer) => void; crash: (message: string) => void }[] = [];
  const troubles: string[] = [];
  const client = new EngineClient(
    (answer, crash) => {
      const requests: Request[] = [];
      workers.push({ requests, answer, crash });
      return { post: (request) => requests.push(request), close: () => troubles.push('closed') };
    },
    {
      onFailure: (message) => troubles.push(`failed ${message}`),
      onCrash: (message, restarted) => troubles.push(`crash ${message} ${restarted}`),
    },
  );
  return { client, workers, troubles };
}

const evidence = {} as RunEvidence;
const table = {} as TableState;

describe('the client', () => {
  test('gives each answer to its question, in whatever order they come', async () => {
    const { client, workers } = fixture();
    const first = client.run(1, 'a');
    const second = client.open([], {} as never);
    workers[0]!.answer({ id: 2, kind: 'table', table });
    workers[0]!.answer({ id: 1, kind: 'evidence', evidence });
    expect(await second).toBe(table);
    expect(await first).toBe(evidence);
  });

  test('answers an overtaken question with null', async () => {
    const { client, workers, troubles } = fixture();
    const answer = client.run(1, 'a');
    workers[0]!.answer({ id: 1, kind: 'cancelled' });
    expect(await answer).toBeNull();
    expect(troubles).toEqual([]);
  });

  test('tells progress, and cancels', async () => {
    const { client, workers } = fixture();
    const seen: number[] = [];
    const reading = client.append([{ name: 'a', bytes: new Uint8Array(3) }], ({ bytesRead }) => seen.push(bytesRead));
    workers[0]!.answer({ id: 1, kind: 'progress', bytesRead: 2, bytesTotal: 3, events: 0 });
    reading.cancel();
    expect(workers[0]!.requests[1]).toEqual({ id: 2, kind: 'cancel', target: 1 });
    workers[0]!.answer({ id: 1, kind: 'cancelled' });
    expect(await reading.done).toBeNull();
    expect(seen).toEqual([2]);
  });

  test('tells a bug of ours', async () => {
    const { client, workers, troubles } = fixture();
    const answer = client.inspect(0);
    workers[0]!.answer({ id: 1, kind: 'failed', message: 'bug' });
    expect(await answer).toBeNull();
    expect(troubles).toEqual(['failed bug']);
  });

  test('starts a new worker after a crash', async () => {
    const { client, workers, troubles } = fixture();
    workers[0]!.answer({ id: 0, kind: 'cancelled' });
    const lost = client.run(1, 'a');
    workers[0]!.crash('out of memory');
    expect(await lost).toBeNull();
    expect(troubles).toEqual(['closed', 'crash out of memory true']);
    const next = client.run(2, 'b');
    workers[1]!.answer({ id: 2, kind: 'evidence', evidence });
    expect(await next).toBe(evidence);
  });

  test('does not start one again that cannot run here', async () => {
    const { client, workers, troubles } = fixture();
    const lost = client.run(1, 'a');
    workers[0]!.crash('no workers');
    expect(await lost).toBeNull();
    expect(troubles).toContain('crash no workers false');
    expect(workers).toHaveLength(1);
    expect(await client.run(2, 'b')).toBeNull();
  });
});
