/**
 * What a run of random cases has tried: how often each operator and function stood in a rule, and of the leaf
 * evaluations how many saw several values, an empty field, and which verdict came out. A generator that has gone stale
 * shows here before it lets a bug through.
 */
import type { EventFilter, Expression } from '../syntax/ast.ts';
import { partsIn } from './combination.ts';
import type { LeafReading } from './oracle.ts';
import { FUNCTIONS, TILDE_FUNCTIONS } from './semantics.ts';

const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='];
const MEMBERSHIPS = ['in', 'not in', 'in~', 'not in~'];
const PATTERNS = [':', 'like', 'like~', 'regex', 'regex~'];
const LOGIC = ['and', 'or', 'not'];
const ARITHMETIC = ['+', '-', '*', '/', '%', 'minus'];

/** Everything that has to be tried. */
export const CONSTRUCTS: readonly string[] = [
  ...COMPARISONS,
  ...MEMBERSHIPS,
  ...PATTERNS,
  ...LOGIC,
  ...ARITHMETIC,
  ...Object.keys(FUNCTIONS).map((name) => `${name}()`),
  ...TILDE_FUNCTIONS.map((name) => `${name}~()`),
];

function nameOf(expression: Expression): string | null {
  switch (expression.kind) {
    case 'comparison':
    case 'pattern':
    case 'arithmetic':
      return expression.operator;
    case 'membership':
      return `${expression.negated ? 'not ' : ''}in${expression.insensitive ? '~' : ''}`;
    case 'call':
      return `${expression.name.toLowerCase()}${expression.insensitive ? '~' : ''}()`;
    case 'negative':
      // `-5` is a literal.
      return expression.operand.kind === 'literal' ? null : 'minus';
    case 'and':
    case 'or':
    case 'not':
      return expression.kind;
    default:
      return null;
  }
}

export class Census {
  readonly uses = new Map<string, number>(CONSTRUCTS.map((name) => [name, 0]));
  rules = 0;
  events = 0;
  readings = 0;
  severalValues = 0;
  emptyField = 0;
  true = 0;
  errors = 0;

  addRule(filter: EventFilter, events: number): void {
    this.rules += 1;
    this.events += events;
    this.#add(filter.condition);
  }

  #add(expression: Expression): void {
    const name = nameOf(expression);
    if (name !== null) this.uses.set(name, (this.uses.get(name) ?? 0) + 1);
    for (const part of partsIn(expression)) this.#add(part);
  }

  readonly addLeaf = ({ verdict, severalValues, emptyField }: LeafReading): void => {
    this.readings += 1;
    this.severalValues += Number(severalValues);
    this.emptyField += Number(emptyField);
    this.true += Number(verdict.true);
    this.errors += Number(verdict.error);
  };

  share(count: number): number {
    return count / this.readings;
  }

  /** The whole as a table of text. */
  get table(): string {
    const percent = (count: number): string => `${(100 * this.share(count)).toFixed(1)} %`;
    const rows = [...this.uses].map(([name, count]) => `${name.padEnd(18)}${String(count).padStart(6)}`);
    const height = Math.ceil(rows.length / 4);
    const lines = Array.from({ length: height }, (_, i) => rows.filter((_row, at) => at % height === i).join('   '));
    return [
      `${this.rules} rules on ${this.events} events, ${this.readings} leaf evaluations: ` +
        `true ${percent(this.true)}, not true ${percent(this.readings - this.true)}, ` +
        `several values ${percent(this.severalValues)}, a field missing ${percent(this.emptyField)}, ` +
        `run-time error ${percent(this.errors)}`,
      ...lines,
    ].join('\n');
  }
}
