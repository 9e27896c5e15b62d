import { defineConfig } from '@playwright/test';

// The projects name real browsers, but Playwright only runs the tests: it cannot load an extension into Firefox, so
// tests/e2e/support/driver.ts drives both.
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  workers: 2,
  // A file's tests share a browser and its state: one after the other.
  fullyParallel: false,
  // A test that only passes when it is tried again has found something: at a desk it fails, and the checks of a whole run name it
  // in the summary. There two real browsers share whatever machine there is, and one late frame must not stop all work.
  retries: process.env.CI ? 2 : 0,
  forbidOnly: !!process.env.CI,
  timeout: 90_000,
  expect: { timeout: 5_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  projects: [{ name: 'chromium' }, { name: 'firefox' }],
});
