/**
 * A scenario's rule as a line of Kibana's export, with its exception lists, their items and the summary (kibana-formats.md
 * 1). What a line must have and the scenario does not say is filled in as Kibana would; everything else stays as it is.
 */
import type { JsonObject, JsonValue } from '../scenario.ts';
import { isObject } from './lines.ts';
import { listsOf } from './kibana.ts';
import type { ScenarioFrame } from './opened.ts';
import { withOptions } from './options.ts';
import { TOML_KEY } from './ruleKeys.ts';

/** The rule object of the API. */
export function kibanaRule({ rule, options, title }: ScenarioFrame): JsonObject {
  const { [TOML_KEY]: _tables, ...own } = withOptions(rule, options);
  const name = textOr(own.name, title === '' ? 'Untitled rule' : title);
  const filled: Readonly<Record<string, JsonValue>> = {
    rule_id: slugOf(name),
    name,
    description: name,
    type: 'eql',
    language: 'eql',
    severity: 'low',
    risk_score: 21,
  };
  const missing = Object.entries(filled).filter(([key]) => isBlank(own[key]));
  return { ...(own as JsonObject), ...Object.fromEntries(missing) };
}

/** Keys of a line that the scenario does not say. */
export function filledKeys(frame: ScenarioFrame): readonly string[] {
  const rule = kibanaRule(frame);
  return Object.keys(rule).filter((key) => key !== TOML_KEY && isBlank(frame.rule[key]) && !isBlank(rule[key]));
}

/** The whole export: rule, lists with their items, summary. */
export function kibanaExport(frame: ScenarioFrame): string {
  const lists = completeLists(frame);
  const rule = withLists(kibanaRule(frame), lists);
  const items = frame.exceptions.map((item, i) => completeItem(item, i, lists));
  const ordered = lists.flatMap((list) => [list, ...items.filter((item) => item['list_id'] === list['list_id'])]);
  const missing = listsOf(rule).filter((id) => !lists.some((list) => list['list_id'] === id));
  const lines = [rule, ...ordered, summary(lists.length, items.length, missing)];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function summary(lists: number, items: number, missing: readonly string[]): JsonObject {
  return {
    exported_count: 1 + lists + items,
    exported_rules_count: 1,
    missing_rules: [],
    missing_rules_count: 0,
    exported_exception_list_count: lists,
    exported_exception_list_item_count: items,
    missing_exception_list_item_count: 0,
    missing_exception_list_items: [],
    missing_exception_lists: missing.map((id) => ({ list_id: id })),
    missing_exception_lists_count: missing.length,
    exported_action_connector_count: 0,
    missing_action_connection_count: 0,
    missing_action_connections: [],
    excluded_action_connection_count: 0,
    excluded_action_connections: [],
  };
}

/** The lists of the scenario, and one for items that have none. */
function completeLists({ rule, exceptionLists, exceptions, title }: ScenarioFrame): readonly JsonObject[] {
  const known = new Set(exceptionLists.map((list) => list['list_id']));
  const homeless = exceptions.filter((item) => !known.has(item['list_id']));
  const wanted = new Set(homeless.map((item) => textOr(item['list_id'], OWN_LIST)));
  const made = [...wanted].map((id) => ({
    list_id: id,
    type: 'rule_default',
    name: `Exceptions for rule - ${textOr(rule.name, title)}`,
    description: 'Exceptions of the rule',
    namespace_type: 'single',
    os_types: [],
    tags: ['default_rule_exception_list'],
  }));
  return [...exceptionLists, ...made];
}

const OWN_LIST = 'playground-exceptions';

function completeItem(item: JsonObject, place: number, lists: readonly JsonObject[]): JsonObject {
  const listId = lists.some((list) => list['list_id'] === item['list_id']) ? item['list_id']! : OWN_LIST;
  const name = textOr(item['name'], `Exception ${place + 1}`);
  const filled: Readonly<Record<string, JsonValue>> = {
    item_id: `${slugOf(name)}-${place + 1}`,
    list_id: listId,
    type: 'simple',
    name,
    description: name,
    namespace_type: 'single',
    entries: [],
  };
  const missing = Object.entries(filled).filter(([key]) => isBlank(item[key]));
  return missing.length === 0 ? item : { ...item, ...Object.fromEntries(missing) };
}

/** The rule with a reference to every list. */
function withLists(rule: JsonObject, lists: readonly JsonObject[]): JsonObject {
  const named = new Set(listsOf(rule));
  const added = lists
    .filter((list) => typeof list['list_id'] === 'string' && !named.has(list['list_id']))
    .map(({ id, list_id: listId, type, namespace_type: namespace }) => ({
      ...(id !== undefined && { id }),
      list_id: listId!,
      type: type ?? 'detection',
      namespace_type: namespace ?? 'single',
    }));
  if (added.length === 0) return rule;
  const before = Array.isArray(rule['exceptions_list']) ? (rule['exceptions_list'] as readonly JsonValue[]) : [];
  return { ...rule, exceptions_list: [...before.filter(isObject), ...added] };
}

/** `demo-nested-shell`. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return slug === '' ? 'rule' : slug;
}

function isBlank(value: JsonValue | undefined): boolean {
  return value === undefined || value === null;
}

function textOr(value: JsonValue | undefined, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}
