/**
 * What type a field would have that no mapping and no event knows: the one that the rule's own constants ask for. Events
 * decide later, so a guess is never *declared*; it says in which form values are made.
 */
import type { FieldFact, Schema } from '../../../eql/check/schema.ts';
import { functionNamed } from '../../../eql/check/functions.ts';
import { type Expression, type Query, stagesOf } from '../../../eql/syntax/ast.ts';
import { partsOf } from '../../../eql/syntax/visit.ts';

type Guess = 'keyword' | 'long' | 'double' | 'boolean';

/** A text wins over a number, a decimal over an integer. */
const STRENGTH: readonly Guess[] = ['boolean', 'long', 'double', 'keyword'];

/** The schema, with guesses for the fields of the rule that it does not know. */
export function withGuesses(schema: Schema, query: Query): Schema {
  const guesses = new Map<string, Guess>();
  const ask = (expression: Expression, guess: Guess): void => {
    if (expression.kind === 'arithmetic' || expression.kind === 'negative') {
      for (const part of partsOf(expression)) ask(part, guess);
    }
    if (expression.kind !== 'field') return;
    const known = guesses.get(expression.path);
    if (known === undefined || STRENGTH.indexOf(guess) > STRENGTH.indexOf(known)) guesses.set(expression.path, guess);
  };
  const filters = query.kind === 'event' ? [query.filter] : stagesOf(query).map(({ filter }) => filter);
  for (const { condition } of filters) {
    ask(condition, 'boolean');
    askParts(condition, ask);
  }
  const fact = (path: string): FieldFact => ({ type: guesses.get(path) ?? 'keyword', declared: false });
  return {
    mapping: 'open',
    field: (path) => schema.field(path) ?? fact(path),
    paths: () => schema.paths(),
  };
}

type Ask = (expression: Expression, guess: Guess) => void;

function askParts(expression: Expression, ask: Ask): void {
  switch (expression.kind) {
    case 'and':
    case 'or':
      for (const operand of expression.operands) ask(operand, 'boolean');
      break;
    case 'not':
      ask(expression.operand, 'boolean');
      break;
    case 'comparison':
      askBeside(expression.left, expression.right, ask);
      askBeside(expression.right, expression.left, ask);
      break;
    case 'membership':
      for (const item of expression.items) askBeside(expression.subject, item, ask);
      break;
    case 'pattern':
      ask(expression.subject, 'keyword');
      break;
    case 'arithmetic':
    case 'negative':
      for (const part of partsOf(expression)) ask(part, 'long');
      break;
    case 'call': {
      const isNumeric = ['add', 'subtract', 'multiply', 'divide', 'modulo'].includes(
        functionNamed(expression.name) ?? '',
      );
      for (const part of expression.args) ask(part, isNumeric ? 'long' : 'keyword');
      break;
    }
    default:
      break;
  }
  for (const part of partsOf(expression)) askParts(part, ask);
}

function askBeside(side: Expression, other: Expression, ask: Ask): void {
  const constant = other.kind === 'negative' ? other.operand : other;
  if (constant.kind !== 'literal' || constant.value === null) return;
  if (typeof constant.value === 'bigint') ask(side, 'long');
  else if (typeof constant.value === 'number') ask(side, 'double');
  else ask(side, typeof constant.value === 'boolean' ? 'boolean' : 'keyword');
}
