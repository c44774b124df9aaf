import { readFileSync, readdirSync } from 'node:fs';

/**
 * The budget of the built page, gzipped. What is loaded at first is what index.html names, so a chunk that becomes
 * part of it counts, whatever its name.
 */

const page = readFileSync('dist/index.html', 'utf8');
const initial = [...page.matchAll(/(?:src|href)="\/?([^"]+\.(?:js|css))"/g)].map((match) => `dist/${match[1]}`);

/** @param {RegExp} name */
function built(name) {
  const files = readdirSync('dist/assets', { recursive: true, encoding: 'utf8' });
  return files.filter((file) => name.test(file)).map((file) => `dist/assets/${file.replaceAll('\\', '/')}`);
}

export default [
  { name: 'initial script', path: initial.filter((file) => file.endsWith('.js')), limit: '250 kB' },
  { name: 'initial style', path: initial.filter((file) => file.endsWith('.css')), limit: '20 kB' },
  { name: 'engine worker', path: built(/^worker[\\/]engine.*\.js$/), limit: '200 kB' },
  { name: 'Monaco', path: built(/^monaco.*\.js$/), limit: '1000 kB' },
  { name: "Monaco's worker", path: built(/^worker[\\/](?!engine).*\.js$/), limit: '120 kB' },
].map((entry) => ({ ...entry, gzip: true }));
