/** A page of the Hub's own texts that a person has open: what has changed there is noticed at once, by what the Hub itself says. */
import type { Page } from 'puppeteer-core';
import type { Timeline } from '../../lib/policy/version-types.ts';
import { type Driver, expect, HUB, productTest, until } from './support/product.ts';

const test = productTest();

/** Asks the worker from one of the extension's pages. */
const tell = <T>(page: Page, name: string, data: object = {}): Promise<T> =>
  page.evaluate(
    async (message) => {
      const api = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
      const reply = (await api.runtime.sendMessage(message)) as { ok: boolean; value: T };
      return reply.value;
    },
    { name, data },
  ) as Promise<T>;

const badge = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const api = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
    return api.action.getBadgeText({});
  });

async function visit(driver: Driver, path: string): Promise<void> {
  const page = await driver.open(`${HUB}${path}`);
  await page.bringToFront();
}

test('a change is noticed on a visit, marked on the button, and told in the popup', async ({
  driver,
  hub,
}) => {
  test.setTimeout(120_000);
  const ours = await driver.openExtensionPage('/popup.html');
  const timeline = () => tell<Timeline>(ours, 'policy.timeline');
  const pagesAsked = () => hub.requests.filter(({ url }) => url === '/content-policy');

  // What the Hub shows is what ships with us, also under the old address.
  await visit(driver, '/content-guidelines');
  const known = await until(
    async () => {
      const { versions } = await timeline();
      return versions.find(({ kind, lastSeen }) => kind === 'content-policy' && lastSeen !== null);
    },
    { timeout: 20_000, what: 'the text that is known' },
  );
  expect(known).toMatchObject({ origin: 'bundled', printedDate: '2023-08-30' });
  expect((await timeline()).unseen).toEqual([]);
  expect(await badge(ours)).toBe('');

  hub.state.policyHtml += '<p>Repositories must not consist of test suites alone.</p>';
  await visit(driver, '/content-policy');
  const [unseen] = await until(
    async () => {
      const { unseen } = await timeline();
      return unseen.length > 0 && unseen;
    },
    { timeout: 20_000, what: 'news' },
  );
  const changed = (await timeline()).versions.find(({ hash }) => hash === unseen!.hash);
  expect(changed).toMatchObject({ change: 'silent', origin: 'read', previous: known.hash });
  await until(async () => (await badge(ours)) === '•', { what: 'the mark on the button' });

  const popup = await driver.openExtensionPage('/popup.html', '.ui-notice');
  const root = await driver.documentOf(popup);
  await root.waitFor({ selector: '.ui-notice', text: /The Hub's Content Policy changed/ });
  await (await root.waitFor({ role: 'button', name: 'Dismiss' })).click();
  await until(async () => (await timeline()).unseen.length === 0, { what: 'nothing unseen' });
  await until(async () => (await badge(ours)) === '', { what: 'the button without its mark' });

  // Asked once for each visit that showed other words than were known, and never by a page that only begins alike.
  expect(
    pagesAsked().filter(({ headers }) => !headers['sec-fetch-dest'] || headers['sec-fetch-dest'] === 'empty')
      .length,
  ).toBeLessThanOrEqual(2);
});

declare const chrome: {
  runtime: { sendMessage(message: object): Promise<unknown> };
  action: { getBadgeText(details: object): Promise<string> };
};
