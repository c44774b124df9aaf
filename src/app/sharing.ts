/** What a person chooses to share, and the order to the worker that comes of it. */
import { emptyScenario, type Rule } from '../scenario/scenario.ts';
import {
  and,
  type Bitmap,
  bitmapOf,
  countBits,
  countShared,
  hasBit,
  or,
  type RedactionOrder,
  type ShareForm,
  type ShareOrder,
} from '../worker/protocol.ts';
import { notedRows, noteOf } from './rowNotes.ts';
import type { AppState } from './state.ts';

export { CHAT_LENGTH, type LinkReach, NEVER_LENGTH, reachOf, SAFE_LENGTH } from '../scenario/link/limits.ts';

/** Which events: those of the list as it is shown, those with a label, the selected one. */
export type EventChoice = 'all' | 'shown' | 'labelled' | 'selected' | 'none';

/** Parts that can be left out. The rule's `details` are all of it but query, name, severity and risk score. */
export const shareParts = ['rule', 'details', 'labels', 'notes', 'exceptions', 'description'] as const;
export type SharePart = (typeof shareParts)[number];

export interface ShareChoice {
  readonly events: EventChoice;
  readonly parts: Readonly<Record<SharePart, boolean>>;
  readonly form: ShareForm;
  readonly redaction: RedactionOrder | null;
}

type ShareState = Pick<
  AppState,
  'rule' | 'rest' | 'rowCount' | 'live' | 'invalid' | 'listed' | 'notes' | 'selected' | 'columns'
>;

/** Everything that the state has, as it is. */
export const shareAll: ShareChoice = {
  events: 'all',
  parts: { rule: true, details: true, labels: true, notes: true, exceptions: true, description: true },
  form: 'complete',
  redaction: null,
};

export function shareOrder(state: ShareState, choice: ShareChoice, as: ShareOrder['as']): ShareOrder {
  const { rest, rule, notes, selected, columns } = state;
  const { parts } = choice;
  const rows = chosenRows(state, choice.events);
  return {
    scenario: {
      ...rest,
      ...(!parts.description && { description: '' }),
      ...(!parts.exceptions && { exceptionLists: [], exceptions: [], valueLists: {} }),
      rule: parts.rule ? (parts.details ? rule : withoutDetails(rule)) : emptyScenario.rule,
      baseline: parts.rule ? rest.baseline : null,
      events: [],
    },
    rows,
    notes: notedRows(notes)
      .filter((row) => hasBit(rows, row))
      .map((row) => {
        const { label, note } = noteOf(notes, row);
        return {
          row,
          ...(parts.labels && label !== undefined && { label }),
          ...(parts.notes && note !== undefined && { note }),
        };
      }),
    columns,
    selected,
    form: choice.form,
    redaction: choice.redaction,
    as,
  };
}

function withoutDetails({ query, name, severity, risk_score }: Rule): Rule {
  return {
    query,
    ...(name !== undefined && { name }),
    ...(severity !== undefined && { severity }),
    ...(risk_score !== undefined && { risk_score }),
  };
}

/** Rows that are there, valid or not, of a choice. */
export function chosenRows(state: ShareState, choice: EventChoice): Bitmap {
  const { rowCount, live, invalid, listed, notes, selected } = state;
  const there = or(live, invalid);
  switch (choice) {
    case 'all':
      return there;
    case 'shown':
      return and(there, listed);
    case 'labelled':
      return and(there, or(notes.alert, notes.benign));
    case 'selected':
      return and(there, bitmapOf(rowCount, selected === null ? [] : [selected]));
    case 'none':
      return bitmapOf(rowCount, []);
  }
}

/** What a choice holds, in numbers. */
export interface ShareContents {
  readonly events: number;
  readonly labels: number;
  readonly notes: number;
  readonly exceptions: number;
}

export function contentsOf(state: ShareState, choice: ShareChoice): ShareContents {
  const rows = chosenRows(state, choice.events);
  const { alert, benign, texts } = state.notes;
  return {
    events: countBits(rows),
    labels: countShared(rows, or(alert, benign)),
    notes: [...texts.keys()].filter((row) => hasBit(rows, row)).length,
    exceptions: state.rest.exceptions.length,
  };
}
