/**
 * Files that hold rules: what a reader found in one, and which reader takes it. A file is recognised by its content, never
 * by its name, so a pasted text is as good as a file.
 *
 * Readers never throw and never drop anything in silence: what a file holds beside rules and exceptions is listed by its
 * place, and so is what could not be read.
 */
import { readScenario, type Scenario } from '../scenario.ts';
import { type Findings, nothingFound } from './findings.ts';
import { readJsonRules } from './json.ts';
import { readKibanaExport } from './kibana.ts';
import { isKibanaLine, isRuleObject, isScenarioObject } from './lines.ts';
import { optionConflicts } from './options.ts';
import { readToml } from './toml.ts';

export type RuleForm = 'scenario' | 'kibana' | 'toml' | 'json' | 'eql';

export interface RuleFile extends Findings {
  readonly name: string;
  readonly form: RuleForm;
  /** Of a scenario file. */
  readonly scenario: Scenario | null;
}

/** Reads a file that holds rules; null for a text that holds events or anything else. */
export function readRuleFile(name: string, source: string): RuleFile | null {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const form = formOf(text);
  if (form === null) return null;
  const common = { name, form, scenario: null };
  switch (form) {
    case 'scenario': {
      const { scenario, diagnostics } = readScenario(text);
      const conflicts = scenario === null ? [] : optionConflicts(scenario.rule, scenario.options);
      return { ...common, ...nothingFound, scenario, problems: [...diagnostics, ...conflicts] };
    }
    case 'kibana':
      return { ...common, ...readKibanaExport(text) };
    case 'toml':
      return { ...common, ...readToml(text) };
    case 'json':
      return { ...common, ...readJsonRules(text) };
    case 'eql':
      return { ...common, ...nothingFound, rules: [{ rule: { query: text }, number: 1 }] };
  }
}

/** What a text is, by what stands in it; null for what holds no rule. */
export function formOf(text: string): RuleForm | null {
  const first = /\S/.exec(text)?.[0];
  if (first === '{') return formOfJson(text);
  // A table's header begins like a list.
  if (first === '[' && parsed(text) !== undefined) return formOfJson(text);
  if (TOML_TABLE.test(text)) return 'toml';
  return EQL_BEGINNING.test(text) ? 'eql' : null;
}

const TOML_TABLE = /^[ \t]*(?:\[[ \t]*(?:metadata|rule)[ \t]*\]|\[\[exceptions\]\])[ \t]*(?:#.*)?$/m;

/**
 * Comments, then `sequence by …`, `sample by …` or `process where …`. There is one way to read a comment, so that no text
 * takes long.
 */
const EQL_BEGINNING =
  /^(?:\s|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*(?:(?:sequence|sample)\s*(?:by\b|with\b|\[)|(?:[A-Za-z_][\w-]*|"[^"\n]*"|`[^`\n]*`)\s+where\b)/;

function formOfJson(text: string): RuleForm | null {
  const whole = parsed(text);
  if (whole === undefined) {
    const [line] = /\S.*/.exec(text)!;
    // What is not one JSON text may be one in each line; a broken scenario file is told by its first key.
    if (isKibanaLine(parsed(line))) return 'kibana';
    return /^\s*\{\s*"format"\s*:\s*"eql-scenario"/.test(text) ? 'scenario' : null;
  }
  if (isScenarioObject(whole)) return 'scenario';
  if (Array.isArray(whole)) return whole.length > 0 && isRuleObject(whole[0]) ? 'json' : null;
  if (isRuleObject(whole) || isRulePage(whole)) return 'json';
  return isKibanaLine(whole) ? 'kibana' : null;
}

/** An answer of Kibana's that lists rules. */
function isRulePage(json: unknown): boolean {
  if (typeof json !== 'object' || json === null || !('data' in json)) return false;
  return Array.isArray(json.data) && isRuleObject(json.data[0]);
}

/** Undefined for what is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
