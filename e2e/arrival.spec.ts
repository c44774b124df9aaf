import { expect, test } from '@playwright/test';
import { Playground } from './playground.ts';

/** Monaco takes over from a text area while a person types: nothing may be lost. */
test.describe('the arrival of Monaco', () => {
  test('typing through it keeps every character, the caret and the focus', async ({ page }) => {
    const app = new Playground(page);
    // Monaco is held back until some characters stand, so that the take-over falls into the typing.
    const release = await app.holdMonaco();
    await app.open();
    await app.ruleText.focus();
    await page.keyboard.press('ControlOrMeta+a');
    const text =
      'process where process.name == "ksh" or process.args == "typed while the editor arrives, slowly and surely"';
    for (const [i, character] of text.split('').entries()) {
      if (i === 30) release();
      await page.keyboard.type(character, { delay: 25 });
    }
    await app.monaco();
    await expect(app.status).toContainText('1 of 24 events matches');
    await expect(app.ruleText).toBeFocused();
    await page.keyboard.type(' // end');
    await expect.poll(() => app.shownRule()).toBe(`${text} // end`);
  });

  test('what was typed before it can be undone after it', async ({ page }) => {
    const app = new Playground(page);
    const release = await app.holdMonaco();
    await app.open();
    await app.retype(app.ruleText, 'process where process.name == "ksh"');
    await expect(app.status).toContainText('1 of 24 events matches');
    release();
    await app.monaco();
    await expect(app.ruleText).toBeFocused();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(app.status).toContainText('8 of 24 events match');
  });

  test('the rule is readable and editable without it', async ({ page }) => {
    const app = new Playground(page);
    await page.route(/monaco.*\.js$/, (route) => route.abort());
    await app.open();
    await app.retype(app.ruleText, 'process where process.name == "ksh"');
    await expect(app.status).toContainText('1 of 24 events matches');
  });
});
