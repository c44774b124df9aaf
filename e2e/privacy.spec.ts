import { readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Playground, shellEvent } from './playground.ts';

/** People paste real incidents: nothing leaves the browser. */
test.describe('privacy', () => {
  test('page and worker make no request after load, and nothing breaks the policy', async ({ page, baseURL }) => {
    const app = new Playground(page);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/i.test(message.text())) complaints.push(message.text());
    });
    await app.open();
    await app.monaco();
    // What dialogs need is fetched when the page is at rest.
    const dialogs = readdirSync('dist/assets').filter((file) => /Dialog-.*\.js$/.test(file));
    const fetched = () => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    await expect
      .poll(async () => {
        const names = await fetched();
        return dialogs.filter((dialog) => !names.some((name) => name.endsWith(dialog)));
      })
      .toEqual([]);
    const requests: string[] = [];
    page.context().on('request', (request) => requests.push(request.url()));
    await app.retype(app.ruleText, 'process where process.args : "-i"');
    await app.addEvents([shellEvent(), 'broken', shellEvent()].join('\n'));
    await app
      .row(/^Match/)
      .last()
      .click();
    await app.retype(app.eventText, shellEvent());
    await page.getByRole('button', { name: 'Examples' }).click();
    await page.keyboard.press('Escape');
    await expect(app.status).toContainText(/events? match/);
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([]);
    expect(complaints).toEqual([]);
    expect(new URL(page.url()).origin).toBe(new URL(baseURL ?? '').origin);
  });

  test('the worker cannot fetch', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    const worker = page.workers().find((candidate) => candidate.url().includes('engine'));
    expect(worker).toBeDefined();
    const outcome = await worker?.evaluate(() =>
      fetch('/index.html').then(
        () => 'fetched',
        () => 'refused',
      ),
    );
    expect(outcome).toBe('refused');
  });

  test('every file is served with the policy', async ({ page }) => {
    const answers = new Map<string, string | undefined>();
    page.on('response', (response) => answers.set(response.url(), response.headers()['content-security-policy']));
    const app = new Playground(page);
    await app.open();
    await app.monaco();
    expect(answers.size).toBeGreaterThan(4);
    for (const [url, policy] of answers) expect(policy, url).toContain("connect-src 'none'");
    expect([...answers.keys()].some((url) => url.includes('worker'))).toBe(true);
  });
});
