/**
 * MITRE ATT&CK of a rule as rows of a form: a tactic, a technique, a sub-technique. Their names are those that rules bring
 * along; no list of them is shipped.
 */
import type { JsonObject, JsonValue, Rule } from '../scenario/scenario.ts';

export interface AttackName {
  /** `T1059`; empty where the row goes no deeper. */
  readonly id: string;
  readonly name: string;
}

export interface AttackRow {
  readonly tactic: AttackName;
  readonly technique: AttackName;
  readonly subtechnique: AttackName;
}

export const NO_NAME: AttackName = { id: '', name: '' };

/** Null where some of it is not in the form of Kibana's rules. */
export function attackRowsOf(threat: JsonValue | undefined): readonly AttackRow[] | null {
  if (threat === undefined) return [];
  if (!Array.isArray(threat)) return null;
  const rows: AttackRow[] = [];
  for (const each of threat as readonly JsonValue[]) {
    if (!isObject(each) || each['framework'] !== FRAMEWORK) return null;
    const tactic = nameOf(each['tactic']);
    const techniques = objectsOf(each['technique']);
    if (tactic === null || techniques === null) return null;
    if (techniques.length === 0) rows.push({ tactic, technique: NO_NAME, subtechnique: NO_NAME });
    for (const object of techniques) {
      const technique = nameOf(object);
      const below = objectsOf(object['subtechnique']);
      if (technique === null || below === null) return null;
      const names = below.map(nameOf);
      if (names.some((name) => name === null)) return null;
      if (names.length === 0) rows.push({ tactic, technique, subtechnique: NO_NAME });
      for (const subtechnique of names) rows.push({ tactic, technique, subtechnique: subtechnique! });
    }
  }
  return rows;
}

const FRAMEWORK = 'MITRE ATT&CK';

/** Rows grouped again. What an object had beside id, name and what is below it stays with its id. */
export function threatOf(rows: readonly AttackRow[], before: JsonValue | undefined): JsonValue {
  const known = knownObjects(before);
  return groupsOf(rows, ({ tactic }) => tactic).map(([tactic, ofTactic]) => {
    const techniques = groupsOf(ofTactic, ({ technique }) => technique).map(([technique, ofTechnique]) => {
      const below = groupsOf(ofTechnique, ({ subtechnique }) => subtechnique).map(([name]) => objectOf(name, known));
      return { ...objectOf(technique, known), ...(below.length > 0 && { subtechnique: below }) };
    });
    return {
      framework: FRAMEWORK,
      tactic: objectOf(tactic, known),
      ...(techniques.length > 0 && { technique: techniques }),
    };
  });
}

/** Rows by one of their names, in order; rows without it are left out. */
function groupsOf(
  rows: readonly AttackRow[],
  of: (row: AttackRow) => AttackName,
): readonly (readonly [AttackName, readonly AttackRow[]])[] {
  const groups = new Map<string, AttackRow[]>();
  for (const row of rows) {
    const { id } = of(row);
    if (id === '') continue;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [row]);
    else group.push(row);
  }
  return [...groups.values()].map((group) => [of(group[0]!), group]);
}

function objectOf({ id, name }: AttackName, known: ReadonlyMap<string, JsonObject>): JsonObject {
  const { subtechnique: _, ...rest } = known.get(id) ?? {};
  return { ...rest, id, name, reference: rest['reference'] ?? referenceOf(id) };
}

/** The page that MITRE has on it. */
function referenceOf(id: string): string {
  const kind = id.startsWith('TA') ? 'tactics' : 'techniques';
  return `https://attack.mitre.org/${kind}/${id.replace('.', '/')}/`;
}

export function sameRows(a: readonly AttackRow[], b: readonly AttackRow[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** `T1059 Command and Scripting Interpreter`. */
export function attackText({ id, name }: AttackName): string {
  return name === '' ? id : `${id} ${name}`;
}

/** An id, and its name behind it; a known name where none is written. */
export function readAttackText(text: string, known: ReadonlyMap<string, string>): AttackName {
  const [, id = '', name = ''] = /^\s*(\S*)\s*(.*?)\s*$/.exec(text) ?? [];
  return { id: id.toUpperCase(), name: name === '' ? (known.get(id.toUpperCase()) ?? '') : name };
}

/** Names by id, as rules bring them along. */
export function knownNames(rules: readonly Rule[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const rule of rules) {
    for (const { tactic, technique, subtechnique } of attackRowsOf(rule['threat']) ?? []) {
      for (const { id, name } of [tactic, technique, subtechnique]) if (name !== '') names.set(id, name);
    }
  }
  return names;
}

function knownObjects(threat: JsonValue | undefined): ReadonlyMap<string, JsonObject> {
  const objects = new Map<string, JsonObject>();
  const collect = (object: JsonValue | undefined): void => {
    if (isObject(object) && typeof object['id'] === 'string') objects.set(object['id'], object);
  };
  for (const each of objectsOf(threat) ?? []) {
    collect(each['tactic']);
    for (const technique of objectsOf(each['technique']) ?? []) {
      collect(technique);
      for (const below of objectsOf(technique['subtechnique']) ?? []) collect(below);
    }
  }
  return objects;
}

function nameOf(value: JsonValue | undefined): AttackName | null {
  if (!isObject(value) || typeof value['id'] !== 'string') return null;
  return { id: value['id'], name: typeof value['name'] === 'string' ? value['name'] : '' };
}

/** None for a key that is not there; null where it is no list of objects. */
function objectsOf(value: JsonValue | undefined): readonly JsonObject[] | null {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return null;
  const objects = (value as readonly JsonValue[]).filter(isObject);
  return objects.length === value.length ? objects : null;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
