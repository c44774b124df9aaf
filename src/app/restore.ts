/** Earlier versions over the events of now: what they match, and the way back to one. */
import { searchSettings } from '../scenario/search.ts';
import type { RuleVerdict } from '../worker/protocol.ts';
import type { Core } from './core.ts';
import { labelsOf, type Version } from './history.ts';
import { clockWords } from './words.ts';
import type { Workspace } from './workspace.ts';

/** Of the rule in hand where there is no version. */
export async function versionVerdict({ get, client }: Core, version: Version | null): Promise<RuleVerdict | null> {
  const { rest, rule } = get();
  const scenario = version?.scenario ?? { ...rest, rule };
  return client.match(scenario.rule.query, searchSettings(scenario, Date.now()));
}

/** Rule, exceptions, options and labels are as they were; the events and the scenario's name stay. */
export async function restore({ get }: Core, workspace: Workspace, version: Version): Promise<void> {
  const labels = await labelsOf(version, get());
  const { rule, baseline, exceptionLists, exceptions, valueLists, fields, options } = version.scenario;
  const then = { baseline, exceptionLists, exceptions, valueLists, fields, options };
  const { alert, benign } = labels;
  const words = `return to the version of ${clockWords.format(version.at)}`;
  workspace.putInPlace({ rule, rest: { ...get().rest, ...then }, alert, benign }, words);
}
