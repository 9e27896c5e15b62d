import { describe, expect, test } from 'vitest';
import { createHubApi, HubError } from '../../../lib/hub/api.ts';
import { LEGAL_PATHS, type LegalKind, legalKindOf, legalUrl } from '../../../lib/hub/legal.ts';
import { DOCUMENT_KINDS } from '../../../lib/policy/version-types.ts';

describe('addresses', () => {
  test('every text that is followed has one, and it names that text', () => {
    expect(Object.keys(LEGAL_PATHS).sort()).toEqual([...DOCUMENT_KINDS].sort());
    for (const kind of DOCUMENT_KINDS) expect(legalKindOf(legalUrl(kind))).toBe(kind);
    expect(legalKindOf('https://huggingface.co/content-guidelines/?a#b')).toBe('content-policy');
  });

  test.each([
    'https://huggingface.co/login?next=/privacy',
    'https://huggingface.co/privacy-lab/model',
    'https://huggingface.co/privacy/model',
    'https://huggingface.co.evil.example/privacy',
    'http://huggingface.co/privacy',
    'https://huggingface.co/',
    'not an address',
  ])('%s is none', (url) => {
    expect(legalKindOf(url)).toBeNull();
  });
});

describe('asking for a page', () => {
  const NOW = Date.parse('2026-11-22T12:00:00Z');
  const answer = (status: number, headers: Record<string, string> = {}, url?: string) => {
    const response = new Response(status === 304 ? null : '<h1>Terms</h1>', {
      status,
      headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    });
    if (url) Object.defineProperty(response, 'url', { value: url });
    return response;
  };
  function asking(...answers: Response[]) {
    const asked: { url: string; headers: Headers; credentials?: string }[] = [];
    const api = createHubApi({
      now: () => NOW,
      sleep: async () => {},
      fetch: async (url, init) => {
        asked.push({ url: String(url), headers: new Headers(init?.headers), credentials: init?.credentials });
        return answers.shift()!;
      },
    });
    return { api, asked };
  }

  test.each(DOCUMENT_KINDS)(
    '%s: its page, without cookies, with what it was served with',
    async (kind: LegalKind) => {
      const served = { etag: 'W/"1-x"', 'last-modified': 'Sat, 21 Nov 2026 10:00:00 GMT' };
      const { api, asked } = asking(answer(200, served), answer(304));
      const page = await api.policyPage(kind);
      expect(page).toEqual({
        kind: 'page',
        html: '<h1>Terms</h1>',
        url: legalUrl(kind),
        etag: served.etag,
        lastModified: served['last-modified'],
      });
      expect(asked[0]).toMatchObject({ url: legalUrl(kind), credentials: 'omit' });
      expect(asked[0]!.headers.has('if-none-match')).toBe(false);
      expect(
        await api.policyPage(kind, { etag: served.etag, lastModified: served['last-modified'] }),
      ).toEqual({
        kind: 'unchanged',
      });
      expect(asked[1]!.headers.get('if-none-match')).toBe(served.etag);
      expect(asked[1]!.headers.get('if-modified-since')).toBe(served['last-modified']);
    },
  );

  test('where it led is looked at', async () => {
    const kindOf = async (url: string) => {
      const { api } = asking(answer(200, {}, url));
      return api.policyPage('content-policy').then(
        (page) => page.kind,
        (error) => (error instanceof HubError ? error.kind : 'another error'),
      );
    };
    expect(await kindOf('https://huggingface.co/content-guidelines')).toBe('page');
    for (const url of [
      'https://huggingface.co/login?next=%2Fcontent-policy',
      'https://huggingface.co/privacy',
      'https://evil.example/content-policy',
    ])
      expect(await kindOf(url)).toBe('moved');
  });

  test('a 304 that nobody asked for is an error, and a used-up quota is not asked again', async () => {
    const { api, asked } = asking(answer(304), answer(200, { ratelimit: '"pages";r=0;t=200' }));
    await expect(api.policyPage('privacy-policy')).rejects.toThrow(HubError);
    await api.policyPage('privacy-policy');
    await expect(api.policyPage('privacy-policy')).rejects.toMatchObject({ kind: 'rate-limited' });
    expect(asked).toHaveLength(2);
    expect(api.limits()).toMatchObject([{ bucket: 'pages', remaining: 0 }]);
  });
});
