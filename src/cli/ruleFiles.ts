/**
 * The EQL queries of a file, by its extension: `.eql` (one query), `.toml` (detection-rules), `.ndjson` (Kibana's
 * export), `.json` (a rule, or an array of them). Rules of other languages are counted, and anything else is refused
 * with its place.
 */
import { extname } from 'node:path';
import type { Findings } from '../scenario/files/findings.ts';
import { readJsonRules } from '../scenario/files/json.ts';
import { readKibanaExport } from '../scenario/files/kibana.ts';
import { readToml } from '../scenario/files/toml.ts';
import { type Rule, indexPatternsOf } from '../scenario/scenario.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { positionAt } from '../text/lines.ts';
import { UsageError, readText } from './arguments.ts';

export interface FileQuery {
  readonly file: string;
  /** The rule's id, or `#n` with its number in the file, counted from 1; null where the file is the query. */
  readonly id: string | null;
  readonly query: string;
  /** The rule's own event category field. */
  readonly eventCategoryField?: string;
  readonly index?: readonly string[];
}

export interface RuleFile {
  readonly queries: readonly FileQuery[];
  /** Rules of other languages. */
  readonly skipped: number;
}

const READERS: Readonly<Record<string, (text: string) => Findings>> = {
  '.toml': readToml,
  '.ndjson': readKibanaExport,
  '.json': readJsonRules,
};

export async function readRuleFile(file: string): Promise<RuleFile> {
  const text = await readText(file);
  const extension = extname(file).toLowerCase();
  if (extension === '.eql' || extension === '') return { queries: [{ file, id: null, query: text }], skipped: 0 };
  const reader = READERS[extension];
  if (reader === undefined) throw new UsageError(`[${file}] is none of .eql, .toml, .ndjson and .json.`);
  const { rules, otherRules, problems } = reader(text);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new UsageError(errors.map((problem) => errorLine(file, text, problem)).join('\n'));
  return { queries: rules.map(({ rule, number }) => queryOf(file, rule, number)), skipped: otherRules };
}

function queryOf(file: string, rule: Rule, number: number): FileQuery {
  const { query, rule_id: ruleId, event_category_override: category } = rule;
  const id = typeof ruleId === 'string' && ruleId !== '' ? ruleId : `#${number}`;
  const common = { file, id, query, index: indexPatternsOf(rule) };
  return { ...common, ...(typeof category === 'string' ? { eventCategoryField: category } : {}) };
}

/** `a.json:1:11: …`, or with the path of the rule in the file. */
function errorLine(file: string, text: string, { span, path, message }: Diagnostic): string {
  if (span !== undefined) {
    const { line, column } = positionAt(text, span.from);
    return `${file}:${line}:${column}: ${message}`;
  }
  return path === undefined || path === '' ? `${file}: ${message}` : `${file}: ${path}: ${message}`;
}
