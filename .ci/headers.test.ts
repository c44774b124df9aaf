import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { headersFile } from './headers.mjs';

test('public/_headers is the file that headers.mjs describes', () => {
  expect(readFileSync(new URL('../public/_headers', import.meta.url), 'utf8')).toBe(headersFile());
});

test('the policy lets nothing out and runs no text as code', () => {
  expect(headersFile()).toContain("default-src 'none'");
  expect(headersFile()).toContain("connect-src 'none'");
  expect(headersFile()).not.toContain('unsafe-eval');
});
