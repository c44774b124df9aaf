/**
 * The engine behind the worker's protocol: one dataset, one evaluator, and the last run. It runs in Node as well, so
 * tests ask it directly.
 */
import {
  andNot,
  type Bitmap,
  coverageOf,
  DEFAULT_SEARCH,
  emptyBitmap,
  Evaluator,
  Exceptions,
  hasBit,
  entriesOf,
  type NearMisses,
  nearMissesOf,
  valuesOfField,
  valuesUnder,
  or,
  shortAnswer,
  rowsOf,
  setBit,
  storylineOf,
} from '../eql/index.ts';
import { collectStories, knobsText } from '../events/generate/index.ts';
import {
  appendInTurns,
  createDataset,
  type Dataset,
  leaveOutAlertFields,
  loadSources,
  processTree,
} from '../events/index.ts';
import { decodeLink } from '../scenario/link/link.ts';
import type { RuleFile } from '../scenario/files/ruleFile.ts';
import type { JsonObject, Scenario } from '../scenario/scenario.ts';
import { searchSettings } from '../scenario/search.ts';
import { eventFields } from './eventFields.ts';
import { idsFrom, newEvents, packedEvents } from './eventPacks.ts';
import { fieldNotes } from './fieldNotes.ts';
import { exportEvents } from './exportEvents.ts';
import { type FinishedRun, explanationTexts, inspect, shownText } from './inspection.ts';
import { clusterTexts } from './cluster.ts';
import { evaluatePart } from './part.ts';
import { cellsOf, rowsByField, rowsWhere } from './listing.ts';
import type { ClauseUse, EngineOptions, RowSummary, RunEvidence, Source, TableState, Told } from './protocol.ts';
import type { Body, Reading, RequestOf, Work } from './queue.ts';
import { lookInto } from './ruleFiles.ts';
import { solvedOf, solveFor } from './ruleEvents.ts';
import { RuleMatcher } from './ruleMatcher.ts';
import { runRule } from './run.ts';
import { tell } from './sharing/tell.ts';
import { share } from './sharing/share.ts';
import type { Judgement } from './sharing/verdicts.ts';
import { recognise } from './summary.ts';

const DEFAULTS: EngineOptions = { ...DEFAULT_SEARCH, mapping: 'open', fields: {} };

export class Engine implements Work {
  #options = DEFAULTS;
  #dataset: Dataset = createDataset(DEFAULTS);
  #evaluator = new Evaluator(this.#dataset);
  #exceptions: Exceptions | null = null;
  /** Of its own, so that many exceptions do not push out the leaves of the rule, nor it theirs. */
  #exceptionEvaluator = new Evaluator(this.#dataset);
  #matcher: RuleMatcher | null = null;
  #last: FinishedRun | null = null;
  /** Rows whose text a person has typed in. */
  #typed = new Set<number>();
  /** Texts of alerts before fields were left out of them. */
  #alerts = new Map<number, string>();
  #ahead: Iterator<void> | null = null;
  /** Rows that the page knows of. */
  #announced = 0;

  answer(request: Parameters<Work['answer']>[0]): Body {
    switch (request.kind) {
      case 'open':
        return this.#open(request);
      case 'options':
        if (!isSameMapping(this.#options, request.options)) this.#dataset.setOptions(request.options);
        this.#setOptions(request.options);
        return this.#table();
      case 'patch':
        return this.#patch(request);
      case 'strip':
        for (const row of request.rows) this.#alerts.set(row, this.#dataset.text(row));
        leaveOutAlertFields(this.#dataset, request.rows);
        return this.#table();
      case 'unstrip':
        for (const row of request.rows) this.#dataset.patch(row, this.#alerts.get(row) ?? this.#dataset.text(row));
        return this.#table();
      case 'remove':
        this.#dataset.remove(request.rows);
        return this.#table();
      case 'restore':
        this.#dataset.restore(request.rows);
        return this.#table();
      case 'run':
        return { kind: 'evidence', evidence: this.#run(request) };
      case 'rows':
        return {
          kind: 'rows',
          rows: request.rows.filter((row) => this.#isRow(row)).map((row) => this.#summary(row, request.columns)),
        };
      case 'inspect': {
        const inspection = inspect(this.#dataset, request.row, this.#last, this.#typed.has(request.row));
        return { kind: 'inspection', inspection };
      }
      case 'explain':
        return { kind: 'explanation', explanation: explanationTexts(this.#dataset, request.row, this.#last) };
      case 'fields': {
        const text = shownText(this.#dataset, request.row, this.#typed.has(request.row));
        return { kind: 'fields', fields: eventFields(this.#dataset, text) };
      }
      case 'processes': {
        const asked = new Set(this.#last?.rule.clauses.flatMap(({ fields }) => fields));
        const tree = processTree(this.#dataset, request.row, [...asked], this.#options.timestampField);
        return { kind: 'processes', tree };
      }
      case 'storyline':
        return { kind: 'storyline', storyline: this.#storyline(request.around) };
      case 'save':
        return { kind: 'saved', events: packedEvents(this.#dataset) };
      case 'find':
        return { kind: 'found', rows: this.#dataset.find(request.words) };
      case 'where': {
        const found = rowsWhere(request.condition, this.#dataset, this.#evaluator, this.#options);
        return { kind: 'where', rows: null, problem: null, ...found };
      }
      case 'clause':
        return { kind: 'clause', use: this.#clauseUse(request.clause) };
      case 'part': {
        const part = evaluatePart(request.text, this.#dataset, this.#evaluator, this.#options);
        return { kind: 'part', part };
      }
      case 'match':
        this.#matcher ??= new RuleMatcher(this.#dataset);
        return { kind: 'matched', rule: this.#matcher.match(request.query, request.options) };
      case 'coverage':
        return { kind: 'coverage', coverage: this.#coverage() };
      case 'near':
        return { kind: 'near', near: this.#nearMisses() };
      case 'notes':
        return { kind: 'notes', notes: fieldNotes(this.#dataset.schema) };
      case 'values':
        return { kind: 'values', values: valuesOfField(request.path, this.#dataset) };
      case 'order':
        return { kind: 'order', order: rowsByField(this.#dataset, request.path) };
      case 'cluster':
        return { kind: 'cluster', texts: clusterTexts(request.index, request.scenario, this.#dataset) };
      case 'share':
        return { kind: 'shared', shared: share(request.order, this.#dataset, (scenario) => this.#judge(scenario)) };
      case 'exportEvents':
        return { kind: 'file', bytes: exportEvents(request.order, this.#dataset, this.#options.timestampField) };
      case 'readLink':
        return { kind: 'link', reading: decodeLink(request.payload, tell) };
    }
  }

  /** The rule over other events; what is in hand here stays as it is. */
  #judge(scenario: Scenario): Judgement {
    const { rule, events } = scenario;
    const other = new Engine();
    const now = this.#options.exceptions?.now ?? 0;
    other.#open({ id: 0, kind: 'open', events, options: searchSettings(scenario, now) });
    return { table: other.#table().table, evidence: other.#run({ id: 0, kind: 'run', run: 0, rule: rule.query }) };
  }

  ahead(): boolean {
    this.#ahead ??= this.#dataset.readAhead();
    const isDone = this.#ahead.next().done === true;
    if (isDone) this.#ahead = null;
    return !isDone;
  }

  /** Files of rules are read and handed over; the rest is added as events. */
  async read(sources: readonly Source[], reading: Reading): Promise<Body> {
    const files: RuleFile[] = [];
    const events: Source[] = [];
    for (const source of sources) {
      // A folder may have a thousand of them: others have their turn in between.
      // oxlint-disable-next-line no-await-in-loop
      if (files.length % 20 === 19) await new Promise((resolve) => setTimeout(resolve));
      if (reading.signal.aborted) return { kind: 'cancelled' };
      // oxlint-disable-next-line no-await-in-loop
      const looked = await lookInto(source);
      if ('rules' in looked) files.push(looked.rules);
      else events.push(looked.events);
    }
    if (events.length === 0) return { ...this.#table(), files };
    const report = await loadSources(this.#dataset, events, {
      onProgress: ({ bytesRead, bytesTotal, events: count, ...place }) =>
        reading.progress({ bytesRead, bytesTotal, events: count, reading: place }),
      shouldCancel: () => reading.signal.aborted,
    });
    return report === 'cancelled' ? { kind: 'cancelled' } : { ...this.#table(), report, files };
  }

  async tell({ knobs, replaces }: RequestOf<'generate'>, reading: Reading): Promise<Body> {
    const collected = await collectStories(knobs, {
      onProgress: (events) => reading.progress({ bytesRead: 0, bytesTotal: 0, events, eventsTotal: knobs.count }),
      shouldCancel: () => reading.signal.aborted,
    });
    if (collected === 'cancelled') return { kind: 'cancelled' };
    const stage = this.#dataset.stage();
    if (!(await appendInTurns(stage, collected.events, () => reading.signal.aborted))) return { kind: 'cancelled' };
    const { live, invalid } = this.#dataset;
    if (replaces) this.#dataset.remove([...rowsOf(or(live, invalid))]);
    const { first } = stage.adopt();
    const { rowCount } = this.#dataset;
    const rowsWith = (label: 'alert' | 'benign') => {
      const rows = emptyBitmap(rowCount);
      for (const i of collected.labelled[label]) setBit(rows, first + i, true);
      return rows;
    };
    const told: Told = {
      first,
      alert: rowsWith('alert'),
      benign: rowsWith('benign'),
      purposes: collected.purposes,
      generated: JSON.parse(knobsText(knobs)) as JsonObject,
    };
    return { ...this.#table(), told };
  }

  async solve({ rule, order, adds }: RequestOf<'generateFor'>, reading: Reading): Promise<Body> {
    const made = await solveFor(rule, order, this.#dataset, this.#options, this.#findings(), {
      onProgress: ({ done, total }) =>
        reading.progress({ bytesRead: 0, bytesTotal: 0, events: done, eventsTotal: total }),
      shouldCancel: () => reading.signal.aborted,
    });
    if (made === 'cancelled') return { kind: 'cancelled' };
    if (made === null || !adds) return { kind: 'solved', solved: made === null ? null : solvedOf(made) };
    this.#dataset.append(made.sets.flatMap(({ events }) => events.map((text) => ({ text }))));
    return { ...this.#table(), solved: solvedOf(made) };
  }

  #coverage(): Extract<Body, { kind: 'coverage' }>['coverage'] {
    const last = this.#last;
    if (last === null || last.rowCount !== this.#dataset.rowCount) return null;
    return { run: last.run, ...coverageOf(last.rule, last.result, this.#dataset) };
  }

  #open({ events, options }: RequestOf<'open'>): Body {
    this.#dataset = createDataset(options);
    this.#ahead = null;
    this.#setOptions(options);
    this.#typed = new Set();
    this.#alerts = new Map();
    this.#announced = 0;
    this.#dataset.append(newEvents(events));
    return this.#table();
  }

  #patch({ row, text, typed }: RequestOf<'patch'>): Body {
    const replaced = { text: this.#dataset.text(row), typed: this.#typed.has(row) };
    this.#dataset.patch(row, text);
    if (typed) this.#typed.add(row);
    else this.#typed.delete(row);
    return { ...this.#table(), replaced };
  }

  /** What was evaluated before was under other options. */
  #setOptions(options: EngineOptions): void {
    this.#options = options;
    this.#evaluator = new Evaluator(this.#dataset);
    this.#exceptionEvaluator = new Evaluator(this.#dataset);
    this.#matcher = null;
    this.#exceptions = options.exceptions === undefined ? null : new Exceptions(options.exceptions);
    this.#last = null;
  }

  #table(): Extract<Body, { kind: 'table' }> {
    const { rowCount, textBytes, live, invalid, schema } = this.#dataset;
    const added = idsFrom(this.#dataset, this.#announced);
    this.#announced = rowCount;
    const fields: Record<string, TableState['fields'][string]> = {};
    for (const path of schema.paths()) {
      const fact = schema.field(path);
      if (fact !== undefined) fields[path] = { type: fact.typeName ?? fact.type, declared: fact.declared };
    }
    return {
      kind: 'table',
      table: { rowCount, textBytes, live: live.slice(), invalid: invalid.slice(), fields, added },
    };
  }

  #run(request: RequestOf<'run'>): RunEvidence {
    const { evidence, finished } = runRule(request, {
      dataset: this.#dataset,
      evaluator: this.#evaluator,
      options: this.#options,
      findExceptions: () => this.#findings(),
    });
    // A rule that cannot be run leaves the last result.
    if (finished !== null) this.#last = finished;
    return evidence;
  }

  /** What the exceptions take away, found again only where it may have changed. */
  #findings() {
    return this.#exceptions?.over(this.#dataset, this.#dataset.schema, this.#exceptionEvaluator) ?? null;
  }

  #summary(row: number, columns: readonly string[]): RowSummary {
    const dataset = this.#dataset;
    const [problem] = dataset.problemsOf(row).filter(({ severity }) => severity === 'error');
    return {
      row,
      id: dataset.idOf(row),
      ...recognise(dataset, row, this.#options.timestampField),
      cells: cellsOf(dataset, row, columns),
      ...this.#reason(row),
      ...(problem !== undefined && { invalid: problem.message }),
    };
  }

  #reason(row: number): Pick<RowSummary, 'reason' | 'distance'> {
    const last = this.#last;
    if (last === null || row >= last.rowCount || !hasBit(this.#dataset.live, row)) return { reason: '', distance: 0 };
    return shortAnswer(last.rule, last.result, row);
  }

  #storyline(around: number | null): Extract<Body, { kind: 'storyline' }>['storyline'] {
    if (this.#last === null) return null;
    const { run, rule, result, evaluator, options } = this.#last;
    const nameOf = (row: number): string => this.#dataset.idOf(row);
    const line = storylineOf(rule, result, { table: this.#dataset, evaluator, options, nameOf }, around);
    return line === null ? null : { run, line };
  }

  #clauseUse(clause: number): ClauseUse | null {
    const last = this.#last;
    if (last === null || last.rule.clauses[clause] === undefined) return null;
    const { rule, run } = last;
    return {
      run,
      clause,
      entries: entriesOf(rule, clause, this.#dataset),
      fields: valuesUnder(rule, clause, this.#dataset),
    };
  }

  #nearMisses(): NearMisses | null {
    const last = this.#last;
    if (last === null || last.rule.join !== null) return null;
    const { evidence, removed } = last.result;
    const live = andNot(this.#dataset.live, removed);
    return nearMissesOf(last.rule.clauses, evidence, evaluatedRows(live, last.rowCount));
  }

  #isRow(row: number): boolean {
    return row >= 0 && row < this.#dataset.rowCount;
  }
}

/** Whether events read under one are as they would be under the other. */
function isSameMapping(before: EngineOptions, after: EngineOptions): boolean {
  const mappingOf = ({ mapping, timestampField, eventCategoryField, fields }: EngineOptions): string =>
    JSON.stringify([mapping, timestampField, eventCategoryField, Object.entries(fields)]);
  return mappingOf(before) === mappingOf(after);
}

/** Of the rows that take part now, those that the last run saw. */
function evaluatedRows(live: Bitmap, rowCount: number): Bitmap {
  const rows = live.slice();
  for (let row = rowCount; row < rows.length * 32; row++) setBit(rows, row, false);
  return rows;
}
