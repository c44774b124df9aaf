/**
 * Files of rules on their way in. Nothing is replaced before somebody has seen what is in them: they are reviewed first,
 * and what is opened becomes a draft of its own, while the work in hand stays on the shelf.
 *
 * Several rules are evaluated over the events in hand one after the other, a message each, so that everything else has
 * its turn in between.
 */
import { frameOfRule, frameWithExceptions, type ScenarioFrame } from '../scenario/files/opened.ts';
import type { RuleFile } from '../scenario/files/ruleFile.ts';
import { emptyScenario, type Rule, type Scenario } from '../scenario/scenario.ts';
import { searchSettings } from '../scenario/search.ts';
import { and, countBits, countShared, type RuleVerdict } from '../worker/protocol.ts';
import type { Core } from './core.ts';
import type { Drafts } from './drafts.ts';
import type { AppState } from './state.ts';
import type { Workspace } from './workspace.ts';

export { ruleNotes } from '../scenario/files/ruleKeys.ts';
export { listsOf } from '../scenario/files/kibana.ts';
export type { FileNote } from '../scenario/files/findings.ts';
export type { RuleFile };

/** A rule of an imported file. */
export interface ImportedRule {
  readonly file: RuleFile;
  readonly rule: Rule;
  /** In the file, counted from 1. */
  readonly number: number;
}

/** The rules of the imported files over the events in hand. */
export interface RuleBook {
  readonly files: readonly RuleFile[];
  readonly rules: readonly ImportedRule[];
  /** In the order of the rules; undefined where one was not evaluated. */
  readonly verdicts: readonly (RuleVerdict | undefined)[];
  readonly isRunning: boolean;
  /** The state of the events that the verdicts belong to. */
  readonly tableVersion: number;
}

/** Rules between two redraws of the page. */
const BATCH = 25;

export function ruleBookOf(files: readonly RuleFile[], tableVersion: number): RuleBook {
  const rules = files.flatMap((file) => file.rules.map(({ rule, number }) => ({ file, rule, number })));
  return { files, rules, verdicts: [], isRunning: false, tableVersion };
}

export class Imports {
  readonly #core: Core;
  readonly #workspace: Workspace;
  readonly #drafts: Drafts;
  /** Counts evaluations; an older one ends. */
  #evaluation = 0;

  constructor(core: Core, workspace: Workspace, drafts: Drafts) {
    this.#core = core;
    this.#workspace = workspace;
    this.#drafts = drafts;
  }

  /** Opens a rule with its exceptions: over the events in hand, or over none. */
  async openRule({ file, rule }: ImportedRule, over: 'events' | 'nothing'): Promise<void> {
    const frame = frameOfRule(file, rule, over === 'events' ? frameInHand(this.#core.get()) : emptyScenario);
    await this.#drafts.open(() => {
      this.#core.set({ isReviewing: false });
      if (over === 'events') this.#workspace.adopt(frame);
      else this.#workspace.open({ ...frame, events: [] });
      this.#forgetSingle();
    });
  }

  async openScenario(scenario: Scenario): Promise<void> {
    await this.#drafts.open(() => {
      this.#core.set({ ruleBook: null, isReviewing: false });
      this.#workspace.open(scenario);
    });
  }

  /** Adds the exceptions of files without rules to the scenario in hand. */
  addExceptions(files: readonly RuleFile[]): void {
    const { exceptionLists, exceptions } = files.reduce<ScenarioFrame>(
      (frame, file) => frameWithExceptions(file, frame),
      frameInHand(this.#core.get()),
    );
    this.#core.set({ ruleBook: null, isReviewing: false });
    this.#workspace.change({ exceptionLists, exceptions });
  }

  /** Takes the review off the page; several rules stay at hand. */
  close(): void {
    this.#core.set({ isReviewing: false });
    this.#forgetSingle();
  }

  /** Nobody needs the files any more. */
  forget(): void {
    this.stop();
    this.#core.set({ ruleBook: null, isReviewing: false });
  }

  /** Every rule over the events in hand. */
  async evaluate(): Promise<void> {
    const { ruleBook: book, tableVersion } = this.#core.get();
    if (book === null) return;
    const evaluation = ++this.#evaluation;
    const verdicts: RuleVerdict[] = [];
    const show = (isRunning: boolean) => {
      const { ruleBook: now } = this.#core.get();
      if (now?.rules === book.rules)
        this.#core.set({ ruleBook: { ...now, verdicts: [...verdicts], isRunning, tableVersion } });
    };
    show(true);
    const frame = frameInHand(this.#core.get());
    for (const { file, rule } of book.rules) {
      const settings = searchSettings(frameOfRule(file, rule, frame), Date.now());
      // One after the other is the point.
      // oxlint-disable-next-line no-await-in-loop
      const verdict = await this.#core.client.match(rule.query, settings);
      if (evaluation !== this.#evaluation) return;
      // The worker was started again, and has other things to do.
      if (verdict === null) break;
      verdicts.push(verdict);
      if (verdicts.length % BATCH === 0) show(true);
    }
    show(false);
  }

  stop(): void {
    this.#evaluation++;
    const { ruleBook } = this.#core.get();
    if (ruleBook?.isRunning === true) this.#core.set({ ruleBook: { ...ruleBook, isRunning: false } });
  }

  #forgetSingle(): void {
    const { ruleBook } = this.#core.get();
    if (ruleBook !== null && ruleBook.rules.length < 2) this.#core.set({ ruleBook: null });
  }
}

function frameInHand({ rest, rule }: AppState): ScenarioFrame {
  return { ...rest, rule };
}

/** Verdicts of a rule against the labels; null where it cannot be run. */
export interface RuleCounts {
  readonly matches: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
}

export function ruleCountsOf(
  { matches }: RuleVerdict,
  { notes, live }: Pick<AppState, 'notes' | 'live'>,
): RuleCounts | null {
  if (matches === null) return null;
  const alerts = and(notes.alert, live);
  return {
    matches: countBits(matches),
    truePositives: countShared(alerts, matches),
    falsePositives: countShared(notes.benign, matches),
    falseNegatives: countBits(alerts) - countShared(alerts, matches),
  };
}
