/**
 * Exception items as Kibana stores them (kibana-formats.md 2), read into what they ask of an event. Entries of an item are
 * ANDed and items ORed; what fits is taken away from the rule's search.
 *
 * An item that cannot be used as it stands takes nothing away: it is kept, and says why.
 */
import type { Diagnostic } from '../../text/diagnostic.ts';

/** An entry with a field of its own; `negated` is Kibana's "is not", its operator `excluded`. */
export type ExceptionEntry =
  /** `match` and `match_any`: some value equals one of the texts, exactly. */
  | { readonly kind: 'match'; readonly field: string; readonly negated: boolean; readonly values: readonly string[] }
  | { readonly kind: 'exists'; readonly field: string; readonly negated: boolean }
  /** `*` any run, `?` exactly one character, `\` takes the next one literally. */
  | { readonly kind: 'wildcard'; readonly field: string; readonly negated: boolean; readonly pattern: string }
  | { readonly kind: 'list'; readonly field: string; readonly negated: boolean; readonly list: string }
  /** Entries that one object at `field` must meet together; their field names are relative to it. */
  | { readonly kind: 'nested'; readonly field: string; readonly entries: readonly ExceptionEntry[] };

export interface ExceptionItem {
  /** As a person knows it: the name, else the id, else `#n` counted from 1. */
  readonly name: string;
  readonly entries: readonly ExceptionEntry[];
  /** The event's operating system is one of these; empty: any. */
  readonly osTypes: readonly string[];
  /** Milliseconds since 1970; null: never. */
  readonly expires: number | null;
  /** What is wrong or odd, by its path in the item's list; an error makes the item unusable. */
  readonly problems: readonly Diagnostic[];
}

type Json = Readonly<Record<string, unknown>>;

/** @param path of the item, such as `exceptions[0]` */
export function readItem(json: Json, place: number, path = `exceptions[${place}]`): ExceptionItem {
  const problems: Diagnostic[] = [];
  const { name, item_id: id, entries, os_types: osTypes, expire_time: expireTime } = json;
  const read = Array.isArray(entries)
    ? entries.map((entry: unknown, i) => readEntry(entry, `${path}.entries[${i}]`, problems))
    : [];
  if (read.length === 0)
    problems.push(unusable(`${path}.entries`, 'has no entry, so nothing would be left of the events'));
  const expires = typeof expireTime === 'string' ? Date.parse(expireTime) : null;
  if (expires !== null && Number.isNaN(expires)) problems.push(unusable(`${path}.expire_time`, 'is no time'));
  return {
    name: firstText(name, id) ?? `#${place + 1}`,
    entries: read.filter((entry) => entry !== null),
    osTypes: textsOf(osTypes),
    expires,
    problems,
  };
}

/** What each type of an entry needs besides its field (kibana-formats.md 2 and 3). */
const ENTRY_KINDS: Readonly<Record<string, (entry: Json, field: string, negated: boolean) => ExceptionEntry | string>> =
  {
    match: ({ value }, field, negated) => {
      const text = textOf(value);
      return text === null ? 'needs one text as its value' : { kind: 'match', field, negated, values: [text] };
    },
    match_any: ({ value }, field, negated) => {
      const values = Array.isArray(value) ? value.map(textOf) : [null];
      if (values.length === 0 || !values.every((text) => text !== null)) return 'needs a list of texts as its value';
      return { kind: 'match', field, negated, values };
    },
    exists: (_, field, negated) => ({ kind: 'exists', field, negated }),
    wildcard: ({ value }, field, negated) => {
      const pattern = textOf(value);
      return pattern === null ? 'needs one text as its value' : { kind: 'wildcard', field, negated, pattern };
    },
    list: ({ list }, field, negated) => {
      const id = isObject(list) ? textOf(list['id']) : null;
      return id === null ? 'needs "list" with an "id"' : { kind: 'list', field, negated, list: id };
    },
  };

/** Null, with a problem, for what is no entry. */
function readEntry(json: unknown, path: string, problems: Diagnostic[]): ExceptionEntry | null {
  const refuse = (what: string): null => {
    problems.push(unusable(path, what));
    return null;
  };
  if (!isObject(json)) return refuse('must be an object');
  const { field, type, operator } = json;
  if (typeof field !== 'string' || field === '') return refuse('needs a "field"');
  if (field !== field.trim()) problems.push(spaced(path, field));
  if (type === 'nested') {
    const inner = Array.isArray(json['entries']) ? (json['entries'] as readonly unknown[]) : [];
    if (inner.length === 0) return refuse('needs "entries"');
    const entries = inner.map((entry, i) => readEntry(entry, `${path}.entries[${i}]`, problems));
    return { kind: 'nested', field, entries: entries.filter((entry) => entry !== null) };
  }
  const read = typeof type === 'string' && Object.hasOwn(ENTRY_KINDS, type) ? ENTRY_KINDS[type] : undefined;
  if (read === undefined) return refuse(`has the unknown type ${JSON.stringify(type)}`);
  if (operator !== 'included' && operator !== 'excluded') return refuse('needs the operator "included" or "excluded"');
  const entry = read(json, field, operator === 'excluded');
  return typeof entry === 'string' ? refuse(entry) : entry;
}

/** `matches /opt/*` and so on: the words of Kibana's form. */
export function entryWords(entry: ExceptionEntry): string {
  if (entry.kind === 'nested') return `${entry.field} has ${entry.entries.map(entryWords).join(' and ')}`;
  const { field, negated } = entry;
  switch (entry.kind) {
    case 'match': {
      const [only] = entry.values;
      if (entry.values.length === 1) return `${field} ${negated ? 'is not' : 'is'} ${only!}`;
      return `${field} ${negated ? 'is not' : 'is'} one of ${entry.values.join(', ')}`;
    }
    case 'exists':
      return `${field} ${negated ? 'does not exist' : 'exists'}`;
    case 'wildcard':
      return `${field} ${negated ? 'does not match' : 'matches'} ${entry.pattern}`;
    case 'list':
      return `${field} ${negated ? 'is not' : 'is'} in list ${entry.list}`;
  }
}

/** Values are always text in Kibana, also for numbers and booleans; what a hand wrote as one is meant as its text. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function firstText(...candidates: readonly unknown[]): string | undefined {
  return candidates.find((text): text is string => typeof text === 'string' && text.trim() !== '');
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The item takes nothing away because of this. */
export function unusable(path: string, what: string, hint?: string): Diagnostic {
  const common = { code: 'exception/unusable', severity: 'error', path, message: `${path} ${what}.` } as const;
  return hint === undefined ? common : { ...common, hint };
}

function spaced(path: string, field: string): Diagnostic {
  return {
    code: 'exception/space',
    severity: 'warning',
    path: `${path}.field`,
    message: `"${field}" begins or ends with a space: no event has such a field.`,
    hint: `"${field.trim()}" may be meant.`,
  };
}
