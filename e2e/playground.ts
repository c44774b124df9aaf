/** The page as a person sees it: its regions and what is in them, by role and name (contract, section 5). */
import { AxeBuilder } from '@axe-core/playwright';
import { type Locator, type Page, expect, test } from '@playwright/test';

export class Playground {
  readonly page: Page;
  readonly rule: Locator;
  readonly ruleText: Locator;
  readonly events: Locator;
  readonly grid: Locator;
  readonly event: Locator;
  readonly eventText: Locator;
  readonly clausesPane: Locator;
  readonly clauses: Locator;
  readonly status: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rule = page.getByRole('region', { name: 'Rule', exact: true });
    this.ruleText = this.rule.getByRole('textbox', { name: 'EQL rule' });
    this.events = page.getByRole('region', { name: 'Events', exact: true });
    this.grid = this.events.getByRole('grid', { name: 'Events' });
    this.event = page.getByRole('region', { name: 'Event', exact: true });
    this.eventText = this.event.getByRole('textbox', { name: 'Event JSON' });
    this.clausesPane = page.getByRole('region', { name: 'Clauses', exact: true });
    this.clauses = page.getByRole('tree', { name: 'Clauses' });
    this.status = page.getByRole('status');
  }

  /** Opens the page and waits for its first verdicts. */
  async open(hash = ''): Promise<void> {
    await this.page.goto(`/${hash}`);
    await expect(this.status).toContainText(hash === '#new' ? 'No rule yet' : /events? match/);
  }

  /** Holds Monaco back; the function that comes back lets it go. */
  async holdMonaco(): Promise<() => void> {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await this.page.route(/monaco.*\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    return release;
  }

  /** Waits until Monaco has taken over both editors. */
  async monaco(): Promise<void> {
    await expect(this.rule.locator('.monaco-editor').first()).toBeVisible({ timeout: 20_000 });
    await expect(this.event.locator('.monaco-editor').first()).toBeVisible({ timeout: 20_000 });
  }

  /** Shows only some of the events. */
  async filter(name: string): Promise<void> {
    await this.events.getByText(name, { exact: true }).click();
  }

  /** The rule as Monaco shows it, without the verdict signs and the counts. */
  async shownRule(): Promise<string> {
    const shown = await this.rule.locator('.view-lines').innerText();
    return shown.replaceAll(/[✓✗∅]|[\d,]+\/[\d,]+/g, '').replaceAll(/\s+/g, ' ');
  }

  row(text: string | RegExp): Locator {
    return this.grid.getByRole('row', { name: text });
  }

  clause(text: string | RegExp): Locator {
    return this.clauses.getByRole('treeitem', { name: text });
  }

  /** Replaces a text editor's whole text by typing over it. */
  async retype(editor: Locator, text: string): Promise<void> {
    await editor.focus();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(text);
  }

  async openGenerate(): Promise<Locator> {
    await this.events.getByRole('button', { name: 'Generate' }).click();
    return this.page.getByRole('dialog', { name: 'Generate events' });
  }

  async addEvents(text: string): Promise<void> {
    await this.events.getByRole('button', { name: 'Add events' }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(text);
    await dialog.getByRole('button', { name: /^Add/ }).click();
    await expect(dialog).toBeHidden();
  }
}

/** An event that the seed rule matches. */
export function shellEvent(rest: Record<string, unknown> = {}): string {
  return JSON.stringify({
    '@timestamp': '2026-02-01T10:00:00.000Z',
    event: { category: ['process'], type: ['start'], action: 'exec' },
    host: { os: { type: 'linux' } },
    container: { id: 'c0ffee' },
    process: {
      name: 'bash',
      args: ['bash', '-i'],
      interactive: true,
      entry_leader: { same_as_process: false },
    },
    ...rest,
  });
}

/** What axe finds wrong in the page, each with its rule and its place. */
export async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html.slice(0, 160)}`),
  );
}

/** The same tests in every look of the page. */
export function inEveryLook(tests: (look: { readonly isNarrow: boolean }) => void): void {
  for (const isNarrow of [false, true]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test.describe(`${isNarrow ? 'narrow' : 'wide'} and ${colorScheme}`, () => {
        test.use({ viewport: isNarrow ? { width: 390, height: 844 } : { width: 1440, height: 900 }, colorScheme });
        tests({ isNarrow });
      });
    }
  }
}
