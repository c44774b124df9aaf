/**
 * Would Elasticsearch index this event? Compares the values that the scanner found with the declared types. Undeclared
 * fields take anything: their type follows the values.
 */
import type { FieldType } from '../../eql/check/types.ts';
import { LeafKind, type FieldNode } from '../schema/field-tree.ts';
import { decode } from './bytes.ts';
import { convert, takesAnyValue } from './convert.ts';
import type { Leaves, ScanProblem } from './scanner.ts';

/** A value that its field cannot hold. */
export interface TypeProblem extends ScanProblem {
  readonly path: string;
}

/** More problems of one event than this are not listed. */
const LISTED = 20;

/** What may stand at a field; kept by node id, so that most values cost one lookup. */
const Rule = { unknown: 0, anything: 1, noValue: 2, anyValue: 3, mustConvert: 4, nothing: 5 } as const;

export class TypeCheck {
  #rules = new Uint8Array(512);

  check(leaves: Leaves, bytes: Uint8Array): TypeProblem[] {
    const problems: TypeProblem[] = [];
    for (let i = 0; i < leaves.count; i++) {
      const node = leaves.nodes[i]!;
      const rule = this.#rules[node.id] || this.#ruleOf(node);
      if (rule === Rule.anything) continue;
      const problem = rule === Rule.nothing ? below(node, leaves, i) : problemAt(rule, node, leaves, bytes, i);
      // The object has been refused already, or another value in it.
      if (problem === undefined || (rule === Rule.nothing && problems.at(-1)?.path === problem.path)) continue;
      problems.push(problem);
      if (problems.length === LISTED) break;
    }
    return problems;
  }

  #ruleOf(node: FieldNode): number {
    if (node.id >= this.#rules.length) {
      const grown = new Uint8Array(node.id * 2);
      grown.set(this.#rules);
      this.#rules = grown;
    }
    const rule = ruleFor(node);
    this.#rules[node.id] = rule;
    return rule;
  }
}

function ruleFor(node: FieldNode): number {
  if (valueAbove(node) !== undefined) return Rule.nothing;
  if (node.declaredObject) return Rule.noValue;
  if (!node.declaredValue) return Rule.anything;
  return typesOf(node).every(takesAnyValue) ? Rule.anyValue : Rule.mustConvert;
}

/** The field with values by declaration that this one lies in, as if it were an object. */
function valueAbove(node: FieldNode): FieldNode | undefined {
  let above = node.parent;
  while (above !== undefined && !above.declaredValue) above = above.parent;
  return above;
}

/** The problem of a value at `process.name.x` when `process.name` holds values. */
function below(node: FieldNode, leaves: Leaves, i: number): TypeProblem {
  const holder = valueAbove(node)!;
  return refusal(holder, holder.declared!, 'an object', leaves.from[i]!, leaves.to[i]!);
}

/** The field's own type and those of its sub-fields, which must take its values too. */
function typesOf(node: FieldNode): FieldType[] {
  return [node, ...node.multiFields].flatMap(({ declared }) => (declared === undefined ? [] : [declared]));
}

/** The type that refuses the value; undefined when all take it. */
function refusingType(
  rule: number,
  node: FieldNode,
  leaves: Leaves,
  bytes: Uint8Array,
  i: number,
): FieldType | undefined {
  const kind = leaves.kinds[i]!;
  if (kind === LeafKind.object) return rule === Rule.noValue ? undefined : node.declared;
  if (rule === Rule.anyValue) return undefined;
  if (rule === Rule.noValue) return node.declared ?? 'object';
  if (node.multiFields.length === 0 && plainlyFits(node.declared!, kind, leaves.to[i]! - leaves.from[i]!))
    return undefined;
  const text = leaves.text(bytes, i);
  return typesOf(node).find((type) => convert(type, text, kind) === undefined);
}

/** The common cases that need no look at the value. */
function plainlyFits(type: FieldType, kind: LeafKind, length: number): boolean {
  if (type === 'boolean') return kind === LeafKind.boolean;
  return type === 'long' && kind === LeafKind.integer && length <= 18;
}

function problemAt(
  rule: number,
  node: FieldNode,
  leaves: Leaves,
  bytes: Uint8Array,
  i: number,
): TypeProblem | undefined {
  const type = refusingType(rule, node, leaves, bytes, i);
  if (type === undefined) return undefined;
  const from = leaves.from[i]!;
  const to = leaves.to[i]!;
  const value = leaves.kinds[i] === LeafKind.object ? 'an object' : shorten(decode(bytes, from, to));
  return refusal(node, type, value, from, to);
}

function refusal(node: FieldNode, type: FieldType, value: string, from: number, to: number): TypeProblem {
  const message = `Elasticsearch would reject it: field [${node.path}] of type [${type}] cannot hold ${value}`;
  return { code: 'event/type', message, from, to, path: node.path };
}

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
