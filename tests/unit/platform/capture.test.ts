import { beforeEach, expect, test, vi } from 'vitest';

const tabs = { get: vi.fn(), captureVisibleTab: vi.fn() };
vi.mock('../../../lib/platform/browser.ts', () => ({ browser: { tabs } }));
const { captureTab } = await import('../../../lib/platform/capture.ts');
const always = () => true;

beforeEach(() => {
  tabs.get.mockReset().mockResolvedValue({ active: true, windowId: 3 });
  tabs.captureVisibleTab.mockReset().mockResolvedValue('data:image/png;base64,AA==');
});

test('the tab in front, without loss; smaller only where that does not fit', async () => {
  expect(await captureTab(7, always)).toEqual({ ok: true, url: 'data:image/png;base64,AA==' });
  expect(tabs.captureVisibleTab.mock.calls).toEqual([[3, { format: 'png' }]]);
  await captureTab(7, () => false);
  expect(tabs.captureVisibleTab).toHaveBeenLastCalledWith(3, { format: 'jpeg', quality: 85 });
});

test('never another tab: not when it is in the background, nor when it went there meanwhile', async () => {
  tabs.get.mockResolvedValueOnce({ active: false, windowId: 3 });
  expect(await captureTab(7, always)).toEqual({ ok: false, why: 'background' });
  expect(tabs.captureVisibleTab).not.toHaveBeenCalled();
  tabs.get
    .mockResolvedValueOnce({ active: true, windowId: 3 })
    .mockResolvedValueOnce({ active: false, windowId: 3 });
  expect(await captureTab(7, always)).toEqual({ ok: false, why: 'background' });
});

test.each([
  ["Either the '<all_urls>' or 'activeTab' permission is required.", 'not-allowed'],
  ['Missing activeTab permission', 'not-allowed'],
  ['Failed to capture tab: image readback failed', 'failed'],
])('%s', async (words, why) => {
  tabs.captureVisibleTab.mockRejectedValue(new Error(words));
  expect(await captureTab(7, always)).toEqual({ ok: false, why });
});
