/** Earlier versions of the rule and its labels: what they match, how they differ from now, and the way back. */
import { type Page, expect, test } from '@playwright/test';
import { Playground, violations } from './playground.ts';

const versions = (page: Page) => page.getByRole('list', { name: 'Versions' }).getByRole('button');
const dialog = (page: Page) => page.getByRole('dialog', { name: 'History' });

/** The built-in rule, then two others in its place, and a label. */
async function worked(page: Page): Promise<Playground> {
  const app = new Playground(page);
  await app.open();
  await app.monaco();
  await app.retype(app.ruleText, 'process where process.name == "ksh" and process.interactive == true');
  await expect(app.status).toContainText('1 of 24 events matches');
  await app.retype(app.ruleText, 'any where event.category == "process" or 1 == 1');
  await expect(app.status).toContainText('24 of 24 events match');
  return app;
}

test('by keyboard: what each version matched, the text and the verdicts that changed, and back', async ({ page }) => {
  const app = await worked(page);
  await app.row(/./).first().click();
  await page.keyboard.press('h');
  await expect(dialog(page)).toBeVisible();
  await expect(versions(page)).toHaveCount(2);
  await expect(versions(page).first()).toBeFocused();
  await expect(versions(page).first()).toContainText(/1 of 24 matches.*1 more, 8 fewer|1 of 24 matches.*7 fewer/);
  await expect(versions(page).last()).toContainText('8 of 24 match');
  await expect(versions(page).last()).toContainText('the first');
  const text = dialog(page).getByRole('region', { name: 'What changed in the query' });
  await expect(text.locator('del').first()).toContainText('process');
  await expect(text.locator('ins').first()).toContainText('any');
  const changed = dialog(page).getByRole('list', { name: 'Changed verdicts' });
  await expect(changed.getByRole('listitem')).toHaveCount(23);
  await expect(changed.getByRole('listitem').first()).toContainText(/No match.*Match/);
  expect(await violations(page)).toEqual([]);

  // The built-in rule again.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(versions(page).last()).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Tab');
  await expect(dialog(page).getByRole('button', { name: 'Restore' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeHidden();
  await expect(app.status).toContainText('8 of 24 events match');
  await page.reload();
  await expect(app.status).toContainText('8 of 24 events match');
  await app.monaco();

  // Nothing was lost by it: the rule before is a version, and the return could have been undone.
  await app.row(/./).first().click();
  await page.keyboard.press('h');
  await expect(versions(page)).toHaveCount(3);
  await expect(versions(page).first()).toContainText('24 of 24 match');
});

test('the return is a step that can be undone', async ({ page }) => {
  const app = await worked(page);
  await page.getByRole('button', { name: 'History of the rule' }).click();
  await versions(page).last().click();
  await dialog(page).getByRole('button', { name: 'Restore' }).click();
  await expect(app.status).toContainText('8 of 24 events match');
  await page.getByRole('button', { name: /^Undo: return to the version of/ }).click();
  await expect(app.status).toContainText('24 of 24 events match');
});

test('a changed verdict leads to its event, and all of them to the list', async ({ page }) => {
  const app = await worked(page);
  await page.getByRole('button', { name: 'History of the rule' }).click();
  await versions(page).last().click();
  const changed = dialog(page).getByRole('list', { name: 'Changed verdicts' });
  await expect(changed.getByRole('listitem')).toHaveCount(16);
  const id = (await changed.getByRole('button').nth(3).innerText()).split('\n')[0]!;
  await changed.getByRole('button').nth(3).click();
  await expect(dialog(page)).toBeHidden();
  await expect(app.event).toContainText(id);
  await page.getByRole('button', { name: 'History of the rule' }).click();
  await versions(page).last().click();
  await dialog(page).getByRole('button', { name: 'List them' }).click();
  await expect(app.grid).toHaveAttribute('aria-rowcount', /^1[67]$/);
});

test('a version is made when nothing was changed for a while; before, there is none', async ({ page }) => {
  const app = new Playground(page);
  await app.open();
  await app.monaco();
  await page.getByRole('button', { name: 'History of the rule' }).click();
  await expect(dialog(page)).toContainText('There is no version yet.');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await app.ruleText.focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type(' // a');
  // The real clock: a made-up one takes the page's own measures away, too.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'History of the rule' }).click();
    await expect(versions(page)).toHaveCount(2, { timeout: 1000 });
  }).toPass({ intervals: [15_000, 5000], timeout: 60_000 });
  await expect(dialog(page)).toContainText('This is what is in hand.');
});

test('on a narrow page it is reached from the scenarios, and fits', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const app = new Playground(page);
  await app.open();
  await page.getByRole('tab', { name: 'Rule' }).click();
  await expect(app.rule.locator('.monaco-editor').first()).toBeVisible({ timeout: 20_000 });
  await app.retype(app.ruleText, 'any where event.category == "process" or 1 == 1');
  await expect(app.status).toContainText('24 of 24 events match');
  await page.getByRole('banner').locator('[aria-haspopup="dialog"]').click();
  await page
    .getByRole('dialog', { name: 'Scenarios' })
    .getByRole('button', { name: /^History/ })
    .click();
  await expect(dialog(page)).toBeVisible();
  await expect(versions(page).first()).toBeFocused();
  expect(await dialog(page).evaluate((it) => it.scrollWidth <= it.clientWidth)).toBe(true);
  expect(await violations(page)).toEqual([]);
});
