/**
 * What a run of random sequences and samples has tried. A generator that has gone stale shows here before it lets a bug
 * through.
 */
import type { JoinedQuery } from '../syntax/ast.ts';
import type { JoinCase } from './generateSequences.ts';
import type { SampleAnswer } from './sampleOracle.ts';
import type { Joined, SequenceAnswer } from './sequenceOracle.ts';

export class JoinCensus {
  readonly #counts = new Map<string, number>();

  count(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  #add(name: string, count: number | boolean = 1): void {
    this.#counts.set(name, this.count(name) + Number(count));
  }

  addSequences(given: JoinCase, query: JoinedQuery, { all, returned, fates, rejections }: SequenceAnswer): void {
    this.#addCase(given, query, all, returned);
    const { stages, until, maxspan } = query;
    this.#add('with until', until !== null);
    this.#add('with until by keys', until !== null && all.some(({ tuple }) => tuple.values.length > 0));
    this.#add('with maxspan', maxspan !== null);
    this.#add(
      'with runs',
      stages.some(({ missing, runs }) => !missing && runs > 1),
    );
    this.#add(
      'with runs of a missing event',
      stages.some(({ missing, runs }) => missing && runs > 1),
    );
    this.#add('with one positive term', stages.filter(({ missing }) => !missing).length === 1);
    this.#add(
      'with adjacent missing events',
      stages.some(({ missing }, i) => missing && i > 0 && stages[i - 1]!.missing),
    );
    this.#add('pending: started', fates.started);
    this.#add('pending: advanced', fates.advanced);
    this.#add('pending: replaced', fates.replaced);
    this.#add('pending: ended by until', fates.until);
    this.#add('pending: too late for maxspan', fates.expired);
    this.#add('pending: complete', fates.completed + fates.missing);
    this.#add('pending: still waiting', fates.waiting);
    for (const place of rejections) this.#add(`missing event: rejects ${place}`);
    this.#add('missing event: found around accepted', all.filter(({ rows }) => rows.includes(null)).length);
    this.#add('sequences with runs', stages.some(({ runs }) => runs > 1) ? all.length : 0);
    this.#add(
      'sequences that end in the same event',
      all.filter(({ rows }, i) => i > 0 && lastOf(rows) === lastOf(all[i - 1]!.rows)).length,
    );
    this.#add('sequences against the order of rows', all.filter(({ rows }) => isUnordered(rows)).length);
  }

  addSamples(given: JoinCase, query: JoinedQuery, { all, returned, lonely, backtracked }: SampleAnswer): void {
    this.#addCase(given, query, all, returned);
    this.#add('keys without distinct events', lonely);
    this.#add('combinations passed over', backtracked);
    this.#add('samples against the order of rows', all.filter(({ rows }) => isUnordered(rows)).length);
    const names = all.map(({ tuple }) => tuple.name);
    this.#add('samples beside others of their keys', names.filter((name, i) => names.indexOf(name) < i).length);
  }

  #addCase(given: JoinCase, query: JoinedQuery, all: readonly Joined[], returned: readonly Joined[]): void {
    this.#add('cases');
    this.#add('events', given.events.length);
    this.#add('cases with a result', all.length > 0);
    this.#add('cases cut by size or pipes', returned.length < all.length);
    this.#add('with pipes', query.pipes.length > 0);
    this.#add('with a tiebreaker', given.tiebreakerField !== null);
    this.#add('with nanoseconds', given.types['@timestamp'] === 'date_nanos');
    this.#add('found', all.length);
    this.#add('joined by a null key', all.filter(({ tuple }) => tuple.values.includes(null)).length);
    this.#add('joined by one of several values', all.filter(({ expanded }) => expanded).length);
    this.#add('joined by two keys or more', all.filter(({ tuple }) => tuple.values.length > 1).length);
    const fields = query.stages.map(({ by }) => by?.fields.map(({ path }) => given.types[path]).join() ?? '');
    this.#add('joined by fields of several types', new Set(fields).size > 1 ? all.length : 0);
  }

  /** The whole as a table of text. */
  get table(): string {
    const rows = [...this.#counts].map(([name, count]) => `${name.padEnd(40)}${String(count).padStart(7)}`);
    const height = Math.ceil(rows.length / 2);
    return Array.from({ length: height }, (_, i) => rows.filter((_row, at) => at % height === i).join('   ')).join(
      '\n',
    );
  }
}

function lastOf(rows: readonly (number | null)[]): number | null | undefined {
  return rows.findLast((row) => row !== null);
}

function isUnordered(rows: readonly (number | null)[]): boolean {
  const positive = rows.filter((row) => row !== null);
  return positive.some((row, i) => i > 0 && row < positive[i - 1]!);
}
