/**
 * Which Chromium the browser tests drive: the one named by CHROMIUM_PATH, else one that the system has, else
 * Playwright's own download. The test command gets one if there is none; the Playwright configuration only looks.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The path of a Chromium that this system has, or undefined. Throws if CHROMIUM_PATH names none.
 * @returns {string | undefined}
 */
export function systemChromium() {
  const named = process.env['CHROMIUM_PATH'];
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}`);
    return named;
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...elsewhere];
  return candidates.find((path) => existsSync(path) && isBrowser(path));
}

/**
 * Ubuntu has a `chromium-browser` that only tells how to install a snap: asking for the version finds it out.
 * @param {string} path
 */
function isBrowser(path) {
  if (process.platform === 'win32') return true; // chrome.exe does not print its version, it opens a window
  const asked = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return asked.status === 0 && /Chrom(e|ium)/.test(asked.stdout);
}

/**
 * Makes sure that there is a Chromium, and says in one line which, or what is done to get one.
 * @returns {Promise<string | undefined>} its path, or undefined for Playwright's own
 */
export async function ensureChromium() {
  const present = systemChromium();
  if (present) {
    say(`using ${present}`);
    return present;
  }
  const { chromium } = await import('@playwright/test');
  if (existsSync(chromium.executablePath())) {
    say("using Playwright's own download");
    return undefined;
  }
  if (await mayUseApt()) {
    say('none found; installing the packages chromium and fonts-liberation with apt-get');
    if (apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation')) {
      const installed = systemChromium();
      if (installed) {
        say(`using ${installed}`);
        return installed;
      }
    }
    say('apt-get gave none; Playwright downloads its own (npx playwright install chromium)');
  } else {
    say('none found; Playwright downloads its own (npx playwright install chromium)');
  }
  const playwright = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');
  const got = spawnSync(process.execPath, [playwright, 'install', 'chromium'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (got.status !== 0) say('the download failed; install Chromium yourself, or set CHROMIUM_PATH to one');
  return undefined;
}

/** @param {string} text */
function say(text) {
  console.log(`Chromium: ${text}`);
}

/** Debian's package is a browser. Ubuntu's of the same name is an empty shell around a snap. */
function isDebian() {
  if (process.platform !== 'linux' || !existsSync('/etc/os-release')) return false;
  const release = readFileSync('/etc/os-release', 'utf8');
  return /^ID(_LIKE)?="?[^"\n]*\bdebian\b/m.test(release) && !/\bubuntu\b/.test(release);
}

const isRoot = process.getuid?.() === 0;

async function mayUseApt() {
  if (!isDebian() || !onPath('apt-get') || !(isRoot || onPath('sudo'))) return false;
  if (process.env['CI']) return true;
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('Chromium: none found. Install the package chromium with apt-get? [Y/n] ');
  terminal.close();
  return /^(y|yes)?$/i.test(answer.trim());
}

/** @param {string} name */
function onPath(name) {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, name)));
}

/** @param {string[]} args */
function apt(...args) {
  const quiet = process.env['CI'] ? ['-qq'] : [];
  const command = [...(isRoot ? [] : ['sudo']), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...quiet, ...args];
  // A terminal is left to sudo, which may ask for a password there.
  const stdin = process.stdin.isTTY ? 'inherit' : 'ignore';
  const [program = '', ...rest] = command;
  return spawnSync(program, rest, { stdio: [stdin, 'ignore', 'inherit'] }).status === 0;
}
