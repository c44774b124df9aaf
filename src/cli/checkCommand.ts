/** `eql check`: rules read and verified, without events (contract, section 3). */
import {
  DEFAULT_SEARCH,
  type CompiledRule,
  type LintFacts,
  type LintParts,
  compileRule,
  lint,
  parse,
} from '../eql/index.ts';
import { type EventSchema, allowedValues, containerField, createSchema } from '../events/index.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { positionFinder } from '../text/lines.ts';
import { UsageError, readArguments } from './arguments.ts';
import type { Outcome } from './commands.ts';
import { problemText } from './problemText.ts';
import { type FileQuery, type RuleFile, readRuleFile } from './ruleFiles.ts';

const USAGE = 'check F… [--format text|json]';

const HELP = `Reads and verifies EQL rules: .eql (one query; so is a file without an extension), .toml (detection-rules),
.ndjson (Kibana's export), .json (one rule, or an array of objects with "query"). Rules of other
languages are skipped.

Prints file:line:column: error|warning: message for each problem, and for each trap that a rule without
errors holds (a comment such as // ignore: mixed-logic switches one off), then how many queries passed and failed.
Lines and columns are counted from 1, in characters. In a .eql file they are the file's; elsewhere a rule
is named in brackets, by its id or as #n, the n-th rule of the file counted from 1 (of an export: the n-th
rule line), and line and column are those of the query's own text.

--format json prints one object a line for each query: file, id, ok, problems.

Exit status: 0 no query has an error, 1 some query has, 2 a file cannot be read.`;

export const checkCommand = { usage: USAGE, help: HELP, run: check };

interface Finding {
  readonly line: number;
  readonly column: number;
  readonly severity: Diagnostic['severity'];
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

interface Result {
  readonly rule: FileQuery;
  readonly ok: boolean;
  readonly problems: readonly Finding[];
}

async function check(args: readonly string[]): Promise<Outcome> {
  const given = readArguments(args, { format: 'text' });
  const format = given.choice('format', ['text', 'json']);
  if (given.files.length === 0) throw new UsageError('At least one file is needed.');
  const schema = createSchema({ mapping: 'open' });
  const results: Result[] = [];
  const errors: string[] = [];
  let unusable = false;
  for (const file of given.files) {
    try {
      const read: RuleFile = await readRuleFile(file);
      results.push(...read.queries.map((rule) => checkRule(rule, schema)));
      if (read.skipped > 0) errors.push(`${file}: ${counted(read.skipped, 'rule')} of another language skipped.`);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      errors.push(error.message);
      unusable = true;
    }
  }
  const failed = results.filter((result) => !result.ok).length;
  const exit = unusable ? 2 : failed > 0 ? 1 : 0;
  const lines =
    format === 'json'
      ? results.map(({ rule, ok, problems }) => JSON.stringify({ file: rule.file, id: rule.id, ok, problems }))
      : [...results.flatMap(linesOf), `${results.length - failed} passed, ${failed} failed`];
  return { output: lines.join('\n'), errors, exit };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function checkRule(rule: FileQuery, schema: EventSchema): Result {
  const { query, eventCategoryField = DEFAULT_SEARCH.eventCategoryField, index = [] } = rule;
  const positionAt = positionFinder(query);
  const compiled = compileRule(query, schema, { eventCategoryField });
  const ok = compiled.plan !== null;
  const problems = [...compiled.problems, ...(ok ? trapsOf(compiled, { schema, eventCategoryField, index }) : [])]
    .toSorted((a, b) => placeOf(a).from - placeOf(b).from)
    .map((found) => ({
      ...positionAt(placeOf(found).from),
      severity: found.severity,
      code: found.code,
      message: found.message,
      ...(found.hint === undefined ? {} : { hint: found.hint }),
    }));
  return { rule, ok, problems };
}

/** What the lints warn of; what they only mention is for the page. */
function trapsOf(compiled: CompiledRule, about: Pick<LintParts, 'schema' | 'eventCategoryField' | 'index'>) {
  const { tokens } = parse(compiled.text);
  return lint({ ...compiled, ...about, tokens, facts }).filter(({ severity }) => severity === 'warning');
}

const facts: LintFacts = {
  notes(path) {
    const field = containerField(path);
    return field && { ...field, allowed: allowedValues(path) };
  },
};

function placeOf({ span }: Diagnostic): { readonly from: number } {
  return span ?? { from: 0 };
}

function linesOf({ rule, problems }: Result): readonly string[] {
  const place = rule.id === null ? rule.file : `${rule.file}[${rule.id}]`;
  return problems.map((found) => problemText(place, found));
}
