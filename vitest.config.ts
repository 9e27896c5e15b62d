import { defineConfig } from 'vitest/config';

// Unit tests run in Node without browser globals: the public seams must import there as they stand.
export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/hub/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['tests/unit/patience.ts'],
    testTimeout: 20_000,
  },
});
