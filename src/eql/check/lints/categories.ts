/** Lints of the category before `where`: one that no event has, one that has not the fields, and none at all. */
import type { Fix } from '../../../text/diagnostic.ts';
import type { EventFilter } from '../../syntax/ast.ts';
import { fieldsOf, filtersOf } from '../../syntax/visit.ts';
import { similarNames } from '../suggest.ts';
import { demandedFields } from './conjuncts.ts';
import type { Finding, LintParts } from './lint.ts';

type Category = NonNullable<EventFilter['category']>;

/** Elasticsearch takes any word; only where another one is nearly the same is it held for a slip. */
export function findUnknownCategories({ query, facts, eventCategoryField, text }: LintParts): readonly Finding[] {
  const allowed = facts?.notes(eventCategoryField)?.allowed ?? [];
  if (allowed.length === 0) return [];
  const held = (facts?.values?.(eventCategoryField)?.values ?? []).map(({ literal }) => literal.slice(1, -1));
  return filtersOf(query).flatMap(({ category }) => {
    if (category === null || allowed.includes(category.value) || held.includes(category.value)) return [];
    const isQuoted = text[category.span.from] === '"';
    const names = [...new Set([...held, ...allowed]), ...(isQuoted ? [] : ['any'])];
    const meant = namesLike(category.value, names);
    const [best] = meant;
    if (best === undefined) return [];
    const message = `No event has the category ${category.value}; did you mean ${best}?`;
    return [{ span: category.span, message, fixes: meant.map((name) => categoryFix(category, name, isQuoted)) }];
  });
}

function namesLike(value: string, names: readonly string[]): readonly string[] {
  const same = names.filter((name) => name.toLowerCase() === value.toLowerCase());
  return same.length > 0 ? same : similarNames(value, names, 'above half').slice(0, 3);
}

function categoryFix({ span }: Category, name: string, isQuoted: boolean): Fix {
  return { title: `Write ${name}`, span, replacement: isQuoted ? `"${name}"` : name };
}

/** Fields that only some categories of events have, by the first word of their path; the first is the usual one. */
const OWNERS: Readonly<Record<string, readonly [usual: string, ...others: string[]]>> = {
  dll: ['library', 'driver'],
  dns: ['network'],
  registry: ['registry'],
};

/** Such as `process where registry.path == …`. What the events have is not questioned. */
export function findOtherCategories({ query, facts, eventCategoryField }: LintParts): readonly Finding[] {
  if ((facts?.notes(eventCategoryField)?.allowed ?? []).length === 0) return [];
  return filtersOf(query).flatMap(({ category, condition }) => {
    if (category === null) return [];
    const path = [...demandedFields(condition)].find((field) => {
      const owners = ownersOf(field);
      return owners !== undefined && !owners.includes(category.value) && (facts?.notes(field)?.valueCount ?? 0) === 0;
    });
    if (path === undefined) return [];
    const owners = ownersOf(path)!;
    const message = `Events of the category ${category.value} have no ${path}; those of ${owners.join(' and ')} do.`;
    return [{ span: category.span, message, fixes: owners.map((owner) => categoryFix(category, owner, false)) }];
  });
}

/** `any where file.path == …`: the fields name the category, and the search has to look into every event. */
export function findOpenCategories({ query, text, eventCategoryField }: LintParts): readonly Finding[] {
  return filtersOf(query).flatMap(({ category, condition, span }) => {
    if (category !== null || fieldsOf(condition).includes(eventCategoryField)) return [];
    const usual = new Set([...demandedFields(condition)].flatMap((field) => usualOf(field) ?? []));
    const [name] = usual;
    const word = { from: span.from, to: span.from + 'any'.length };
    if (name === undefined || usual.size > 1 || text.slice(word.from, word.to) !== 'any') return [];
    const message = `The condition asks for fields of ${name} events; \`any\` looks into the events of every category.`;
    return [{ span: word, message, fixes: [{ title: `Write ${name}`, span: word, replacement: name }] }];
  });
}

function usualOf(path: string): string | undefined {
  return path.startsWith('file.') ? 'file' : ownersOf(path)?.[0];
}

function ownersOf(path: string): readonly [usual: string, ...others: string[]] | undefined {
  const [root] = path.split('.', 1);
  return root !== undefined && Object.hasOwn(OWNERS, root) ? OWNERS[root] : undefined;
}
