import { describe, expect, it, vi } from 'vitest';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const { answer, askerOf, sentenceOf } = await import('../../../lib/platform/serve.ts');
type Handlers = import('../../../lib/platform/serve.ts').Handlers;

const OWN = 'moz-extension://abc/';
const sender = (over: object) =>
  ({ id: 'me', url: 'https://huggingface.co/o/n', frameId: 0, tab: { id: 7 }, ...over }) as never;

describe('askerOf', () => {
  it.each([
    ['our content script in a tab of the Hub', {}, { kind: 'content', tabId: 7 }],
    ['our own page', { url: `${OWN}options.html`, tab: undefined }, { kind: 'page', tabId: undefined }],
    ['another extension', { id: 'other' }, null],
    ['a frame inside a page', { frameId: 3 }, null],
    ['another site', { url: 'https://huggingface.co.evil.com/o/n' }, null],
    ['a site that begins like ours', { url: 'https://huggingface.com/' }, null],
    ['no address', { url: undefined }, null],
    ['nonsense', { url: 'not a url' }, null],
  ])('%s', (_, over, expected) => {
    expect(askerOf(sender(over), 'me', OWN)).toEqual(expected);
  });
});

describe('answer', () => {
  const handlers = new Proxy(
    {},
    { get: (_, name) => async (data: unknown) => ({ name, data }) },
  ) as unknown as Handlers;
  const content = { kind: 'content' as const, tabId: 7 };
  const page = { kind: 'page' as const };

  it('hands a sound message to its handler', async () => {
    expect(
      await answer({ name: 'report.status', data: { id: crypto.randomUUID() } }, content, handlers),
    ).toMatchObject({ ok: true });
  });

  it('keeps content scripts from what is for pages only', async () => {
    for (const name of ['account.set', 'account.forget', 'reports.list', 'report.forget', 'policy.read'])
      expect(
        await answer(
          { name, data: { token: 'hf_x', remember: false, id: crypto.randomUUID() } },
          content,
          handlers,
        ),
      ).toMatchObject({ ok: false });
    expect(await answer({ name: 'panel.open', data: {} }, page, handlers)).toMatchObject({ ok: false });
  });

  it.each([
    null,
    undefined,
    7,
    'x',
    {},
    { name: 'constructor' },
    { name: '__proto__', data: {} },
    { name: 'fetch', data: { url: 'https://x' } },
  ])('knows no %j', async (message) =>
    expect(await answer(message, content, handlers)).toEqual({
      ok: false,
      error: 'Hub Steward does not know this request.',
    }),
  );

  it('refuses data that does not fit, with a sentence', async () => {
    const bad = await answer(
      { name: 'verdicts.ask', data: { refs: [{ type: 'model', id: '../../etc' }], page: '' } },
      content,
      handlers,
    );
    expect(bad).toMatchObject({ ok: false });
    expect((bad as { error: string }).error).toMatch(/could not read/);
  });

  it('refuses whoever has no name', async () => {
    expect(await answer({ name: 'reports.list', data: {} }, null, handlers)).toMatchObject({ ok: false });
  });

  it('lets errors travel as sentences, never as a stack', async () => {
    const failing = {
      'reports.list': async () => {
        throw Object.assign(new Error('TypeError: x'), { sentence: 'The Hub is away. Try again.' });
      },
    } as unknown as Handlers;
    expect(await answer({ name: 'reports.list', data: {} }, page, failing)).toEqual({
      ok: false,
      error: 'The Hub is away. Try again.',
    });
    expect(sentenceOf(undefined)).toMatch(/Try again/);
  });
});
