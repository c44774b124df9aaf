/** `eql search`: a query over events, answered in the shape of Elasticsearch's EQL search (eql.md 7.8). */
import { DEFAULT_SEARCH, explain, rowsOf } from '../eql/index.ts';
import { createDataset, leaveOutAlertFields, type LoadReport, loadSources, readMapping } from '../events/index.ts';
import { type Arguments, UsageError, eventSource, readArguments, readJson, readText } from './arguments.ts';
import { jsonText } from '../text/json.ts';
import type { Outcome } from './commands.ts';
import { type Session, runRule } from './session.ts';

const USAGE =
  'search (--query TEXT | --query-file F) --events F [--fields F] [--timestamp-field F] [--event-category-field F] ' +
  '[--tiebreaker-field F] [--size N] [--max-samples-per-key N] [--result-position head|tail] [--ignore-above N] [--strip-alerts] [--explain] [--format json]';

export const searchCommand = { usage: USAGE, run: search };

async function search(args: readonly string[]): Promise<Outcome> {
  const given = readArguments(args, {
    query: 'text',
    'query-file': 'text',
    events: 'text',
    fields: 'text',
    'timestamp-field': 'text',
    'event-category-field': 'text',
    'tiebreaker-field': 'text',
    size: 'text',
    'max-samples-per-key': 'text',
    'result-position': 'text',
    'ignore-above': 'text',
    'strip-alerts': 'flag',
    explain: 'flag',
    format: 'text',
  });
  given.choice('format', ['json']);
  if (given.files.length > 0) throw new UsageError(`[${given.files[0]}] is one argument too many.`);
  const query = await queryOf(given);
  const file = given.text('events');
  if (file === undefined) throw new UsageError('--events is needed.');

  const options = {
    timestampField: given.text('timestamp-field') ?? DEFAULT_SEARCH.timestampField,
    eventCategoryField: given.text('event-category-field') ?? DEFAULT_SEARCH.eventCategoryField,
    tiebreakerField: given.text('tiebreaker-field') ?? null,
    size: given.count('size', DEFAULT_SEARCH.size),
    resultPosition: given.choice('result-position', ['tail', 'head']),
    maxSamplesPerKey: given.count('max-samples-per-key', DEFAULT_SEARCH.maxSamplesPerKey),
  };
  if (options.maxSamplesPerKey < 1) throw new UsageError('max_samples_per_key must be greater than 0');
  const fields = await fieldsOf(given);
  const started = performance.now();
  const dataset = createDataset({ ...options, ...fields, ignoreAbove: given.count('ignore-above', Infinity) });
  const report = await loadSources(dataset, [await eventSource(file)]);
  if (given.flag('strip-alerts')) leaveOutAlertFields(dataset, report.alerts);
  const errors = [
    ...dataset.schema.diagnostics.map((found) => `${found.path ?? 'fields'}: ${found.message}`),
    ...remarks(report),
  ];

  const result = runRule(query, dataset, options);
  if (!result.ok) {
    const error = { root_cause: [result.error], ...result.error };
    return { output: jsonText({ error, status: 400 }), errors, exit: 1 };
  }
  const { session } = result;
  const took = Math.round(performance.now() - started);
  const answer = {
    is_partial: false,
    is_running: false,
    took,
    timed_out: false,
    hits: hitsOf(session),
    ...(given.flag('explain') ? { explain: explainAll(session) } : {}),
  };
  return { output: jsonText(answer), errors, exit: 0 };
}

/** What was wrong with the events, and what was done to them. */
function remarks({ sources, problems, problemCount, untold }: LoadReport): readonly string[] {
  const unlisted = problemCount - problems.length;
  return [
    ...problems.map(({ source, line, message }) => `${source}:${line}: ${message}`),
    ...(unlisted > 0 ? [`${unlisted} more problems are not listed`] : []),
    ...sources.flatMap(({ name, notes }) => notes.map((note) => `${name}: ${note}`)),
    ...untold.map(({ form, fields }) => `no ECS counterpart for these fields of ${form}: ${fields.join(', ')}`),
  ];
}

async function queryOf(given: Arguments): Promise<string> {
  const text = given.text('query');
  const file = given.text('query-file');
  if ((text === undefined) === (file === undefined)) throw new UsageError('Either --query or --query-file is needed.');
  return text ?? (await readText(file!));
}

/** With `--fields` the mapping is closed: an Elasticsearch mapping, or a JSON object of paths and types. */
async function fieldsOf(
  given: Arguments,
): Promise<{ mapping: 'open' | 'closed'; fields?: Readonly<Record<string, string>> }> {
  const file = given.text('fields');
  if (file === undefined) return { mapping: 'open' };
  const read = await readJson(file);
  const mapped = readMapping(read);
  if (mapped !== null) return { mapping: 'closed', fields: mapped };
  const entries = typeof read === 'object' && read !== null && !Array.isArray(read) ? Object.entries(read) : null;
  if (entries === null || entries.some(([, type]) => typeof type !== 'string')) {
    throw new UsageError(`[${file}] must be an Elasticsearch mapping, or a JSON object of field paths and type names.`);
  }
  return { mapping: 'closed', fields: Object.fromEntries(entries) };
}

/** An event's own id, or its position. */
function hitId({ dataset }: Session, row: number): string {
  const id = dataset.idOf(row);
  return id === `#${row}` ? String(row) : id;
}

/** `hits.events` of an event query, `hits.sequences` of a sequence or sample; the total counts what is returned. */
function hitsOf(session: Session): unknown {
  const hit = (row: number): unknown => ({ _index: '', _id: hitId(session, row), _source: rawSource(session, row) });
  const missing = { _index: '', _id: '', _source: {}, missing: true };
  const { rule, result } = session;
  if (rule.join === null) return { total: totalOf(result.events.length), events: result.events.map(hit) };
  const sequences = result.joined.map(({ keys, rows }) => ({
    ...(keys.length === 0 ? {} : { join_keys: keys }),
    events: rows.map((row) => (row === null ? missing : hit(row))),
  }));
  return { total: totalOf(sequences.length), sequences };
}

function totalOf(value: number): { readonly value: number; readonly relation: 'eq' } {
  return { value, relation: 'eq' };
}

function rawSource({ dataset }: Session, row: number): { readonly raw: string } {
  return { raw: dataset.text(row) };
}

/** Each live event, explained. */
function explainAll(session: Session): unknown {
  const { dataset, rule, evaluator, result, options } = session;
  const context = {
    table: dataset,
    evaluator,
    options,
    nameOf: (row: number) => hitId(session, row),
  };
  return [...rowsOf(dataset.live)].map((row) => explain(rule, result, row, context));
}
