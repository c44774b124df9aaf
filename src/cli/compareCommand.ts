/**
 * `eql compare`: a scenario on a real cluster. Makes an index with the types of the fields in use, adds the events, runs
 * the rule with the scenario's options and exceptions, and names every event on which the cluster and the playground say
 * different things. The index is removed again.
 */
import process from 'node:process';
import { hasBit } from '../eql/index.ts';
import { createDataset, type Dataset } from '../events/index.ts';
import { disagreements, readAnswer, readBulkAnswer } from '../scenario/elasticsearch/compare.ts';
import {
  bulkRequests,
  createRequest,
  isIndexName,
  removeRequest,
  type Request,
  searchRequest,
} from '../scenario/elasticsearch/requests.ts';
import { readScenario, type Scenario } from '../scenario/scenario.ts';
import { searchSettings } from '../scenario/search.ts';
import { UsageError, readArguments, readText } from './arguments.ts';
import type { Outcome } from './commands.ts';
import { runRule } from './session.ts';

const USAGE = 'compare SCENARIO --url URL [--api-key-env NAME] [--index NAME] [--format text|json]';

export const compareCommand = { usage: USAGE, run: compare };

async function compare(args: readonly string[]): Promise<Outcome> {
  const given = readArguments(args, { url: 'text', 'api-key-env': 'text', index: 'text', format: 'text' });
  const format = given.choice('format', ['text', 'json']);
  const [file, more] = given.files;
  if (file === undefined || more !== undefined) throw new UsageError('One scenario file is needed.');
  const index = given.text('index') ?? `eql-playground-${Date.now().toString(36)}`;
  if (!isIndexName(index)) throw new UsageError(`--index takes the name of an index, not [${index}].`);
  const cluster = clusterOf(given.text('url'), given.text('api-key-env'));
  const scenario = await scenarioOf(file);
  const here = ownVerdicts(scenario);
  const there = await clusterVerdicts(cluster, index, scenario, here);
  if ('problem' in there) return { output: '', errors: [there.problem], exit: 2 };
  return report(here, there, format);
}

interface Cluster {
  readonly url: string;
  readonly key: string | null;
}

function clusterOf(url: string | undefined, keyName: string | undefined): Cluster {
  if (url === undefined) throw new UsageError('--url is needed: the address of the cluster.');
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new UsageError(`--url takes an address, not [${url}].`);
  const key = keyName === undefined ? undefined : process.env[keyName];
  if (keyName !== undefined && (key === undefined || key === '')) {
    throw new UsageError(`The environment has no variable [${keyName}] with an API key.`);
  }
  return { url: url.replace(/\/+$/, ''), key: key ?? null };
}

async function scenarioOf(file: string): Promise<Scenario> {
  const { scenario, diagnostics } = readScenario(await readText(file));
  if (scenario !== null) return scenario;
  const why = diagnostics.map(({ path, message }) => (path === undefined ? message : `${path} ${message}`));
  throw new UsageError(`[${file}] is no scenario: ${why.join('; ')}`);
}

/** What the playground says: of each event whether it matches, and of those it takes for invalid why. */
interface OwnVerdicts {
  readonly dataset: Dataset;
  readonly matches: ReadonlyMap<string, boolean>;
  readonly invalid: ReadonlyMap<string, string>;
  /** The search fails. */
  readonly error: string | null;
}

function ownVerdicts(scenario: Scenario): OwnVerdicts {
  const { fields, options, events, rule } = scenario;
  const dataset = createDataset({ ...options, fields });
  dataset.append(events);
  const { exceptions, ...searchOptions } = searchSettings(scenario, Date.now());
  const result = runRule(rule.query, dataset, searchOptions, exceptions);
  const matches = new Map<string, boolean>();
  const invalid = new Map<string, string>();
  for (const row of events.keys()) {
    const id = dataset.idOf(row);
    if (hasBit(dataset.invalid, row)) invalid.set(id, dataset.problemsOf(row)[0]?.message ?? '');
    else matches.set(id, result.ok && hasBit(result.session.result.evidence.matches, row));
  }
  return { dataset, matches, invalid, error: result.ok ? null : result.error.reason };
}

interface ClusterVerdicts {
  readonly ids: ReadonlySet<string>;
  readonly refused: ReadonlyMap<string, string>;
  /** The search failed there. */
  readonly error: string | null;
  readonly warnings: readonly string[];
}

async function clusterVerdicts(
  cluster: Cluster,
  index: string,
  scenario: Scenario,
  { dataset }: OwnVerdicts,
): Promise<ClusterVerdicts | { readonly problem: string }> {
  const made = await send(cluster, createRequest(index, typesOf(dataset), scenario.options));
  if (!made.ok) return { problem: `The cluster did not make the index [${index}]: ${made.reason}` };
  const warnings: string[] = [];
  try {
    const refused = new Map<string, string>();
    const sent = scenario.events.flatMap(({ text }, row) => (isJson(text) ? [{ id: dataset.idOf(row), text }] : []));
    for (const request of bulkRequests(index, sent)) {
      // One after the other: the order of the events is the order of adding.
      // oxlint-disable-next-line no-await-in-loop
      const added = await send(cluster, request);
      const answer = added.ok ? readBulkAnswer(added.text) : { problem: added.reason };
      if ('problem' in answer) return { problem: `The cluster did not take the events: ${answer.problem}` };
      for (const [id, reason] of answer) refused.set(id, reason);
    }
    const size = sent.length;
    const found = await send(cluster, searchRequest(index, scenario, size, new Date()));
    if (!found.ok) return { ids: new Set(), refused, error: found.reason, warnings };
    const answer = readAnswer(found.text);
    if ('problem' in answer) return { problem: answer.problem };
    if (answer.results > size) warnings.push('The cluster returned as much as it may; there can be more.');
    return { ids: answer.ids, refused, error: null, warnings };
  } finally {
    const removed = await send(cluster, removeRequest(index));
    if (!removed.ok) warnings.push(`The index [${index}] could not be removed: ${removed.reason}`);
  }
}

/** What cannot be sent as a line of its own. */
function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function typesOf({ schema }: Dataset): Readonly<Record<string, string>> {
  const types: Record<string, string> = {};
  for (const path of schema.paths()) {
    const fact = schema.field(path);
    if (fact !== undefined) types[path] = fact.typeName ?? fact.type;
  }
  return types;
}

type Reply = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

async function send({ url, key }: Cluster, { method, path, body, isLines }: Request): Promise<Reply> {
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== null && { 'content-type': isLines ? 'application/x-ndjson' : 'application/json' }),
        ...(key !== null && { authorization: `ApiKey ${key}` }),
      },
      ...(body !== null && { body }),
    });
    const text = await response.text();
    if (response.ok) return { ok: true, text };
    const answer = readAnswer(text);
    return {
      ok: false,
      reason: 'problem' in answer ? `${response.status}, ${answer.problem}` : String(response.status),
    };
  } catch (error) {
    const { message, cause } = error instanceof Error ? error : { message: String(error), cause: undefined };
    return { ok: false, reason: cause instanceof Error ? cause.message : message };
  }
}

function report(here: OwnVerdicts, there: ClusterVerdicts, format: 'text' | 'json'): Outcome {
  const lines = [
    ...(here.error === null && there.error === null
      ? disagreements(here.matches, there).map(({ id, here: ours, there: theirs }) => ({
          id,
          here: ours,
          there: theirs,
        }))
      : here.error !== null && there.error !== null
        ? []
        : [{ id: null, here: here.error ?? 'an answer', there: there.error ?? 'an answer' }]),
    ...[...there.refused]
      .filter(([id]) => !here.invalid.has(id))
      .map(([id, reason]) => ({ id, here: 'valid', there: `refused: ${reason}` })),
  ];
  const { warnings } = there;
  const exit = lines.length === 0 ? 0 : 1;
  if (format === 'json') {
    return { output: JSON.stringify({ events: here.matches.size, disagreements: lines, warnings }), exit };
  }
  const told = lines.map(({ id, here: ours, there: theirs }) =>
    id === null ? `the search: here ${ours}; there ${theirs}` : `${id}: here ${ours}, there ${theirs}`,
  );
  const agreed = here.matches.size - lines.length;
  return { output: [...told, `${agreed} agree, ${lines.length} differ`].join('\n'), errors: warnings, exit };
}
