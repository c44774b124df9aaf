/** A scenario's rule as a file of any form, and what the form cannot hold, said before it is saved. */
import type { Diagnostic } from '../../text/diagnostic.ts';
import { filledKeys, kibanaExport, kibanaRule, slugOf } from './kibanaExport.ts';
import type { ScenarioFrame } from './opened.ts';
import { optionConflicts } from './options.ts';
import { TOML_KEY } from './ruleKeys.ts';
import { defaultOptions } from '../scenario.ts';
import { keysLeftOut, tomlExport } from './tomlExport.ts';

export type ExportForm = 'kibana' | 'toml' | 'json' | 'eql';

/** What the scenario has besides its frame, in numbers. */
export interface EventCounts {
  readonly events: number;
  readonly labels: number;
  readonly notes: number;
}

export interface RuleExport {
  readonly fileName: string;
  readonly text: string;
  /** What is not in it, each as a phrase: `3 labels`. */
  readonly losses: readonly string[];
  /** What the file has and the scenario does not say. */
  readonly added: readonly string[];
  readonly problems: readonly Diagnostic[];
}

/** @param today `2026/01/15`: for files that must have a date */
export function exportRule(form: ExportForm, frame: ScenarioFrame, counts: EventCounts, today: string): RuleExport {
  const { rule, options } = frame;
  const name = slugOf(rule.name ?? frame.title);
  const conflicts = optionConflicts(rule, options);
  const losses = lossesOf(form, frame, counts);
  switch (form) {
    case 'kibana':
      return {
        fileName: `${name}.ndjson`,
        text: kibanaExport(frame),
        losses,
        added: filledKeys(frame),
        problems: conflicts,
      };
    case 'json': {
      const text = `${JSON.stringify(kibanaRule(frame), null, 2)}\n`;
      return { fileName: `${name}.json`, text, losses, added: filledKeys(frame), problems: conflicts };
    }
    case 'toml': {
      const { text, problem } = tomlExport(frame, today);
      const problems = problem === null ? conflicts : [problem, ...conflicts];
      // The repository names files with underscores.
      return { fileName: `${name.replaceAll('-', '_')}.toml`, text, losses, added: filledKeys(frame), problems };
    }
    case 'eql':
      return { fileName: `${name}.eql`, text: rule.query, losses, added: [], problems: [] };
  }
}

function lossesOf(form: ExportForm, frame: ScenarioFrame, { events, labels, notes }: EventCounts): readonly string[] {
  const { rule, baseline, description, exceptions, valueLists, fields } = frame;
  const listed = Object.values(valueLists).reduce((sum, { values }) => sum + values.length, 0);
  const details = Object.keys(rule).filter((key) => key !== 'query' && key !== TOML_KEY).length;
  const tables = rule[TOML_KEY] === undefined ? 0 : Object.keys(rule[TOML_KEY] as object).length;
  const lost: readonly (readonly [number, string, string, boolean])[] = [
    [events, 'event', 'events', true],
    [labels, 'label', 'labels', true],
    [notes, 'note', 'notes', true],
    [baseline === null ? 0 : 1, 'baseline', 'baselines', true],
    [description === '' ? 0 : 1, 'description of the scenario', '', true],
    [Object.keys(fields).length, 'field type', 'field types', true],
    [listed, 'value of the value lists', 'values of the value lists', true],
    [exceptions.length, 'exception', 'exceptions', form !== 'kibana'],
    [details, 'other key of the rule', 'other keys of the rule', form === 'eql'],
    [tables, 'table beside [rule] of the TOML file', 'tables beside [rule] of the TOML file', form !== 'toml'],
  ];
  return [
    ...lost.flatMap(([count, one, many, isLost]) =>
      isLost && count > 0 ? [`${count} ${count === 1 ? one : many}`] : [],
    ),
    ...(form === 'toml' ? keyLosses(keysLeftOut(frame)) : []),
    ...optionLosses(form, frame),
  ];
}

/** What the repository's build makes, or an installed rule has. */
function keyLosses(keys: readonly string[]): readonly string[] {
  if (keys.length === 0) return [];
  return [`${keys.length} ${keys.length === 1 ? 'key' : 'keys'} of an installed rule: ${keys.join(', ')}`];
}

/** Options of the search that differ from the default and that no rule can say. */
function optionLosses(form: ExportForm, { options }: ScenarioFrame): readonly string[] {
  const inRule: readonly string[] = form === 'eql' ? [] : ['eventCategoryField', 'timestampField', 'tiebreakerField'];
  return Object.entries(options).flatMap(([name, value]) => {
    const isDefault = value === defaultOptions[name as keyof typeof defaultOptions];
    return isDefault || inRule.includes(name) ? [] : [`options.${name}: ${value}`];
  });
}
