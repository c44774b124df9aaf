/**
 * The tabs of the panes that have several, in their order: a line here gives a tab its title, its key and its entry in
 * the help; the pane itself says when there is something to show in it.
 */
export interface TabFacts {
  readonly pane: 'clauses' | 'event';
  readonly title: string;
  readonly key: string;
  /** What the key does, as the help says it. */
  readonly does: string;
}

export const tabs = {
  clauses: { pane: 'clauses', title: 'Clauses', key: '1', does: 'Show the clauses' },
  sequence: { pane: 'clauses', title: 'Sequence', key: '2', does: 'Show the timeline of a sequence or sample' },
  coverage: { pane: 'clauses', title: 'Coverage', key: '3', does: 'Show how much of the rule the events exercise' },
  json: { pane: 'event', title: 'JSON', key: '4', does: 'Show the event as JSON' },
  fields: { pane: 'event', title: 'Fields', key: '5', does: 'Show the event’s fields' },
  processes: { pane: 'event', title: 'Processes', key: '6', does: 'Show the event’s processes' },
} as const satisfies Record<string, TabFacts>;

export type TabName = keyof typeof tabs;

/** The tabs of one pane. */
export type TabOf<Pane extends TabFacts['pane']> = {
  [Name in TabName]: (typeof tabs)[Name]['pane'] extends Pane ? Name : never;
}[TabName];

export function isTabOf<Pane extends TabFacts['pane']>(pane: Pane) {
  return (value: unknown): value is TabOf<Pane> =>
    typeof value === 'string' && Object.hasOwn(tabs, value) && tabs[value as TabName].pane === pane;
}
