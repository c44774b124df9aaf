/**
 * Kibana's export of rules (kibana-formats.md 1): one JSON object a line, told apart by content. Unknown keys of rules,
 * lists and items stay in their place; connectors are left out by name, and the summary is held to what was found.
 */
import type { Diagnostic } from '../../text/diagnostic.ts';
import { type JsonObject, readRule } from '../scenario.ts';
import { depthOf } from '../source.ts';
import { isEqlRule, isObject, lineKind } from './lines.ts';
import type { FileNote, Findings, FoundRule } from './findings.ts';

/** A scenario holds exceptions two levels deep, and none deeper than this. */
const DEEPEST_LINE = 98;

export function readKibanaExport(text: string): Findings {
  const reading = new ExportReading();
  let from = 0;
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() !== '') reading.read(line, i + 1, from);
    from += line.length + 1;
  }
  return reading.findings();
}

class ExportReading {
  readonly #rules: FoundRule[] = [];
  readonly #lists: JsonObject[] = [];
  readonly #items: JsonObject[] = [];
  readonly #notes: FileNote[] = [];
  readonly #problems: Diagnostic[] = [];
  #ruleLines = 0;
  #otherRules = 0;
  #connectors = 0;
  #summary: { readonly line: JsonObject; readonly path: string } | null = null;

  read(text: string, number: number, from: number): void {
    const path = `line ${number}`;
    let line: unknown;
    try {
      line = JSON.parse(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#refuse(path, `not JSON: ${reason}`, { from, to: from + text.length });
      return;
    }
    if (!isObject(line)) {
      this.#refuse(path, 'not a JSON object', { from, to: from + text.length });
      return;
    }
    switch (lineKind(line)) {
      case 'rule':
        this.#readRule(line, text, path);
        return;
      case 'list':
        if (this.#isShallow(text, path)) this.#lists.push(line);
        return;
      case 'item':
        if (this.#isShallow(text, path)) this.#items.push(line);
        return;
      case 'connector':
        this.#connectors++;
        this.#notes.push({ path, what: connectorWords(line), fate: 'left out' });
        return;
      case 'summary':
        this.#summary = { line, path };
        return;
      case 'unknown':
        this.#notes.push({ path, what: 'no rule, list, item, connector or summary', fate: 'left out' });
    }
  }

  #readRule(line: JsonObject, text: string, path: string): void {
    const number = ++this.#ruleLines;
    if (!isEqlRule(line)) {
      this.#otherRules++;
      this.#notes.push({ path, what: otherRuleWords(line), fate: 'left out' });
      return;
    }
    const { rule, diagnostics } = readRule(text);
    if (rule !== null) this.#rules.push({ rule, number });
    for (const found of diagnostics) this.#problems.push(placed(found, path));
  }

  #isShallow(text: string, path: string): boolean {
    const isShallow = depthOf(text, { from: 0, to: text.length }) <= DEEPEST_LINE;
    if (!isShallow) this.#refuse(path, `nested deeper than ${DEEPEST_LINE}`);
    return isShallow;
  }

  #refuse(path: string, what: string, span?: Diagnostic['span']): void {
    const common = { code: 'file/line', severity: 'error', path, message: `${path} is ${what}.` } as const;
    this.#problems.push(span === undefined ? common : { ...common, span });
  }

  findings(): Findings {
    this.#checkSummary();
    return {
      rules: this.#rules,
      exceptionLists: this.#lists,
      exceptions: this.#items,
      otherRules: this.#otherRules,
      notes: this.#notes,
      problems: [...this.#problems, ...missingLists(this.#rules, this.#lists)],
    };
  }

  /** What the summary counts and is not there was lost on the way. */
  #checkSummary(): void {
    if (this.#summary === null) return;
    const { line, path } = this.#summary;
    const counts: Readonly<Record<string, readonly [number, string]>> = {
      exported_rules_count: [this.#ruleLines, 'rules'],
      exported_exception_list_count: [this.#lists.length, 'exception lists'],
      exported_exception_list_item_count: [this.#items.length, 'exception items'],
      exported_action_connector_count: [this.#connectors, 'connectors'],
    };
    for (const [key, [found, what]] of Object.entries(counts)) {
      const wanted = line[key];
      if (typeof wanted !== 'number' || wanted === found) continue;
      const message = `The summary on ${path} counts ${wanted} ${what}; ${found} are in the file.`;
      this.#problems.push({ code: 'file/summary', severity: 'warning', path: `${path}: ${key}`, message });
    }
  }
}

/** Lists that a rule uses and the file does not have: their exceptions are not applied. */
export function missingLists(rules: readonly FoundRule[], lists: readonly JsonObject[]): readonly Diagnostic[] {
  const there = new Set(lists.map((list) => list['list_id']));
  return rules.flatMap(({ rule }) =>
    listsOf(rule)
      .filter((id) => !there.has(id))
      .map((id): Diagnostic => {
        const message = `Rule ${quoted(rule.name ?? rule['rule_id'])} uses the exception list "${id}", which is not in the file.`;
        return { code: 'file/list', severity: 'warning', path: 'exceptions_list', message };
      }),
  );
}

/** Ids of the exception lists that a rule uses. */
export function listsOf(rule: JsonObject | { readonly [key: string]: unknown }): readonly string[] {
  const { exceptions_list: lists } = rule;
  if (!Array.isArray(lists)) return [];
  return (lists as readonly unknown[]).flatMap((list) => {
    return isObject(list) && typeof list['list_id'] === 'string' ? [list['list_id']] : [];
  });
}

/** A problem of a rule with the place of the rule; the message names the key. */
export function placed({ path: _path, ...problem }: Diagnostic, place: string): Diagnostic {
  return place === '' ? problem : { ...problem, path: place };
}

function connectorWords({ attributes }: JsonObject): string {
  const { name, actionTypeId } = isObject(attributes) ? attributes : {};
  return `connector ${quoted(name)}${typeof actionTypeId === 'string' ? ` (${actionTypeId})` : ''}`;
}

export function otherRuleWords({ name, rule_id: id, language, type }: JsonObject): string {
  return `rule ${quoted(name ?? id)} in ${JSON.stringify(language ?? type)}`;
}

function quoted(name: unknown): string {
  return typeof name === 'string' ? `"${name}"` : 'without a name';
}
