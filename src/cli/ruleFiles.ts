/**
 * The EQL queries of a file, by its extension: `.eql` (one query), `.toml` (detection-rules), `.ndjson` (Kibana's
 * export), `.json` (a rule, or an array of them). Rules of other languages are counted, and anything else is refused
 * with its place.
 */
import { extname } from 'node:path';
import { TomlError, parse as parseToml } from 'smol-toml';
import { positionAt } from '../text/lines.ts';
import { UsageError, readText } from './arguments.ts';

export interface FileQuery {
  readonly file: string;
  /** The rule's id, or `#n` with its number in the file, counted from 1; null where the file is the query. */
  readonly id: string | null;
  readonly query: string;
  /** The rule's own event category field. */
  readonly eventCategoryField?: string;
}

export interface RuleFile {
  readonly queries: readonly FileQuery[];
  /** Rules of other languages. */
  readonly skipped: number;
}

type Table = Readonly<Record<string, unknown>>;

export async function readRuleFile(file: string): Promise<RuleFile> {
  const text = await readText(file);
  switch (extname(file).toLowerCase()) {
    case '.eql':
    case '':
      return { queries: [{ file, id: null, query: text }], skipped: 0 };
    case '.toml':
      return collect(file, [readTomlRule(file, text)]);
    case '.json': {
      const content = readJsonText(text, file);
      return collect(file, Array.isArray(content) ? content : [content]);
    }
    case '.ndjson':
      return collect(file, readLines(file, text).filter(isRuleLine));
    default:
      throw new UsageError(`[${file}] is none of .eql, .toml, .ndjson and .json.`);
  }
}

function readTomlRule(file: string, text: string): unknown {
  let content: Table;
  try {
    content = parseToml(text, { integersAsBigInt: 'asNeeded' });
  } catch (error) {
    // The library stops at whatever is deeper than its limit, or no date.
    const place = error instanceof TomlError ? `${file}:${error.line}:${error.column}` : file;
    const [what = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new UsageError(`${place}: not TOML: ${what.replace(/^Invalid TOML document: /, '')}`);
  }
  if (!isTable(content['rule'])) throw new UsageError(`${file}: there is no [rule].`);
  return content['rule'];
}

function readLines(file: string, text: string): readonly unknown[] {
  return text.split(/\r?\n/).flatMap((line, i) => (line.trim() === '' ? [] : [readJsonText(line, file, i + 1)]));
}

function readJsonText(text: string, file: string, lineNumber?: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    // Node names the place of some errors only.
    const offset = what.includes('end of JSON') ? text.length : /\bposition (\d+)/.exec(what)?.[1];
    const at = offset === undefined ? undefined : positionAt(text, Number(offset));
    const line = lineNumber ?? at?.line;
    const place = [file, line, line === undefined ? undefined : at?.column].filter((part) => part !== undefined);
    throw new UsageError(`${place.join(':')}: not JSON: ${what}`);
  }
}

/** Exception lists and their items, connectors and the summary are lines of an export, too. */
function isRuleLine(entry: unknown): boolean {
  return !isTable(entry) || 'query' in entry || 'rule_id' in entry;
}

function collect(file: string, entries: readonly unknown[]): RuleFile {
  const rules = entries.map((entry, i) => readRule(file, entry, i + 1));
  const queries = rules.filter((rule) => rule !== null);
  return { queries, skipped: rules.length - queries.length };
}

/** Null for a rule of another language. */
function readRule(file: string, entry: unknown, number: number): FileQuery | null {
  if (!isTable(entry)) throw new UsageError(`${file}#${number}: not a rule, an object with "query" is needed.`);
  const { query, rule_id: ruleId, event_category_override: category } = entry;
  // A rule without either is taken at its query.
  if ((entry['language'] ?? entry['type'] ?? 'eql') !== 'eql') return null;
  if (typeof query !== 'string') throw new UsageError(`${file}#${number}: the rule has no "query".`);
  const id = typeof ruleId === 'string' && ruleId !== '' ? ruleId : `#${number}`;
  return { file, id, query, ...(typeof category === 'string' ? { eventCategoryField: category } : {}) };
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
