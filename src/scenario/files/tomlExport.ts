/**
 * A scenario's rule as a file of the detection-rules repository. A rule that came from such a file keeps all that the file
 * had; another one leaves out what the repository's build makes or an installed rule has, and gets the metadata that every
 * file needs.
 */
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { JsonObject, JsonValue } from '../scenario.ts';
import { kibanaRule } from './kibanaExport.ts';
import { isObject } from './lines.ts';
import type { ScenarioFrame } from './opened.ts';
import { KIBANA_ONLY, TOML_KEY } from './ruleKeys.ts';
import { readToml } from './toml.ts';
import { tomlText } from './tomlLayout.ts';

export interface TomlExport {
  readonly text: string;
  /** Null where the file was read back and says the same. */
  readonly problem: Diagnostic | null;
}

/** @param today `2026/01/15`: of a rule that has no dates yet */
export function tomlExport(frame: ScenarioFrame, today: string): TomlExport {
  const tables = tablesOf(frame, today);
  const text = tomlText(tables);
  return { text, problem: isReadBack(text, tables) ? null : notReadBack };
}

/** Keys of the rule that the file does not have. */
export function keysLeftOut({ rule }: ScenarioFrame): readonly string[] {
  const leftOut = rule[TOML_KEY] === undefined ? KIBANA_ONLY : [];
  return Object.keys(rule).filter((key) => leftOut.includes(key) || rule[key] === null);
}

/** The file as a table. */
function tablesOf(frame: ScenarioFrame, today: string): JsonObject {
  const leftOut = new Set(keysLeftOut(frame));
  const rule = Object.fromEntries(Object.entries(kibanaRule(frame)).filter(([key]) => !leftOut.has(key)));
  const rest = frame.rule[TOML_KEY];
  const tables = isObject(rest) ? rest : { metadata: firstMetadata(frame, today) };
  return { ...tables, rule };
}

function firstMetadata({ rule }: ScenarioFrame, today: string): JsonObject {
  const integrations = (
    Array.isArray(rule['related_integrations']) ? rule['related_integrations'] : []
  ) as readonly JsonValue[];
  const packages = integrations.flatMap((it) =>
    isObject(it) && typeof it['package'] === 'string' ? [it['package']] : [],
  );
  return {
    creation_date: today,
    ...(packages.length > 0 && { integration: [...new Set(packages)] }),
    maturity: 'development',
    updated_date: today,
  };
}

/** Whether a reader of TOML finds in the text what was to be written. */
function isReadBack(text: string, { rule, ...rest }: JsonObject): boolean {
  const [found] = readToml(text).rules;
  if (found === undefined) return false;
  return sameJson(found.rule, { ...(rule as JsonObject), [TOML_KEY]: rest });
}

/** Equal but for the order of keys and for nulls, which TOML has not. */
function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b)) return false;
    const left = a.filter((item) => item !== null);
    const right = b.filter((item) => item !== null);
    return left.length === right.length && left.every((item, i) => sameJson(item, right[i]));
  }
  const entries = Object.entries(b).filter(([, value]) => value !== null && value !== undefined);
  if (entries.length !== Object.keys(a).length) return false;
  return entries.every(([key, value]) => Object.hasOwn(a, key) && sameJson((a as JsonObject)[key], value));
}

const notReadBack: Diagnostic = {
  code: 'file/not-read-back',
  severity: 'error',
  message: 'The TOML does not say all that the rule says.',
  hint: 'Save the Kibana rule or the scenario instead.',
};
