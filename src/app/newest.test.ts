import { describe, expect, test } from 'vitest';
import { NewestFirst } from './newest.ts';

/** Answers when it is told to. */
function fixture() {
  const asked: string[] = [];
  const taken: string[] = [];
  const open: ((answer: string | null) => void)[] = [];
  const newest = new NewestFirst<string, string>(
    async (question) => {
      asked.push(question);
      return new Promise((resolve) => open.push(resolve));
    },
    (answer, question) => taken.push(`${question}: ${answer}`),
  );
  const answer = async (text: string | null) => {
    open.shift()!(text);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { newest, asked, taken, answer };
}

describe('of many questions', () => {
  test('one is in flight, and the newest waits', async () => {
    const { newest, asked, taken, answer } = fixture();
    for (const question of ['a', 'b', 'c', 'd']) newest.ask(question);
    expect(asked).toEqual(['a']);
    await answer('1');
    expect(asked).toEqual(['a', 'd']);
    await answer('2');
    expect(taken).toEqual(['d: 2']);
  });

  test('each is asked at once when nothing is in flight', async () => {
    const { newest, asked, taken, answer } = fixture();
    newest.ask('a');
    await answer('1');
    newest.ask('b');
    expect(asked).toEqual(['a', 'b']);
    await answer(null);
    expect(taken).toEqual(['a: 1']);
  });

  test('what was forgotten is not taken, and does not keep others from being asked', async () => {
    const { newest, asked, taken, answer } = fixture();
    newest.ask('a');
    newest.ask('b');
    newest.forget();
    newest.ask('c');
    await answer('1');
    await answer('2');
    expect(asked).toEqual(['a', 'c']);
    expect(taken).toEqual(['c: 2']);
  });
});
