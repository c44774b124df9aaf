/** The keys of Kibana's rule object (kibana-formats.md 1), and what is said of those that mean nothing here. */
import type { Rule } from '../scenario.ts';
import type { FileNote } from './findings.ts';

const GROUPS = {
  identity:
    'id rule_id name description version revision immutable rule_source created_at created_by updated_at updated_by',
  query: 'type language query index data_view_id filters event_category_override tiebreaker_field timestamp_field',
  schedule: 'interval from to enabled timestamp_override timestamp_override_fallback_disabled max_signals',
  severity: 'severity severity_mapping risk_score risk_score_mapping',
  text: 'tags author license references false_positives note setup threat investigation_fields rule_name_override timeline_id timeline_title',
  behaviour: 'building_block_type alert_suppression actions response_actions throttle output_index namespace meta',
  links: 'exceptions_list related_integrations required_fields',
} as const;

const RULE_KEYS: ReadonlySet<string> = new Set(Object.values(GROUPS).flatMap((keys) => keys.split(' ')));

/** Where the tables of a detection-rules file beside `[rule]` are kept in the rule. */
export const TOML_KEY = 'toml';

/** Keys that files of the rules repository do not have: they belong to an installed rule, or its build makes them. */
export const KIBANA_ONLY: readonly string[] = (
  'id version revision immutable rule_source created_at created_by updated_at updated_by enabled to exceptions_list ' +
  'related_integrations required_fields'
).split(' ');

export function isRuleKey(key: string): boolean {
  return RULE_KEYS.has(key);
}

/** What changes alerts in Kibana and no verdict here. */
const NOT_EVALUATED: Readonly<Record<string, string>> = {
  filters: 'Kibana’s filters, which narrow the search there; not evaluated here',
  alert_suppression: 'suppression of alerts; no verdict hangs on it',
};

/** The keys of a rule that are kept and mean nothing here. */
export function ruleNotes(rule: Rule): readonly FileNote[] {
  return Object.entries(rule).flatMap(([path, value]): readonly FileNote[] => {
    if (path === TOML_KEY || isEmpty(value)) return [];
    const what = isRuleKey(path) ? NOT_EVALUATED[path] : 'a key that is not known here';
    return what === undefined ? [] : [{ path, what, fate: 'kept' }];
  });
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
