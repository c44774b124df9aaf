/** The explanation of an event as data and as Markdown. */
import { expect, test } from 'vitest';
import { createDataset } from '../../events/index.ts';
import {
  DEFAULT_SEARCH,
  Evaluator,
  compileRule,
  explain,
  explanationMarkdown,
  isRunnable,
  runSearch,
} from '../index.ts';

const QUERY = 'any where interactive == true and args in ("-i", "-it") and not name == "a|b"';

function explained(document: object, query = QUERY) {
  const dataset = createDataset({ mapping: 'open', fields: { interactive: 'boolean', args: 'keyword' } });
  dataset.append([{ id: 'e1', text: JSON.stringify(document) }]);
  const rule = compileRule(query, dataset.schema, DEFAULT_SEARCH);
  if (!isRunnable(rule)) throw new Error(rule.problems[0]?.message);
  const evaluator = new Evaluator(dataset);
  const result = runSearch(rule, dataset, dataset.schema, evaluator, DEFAULT_SEARCH);
  return explain(rule, result, 0, {
    table: dataset,
    evaluator,
    options: DEFAULT_SEARCH,
    nameOf: (row) => dataset.idOf(row),
  });
}

test('of an event that does not match, the smallest sets in words', () => {
  const found = explained({ interactive: false, args: ['bash', '-i'], name: 'bash' });
  expect(found).toMatchObject({ _id: 'e1', verdict: 'no match' });
  expect(found.blockers).toMatchObject({ size: 1, total: 1, exact: true });
  expect(found.blockers?.sets[0]).toMatchObject([{ there: '`interactive` is `false`', wanted: 'wanted `true`' }]);
});

test('of a match, what it rests on, and no blockers', () => {
  const found = explained({ interactive: true, args: ['-x', '-i'], name: 'bash' });
  expect([found.verdict, found.blockers]).toEqual(['match', undefined]);
  expect(found.restsOn).toEqual([
    { clause: 2, text: 'interactive == true', entries: [] },
    { clause: 3, text: 'args in ("-i", "-it")', entries: ['"-i"'] },
    { clause: 5, text: 'name == "a|b"', entries: [] },
  ]);
  expect(explanationMarkdown(QUERY, found)).toContain('\n- rests on `args in ("-i", "-it")`, by `"-i"`\n');
});

test('as Markdown: the sentence, what it would take, and a table of the leaves', () => {
  const found = explained({ interactive: false, args: ['-i', '-x'], name: 'a|b' });
  expect(explanationMarkdown(QUERY, found)).toBe(
    `
**Event \`e1\`: no match.** Kept out by 2 clauses: interactive == true is false and name == "a|b" is true.

- \`interactive\` is \`false\`; wanted \`true\`
- \`name\` is \`"a|b"\`; must not be \`"a|b"\`

| verdict | clause | values |
| --- | --- | --- |
| false | \`interactive == true\` | \`interactive\`: \`false\` |
| true | \`args in ("-i", "-it")\` | \`args\`: \`"-i", "-x"\` |
| true | \`name == "a\\|b"\` | \`name\`: \`"a\\|b"\` |

\`\`\`eql
${QUERY}
\`\`\`
`.trimStart(),
  );
});

test('a date is written as in a rule, wherever it stands', () => {
  const query = 'any where @timestamp < "2026-01-01" and not @timestamp > "2027-01-01"';
  const found = explained({ '@timestamp': '2027-03-01T10:00:00Z' }, query);
  const date = '2027-03-01T10:00Z';
  expect(found.clauses.at(-1)).toMatchObject({
    values: { '@timestamp': [date] },
    witnesses: [{ path: '@timestamp', value: date }],
  });
  expect(found.blockers?.sets[0]?.map(({ there, wanted }) => `${there}; ${wanted}`)).toEqual([
    `\`@timestamp\` is \`"${date}"\`; wanted \`< "2026-01-01"\``,
    `\`@timestamp\` is \`"${date}"\`; must not be \`> "2027-01-01"\``,
  ]);
});

test('a clause that is null before any event is seen is never true, and no way to match', () => {
  const found = explained({ name: 'sh' }, 'any where name == "bash" or name in (null)');
  expect(found.clauses.map(({ never }) => never)).toEqual([undefined, undefined, undefined, true]);
  expect(found.blockers).toMatchObject({ size: 1, total: 1 });
});
