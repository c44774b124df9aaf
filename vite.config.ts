import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { headers } from './.ci/headers.mjs';

/** Sends the security headers with every answer of the preview server: pages, scripts, workers, and errors too. */
function securityHeaders(): Plugin {
  return {
    name: 'security-headers',
    configurePreviewServer(server) {
      server.middlewares.use((_request, response, next) => {
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        next();
      });
    },
  };
}

export default defineConfig({
  // Addresses relative to the page, so that the site works in any folder of a host.
  base: './',
  // One page, and its state in the hash: a file that is missing is missing, and not the page under another name.
  appType: 'mpa',
  plugins: [react(), securityHeaders()],
  // The development server looks for packages in the page alone; those of the worker it would find while it runs, and
  // reload everything.
  optimizeDeps: { entries: ['index.html', 'src/worker/engine.worker.ts'] },
  worker: {
    // A frame without an origin may start a classic worker from a blob, and no module.
    format: 'iife',
    rolldownOptions: { output: { entryFileNames: 'assets/worker/[name]-[hash].js' } },
  },
  build: {
    outDir: 'dist',
    target: 'es2023',
    // Vite's polyfill would fetch, which the policy forbids and no supported browser needs.
    modulePreload: { polyfill: false },
    // The policy allows images from data: addresses, but no fonts.
    assetsInlineLimit: (file) => (/\.(ttf|woff2?)$/.test(file) ? false : undefined),
    // Monaco is one large chunk, loaded lazily; `npm run budget` holds every file to its size.
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      output: {
        // The lazily imported chunk that holds Monaco is known by its name, whoever imports it.
        chunkFileNames: ({ moduleIds }) =>
          moduleIds.some((id) => id.includes('/node_modules/monaco-editor/'))
            ? 'assets/monaco-[hash].js'
            : 'assets/[name]-[hash].js',
      },
    },
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}', '.ci/*.test.ts'],
    setupFiles: ['.ci/seed.ts'],
    // Property tests take seconds on a machine that has other things to do. This ends a test that hangs.
    testTimeout: 60_000,
    sequence: { seed: 20_260_101 },
  },
});
