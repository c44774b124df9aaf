import type { Scenario } from '../scenario/scenario.ts';

/** What a scenario is called on the page: its title, else the name of its rule. */
export function scenarioName({ title, rule }: Pick<Scenario, 'title' | 'rule'>): string {
  return title || rule.name || (rule.query === '' ? 'New scenario' : 'Untitled scenario');
}
