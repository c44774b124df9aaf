import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { clausesOf } from '../eql/syntax/clauses.ts';
import { parse } from '../eql/syntax/parser.ts';
import { ClauseRow } from './clauses/ClauseRow.tsx';
import { treeLines } from './clauses/clauseTree.ts';
import { EventRow } from './events/EventRow.tsx';

/** The attributes of the outermost element. */
function outermost(html: string): Readonly<Record<string, string>> {
  const tag = /^<\w+([^>]*)>/.exec(html)?.[1] ?? '';
  return Object.fromEntries([...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));
}

test('an event is a row that knows its place, and says FP beside its label', () => {
  const html = renderToStaticMarkup(
    <EventRow
      row={7}
      rowIndex={3}
      columns={[]}
      top={60}
      verdict="match"
      label="benign"
      summary={undefined}
      selected
      cutOff={false}
      active
    />,
  );
  expect(outermost(html)).toMatchObject({
    role: 'row',
    'aria-rowindex': '3',
    'aria-selected': 'true',
    'aria-label': 'Match, benign, false positive, loading',
    tabindex: '0',
  });
  expect(html).toContain('title="false positive">FP<');
});

test('a clause is a tree item that knows its level and whether it is open', () => {
  const clauses = clausesOf(parse('process where a == 1 and b == 2').query, 'event.category');
  const and = treeLines(clauses, new Set()).find(({ clause }) => clause.kind === 'and')!;
  const html = renderToStaticMarkup(
    <ClauseRow
      line={and}
      verdict="false"
      evidence={undefined}
      inspection={undefined}
      events={0}
      deciding={false}
      expanded
      active={false}
      hovered={false}
      onFocus={() => {}}
      onHover={() => {}}
    />,
  );
  expect(outermost(html)).toMatchObject({
    role: 'treeitem',
    'aria-level': '2',
    'aria-posinset': '2',
    'aria-setsize': '2',
    'aria-expanded': 'true',
    'aria-label': 'false, and, 2 clauses',
    tabindex: '-1',
  });
});
