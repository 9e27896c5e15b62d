/** What is shipped: permissions exactly those of the design, nothing that a page could reach, the guard within its budget. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { GUARD_BUDGET_BYTES, GUARD_FILE } from '../../scripts/lib/budgets.ts';
import { extensionDir } from './support/product.ts';

// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
test('permissions, reach and size', ({}, info) => {
  const dir = extensionDir(info.project.name as 'chromium' | 'firefox');
  const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as Record<string, unknown>;
  expect(manifest.manifest_version).toBe(3);
  // Only a build that can sign in with the Hub, and in Chrome only when somebody does so (lib/platform/identity.ts).
  const [always, asked] = ['permissions', 'optional_permissions'].map((key) => manifest[key] as string[]);
  const canSignIn = [...always!, ...asked!].includes('identity');
  const firefox = info.project.name === 'firefox';
  expect([...always!].sort()).toEqual([
    'activeTab',
    'alarms',
    'contextMenus',
    ...(canSignIn && firefox ? ['identity'] : []),
    'scripting',
    'storage',
  ]);
  expect(manifest.host_permissions).toEqual(['https://huggingface.co/*']);
  expect(asked).toEqual(['notifications', ...(canSignIn && !firefox ? ['identity'] : [])]);
  for (const key of ['optional_host_permissions', 'web_accessible_resources', 'externally_connectable'])
    expect(manifest[key]).toBeUndefined();
  expect(statSync(join(dir, GUARD_FILE)).size).toBeLessThanOrEqual(GUARD_BUDGET_BYTES);
  // V8 heeds its compile hint in the first line alone.
  expect(readFileSync(join(dir, GUARD_FILE), 'utf8')).toMatch(/^\/\/# allFunctionsCalledOnLoad\n/);
  const scripts = manifest.content_scripts as { js?: string[]; run_at: string; all_frames?: boolean }[];
  expect(scripts.find((s) => s.js?.includes(GUARD_FILE))?.run_at).toBe('document_start');
  expect(scripts.some((s) => s.all_frames)).toBe(false);
});
