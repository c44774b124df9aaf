/**
 * What a rule says of itself, as a form of texts (kibana-formats.md 1). A key is written back only where its text was
 * changed, so what the form does not know, or somebody wrote in another way, stays as it is.
 */
import type { JsonObject, JsonValue, Rule } from '../scenario/scenario.ts';
import { type AttackRow, attackRowsOf, sameRows, threatOf } from './attack.ts';

/** Lists stand one item a line, fields of a suppression with commas between. */
export interface DetailsForm {
  readonly name: string;
  readonly description: string;
  readonly rule_id: string;
  readonly severity: string;
  readonly risk_score: string;
  readonly tags: string;
  readonly index: string;
  readonly false_positives: string;
  readonly references: string;
  readonly author: string;
  readonly license: string;
  readonly interval: string;
  readonly from: string;
  readonly max_signals: string;
  readonly building_block: boolean;
  readonly suppress_by: string;
  /** `5m`; empty: for each run of the rule. */
  readonly suppress_for: string;
  readonly suppress_missing: 'suppress' | 'doNotSuppress';
  /** Null where the rule's own is in no form that could be edited. */
  readonly attack: readonly AttackRow[] | null;
}

const TEXTS = ['name', 'description', 'rule_id', 'severity', 'license', 'interval', 'from'] as const;
const LISTS = ['tags', 'index', 'false_positives', 'references', 'author'] as const;
const NUMBERS = ['risk_score', 'max_signals'] as const;

export function formOf(rule: Rule): DetailsForm {
  const suppression = objectOf(rule['alert_suppression']);
  const duration = objectOf(suppression['duration']);
  const { value, unit } = duration;
  return {
    ...fromEach(TEXTS, (key) => (typeof rule[key] === 'string' ? rule[key] : '')),
    ...fromEach(LISTS, (key) => textsOf(rule[key]).join('\n')),
    ...fromEach(NUMBERS, (key) => (typeof rule[key] === 'number' ? String(rule[key]) : '')),
    building_block: typeof rule['building_block_type'] === 'string',
    suppress_by: textsOf(suppression['group_by']).join(', '),
    suppress_for: typeof value === 'number' && typeof unit === 'string' ? `${value}${unit}` : '',
    suppress_missing: suppression['missing_fields_strategy'] === 'doNotSuppress' ? 'doNotSuppress' : 'suppress',
    attack: attackRowsOf(rule['threat']),
  };
}

export function ruleOf(rule: Rule, form: DetailsForm): Rule {
  const before = formOf(rule);
  const next: { [key: string]: JsonValue | undefined; query: string } = { ...rule };
  const isChanged = (key: keyof DetailsForm): boolean => form[key] !== before[key];
  const write = (key: string, value: JsonValue, isEmpty: boolean): void => {
    if (isEmpty && rule[key] === undefined) delete next[key];
    else next[key] = value;
  };
  for (const key of TEXTS) {
    if (!isChanged(key)) continue;
    if (form[key] === '') delete next[key];
    else next[key] = form[key];
  }
  for (const key of LISTS) if (isChanged(key)) write(key, linesOf(form[key]), form[key].trim() === '');
  for (const key of NUMBERS) {
    if (!isChanged(key)) continue;
    if (form[key].trim() === '') delete next[key];
    else next[key] = Number(form[key]);
  }
  if (isChanged('building_block')) {
    if (form.building_block) next['building_block_type'] = 'default';
    else delete next['building_block_type'];
  }
  if ((['suppress_by', 'suppress_for', 'suppress_missing'] as const).some(isChanged)) writeSuppression(next, form);
  if (form.attack !== null && before.attack !== null && !sameRows(form.attack, before.attack)) {
    write('threat', threatOf(form.attack, rule['threat']), form.attack.length === 0);
  }
  return next;
}

function writeSuppression(next: { [key: string]: JsonValue | undefined }, form: DetailsForm): void {
  const fields = form.suppress_by
    .split(',')
    .map((field) => field.trim())
    .filter((field) => field !== '');
  if (fields.length === 0) {
    delete next['alert_suppression'];
    return;
  }
  const { duration: _duration, ...rest } = objectOf(next['alert_suppression']);
  const [, value, unit] = DURATION.exec(form.suppress_for.trim()) ?? [];
  next['alert_suppression'] = {
    ...rest,
    group_by: fields,
    ...(value !== undefined && unit !== undefined && { duration: { value: Number(value), unit } }),
    missing_fields_strategy: form.suppress_missing,
  };
}

const DURATION = /^(\d+)([smh])$/;

/** What Kibana would not take, or a person should know; an error keeps the form from being saved. */
export interface DetailsProblem {
  readonly field: keyof DetailsForm;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export function detailsProblems(form: DetailsForm): readonly DetailsProblem[] {
  const problems: DetailsProblem[] = [];
  const say = (field: keyof DetailsForm, message: string, severity: DetailsProblem['severity'] = 'warning') =>
    void problems.push({ field, severity, message });
  for (const field of ['name', 'description', 'severity', 'risk_score'] as const) {
    if (form[field].trim() === '') say(field, 'Kibana needs it.');
  }
  const risk = Number(form.risk_score);
  if (!(risk >= 0 && risk <= 100)) say('risk_score', 'A number from 0 to 100.', 'error');
  else if (!Number.isInteger(risk)) say('risk_score', 'Kibana takes whole numbers.');
  const signals = Number(form.max_signals);
  if (Number.isNaN(signals)) say('max_signals', 'A whole number from 1.', 'error');
  else if (form.max_signals.trim() !== '' && (!Number.isInteger(signals) || signals < 1))
    say('max_signals', 'A whole number from 1.');
  const every = millisecondsOf(form.interval);
  if (form.interval !== '' && every === null) say('interval', 'A number and s, m or h, such as 5m.');
  const back = millisecondsOf(/^now-(.+)$/.exec(form.from)?.[1] ?? '');
  if (form.from !== '' && back === null) say('from', 'Like now-6m: a number and s, m, h or d.');
  if (every !== null && back !== null && back < every)
    say('from', 'Shorter than the interval: events in between are never seen.');
  if (form.suppress_for.trim() !== '' && !DURATION.test(form.suppress_for.trim()))
    say('suppress_for', 'A number and s, m or h, such as 5m.');
  if (form.suppress_by.trim() !== '') say('suppress_by', 'Needs stack 8.14 or newer. No verdict here hangs on it.');
  else if (form.suppress_for.trim() !== '') say('suppress_by', 'Without a field nothing is suppressed.');
  for (const message of new Set((form.attack ?? []).flatMap(attackProblems))) say('attack', message);
  return problems;
}

function attackProblems({ tactic, technique, subtechnique }: AttackRow): readonly string[] {
  const wrong: string[] = [];
  if (!/^TA\d{4}$/.test(tactic.id)) wrong.push(`"${tactic.id}" is no tactic: like TA0002.`);
  if (technique.id !== '' && !/^T\d{4}$/.test(technique.id))
    wrong.push(`"${technique.id}" is no technique: like T1059.`);
  if (subtechnique.id !== '' && !subtechnique.id.startsWith(`${technique.id}.`)) {
    wrong.push(`"${subtechnique.id}" is no sub-technique of "${technique.id}": like T1059.004.`);
  }
  for (const { id, name } of [tactic, technique, subtechnique]) {
    if (id !== '' && name === '') wrong.push(`${id} has no name, and Kibana wants one: write it behind the id.`);
  }
  return wrong;
}

/** Null for what is no length of time. */
function millisecondsOf(text: string): number | null {
  const [, value, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (value === undefined || unit === undefined) return null;
  return Number(value) * { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit]!;
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter((item) => typeof item === 'string') : [];
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function fromEach<const Keys extends readonly string[]>(
  keys: Keys,
  textOf: (key: Keys[number]) => string,
): Record<Keys[number], string> {
  return Object.fromEntries(keys.map((key) => [key, textOf(key)])) as Record<Keys[number], string>;
}
