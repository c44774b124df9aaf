/** The cut of results (eql.md 6): `size` beneath the pipes, and with pipes the first of them decides from which end. */
import type { Query } from '../syntax/ast.ts';
import { pipeLimit } from '../check/checker.ts';
import type { Scope } from '../check/scope.ts';
import type { OrderOptions } from './timeline.ts';

export interface ResultOptions extends OrderOptions {
  readonly size: number;
  readonly resultPosition: 'head' | 'tail';
}

/** What a search returns of its results, which come in ascending order. */
export function cutResults<T>(ordered: readonly T[], query: Query, options: ResultOptions, scope: Scope): readonly T[] {
  const pipes = query.pipes.map((pipe) => ({ head: pipe.name === 'head', limit: pipeLimit(pipe, scope) ?? 0 }));
  const fromHead = pipes[0]?.head ?? options.resultPosition === 'head';
  let kept = cut(ordered, fromHead, options.size);
  for (const { head, limit } of pipes) kept = cut(kept, head, limit);
  return kept;
}

function cut<T>(items: readonly T[], fromHead: boolean, limit: number): readonly T[] {
  if (items.length <= limit) return items;
  return fromHead ? items.slice(0, limit) : items.slice(items.length - limit);
}
