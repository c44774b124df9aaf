import { expect, type Page, test } from '@playwright/test';
import { Playground } from './playground.ts';

/** The hash of a link to the built-in scenario, as the share dialog makes it. */
async function linkHash(page: Page): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const app = new Playground(page);
  await app.open();
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Copy link' })).toBeEnabled();
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect.poll(async () => page.evaluate(async () => navigator.clipboard.readText())).toContain('#s=');
  return new URL(await page.evaluate(async () => navigator.clipboard.readText())).hash;
}

/** A page with a frame in it. Browsers keep public pages from framing this machine, so it stands on the same server. */
async function frame(page: Page, source: string, sandbox: string) {
  await page.route('**/wiki.html', async (route) => {
    const body = `<iframe id="f" src="${source.replaceAll('&', '&amp;')}" ${sandbox} width="1200" height="560"></iframe>`;
    await route.fulfill({ contentType: 'text/html', body });
  });
  await page.goto('/wiki.html');
  return page.frameLocator('#f');
}

test('a scenario runs in a sandboxed frame without an origin, to be read', async ({ page, baseURL }) => {
  const hash = await linkHash(page);
  const framed = await frame(page, `${baseURL}/${hash.replace('#s=', '#embed&s=')}`, 'sandbox="allow-scripts"');
  await expect(framed.getByRole('status')).toContainText('8 of 24 events match');
  await framed.getByRole('row', { name: /busybox sed/ }).click();
  await expect(framed.locator('.ec-sentence')).toContainText('Kept out: process.interactive is false, wanted true.');
  await expect(framed.getByRole('button', { name: 'Add events' })).toHaveCount(0);
  await framed.getByRole('row', { selected: true }).press('Delete');
  await expect(framed.getByRole('status')).toContainText('8 of 24 events match');
  await expect(framed.getByRole('link', { name: 'Open in the playground' })).toHaveAttribute('href', /#s=/);
});

test('a live frame can be edited, and touches no storage', async ({ page: first, browser, baseURL }) => {
  const hash = await linkHash(first);
  // Somebody who was never here.
  const page = await (await browser.newContext({ baseURL: baseURL! })).newPage();
  const address = `${baseURL}/${hash.replace('#s=', '#embed&live&s=')}`;
  const framed = await frame(page, address, '');
  const rule = framed.getByRole('textbox', { name: 'EQL rule' });
  await expect(framed.locator('.monaco-editor').first()).toBeVisible({ timeout: 20_000 });
  await rule.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('process where process.name == "ksh"');
  await expect(framed.getByRole('status')).toContainText('1 of 24 events matches');
  const inside = page.frames().find((candidate) => candidate.url().includes('#embed'))!;
  const kept = await inside.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
  }));
  expect(kept).toEqual({ local: 0, session: 0, databases: 0 });
});

test('framed without asking for it, the page only offers a tab of its own', async ({ page, baseURL }) => {
  const framed = await frame(page, `${baseURL}/`, '');
  await expect(framed.getByRole('link', { name: 'Open it in a new tab' })).toBeVisible();
  await expect(framed.getByRole('textbox')).toHaveCount(0);
});
