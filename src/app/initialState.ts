import { emptyScenario } from '../scenario/scenario.ts';
import { emptyBitmap } from '../worker/protocol.ts';
import { analyse } from './analyse.ts';
import { NO_NOTES } from './rowNotes.ts';
import { AS_ADDED, EMPTY_INDEX } from './rowOrder.ts';
import type { AppState } from './state.ts';

const { rule, events: _, ...rest } = emptyScenario;

/** Before any scenario is opened; and what of the state does not outlive one. */
export const initialState: AppState = {
  title: '',
  rest,
  rule,
  analysis: analyse(rule.query, null, rest.options.eventCategoryField),
  verdicts: null,
  stale: false,
  schema: null,
  fields: [],
  rowCount: 0,
  textBytes: 0,
  live: emptyBitmap(0),
  invalid: emptyBitmap(0),
  ids: [],
  notes: NO_NOTES,
  tableVersion: 0,
  filter: 'all',
  search: { words: '', rows: null },
  filters: [],
  near: null,
  sort: AS_ADDED,
  fieldOrder: null,
  columns: [],
  listed: emptyBitmap(0),
  index: EMPTY_INDEX,
  selected: null,
  inspection: null,
  hover: null,
  part: null,
  progress: null,
  ruleBook: null,
  isReviewing: false,
  report: null,
  saved: 'saved',
  lossWarning: false,
  isLeaving: false,
  notice: null,
  welcome: false,
  copy: null,
  arrival: [],
  removed: null,
  relabelled: null,
  steps: { undo: null, redo: null },
};
