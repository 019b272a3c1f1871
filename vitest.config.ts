import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/kind/**'],
    globalSetup: ['test/temporary-setup.ts', 'test/k6-setup.ts'],
    testTimeout: 20_000,
    // Two cores are the smallest machine we promise to run on; a real bench inside the suite wants one of them.
    maxWorkers: 2,
  },
});
