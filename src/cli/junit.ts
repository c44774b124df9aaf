/** Test results as JUnit XML, which build servers read: a suite for each file. */
import type { CaseResult } from './testCommand.ts';

export function junitText(results: readonly CaseResult[]): string {
  const files = [...new Set(results.map((result) => result.file))];
  const suites = files.map((file) =>
    suiteText(
      file,
      results.filter((result) => result.file === file),
    ),
  );
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites, '</testsuites>'].join('\n');
}

function suiteText(file: string, results: readonly CaseResult[]): string {
  const failures = results.filter((result) => !result.ok).length;
  const cases = results.map((result) => {
    const open = `    <testcase classname="${escape(file)}" name="${escape(result.id)}"`;
    if (result.ok) return `${open}/>`;
    return `${open}>\n      <failure message="${escape(result.explanation)}"/>\n    </testcase>`;
  });
  const head = `  <testsuite name="${escape(file)}" tests="${results.length}" failures="${failures}">`;
  return [head, ...cases, '  </testsuite>'].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML 1.0 cannot hold, lone surrogates among them, become a replacement character. */
function escape(text: string): string {
  const allowed = Array.from(text, (character) => (isForbidden(character) ? '\ufffd' : character)).join('');
  return allowed.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}

function isForbidden(character: string): boolean {
  return /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(character);
}
