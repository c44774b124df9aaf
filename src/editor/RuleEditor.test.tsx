// @vitest-environment happy-dom
import { act, useState } from 'react';
import type { Root } from 'react-dom/client';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ClauseMark, EditorHandle } from './marks.ts';
import { RuleEditor } from './RuleEditor.tsx';

// Monaco needs a browser; here it never comes, and the plain text area must do.
vi.mock(import('./monacoLoad.ts'), async (original) => ({
  ...(await original()),
  loadMonaco: async () => new Promise<never>(() => {}),
}));

const TEXT = 'process where a == 1 and b == 2';
const MARKS: readonly ClauseMark[] = [
  { clause: 1, span: { from: 14, to: 20 }, verdict: 'true', deciding: false, entries: [], hint: 'true' },
  { clause: 2, span: { from: 25, to: 31 }, verdict: 'false', deciding: true, entries: [], hint: 'false' },
];

let root: Root;
let page: HTMLElement;
const handle: { current: EditorHandle | null } = { current: null };
const changed: string[] = [];
const hovered: (number | null)[] = [];

/** `isDeaf`: what is typed does not come back as the text. */
function Page({ first = TEXT, isDeaf = false }: { readonly first?: string; readonly isDeaf?: boolean }) {
  const [text, setText] = useState(first);
  const change = (next: string): void => {
    changed.push(next);
    if (!isDeaf) setText(next);
  };
  return (
    <RuleEditor
      ref={handle}
      text={text}
      onChange={change}
      document="rule"
      theme="light"
      diagnostics={[]}
      marks={MARKS}
      markedText={TEXT}
      stale={text !== TEXT}
      hoverClause={null}
      onHoverClause={(clause) => hovered.push(clause)}
    />
  );
}

function area(): HTMLTextAreaElement {
  const element = page.querySelector<HTMLTextAreaElement>('textarea[aria-label="EQL rule"]');
  if (!element) throw new Error('there is no text area');
  return element;
}

async function type(text: string): Promise<void> {
  await act(async () => {
    const element = area();
    const setValue = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set;
    setValue?.call(element, text);
    element.dispatchEvent(new InputEvent('input', { inputType: 'insertText', bubbles: true }));
  });
}

/** The pieces of the text that carry a class, joined. */
function textOf(className: string): string {
  return [...page.querySelectorAll(`.${className}`)].map((element) => element.textContent).join('');
}

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  changed.length = 0;
  hovered.length = 0;
  page = document.createElement('div');
  document.body.append(page);
  root = createRoot(page);
  await act(async () => root.render(<Page />));
});

afterEach(async () => {
  await act(async () => root.unmount());
  page.remove();
  vi.unstubAllGlobals();
});

describe('the rule editor before Monaco', () => {
  test('is a text area with a name, and the same text in colours', () => {
    expect(area().value).toBe(TEXT);
    expect(page.querySelector('pre')?.textContent).toBe(`${TEXT}\n`);
    expect(textOf('eql-c-keyword')).toBe('whereand');
  });

  test('draws each verdict under its clause, with its sign', () => {
    expect([textOf('eql-is-true'), textOf('eql-is-false')]).toEqual(['a == 1', 'b == 2']);
    const signs = [...page.querySelectorAll<HTMLElement>('.eql-sign')].map((sign) => sign.dataset['sign']);
    expect(signs).toEqual(['✓', '✗']);
    expect(textOf('eql-deciding')).toBe('b == 2');
  });

  test('reports what is typed, once, and keeps the marks on their clauses', async () => {
    await type(`any${TEXT.slice('process'.length)}`);
    expect(changed).toEqual(['any where a == 1 and b == 2']);
    expect([textOf('eql-is-true'), textOf('eql-is-false')]).toEqual(['a == 1', 'b == 2']);
  });

  test('says where the caret rests, and no more when it is gone', async () => {
    await act(async () => {
      area().focus();
      area().setSelectionRange(27, 27);
      area().dispatchEvent(new Event('select', { bubbles: true }));
      document.dispatchEvent(new Event('selectionchange'));
    });
    expect(hovered.at(-1)).toBe(2);
    await act(async () => root.render(null));
    expect(hovered.at(-1)).toBeNull();
  });

  test('shows the text that there is when nothing is on its way, though an edit never came back', async () => {
    await act(async () => root.render(<Page isDeaf />));
    await type('any where true');
    expect(area().value).toBe('any where true');
    await act(async () => handle.current?.settle());
    expect(area().value).toBe(TEXT);
    expect(changed).toEqual(['any where true']);
  });
});

describe('a text too large to edit', () => {
  const line = (n: number): string => `// line ${n} of many, so that the text is long\n`;
  const large = Array.from({ length: 6000 }, (_, i) => line(i + 1)).join('');
  const button = (name: string): HTMLButtonElement =>
    [...page.querySelectorAll('button')].find(({ textContent }) => textContent === name)!;

  beforeEach(async () => act(async () => root.render(<Page key="large" first={large} />)));

  test('is shown in parts, which can be turned', async () => {
    expect(area().readOnly).toBe(true);
    expect(area().value.startsWith(line(1))).toBe(true);
    const first = area().value.length;
    await act(async () => button('Next').click());
    expect(large.startsWith(area().value, first)).toBe(true);
    await act(async () => button('Previous').click());
    expect(area().value.length).toBe(first);
    expect(button('Previous').disabled).toBe(true);
  });

  test('goes to the part of what is asked for', async () => {
    const from = large.indexOf('line 5000 ');
    await act(async () => handle.current?.reveal({ from, to: from + 9 }));
    const { value, selectionStart, selectionEnd } = area();
    expect(value.slice(selectionStart, selectionEnd)).toBe('line 5000');
  });

  test('can be edited all the same', async () => {
    await act(async () => button('Edit slowly').click());
    expect(area().readOnly).toBe(false);
    expect(area().value).toBe(large);
  });
});
