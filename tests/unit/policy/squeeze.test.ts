import { randomBytes } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { MAX_KEPT_BYTES, squeeze, unsqueeze } from '../../../lib/policy/squeeze.ts';
import { policyPage } from './kept-texts.ts';

afterEach(() => vi.unstubAllGlobals());

test('a page comes back as it was, in a fraction of its bytes', async () => {
  const page = `${policyPage()}🗓 “ä”`;
  const kept = (await squeeze(page))!;
  expect(kept.gzip).toBe(true);
  expect(kept.bytes.byteLength).toBeLessThan(page.length / 2);
  expect(await unsqueeze(kept)).toBe(page);
});

test('a browser that cannot compress keeps it as it is', async () => {
  vi.stubGlobal('CompressionStream', undefined);
  const kept = (await squeeze('<p>ä</p>'))!;
  expect(kept.gzip).toBe(false);
  expect(await unsqueeze(kept)).toBe('<p>ä</p>');
});

test('what stays too large is not kept', async () => {
  expect(await squeeze(randomBytes(MAX_KEPT_BYTES / 2).toString('hex'))).not.toBeNull();
  expect(await squeeze(randomBytes(MAX_KEPT_BYTES * 2).toString('base64'))).toBeNull();
});
