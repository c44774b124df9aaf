/** What of a scenario changes when a rule, or exceptions, are opened from a file over the events that are there. */
import { emptyScenario, type JsonObject, type Rule, type Scenario } from '../scenario.ts';
import type { Findings } from './findings.ts';
import { listsOf } from './kibana.ts';
import { optionsOfRule } from './options.ts';

/** A scenario without its events. */
export type ScenarioFrame = Omit<Scenario, 'events'>;

/** A rule of the file with the exceptions that it uses, over the field types and value lists that are there. */
export function frameOfRule(file: Findings, rule: Rule, before: ScenarioFrame): ScenarioFrame {
  const used = new Set(listsOf(rule));
  const isUsed = ({ list_id: id }: JsonObject): boolean => typeof id === 'string' && used.has(id);
  return {
    ...emptyScenario,
    title: rule.name ?? '',
    rule,
    exceptionLists: file.exceptionLists.filter(isUsed),
    exceptions: file.exceptions.filter(isUsed),
    valueLists: before.valueLists,
    fields: before.fields,
    options: { ...before.options, ...optionsOfRule(rule) },
    ...(before.generated !== undefined && { generated: before.generated }),
  };
}

/** The exceptions of a file without rules, added to a scenario; one that is there already is replaced. */
export function frameWithExceptions(file: Findings, before: ScenarioFrame): ScenarioFrame {
  return {
    ...before,
    exceptionLists: merged(before.exceptionLists, file.exceptionLists, 'list_id'),
    exceptions: merged(before.exceptions, file.exceptions, 'item_id'),
  };
}

function merged(before: readonly JsonObject[], added: readonly JsonObject[], id: string): readonly JsonObject[] {
  const ids = new Set(added.map((object) => object[id]));
  return [...before.filter((object) => object[id] === undefined || !ids.has(object[id])), ...added];
}
