/**
 * The texts that make an atom true, as a language: what can be said of them together with those of other atoms is then
 * exact, and that there are none is a proof. Null for atoms that compute in ways no automaton can follow.
 */
import { isCidr } from '../../../../eql/evaluate/address.ts';
import type { Leaf } from '../../../../eql/evaluate/leaf.ts';
import {
  ANY_STRING,
  type Language,
  type LanguageNode,
  NO_STRING,
  besideNode,
  either,
  inRow,
  languageOf,
  lengthLanguage,
  regexNode,
  textNode,
  wildcardNode,
} from '../../../../eql/evaluate/regex/language.ts';
import { textOf } from '../../../../eql/evaluate/values.ts';
import { functionNamed } from '../../../../eql/check/functions.ts';
import type { Scalar } from '../../../../eql/check/types.ts';
import type { Call, ComparisonOperator } from '../../../../eql/syntax/ast.ts';
import { PATTERN_OPERATORS } from '../../../../eql/syntax/operators.ts';

export interface TextLanguage extends Language {
  /** False where some texts are left out, so that finding none is no proof. */
  readonly isExact: boolean;
}

interface Sketch {
  readonly node: LanguageNode;
  readonly insensitive: boolean;
  readonly isExact: boolean;
}

const known = new WeakMap<Leaf, TextLanguage | null>();

/** The language of a leaf on one field that holds texts. */
export function textLanguage(leaf: Leaf): TextLanguage | null {
  let language = known.get(leaf);
  if (language === undefined) known.set(leaf, (language = lengthOf(leaf) ?? spelt(sketchOf(leaf))));
  return language;
}

function spelt(sketch: Sketch | null): TextLanguage | null {
  const made = sketch === null ? null : languageOf(sketch.node, sketch.insensitive);
  return made === null || sketch === null ? null : { ...made, isExact: sketch.isExact };
}

const exact = (node: LanguageNode, insensitive = false): Sketch => ({ node, insensitive, isExact: true });

function sketchOf({ question, places }: Leaf): Sketch | null {
  switch (question.kind) {
    case 'order': {
      const text = constantText(question.constant);
      return text === null ? null : exact(orderNode(question.operator, text));
    }
    case 'in': {
      const texts = question.constants.map(constantText);
      const known = texts.filter((text) => text !== null);
      return known.length < texts.length ? null : exact(either(known.map(textNode)), question.insensitive);
    }
    case 'pattern': {
      const { language, insensitive } = PATTERN_OPERATORS[question.operator];
      const nodes = question.patterns.map(language === 'regex' ? regexNode : wildcardNode);
      const known = nodes.filter((node) => node !== null);
      return known.length < nodes.length ? null : exact(either(known), insensitive);
    }
    case 'null':
      return question.expression.kind === 'field' ? exact(NO_STRING) : null;
    case 'script':
      return places.length === 1 && question.expression.kind === 'call' ? partSketch(question.expression) : null;
    case 'named':
      return null;
  }
}

/** A block of addresses is no text, unless a mapping says so. */
function constantText(constant: Scalar): string | null {
  const text = textOf(constant, 'unknown');
  return isCidr(text) ? null : text;
}

function orderNode(operator: Exclude<ComparisonOperator, '!='>, text: string): LanguageNode {
  switch (operator) {
    case '==':
      return textNode(text);
    case '<':
      return besideNode(text, 'before');
    case '>':
      return besideNode(text, 'behind');
    case '<=':
      return either([textNode(text), besideNode(text, 'before')]);
    case '>=':
      return either([textNode(text), besideNode(text, 'behind')]);
  }
}

/** `startsWith`, `endsWith` and `stringContains` of a field and a text. */
function partSketch({ name, insensitive, args }: Call): Sketch | null {
  const [subject, part] = args;
  if (subject?.kind !== 'field' || part?.kind !== 'literal' || typeof part.value !== 'string') return null;
  const text = textNode(part.value);
  // These functions fold by the full mapping, which differs from that of automata in a few letters.
  const sketch = (node: LanguageNode): Sketch => ({ node, insensitive, isExact: !insensitive });
  switch (functionNamed(name)) {
    case 'startswith':
      return sketch(inRow([text, ANY_STRING]));
    case 'endswith':
      return sketch(inRow([ANY_STRING, text]));
    case 'stringcontains':
      return sketch(part.value === '' ? NO_STRING : inRow([ANY_STRING, text, ANY_STRING]));
    default:
      return null;
  }
}

/** `length(field)` compared with a number; null for anything else. */
function lengthOf({ question, places }: Leaf): TextLanguage | null {
  if (question.kind !== 'script' || places.length !== 1 || question.expression.kind !== 'comparison') return null;
  const { left, operator, right } = question.expression;
  if (left.kind !== 'call' || functionNamed(left.name) !== 'length' || left.args[0]?.kind !== 'field') return null;
  if (right.kind !== 'literal' || typeof right.value !== 'bigint' || right.value < 0n) return null;
  const size = Number(right.value);
  const made = lengthLanguage(size + 1, (length) => HOLDS[operator](length, size));
  return made === null ? null : { ...made, isExact: true };
}

const HOLDS: Readonly<Record<ComparisonOperator, (a: number, b: number) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};
