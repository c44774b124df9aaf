import { defineConfig } from 'vitest/config';

/** `npm run bench`: ratios of one run. Absolute times say little on a machine that others use. */
export default defineConfig({
  test: { benchmark: { include: ['bench/**/*.bench.ts'] } },
});
