/**
 * What a rule and its exceptions ask of events: the fields that they read, and the values that they name. A slim scenario
 * keeps those fields, a redacted one those values.
 */
import { type Clause, clausesOf } from '../../eql/syntax/clauses.ts';
import { type Expression, type JoinKeys, stagesOf } from '../../eql/syntax/ast.ts';
import { type ExceptionEntry, readItem } from '../../eql/exceptions/items.ts';
import { OS_FIELDS } from '../../eql/exceptions/plan.ts';
import { parse } from '../../eql/syntax/parser.ts';
import { nodesOf } from '../../eql/syntax/visit.ts';
import { createSchema } from '../../events/index.ts';
import { blocksOf } from '../../scenario/redact/addresses.ts';
import type { Naming } from '../../scenario/redact/redact.ts';
import type { Scenario } from '../../scenario/scenario.ts';

type Asking = Pick<Scenario, 'rule' | 'baseline' | 'exceptions' | 'valueLists' | 'options'>;

/** Paths of the fields that change a verdict. */
export function fieldsRead(scenario: Asking): ReadonlySet<string> {
  const { timestampField, eventCategoryField, tiebreakerField } = scenario.options;
  const options = [timestampField, eventCategoryField, ...(tiebreakerField === null ? [] : [tiebreakerField])];
  const fields = queriesOf(scenario).flatMap((query) => [
    ...query.clauses.flatMap((clause) => clause.fields),
    ...query.keys.flatMap((keys) => keys.fields.map(({ path }) => path)),
  ]);
  return new Set([...options, ...fields, ...entriesOf(scenario).map(({ field }) => field)]);
}

/** The values that the rule, its baseline and its exceptions name, and the names that are everybody's. */
export function namingOf(scenario: Asking): Naming {
  const queries = queriesOf(scenario);
  const literals = queries.flatMap(({ clauses }) => clauses.flatMap(literalsOf));
  const entries = entriesOf(scenario);
  const listed = Object.values(scenario.valueLists).flatMap(({ values }) => values);
  const fields = fieldsRead(scenario);
  const names = new Set([...commonFieldNames(), ...[...fields].flatMap((path) => path.split('.'))]);
  const values = entries.flatMap((entry) => entry.values);
  const patterns = [...literals.filter(({ isPattern }) => isPattern).map(({ text }) => text), ...values];
  return {
    texts: [...queries.map(({ text }) => text), ...fields, ...values, ...listed],
    pieces: [...new Set(patterns.flatMap(piecesOf))],
    blocks: blocksOf([...literals.map(({ text }) => text), ...values, ...listed]),
    isFieldName: (key) => key.split('.').every((name) => names.has(name)),
  };
}

interface ReadQuery {
  readonly text: string;
  readonly clauses: readonly Clause[];
  readonly keys: readonly JoinKeys[];
}

function queriesOf({ rule, baseline, options }: Asking): readonly ReadQuery[] {
  return [rule, ...(baseline === null ? [] : [baseline])].map(({ query: text }) => {
    const { query } = parse(text);
    const by = query.kind === 'event' ? [] : [query.by, ...stagesOf(query).map((stage) => stage.by)];
    return {
      text,
      clauses: clausesOf(query, options.eventCategoryField),
      keys: by.filter((keys) => keys !== null),
    };
  });
}

interface TextLiteral {
  readonly text: string;
  /** Is part of the values that it fits, and not all of them. */
  readonly isPattern: boolean;
}

function literalsOf({ kind, expression }: Clause): readonly TextLiteral[] {
  if (kind !== 'leaf' || expression === undefined) return [];
  return [...nodesOf(expression)].flatMap((node: Expression) => {
    if (node.kind === 'pattern') return node.patterns.flatMap((pattern) => textLiteral(pattern, true));
    if (node.kind === 'call') return node.args.flatMap((argument) => textLiteral(argument, true));
    return textLiteral(node, false);
  });
}

function textLiteral(node: Expression, isPattern: boolean): readonly TextLiteral[] {
  return node.kind === 'literal' && typeof node.value === 'string' ? [{ text: node.value, isPattern }] : [];
}

/** Shorter pieces stand in everything. */
const SHORTEST_PIECE = 3;

/** What stands between the wildcards of a pattern. */
function piecesOf(pattern: string): readonly string[] {
  return pattern
    .toLowerCase()
    .split(/[*?]+/)
    .filter((piece) => piece.length >= SHORTEST_PIECE);
}

interface Entry {
  readonly field: string;
  readonly values: readonly string[];
}

/** What exception items ask for, those that are expired or unusable too; entries of nested ones by their full names. */
function entriesOf({ exceptions }: Asking): readonly Entry[] {
  return exceptions
    .map((item, place) => readItem(item, place))
    .flatMap(({ entries, osTypes }) => {
      const systems = osTypes.length === 0 ? [] : Object.keys(OS_FIELDS);
      return [
        ...entries.flatMap((entry) => entriesIn(entry, '')),
        ...systems.map((field) => ({ field, values: osTypes })),
      ];
    });
}

function entriesIn(entry: ExceptionEntry, above: string): readonly Entry[] {
  const field = above + entry.field;
  if (entry.kind === 'nested') return entry.entries.flatMap((inner) => entriesIn(inner, `${field}.`));
  const values = entry.kind === 'match' ? entry.values : entry.kind === 'wildcard' ? [entry.pattern] : [];
  return [{ field, values }];
}

let common: ReadonlySet<string> | null = null;

/** The segments of the built-in fields: `process`, `entry_leader`, `args`. */
function commonFieldNames(): ReadonlySet<string> {
  common ??= new Set([...createSchema({ mapping: 'open' }).paths()].flatMap((path) => path.split('.')));
  return common;
}
