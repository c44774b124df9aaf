/** What a JSON object of a rule file is, told by its keys (kibana-formats.md 1). */
import type { JsonObject } from '../scenario.ts';
import { isRuleKey } from './ruleKeys.ts';

export type LineKind = 'rule' | 'list' | 'item' | 'connector' | 'summary' | 'unknown';

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A line of an export. */
export function lineKind(line: JsonObject): LineKind {
  if ('rule_id' in line || ('query' in line && !('entries' in line))) return 'rule';
  if ('entries' in line && ('item_id' in line || 'list_id' in line)) return 'item';
  if ('list_id' in line) return 'list';
  if (line['type'] === 'action' && isObject(line['attributes'])) return 'connector';
  return Object.keys(line).some((key) => /^exported_\w*count$/.test(key)) ? 'summary' : 'unknown';
}

/** Something that only an export has: an event is none, whatever it is about. */
export function isKibanaLine(line: unknown): boolean {
  if (!isObject(line) || '@timestamp' in line || 'event' in line) return false;
  const kind = lineKind(line);
  return kind === 'rule' ? isRuleObject(line) || 'rule_id' in line : kind !== 'unknown';
}

/** A rule of the API: it has a query, and everything else of it, or something that tells rules, is a rule's. */
export function isRuleObject(json: unknown): json is JsonObject {
  if (!isObject(json) || '@timestamp' in json || typeof json['query'] !== 'string') return false;
  const { type, language } = json;
  return 'rule_id' in json || type === 'eql' || language === 'eql' || Object.keys(json).every(isRuleKey);
}

export function isScenarioObject(json: unknown): boolean {
  if (!isObject(json)) return false;
  return json['format'] === 'eql-scenario' || (isObject(json['rule']) && Array.isArray(json['events']));
}

/** A rule without either is taken at its query. */
export function isEqlRule(rule: JsonObject): boolean {
  return (rule['language'] ?? rule['type'] ?? 'eql') === 'eql';
}
