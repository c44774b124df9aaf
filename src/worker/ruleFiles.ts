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

/** What a source holds: rules, read already, or events still to be read. A small file comes back with its bytes. */
export async function lookInto(source: Source): Promise<{ readonly rules: RuleFile } | { readonly events: Source }> {
  const { name } = source;
  const bytes = 'bytes' in source ? source.bytes : await bytesOf(source.file);
  if (bytes === null) return { events: source };
  const rules = ruleFileOf(name, bytes);
  return rules === null ? { events: { name, bytes } } : { rules };
}

/** Null where a file is too large for rules, or cannot be read: whoever reads its events will say why. */
async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  if (file.size > LARGEST) return null;
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return null;
  }
}

/** Null for a source of events. */
function ruleFileOf(name: string, bytes: Uint8Array): RuleFile | null {
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
