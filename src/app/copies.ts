/**
 * Scenarios from links. One is shown as a copy beside the reader's own work: the own work is written and set aside first,
 * and nothing of the copy is written anywhere until the reader keeps it. Going back brings the own work to the page as it
 * was.
 */
import { emptyScenario, type Scenario } from '../scenario/scenario.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Core } from './core.ts';
import type { Drafts, OwnWork } from './drafts.ts';
import type { Address } from './url.ts';
import { sentences } from './words.ts';
import type { Workspace } from './workspace.ts';

type Link = Extract<Address, { kind: 'scenario' | 'rule' }>;

export class Copies {
  readonly #core: Core;
  readonly #drafts: Drafts;
  readonly #workspace: Workspace;
  /** What the page goes back to; null when there is nothing of the reader's. */
  #own: OwnWork | null = null;

  constructor(core: Core, drafts: Drafts, workspace: Workspace) {
    this.#core = core;
    this.#drafts = drafts;
    this.#workspace = workspace;
  }

  /**
   * Shows what a link holds, or says why it cannot; then nothing else has happened.
   * @param own the reader's own work, where the page does not show it yet
   */
  async open(link: Link, own?: OwnWork | null): Promise<Diagnostic | null> {
    const read = await this.#read(link);
    if ('problem' in read) return read.problem;
    const isCopy = this.#core.get().copy !== null;
    if (!isCopy) this.#own = own === undefined ? await this.#drafts.setAside() : own;
    this.#drafts.hold(read.scenario);
    this.#workspace.open(read.scenario, link.view.event);
    this.#core.set({ copy: { hasOwn: this.#own !== null, isChanged: false }, arrival: link.view.panels });
    return null;
  }

  /** The copy becomes a draft of the reader's; the work before it stays on the shelf. */
  keep(): void {
    this.#drafts.keep(() => {
      this.#own = null;
      this.#core.set({ copy: null, notice: { tone: 'info', text: sentences.copyKept } });
    });
  }

  /** Back to the reader's own work. False when there is none: then the copy still stands there. */
  back(): boolean {
    const own = this.#own;
    if (own === null) return false;
    this.#own = null;
    this.#drafts.release(own);
    this.#workspace.open(own.scenario, own.selected, own.events);
    return true;
  }

  async #read(link: Link): Promise<{ readonly scenario: Scenario } | { readonly problem: Diagnostic }> {
    if (link.kind === 'rule') {
      const events = link.events.map((text, i) => ({ id: `#${i}`, text }));
      return { scenario: { ...emptyScenario, rule: { query: link.query }, events } };
    }
    return (await this.#core.client.readLink(link.payload)) ?? { problem: unread };
  }
}

const unread: Diagnostic = {
  code: 'link/unread',
  severity: 'error',
  message: 'The link was not read: the engine does not answer.',
  hint: 'Open it again.',
};
