/** What is handed on to people: the report, and the picture of the clause tree. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { reportOf } from './report.ts';
import { browser } from './testBrowser.ts';
import { treePicture } from './treePicture.ts';
import { VERSION } from './version.ts';
import { soon } from '../worker/testWait.ts';

let page: ReturnType<ReturnType<typeof browser>['page']>;
const state = () => page.store.getState();

beforeEach(async () => {
  page = browser().page();
  await page.events.begin({ kind: 'example', id: 'january-2026' });
  await soon(() => expect(state().verdicts).not.toBeNull());
});

describe('the report', () => {
  test('has the rule, the counts, the clauses, the events and the version', () => {
    const report = reportOf(state(), 'https://example.org/#s=1')!;
    expect(report).toMatch(
      /^## Interactive Shell Spawn Detected via Defend for Containers\n\n8 of 24 events match\. TP 5, FP 3/,
    );
    expect(report).toContain(`\`\`\`eql\n${state().rule.query}\n\`\`\``);
    expect(report).toContain('| `process.interactive == true` | 19 | 0 | 3 |');
    expect(report).toContain('| `cache-sed` | benign | no match |');
    expect(report).toContain('[Open this scenario](https://example.org/#s=1)');
    expect(report).toContain(`EQL Rule Playground ${VERSION}.`);
  });

  test('lists no more events than anybody reads, and says so', () => {
    const bits = new Uint32Array(10).fill(0xffffffff);
    expect(reportOf({ ...state(), live: bits }, null)).toContain('and 120 more events.');
  });

  test('the version is that of the package', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(VERSION).toBe(version);
  });
});

describe('the picture of the clause tree', () => {
  test('has a sign and a count for each clause, on the selected event', () => {
    const svg = treePicture(state(), 'light')!;
    expect(svg.match(/<title>/g)).toHaveLength(state().verdicts!.analysis.clauses.length);
    expect(svg).toContain('process.interactive == true</text>');
    expect(svg).toContain('>19 of 24</text>');
  });

  test('is well-formed whatever a rule says', async () => {
    state().actions.setRule('any where process.name == "<b>&\\u{0001}\\u{1f600}" or process.pid > 5');
    await soon(() => expect(state().verdicts?.analysis.text).toContain('<b>'));
    const svg = treePicture(state(), 'dark')!;
    expect(svg).toContain('&lt;b&gt;&amp;');
    // oxlint-disable-next-line no-control-regex -- they are what must not be there
    expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
  });
});
