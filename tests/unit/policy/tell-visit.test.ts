import { parseHTML } from 'linkedom';
import { afterEach, expect, test, vi } from 'vitest';
import { OURS } from '../../../lib/guard/marks.ts';
import { parsePolicy } from '../../../lib/policy/parse.ts';
import { tellVisit } from '../../../lib/policy/tell-visit.ts';
import { MAX_VISITED_CHARS } from '../../../lib/policy/version-types.ts';
import config, { HOSTS } from '../../../wxt.config.ts';
import { policyPage } from './kept-texts.ts';

const sent = vi.hoisted(() => vi.fn(async (_name: string, _data: { url: string; html: string }) => ({})));
vi.mock('../../../lib/platform/send.ts', () => ({ send: sent }));

function open(html: string): void {
  vi.stubGlobal('document', parseHTML(html).document);
  vi.stubGlobal('location', { href: 'https://huggingface.co/content-policy#moderation' });
}
afterEach(() => {
  vi.unstubAllGlobals();
  sent.mockClear();
});

test('the page as it stands, once, without what we put into it', () => {
  const page = policyPage('<p>The last words.</p>');
  open(page.replace('</main>', `<div ${OURS}="note">Ours</div></main><script>var x = "theirs";</script>`));
  const before = document.documentElement.outerHTML;
  tellVisit();
  expect(sent).toHaveBeenCalledTimes(1);
  const [name, { url, html }] = sent.mock.calls[0]!;
  expect([name, url]).toEqual(['policy.visited', 'https://huggingface.co/content-policy#moderation']);
  expect(html).not.toMatch(/Ours|theirs/);
  expect(parsePolicy(html).hash).toBe(parsePolicy(page).hash);
  // Nothing was taken out of the page itself.
  expect(document.documentElement.outerHTML).toBe(before);
});

test('a page that is far too large is not sent', () => {
  open(`<html><body><p>${'x'.repeat(MAX_VISITED_CHARS)}</p></body></html>`);
  tellVisit();
  expect(sent).not.toHaveBeenCalled();
});

test('it runs on the four texts alone, and asks for no further reach', async () => {
  const manifest = await (
    config.manifest as (env: object) => { content_scripts: { js: string[]; matches: string[] }[] }
  )({
    browser: 'chrome',
  });
  const { matches } = manifest.content_scripts.find(({ js }) => js.includes('policy-visit.js'))!;
  const fits = (path: string) =>
    matches.some((match) =>
      new RegExp(`^${match.replace(/[.?]/g, '\\$&').replaceAll('*', '.*')}$`).test(
        `https://huggingface.co${path}`,
      ),
    );
  for (const path of [
    '/content-policy',
    '/content-guidelines',
    '/code-of-conduct',
    '/terms-of-service',
    '/privacy',
    '/privacy?a=b',
    '/privacy/',
  ])
    expect(fits(path), path).toBe(true);
  for (const path of [
    '/',
    '/privacy-lab',
    '/privacy/model',
    '/privacy-lab/x?y',
    '/models',
    '/datasets/a/privacy',
  ])
    expect(fits(path), path).toBe(false);
  expect(HOSTS).toEqual(['https://huggingface.co/*']);
});
