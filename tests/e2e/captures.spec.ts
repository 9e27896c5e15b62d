/** The shipped build on real pages of the Hub. Skipped where the captured pages are absent (README of tests/hub says why they are not here). */
import type { Page } from 'puppeteer-core';
import type { RepoType } from '../hub/server.ts';
import {
  CAPTURES,
  cardTitles,
  listed,
  NO_CAPTURES,
  readCapture,
  servable,
  serveCapture,
  stock,
} from './support/captures.ts';
import {
  cardRoot,
  type Driver,
  expect,
  HUB,
  openPanel,
  press,
  productTest,
  settled,
  until,
} from './support/product.ts';

const test = productTest();
test.skip(!CAPTURES, NO_CAPTURES);

const NFAA = 'not-for-all-audiences';

const LISTS: [capture: string, path: string, type: RepoType, count: number][] = [
  ['models-list-1', '/models?other=finance', 'model', 30],
  ['spaces-list-2', '/spaces', 'space', 24],
  ['datasets-list-2', '/datasets', 'dataset', 30],
  ['collection-fragment-1', '/collections/LiquidAI/lfm2-686d721927015b2ad73eaa38', 'model', 12],
];

for (const [capture, path, type, count] of LISTS) {
  test(`${capture}: all ${count} repositories are found, and those that are tagged are covered`, async ({
    driver,
    hub,
  }) => {
    const html = readCapture(capture);
    const ids = listed(html, type);
    expect(new Set(ids).size).toBe(count);
    const nfaa = ids.filter((_, index) => index % 3 === 1);
    stock(hub, type, ids, nfaa);
    serveCapture(hub, path, servable(html));

    const page = await driver.open(HUB + path);
    await settled(page, count);
    const states = await page.evaluate(() =>
      Array.from(document.querySelectorAll('article'), (card) => ({
        state: card.getAttribute('data-steward'),
        // Near the screen inert; far from it invisible.
        outOfReach: [...card.children].filter((part) => {
          const style = getComputedStyle(part);
          return (
            style.visibility === 'hidden' ||
            (style.pointerEvents === 'none' &&
              (part.hasAttribute('inert') || style.getPropertyValue('interactivity') === 'inert'))
          );
        }).length,
      })),
    );
    expect(states).toEqual(
      ids.map((id) =>
        nfaa.includes(id)
          ? { state: 'blur', outOfReach: expect.any(Number) }
          : { state: 'safe', outOfReach: 0 },
      ),
    );
    expect(states.filter(({ outOfReach }) => outOfReach > 0)).toHaveLength(nfaa.length);

    // What a screen reader is told: the safe ones' titles, and not a word of the others.
    const titles = cardTitles(html);
    const tree = (await driver.accessibleTree(page)).map(({ name }) => name);
    const said = (title: string) => tree.some((name) => name.includes(title));
    ids.forEach((id, index) => {
      const title = titles[index]!;
      const ambiguous = titles.some((other, at) => at !== index && other.includes(title));
      if (!nfaa.includes(id)) expect(said(title), title).toBe(true);
      else if (!ambiguous) expect(said(title), title).toBe(false);
    });

    await hidesNothing(driver, page, ids.find((id) => !nfaa.includes(id))!);
    const cover = await cardRoot(driver, page, nfaa[0]!);
    await press(cover, /^Show this repository/);
    await until(() =>
      page.evaluate(
        () => document.querySelector('[data-test-card]')?.getAttribute('data-steward') === 'shown',
      ),
    );
  });
}

/** The card's Report button lies on nothing that a person reads, and inside the window. */
async function hidesNothing(driver: Driver, page: Page, id: string): Promise<void> {
  const root = await cardRoot(driver, page, id);
  // Drawn and laid out: between the two a button has no size yet.
  let rect = { x: 0, y: 0, width: 0, height: 0 };
  await until(
    async () => {
      rect = (await (await root.waitFor({ selector: '.flag' })).info()).rect;
      return rect.width > 0;
    },
    { what: 'the Report button to be laid out' },
  );
  expect(rect.width).toBeGreaterThanOrEqual(24);
  expect(rect.height).toBeGreaterThanOrEqual(24);
  const under = await page.evaluate((flag) => {
    const words = document.createTreeWalker(
      document.querySelector('[data-test-card]')!,
      NodeFilter.SHOW_TEXT,
    );
    const hit: string[] = [];
    for (let node = words.nextNode(); node; node = words.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects())
        if (
          box.width > 0 &&
          box.right > flag.x &&
          box.left < flag.x + flag.width &&
          box.bottom > flag.y + 1 &&
          box.top < flag.y + flag.height - 1
        )
          hit.push(node.nodeValue!.trim());
    }
    return hit.filter(Boolean);
  }, rect);
  expect(under).toEqual([]);
}

const PAGES: [capture: string, path: string, type: RepoType, id: string][] = [
  ['model-1', '', 'model', 'epfl-llm/meditron-7b'],
  ['model-2', '', 'model', 'yentinglin/Llama-3-Taiwan-70B-Instruct-DPO'],
  ['model-4', '', 'model', 'xdanger/macrocosm'],
  ['model-gallery-1', '', 'model', '352aaron/uhuh'],
  ['model-nsfwtag-1', '', 'model', 'Zomi-Technology/content-review-nsfw'],
  ['model-disabled-1', '', 'model', 'ykilcher/gpt-4chan'],
  ['model-nfaa-1', '', 'model', 'Undi95/MLewd-L2-Chat-13B-GGUF-Old'],
  ['model-nfaa-2', '', 'model', 'Undi95/MLewd-L2-Chat-13B-Old'],
  ['model-nfaa-3', '', 'model', 'UnFunnyCat/SwagRat-_1Token'],
  [
    'blob-1',
    '/blob/main/modeling_wav2vec2_to_vit5_bottleneck.py',
    'model',
    'sample-user/wav2vec2-t5-Vietnamese',
  ],
  ['space-edit-3', '/edit/main/Env.py', 'space', 'sample-user/irrigation-ai'],
  ['dataset-header-partial-1', '/blob/main/README.md', 'dataset', 'mozilla-foundation/common_voice_13_0'],
  ['space-app-partial-1', '', 'space', 'linoyts/Qwen-Image-Edit-Angles'],
];

for (const [capture, rest, type, id] of PAGES) {
  const walled = capture.startsWith('model-nfaa');
  test(`${capture}: one Report button in the title, and it reports ${id}`, async ({ driver, hub }) => {
    const path = `${type === 'model' ? '' : `/${type}s`}/${id}${rest}`;
    stock(hub, type, [id], walled ? [id] : []);
    serveCapture(hub, path, servable(readCapture(capture)));
    const page = await driver.open(HUB + path);
    const title = await driver.closedRoot(page, 'h1 > [data-steward-ui]', { timeout: 10_000 });
    const report = await title.waitFor({ role: 'button' });
    expect(await title.count({ role: 'button' })).toBe(1);
    await besideLike(page, (await report.info()).rect, capture.includes('partial'));

    const panel = await openPanel(driver, page);
    await panel.waitFor({ selector: '.panel-target', text: new RegExp(`^${id}`) });
    expect(
      await page.evaluate(() => ({
        buttons: document.querySelectorAll('[data-steward-ui="header"]').length,
        walls: document.querySelectorAll('[data-steward-ui="wall"]').length,
        theirs: document.querySelectorAll('main a[href="?not-for-all-audiences=true"]').length,
        marked: document.querySelectorAll('[data-steward-body], [inert]').length,
      })),
    ).toEqual({ buttons: 1, walls: 0, theirs: walled ? 1 : 0, marked: 0 });
  });
}

/** On a line with the like button and as high as it, where the page has one that is whole. */
async function besideLike(
  page: Page,
  button: { y: number; height: number },
  partial: boolean,
): Promise<void> {
  if (partial) return;
  const like = await page.evaluate(() => {
    const rect = document.querySelector('h1 button[title="Like"]')!.parentElement!.getBoundingClientRect();
    return { y: rect.y, height: rect.height };
  });
  expect(Math.abs(button.y - like.y)).toBeLessThanOrEqual(1);
  expect(Math.abs(button.height - like.height)).toBeLessThanOrEqual(1);
}

test('model-gallery-1 with the tag but without the wall: its body is covered, and shown when asked', async ({
  driver,
  hub,
}) => {
  const id = '352aaron/uhuh';
  stock(hub, 'model', [id], [id]);
  serveCapture(hub, `/${id}`, servable(readCapture('model-gallery-1'), { tags: (tags) => [...tags, NFAA] }));
  const page = await driver.open(`${HUB}/${id}`);
  const wall = await driver.closedRoot(page, '[data-steward-ui="wall"]', { timeout: 10_000 });
  const show = await wall.waitFor({ role: 'button', name: /^Show this repository/ });
  const body = () =>
    page.evaluate(() => ({
      covered: document.querySelectorAll('[data-steward-body="blur"][inert]').length,
      cardIn: document.querySelector('.model-card-content')!.closest('[inert]') !== null,
    }));
  expect(await body()).toEqual({ covered: 1, cardIn: true });
  const words = await page.evaluate(() =>
    document.querySelector('.model-card-content h1')!.textContent!.trim(),
  );
  const said = async () =>
    (await driver.accessibleTree(page)).some(({ name, role }) => role === 'heading' && name === words);
  expect(await said()).toBe(false);
  await until(
    () => page.evaluate(() => document.querySelectorAll('h1 > [data-steward-ui="header"]').length === 1),
    { what: 'the Report button in the title' },
  );

  await show.click();
  await until(async () => !(await body()).cardIn, { what: 'the body to be shown' });
  // Firefox brings its accessibility tree up to date a moment after the page.
  await until(said, { what: 'the body to be in the accessibility tree' });
});

const PLAIN: [capture: string, path: string][] = [
  ['home-1', '/'],
  ['papers-1', '/papers'],
  // Where a repository would be.
  ['error-1', '/nobody/nothing'],
];

for (const [capture, path] of PLAIN) {
  test(`${capture}: nothing is marked, and nothing can be reported`, async ({ driver, hub }) => {
    stock(hub, 'model', ['probe/probe']);
    serveCapture(hub, path, servable(readCapture(capture)));
    const page = await driver.open(HUB + path);
    await provesAlive(page);
    // What they link to is not on the sandbox Hub, which says so.
    await until(() => page.evaluate(() => document.querySelector('[data-steward="placeholder"]') === null), {
      timeout: 10_000,
      what: 'links to be judged',
    });
    expect(
      await page.evaluate(() =>
        Array.from(
          document.querySelectorAll('[data-steward], [data-steward-body], [data-steward-ui], [inert]'),
        )
          .filter((element) => !element.closest('#probe'))
          .map((element) => element.outerHTML.slice(0, 200)),
      ),
    ).toEqual([]);
  });
}

/** A card that is put into the page is judged and gets its button: so all else had its turn, too. */
async function provesAlive(page: Page): Promise<void> {
  await page.evaluate(() => {
    const probe = document.createElement('article');
    probe.id = 'probe';
    probe.innerHTML = '<a href="/probe/probe">probe/probe</a>';
    document.body.append(probe);
  });
  await until(
    () =>
      page.evaluate(() => document.querySelector('#probe[data-steward="safe"] > [data-steward-ui]') !== null),
    // All that the page links to may be asked about before it.
    { timeout: 30_000, what: 'the probe to be judged and drawn on' },
  );
}
