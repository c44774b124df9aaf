import { defineConfig } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { systemChromium } from '../.ci/chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
// Two checkouts on one machine can be tested at once.
const port = Number(process.env['EQL_E2E_PORT'] ?? 41_739);

// Undefined stands for Playwright's own download. Test processes inherit the answer, and need not look again.
const executablePath = systemChromium();
if (executablePath !== undefined) process.env['CHROMIUM_PATH'] = executablePath;

const jsonReport = process.env['EQL_E2E_REPORT'];

export default defineConfig({
  testDir: '.',
  outputDir: './test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ...(jsonReport ? [['json', { outputFile: jsonReport }] as const] : [])],
  // A machine that has other things to do is slow, not wrong. These end what hangs.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  use: {
    browserName: 'chromium',
    baseURL: `http://127.0.0.1:${port}`,
    locale: 'en-US',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // Chromium refuses its sandbox to root, which is who runs tests in a container.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
  webServer: {
    // The files of `npm run build`, with the headers of the preview server. A server left over from before would be
    // an older build's: the port must be free.
    command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${port} --strictPort`,
    cwd: root,
    url: `http://127.0.0.1:${port}`,
    reuseExistingServer: false,
  },
});
