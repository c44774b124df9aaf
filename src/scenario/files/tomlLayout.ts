/**
 * TOML in the layout of the detection-rules repository (kibana-formats.md 3): tables in the order metadata, transform,
 * rule; keys by the alphabet, the query last, then lists of tables, then tables. Prose stands in `"""`, the query in
 * `'''`, so that its backslashes stay. The library that reads TOML writes no texts of several lines, hence this.
 *
 * What is written is exact: reading it gives the same values, down to the last line end.
 */
import type { JsonObject, JsonValue } from '../scenario.ts';
import { isObject } from './lines.ts';

/** Values of these keys are prose, and stand in `"""` also where they are short. */
const PROSE: ReadonlySet<string> = new Set(['description', 'false_positives', 'note', 'setup']);

/** Longer lists stand one item a line. */
const WIDTH = 120;

/** @param root the file as a table */
export function tomlText(root: JsonObject): string {
  const { plain, tables } = partsOf(root);
  const inOrder = tables.toSorted(([a], [b]) => tableRank(a) - tableRank(b));
  const blocks = inOrder.flatMap(([name, value]) => blocksOf([], name, value));
  return [...(plain.length === 0 ? [] : [linesOf(plain)]), ...blocks].join('\n');
}

const TABLE_ORDER = ['metadata', 'transform', 'rule'];

function tableRank(name: string): number {
  return TABLE_ORDER.includes(name) ? TABLE_ORDER.indexOf(name) : TABLE_ORDER.length;
}

type Member = readonly [string, JsonValue];

/** A list of tables, or a table, with its headers. */
function blocksOf(above: readonly string[], name: string, value: JsonValue): readonly string[] {
  const path = [...above, name];
  if (isObject(value)) return [`[${pathText(path)}]\n${bodyText(path, value)}`];
  return (value as readonly JsonObject[]).map((item) => `[[${pathText(path)}]]\n${bodyText(path, item)}`);
}

function bodyText(path: readonly string[], table: JsonObject): string {
  const { plain, tables } = partsOf(table);
  const blocks = tables.flatMap(([name, value]) => blocksOf(path, name, value));
  // Tables of a table stand apart; those inside of a list item close up.
  const gap = (i: number): string => (path.length > 1 || (i === 0 && plain.length === 0) ? '' : '\n');
  return linesOf(plain) + blocks.map((block, i) => gap(i) + block).join('');
}

/** Members by the alphabet, the query last; of the tables those in lists first. TOML has no null. */
function partsOf(table: JsonObject): { readonly plain: readonly Member[]; readonly tables: readonly Member[] } {
  const members = sorted(Object.entries(table).filter(([, value]) => isWritable(value)));
  return {
    plain: members.filter(([, value]) => !isObject(value) && !isTableList(value)),
    tables: [...members.filter(([, value]) => isTableList(value)), ...members.filter(([, value]) => isObject(value))],
  };
}

function linesOf(members: readonly Member[]): string {
  return members.map(([key, value]) => `${keyText(key)} = ${memberText(key, value)}\n`).join('');
}

function sorted(members: readonly Member[]): readonly Member[] {
  const rank = (key: string): number => (key === 'query' ? 1 : 0);
  return members.toSorted(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** A list of nothing but objects is written as tables. */
function isTableList(value: JsonValue): boolean {
  return Array.isArray(value) && value.length > 0 && (value as readonly JsonValue[]).every(isObject);
}

function memberText(key: string, value: JsonValue): string {
  if (key === 'query' && typeof value === 'string') return queryText(value);
  if (typeof value === 'string') return PROSE.has(key) || value.includes('\n') ? prose(value) : quoted(value);
  if (!Array.isArray(value)) return inline(value);
  const items = (value as readonly JsonValue[]).filter((item) => item !== null);
  const isProse = PROSE.has(key);
  const texts = items.map((item) => (typeof item === 'string' && isProse ? prose(item) : inline(item)));
  const line = `[${texts.join(', ')}]`;
  if (line.length + key.length < WIDTH && !line.includes('\n')) return line;
  return `[\n${texts.map((text) => `    ${text},\n`).join('')}]`;
}

/** A value inside of a line. */
function inline(value: JsonValue): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).filter(isWritable).map(inline).join(', ')}]`;
  if (isObject(value)) {
    const members = sorted(Object.entries(value).filter(([, member]) => isWritable(member)));
    return `{ ${members.map(([key, member]) => `${keyText(key)} = ${inline(member)}`).join(', ')} }`;
  }
  return JSON.stringify(value);
}

/** TOML has no null. */
function isWritable(value: JsonValue): boolean {
  return value !== null;
}

/** A whole number that 64 bits do not hold, or a double cannot tell from its neighbours, is written as a decimal. */
function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  return Number.isInteger(value) ? value.toExponential() : String(value);
}

function queryText(query: string): string {
  // A text in ''' ends at the next ''', and holds neither control characters nor a carriage return.
  if (query.includes("'''") || query.endsWith("'") || /[^\P{Cc}\t\n]/u.test(query)) return prose(query);
  return `'''\n${query}'''`;
}

/** In `"""`. A line end right behind the quotes would be dropped, so a text that begins with one gets another before it. */
function prose(text: string): string {
  let written = '';
  for (const [i, character] of Array.from(text).entries()) {
    // Three quotes would end the text, and so would one at its end.
    const isBare = character === '"' && !written.endsWith('"') && i < text.length - 1;
    const isPlain = isBare || character === '\n' || character === '\t';
    written += isPlain ? character : quoted(character).slice(1, -1);
  }
  return `"""${text.startsWith('\n') ? '\n' : ''}${written}"""`;
}

/** In `"`. JSON escapes what TOML does, but for one character. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}

function pathText(path: readonly string[]): string {
  return path.map(keyText).join('.');
}

function keyText(key: string): string {
  return /^[\w-]+$/.test(key) ? key : quoted(key);
}
