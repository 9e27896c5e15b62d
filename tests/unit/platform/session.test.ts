import { beforeEach, expect, test, vi } from 'vitest';

const stored: Record<string, unknown> = {};
const area = {
  get: vi.fn(async (key: string) => ({ [key]: stored[key] })),
  set: vi.fn(async (items: object) => void Object.assign(stored, items)),
};
vi.mock('../../../lib/platform/browser.ts', () => ({ browser: { storage: { session: area } } }));

/** The module anew, as in a worker that has just started. */
async function worker() {
  vi.resetModules();
  return (await import('../../../lib/platform/session.ts')).browserSession;
}

beforeEach(() => {
  delete stored.session;
});

test('all who ask at the first start get one id', async () => {
  const session = await worker();
  const ids = await Promise.all([session.get(), session.get(), session.get()]);
  expect(new Set(ids).size).toBe(1);
  expect(stored.session).toBe(ids[0]);
});

test('the next worker of the same browser session finds it', async () => {
  const first = await (await worker()).get();
  expect(await (await worker()).get()).toBe(first);
});

test('a storage that failed once is asked again', async () => {
  const session = await worker();
  area.get.mockRejectedValueOnce(new Error('busy'));
  await expect(session.get()).rejects.toThrow('busy');
  expect(await session.get()).toBe(stored.session);
});
