/**
 * Signing in with the Hub, from the options page to a report that is sent, in the shipped build. A build without a client id
 * (HUB_STEWARD_CLIENT_ID) offers tokens only: then that is what is looked at, and the rest is skipped.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { oauthState } from '../hub/oauth.ts';
import { axe } from './support/axe.ts';
import type { Query } from './support/driver.ts';
import {
  type Driver,
  expect,
  extensionDir,
  type Hub,
  ours,
  press,
  productTest,
  type ShadowHandle,
  SPECIAL,
  until,
} from './support/product.ts';
import { prepared, SEND, tabAt } from './support/reporting.ts';

const test = productTest();

const canSignIn = (browser: string): boolean => {
  const dir = extensionDir(browser as 'chromium' | 'firefox');
  const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as Record<string, string[]>;
  return [...manifest.permissions!, ...manifest.optional_permissions!].includes('identity');
};

const ACCOUNT = 'section[aria-labelledby="account"]';

async function options(driver: Driver): Promise<{ page: Page; root: ShadowHandle }> {
  const page = await driver.openExtensionPage('/options.html', `${ACCOUNT} input[type=password]`);
  return { page, root: await driver.documentOf(page) };
}

/** The code that the page shows. */
async function codeOf(root: ShadowHandle): Promise<string> {
  await root.waitFor({ role: 'heading', name: 'Type this code on the Hub' }, { timeout: 10_000 });
  return (await root.waitFor({ selector: '.sign-in-code code' })).text();
}

/** Does something with an element of a page that may just be leaving for the next one. */
async function on(
  driver: Driver,
  page: Page,
  query: Query,
  act: (found: ShadowHandle) => Promise<unknown> = async () => {},
): Promise<void> {
  await until(
    async () => {
      try {
        const [found] = await (await driver.documentOf(page)).findAll(query);
        if (!found) return false;
        await act(found);
        return true;
      } catch {
        return false;
      }
    },
    { timeout: 15_000, what: JSON.stringify(query) },
  );
}
const click = (found: ShadowHandle) => found.click();

/** What a person does on the Hub's page: signs in there, types the code, and answers. */
async function answerOnHub(driver: Driver, code: string, answer: 'Authorize' | 'Deny'): Promise<void> {
  const page = await driver.open('https://hf.co/oauth/device');
  if (/\/login/.test(page.url())) await on(driver, page, { role: 'button', text: /^Log in as/ }, click);
  await on(driver, page, { selector: 'input[name=user_code]' }, (field) => field.type(code.toLowerCase()));
  await on(driver, page, { role: 'button', text: 'Continue' }, click);
  await on(driver, page, { text: 'Open and interact with discussions on your behalf' });
  await on(driver, page, { role: 'button', text: answer }, click);
  await on(driver, page, { text: answer === 'Authorize' ? /is connected/ : /Nothing was given/ });
  await page.close();
}

/** Quick, but with a real interval between two questions. */
function hurry(hub: Hub): void {
  Object.assign(oauthState(hub.state), { interval: 1, tellInterval: true });
}

const tokenIn = (hub: Hub) => hub.state.tokens.find(({ value }) => value.startsWith('hf_oauth_'));
const asked = (hub: Hub, path: string) =>
  hub.requests.filter(({ method, url }) => method === 'POST' && url === path);

/** Nothing of a sign-in may be where a page of the Hub could read it. */
async function nothingInStorage(page: Page): Promise<void> {
  const kept = await page.evaluate(async () => {
    const api = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
    return JSON.stringify([await api.storage.local.get(), await api.storage.session.get()]);
  });
  expect(kept).not.toMatch(/hf_oauth|device_?code/i);
}

declare const chrome: { storage: Record<'local' | 'session', { get(): Promise<object> }> };

test('a build without a client id says that there is only the token', async ({ driver }, info) => {
  test.skip(canSignIn(info.project.name), 'this build can sign in');
  const { root } = await options(driver);
  await root.waitFor({ text: /made without the Hub’s own sign-in/ });
  expect(await root.count({ role: 'button', name: 'Get a code' })).toBe(0);
  expect(await root.count({ role: 'button', name: 'Sign in with the Hub' })).toBe(0);
});

test.describe('with the Hub’s sign-in', () => {
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  test.beforeEach(({}, info) => {
    test.skip(!canSignIn(info.project.name), 'this build has no client id');
  });

  test('with a code: from the options page to a report that is sent, and out again', async ({
    driver,
    hub,
  }) => {
    test.setTimeout(90_000);
    hurry(hub);
    await driver.forgetSite();
    const { page, root } = await options(driver);
    await root.waitFor({ role: 'button', name: 'Sign in with the Hub' });
    await press(root, 'Get a code');
    const code = await codeOf(root);
    expect(code).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
    expect((await (await root.waitFor({ role: 'heading', name: /^Type this code/ })).info()).focused).toBe(
      true,
    );
    expect(await axe(page, ACCOUNT)).toEqual([]);
    const [start] = asked(hub, '/oauth/device');
    expect(Object.fromEntries(new URLSearchParams(start!.body))).toEqual({
      client_id: 'hub-steward-sandbox',
      scope: 'openid profile write-discussions',
    });

    // The worker dies while the person is at the Hub.
    await driver.killBackground();
    await answerOnHub(driver, code, 'Authorize');
    await page.bringToFront();
    await root.waitFor({ role: 'status', text: /You are signed in as sandbox-user/ }, { timeout: 20_000 });
    await root.waitFor({ text: 'Write in discussions under your name' });
    await root.waitFor({ text: 'Until the browser closes' });
    expect(await root.count({ text: /more than it needs/ })).toBe(0);
    expect(await axe(page, ACCOUNT)).toEqual([]);
    const token = tokenIn(hub)!;
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(token.value);
    await nothingInStorage(page);
    const rows = await vaultIn(page);
    expect(rows).toMatchObject([{ how: 'oauth', token: token.value }]);

    // What is kept does not need the page that it was given on.
    await page.close();
    const { panel } = await prepared(driver, SPECIAL.safeModel, 'The weights hold a pickle.');
    await press(panel, SEND);
    await until(() => ours(hub, 'model', SPECIAL.safeModel).length === 1, {
      timeout: 30_000,
      what: 'the report on the Hub',
    });
    const post = hub.requests.find(({ method, url }) => method === 'POST' && /\/discussions$/.test(url));
    expect(post?.headers.authorization).toBe(`Bearer ${token.value}`);

    const later = await driver.openExtensionPage('/options.html', `${ACCOUNT} .sign-in-may`);
    await later.bringToFront();
    const kept = await driver.documentOf(later);
    await press(kept, 'Sign out here and revoke');
    await kept.waitFor({ text: /You are signed out here/ }, { timeout: 10_000 });
    expect(await vaultIn(later)).toEqual([]);
    const settings = await tabAt(driver, /\/settings\/connected-applications$/);
    await press(await driver.documentOf(settings), 'Revoke');
    await until(() => token.revoked, { what: 'the Hub to have revoked it' });
    await later.bringToFront();
    await kept.waitFor({ role: 'button', name: 'Get a code' });
  });

  test('denied, then cancelled, then expired: each is said, and the way back is there', async ({
    driver,
    hub,
  }) => {
    test.setTimeout(90_000);
    hurry(hub);
    await driver.forgetSite();
    const { page, root } = await options(driver);
    await press(root, 'Get a code');
    await answerOnHub(driver, await codeOf(root), 'Deny');
    await page.bringToFront();
    await root.waitFor({ role: 'status', text: /refused on the Hub/ }, { timeout: 20_000 });

    await press(root, 'Get a code');
    await codeOf(root);
    await press(root, 'Cancel');
    await root.waitFor({ role: 'button', name: 'Get a code' });

    oauthState(hub.state).deviceLife = 2;
    await press(root, 'Get a code');
    await codeOf(root);
    await root.waitFor({ role: 'status', text: /not confirmed in time/ }, { timeout: 20_000 });
    expect(await vaultIn(page)).toEqual([]);
    expect(tokenIn(hub)).toBeUndefined();
  });

  test('offline while waiting: said, and it goes on by itself', async ({ driver, hub }) => {
    test.setTimeout(90_000);
    hurry(hub);
    await driver.forgetSite();
    const { page, root } = await options(driver);
    await press(root, 'Get a code');
    const code = await codeOf(root);
    // As long as it takes to be seen: the browser repeats a request by itself, and the next question comes soon.
    hub.faults.dropBefore(/^POST \/oauth\/token/, 1_000);
    await root.waitFor({ text: /The Hub could not be asked just now/ }, { timeout: 20_000 });
    hub.faults.clear();
    await answerOnHub(driver, code, 'Authorize');
    await page.bringToFront();
    await root.waitFor({ role: 'status', text: /You are signed in as sandbox-user/ }, { timeout: 30_000 });
  });

  test('a sign-in that has ended: the page asks for another, and nothing of it is kept', async ({
    driver,
    hub,
  }) => {
    test.setTimeout(90_000);
    hurry(hub);
    await driver.forgetSite();
    const { page, root } = await options(driver);
    await press(root, 'Get a code');
    await answerOnHub(driver, await codeOf(root), 'Authorize');
    await page.bringToFront();
    await root.waitFor({ role: 'status', text: /You are signed in as/ }, { timeout: 20_000 });
    await vaultIn(page, Date.now() - 1);
    await page.evaluate(() => location.reload());
    await until(
      async () =>
        (await page.evaluate(() => document.body?.innerText ?? '').catch(() => '')).includes(
          'Your sign-in has ended',
        ),
      {
        timeout: 10_000,
        what: 'the page to say that it has ended',
      },
    );
    expect(JSON.stringify(await vaultIn(page))).not.toContain('hf_oauth');
  });

  test('in the browser’s own window: an authorization code with PKCE', async ({ driver, hub }) => {
    test.setTimeout(90_000);
    await driver.forgetSite();
    const { page, root } = await options(driver);
    await (await root.waitFor({ role: 'checkbox', name: /Keep me signed in/ })).click();
    await press(root, 'Sign in with the Hub');
    const login = await tabAt(driver, /\/login\?next=/);
    await press(await driver.documentOf(login), /^Log in as/);
    const consent = await tabAt(driver, /\/oauth\/authorize\?/);
    await press(await driver.documentOf(consent), 'Authorize');
    await root.waitFor({ role: 'status', text: /You are signed in as sandbox-user/ }, { timeout: 20_000 });
    await root.waitFor({ text: 'On this device, also after the browser closes' });
    const [exchange] = asked(hub, '/oauth/token');
    const fields = new URLSearchParams(exchange!.body);
    expect(fields.get('grant_type')).toBe('authorization_code');
    expect(fields.get('redirect_uri')).toMatch(
      /^https:\/\/\w+\.(chromiumapp|extensions\.allizom)\.org\/hub$/,
    );
    await nothingInStorage(page);
  });
});

/** What is kept, straight from the database; with `ends`, the end of it is moved there first (milliseconds since the epoch). */
function vaultIn(page: Page, ends?: number): Promise<unknown[]> {
  return page.evaluate(
    (end) =>
      new Promise<unknown[]>((done, fail) => {
        const opening = indexedDB.open('hub-steward');
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('vault', 'readwrite');
          const store = transaction.objectStore('vault');
          const reading = store.getAll();
          reading.onsuccess = () => {
            if (end !== null) for (const row of reading.result) store.put({ ...row, expiresAt: end });
          };
          transaction.oncomplete = () => {
            opening.result.close();
            done(reading.result);
          };
        };
      }),
    ends ?? null,
  );
}
