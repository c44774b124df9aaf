/**
 * The command line: `npm run --silent eql -- <command> …`.
 *
 * Node cannot run the TypeScript of `src/cli` by itself, so it is bundled into one file when it has changed, in about
 * a second, and run from there. Nothing of this is printed: standard output belongs to the command.
 */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules/.cache/eql/cli');
const bundle = join(cache, `${stateOfSources()}.mjs`);

try {
  if (!existsSync(bundle)) await build();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}

// npm runs its scripts in the project's folder; file names on the command line mean the caller's.
const callersFolder = process.env['INIT_CWD'];
if (process.env['npm_lifecycle_event'] === 'eql' && callersFolder) process.chdir(callersFolder);

await import(pathToFileURL(bundle).href);

/** A name for the present state of everything that goes into the bundle, from sizes and times alone. */
function stateOfSources() {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[a-z]+$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => join('src', file));
  const hash = createHash('sha256');
  for (const file of [...files.sort(), 'package-lock.json', '.ci/eql.mjs']) {
    const { size, mtimeMs } = statSync(join(root, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

async function build() {
  const { build: bundleWithVite } = await import('vite');
  // Another command may be building at this moment: each builds in a folder of its own, and a rename is atomic.
  const own = join(cache, `building-${process.pid}`);
  mkdirSync(own, { recursive: true });
  try {
    await bundleWithVite({
      root,
      configFile: false,
      publicDir: false,
      logLevel: 'silent',
      ssr: { noExternal: true },
      build: {
        ssr: 'src/cli/main.ts',
        outDir: own,
        target: 'node20',
        minify: false,
        rolldownOptions: { output: { entryFileNames: 'eql.mjs', codeSplitting: false } },
      },
    });
    renameSync(join(own, 'eql.mjs'), bundle);
    removeOldBundles();
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/** Those of an hour ago: a younger one may be about to run in another process. */
function removeOldBundles() {
  const hourAgo = Date.now() - 3_600_000;
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
    if (mtimeMs < hourAgo) rmSync(path, { recursive: true, force: true });
  }
}
