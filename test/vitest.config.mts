import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['{unit,contract,property,golden}/**/*.test.ts'],
    testTimeout: 60_000,
  },
});
