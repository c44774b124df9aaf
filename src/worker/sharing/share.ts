/**
 * What is to be shared, made ready: the chosen events, slim or complete, redacted or not, as the payload of a link or as a
 * file; with the secrets that are still in it. Slim and redacted scenarios are offered only with the proof that every
 * clause has the same verdict on every event, and a payload only after it was read back.
 */
import { rowsOf } from '../../eql/index.ts';
import { canonical } from '../../scenario/link/canonical.ts';
import { NEVER_LENGTH } from '../../scenario/link/limits.ts';
import { decodeLink, encodeLink } from '../../scenario/link/link.ts';
import { FieldFilter } from '../../scenario/link/slim.ts';
import { poolOf, remembering, type Tell } from '../../scenario/link/told.ts';
import { findSecrets, type SecretPlace } from '../../scenario/redact/collect.ts';
import { type JsonObject, type Scenario, type ScenarioEvent, writeScenario } from '../../scenario/scenario.ts';
import { clausesOf } from '../../eql/syntax/clauses.ts';
import { parse } from '../../eql/syntax/parser.ts';
import type { Dataset } from '../../events/index.ts';
import type { LikelySecret, Shared, ShareForm, ShareOrder } from '../protocol.ts';
import { recognisedBy } from '../summary.ts';
import { fieldsRead } from './reads.ts';
import { type Judge, privateValues, type ProvenRedaction, redactProven } from './redacting.ts';
import { tell } from './tell.ts';
import { differences } from './verdicts.ts';

/** With more events, only what was asked for is made, not its other form. */
const FEW = 2_000;

const LISTED_SECRETS = 50;

export function share(order: ShareOrder, dataset: Dataset, judge: Judge): Shared {
  const rows = [...rowsOf(order.rows)];
  const telling = remembering(tell);
  const told = poolOf(generatedOf(order), telling)?.texts;
  const complete = chosenScenario(order, rows, dataset, told);
  const slimmed = order.form === 'slim' || rows.length <= FEW ? slimScenario(order, complete, rows, dataset) : complete;
  const slimProblem = slimmed === complete ? null : changeOf(complete, slimmed, judge);
  const forms = { complete, slim: slimProblem === null ? slimmed : complete } satisfies Record<ShareForm, Scenario>;
  const made = make(forms[order.form], order, judge, telling);
  const lengths: Record<ShareForm, number | null> = { complete: null, slim: null };
  lengths[order.form] = made.payload?.length ?? null;
  if (rows.length <= FEW) {
    const other: ShareForm = order.form === 'slim' ? 'complete' : 'slim';
    lengths[other] = make(forms[other], order, judge, telling).payload?.length ?? null;
  }
  if (slimProblem !== null) lengths.slim = null;
  const own = withoutTold(made.scenario, told);
  const secrets = secretsOf({ ...made, scenario: own });
  const selected = order.selected === null ? -1 : rows.indexOf(order.selected);
  return {
    payload: made.payload,
    file: order.as === 'file' ? new TextEncoder().encode(writeScenario(made.scenario)) : null,
    lengths,
    slimProblem,
    secrets: secrets.slice(0, LISTED_SECRETS).map((secret) => likelySecret(secret, own)),
    secretCount: secrets.length,
    privateCount: privateValues(withoutTold(forms[order.form], told), []).size,
    redaction: made.redaction?.values ?? null,
    selected: made.scenario.events[selected]?.id ?? null,
  };
}

/** What is slim or redacted is not what was told. */
function generatedOf({ scenario: { generated = [] }, form, redaction }: ShareOrder): readonly JsonObject[] {
  return form === 'complete' && redaction === null ? generated : [];
}

/** What stories tell is nobody's; what is noted of it may be. */
function withoutTold(scenario: Scenario, told: ReadonlySet<string> | undefined): Scenario {
  if (told === undefined) return scenario;
  const events = scenario.events.map((event) => (told.has(event.text) ? { ...event, text: '{}' } : event));
  return { ...scenario, events };
}

function chosenScenario(
  order: ShareOrder,
  rows: readonly number[],
  dataset: Dataset,
  told: ReadonlySet<string> | undefined,
): Scenario {
  const notes = new Map(order.notes.map(({ row, ...note }) => [row, note]));
  const events = rows.map((row): ScenarioEvent => ({
    id: dataset.idOf(row),
    text: dataset.text(row),
    ...notes.get(row),
  }));
  const { generated: _, ...scenario } = order.scenario;
  const chosen = canonical({ ...scenario, events }, told);
  const isTold = chosen.events.some(({ text }) => told?.has(text) === true);
  return isTold ? { ...chosen, generated: generatedOf(order) } : chosen;
}

/** Only the fields that rule, exceptions and list read. An event that Elasticsearch would not take stays as it is. */
function slimScenario(order: ShareOrder, scenario: Scenario, rows: readonly number[], dataset: Dataset): Scenario {
  const always = [...fieldsRead(scenario), ...order.columns];
  const filters = new Map<string, FieldFilter>();
  const events = scenario.events.map((event, i) => {
    const row = rows[i]!;
    if (dataset.problemsOf(row).some(({ severity }) => severity === 'error')) return event;
    const shown = recognisedBy(dataset, row);
    const key = shown.join(' ');
    let filter = filters.get(key);
    if (filter === undefined) filters.set(key, (filter = new FieldFilter([...always, ...shown])));
    return { ...event, text: filter.apply(event.text) };
  });
  return { ...scenario, events };
}

/** The clause whose verdict would be another one; null when every verdict is the same. */
function changeOf(before: Scenario, after: Scenario, judge: Judge): string | null {
  const [change] = differences(judge(before), judge(after));
  if (change === undefined) return null;
  if (change.exception !== undefined) return `the exception “${change.exception}”`;
  const clauses = clausesOf(parse(before.rule.query).query, before.options.eventCategoryField);
  return (change.clause === null ? undefined : clauses[change.clause]?.text) ?? 'the whole rule';
}

interface Made {
  readonly scenario: Scenario;
  readonly redaction: ProvenRedaction | null;
  /** Null where it could not be opened. */
  readonly payload: string | null;
}

function make(scenario: Scenario, order: ShareOrder, judge: Judge, telling: Tell): Made {
  const redaction = order.redaction === null ? null : redactProven(scenario, order.redaction, judge);
  const made = redaction?.scenario ?? scenario;
  const payload = encodeLink(made, telling);
  const isOpened = payload !== null && payload.length < NEVER_LENGTH && 'scenario' in decodeLink(payload, telling);
  return { scenario: made, redaction, payload: isOpened ? payload : null };
}

/** Made-up values look like secrets, too. */
function secretsOf({ scenario, redaction }: Made): readonly SecretPlace[] {
  const madeUp = (redaction?.values ?? []).flatMap(({ replacement }) => replacement ?? []);
  return findSecrets(scenario).filter(({ value }) => !madeUp.some((standIn) => value.includes(standIn)));
}

function likelySecret({ kind, value, place }: SecretPlace, { events }: Scenario): LikelySecret {
  const { part, event, path } = place;
  return {
    kind,
    value,
    part,
    ...(event !== undefined && { event: events[event]!.id }),
    ...(path !== undefined && { path }),
  };
}
