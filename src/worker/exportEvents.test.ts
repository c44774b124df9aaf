/** Events as files: which of them, in which form, and the same events when the file is read again. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_SEARCH } from '../eql/index.ts';
import { Engine } from './engine.ts';
import { bitmapOf, type EventExportForm } from './protocol.ts';

const options = { ...DEFAULT_SEARCH, mapping: 'open', fields: {} } as const;
const events = [
  { id: 'a', text: '{\n  "@timestamp": "2026-01-01T00:00:00Z",\n  "process": {"args": ["sh", "-c"], "pid": 1}\n}' },
  { text: '{"@timestamp":"2026-01-02T00:00:00Z","user":{"name":"mara"}}' },
  { id: 'c', text: '{"broken": ' },
];

function engineWith(texts: readonly { readonly id?: string; readonly text: string }[]): Engine {
  const engine = new Engine();
  engine.answer({ id: 0, kind: 'open', events: texts, options });
  return engine;
}

function exported(form: EventExportForm, rows: readonly number[] = [0, 1, 2], columns: readonly string[] = []): string {
  const order = { form, rows: bitmapOf(3, rows), columns };
  const answer = engineWith(events).answer({ id: 1, kind: 'exportEvents', order });
  if (answer.kind !== 'file') throw new Error(answer.kind);
  return new TextDecoder().decode(answer.bytes);
}

describe('events as a file', () => {
  test('a line each, the broken one left out', () => {
    expect(exported('ndjson')).toBe(
      '{ "@timestamp": "2026-01-01T00:00:00Z", "process": {"args": ["sh", "-c"], "pid": 1} }\n' +
        '{"@timestamp":"2026-01-02T00:00:00Z","user":{"name":"mara"}}\n',
    );
    expect(exported('ndjson', [1]).split('\n')).toHaveLength(2);
  });

  test('as the body of _bulk, with the ids of those that have one', () => {
    const lines = exported('bulk').trim().split('\n');
    expect([lines[0], lines[2]]).toEqual(['{"create":{"_id":"a"}}', '{"create":{}}']);
  });

  test('as a table of the fields that the list shows, or of all', () => {
    const [shown, first] = exported('csv shown', [0, 1], ['process.pid', 'user.name']).split('\n');
    expect(shown).toBe('_id,@timestamp,process.args,user.name,process.pid');
    expect(first).toBe('a,2026-01-01T00:00:00Z,"[""sh"", ""-c""]",,1');
    expect(exported('csv', [0, 1]).split('\n')[0]).toBe('_id,@timestamp,process.args,process.pid,user.name');
  });

  test('of nothing is empty', () => {
    expect(exported('ndjson', [])).toBe('');
  });
});
