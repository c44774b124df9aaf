/**
 * What is wrong with JSON that somebody gave us: where, by path or place in the text, and why. Whoever reads a file takes
 * all of it or refuses it in these words.
 */
import type * as v from 'valibot';
import type { Diagnostic } from '../text/diagnostic.ts';
import { positionAt } from '../text/lines.ts';

export function notJson(fileText: string, error: unknown): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  const code = 'scenario/not-json';
  // Only some engines say where, and some only for long texts.
  const offset = reason.includes('end of JSON') ? fileText.length : /position (\d+)/.exec(reason)?.[1];
  if (offset === undefined) return { code, severity: 'error', message: `The file is not JSON: ${reason}` };
  const from = Number(offset);
  const { line, column } = positionAt(fileText, from);
  const span = { from, to: Math.min(from + 1, fileText.length) };
  return {
    code,
    severity: 'error',
    span,
    message: `The file is not JSON at line ${line}, column ${column}: ${reason}`,
  };
}

export function misfit(issue: v.BaseIssue<unknown>): Diagnostic {
  const path = pathText((issue.path ?? []).map((item) => item.key as string | number));
  const missing = issue.kind === 'schema' && issue.received === 'undefined';
  const what = path === '' ? 'The file' : path;
  return {
    code: missing ? 'scenario/missing' : 'scenario/misfit',
    severity: 'error',
    path,
    message: missing ? `${what} is missing.` : `${what} ${issue.message}.`,
  };
}

/** Every key of the file that the schema does not carry over, and every list that it took for an object. */
export function leftOut(input: unknown, output: unknown, path: readonly (string | number)[]): readonly Diagnostic[] {
  if (input === output || typeof input !== 'object' || input === null) return [];
  if (Array.isArray(input) && !Array.isArray(output)) {
    const what = pathText(path);
    const message = `${what === '' ? 'The file' : what} must be an object.`;
    return [{ code: 'scenario/misfit', severity: 'error', path: what, message }];
  }
  return Object.entries(input).flatMap(([key, value]) => {
    const here = [...path, Array.isArray(input) ? Number(key) : key];
    if (Object.hasOwn(output as object, key)) {
      return leftOut(value, (output as Record<string, unknown>)[key], here);
    }
    const message = `${pathText(here)} is not a known key.`;
    return [{ code: 'scenario/unknown-key', severity: 'error', path: pathText(here), message } as const];
  });
}

/** A path as one would write it in JavaScript: `events[3].label`, `fields["process.args"]`. */
export function pathText(keys: readonly (string | number)[]): string {
  let path = '';
  for (const key of keys) {
    if (typeof key === 'number') path += `[${key}]`;
    else if (!/^[\w$]+$/.test(key)) path += `[${JSON.stringify(key)}]`;
    else path += path === '' ? key : `.${key}`;
  }
  return path;
}
