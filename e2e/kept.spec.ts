/** Nothing is lost: two tabs, a reload in the middle of a word, and a storage that fails. */
import { readFile } from 'node:fs/promises';
import { type Locator, type Page, expect, test } from '@playwright/test';
import { Playground, shellEvent, violations } from './playground.ts';

const saved = (page: Page) => page.getByRole('banner').getByRole('button', { name: /^(saved|saving…|not saved)$/ });
const loss = (page: Page) => page.getByRole('region', { name: 'Nothing is kept' });

async function opened(page: Page, hash = ''): Promise<Playground> {
  const app = new Playground(page);
  await app.open(hash);
  await app.monaco();
  return app;
}

/** Types at the end of a text, without waiting for anything. */
async function typeOn(editor: Locator, text: string): Promise<void> {
  await editor.focus();
  await editor.page().keyboard.press('ControlOrMeta+End');
  await editor.page().keyboard.type(text);
}

async function openShelf(page: Page): Promise<Locator> {
  await page.getByRole('banner').locator('[aria-haspopup="dialog"]').click();
  return page.getByRole('dialog', { name: 'Scenarios' });
}

/** Reloads as often as the page asks to stay, because it is not done with writing. */
async function reloadAsked(page: Page): Promise<void> {
  page.on('dialog', (dialog) => void dialog.dismiss());
  await page.evaluate(() => Object.assign(window, { isOld: true }));
  await expect
    .poll(async () => {
      // The answer may be that of a page that goes.
      const isOld = page.evaluate(() => {
        if (!('isOld' in window)) return false;
        location.reload();
        return true;
      });
      return isOld.catch(() => true);
    })
    .toBe(false);
}

test.describe('two tabs', () => {
  for (const way of ['opened anew', 'duplicated', 'without web locks, as over http'] as const) {
    test(`${way}, on the same scenario: neither overwrites the other`, async ({ page, context }) => {
      if (way.startsWith('without')) {
        await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'));
      }
      const first = await opened(page);
      await first.retype(first.ruleText, 'process where process.name == "ksh"');
      await expect(first.status).toContainText('1 of 24 events matches');
      await expect(saved(page)).toHaveText('saved');

      // A duplicate has the session of the tab that it is made of.
      const [other] = await Promise.all([
        context.waitForEvent('page'),
        way === 'duplicated' ? page.evaluate(() => void window.open(location.href)) : context.newPage(),
      ]);
      await other.goto('/');
      const second = new Playground(other);
      await expect(second.status).toContainText('1 of 24 events matches');
      await second.monaco();

      // Both go on, at the same time.
      await second.retype(second.ruleText, 'any where true');
      await second.row(/./).first().click();
      await other.keyboard.press('b');
      await first.retype(first.ruleText, 'any where false');
      await expect(first.status).toContainText('0 of 24 events match');
      await expect(second.status).toContainText('24 of 24 events match');
      await expect(saved(other)).toHaveText('saved');
      await expect(saved(page)).toHaveText('saved');

      await Promise.all([page.reload(), other.reload()]);
      await expect(first.status).toContainText('0 of 24 events match');
      await expect(second.status).toContainText('24 of 24 events match');

      // Each is on the shelf of the other, and opens there as a copy.
      await other.bringToFront();
      const shelf = await openShelf(other);
      await expect(shelf.getByRole('listitem')).toHaveCount(2);
      await shelf.getByRole('listitem').filter({ hasText: 'open in another tab' }).getByRole('button').first().click();
      await expect(second.status).toContainText('0 of 24 events match');
      await second.monaco();
      await second.retype(second.ruleText, 'process where process.name == "ksh"');
      await expect(second.status).toContainText('1 of 24 events match');
      await expect(saved(other)).toHaveText('saved');
      await page.reload();
      await expect(first.status).toContainText('0 of 24 events match');
    });
  }
});

test('a page that is slow to go when it is reloaded hands its draft on all the same', async ({ page, context }) => {
  const app = await opened(page);
  await app.retype(app.ruleText, 'process where process.name == "ksh"');
  await expect(saved(page)).toHaveText('saved');
  const draft = async () => page.evaluate(() => sessionStorage.getItem('draft'));
  const before = await draft();
  // It keeps its lock for some seconds more: here, another tab does in its place.
  const other = await context.newPage();
  await other.goto('/');
  await other.evaluate((id) => {
    const held = async () => new Promise((resolve) => setTimeout(resolve, 4000));
    void navigator.locks.request(`draft ${id}`, { steal: true }, held);
  }, before);
  await page.reload();
  await expect(app.status).toContainText('1 of 24 events matches');
  const shelf = await openShelf(other);
  await expect(shelf.getByRole('listitem').filter({ hasText: 'open in another tab' })).toHaveCount(1);
  await app.monaco();
  await app.retype(app.ruleText, 'any where false');
  await expect(app.status).toContainText('0 of 24 events match');
  await expect(saved(page)).toHaveText('saved');
  expect(await draft()).toBe(before);
});

test.describe('a reload in the middle of typing', () => {
  test('in the rule keeps every character', async ({ page }) => {
    const app = await opened(page);
    await app.retype(app.ruleText, 'process where true');
    await typeOn(app.ruleText, '\n  and process.name != "abcdefghijklmnop"');
    await page.reload();
    await app.monaco();
    await expect.poll(async () => app.shownRule()).toContain('"abcdefghijklmnop"');
    // Again at once: what was brought back is kept as well.
    await typeOn(app.ruleText, ' and true');
    await page.reload();
    await app.monaco();
    await expect.poll(async () => app.shownRule()).toContain('"abcdefghijklmnop" and true');
  });

  test('in an event keeps every character, though it is no JSON yet', async ({ page }) => {
    const app = await opened(page);
    await app.row(/./).first().click();
    await app.eventText.focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText('{"process": {"name": "half a w');
    await page.reload();
    await expect(app.row(/^Invalid/)).toHaveCount(1);
    await app.row(/^Invalid/).click();
    await expect(app.event).toContainText('half a w');
  });

  test('keeps a label, a removal and what was added a moment ago', async ({ page }) => {
    const app = await opened(page);
    await app.addEvents(shellEvent({ message: 'added' }));
    await expect(app.status).toContainText('of 25 events');
    await app.row(/./).nth(1).click();
    await page.keyboard.press('x');
    await page.keyboard.press('b');
    const name = await app.row(/./).nth(1).getAttribute('aria-label');
    await reloadAsked(page);
    await expect(app.status).toContainText('of 25 events');
    await expect(app.row(/./).nth(1)).toHaveAttribute('aria-label', name!);
  });
});

type Failure = 'throws' | 'aborts' | 'closes';

/** From the `after`-th write on, until `window.storageWorks`, IndexedDB fails in one of its ways. */
async function failing(page: Page, how: Failure, after = 0): Promise<void> {
  await page.addInitScript(
    ([way, first]) => {
      const full = () => new DOMException('The storage is full.', 'QuotaExceededError');
      let writes = 0;
      const put = Reflect.get(IDBObjectStore.prototype, 'put');
      IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given) {
        writes++;
        if ('storageWorks' in window || writes <= first) return put.apply(this, given);
        if (way === 'throws') throw full();
        if (way === 'closes') throw new DOMException('The connection was lost.', 'InvalidStateError');
        const { transaction } = this;
        Object.defineProperty(transaction, 'error', { value: full() });
        const request = put.apply(this, given);
        // In the middle: a part of it is written.
        request.addEventListener('success', () => transaction.abort());
        return request;
      };
    },
    [how, after] as const,
  );
}

test.describe('a storage that fails in the middle', () => {
  for (const [how, says] of [
    ['throws', 'This browser’s storage is full'],
    ['aborts', 'This browser’s storage is full'],
    ['closes', 'This browser stores nothing for this page'],
  ] as const) {
    test(`and ${how} says so aloud, gives the whole scenario as a file, and is asked again`, async ({ page }) => {
      await failing(page, how, 4);
      const app = await opened(page);
      await expect(saved(page)).toHaveText('saved');
      // More than the storage takes.
      for (const word of ['one', 'two', 'three', 'four', 'five', 'six']) {
        await app.retype(app.ruleText, `process where process.args == "-i" or process.name == "${word}"`);
        await page.waitForTimeout(500);
      }
      await expect(loss(page).getByRole('alert')).toContainText(says);
      await expect(saved(page)).toHaveText('not saved');
      // Work goes on.
      await app.row(/./).first().click();
      await app.retype(app.eventText, shellEvent({ message: 'edited while nothing is kept' }));
      await app.addEvents(shellEvent({ message: 'added while nothing is kept' }));
      await page.keyboard.press('x');
      await page.keyboard.press('b');
      await expect(app.status).toContainText('of 25 events');
      const status = await app.status.textContent();

      const [download] = await Promise.all([
        page.waitForEvent('download'),
        loss(page).getByRole('button', { name: 'Download now' }).click(),
      ]);
      const file = JSON.parse(await readFile(await download.path(), 'utf8')) as {
        rule: { query: string };
        events: { doc: { message?: string }; label?: string }[];
      };
      expect(file.rule.query).toContain('"six"');
      expect(file.events).toHaveLength(25);
      const texts = JSON.stringify(file.events);
      expect(texts).toContain('edited while nothing is kept');
      expect(texts).toContain('added while nothing is kept');
      await expect(loss(page)).toContainText('among your downloads');

      // Something else would take its place: it is asked first.
      await page.getByRole('button', { name: 'Examples' }).click();
      await page.getByRole('menuitem').nth(1).click();
      const question = page.getByRole('dialog', { name: 'This work would be lost' });
      await expect(question.getByRole('button', { name: 'Stay here' })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(question).toBeHidden();
      await expect(app.status).toHaveText(status!);

      // There is room again, and nobody does anything.
      await page.evaluate(() => Object.assign(window, { storageWorks: true }));
      await expect(saved(page)).toHaveText('saved', { timeout: 30_000 });
      await expect(loss(page)).toBeHidden();
      await page.reload();
      await expect(app.status).toHaveText(status!);
      await app.monaco();
      await expect.poll(async () => app.shownRule()).toContain('"six"');
    });
  }

  test('may be lost for something else once somebody says so', async ({ page }) => {
    await failing(page, 'throws');
    const app = await opened(page);
    await app.retype(app.ruleText, 'any where true');
    await expect(loss(page)).toBeVisible();
    await page.getByRole('button', { name: 'Examples' }).click();
    await page.getByRole('menuitem').nth(1).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Open all the same' }).click();
    await expect(app.status).not.toContainText('24 of 24');
  });

  test('writes nothing of a copy from a link over the own work', async ({ page }) => {
    await failing(page, 'throws', 2);
    const app = await opened(page);
    await app.retype(app.ruleText, 'process where process.name == "ksh"');
    await expect(saved(page)).toHaveText('not saved');
    await page.goto(`/#rule=${encodeURIComponent('any where true')}&event=${encodeURIComponent(shellEvent())}`);
    await expect(app.status).toContainText('1 of 1 event matches');
    await page.keyboard.press('ControlOrMeta+s');
    await page.getByRole('region', { name: 'Copy from a link' }).getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('dialog', { name: 'This work would be lost' }).getByRole('button', { name: 'Stay' }).click();
    await page.evaluate(() => Object.assign(window, { storageWorks: true }));
    await page.getByRole('button', { name: 'Back to mine' }).click();
    await expect(app.status).toContainText('1 of 24 events matches');
    await expect(saved(page)).toHaveText('saved', { timeout: 30_000 });
    await page.reload();
    await expect(app.status).toContainText('1 of 24 events matches');
  });
});

test.describe('work goes on, and it is said,', () => {
  const refusals = {
    'without IndexedDB, as in some private windows': () => {
      Object.defineProperty(window, 'indexedDB', { value: undefined });
    },
    'where every storage is refused, as with cookies blocked': () => {
      const refuse = () => {
        throw new DOMException('The user denied permission to access storage.', 'SecurityError');
      };
      for (const name of ['indexedDB', 'localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, { get: refuse });
      }
    },
    'where the database cannot be opened': () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('It is damaged.', 'UnknownError');
      };
    },
  };
  for (const [name, refuse] of Object.entries(refusals)) {
    test(name, async ({ page }) => {
      await page.addInitScript(refuse);
      const app = await opened(page);
      await app.retype(app.ruleText, 'any where true');
      await expect(app.status).toContainText('24 of 24 events match');
      await expect(loss(page)).toContainText('stores nothing for this page');
      await expect(await openShelf(page)).toContainText('there is no shelf');
      await page.keyboard.press('Escape');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        loss(page).getByRole('button', { name: 'Download now' }).click(),
      ]);
      expect(await readFile(await download.path(), 'utf8')).toContain('"any where true"');
    });
  }
});

const LONG = `A long name that ${'grew '.repeat(30)}with_no_space_${'x'.repeat(120)}`;

for (const [width, height] of [
  [1440, 900],
  [390, 844],
  [320, 640],
] as const) {
  test.describe(`the shelf, ${width} pixels wide`, () => {
    test.use({ viewport: { width, height } });

    test('names, finds, duplicates, deletes and brings back; nothing sticks out, and axe finds nothing', async ({
      page,
    }) => {
      const app = new Playground(page);
      await app.open();
      await app.row(/./).first().click();
      await page.keyboard.press('x');
      const shelf = await openShelf(page);
      const lines = shelf.getByRole('listitem');
      await shelf.getByRole('button', { name: /^Rename/ }).click();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.insertText(LONG);
      await page.keyboard.press('Enter');
      await expect(lines).toHaveCount(1);
      await expect(lines.first()).toContainText('A long name');
      await shelf.getByRole('button', { name: /^Duplicate/ }).click();
      await expect(lines).toHaveCount(2);
      await expect(lines.filter({ hasText: 'Copy of A long name' })).toHaveCount(1);

      const search = shelf.getByRole('searchbox', { name: 'Search scenarios' });
      await search.fill('copy grew interactive');
      await expect(lines).toHaveCount(1);
      await search.fill('nothing of the kind');
      await expect(shelf).toContainText('None of 2 holds these words.');
      await search.fill('');

      await shelf.getByRole('button', { name: /^Delete Copy/ }).click();
      await expect(lines).toHaveCount(1);
      await expect(shelf.getByRole('status')).toContainText('Deleted “Copy of A long name');
      expect(await sticksOut(page)).toEqual([]);
      expect(await violations(page)).toEqual([]);
      await shelf.getByRole('button', { name: 'Undo' }).click();
      await expect(lines).toHaveCount(2);

      await lines.filter({ hasText: 'Copy of' }).getByRole('button').first().click();
      await expect(shelf).toBeHidden();
      await expect(app.status).toContainText('8 of 24 events match');
      expect(await sticksOut(page)).toEqual([]);
      await page.reload();
      await expect(app.status).toContainText('8 of 24 events match');
      await expect(page.getByRole('banner')).toContainText('Copy of A long name');
    });
  });
}

/** What can be pressed or read of header and dialog, and is not within the page. */
async function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('header button, [role="dialog"] :is(button, p, h2, input)')].flatMap((it) => {
      const { left, right, width } = it.getBoundingClientRect();
      const isOut = width > 1 && (left < 0 || right > document.documentElement.clientWidth);
      return isOut ? [`${it.tagName} ${it.textContent} ${Math.round(left)}–${Math.round(right)}`] : [];
    }),
  );
}
