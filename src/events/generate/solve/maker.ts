/** Makes the drafts that an order asks for, and says of each what it is meant to be. */
import type { CoveredEnding } from '../../../eql/coverage/coverage.ts';
import type { Scalar } from '../../../eql/check/types.ts';
import { findValue, verdictOn } from './values/find.ts';
import type { Json } from './document.ts';
import type { Draft, Drafts, Made } from './drafts.ts';
import { edgesOf } from './edges.ts';
import type { Formula, Goal } from './formula.ts';
import type { EndingReport, EntryReport, Order, Progress, Purpose } from './order.ts';
import { type Attempt, type Point, Points } from './points.ts';
import type { Condition, Problem } from './problem.ts';
import type { Layout } from './sets.ts';
import { fitsBy, keptOut, quoted, whyNot } from './words.ts';
import { type Way, waysTo } from './ways.ts';

/** A set of events before it is dated and confirmed. */
export interface Intended {
  readonly purpose: Purpose;
  readonly condition: number | null;
  readonly says: string;
  readonly matches: boolean;
  readonly draft: Draft;
  readonly layout: Layout;
  /** A value that is written in a way of its own. */
  readonly written?: { readonly stage: number; readonly path: string; readonly json: Json };
}

/** Combinations of choices that get a match of their own; with more, each choice is in one. */
const MOST_WAYS = 64;
/** Drafts that are tried as the other half of a pair. */
const MOST_PARTNERS = 3;
const MOST_EDGES = 12;

export class Maker {
  readonly drafts: Drafts;
  readonly points: Points;
  readonly order: Order;
  readonly intended: Intended[] = [];
  readonly attempts = new Map<string, Attempt>();
  readonly endings: EndingReport[] = [];
  readonly entries: EntryReport[] = [];
  readonly without: string[] = [];
  /** Point -> drafts that cover it, each with the stages that have events. */
  readonly #covering = new Map<string, Draft[]>();
  readonly #problem: Problem;
  readonly #conditions: readonly Condition[];
  readonly #positive: readonly number[];
  readonly #seen = new Set<string>();

  constructor(drafts: Drafts, order: Order) {
    this.drafts = drafts;
    this.points = new Points(drafts);
    this.order = order;
    this.#problem = drafts.problem;
    const { conditions, stages } = drafts.problem;
    this.#conditions = conditions.filter(
      ({ clauses }) => order.clauses === null || clauses.some((clause) => order.clauses!.includes(clause)),
    );
    this.#positive = [...stages.keys()].filter((stage) => stages[stage]!.role === 'event');
  }

  *run(): Generator<Progress, void> {
    const steps = [
      ...(this.order.ways ? this.#wayTasks() : []),
      ...(this.order.points ? this.#pointTasks() : []),
      ...this.#endingTasks(),
      ...(this.order.edges ? this.#conditions.map((it) => () => this.#makeEdges(it)) : []),
      ...(this.order.entries ? this.#entryTasks() : []),
    ];
    for (const [done, step] of steps.entries()) {
      yield { done, total: steps.length };
      step();
    }
  }

  /** Whether a draft or an event before covers a point. */
  isCovered(point: Point): boolean {
    return this.#covering.has(nameOf(point)) || this.isCoveredBefore(point);
  }

  isCoveredBefore({ condition, verdict }: Point): boolean {
    const { clauses } = this.#problem.conditions[condition]!;
    return this.order.covered.some((it) => it.verdict === verdict && clauses.includes(it.clause));
  }

  // --- Matches ------------------------------------------------------------------------------------------------------

  #wayTasks(): readonly (() => void)[] {
    return this.#positive.flatMap((stage) => {
      const ways = waysTo(this.#problem.stages[stage]!.formula, true, MOST_WAYS);
      const choices = new Set(ways.flatMap(({ chosen }) => chosen.map(({ formula }) => formula)));
      const tasks = ways.map((way) => () => this.#makeWay(way, choices));
      return [...tasks, () => this.#makeChoices(ways, choices)];
    });
  }

  /** @param open the choices that no match has taken */
  #makeWay({ chosen, alone }: Way, open: Set<Formula>): Made {
    const goals = [...this.#allFit(), ...chosen];
    const only = this.drafts.make([...goals, ...alone], null);
    const made = only.kind === 'draft' ? only : this.drafts.make(goals, null);
    if (made.kind === 'draft') {
      for (const { formula } of chosen) open.delete(formula);
      this.#offerMatch(made.draft, null, `Matches${fitsBy(this.#problem, chosen)}.`);
    } else if (chosen.length === 0) {
      const isConstant = made.isProof && made.conflicts.length === 0;
      this.without.push(`No match: ${isConstant ? 'some clause is never true' : whyNot(this.#problem, made)}.`);
    }
    return made;
  }

  /** Choices that go with none of the choices that they were put together with. */
  #makeChoices(ways: readonly Way[], open: Set<Formula>): void {
    const goals = ways.flatMap(({ chosen }) => chosen);
    for (const choice of [...open].map((formula) => goals.find((goal) => goal.formula === formula)!)) {
      const made = this.#makeWay({ chosen: [choice], alone: [] }, open);
      if (made.kind === 'draft') continue;
      this.without.push(`No match${fitsBy(this.#problem, [choice])}: ${whyNot(this.#problem, made)}.`);
    }
    if (ways.length === 0) this.without.push('No match: some clause is never true.');
  }

  #offerMatch(draft: Draft, condition: number | null, says: string): void {
    const name = `match ${draft.verdicts.join()}`;
    if (this.#seen.has(name)) return;
    this.#seen.add(name);
    this.#offer({ purpose: 'match', condition, says, matches: true, draft, layout: {} });
  }

  #offer(intended: Intended): void {
    this.intended.push(intended);
    this.#register(intended.draft, [...this.#positive, ...(intended.layout.also ?? [])]);
  }

  #register(draft: Draft, stages: readonly number[]): void {
    for (const point of this.points.coveredBy(draft)) {
      if (!stages.includes(this.#problem.conditions[point.condition]!.stage)) continue;
      const others = this.#covering.get(nameOf(point));
      if (others === undefined) this.#covering.set(nameOf(point), [draft]);
      else others.push(draft);
    }
  }

  /** Every stage that an event is needed for has one. */
  #allFit(except: number | null = null): readonly Goal[] {
    return this.#positive
      .filter((stage) => stage !== except)
      .map((stage) => ({ formula: this.#problem.stages[stage]!.formula, wanted: true }));
  }

  // --- Points -------------------------------------------------------------------------------------------------------

  /** Those that fit first, because the others are made from them. */
  #pointTasks(): readonly (() => void)[] {
    const tasks: (readonly [Point, boolean])[] = [];
    for (const fits of [true, false]) {
      for (const { index, stage } of this.#conditions) {
        for (const verdict of verdictsFor(this.#problem.stages[stage]!.formula, index, fits)) {
          tasks.push([{ condition: index, verdict }, fits]);
        }
      }
    }
    return tasks.map(
      ([point, fits]) =>
        () =>
          this.#makePoint(point, fits),
    );
  }

  #makePoint(point: Point, fits: boolean): void {
    if (this.isCovered(point)) return;
    const { stage } = this.#problem.conditions[point.condition]!;
    const attempt = this.points.cover(point, fits, this.#partners(point, !fits), this.#allFit(stage));
    this.#noteAttempt(point, attempt);
    if (attempt.draft === null) return;
    const { role } = this.#problem.stages[stage]!;
    const layout: Layout = role === 'event' ? {} : { also: [stage] };
    const matches = fits === (role === 'event');
    const condition = point.condition;
    const purpose = fits ? 'match' : 'near miss';
    this.#offer({
      purpose,
      condition,
      says: this.#pointWords(attempt.draft, point, fits),
      matches,
      draft: attempt.draft,
      layout,
    });
  }

  #pointWords(draft: Draft, { condition, verdict }: Point, fits: boolean): string {
    const { stage, text } = this.#problem.conditions[condition]!;
    const { role } = this.#problem.stages[stage]!;
    const which = this.#problem.stages.length === 1 ? '' : `the event of stage ${stage + 1} `;
    if (role !== 'event') {
      const name = role === 'until' ? 'until' : 'the event that must not be';
      return fits
        ? `Broken by ${name}: ${quoted(text)} is ${String(verdict)}.`
        : `Complete: ${name} is ${keptOut(this.drafts, draft, stage)}.`;
    }
    if (fits) return `Matches, and only because ${quoted(text)} is ${String(verdict)}.`;
    return `No match: ${which}${keptOut(this.drafts, draft, stage)}.`;
  }

  /** Drafts that show the opposite, from which a near miss is a small step; made for the purpose if there is none. */
  #partners({ condition, verdict }: Point, fits: boolean): readonly Draft[] {
    const opposite = { condition, verdict: !verdict };
    const known = this.#covering.get(nameOf(opposite)) ?? [];
    if (known.length > 0 || !fits) return known.slice(0, MOST_PARTNERS);
    const { stage } = this.#problem.conditions[condition]!;
    const { draft } = this.points.cover(opposite, fits, [], this.#allFit(stage));
    return draft === null ? [] : [draft];
  }

  #noteAttempt(point: Point, attempt: Attempt): void {
    const before = this.attempts.get(nameOf(point));
    this.attempts.set(nameOf(point), {
      draft: attempt.draft ?? before?.draft ?? null,
      isProof: attempt.isProof && (before?.isProof ?? true),
      conflicts: [...(before?.conflicts ?? []), ...attempt.conflicts],
    });
  }

  // --- Sequences ----------------------------------------------------------------------------------------------------

  /** What completes a sequence or sample, and what breaks it although every event of it is there. */
  #endingTasks(): readonly (() => void)[] {
    const { join, query } = this.#problem.rule;
    const { endings } = this.order;
    if (join === null || query.kind === 'event') return [];
    const tasks: (() => void)[] = [];
    const add = (ending: CoveredEnding | null, says: string, matches: boolean, layout: Layout): void => {
      const isAsked = endings === 'all' || (ending !== null && endings.includes(ending));
      if (isAsked) tasks.push(() => this.#makeEnding(ending, says, matches, layout));
    };
    // The events of a sequence that have to be there; one alone is soon enough, and has no key to share.
    const isChain = join.stages.filter(({ missing }) => !missing).length > 1;
    if (endings !== 'all') add('complete', 'Matches.', true, {});
    if (join.maxspan !== null && isChain) {
      const { text } = query.maxspan!;
      add(null, `Complete: the last event comes exactly ${text} after the first.`, true, { span: join.maxspan });
      add('expired', `No match: the last event comes 1 ms after ${text} have passed.`, false, {
        span: join.maxspan + 1,
      });
    }
    for (const [stage, { role }] of this.#problem.stages.entries()) {
      if (role === 'until') add('until', 'No match: until comes before the last event.', false, { also: [stage] });
      if (role === 'forbidden') {
        add('missing', 'No match: the event that must not be is there.', false, { also: [stage] });
      }
    }
    if (query.stages.some(({ runs }) => runs > 1)) add(null, 'No match: one event too few.', false, { last: 'none' });
    if (endings !== 'all' || !isChain) return tasks;
    return [...tasks, ...[...this.#problem.keys.keys()].map((place) => () => this.#makeOtherKey(place))];
  }

  #makeEnding(ending: CoveredEnding | null, says: string, matches: boolean, layout: Layout): void {
    const also = (layout.also ?? []).map((stage) => ({ formula: this.#problem.stages[stage]!.formula, wanted: true }));
    const made = this.drafts.make([...this.#allFit(), ...also], null);
    if (made.kind === 'draft') {
      this.#offer({ purpose: 'sequence', condition: null, says, matches, draft: made.draft, layout });
      return;
    }
    const reason = whyNot(this.#problem, made);
    this.without.push(`${says.replace(/\.$/, '')}: ${reason}.`);
    if (ending !== null) this.endings.push({ ending, state: made.isProof ? 'impossible' : 'open', reason });
  }

  /** The last event has another key; everything else stays. */
  #makeOtherKey(place: number): void {
    const made = this.drafts.make(this.#allFit(), null);
    const { variables } = this.#problem.keys[place]!;
    const variable = variables[this.#positive.at(-1)!]!;
    const { path } = this.#problem.variables[variable]!;
    if (made.kind === 'none') return;
    const other = this.drafts.otherValue(made.draft, variable);
    if (other === null) {
      this.without.push(`No set whose last event has another ${quoted(path)}: nothing else would do for its filter.`);
      return;
    }
    const { draft } = made;
    const last = this.drafts.changed(draft, new Map([[variable, [other]]]));
    const says = `No match: ${quoted(path)} of the last event is not that of the first.`;
    this.#offer({ purpose: 'sequence', condition: null, says, matches: false, draft, layout: { last } });
  }

  // --- Edges and entries --------------------------------------------------------------------------------------------

  #makeEdges({ index, stage, text, formula }: Condition): void {
    const [base] = this.#baseFor(index);
    if (base === undefined) return;
    const atom = atomIn(formula);
    const variables = atom === null ? [] : this.#problem.atoms[atom]!.variables;
    if (variables.length !== 1) return;
    const variable = this.#problem.variables[variables[0]!]!;
    const { leaf } = this.#problem.atoms[atom!]!;
    const now = base.values[variable.index]!;
    const value = now.find((it) => verdictOn(leaf, it) === true) ?? now[0] ?? this.#anyFitting(atom!, variable.index);
    if (value === null) return;
    for (const edge of edgesOf(leaf, value, this.drafts.usualValues(variable), variable.type).slice(0, MOST_EDGES)) {
      const draft = this.drafts.changed(base, new Map([[variable.index, edge.values]]));
      const verdict = draft.verdicts[index];
      if (verdict === null) continue;
      const fits = this.drafts.fits(draft, stage);
      const says = `${quoted(variable.path)} with ${edge.what}: ${quoted(text)} is ${String(verdict)}, ${fits ? 'a match' : 'no match'}.`;
      const { role } = this.#problem.stages[stage]!;
      const matches = role === 'event' ? fits : !fits;
      this.#offer({
        purpose: 'edge',
        condition: index,
        says,
        matches,
        draft,
        layout: role === 'event' ? {} : { also: [stage] },
        ...(edge.json !== undefined && { written: { stage, path: variable.path, json: edge.json } }),
      });
    }
  }

  /** Drafts in which a condition has a say, those that fit first. */
  #baseFor(condition: number): readonly Draft[] {
    const known = [true, false].flatMap((verdict) => this.#covering.get(nameOf({ condition, verdict })) ?? []);
    if (known.length > 0) return known;
    const { stage } = this.#problem.conditions[condition]!;
    for (const verdict of [true, false]) {
      const { draft } = this.points.cover({ condition, verdict }, true, [], this.#allFit(stage));
      if (draft !== null) return [draft];
    }
    return [];
  }

  #anyFitting(atom: number, variable: number): Scalar | null {
    const { leaf } = this.#problem.atoms[atom]!;
    const { type } = this.#problem.variables[variable]!;
    const found = findValue({ type, required: [leaf], forbidden: [], preferred: [], scope: this.drafts.scope });
    return found.kind === 'value' ? found.value : null;
  }

  #entryTasks(): readonly (() => void)[] {
    const asked = new Set(this.#conditions.map(({ index }) => index));
    return this.#problem.entries
      .filter(
        ({ condition, span }) => asked.has(condition) && !this.order.usedEntries.some(({ from }) => from === span.from),
      )
      .map(({ condition, atom, span, text }) => () => {
        const { stage, formula } = this.#problem.conditions[condition]!;
        const verdict = formula.kind !== 'not';
        const entry: Goal = { formula: { kind: 'atom', index: atom }, wanted: true };
        const fits = verdictsFor(this.#problem.stages[stage]!.formula, condition, true).includes(verdict);
        const goals = [...this.points.goals({ condition, verdict }, fits), ...this.#allFit(stage), entry];
        const [start] = this.#covering.get(nameOf({ condition, verdict })) ?? [];
        const made = this.drafts.make(goals, start ?? null);
        if (made.kind === 'none') {
          const reason = whyNot(this.#problem, made);
          this.without.push(`No event for the entry ${quoted(text)}: ${reason}.`);
          this.entries.push({ span, state: made.isProof ? 'impossible' : 'open', reason });
          return;
        }
        const { role } = this.#problem.stages[stage]!;
        const matches = role === 'event' ? fits : !fits;
        const says = `${matches ? 'Matches' : 'No match'} by the entry ${quoted(text)}.`;
        const layout = role === 'event' ? {} : { also: [stage] };
        this.#offer({ purpose: 'entry', condition, says, matches, draft: made.draft, layout });
      });
  }
}

export function nameOf({ condition, verdict }: Point): string {
  return `${condition} ${String(verdict)}`;
}

/** The verdicts of a condition with which it may be what makes its filter true (or false); it has one, unless it repeats. */
function verdictsFor(formula: Formula, condition: number, fits: boolean): readonly boolean[] {
  const found = new Set<boolean>();
  const walk = (part: Formula, isPlain: boolean): void => {
    if (part.kind === 'condition' && part.index === condition) found.add(isPlain === fits);
    else if (part.kind === 'not') walk(part.operand, !isPlain);
    else if (part.kind === 'and' || part.kind === 'or') for (const operand of part.operands) walk(operand, isPlain);
  };
  walk(formula, true);
  return [...found];
}

/** The one atom of a condition; null where it has several. */
function atomIn(formula: Formula): number | null {
  if (formula.kind === 'atom') return formula.index;
  return formula.kind === 'not' ? atomIn(formula.operand) : null;
}
