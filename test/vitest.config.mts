import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    // Limits for what hangs, not for what is slow: a busy machine takes ten times as long.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['{unit,contract,property,golden}/**/*.test.ts'],
        },
      },
      {
        // What rests on kernels once more with their twins in TypeScript.
        extends: true,
        test: {
          name: 'without WebAssembly',
          include: [
            '{unit,property}/codecs/**/*.test.ts',
            '{unit,property}/kernels/row-clusters.test.ts',
          ],
          setupFiles: ['./without-webassembly.ts'],
        },
      },
    ],
  },
});
