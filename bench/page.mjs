/** The built page in a real Chromium, for measuring. */
import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { systemChromium } from '../.ci/chromium.mjs';

const PORT = Number(process.env['EQL_BENCH_PORT'] ?? 41_740);

/** Serves `dist` and opens it; `close` ends both. */
export async function openBuiltPage(hash = '') {
  const server = spawn(
    'node',
    ['node_modules/vite/bin/vite.js', 'preview', '--host', '127.0.0.1', '--port', String(PORT), '--strictPort'],
    { stdio: 'ignore' },
  );
  process.on('exit', () => server.kill());
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const executablePath = systemChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      '--enable-precise-memory-info',
      // Chromium refuses its sandbox to root, which is who runs this in a container.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    // A bar that is hidden cannot be dragged.
    ignoreDefaultArgs: ['--hide-scrollbars'],
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`http://127.0.0.1:${PORT}/${hash}`);
  await page.locator('.monaco-editor').first().waitFor();
  const close = async () => {
    await browser.close();
    server.kill();
  };
  return { page, close };
}

export const milliseconds = (value) => `${value.toFixed(0)} ms`;

/** The middle and the last of some numbers in order. */
export function medianAndMost(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], most: sorted.at(-1) };
}

/** A process event of a container, each another. */
export function eventOf(i) {
  return {
    '@timestamp': new Date(1_770_000_000_000 + i * 1000).toISOString(),
    event: { category: ['process'], type: ['start'], action: 'exec', id: `event-${i}` },
    host: { os: { type: 'linux' }, name: `node-${i % 40}` },
    container: { id: `container-${i % 500}`, name: 'app', image: { name: 'shop/app', tag: ['1.2.3'] } },
    orchestrator: { namespace: `ns-${i % 20}`, resource: { type: 'pod', name: `pod-${i % 700}` } },
    user: { id: String(i % 3) },
    process: {
      pid: 1000 + i,
      entity_id: `process-${i}`,
      name: ['bash', 'sh', 'nginx', 'python3'][i % 4],
      args: i % 3 === 0 ? ['bash', '-i'] : ['sh', '-c', `echo ${i}`],
      interactive: i % 2 === 0,
      parent: { name: 'runc', pid: 1 + i, entity_id: `parent-${i % 1000}`, args: ['runc', 'init'] },
      entry_leader: { same_as_process: i % 5 === 0, pid: 1, entity_id: `leader-${i % 1000}` },
    },
  };
}
