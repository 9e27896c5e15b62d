/** The harness tests itself, with an extension of thirty lines: when this fails, believe no other e2e test. */

import { PNG } from 'pngjs';
import { countColour, until } from './support/driver.ts';
import { driverTest, expect } from './support/fixture.ts';
import { startMiniHub, writeMiniExtension } from './support/mini.ts';

const HOST = '#mini-host';
const HUB = 'https://huggingface.co/';

const test = driverTest({
  startHub: startMiniHub,
  extension: writeMiniExtension,
  options: { hosts: ['a-space.hf.space'] },
});

test('the real origin leads to the local hub, for pages and Spaces', async ({ driver, hub }) => {
  const page = await driver.open(HUB);
  expect(await page.title()).toBe('mini');
  expect(await page.evaluate(() => [location.origin, isSecureContext])).toEqual([
    'https://huggingface.co',
    true,
  ]);
  expect(await (await driver.open('https://a-space.hf.space/')).title()).toBe('space');
  expect(hub.seen).toContain('huggingface.co/');
});

test('a closed root is found, pressed and typed into by a trusted hand; the page sees none of it', async ({
  driver,
}) => {
  const page = await driver.open(HUB);
  const root = await driver.closedRoot(page, HOST);
  const button = await root.waitFor({ role: 'button', name: 'Ask the hub' });
  const field = await root.waitFor({ role: 'textbox', name: 'Words' });
  await field.type('/api/typed');
  expect((await field.info()).focused).toBe(true);
  expect((await field.info()).value).toBe('/api/typed');
  await button.click();
  await root.waitFor({ role: 'status', text: 'trusted true {"ok":true,"path":"/api/typed"}' });
  expect(await root.text()).toContain('trusted true');

  const host = await page.evaluate((css) => {
    const element = document.querySelector<HTMLElement>(css)!;
    element.click();
    return {
      root: element.shadowRoot,
      html: element.innerHTML,
      buttons: document.querySelectorAll('button').length,
    };
  }, HOST);
  expect(host).toEqual({ root: null, html: '', buttons: 0 });

  const inner = await driver.closedRoot(root, '#inner');
  expect(await (await inner.waitFor({ text: 'Deeper' })).info()).toMatchObject({
    role: 'button',
    visible: true,
  });
});

test('a press waits while something lies over the button', async ({ driver }) => {
  const page = await driver.open(HUB);
  const root = await driver.closedRoot(page, HOST);
  const button = await root.waitFor({ role: 'button', name: 'Ask the hub' });
  await page.evaluate(() => {
    const lid = document.createElement('div');
    lid.id = 'lid';
    lid.style.cssText = 'position:fixed;inset:0;z-index:9';
    document.body.append(lid);
  });
  await expect(button.click({ timeout: 300 })).rejects.toThrow(/id="lid".* lies over it/);
  await page.evaluate(() => document.getElementById('lid')!.remove());
  await button.click();
  await root.waitFor({ text: 'trusted true' });
});

test("the browser's own accessibility tree reaches into closed roots", async ({ driver }) => {
  const page = await driver.open(HUB);
  await driver.closedRoot(page, HOST);
  await until(
    async () => {
      const tree = await driver.accessibleTree(page);
      const has = (role: string, name: string) =>
        tree.some((node) => node.role === role && node.name === name);
      return (
        has('document', 'mini') &&
        has('heading', 'Mini hub') &&
        has('button', 'Ask the hub') &&
        has('button', 'Deeper') &&
        has('textbox', 'Words')
      );
    },
    { what: 'both buttons, the field and the heading in the tree' },
  );
});

test('the background dies mid-request and comes back for the next one', async ({ driver, hub }) => {
  const page = await driver.open(HUB);
  const root = await driver.closedRoot(page, HOST);
  const button = await root.waitFor({ role: 'button', name: 'Ask the hub' });
  const field = await root.waitFor({ role: 'textbox' });
  await field.type('/api/stall');
  await button.click();
  await until(() => hub.stalled() === 1, { what: 'the request to hang' });
  expect(await driver.backgroundAlive()).toBe(true);

  await driver.killBackground();
  await until(async () => !(await driver.backgroundAlive()), { what: 'the browser to list it no more' });
  await until(() => hub.stalled() === 0, { what: 'the request to be cut' });
  await root.waitFor({ role: 'status', text: /failed: / });
  expect(await driver.backgroundAlive(), 'nothing has called for it yet').toBe(false);

  hub.release();
  await button.click();
  await root.waitFor({ role: 'status', text: '"ok":true' });
  expect(await driver.backgroundAlive()).toBe(true);
});

test('extension pages open, and take presses', async ({ driver }) => {
  const page = await driver.openExtensionPage('/options.html', '#go');
  expect(await page.evaluate(() => location.href)).toBe(`${driver.extensionOrigin}/options.html`);
  const options = await driver.documentOf(page);
  await (await options.waitFor({ role: 'button', name: 'Born?' })).click();
  await options.waitFor({ role: 'status', text: 'born ' });
});

test('offline is offline for pages and background, also for one that starts later', async ({ driver }) => {
  const page = await driver.open(HUB);
  const root = await driver.closedRoot(page, HOST);
  const button = await root.waitFor({ role: 'button', name: 'Ask the hub' });
  await driver.setOffline(true);
  expect(
    await page.evaluate(() =>
      fetch('/api/x').then(
        () => 'reached',
        () => 'failed',
      ),
    ),
  ).toBe('failed');
  await button.click();
  await root.waitFor({ role: 'status', text: '"error":"TypeError' });
  await driver.killBackground();
  await button.click();
  await root.waitFor({ role: 'status', text: '"error":"TypeError' });
  await driver.setOffline(false);
  await button.click();
  await root.waitFor({ role: 'status', text: '"ok":true' });
});

test('a colour shown for a few frames is caught', async ({ driver }) => {
  const page = await driver.open(HUB);
  await driver.closedRoot(page, HOST);
  expect(countColour(await driver.screenshot(page), '#ff00c8')).toBe(1600);
  expect(countColour(await driver.screenshot(page), '#00ff00')).toBe(0);

  const frames = await driver.recordFrames(page, () =>
    page.evaluate(async () => {
      const flash = document.createElement('div');
      flash.style.cssText = 'position:fixed;right:0;top:0;width:30px;height:30px;background:#00ff00';
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      document.body.append(flash);
      // Two are enough in a calm browser; in a busy one the compositor may skip what scripts call a frame.
      for (let i = 0; i < 10; i++) await frame();
      flash.remove();
      await frame();
    }),
  );
  expect(Math.max(...frames.map((frame) => countColour(frame, '#00ff00')))).toBe(900);
  expect(PNG.sync.read(Buffer.from(frames[0]!))).toMatchObject({ width: 1280, height: 800 });
  expect(countColour(frames.at(-1)!, '#00ff00')).toBe(0);
});

test('frames are recorded across a navigation', async ({ driver }) => {
  const page = await driver.newPage();
  const frames = await driver.recordFrames(page, async () => {
    await page.goto(HUB);
    await driver.closedRoot(page, HOST);
  });
  expect(countColour(frames.at(-1)!, '#ff00c8')).toBe(1600);
  expect(frames.length).toBeGreaterThan(1);
});

test('media can be chosen', async ({ driver }) => {
  const page = await driver.open(HUB);
  const queries = [
    '(prefers-color-scheme: dark)',
    '(prefers-reduced-motion: reduce)',
    '(forced-colors: active)',
  ];
  const state = () => page.evaluate((all) => all.map((query) => matchMedia(query).matches), queries);
  await driver.emulate(page, { colourScheme: 'dark' });
  await expect.poll(state).toEqual([true, false, false]);
  await driver.emulate(page, { colourScheme: 'light', reducedMotion: true });
  await expect.poll(state).toEqual([false, true, false]);
  await driver.emulate(page, { forcedColours: true });
  await expect.poll(async () => (await state())[2]).toBe(true);
  await driver.emulate(page, {});
  await expect.poll(async () => (await state())[2]).toBe(false);
});

test('what the site stored can be forgotten', async ({ driver }) => {
  const page = await driver.open(HUB);
  await page.evaluate(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in both browsers.
    document.cookie = 'a=b';
    localStorage.setItem('c', 'd');
  });
  await driver.forgetSite();
  const again = await driver.open(HUB);
  expect(await again.evaluate(() => [document.cookie, localStorage.getItem('c')])).toEqual(['', null]);
});
