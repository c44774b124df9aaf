import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { formatQuery } from './format.ts';
import { parse } from './parser.ts';
import { printQuery } from './printer.ts';
test('x', () => {
  const rules = JSON.parse(readFileSync('../shared/data/rules-visible.json', 'utf8'));
  let bad = 0,
    over = 0;
  const t = performance.now();
  for (const [i, r] of rules.entries()) {
    const a = formatQuery(r.query);
    const b = formatQuery(a.text);
    const cs = (t: string) =>
      parse(t)
        .tokens.filter((x) => x.kind === 'comment')
        .map((x) => x.text)
        .sort()
        .join('\0');
    const ok =
      a.problems.length === 0 &&
      a.text === b.text &&
      printQuery(parse(r.query).query) === printQuery(parse(a.text).query) &&
      cs(a.text) === cs(r.query);
    if (!ok) {
      bad++;
      if (bad < 4) console.log(i, a.problems[0]?.message, r.query, '\n=====\n', a.text, '\n=====\n', b.text);
    }
    if (a.text.split('\n').some((l) => l.length > 110)) over++;
    if ([3, 50, 111, 300, 410].includes(i)) console.log(r.query, '\n---->\n' + a.text);
  }
  console.log('bad', bad, 'over', over, performance.now() - t);
});
