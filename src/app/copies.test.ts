/** What a link does to the page, to the reader's own work, and to what is stored. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { examples } from '../scenario/examples/index.ts';
import { encodeLink } from '../scenario/link/link.ts';
import { emptyScenario, type Scenario } from '../scenario/scenario.ts';
import { labelOf, noteOf } from './rowNotes.ts';
import { shareAll } from './sharing.ts';
import { browser } from './testBrowser.ts';
import { type Address, readHash } from './url.ts';
import { soon } from '../worker/testWait.ts';

/** Damaged links that the page is given: a twentieth of those that are read in `link.test.ts`. */
const DAMAGED = Math.ceil(Number(process.env['EQL_DAMAGED_LINKS'] ?? 10_000) / 20);

const theirs: Scenario = {
  ...emptyScenario,
  title: 'Theirs',
  rule: { query: 'any where n >= 2' },
  events: [1, 2, 3].map((n) => ({ id: `e${n}`, text: `{"n":${n},"marker":"theirs-${n}"}`, label: 'benign' })),
};

function linkTo(scenario: Scenario, view = ''): Address {
  return readHash(`#s=${encodeLink(scenario)!}${view}`)!;
}

let shared: ReturnType<typeof browser>;
let page: ReturnType<(typeof shared)['page']>;
const state = () => page.store.getState();
const actions = () => state().actions;

async function settled() {
  await soon(() => {
    expect(state().verdicts).not.toBeNull();
    expect(state().stale).toBe(false);
    expect(state().saved).toBe('saved');
  });
}

async function visit(address: Address | null) {
  page = shared.page();
  await page.events.begin(address);
  await settled();
}

/** Everything that the browser stores, as one text. */
const stored = () =>
  JSON.stringify([...shared.pieces, ...shared.rescued], (_, value: unknown) =>
    value instanceof Uint8Array ? new TextDecoder().decode(value) : value,
  );

beforeEach(() => {
  shared = browser();
});

afterEach(() => performance.clearMeasures());

describe('a link at the first visit', () => {
  beforeEach(async () => visit(linkTo(theirs, '&view=e3,fields')));

  test('shows what it holds, with the event that the sender had selected', async () => {
    expect(state()).toMatchObject({ title: 'Theirs', rowCount: 3, copy: { hasOwn: false, isChanged: false } });
    await soon(() => expect(state().selected).toBe(2));
    expect(state().arrival).toEqual(['fields']);
    expect(state().verdicts!.evidence.matchCount).toBe(2);
  });

  test('stores nothing, whatever is done to the copy, until it is kept', async () => {
    actions().setRule('any where n == 3');
    actions().editEvent(0, '{"n":9,"marker":"theirs-1"}');
    actions().label(1, 'alert');
    actions().remove([2]);
    actions().select(1);
    actions().save();
    page.events.leave();
    await settled();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(stored()).not.toContain('theirs');
    expect(state().copy).toEqual({ hasOwn: false, isChanged: true });
    actions().keepCopy();
    await settled();
    await soon(() => expect(stored()).toContain('theirs'));
    await visit(null);
    expect(state()).toMatchObject({ title: 'Theirs', copy: null });
    expect(state().verdicts!.evidence.liveCount).toBe(2);
    expect(noteOf(state().notes, 1)).toEqual({ label: 'alert' });
  });

  test('is left for the first example', async () => {
    actions().leaveCopy();
    await settled();
    expect(state()).toMatchObject({ title: examples[0]!.title, copy: null, welcome: true });
  });

  test('survives a crash of the worker, with its changes', async () => {
    actions().editEvent(0, '{"n":9}');
    actions().remove([1]);
    await settled();
    page.crash('out of memory');
    await soon(() => expect(state().rowCount).toBe(2));
    await settled();
    expect(state().verdicts!.evidence.matchCount).toBe(2);
    expect(state().copy).not.toBeNull();
    expect(stored()).not.toContain('theirs');
  });
});

describe('a link beside work of one’s own', () => {
  beforeEach(async () => {
    await visit(null);
    actions().setRule('process where process.name == "ksh"');
    actions().label(0, 'alert');
    await settled();
  });

  const isMine = () => {
    expect(state()).toMatchObject({ title: examples[0]!.title, rowCount: 24, copy: null });
    expect(state().rule.query).toBe('process where process.name == "ksh"');
    expect(labelOf(state().notes, 0)).toBe('alert');
  };

  test('opened in the same tab can be left for it, with the last change', async () => {
    actions().editEvent(5, '{"mine":true}');
    page.events.follow(linkTo(theirs));
    await soon(() => expect(state().title).toBe('Theirs'));
    await settled();
    actions().setRule('any where n == 1');
    actions().leaveCopy();
    await settled();
    isMine();
    await visit(null);
    isMine();
    expect(stored()).toContain('mine');
    expect(stored()).not.toContain('theirs');
  });

  test('opened in a new page does not touch it', async () => {
    await visit(linkTo(theirs));
    expect(state().copy).toEqual({ hasOwn: true, isChanged: false });
    actions().leaveCopy();
    await settled();
    isMine();
  });

  test('is kept beside it', async () => {
    await visit(linkTo(theirs));
    actions().keepCopy();
    await settled();
    await soon(() => expect(stored()).toContain('theirs'));
    expect([...shared.pieces.keys()].filter((key) => key.startsWith('sheet'))).toHaveLength(2);
    expect(stored()).toContain('ksh');
  });

  test('and another link after it go back to it', async () => {
    await visit(linkTo(theirs));
    page.events.follow(linkTo({ ...theirs, title: 'Others' }));
    await soon(() => expect(state().title).toBe('Others'));
    actions().leaveCopy();
    await settled();
    isMine();
  });

  test('where nothing can be stored, can be left for it, too', async () => {
    shared.world.full = true;
    actions().setRule('process where process.name == "fish"');
    await soon(() => expect(state().saved).toBe('full'));
    page.events.follow(linkTo(theirs));
    await soon(() => expect(state().title).toBe('Theirs'));
    actions().leaveCopy();
    await soon(() => expect(state().rowCount).toBe(24));
    expect(state().rule.query).toBe('process where process.name == "fish"');
    expect(labelOf(state().notes, 0)).toBe('alert');
  });

  test('that is damaged says so, and nothing else happens', async () => {
    page.events.follow(readHash('#s=1damaged')!);
    await soon(() => expect(state().notice?.text).toContain('The link is damaged'));
    isMine();
    await visit(readHash('#s=1damaged'));
    isMine();
    expect(state().notice?.text).toContain('Ask whoever sent it for the link again');
  });

  const patience = { timeout: 60_000 + 20 * DAMAGED };
  test('that is damaged in any way never throws, and never changes what is stored', patience, async () => {
    const links = [theirs, examples[0]!.scenario()].map((scenario) => encodeLink(scenario)!);
    const damage = fc.tuple(fc.constantFrom(...links), fc.nat(), fc.nat(9), fc.string({ unit: 'grapheme-ascii' }));
    await settled();
    const before = stored();
    const messages = new Set<string>();
    await fc.assert(
      fc.asyncProperty(damage, async ([link, place, cut, put]) => {
        const at = place % link.length;
        const damaged = link.slice(0, at) + put + link.slice(at + cut);
        if (damaged === link) return;
        actions().dismissNotice();
        const said = new Promise<string>((resolve) => {
          const leave = page.store.subscribe(({ notice }) => {
            if (notice?.tone !== 'error') return;
            leave();
            resolve(notice.text);
          });
        });
        page.events.follow({ kind: 'scenario', payload: damaged, view: { event: null, panels: [] } });
        messages.add(await said);
      }),
      { numRuns: DAMAGED },
    );
    isMine();
    expect(stored()).toBe(before);
    for (const message of messages) expect(message).toMatch(/^The link (is damaged|was made by a newer|holds no)/);
  });

  test('ends when something else is opened', async () => {
    await visit(linkTo(theirs));
    actions().openExample('july-2026');
    await settled();
    expect(state().copy).toBeNull();
    await visit(null);
    expect(state().title).toBe(examples[1]!.title);
    expect(stored()).toContain('ksh');
  });
});

test('a rule and events in the open are a copy, too', async () => {
  await visit(readHash('#rule=any%20where%20n%20%3D%3D%201&event=%7B%22n%22%3A1%7D&event=oops'));
  expect(state()).toMatchObject({ rowCount: 2, copy: { hasOwn: false } });
  expect(state().verdicts!.evidence.matchCount).toBe(1);
  expect(state().verdicts!.evidence.liveCount).toBe(1);
});

test('what is shared opens with the same verdicts and the same event selected', async () => {
  await visit(null);
  actions().select(10);
  actions().label(10, 'benign');
  const share = await actions().share(shareAll, 'link');
  const { matches } = state().verdicts!.evidence;
  await visit(readHash(`#s=${share!.payload}&view=${share!.selected}`));
  expect(state().verdicts!.evidence.matches).toEqual(matches);
  await soon(() => expect(state().selected).toBe(10));
  expect(labelOf(state().notes, 10)).toBe('benign');
});
