import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChange } from './change.ts';
import type { EditLog } from './editLog.ts';
import { openLog, record, replay } from './editLog.ts';

const NOWHERE = { anchor: 0, head: 0 };

/** `type:abc` types at the end, `delete:2` takes two characters off the end, `paste:x` pastes, `undo:text` undoes. */
function play(base: string, ...steps: readonly string[]): EditLog {
  return steps.reduce((log, step) => {
    const [kind, what = ''] = step.split(':');
    if (kind === 'type') return [...what].reduce((it, key) => input(it, it.text + key, 'insertText'), log);
    if (kind === 'delete') return input(log, log.text.slice(0, -Number(what)), 'deleteContentBackward');
    if (kind === 'paste') return input(log, log.text + what, 'insertFromPaste');
    return input(log, what, 'historyUndo');
  }, openLog(base));
}

function input(log: EditLog, text: string, inputType: string): EditLog {
  return record(log, text, inputType, NOWHERE, NOWHERE);
}

/** The texts that undoing goes back through, the latest first. */
function undone(log: EditLog): string[] {
  const texts: string[] = [];
  let text = log.base;
  for (const edit of log.edits) {
    if (edit.stop) texts.unshift(text);
    text = applyChange(text, edit);
  }
  return texts;
}

describe('the log of edits', () => {
  test('replayed gives the text of the text area, whatever was done there', () => {
    const edit = fc.record({
      at: fc.nat(),
      length: fc.nat(4),
      insert: fc.string({ unit: fc.constantFrom('a', ' ', '\n', 'é', '漢', '🙂'), maxLength: 4 }),
      inputType: fc.constantFrom(
        'insertText',
        'insertCompositionText',
        'deleteContentBackward',
        'insertFromPaste',
        'historyUndo',
        'historyRedo',
      ),
    });
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.array(edit, { maxLength: 40 }), (base, edits) => {
        let text = base;
        let log = openLog(base);
        for (const { at, length, insert, inputType } of edits) {
          const from = at % (text.length + 1);
          text = applyChange(text, { from, to: Math.min(text.length, from + length), insert });
          log = input(log, text, inputType);
          expect(log.text).toBe(text);
          expect(replay(log)).toBe(text);
        }
      }),
    );
  });

  test('stays bounded, and true', () => {
    let log = openLog('');
    for (let i = 0; i < 2500; i++) log = input(log, `${log.text}${i % 7 === 0 ? ' ' : 'x'}`, 'insertText');
    expect(log.edits.length).toBeLessThanOrEqual(1000);
    expect(replay(log)).toBe(log.text);
  });
});

describe('an undo step', () => {
  test.each([
    ['is a word', ['type:one two'], ['one ', '']],
    ['is a run of deletions', ['type:abcd', 'delete:1', 'delete:1'], ['abcd', '']],
    ['is a paste', ['paste:ab', 'paste:cd'], ['ab', '']],
    ['is not both typing and deleting', ['type:ab', 'delete:1', 'type:c'], ['a', 'ab', '']],
  ])('%s', (_name, steps, wanted) => {
    expect(undone(play('', ...steps))).toEqual(wanted);
  });

  test('is taken back by the undo of the browser, and no edit of its own', () => {
    const log = play('base', 'type:x', 'paste: more', 'undo:basex');
    expect(log.edits).toHaveLength(1);
    expect(undone(log)).toEqual(['base']);
  });

  test('ends where an undo of the browser leads to a text that was never there', () => {
    const log = play('base', 'type:x', 'undo:other');
    expect(replay(log)).toBe('other');
  });
});
