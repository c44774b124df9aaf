/** Traps that the events tell, over the real engine. */
import { describe, expect, test } from 'vitest';
import { browser } from './testBrowser.ts';
import { soon } from '../worker/testWait.ts';

async function opened() {
  const page = browser().page();
  await page.events.begin(null);
  const { actions } = page.store.getState();
  actions.newScenario();
  const event = (process: object): string =>
    JSON.stringify({ '@timestamp': '2026-01-01T00:00:00Z', event: { category: 'process' }, process });
  const texts = [event({ name: 'Bash', parent: { name: 'sh' } }), event({ name: 'sh' }), event({ name: 'sh' })];
  actions.addEvents([{ name: 'three', bytes: new TextEncoder().encode(texts.join('\n')) }]);
  await soon(() => expect(page.store.getState().rowCount).toBe(3));
  const lints = (): readonly string[] =>
    page.store
      .getState()
      .analysis.diagnostics.filter(({ code }) => code.startsWith('lint/'))
      .map(({ code, message }) => `${code.slice(5)}: ${message}`);
  return { ...page, actions, lints };
}

const NO_SH = 'No event has "SH"; they have "sh", and case counts here.';

describe('of a rule, once it has run', () => {
  test.each<readonly [rule: string, ...found: readonly string[]]>([
    [
      'process where process.name == "bash"',
      'other-case: No event has "bash"; they have "Bash", and case counts here.',
    ],
    // What is not there is seen beside what is.
    ['process where process.name : "bash" or process.name == "SH"', `other-case: ${NO_SH}`],
    [
      'process where process.parent.name != "runc"',
      'missing-guard: 2 events pass because process.parent.name is missing; `!=` is true then.',
    ],
    [
      'process where process.name == "sh" and process.parent.name not in ("a", "b")',
      'missing-guard: 2 events pass because process.parent.name is missing; `not in` is true then.',
    ],
    [
      'sequence by host.id with maxspan=1m [process where true] [process where process.parent.name != "sh"]',
      'missing-guard: 2 events pass because process.parent.name is missing; `!=` is true then.',
    ],
    ['process where process.name in ("Bash", "SH") and process.parent.name != "runc"', `other-case: ${NO_SH}`],
    [
      'process where process.parent.name != null and process.parent.name != "runc" and process.name != "SH"',
      `other-case: ${NO_SH}`,
    ],
    ['proces where true', 'unknown-category: No event has the category proces; did you mean process?'],
  ])('%s', async (rule, ...found) => {
    const { actions, lints } = await opened();
    actions.setRule(rule);
    await soon(() => expect(lints()).toEqual(found));
  });
});

test('they change with the events and with the index patterns', async () => {
  const { actions, lints, store } = await opened();
  actions.setRule('process where process.parent.name != "runc" and process.command_line == "x"');
  await soon(() => expect(store.getState().stale).toBe(false));
  const { rule } = store.getState();
  const sent = [expect.stringContaining('absent-field: Defend for Containers sends no process.command_line')];
  actions.setDetails({ ...rule, index: ['logs-cloud_defend.process*'] });
  // The first ones come when their code is there.
  await soon(() => expect(lints()).toEqual(sent));
  actions.setDetails(rule);
  expect(lints()).toEqual([]);
  actions.setDetails({ ...rule, index: ['logs-cloud_defend.process*'] });
  expect(lints()).toEqual(sent);
  actions.setRule('process where process.parent.name != "runc"');
  await soon(() => expect(lints()).toEqual([expect.stringContaining('2 events pass')]));
  actions.remove([1]);
  await soon(() => expect(lints()).toEqual([expect.stringContaining('1 event passes')]));
  actions.remove([2]);
  await soon(() => expect(lints()).toEqual([]));
});
