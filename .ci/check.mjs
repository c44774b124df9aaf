/**
 * Runs the parts of the check one after the other, each of them an npm script of its own, and goes on after a failure.
 *
 *   node .ci/check.mjs [--quick]
 *
 * The last lines of the output are for people and programs: the tests that failed by name with the first lines of their
 * messages, a table of times, `conformance: N ran, M skipped`, and `N passed, N failed`, which counts unit and end-to-end tests, and every other part that failed as one.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = join(root, 'node_modules/.cache/eql');
const unitReport = join(reports, 'unit.json');
const e2eReport = join(reports, 'e2e.json');
const conformanceReport = join(reports, 'conformance.json');

/**
 * @typedef {object} Part
 * @property {string} script    the npm script
 * @property {boolean} [quick]  is it part of `check:quick`?
 * @property {string} [needs]   a part that must have passed: there is nothing to look at otherwise
 * @property {string[]} [args]
 * @property {string[]} [quickArgs]  more of them for `check:quick`
 * @property {Record<string, string>} [env]
 * @property {() => Counts | undefined} [counts]
 *
 * @typedef {{ passed: number, failed: number, names?: string[] | undefined }} Counts
 */

/** @type {readonly Part[]} */
const parts = [
  { script: 'format:check', quick: true },
  { script: 'lint', quick: true },
  { script: 'types', quick: true },
  {
    script: 'unit',
    quick: true,
    args: ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
    // Tens of thousands of random rules take most of the time; the whole check runs them.
    quickArgs: ['--exclude=src/eql/oracle/{property,sequence.property,corpus}.test.ts'],
    counts: unitCounts,
  },
  { script: 'build' },
  { script: 'budget', needs: 'build' },
  { script: 'dead' },
  { script: 'e2e', needs: 'build', env: { EQL_E2E_REPORT: e2eReport }, counts: e2eCounts },
];

/** @returns {boolean} whether every part passed */
export function check({ quick = false } = {}) {
  // What an earlier run built or reported must not pass for this one's.
  for (const file of [unitReport, e2eReport, conformanceReport]) rmSync(file, { force: true });
  if (!quick) rmSync(join(root, 'dist'), { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  /** @type {{ script: string, state: 'ok' | 'FAILED' | 'not run', seconds: number, counts: Counts }[]} */
  const results = [];
  for (const part of parts) {
    if (quick && !part.quick) continue;
    const blocked = part.needs !== undefined && results.some((it) => it.script === part.needs && it.state !== 'ok');
    const began = performance.now();
    const ok = !blocked && run(part, quick);
    const counts = { ...((blocked ? undefined : part.counts?.()) ?? { passed: 0, failed: 0 }) };
    if (!ok && counts.failed === 0) counts.failed = 1;
    const state = ok ? 'ok' : blocked ? 'not run' : 'FAILED';
    results.push({ script: part.script, state, seconds: (performance.now() - began) / 1000, counts });
  }

  for (const name of results.flatMap((it) => it.counts.names ?? [])) console.log(`\nFAILED ${name}`);
  console.log('\npart            time   result');
  for (const { script, state, seconds } of results) {
    console.log(`${script.padEnd(13)} ${seconds.toFixed(1).padStart(5)} s   ${state}`);
  }
  const total = results.reduce((sum, it) => sum + it.seconds, 0);
  console.log(`${'all'.padEnd(13)} ${total.toFixed(1).padStart(5)} s\n`);

  const conformance = /** @type {{ ran: number, skipped: number } | undefined} */ (readJson(conformanceReport));
  console.log(`conformance: ${conformance?.ran ?? 0} ran, ${conformance?.skipped ?? 0} skipped`);
  const passed = results.reduce((sum, it) => sum + it.counts.passed, 0);
  const failed = results.reduce((sum, it) => sum + it.counts.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  return results.every((it) => it.state === 'ok');
}

/**
 * @param {Part} part
 * @param {boolean} quick
 */
function run({ script, args = [], quickArgs = [], env = {} }, quick) {
  console.log(`\n--- ${script}`);
  const npm = process.env['npm_execpath'];
  const [program, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  const { status } = spawnSync(
    program,
    [...first, 'run', '--silent', script, '--', ...args, ...(quick ? quickArgs : [])],
    {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: !npm && process.platform === 'win32',
    },
  );
  return status === 0;
}

/** @returns {Counts | undefined} */
function unitCounts() {
  const report =
    /**
     * @type {{ numPassedTests: number, numFailedTests: number, testResults: {
     *   name: string, message: string,
     *   assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }[] } | undefined}
     */ (readJson(unitReport));
  const names = report?.testResults.flatMap(({ name, message, assertionResults }) => [
    ...(message ? [`${name}: ${shortened(message)}`] : []),
    ...assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => `${name} ${fullName}\n${shortened(failureMessages[0] ?? '')}`),
  ]);
  return report && { passed: report.numPassedTests, failed: report.numFailedTests, names };
}

/** @returns {Counts | undefined} */
function e2eCounts() {
  const report =
    /**
     * @typedef {{ title: string, suites?: Suite[], specs?: { title: string, ok: boolean, tests: {
     *   results: { error?: { message?: string } }[] }[] }[] }} Suite
     * @type {{ stats: Record<'expected' | 'flaky' | 'unexpected', number>, suites: Suite[] } | undefined}
     */ (readJson(e2eReport));
  /** @type {(suite: Suite, path: string) => string[]} */
  const failedIn = ({ suites = [], specs = [] }, path) => [
    ...specs
      .filter(({ ok }) => !ok)
      .map(({ title, tests }) => `${path} ${title}\n${shortened(tests[0]?.results.at(-1)?.error?.message ?? '')}`),
    ...suites.flatMap((suite) => failedIn(suite, `${path} ${suite.title}`)),
  ];
  return (
    report && {
      passed: report.stats.expected + report.stats.flaky,
      failed: report.stats.unexpected,
      names: report.suites.flatMap((suite) => failedIn(suite, suite.title)),
    }
  );
}

/**
 * The first lines of a message, as plain text.
 *
 * @param {string} message
 */
function shortened(message) {
  return stripVTControlCharacters(message).split('\n').slice(0, 8).join('\n').slice(0, 800);
}

/**
 * @param {string} path
 * @returns {unknown}
 */
function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = check({ quick: process.argv.includes('--quick') }) ? 0 : 1;
}
