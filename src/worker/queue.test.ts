import { describe, expect, test } from 'vitest';
import type { Answer, Request } from './protocol.ts';
import { defaultKnobs } from '../events/generate/index.ts';
import { type Body, type Reading, RequestQueue, type Work } from './queue.ts';
import { soon } from './testWait.ts';

const table = (rowCount: number): Body => ({
  kind: 'table',
  table: { rowCount, textBytes: 0, live: new Uint32Array(1), invalid: new Uint32Array(1), fields: {}, added: null },
});

/** Work that notes what it was asked; a reading takes as many pauses as its first source's name says. */
function fixture() {
  const log: string[] = [];
  let rows = 0;
  let toDo = 0;
  const work: Work = {
    answer(request) {
      log.push(request.kind === 'run' ? `run ${request.rule}` : request.kind);
      if (request.kind === 'save') throw new Error('bug');
      if (request.kind === 'open' && 'length' in request.events) rows = request.events.length;
      return table(rows);
    },
    async read(sources, reading: Reading) {
      for (let i = 0; i < Number(sources[0]?.name); i++) {
        reading.progress({ bytesRead: i, bytesTotal: 9, events: i });
        await new Promise((resolve) => setTimeout(resolve));
        if (reading.signal.aborted) return { kind: 'cancelled' };
      }
      log.push('read');
      return table((rows += 10));
    },
    async tell({ knobs }, reading) {
      return work.read([{ name: String(knobs.count), bytes: new Uint8Array() }], reading);
    },
    async solve({ rule }, reading) {
      return work.read([{ name: rule, bytes: new Uint8Array() }], reading);
    },
    ahead() {
      if (toDo === 0) return false;
      log.push('ahead');
      return --toDo > 0;
    },
  };
  const answers: Answer[] = [];
  const queue = new RequestQueue(work, (answer) => answers.push(answer));
  const final = (id: number) => answers.find((answer) => answer.id === id && answer.kind !== 'progress');
  const settled = async (...ids: number[]) => {
    await soon(() => expect(ids.every((id) => final(id) !== undefined)).toBe(true));
    return ids.map((id) => final(id)?.kind);
  };
  const send = (...requests: Request[]) => requests.forEach((request) => queue.receive(request));
  const setAhead = (steps: number) => (toDo = steps);
  return { log, answers, send, settled, setAhead, rows: () => rows };
}

const run = (id: number, rule: string): Request => ({ id, kind: 'run', run: id, rule });
const append = (id: number, pauses: number): Request => ({
  id,
  kind: 'append',
  sources: [{ name: String(pauses), bytes: new Uint8Array() }],
});

const generate = (id: number, pauses: number): Request => ({
  id,
  kind: 'generate',
  knobs: { ...defaultKnobs, count: pauses },
  replaces: false,
});

describe('the queue', () => {
  test('computes only the newest of several waiting runs, and answers each', async () => {
    const { log, send, settled } = fixture();
    send(run(1, 'a'), run(2, 'b'), { id: 3, kind: 'patch', row: 0, text: '{}', typed: true }, run(4, 'c'));
    expect(await settled(1, 2, 3, 4)).toEqual(['cancelled', 'cancelled', 'table', 'table']);
    expect(log).toEqual(['patch', 'run c']);
  });

  test('keeps the order of everything else', async () => {
    const { log, send, settled } = fixture();
    send({ id: 1, kind: 'remove', rows: [] }, run(2, 'a'), { id: 3, kind: 'restore', rows: [] });
    await settled(1, 2, 3);
    expect(log).toEqual(['remove', 'run a', 'restore']);
  });

  test('answers while texts are read, and adds them at the end', async () => {
    const { log, answers, send, settled } = fixture();
    send(append(1, 20), run(2, 'a'));
    await settled(1, 2);
    expect(log).toEqual(['run a', 'read']);
    expect(answers.filter(({ kind }) => kind === 'progress')).toHaveLength(20);
  });

  test('answers while events are made, and adds nothing of what was cancelled', async () => {
    const { log, send, settled, rows } = fixture();
    send(generate(1, 50), run(2, 'a'));
    expect(await settled(2)).toEqual(['table']);
    send({ id: 3, kind: 'cancel', target: 1 });
    expect(await settled(1)).toEqual(['cancelled']);
    expect(log).toEqual(['run a']);
    expect(rows()).toBe(0);
  });

  test('adds nothing of a reading that was cancelled', async () => {
    const { send, settled, rows } = fixture();
    send(append(1, 50), run(2, 'a'));
    await settled(2);
    send({ id: 3, kind: 'cancel', target: 1 });
    expect(await settled(1)).toEqual(['cancelled']);
    expect(rows()).toBe(0);
  });

  test('does not begin a reading that was cancelled before its turn', async () => {
    const { log, send, settled } = fixture();
    send(append(1, 0), { id: 2, kind: 'cancel', target: 1 });
    expect(await settled(1)).toEqual(['cancelled']);
    expect(log).toEqual([]);
  });

  test('begins a reading after what came before it', async () => {
    const { send, settled, rows } = fixture();
    send({ id: 1, kind: 'open', events: [{ text: '{}' }], options: {} as never }, append(2, 0));
    expect(await settled(1, 2)).toEqual(['table', 'table']);
    expect(rows()).toBe(11);
  });

  test('drops what was being read when other events are opened', async () => {
    const { send, settled, rows } = fixture();
    send(append(1, 50), { id: 2, kind: 'open', events: [{ text: '{}' }], options: {} as never });
    expect(await settled(1, 2)).toEqual(['cancelled', 'table']);
    expect(rows()).toBe(1);
  });

  test('cancels what waits, and minds no cancellation of what is done', async () => {
    const { log, send, settled } = fixture();
    send(run(1, 'a'), { id: 2, kind: 'find', words: '' }, { id: 3, kind: 'cancel', target: 2 });
    expect(await settled(1, 2)).toEqual(['table', 'cancelled']);
    send({ id: 4, kind: 'cancel', target: 1 }, { id: 5, kind: 'cancel', target: 77 }, run(6, 'b'));
    await settled(6);
    expect(log).toEqual(['run a', 'run b']);
  });

  test('answers a bug of ours with a message, and goes on', async () => {
    const { answers, send, settled } = fixture();
    send({ id: 1, kind: 'save' }, run(2, 'a'));
    expect(await settled(1, 2)).toEqual(['failed', 'table']);
    expect(answers[0]).toEqual({ id: 1, kind: 'failed', message: 'bug' });
  });
});

describe('what may be asked for later', () => {
  test('is done step by step once everything is answered', async () => {
    const { log, send, settled, setAhead } = fixture();
    setAhead(3);
    send(run(1, 'a'), { id: 2, kind: 'near' });
    await settled(1, 2);
    await soon(() => expect(log).toEqual(['run a', 'near', 'ahead', 'ahead', 'ahead']));
  });

  test('waits while somebody asks for something or events are read, and goes on after it', async () => {
    const { log, send, settled, setAhead } = fixture();
    setAhead(1_000_000);
    send(run(1, 'a'));
    await soon(() => expect(log).toContain('ahead'));
    send(append(2, 3), { id: 3, kind: 'near' });
    await settled(2, 3);
    const whileReading = log.slice(log.indexOf('near'), log.indexOf('read'));
    expect(whileReading).toEqual(['near']);
    await soon(() => expect(log.at(-1)).toBe('ahead'));
    setAhead(0);
  });
});
