import { expect, test } from '@playwright/test';
import { Playground, shellEvent } from './playground.ts';

/** What a rule author does: look, change the rule, change an event, add their own. */
test.describe('the main journey', () => {
  test('first start shows the built-in scenario with its verdicts', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await expect(app.status).toContainText('8 of 24 events match');
    await expect(app.row(/^Match/).first()).toBeVisible();
    await expect(app.row(/^No match/).first()).toBeVisible();
    await expect(app.clauses.getByRole('treeitem').first()).toHaveAccessibleName(/^true/);
    await expect(app.event).toContainText('Matches: all 10 clauses are true.');
    await expect(app.rule).toContainText('Elastic License v2');
  });

  test('the selected event is what the clauses and the sentence speak of', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app
      .row(/cart-cache|sed -i/)
      .first()
      .click();
    await expect(app.event).toContainText('process.interactive is falsewanted true');
    await expect(app.clause(/^false, process\.interactive == true, true in 19 of 24/)).toBeVisible();
    await expect(app.clause(/^true, host\.os\.type == "linux", true in 23 of 24/)).toBeVisible();
  });

  test('typing in the rule changes the verdicts at once', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app.monaco();
    await app.retype(app.ruleText, 'process where process.name == "ksh"');
    await expect(app.status).toContainText('1 of 24 events matches');
    await app.retype(app.ruleText, 'process where process.name == "nothing"');
    await expect(app.status).toContainText('0 of 24 events match');
  });

  test('a rule that does not parse says where, and the last verdicts stay', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app.monaco();
    await app.retype(app.ruleText, 'process where process.name = "bash"');
    await expect(app.status).toContainText("1:28 mismatched input '='");
    await expect(app.row(/^Match/).first()).toBeVisible();
  });

  test('every error of a rule is marked', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app.monaco();
    await app.retype(app.ruleText, 'process where a = 1 and b in () and frobnicate(c)');
    await expect(app.rule.locator('.squiggly-error')).toHaveCount(3);
  });

  test('editing `-i` out of an event flips its verdict', async ({ page }) => {
    const app = new Playground(page);
    await app.open('#example=january-2026');
    await app.monaco();
    await app.row(/^Match.*sh \.\/install\.sh -i/).click();
    await expect(app.event).toContainText('Matches');
    const before = await app.page.evaluate(() => document.querySelectorAll('[data-verdict="match"]').length);
    const text = shellEvent({
      process: { name: 'bash', args: ['bash'], interactive: true, entry_leader: { same_as_process: false } },
    });
    await app.retype(app.eventText, text);
    await expect(app.event).toContainText('none of "-i", "-it"');
    await expect(app.status).toContainText('7 of 24 events match');
    expect(before).toBeGreaterThan(0);
  });

  test('an event that is broken while it is edited is invalid, says why, and loses nothing', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app.monaco();
    await app.retype(app.eventText, '{"process": ');
    await expect(app.event).toContainText('unexpected end of input');
    await expect(app.row(/^Invalid/)).toHaveCount(1);
    await expect(app.status).toContainText('of 23 events match');
    await app.retype(app.eventText, shellEvent());
    await expect(app.row(/^Invalid/)).toHaveCount(0);
    await expect(app.status).toContainText('of 24 events match');
  });

  test('pasted NDJSON with one broken line adds the rest and names the line', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app.addEvents([shellEvent(), '{"process": {"name": ', shellEvent()].join('\n'));
    await expect(app.events).toContainText(/line 2/i);
    await expect(app.events).toContainText(/unexpected end of input/);
    await expect(app.status).toContainText('10 of 26 events match');
    await app.filter('invalid');
    await expect(app.row(/^Invalid/)).toHaveCount(1);
  });

  test('an Elasticsearch search response and an array are events, too', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    const hits = { hits: { hits: [{ _id: 'hit-1', _source: JSON.parse(shellEvent()) as unknown }] } };
    await app.addEvents(JSON.stringify(hits));
    await expect(app.status).toContainText('9 of 25 events match');
    await app.addEvents(`[${shellEvent()}, ${shellEvent()}]`);
    await expect(app.status).toContainText('11 of 27 events match');
  });

  test('a dropped file is read', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    const transfer = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'events.ndjson'));
      return data;
    }, shellEvent());
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    await expect(app.status).toContainText('9 of 25 events match');
  });

  test('the draft survives a reload', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app.monaco();
    await app.retype(app.ruleText, 'process where process.name == "ksh"');
    await expect(app.status).toContainText('1 of 24 events matches');
    await page.reload();
    await expect(app.status).toContainText('1 of 24 events matches');
  });

  test('the form of July is the second scenario', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await page.getByRole('button', { name: 'Examples' }).click();
    await page.getByRole('menuitem', { name: /July/ }).click();
    await expect(app.status).toContainText('11 of 24 events match');
  });

  test('a sequence says how many there are, and what became of each event', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app.monaco();
    await app.retype(
      app.ruleText,
      'sequence by container.id with maxspan=1h [process where process.args == "-c"] [process where process.args == "-i"]',
    );
    await expect(app.status).toContainText(/\d+ sequences?, in \d+ of 24 events/);
    await expect(app.row(/^Match.*stage 1 of 2/).first()).toBeVisible();
    await app
      .row(/^Partial/)
      .first()
      .click();
    await expect(app.event).toContainText(/^.*Partial: fits stage/);
  });

  test('a pattern meant to blow up a matcher and a huge product of values end, each in its way', async ({ page }) => {
    const app = new Playground(page);
    await app.open('#new');
    const many = (prefix: string): string[] => Array.from({ length: 5000 }, (_, i) => `${prefix}${i}`);
    await app.addEvents(
      JSON.stringify({ event: { category: 'process' }, a: many('a'), b: many('b'), s: 'x'.repeat(20_000) }),
    );
    await expect(app.rule.locator('.monaco-editor').first()).toBeVisible({ timeout: 20_000 });
    await app.retype(app.ruleText, 'process where s regex "(x+x+)+y"');
    await expect(app.status).toContainText('0 of 1 event');
    await app.retype(app.ruleText, 'process where concat(a, b) == "nothing"');
    await expect(app.clauses.getByRole('treeitem', { name: /^error/ }).first()).toBeVisible({ timeout: 15_000 });
  });
});
