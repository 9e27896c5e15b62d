import { beforeEach, expect, test, vi } from 'vitest';

let allowed = false;
const added: (() => void)[] = [];
const clicked: ((id: string) => void)[] = [];
const shown = new Map<string, { title: string }>();
const notifications = {
  onClicked: { addListener: (listener: (id: string) => void) => clicked.push(listener) },
  create: vi.fn(async (id: string, options: { title: string }) => void shown.set(id, options)),
  clear: vi.fn(async (id: string) => shown.delete(id)),
};
vi.mock('../../../lib/platform/browser.ts', () => ({
  browser: {
    get notifications() {
      return allowed ? notifications : undefined;
    },
    permissions: {
      contains: async () => allowed,
      onAdded: { addListener: (listener: () => void) => added.push(listener) },
    },
    runtime: { getURL: (path: string) => `extension:${path}` },
  },
}));
const { createNotifier } = await import('../../../lib/platform/notify.ts');

beforeEach(() => {
  allowed = false;
  added.length = clicked.length = 0;
  shown.clear();
});

test('without the permission nothing is shown, and nothing breaks', async () => {
  const notifier = createNotifier(async () => {});
  notifier.listen();
  await notifier.tell('The Hub’s Content Policy changed');
  expect(shown.size).toBe(0);
});

test('allowed while it runs: told once, taken back when it was looked at, opened by a click', async () => {
  const open = vi.fn(async () => {});
  const notifier = createNotifier(open);
  notifier.listen();
  allowed = true;
  for (const listener of added) listener();
  await notifier.tell('One changed');
  await notifier.tell('One and another changed');
  expect([...shown.values()].map(({ title }) => title)).toEqual(['One and another changed']);
  expect(clicked).toHaveLength(1);
  clicked[0]!('of somebody else');
  expect(open).not.toHaveBeenCalled();
  clicked[0]!([...shown.keys()][0]!);
  expect(open).toHaveBeenCalledOnce();
  await notifier.tell('Again');
  await notifier.tell(null);
  expect(shown.size).toBe(0);
});

test('news of another kind stands beside it, and leads to its own place', async () => {
  allowed = true;
  const [policy, answers] = [vi.fn(async () => {}), vi.fn(async () => {})];
  await createNotifier(policy).tell('The policy changed');
  const other = createNotifier(answers, { id: 'report-answers', message: 'See who answered.' });
  await other.tell('2 answers');
  expect([...shown.values()].map(({ title }) => title)).toEqual(['The policy changed', '2 answers']);
  for (const listener of clicked) listener('report-answers');
  expect(answers).toHaveBeenCalledOnce();
  expect(policy).not.toHaveBeenCalled();
});

test('a browser that fails to show it is no trouble', async () => {
  allowed = true;
  notifications.create.mockRejectedValueOnce(new Error('no'));
  await expect(createNotifier(async () => {}).tell('News')).resolves.toBeUndefined();
});
