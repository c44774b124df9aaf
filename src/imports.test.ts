import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/**
 * Who may import whom (docs/architecture.md). A row is a folder of `src`, or a file in it; the longest that fits is
 * the one that counts. A folder may always import itself, and `values` may be imported as types too.
 */
interface Row {
  readonly values: readonly string[];
  readonly types?: readonly string[];
}

const anything = ['text', 'eql', 'events', 'tuning', 'scenario', 'worker', 'app', 'editor', 'ui'];

const rows: Readonly<Record<string, Row>> = {
  text: { values: [] },
  eql: { values: ['text'] },
  'eql/syntax': { values: ['text'] },
  'eql/check': { values: ['text', 'eql/syntax'] },
  'eql/language': { values: ['text', 'eql/syntax', 'eql/check'] },
  'eql/evaluate': { values: ['text', 'eql/syntax', 'eql/check'] },
  'eql/explain': { values: ['text', 'eql/syntax', 'eql/check', 'eql/evaluate'] },
  'eql/exceptions': { values: ['text', 'eql/syntax', 'eql/check', 'eql/evaluate', 'eql/explain'] },
  'eql/coverage': { values: ['text', 'eql/syntax', 'eql/check', 'eql/evaluate', 'eql/explain'] },
  // Test support: an evaluator that shares nothing with `evaluate`, and the engine beside it.
  'eql/oracle': { values: ['text', 'eql', 'events'] },
  events: { values: ['text', 'eql'] },
  tuning: { values: ['text', 'eql', 'events'] },
  scenario: { values: ['text'], types: ['eql', 'events'] },
  'scenario/examples': { values: ['text', 'scenario', 'events/generate'] },
  worker: { values: ['text', 'eql', 'events', 'tuning', 'scenario'] },
  app: {
    values: [
      'text',
      'eql/syntax',
      'eql/check',
      'eql/language',
      'events/generate',
      'scenario',
      'worker/client.ts',
      'worker/protocol.ts',
    ],
    types: anything,
  },
  // Test support: the app over the real engine.
  'app/testBrowser.ts': { values: ['app', 'scenario', 'worker'] },
  editor: { values: ['text', 'eql/syntax', 'eql/check', 'eql/language', 'app'], types: anything },
  ui: { values: ['text', 'app', 'editor/*.tsx'], types: anything },
  cli: { values: ['text', 'eql', 'events', 'tuning', 'scenario'] },
  'main.tsx': { values: ['app', 'editor', 'ui'] },
};

/** The packages that have one home, so that the engine runs in Node, a worker and a page alike. */
const homes: Readonly<Record<string, readonly string[]>> = {
  react: ['ui', 'editor/*.tsx', 'main.tsx'],
  'react-dom': ['ui', 'editor/*.tsx', 'main.tsx'],
  'radix-ui': ['ui'],
  'lucide-react': ['ui'],
  'react-resizable-panels': ['ui'],
  'monaco-editor': ['editor'],
  zustand: ['app'],
  'idb-keyval': ['scenario'],
  papaparse: ['events'],
  'smol-toml': ['scenario'],
  'node:*': ['cli'],
};

interface Import {
  readonly from: string;
  readonly isType: boolean;
}

const forms: readonly RegExp[] = [
  /^[ \t]*import\s+(?<type>type\s+(?!from\s))?(?:[^'"`;]*?\bfrom\s*)?['"](?<from>[^'"]+)['"]/gm,
  /^[ \t]*export\s+(?<type>type\s+)?(?:\*|\{)[^'"`;]*?\bfrom\s*['"](?<from>[^'"]+)['"]/gm,
  /\bimport\(\s*['"`](?<from>[^'"`]+)['"`]/g,
  /\bnew URL\(\s*['"`](?<from>\.[^'"`]+)['"`]\s*,\s*import\.meta\.url/g,
];

function importsOf(source: string): Import[] {
  return forms.flatMap((form) =>
    [...source.matchAll(form)].map(({ groups }) => ({
      from: (groups?.['from'] ?? '').replace(/\?.*$/, ''),
      isType: groups?.['type'] !== undefined,
    })),
  );
}

/** Does `path` (relative to `src`) lie at `place`: a folder, a file, or `folder/*.tsx`? */
function isAt(path: string, place: string): boolean {
  const [folder, extension] = place.split('/*');
  if (extension !== undefined) return path.startsWith(`${folder}/`) && path.endsWith(extension);
  return path === place || path.startsWith(`${place}/`);
}

function rowOf(path: string): string | undefined {
  const fitting = Object.keys(rows).filter((place) => isAt(path, place));
  return fitting.toSorted((a, b) => b.length - a.length)[0];
}

/** What is wrong with the imports of one file; `path` is relative to `src`. */
function complaints(path: string, source: string): string[] {
  const place = rowOf(path);
  const row = place === undefined ? undefined : rows[place];
  if (place === undefined || row === undefined) return [`${path}: its folder has no row in the table of imports`];
  return importsOf(source).flatMap(({ from, isType }) => {
    if (from.startsWith('.')) {
      const target = posix.join(posix.dirname(path), from);
      const allowed = [...row.values, ...(isType ? (row.types ?? []) : [])];
      // The folders of the language are rows of their own: `eql` as a whole may import each of them.
      if (isAt(target, place) && (place === 'eql' || rowOf(target) === place)) return [];
      if (allowed.some((it) => isAt(target, it))) return [];
      return [`${path}: may not import ${isType ? 'types of ' : ''}${target}`];
    }
    const owner = from.startsWith('node:') ? 'node:*' : Object.keys(homes).find((name) => isAt(from, name));
    if (owner === undefined || homes[owner]?.some((home) => isAt(path, home))) return [];
    return [`${path}: ${from} is for ${homes[owner]?.join(', ')} alone`];
  });
}

const src = fileURLToPath(new URL('.', import.meta.url));

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file) && !/\.(test|bench)\.tsx?$|\.d\.ts$/.test(file));

describe('imports', () => {
  test('keep to the table', () => {
    expect(files.flatMap((file) => complaints(file, readFileSync(join(src, file), 'utf8')))).toEqual([]);
  });

  test('name files of ours in full, with their extension', () => {
    const wrong = files.flatMap((file) =>
      importsOf(readFileSync(join(src, file), 'utf8'))
        .filter(({ from }) => from.startsWith('.') && !existsSync(join(src, dirname(file), from)))
        .map(({ from }) => `${file}: ${from}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the table of imports', () => {
  test.each([
    ['text/span.ts', `import { parse } from '../eql/syntax/parser.ts';`],
    ['eql/syntax/parser.ts', `import type { FieldType } from '../check/types.ts';`],
    ['eql/check/checker.ts', `import {\n  leaf,\n  group,\n} from '../evaluate/leaf.ts';`],
    ['eql/evaluate/leaf.ts', `export { blockers } from '../explain/blockers.ts';`],
    ['eql/evaluate/leaf.ts', `import { evaluate } from '../index.ts';`],
    ['events/read/json.ts', `import { readFileSync } from 'node:fs';`],
    ['scenario/scenario.ts', `import { types } from '../eql/check/types.ts';`],
    ['app/store.ts', `import { type Bitmap } from '../eql/evaluate/bitmap.ts';`],
    ['app/store.ts', `import '../worker/engine.worker.ts';`],
    ['app/store.ts', `const url = new URL('../worker/engine.worker.ts', import.meta.url);`],
    ['app/store.ts', `import { useState } from 'react';`],
    ['editor/markers.ts', `import { useState } from 'react';`],
    ['editor/markers.ts', `import { createRoot } from 'react-dom/client';`],
    ['ui/Rule.tsx', `const editor = await import('monaco-editor/editor');`],
    ['ui/Rule.tsx', `import { markers } from '../editor/markers.ts';`],
    ['ui/Rule.tsx', `import { create } from 'zustand';`],
    ['cli/main.ts', `import { client } from '../worker/client.ts';`],
    ['utils/strings.ts', ''],
  ])('refuses in %s: %s', (file, source) => {
    expect(complaints(file, source)).toHaveLength(1);
  });

  test.each([
    ['eql/index.ts', `export { evaluate } from './evaluate/event.ts';`],
    ['eql/explain/reasons.ts', `import { leaf } from '../evaluate/leaf.ts';`],
    ['worker/client.ts', `const url = new URL('./engine.worker.ts', import.meta.url);`],
    ['scenario/scenario.ts', `import type { FieldType } from '../eql/check/types.ts';`],
    ['app/store.ts', `import type { Bitmap } from '../eql/evaluate/bitmap.ts';`],
    ['app/store.ts', `import { connect } from '../worker/client.ts';`],
    ['editor/RuleEditor.tsx', `import { useEffect } from 'react';`],
    ['ui/Rule.tsx', `import { RuleEditor } from '../editor/RuleEditor.tsx';`],
    ['ui/Rule.tsx', `import './rule.css';`],
    ['main.tsx', `import { createRoot } from 'react-dom/client';`],
    ['cli/main.ts', `import { readFileSync } from 'node:fs';`],
  ])('allows in %s: %s', (file, source) => {
    expect(complaints(file, source)).toEqual([]);
  });
});
