/**
 * The options of a search that Kibana keeps in the rule. In a scenario the options win (contract, section 2): an import
 * copies them from the rule, an export writes them back, and where the two say different things that is told.
 */
import type { Diagnostic } from '../../text/diagnostic.ts';
import { defaultOptions, type JsonValue, type Rule, type ScenarioOptions } from '../scenario.ts';

type RuleOption = 'eventCategoryField' | 'timestampField' | 'tiebreakerField';

const RULE_OPTIONS: Readonly<Record<string, RuleOption>> = {
  event_category_override: 'eventCategoryField',
  timestamp_field: 'timestampField',
  tiebreaker_field: 'tiebreakerField',
};

/** The options of an imported rule; what it says nothing of is as Elasticsearch has it by default. */
export function optionsOfRule(rule: Rule): Pick<ScenarioOptions, RuleOption> {
  const { eventCategoryField, timestampField, tiebreakerField } = defaultOptions;
  const named = Object.entries(RULE_OPTIONS).flatMap(([key, option]) =>
    isFieldName(rule[key]) ? [[option, rule[key]] as const] : [],
  );
  return { eventCategoryField, timestampField, tiebreakerField, ...Object.fromEntries(named) };
}

/** The rule with the options of its scenario written back; keys that are there keep their place. */
export function withOptions(rule: Rule, options: ScenarioOptions): Rule {
  const written: { [key: string]: JsonValue | undefined; query: string } = { ...rule };
  for (const [key, option] of Object.entries(RULE_OPTIONS)) {
    const value = options[option];
    if (value === null) {
      if (isFieldName(written[key])) delete written[key];
    } else if (value !== defaultOptions[option] || isFieldName(written[key])) written[key] = value;
  }
  return written;
}

/** Where the rule says another thing than the options, which win. */
export function optionConflicts(rule: Rule, options: ScenarioOptions): readonly Diagnostic[] {
  return Object.entries(RULE_OPTIONS).flatMap(([key, option]) => {
    const ofRule = rule[key];
    const value = options[option];
    if (!isFieldName(ofRule) || ofRule === value) return [];
    const message = `rule.${key} is "${ofRule}", but options.${option} is ${value === null ? 'not set' : `"${value}"`}: the option counts.`;
    return [{ code: 'scenario/option-conflict', severity: 'warning', path: `rule.${key}`, message } as const];
  });
}

function isFieldName(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value !== '';
}
