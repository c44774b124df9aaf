import { readFile } from 'node:fs/promises';
import { type Browser, type Page, expect, test } from '@playwright/test';
import { Playground, shellEvent, violations } from './playground.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

/** Opens the share dialog, waits for the link, copies it, and closes the dialog. */
async function copiedLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await expect(dialog.getByRole('status')).toContainText('characters');
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog.getByRole('status')).toContainText('The link is on the clipboard.');
  await page.keyboard.press('Escape');
  return page.evaluate(async () => navigator.clipboard.readText());
}

/** The page of somebody else: nothing is shared but the link. */
async function elsewhere(browser: Browser, link: string): Promise<Playground> {
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'UTC' });
  const page = await context.newPage();
  await page.goto(link);
  const app = new Playground(page);
  await expect(app.status).toContainText(/events? match/);
  return app;
}

/** Everything that the browser keeps for the page, as one text. */
async function stored(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase | null>((resolve) => {
      const request = indexedDB.open('eql-rule-playground');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
      // One that is made only now held nothing.
      request.onupgradeneeded = () => request.transaction?.abort();
    });
    const values =
      database === null
        ? []
        : await new Promise<unknown[]>((resolve) => {
            const request = database.transaction('drafts').objectStore('drafts').getAll();
            request.onsuccess = () => resolve(request.result as unknown[]);
          });
    database?.close();
    // Events are kept as blobs.
    const blobs = values.flatMap((value) => Object.values(value ?? {}).filter((part) => part instanceof Blob));
    const texts = await Promise.all(blobs.map(async (blob) => blob.text()));
    return JSON.stringify([values, texts, Object.entries(localStorage), Object.entries(sessionStorage)]);
  });
}

/** The addresses that "back" and "forward" lead to. */
async function history(page: Page): Promise<string[]> {
  const client = await page.context().newCDPSession(page);
  const { entries } = await client.send('Page.getNavigationHistory');
  return entries.map(({ url }) => url);
}

const banner = (page: Page) => page.getByRole('region', { name: 'Copy from a link' });

test.describe('a link', () => {
  test('opens elsewhere with the same verdicts, selection and panel, and leaves nothing behind', async ({
    page,
    browser,
  }) => {
    const app = new Playground(page);
    await app.open();
    await app.monaco();
    await app.retype(app.ruleText, 'process where process.args == "-i"');
    await app.addEvents(shellEvent({ message: 'only-in-this-event' }));
    // It is the last of the list.
    await app.grid.getByRole('row').first().click();
    await page.keyboard.press('End');
    await expect(app.event).toContainText('#24');
    await page.getByRole('tab', { name: 'Fields' }).click();
    const status = await app.status.textContent();
    const link = await copiedLink(page);

    const other = await elsewhere(browser, link);
    await expect(other.status).toHaveText(status!);
    await expect(other.grid.getByRole('row', { selected: true })).toHaveAccessibleName(/^Match.*bash -i/);
    await expect(other.page.getByRole('tab', { name: 'Fields' })).toHaveAttribute('data-state', 'active');
    await expect(other.event).toContainText('#24');
    await expect(banner(other.page)).toContainText('Opened from a link: a copy.');

    // Not in the address bar, not in the history, not in storage: also not after a change and some time.
    await other.page.keyboard.press('a');
    await other.page.waitForTimeout(800);
    expect(other.page.url()).not.toContain('#');
    expect((await history(other.page)).join()).not.toContain('#');
    expect(await stored(other.page)).not.toContain('only-in-this-event');

    await banner(other.page).getByRole('button', { name: 'Keep it' }).click();
    await expect(banner(other.page)).toBeHidden();
    await expect.poll(async () => stored(other.page)).toContain('only-in-this-event');
    await other.page.reload();
    await expect(other.status).toHaveText(status!);
    await other.page.context().close();
  });

  test('is left for the work that was there, which it never touches', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    const link = await copiedLink(page);
    await app.monaco();
    await app.retype(app.ruleText, 'process where process.name == "ksh"');
    await expect(app.status).toContainText('1 of 24 events matches');

    // In the same tab, as when an address is pasted.
    await page.goto(link);
    await expect(app.status).toContainText('8 of 24 events match');
    expect((await history(page)).join()).not.toContain('#s=');
    await app.monaco();
    await app.retype(app.ruleText, 'any where true');
    await expect(app.status).toContainText('24 of 24 events match');
    await banner(page).getByRole('button', { name: 'Back to mine' }).click();
    await expect(banner(page)).toContainText('Your changes to this copy would be lost.');
    await banner(page).getByRole('button', { name: 'Leave it all the same' }).click();
    await expect(app.status).toContainText('1 of 24 events matches');
    await page.reload();
    await expect(app.status).toContainText('1 of 24 events matches');
    await expect(banner(page)).toBeHidden();
  });

  test('that is damaged says so, and the own work stays', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app.monaco();
    await app.retype(app.ruleText, 'process where process.name == "ksh"');
    await expect(app.status).toContainText('1 of 24 events matches');
    const link = (await copiedLink(page)).replace(/&view.*/, '');
    for (const [damaged, message] of [
      [link.slice(0, -20), 'The link is damaged'],
      [link.replace('#s=1', '#s=2'), 'The link was made by a newer playground'],
      [link.replace(/#s=.*/, '#s='), 'The link holds no scenario'],
    ] as const) {
      await page.goto(damaged);
      await expect(page.getByText(message)).toBeVisible();
      await expect(app.status).toContainText('1 of 24 events matches');
      await expect(banner(page)).toBeHidden();
      await page.getByRole('contentinfo').getByRole('button', { name: 'Dismiss' }).click();
    }
  });

  test('runs nothing that is in its names and notes', async ({ page }) => {
    const app = new Playground(page);
    const script = '<img src=x onerror="window.wasRun=1"><script>window.wasRun=1</script>';
    const event = encodeURIComponent(JSON.stringify({ user: { name: script }, message: script }));
    await page.goto(
      `/#rule=${encodeURIComponent(`any where user.name == "${script.replaceAll('"', '\\"')}"`)}&event=${event}`,
    );
    await expect(app.status).toContainText('1 of 1 event matches');
    const link = await copiedLink(page);
    await page.goto(link);
    await expect(banner(page)).toBeVisible();
    expect(await page.evaluate(() => 'wasRun' in window)).toBe(false);
  });

  for (const [form, most] of [
    ['Complete', 8_000],
    ['Slim', 2_000],
  ] as const) {
    test(`of the built-in scenario, ${form}, has at most ${most} characters, and opens the same`, async ({
      page,
      browser,
    }) => {
      const app = new Playground(page);
      await app.open();
      await page.getByRole('button', { name: 'Share' }).click();
      const dialog = page.getByRole('dialog', { name: 'Share' });
      await dialog.getByRole('radio', { name: new RegExp(form) }).check();
      await expect(dialog.getByRole('button', { name: 'Copy link' })).toHaveAttribute('aria-disabled', 'false');
      await dialog.getByRole('button', { name: 'Copy link' }).click();
      await expect(dialog.getByRole('status')).toContainText('The link is on the clipboard.');
      const link = await page.evaluate(async () => navigator.clipboard.readText());
      expect(link.length).toBeLessThanOrEqual(most);
      test.info().annotations.push({ type: 'characters', description: String(link.length) });
      const other = await elsewhere(browser, link);
      await expect(other.status).toHaveText('8 of 24 events match');
      await other.page.context().close();
    });
  }

  test('holds 1,000 events, slim, and opens', async ({ page, browser }) => {
    const app = new Playground(page);
    await app.open();
    const lines = Array.from({ length: 1000 }, (_, i) =>
      shellEvent({ '@timestamp': new Date(1.77e12 + i * 4321).toISOString(), message: `line ${i} ${'x'.repeat(200)}` }),
    );
    await app.addEvents(lines.join('\n'));
    await expect(app.status).toContainText('1,008 of 1,024 events match');
    await page.getByRole('button', { name: 'Share' }).click();
    const dialog = page.getByRole('dialog', { name: 'Share' });
    await dialog.getByRole('radio', { name: /Slim/ }).check();
    await expect(dialog.getByRole('button', { name: 'Copy link' })).toHaveAttribute('aria-disabled', 'false');
    await dialog.getByRole('button', { name: 'Copy link' }).click();
    await expect(dialog.getByRole('status')).toContainText('The link is on the clipboard.');
    const link = await page.evaluate(async () => navigator.clipboard.readText());
    expect(link.length).toBeLessThan(32_000);
    const other = await elsewhere(browser, link);
    await expect(other.status).toContainText('1,008 of 1,024 events match');
    await other.page.context().close();
  });

  test('of 10,000 generated events is short, and opens with the same verdicts', async ({ page, browser }) => {
    const app = new Playground(page);
    await app.open();
    const generate = await app.openGenerate();
    await generate.getByRole('textbox', { name: 'Events' }).fill('10000');
    await generate.getByRole('button', { name: 'Generate' }).click();
    await expect(app.status).toContainText(/of 10,024 events match/, { timeout: 30_000 });
    const status = await app.status.textContent();
    await page.getByRole('button', { name: 'Share' }).click();
    const dialog = page.getByRole('dialog', { name: 'Share' });
    await expect(dialog.getByRole('button', { name: 'Copy link' })).toHaveAttribute('aria-disabled', 'false', {
      timeout: 30_000,
    });
    await dialog.getByRole('button', { name: 'Copy link' }).click();
    await expect(dialog.getByRole('status')).toContainText('The link is on the clipboard.');
    const link = await page.evaluate(async () => navigator.clipboard.readText());
    expect(link.length).toBeLessThan(5000);
    const other = await elsewhere(browser, link);
    await expect(other.status).toHaveText(status!, { timeout: 30_000 });
    await other.page.context().close();
  });
});

test.describe('the share dialog', () => {
  const secret = 'hunter2-and-more';

  async function withSecret(page: Page): Promise<Playground> {
    const app = new Playground(page);
    await app.open('#new');
    await app.addEvents(
      shellEvent({
        host: { name: 'ledger-7', os: { type: 'linux' } },
        process: { name: 'mysql', args: ['mysql', '-h', 'ledger-7', `--password=${secret}`] },
      }),
    );
    await page.getByRole('button', { name: 'Share' }).click();
    return app;
  }

  test('names every likely secret with its place, and replaces it, also in the file', async ({ page }) => {
    await withSecret(page);
    const dialog = page.getByRole('dialog', { name: 'Share' });
    const secrets = dialog.getByRole('region', { name: 'Likely secrets' });
    await expect(secrets).toContainText(`password ${secret} in process.args of event #0`);
    await secrets.getByRole('button', { name: 'Replace them' }).click();
    await expect(secrets).toBeHidden();
    const values = dialog.getByRole('group', { name: 'Private values' });
    await expect(values.getByRole('row', { name: secret })).toBeVisible();
    await expect(values.getByRole('row', { name: 'ledger-7' })).toContainText('2');
    const downloading = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download file' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/\.eql-scenario\.json$/);
    const file = await readFile(await download.path(), 'utf8');
    expect(file).toContain('"mysql"');
    expect(file).not.toContain(secret);
    expect(file).not.toContain('ledger-7');

    // What is left out of it stays.
    await values.getByRole('checkbox', { name: /ledger-7/ }).uncheck();
    await expect(values.getByRole('row', { name: 'ledger-7' })).toContainText('stays');
  });

  test('works by keyboard alone', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await page.keyboard.press('Control+Shift+L');
    const dialog = page.getByRole('dialog', { name: 'Share' });
    await expect(dialog.getByRole('button', { name: 'Copy link' })).toBeFocused();
    for (
      let i = 0;
      i < 30 && (await dialog.getByRole('radio', { name: /Complete/ }).evaluate((it) => it !== document.activeElement));
      i++
    ) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('ArrowDown');
    await expect(dialog.getByRole('radio', { name: /Slim/ })).toBeChecked();
    await expect(dialog.getByRole('status')).toContainText('Short enough for chats and mail.');
    for (
      let i = 0;
      i < 30 &&
      (await dialog.getByRole('button', { name: 'Copy link' }).evaluate((it) => it !== document.activeElement));
      i++
    ) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('status')).toContainText('The link is on the clipboard.');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    const link = await page.evaluate(async () => navigator.clipboard.readText());
    expect(link.length).toBeLessThanOrEqual(2000);

    await page.goto(link);
    await expect(banner(page)).toBeVisible();
    await banner(page).getByRole('button', { name: 'Keep it' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(banner(page)).toBeHidden();
  });

  test('selects the link where the clipboard is not to be had', async ({ page }) => {
    await page.addInitScript(() => {
      navigator.clipboard.writeText = async () => Promise.reject(new Error('not allowed'));
    });
    const app = new Playground(page);
    await app.open();
    await page.getByRole('button', { name: 'Share' }).click();
    const dialog = page.getByRole('dialog', { name: 'Share' });
    await expect(dialog.getByRole('status')).toContainText('characters');
    await dialog.getByRole('button', { name: 'Copy link' }).click();
    await expect(dialog.getByRole('status')).toContainText('copy the selected text');
    await expect(dialog.getByRole('textbox', { name: 'The link' })).toBeFocused();
    expect(await page.evaluate(() => getSelection()?.toString())).toContain('#s=1');
  });

  test('has nothing that axe finds, and neither has the banner', async ({ page }) => {
    const app = await withSecret(page);
    const dialog = page.getByRole('dialog', { name: 'Share' });
    await expect(dialog.getByRole('region', { name: 'Likely secrets' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('checkbox', { name: /Replace private values/ }).check();
    await expect(dialog.getByRole('row', { name: 'ledger-7' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    const link = await copiedLink(page);
    await page.goto(link);
    await expect(banner(app.page)).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
});
