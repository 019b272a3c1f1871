import { defineConfig } from 'vitest/config';

/** Tests on a real cluster (`npm run test:kind`): one after the other, because they share the engine and the cores. */
export default defineConfig({
  test: {
    include: ['test/kind/**/*.test.ts'],
    globalSetup: ['test/kind/bootstrap.ts'],
    maxWorkers: 1,
    fileParallelism: false,
    // A machine that others use too may stall a cluster for seconds; what fails twice is ours.
    retry: 1,
    testTimeout: 15 * 60_000,
    hookTimeout: 15 * 60_000,
    teardownTimeout: 3 * 60_000,
  },
});
