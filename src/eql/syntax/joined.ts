/**
 * Sequences and samples around their filters (eql.md 2.1, 7.1, 8): join keys, `with maxspan`, terms, `with runs`,
 * `until`. The rules of their structure (class B) are checked here, where the words stand.
 */
import type { Span } from '../../text/span.ts';
import type { EventFilter, Field, JoinedQuery, JoinKeys, Maxspan, Stage } from './ast.ts';
import { type Cursor, spanOf } from './cursor.ts';
import { readList, readSum } from './expressions.ts';
import { readNumber } from './literals.ts';
import { problem } from './problem.ts';
import type { Token } from './tokens.ts';

export const MAX_STAGES = 256;
export const MAX_RUNS = 100;
const MAX_SAMPLE_STAGES = 5;

type ReadFilter = (cursor: Cursor) => EventFilter;
type Joined = Omit<JoinedQuery, 'span' | 'pipes'>;

export function readJoined(cursor: Cursor, readFilter: ReadFilter): Joined {
  const keyword = cursor.next();
  const kind = keyword.text === 'sample' ? 'sample' : 'sequence';
  let by = readKeys(cursor);
  const maxspan = kind === 'sequence' && cursor.is('with') ? readMaxspan(cursor) : null;
  if (maxspan !== null && by === null && cursor.is('by')) {
    complain(cursor, keyword, 'Please specify sequence [by] before [with] not after');
    by = readKeys(cursor);
  }
  const stages: Stage[] = [];
  while (cursor.isOneOf(['[', '!['])) stages.push(readStage(cursor, kind, readFilter));
  if (stages.length === 0) {
    cursor.mismatch("{'[', '!['}", { hint: `A ${kind} has its filters in brackets: [process where …] [file where …]` });
    cursor.skipTo(['|']);
  }
  const until = kind === 'sequence' && cursor.accept('until') ? readStage(cursor, kind, readFilter) : null;
  const joined: Joined = { kind, by, maxspan, stages, until };
  if (stages.length > 0) checkStructure(cursor, keyword, joined);
  checkPipes(cursor, kind);
  return joined;
}

function complain(cursor: Cursor, token: Token, message: string): void {
  cursor.complain(problem('B', 'structure', spanOf(token), message));
}

/** `by a, ?b`: each key must be a plain field. Null without `by`. */
function readKeys(cursor: Cursor): JoinKeys | null {
  if (!cursor.is('by')) return null;
  const word = cursor.next();
  const keys = readList(cursor, readSum);
  const fields = keys.filter((key): key is Field => key.kind === 'field');
  if (fields.length < keys.length && keys.every((key) => key.kind !== 'absent')) {
    // Elasticsearch's message ends here, with the blank.
    complain(cursor, word, 'Unsupported join key ');
  }
  return { fields, span: spanOf(word) };
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `with maxspan=5m` */
function readMaxspan(cursor: Cursor): Maxspan | null {
  const word = cursor.next();
  if (!cursor.expect('maxspan') || !cursor.expect('=')) {
    cursor.skipTo(['[', '![', 'by', '|']);
    return null;
  }
  const number = cursor.token;
  if (number.kind !== 'integer' && number.kind !== 'decimal') {
    cursor.mismatch('{DECIMAL_VALUE, INTEGER_VALUE}');
    cursor.skipTo(['[', '![', 'by', '|']);
    return null;
  }
  cursor.next();
  const unit = cursor.token.kind === 'identifier' ? cursor.next() : null;
  const span = { from: word.from, to: cursor.lastEnd };
  const milliseconds = spanMilliseconds(cursor, number, unit);
  return milliseconds === null ? null : { span, milliseconds, text: `${number.text}${unit?.text ?? ''}` };
}

function spanMilliseconds(cursor: Cursor, number: Token, unit: Token | null): number | null {
  const refuse = (token: Token, message: string): null => {
    complain(cursor, token, message);
    return null;
  };
  if (number.kind === 'decimal') {
    return refuse(number, `Decimal time interval [${number.text}] not supported; please use an positive integer`);
  }
  if (unit === null) return refuse(number, `No time unit specified, did you mean [s] as in [${number.text}s]?`);
  const factor = Object.hasOwn(UNITS, unit.text) ? UNITS[unit.text]! : null;
  if (factor === null) {
    return refuse(
      unit,
      `Unrecognized time unit [${unit.text}] in [${number.text}${unit.text}], please specify one of [ms, s, m, h, d]`,
    );
  }
  const amount = BigInt(number.text);
  if (amount === 0n) return refuse(number, `A positive maxspan value is required; found [${number.text}]`);
  const total = amount * BigInt(factor);
  if (total > BigInt(Number.MAX_SAFE_INTEGER))
    return refuse(number, `maxspan [${number.text}${unit.text}] is too large`);
  return Number(total);
}

/** `[filter] by keys with runs=N` */
function readStage(cursor: Cursor, kind: Joined['kind'], readFilter: ReadFilter): Stage {
  const { from } = cursor.token;
  const missing = cursor.is('![');
  if (missing && kind === 'sample') complain(cursor, cursor.token, 'Missing events are supported only for sequences');
  if (missing) cursor.next();
  else cursor.expect('[');
  const filter = readFilter(cursor);
  if (!cursor.accept(']')) {
    cursor.mismatch("']'");
    cursor.skipTo([']', '|']);
    cursor.accept(']');
  }
  const by = readKeys(cursor);
  const runs = kind === 'sequence' && cursor.is('with') ? readRuns(cursor) : 1;
  // At the end of the text a stage may be not there at all.
  return { span: { from, to: Math.max(from, cursor.lastEnd) }, filter, missing, by, runs };
}

/** `with runs=N` */
function readRuns(cursor: Cursor): number {
  cursor.next();
  const option = cursor.token;
  if (option.kind !== 'identifier') {
    cursor.mismatch('IDENTIFIER');
    cursor.skipTo(['[', '![', 'until', '|']);
    return 1;
  }
  cursor.next();
  cursor.expect('=');
  const number = cursor.token;
  if (number.kind !== 'integer' && number.kind !== 'decimal') {
    cursor.mismatch('INTEGER_VALUE');
    return 1;
  }
  cursor.next();
  if (option.text !== 'runs') {
    complain(cursor, option, `Unrecognized option [${option.text}], expecting [runs]`);
    return 1;
  }
  const { value } = readNumber(number);
  if (typeof value !== 'bigint' || value < 1n) {
    complain(cursor, number, `A positive runs value is required; found [${number.text}]`);
    return 1;
  }
  if (value > BigInt(MAX_RUNS)) {
    complain(cursor, number, `A query cannot be repeated more than ${MAX_RUNS} times; found [${number.text}]`);
    return 1;
  }
  return Number(value);
}

/** Rows 71 to 94 of eql.md 9.2, as far as they concern the whole. */
function checkStructure(cursor: Cursor, keyword: Token, joined: Joined): void {
  const { kind, stages, maxspan } = joined;
  const count = stages.reduce((sum, stage) => sum + stage.runs, 0);
  const refuse = (message: string): void => complain(cursor, keyword, message);
  checkKeys(cursor, joined);
  if (count < 2) return refuse(`A ${kind} requires a minimum of 2 queries, found [${count}]`);
  if (kind === 'sample') {
    if (count > MAX_SAMPLE_STAGES)
      refuse(`A sample cannot contain more than ${MAX_SAMPLE_STAGES} queries, found [${count}]`);
    return;
  }
  if (count > MAX_STAGES) return refuse(`Sequence cannot contain more than ${MAX_STAGES} queries; found [${count}]`);
  if (stages.every((stage) => stage.missing)) {
    return refuse('A sequence requires at least one positive event query; found none');
  }
  if (maxspan === null && stages.some((stage) => stage.missing)) {
    refuse('[maxspan] is required for sequences with missing events queries; found none');
  }
}

/** Every term has as many keys as the first; in a sample at least one, and none twice. */
function checkKeys(cursor: Cursor, { kind, by, stages, until }: Joined): void {
  const own = (stage: Stage): number => stage.by?.fields.length ?? 0;
  const expected = own(stages[0]!);
  const all = until === null ? stages : [...stages, until];
  for (const stage of all) {
    const found = own(stage);
    if (found !== expected) {
      const span = found > expected && stage.by !== null ? stage.by.span : firstToken(stage);
      const message = `Inconsistent number of join keys specified; expected [${expected}] but found [${found}]`;
      cursor.complain(problem('B', 'join-keys', span, message));
      return;
    }
  }
  if (kind !== 'sample') return;
  const shared = by?.fields ?? [];
  if (shared.length + expected === 0) {
    cursor.complain(
      problem('B', 'join-keys', firstToken(stages[0]!), 'A sample must have at least one join key, found none'),
    );
    return;
  }
  for (const stage of stages) {
    const paths = [...shared, ...(stage.by?.fields ?? [])].map((field) => field.path);
    const twice = [...new Set(paths.filter((path, i) => paths.indexOf(path) !== i))];
    if (twice.length === 0) continue;
    const span = (stage.by ?? by)!.span;
    const message = `Join keys must be used only once, found duplicates: [${twice.join(', ')}]`;
    cursor.complain(problem('B', 'join-keys', span, message));
    return;
  }
}

function firstToken({ span, missing }: Stage): Span {
  return { from: span.from, to: Math.min(span.from + (missing ? 2 : 1), span.to) };
}

function checkPipes(cursor: Cursor, kind: Joined['kind']): void {
  if (kind === 'sample' && cursor.is('|')) complain(cursor, cursor.token, 'Samples do not support pipes yet');
}
