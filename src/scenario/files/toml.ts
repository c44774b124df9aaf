/**
 * Files of the detection-rules repository (kibana-formats.md 3): a rule in TOML, or exceptions of its own kind. The tables
 * beside `[rule]` are kept in the rule under one key (`ruleKeys.ts`), so that they come out again where they stood.
 *
 * A scenario is JSON; what JSON has no word for, dates and whole numbers beyond 64-bit floats, is kept as its text, and
 * that is said.
 */
import { parse, TomlDate, TomlError, type TomlValue } from 'smol-toml';
import type { Diagnostic } from '../../text/diagnostic.ts';
import { type JsonObject, type JsonValue, readRule } from '../scenario.ts';
import { type FileNote, type Findings, nothingFound } from './findings.ts';
import { otherRuleWords, placed } from './kibana.ts';
import { isEqlRule, isObject } from './lines.ts';
import { TOML_KEY } from './ruleKeys.ts';

export function readToml(text: string): Findings {
  const read = parseToml(text);
  if ('problem' in read) return { ...nothingFound, problems: [read.problem] };
  const notes: FileNote[] = [];
  const table = jsonOf(read.table, '', notes) as JsonObject;
  const { rule, ...rest } = table;
  if (isObject(rule)) return { ...readRuleTable(rule, rest), notes };
  if (Array.isArray(table['exceptions']))
    return readExceptionTables(table['exceptions'] as readonly JsonValue[], notes);
  const message = 'there is no [rule].';
  return { ...nothingFound, problems: [{ code: 'file/no-rule', severity: 'error', message }] };
}

function readRuleTable(rule: JsonObject, rest: JsonObject): Findings {
  if (!isEqlRule(rule)) {
    const note: FileNote = { path: 'rule', what: otherRuleWords(rule), fate: 'left out' };
    return { ...nothingFound, otherRules: 1, notes: [note] };
  }
  const { rule: read, diagnostics } = readRule(JSON.stringify({ ...rule, [TOML_KEY]: rest }));
  return {
    ...nothingFound,
    rules: read === null ? [] : [{ rule: read, number: 1 }],
    problems: diagnostics.map((found) => placed(found, '')),
  };
}

/** `[[exceptions]]`, each with the container of its list and the items. */
function readExceptionTables(tables: readonly JsonValue[], notes: readonly FileNote[]): Findings {
  const exceptionLists: JsonObject[] = [];
  const exceptions: JsonObject[] = [];
  for (const table of tables) {
    if (!isObject(table)) continue;
    if (isObject(table['container'])) exceptionLists.push(table['container']);
    if (Array.isArray(table['items'])) exceptions.push(...(table['items'] as readonly unknown[]).filter(isObject));
  }
  return { ...nothingFound, exceptionLists, exceptions, notes };
}

/** The whole of a file; also what the writer reads its own work back with. */
export function parseToml(
  text: string,
): { readonly table: Readonly<Record<string, TomlValue>> } | { readonly problem: Diagnostic } {
  try {
    return { table: parse(text, { integersAsBigInt: 'asNeeded' }) };
  } catch (error) {
    // The library stops at whatever is deeper than its limit, or no date.
    const [what = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    const message = `not TOML: ${what.replace(/^Invalid TOML document: /, '')}`;
    const common = { code: 'file/not-toml', severity: 'error', message } as const;
    if (!(error instanceof TomlError)) return { problem: common };
    const from = offsetOf(text, error.line, error.column);
    return { problem: { ...common, span: { from, to: from } } };
  }
}

/** Of a place that the library counts from 1. */
function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let i = 1; i < line; i++) start = text.indexOf('\n', start) + 1;
  return Math.min(start + column - 1, text.length);
}

function jsonOf(value: TomlValue, path: string, notes: FileNote[]): JsonValue {
  if (typeof value === 'bigint' || value instanceof TomlDate) {
    notes.push({ path, what: `${typeof value === 'bigint' ? 'a large number' : 'a date'}, as text`, fate: 'kept' });
    return typeof value === 'bigint' ? value.toString() : value.toISOString();
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    notes.push({ path, what: `the number ${value}, as text`, fate: 'kept' });
    return String(value);
  }
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item, i) => jsonOf(item, `${path}[${i}]`, notes));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, jsonOf(item, path === '' ? key : `${path}.${key}`, notes)]),
  );
}
