/** Sync through the browser's own area: off until asked for, carried both ways, asked about before anything is overwritten. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import {
  cardStates,
  changeFilter,
  type Driver,
  expect,
  HUB,
  press,
  productTest,
  type ShadowHandle,
  SPECIAL,
  settled,
  until,
} from './support/product.ts';

const test = productTest();
const AXE = readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
const SECTION = 'section[aria-labelledby="sync"]';
const SWITCH = { role: 'switch', name: 'Sync with my other devices' } as const;

interface Area {
  get(keys?: null): Promise<Record<string, unknown>>;
  set(items: object): Promise<void>;
  clear(): Promise<void>;
}
interface Api {
  storage: { sync: Area };
  runtime: { sendMessage(message: object): Promise<{ ok: boolean; error?: string }> };
}
declare const chrome: Api;

/** All units in the browser's sync area, whatever item they lie in. */
const inSync = (page: Page): Promise<Record<string, [number, unknown?]>> =>
  page.evaluate(async () => {
    const { storage } = (globalThis as unknown as { browser?: Api }).browser ?? chrome;
    const items = Object.values(await storage.sync.get(null)) as { u: object }[];
    return Object.assign({}, ...items.map(({ u }) => u));
  });

/** Changes units as another device would: in the items that the browser brings. `undefined`: taken away. */
const fromAway = (page: Page, units: Record<string, unknown>): Promise<void> =>
  page.evaluate(async (changes) => {
    const { storage } = (globalThis as unknown as { browser?: Api }).browser ?? chrome;
    const items = (await storage.sync.get(null)) as Record<string, { g: string; u: Record<string, unknown> }>;
    const some = Object.keys(items)[0]!;
    const at = Date.now();
    for (const [key, value] of Object.entries(changes)) {
      const name = Object.keys(items).find((each) => key in items[each]!.u) ?? some;
      items[name]!.u[key] = value === null ? [at] : [at, value];
    }
    await storage.sync.set(items);
  }, units);

/** What a device that was set up years ago has left in the account. */
const leftByAnother = (page: Page, units: Record<string, unknown>): Promise<void> =>
  page.evaluate(async (values) => {
    const { storage } = (globalThis as unknown as { browser?: Api }).browser ?? chrome;
    const at = Date.now() - 3_600_000;
    const u = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, [at, value]]));
    await storage.sync.set({ u00: { v: 1, g: '0k0000000-otherone', u } });
  }, units);

const ask = (page: Page, name: string, data: object = {}) =>
  page.evaluate(
    (message) =>
      ((globalThis as unknown as { browser?: Api }).browser ?? chrome).runtime.sendMessage(message),
    { name, data },
  );

async function openOptions(driver: Driver) {
  const page = await driver.openExtensionPage('/options.html', `${SECTION} input[role=switch]`);
  return { page, root: await driver.documentOf(page) };
}

test.beforeEach(async ({ driver }) => {
  const page = await driver.openExtensionPage('/popup.html');
  await page.evaluate(() =>
    ((globalThis as unknown as { browser?: Api }).browser ?? chrome).storage.sync.clear(),
  );
  await page.close();
});

async function axe(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async (where) => {
    const { axe: run } = globalThis as unknown as {
      axe: { run(where: string): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> };
    };
    const { violations } = await run.run(where);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
  }, SECTION);
}

async function everyoneCanUseIt(driver: Driver, page: Page, state: string): Promise<void> {
  for (const [colourScheme, width] of [
    ['light', 1280],
    ['dark', 390],
  ] as const) {
    await driver.emulate(page, { colourScheme, reducedMotion: true });
    await page.setViewport({ width, height: 900 });
    expect(await axe(page), `${state}, ${colourScheme}`).toEqual([]);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over, `what sticks out at ${width} px, ${state}`).toBe(0);
    if (process.env.STEWARD_LOOK) {
      await page.evaluate((where) => document.querySelector(where)!.scrollIntoView(), SECTION);
      await page.setViewport({ width, height: 1500 });
      await driver.screenshot(
        page,
        join(process.env.STEWARD_LOOK, `${driver.name}-${state}-${colourScheme}.png`),
      );
    }
  }
  await driver.emulate(page, { colourScheme: 'light' });
  await page.setViewport({ width: 1280, height: 800 });
}

const flip = async (root: ShadowHandle) => (await root.waitFor(SWITCH)).click();

test('off until it is switched on; then changes go out, and those of another device are in force in open tabs', async ({
  driver,
}) => {
  const list = await driver.open(`${HUB}/models`);
  await settled(list, 30);
  const { page, root } = await openOptions(driver);
  await changeFilter(driver, { look: 'plain' });
  expect((await (await root.waitFor(SWITCH)).info()).checked).toBe(false);
  await everyoneCanUseIt(driver, page, 'off');
  expect(await inSync(page)).toEqual({});

  await flip(root);
  await root.waitFor({ role: 'status', text: 'Sync is on.' }, { timeout: 10_000 });
  expect((await inSync(page))['f:look']?.[1]).toBe('plain');
  await everyoneCanUseIt(driver, page, 'on');

  // Ours goes out; a reveal does not.
  const owner = SPECIAL.safeModel.split('/')[0]!;
  const put = (kind: string, value: string, action: string) =>
    ask(page, 'rules.put', { id: crypto.randomUUID(), kind, value, action });
  expect(await put('repo', SPECIAL.nfaaModel, 'show')).toMatchObject({ ok: true });
  expect(await put('author', owner, 'hide')).toMatchObject({ ok: true });
  await until(async () => `r:author ${owner.toLowerCase()}` in (await inSync(page)), {
    timeout: 20_000,
    what: 'the rule in sync',
  });
  expect(JSON.stringify(await inSync(page)).toLowerCase()).not.toContain(SPECIAL.nfaaModel.toLowerCase());
  await until(async () => (await cardStates(list, SPECIAL.safeModel))[0] === 'hide', {
    timeout: 15_000,
    what: 'the card, hidden',
  });

  // Another device takes the rule away, and wants covers blurred; nobody has to reload.
  await fromAway(page, { [`r:author ${owner.toLowerCase()}`]: null, 'f:look': 'blur', 'f:action': 'mark' });
  await until(async () => (await cardStates(list, SPECIAL.safeModel))[0] === 'safe', {
    timeout: 15_000,
    what: 'the card, shown again',
  });
  await root.waitFor({ selector: `${SECTION} .ui-facts dd time` }, { timeout: 10_000 });
  await until(
    () => page.evaluate(() => document.querySelector('input[value=mark]')?.matches(':checked') === true),
    { timeout: 10_000, what: 'the choice Mark on the options page' },
  );
  // And a worker that was killed in the middle of it takes up where it was.
  await driver.killBackground();
  await fromAway(page, { 'f:action': 'hide' });
  await until(
    () => page.evaluate(() => document.querySelector('input[value=hide]')?.matches(':checked') === true),
    { timeout: 15_000, what: 'the choice Hide on the options page' },
  );

  await press(root, 'Remove the copy from sync');
  await everyoneCanUseIt(driver, page, 'removing');
  await press(root, 'Remove it');
  await root.waitFor({ role: 'status', text: /The copy in sync is removed/ }, { timeout: 10_000 });
  expect(await inSync(page)).toEqual({});
  expect((await (await root.waitFor(SWITCH)).info()).checked).toBe(false);
});

test('settings of another device: asked about, by keyboard, and taken back', async ({ driver }) => {
  const { page, root } = await openOptions(driver);
  await ask(page, 'rules.put', { id: crypto.randomUUID(), kind: 'author', value: 'mine', action: 'cover' });
  await leftByAnother(page, {
    'f:action': 'hide',
    'f:look': 'plain',
    'p:home': 'mark',
    'r:author theirs': { a: 'hide', c: 1 },
  });
  const before = await inSync(page);
  const focusText = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  const tabTo = async (what: string) => {
    for (let n = 0; n < 12 && (await focusText()) !== what; n++) await page.keyboard.press('Tab');
    expect(await focusText()).toBe(what);
  };

  await (await root.waitFor(SWITCH)).focus();
  await page.keyboard.press(' ');
  await root.waitFor({ selector: '.sync-choice' }, { timeout: 10_000 });
  await until(async () => (await focusText()) === 'Whose settings count?', {
    what: 'the focus on the question',
  });
  expect(await inSync(page)).toEqual(before);
  await everyoneCanUseIt(driver, page, 'choice');

  const checked = () =>
    page.evaluate(() => document.querySelector<HTMLInputElement>('.sync-choice input:checked')?.value);
  await page.keyboard.press('Tab');
  expect(await checked()).toBe('both');
  await page.keyboard.press('ArrowDown');
  expect(await checked()).toBe('theirs');
  await tabTo('Take over those in sync');
  await page.keyboard.press('Enter');
  await root.waitFor({ role: 'status', text: /has taken over what was in sync/ }, { timeout: 10_000 });
  const rules = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.rule h4, .rule h3, .rule')].map((one) => one.textContent).join(),
    );
  await until(async () => /theirs/.test(await rules()) && !/mine/.test(await rules()), {
    timeout: 10_000,
    what: 'their rule instead of ours',
  });
  await everyoneCanUseIt(driver, page, 'chosen');

  // The button that was pressed is gone: the focus is on the way back.
  await until(async () => (await focusText()) === 'Undo', { what: 'the focus on Undo' });
  await page.keyboard.press('Enter');
  await until(async () => /mine/.test(await rules()) && !/theirs/.test(await rules()), {
    timeout: 10_000,
    what: 'our rule again',
  });
  await root.waitFor({ selector: '.sync-choice' });
  await press(root, 'Bring both together');
  await until(async () => /mine/.test(await rules()) && /theirs/.test(await rules()), {
    timeout: 10_000,
    what: 'both rules',
  });
  const units = await inSync(page);
  expect(units['r:author mine']?.[1]).toMatchObject({ a: 'cover' });
  expect(units['f:action']?.[1]).toBe('hide');
});

test('locked: what arrives waits for the PIN; what cannot be read is left alone', async ({ driver }) => {
  const { page, root } = await openOptions(driver);
  await flip(root);
  await root.waitFor({ role: 'status', text: 'Sync is on.' }, { timeout: 10_000 });
  await ask(page, 'lock.set', { pin: 'heron4071', noReveal: false });
  await fromAway(page, { 'f:action': 'show' });
  await root.waitFor(
    { text: /One change from another device is about what is locked here/ },
    { timeout: 10_000 },
  );
  await everyoneCanUseIt(driver, page, 'locked');
  const isShown = () =>
    page.evaluate(() => document.querySelector('input[value=show]')?.matches(':checked') === true);
  expect(await isShown()).toBe(false);
  expect(await ask(page, 'sync.set', { on: false })).toMatchObject({ ok: false, error: /locked with a PIN/ });
  await page.type('section[aria-labelledby="lock"] input[type=password]', 'heron4071');
  await press(root, 'Unlock for 10 minutes');
  await until(isShown, { timeout: 15_000, what: 'what had waited, in force' });

  await page.evaluate(async () => {
    const { storage } = (globalThis as unknown as { browser?: Api }).browser ?? chrome;
    await storage.sync.set({ u07: 'nonsense' });
  });
  await root.waitFor({ text: /What lies in sync cannot be read/ }, { timeout: 10_000 });
  await everyoneCanUseIt(driver, page, 'damaged');
  await press(root, /Write this device/);
  await root.waitFor({ role: 'status', text: /The copy in sync is written/ }, { timeout: 10_000 });
  expect((await inSync(page))['f:action']?.[1]).toBe('show');
});

test('as much as we say has room, the browser takes; what has none is said, and stays here', async ({
  driver,
}) => {
  const { page, root } = await openOptions(driver);
  const rules = (count: number, name: string) =>
    JSON.stringify({
      format: 'hub-steward-rules',
      version: 1,
      rules: Array.from({ length: count }, (_, n) => ({
        kind: 'author',
        value: `${name}-${n}`,
        action: 'hide',
        note: `${'é<'.repeat(15)} ${'and why'.repeat(3)}`,
      })),
      lists: [],
    });
  const importing = (text: string) => ask(page, 'rules.import', { text, mode: 'merge', dry: false });
  expect(await importing(rules(400, 'some-owner'))).toMatchObject({ ok: true });
  await flip(root);
  await root.waitFor({ role: 'status', text: 'Sync is on.' }, { timeout: 15_000 });
  const full = Number((await root.text()).match(/Room used in sync (\d+) kB/)?.[1]);
  expect(full).toBeGreaterThan(90);
  expect(full).toBeLessThan(101);
  expect(Object.keys(await inSync(page)).filter((key) => key.startsWith('r:'))).toHaveLength(400);

  expect(await importing(rules(100, 'one-more'))).toMatchObject({ ok: true });
  await root.waitFor({ role: 'alert', text: /Your rules do not fit into sync/ }, { timeout: 15_000 });
  await everyoneCanUseIt(driver, page, 'too-large');
  expect(JSON.stringify(await inSync(page))).not.toContain('one-more');
});
