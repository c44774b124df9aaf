/** `eql test`: scenario and suite files as tests (contract, section 3). */
import { answerFor, hasBit, type ItemUse } from '../eql/index.ts';
import { createDataset } from '../events/index.ts';
import { UsageError, readArguments } from './arguments.ts';
import { type Setting, type TestCase, readCases } from './cases.ts';
import { junitText } from './junit.ts';
import type { Outcome } from './commands.ts';
import { type Session, type SessionResult, runRule } from './session.ts';

const USAGE = 'test F… [--format text|json] [--reporter text|junit]';

export const testCommand = { usage: USAGE, run: test };

export interface CaseResult {
  readonly file: string;
  readonly id: string;
  readonly ok: boolean;
  /** What came out: ids in order, a verdict, or an error's reason. */
  readonly got: readonly string[] | string;
  /** Of a failure: what was wanted, and why it came out otherwise. */
  readonly explanation: string;
}

async function test(args: readonly string[]): Promise<Outcome> {
  const given = readArguments(args, { format: 'text', reporter: 'text' });
  const format = given.choice('format', ['text', 'json']);
  const reporter = given.choice('reporter', ['text', 'junit']);
  if (given.files.length === 0) throw new UsageError('At least one file is needed.');
  const cases = (await Promise.all(given.files.map(readCases))).flat();
  const results = runCases(cases);
  const failed = results.filter((result) => !result.ok);
  const exit = failed.length === 0 ? 0 : 1;
  const errors = [...new Set(cases.map(({ setting }) => setting))].flatMap(({ warnings = [] }) => warnings);
  if (reporter === 'junit') return { output: junitText(results), errors, exit };
  if (format === 'json') {
    const output = results.map(({ file, id, ok, got }) => JSON.stringify({ file, id, ok, got })).join('\n');
    return { output, errors, exit };
  }
  const lines = failed.map(
    (result) => `${result.file}: ${result.id}\n  ${result.explanation.replaceAll('\n', '\n  ')}`,
  );
  const output = [...lines, `${results.length - failed.length} passed, ${failed.length} failed`].join('\n');
  return { output, errors, exit };
}

/** Cases of one setting and query are one run. */
export function runCases(cases: readonly TestCase[]): readonly CaseResult[] {
  let last: { setting: Setting; query: string; result: SessionResult } | null = null;
  return cases.map((testCase) => {
    const { setting, query } = testCase;
    if (last === null || last.setting !== setting || last.query !== query) {
      last = { setting, query, result: runSetting(setting, query) };
    }
    return judge(testCase, last.result);
  });
}

function runSetting(setting: Setting, query: string): SessionResult {
  const { mapping, facts, fields, options, exceptions } = setting;
  const dataset = createDataset({ mapping, facts, fields, ...options });
  dataset.append(setting.events);
  return runRule(query, dataset, options, exceptions);
}

function judge(testCase: TestCase, result: SessionResult): CaseResult {
  const { file, id, expect } = testCase;
  const report = (ok: boolean, got: CaseResult['got'], explanation: string): CaseResult => ({
    file,
    id,
    ok,
    got,
    explanation,
  });
  if (!result.ok) {
    const { reason } = result.error;
    const ok = expect.kind === 'error' && reason.includes(expect.part);
    if (expect.kind === 'label')
      return report(false, 'error', `labelled ${expect.label}, but the search fails: ${reason}`);
    const wanted = expect.kind === 'error' ? `an error with [${expect.part}]` : 'events';
    return report(ok, reason, `wanted ${wanted}, got the error: ${reason}`);
  }
  const { session } = result;
  switch (expect.kind) {
    case 'error':
      return report(false, returnedIds(session, testCase), `wanted an error with [${expect.part}], got events`);
    case 'rows': {
      const got = returnedIds(session, testCase);
      const { joinKeys } = expect;
      const keys = returnedKeys(session);
      if (joinKeys !== null && joinKeys.join('\n') !== keys.join('\n')) {
        return report(false, keys, `wanted the join keys [${joinKeys.join(', ')}], got [${keys.join(', ')}]`);
      }
      const ok = expect.anyOf.some((wanted) => wanted.join('\n') === got.join('\n'));
      return report(
        ok,
        got,
        `wanted [${expect.anyOf.map((wanted) => wanted.join(', ')).join('] or [')}], got [${got.join(', ')}]`,
      );
    }
    case 'label':
      return judgeLabel(session, expect, report);
  }
}

/** The ids of the events, of all sequences one after the other; `-1` or `null` for a missing event. */
function returnedIds({ dataset, rule, result }: Session, { setting }: TestCase): readonly string[] {
  const { idField } = setting;
  const rows = rule.join === null ? result.events : result.joined.flatMap((joined) => joined.rows);
  if (idField === null) return rows.map(String);
  return rows.map((row) => (row === null ? '-1' : String(dataset.values(row, idField)[0] ?? '')));
}

/** All join keys one after the other, as text. */
function returnedKeys({ result }: Session): readonly string[] {
  return result.joined.flatMap((joined) => joined.keys.map(String));
}

function judgeLabel(
  { dataset, rule, evaluator, result, options, exceptions }: Session,
  { row, label }: Extract<TestCase['expect'], { kind: 'label' }>,
  report: (ok: boolean, got: string, explanation: string) => CaseResult,
): CaseResult {
  if (hasBit(dataset.invalid, row)) {
    const why = dataset.problemsOf(row).map((found) => found.message);
    return report(false, 'invalid', `labelled ${label}, but the event is invalid: ${why.join('; ')}`);
  }
  const matches = hasBit(result.evidence.matches, row);
  const verdict = matches ? 'match' : 'no match';
  const nameOf = (other: number): string => dataset.idOf(other);
  const { sentence } = answerFor(rule, result, row, { table: dataset, evaluator, options, nameOf });
  const idle = (exceptions?.items ?? []).flatMap(idleException);
  const explanation = [`labelled ${label}, but the verdict is ${verdict}. ${sentence}`, ...idle].join('\n');
  return report(matches === (label === 'alert'), verdict, explanation);
}

/** Why an exception takes nothing away, which may be why a label is wrong. */
function idleException({ name, state, problems }: ItemUse): readonly string[] {
  if (state === 'used') return [];
  if (state === 'expired') return [`Exception "${name}" has expired.`];
  const errors = problems.filter(({ severity }) => severity === 'error');
  return errors.map(({ message }) => `Exception "${name}" is not used: ${message}`);
}
