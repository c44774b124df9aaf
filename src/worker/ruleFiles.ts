/**
 * Files of rules among the texts that somebody adds: they are no events, and are put aside and read here. A large file of
 * events is told by its beginning and never decoded as a whole.
 */
import { type RuleFile, readRuleFile } from '../scenario/files/ruleFile.ts';
import type { Source } from './protocol.ts';

/** Bytes of a file's beginning that are looked at, and most bytes that a file of rules has. */
const BEGINNING = 1_000_000;
const LARGEST = 32_000_000;

/** What stands in every JSON file of rules. */
const KEYS = /"(?:query|rule_id|list_id|item_id|attributes|eql-scenario|events|exported_\w+)"/;

/** Null for a source of events. */
export function ruleFileOf({ name, bytes }: Source): RuleFile | null {
  if (bytes.length > LARGEST) return null;
  const beginning = new TextDecoder().decode(bytes.subarray(0, BEGINNING));
  const first = /\S/.exec(beginning)?.[0];
  if (first === undefined || ((first === '{' || first === '[') && !mayHoldRules(beginning, first))) return null;
  return readRuleFile(name, bytes.length <= BEGINNING ? beginning : new TextDecoder().decode(bytes));
}

/** Also true for a header of TOML, which begins like a list. */
function mayHoldRules(beginning: string, first: string): boolean {
  return KEYS.test(beginning) || (first === '[' && /^\s*\[\[?\s*\w+\s*\]/.test(beginning));
}
