/**
 * The built-in scenarios: the seed rule in its two published forms over one story.
 *
 * The text of the rule stands in `seed-rule/seed-rule.json` alone, in the form of January 2026. The form of July 2026 is
 * the same text without one line.
 */
import { defaultOptions, emptyScenario, type Scenario } from '../scenario.ts';
import seedRule from './seed-rule/seed-rule.json' with { type: 'json' };
import { storyEvents } from './story.ts';

/** A scenario that comes with the playground. */
export interface Example {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** A new copy of the scenario at every call. */
  scenario(): Scenario;
}

/** What a run of the rule in Kibana returns at most. */
const MAX_SIGNALS = 100;

const TERMINAL_LINE = '  and process.interactive == true';

/** The query of January 2026 without the line about the terminal: the form of July 2026. */
export function withoutTerminal(query: string): string {
  return query
    .split('\n')
    .filter((line) => line !== TERMINAL_LINE)
    .join('\n');
}

const JULY_QUERY = withoutTerminal(seedRule.query);

/** A row of the table below; every form has the rule's metadata and the events of the story. */
interface Form {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  readonly query: string;
  readonly baseline?: string;
}

const forms: readonly Form[] = [
  {
    id: 'january-2026',
    title: 'Intruder in the shop, rule of January 2026',
    summary:
      'The seed rule as published in January 2026: a shell below a shell, on a terminal. 24 events of one morning.',
    description:
      'A shop’s web server is broken into at 09:12; by 09:31 the intruder has been in five pods and on a node. ' +
      'Meanwhile a build, a notebook and an operator open shells of their own.\n\n' +
      'This form of the rule wants a terminal (`process.interactive == true`). It misses the reverse shell on a socket.',
    query: seedRule.query,
  },
  {
    id: 'july-2026',
    title: 'Intruder in the shop, rule of July 2026',
    summary:
      'The same events with the form of July 2026, which asks for no terminal; the January form is the baseline.',
    description:
      'The same morning with the rule as changed in July 2026: the line `and process.interactive == true` is gone. ' +
      'The rule now finds the reverse shell on a socket, and two more false positives.\n\n' +
      'The January form is the baseline to compare with.',
    query: JULY_QUERY,
    baseline: seedRule.query,
  },
];

function exampleOf({ id, title, summary, description, query, baseline }: Form): Example {
  return {
    id,
    title,
    summary,
    scenario: () => ({
      ...emptyScenario,
      title,
      description,
      rule: { ...structuredClone(seedRule), query },
      baseline: baseline === undefined ? null : { query: baseline },
      events: storyEvents().map(({ doc, ...event }) => ({ ...event, text: JSON.stringify(doc, null, 2) })),
      options: { ...defaultOptions, size: MAX_SIGNALS },
    }),
  };
}

/** The examples in the order in which they are offered; the first is shown at first start. */
export const examples: readonly Example[] = forms.map(exampleOf);
