import { describe, expect, test } from 'vitest';
import type { DocumentName, TextSession } from './textSession.ts';
import { openSession } from './textSession.ts';

const NOWHERE = { anchor: 0, head: 0 };

/** A session whose edits and calls to Monaco are written down. */
function observed(document: DocumentName, text: string): { session: TextSession; heard: string[]; monaco: string[] } {
  const session = openSession(document, text);
  const heard: string[] = [];
  const monaco: string[] = [];
  session.listen((edited) => heard.push(edited));
  session.attach({
    open: (log) => monaco.push(`open ${log.text}`),
    replace: (next) => monaco.push(`replace ${next}`),
  });
  return { session, heard, monaco };
}

describe('a text from the parent', () => {
  test('that echoes an edit changes nothing', () => {
    const { session, heard, monaco } = observed('a', '');
    session.edit('x');
    session.receive('a', 'x');
    expect([session.text(), heard, monaco]).toEqual(['x', ['x'], []]);
  });

  test('that echoes an edit late does not undo what was typed since', () => {
    const { session, monaco } = observed('a', '');
    session.edit('x');
    session.edit('xy');
    session.receive('a', 'x');
    expect(session.text()).toBe('xy');
    session.receive('a', 'xy');
    expect([session.text(), monaco]).toEqual(['xy', []]);
  });

  test('that goes back to an older edit, after its echo, is a change', () => {
    const { session, monaco } = observed('a', '');
    session.edit('x');
    session.edit('xy');
    session.receive('a', 'xy');
    session.receive('a', 'x');
    expect([session.text(), monaco]).toEqual(['x', ['replace x']]);
  });

  test('within the document can be undone and is not reported as an edit', () => {
    const { session, heard, monaco } = observed('a', 'old');
    session.receive('a', 'new');
    expect([session.text(), heard, monaco]).toEqual(['new', [], ['replace new']]);
    expect(session.log().base).toBe('old');
  });

  test('of another document begins anew, even when it is the same text', () => {
    const { session, heard, monaco } = observed('a', 'same');
    session.edit('same ');
    session.edit('same');
    session.receive('b', 'same');
    expect([session.log(), heard.length, monaco]).toEqual([
      { base: 'same', edits: [], text: 'same' },
      2,
      ['open same'],
    ]);
  });

  test('begins anew when documents have no names', () => {
    const { session, monaco } = observed(undefined, 'old');
    session.receive(undefined, 'new');
    expect([session.log().base, monaco]).toEqual(['new', ['open new']]);
  });

  test('is known to be no echo of another document', () => {
    const { session, monaco } = observed('a', '');
    session.edit('x');
    session.receive('b', 'y');
    session.receive('b', 'x');
    expect([session.text(), monaco]).toEqual(['x', ['open y', 'replace x']]);
  });
});

describe('an edit', () => {
  test('in the plain text area is logged; a second event for the same text is none', () => {
    const { session, heard } = observed('a', 'b');
    session.type('bc', 'insertText', NOWHERE, NOWHERE);
    session.type('bc', 'insertText', NOWHERE, NOWHERE);
    expect([session.log().edits.length, heard]).toEqual([1, ['bc']]);
  });

  test('tells the subscribers', () => {
    const { session } = observed('a', 'b');
    let told = 0;
    const end = session.subscribe(() => told++);
    session.edit('c');
    end();
    session.edit('d');
    expect(told).toBe(1);
  });
});
