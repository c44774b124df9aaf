/** The rule in hand as a file, with what the file cannot hold. */
import { exportRule, type ExportForm, type RuleExport } from '../scenario/files/ruleExport.ts';
import { countBits, countShared, or } from '../worker/protocol.ts';
import { chosenRows, type EventChoice } from './sharing.ts';
import type { AppState } from './state.ts';

export type { ExportForm, RuleExport };

/** Valid events of a choice. */
export function countOfEvents(state: AppState, choice: EventChoice): number {
  return countShared(chosenRows(state, choice), state.live);
}

type ExportedState = Pick<AppState, 'rest' | 'rule' | 'title' | 'live' | 'invalid' | 'notes'>;

/** @param now where the file needs a date */
export function ruleExportOf(state: ExportedState, form: ExportForm, now: Date): RuleExport {
  const { rest, rule, title, live, invalid, notes } = state;
  const counts = {
    events: countBits(or(live, invalid)),
    labels: countBits(notes.alert) + countBits(notes.benign),
    notes: notes.texts.size,
  };
  const today = now.toISOString().slice(0, 10).replaceAll('-', '/');
  return exportRule(form, { ...rest, title: rest.title || title, rule }, counts, today);
}
