/** The filter on listings: what is covered, what is not, and how people take a cover away and put it back. */
import { RULESET_KEY } from '../../lib/nfaa/ruleset.ts';
import type { Hub } from '../hub/server.ts';
import {
  askedOf,
  cardRoot,
  cardStates,
  changeFilter,
  expect,
  HUB,
  press,
  productTest,
  SPECIAL,
  settled,
  storedUnder,
  until,
} from './support/product.ts';

const test = productTest();

const taggedModels = (hub: Hub): string[] =>
  hub.state.repos
    .filter(({ type, tags }) => type === 'model' && tags.includes('not-for-all-audiences'))
    .map(({ id }) => id);

test('covers the tagged cards of a listing, and no others', async ({ driver, hub }) => {
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  const tagged = new Set(taggedModels(hub));
  const cards = await page.evaluate(() =>
    [...document.querySelectorAll('article')].map((card) => ({
      id: new URL(card.querySelector('a')!.href).pathname.slice(1),
      state: card.getAttribute('data-steward'),
    })),
  );
  expect(cards.length).toBeGreaterThanOrEqual(30);
  expect(cards.filter((c) => tagged.has(c.id)).length).toBeGreaterThan(0);
  for (const { id, state } of cards) expect([id, state]).toEqual([id, tagged.has(id) ? 'blur' : 'safe']);

  // One query for the whole page, not one a card.
  const asked = askedOf(hub);
  expect(asked).toHaveLength(1);
  expect(decodeURIComponent(asked[0]!.url)).toContain('expand[]=tags');
});

test('a second visit asks nobody', async ({ driver, hub }) => {
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  hub.requests.length = 0;
  await page.reload();
  await settled(page, 30);
  expect(askedOf(hub)).toEqual([]);
});

test('what is covered is out of the accessibility tree, out of the tab order and out of reach', async ({
  driver,
}) => {
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  const root = await cardRoot(driver, page, SPECIAL.nfaaModel);
  const show = await root.waitFor({ role: 'button', name: /^Show/ });
  expect((await show.info()).name).toMatch(/not-for-all-audiences/);
  const names = (await driver.accessibleTree(page)).map((node) => node.name).join('\n');
  expect(names).toContain(SPECIAL.safeModel);
  expect(names).not.toContain(SPECIAL.nfaaModel);
  expect(names).not.toContain('velvet-noir');
});

test('reveals on a trusted click only, keeps the focus, and covers again', async ({ driver }) => {
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  const root = await cardRoot(driver, page, SPECIAL.nfaaModel);
  await root.waitFor({ role: 'button', name: /^Show/ });

  // The page cannot press it: neither through the host nor by dispatching events at its place.
  await page.evaluate(() => {
    const host = document.querySelector<HTMLElement>('[data-test-card] > [data-steward-ui]')!;
    host.click();
    for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click'])
      host.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true }));
  });
  expect(await cardStates(page, SPECIAL.nfaaModel)).toEqual(['blur']);

  await press(root, /^Show/);
  await until(async () => (await cardStates(page, SPECIAL.nfaaModel))[0] === 'shown');
  const again = await root.waitFor({ role: 'button', name: /^Cover/ });
  expect((await again.info()).focused).toBe(true);
  // Firefox brings its accessibility tree up to date a moment after the page.
  await until(
    async () => (await driver.accessibleTree(page)).some(({ name }) => name.includes('velvet-noir')),
    {
      what: 'the revealed name in the accessibility tree',
    },
  );

  await again.press('Enter');
  await until(async () => (await cardStates(page, SPECIAL.nfaaModel))[0] === 'blur');
});

test('a reveal ends with the page and is not written anywhere', async ({ driver }) => {
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  await press(await cardRoot(driver, page, SPECIAL.nfaaModel), /^Show/);
  await until(async () => (await cardStates(page, SPECIAL.nfaaModel))[0] === 'shown');
  expect(page.url()).toBe(`${HUB}/models`);
  await page.reload();
  await settled(page, 30);
  expect(await cardStates(page, SPECIAL.nfaaModel)).toEqual(['blur']);
});

test('the list re-rendered on the client is judged anew: search, next page, back', async ({
  driver,
  hub,
}) => {
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  const tagged = new Set(
    hub.state.repos.filter((r) => r.tags.includes('not-for-all-audiences')).map((r) => r.id),
  );
  const uncovered = () =>
    page.evaluate(
      (ids) =>
        [...document.querySelectorAll('article')]
          .filter((card) => ids.includes(new URL(card.querySelector('a')!.href).pathname.slice(1)))
          .map((card) => card.getAttribute('data-steward'))
          .filter((state) => state !== 'blur'),
      [...tagged],
    );

  // The framework has taken over once it answers.
  await until(() =>
    page.evaluate(
      () =>
        (globalThis as { __hydrated?: boolean }).__hydrated !== false &&
        !document.querySelector('main')!.innerHTML.includes('<!--[-->'),
    ),
  );
  const box = await page.$('main input');
  await box!.type('n');
  await until(() => page.evaluate(() => location.search.includes('search=')));
  await settled(page);
  expect(await uncovered()).toEqual([]);
  await page.evaluate(() => document.querySelector<HTMLAnchorElement>('nav a[href*="p=1"]')?.click());
  await until(() => page.evaluate(() => location.search.includes('p=1')));
  await settled(page);
  expect(await uncovered()).toEqual([]);
  await page.goBack();
  await until(() => page.evaluate(() => !location.search.includes('p=1')));
  await settled(page);
  expect(await uncovered()).toEqual([]);
});

test('every class name renamed: nothing changes', async ({ driver, hub }) => {
  hub.faults.scrambleClasses = true;
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  expect(await cardStates(page, SPECIAL.nfaaModel)).toEqual(['blur']);
  expect(await cardStates(page, SPECIAL.safeModel)).toEqual(['safe']);
  await page.goto(`${HUB}/${SPECIAL.nfaaModel}?not-for-all-audiences=true`);
  await driver.closedRoot(page, 'h1 > [data-steward-ui]', { timeout: 10_000 });
  await driver.closedRoot(page, 'main [data-steward-ui="wall"]', { timeout: 10_000 });
});

test('the framework takes over without noticing us', async ({ driver, hub }) => {
  hub.faults.hydrationDelayMs = 300;
  for (const path of ['/models', '/spaces', `/${SPECIAL.safeModel}`, `/spaces/${SPECIAL.safeSpace}`]) {
    const page = await driver.open(`${HUB}${path}`);
    await driver.closedRoot(
      page,
      path.split('/').length > 2 ? 'h1 > [data-steward-ui]' : 'article > [data-steward-ui]',
      { timeout: 10_000 },
    );
    expect(
      await page.evaluate(
        () => (globalThis as { __hydrationMismatches?: number }).__hydrationMismatches ?? 0,
      ),
    ).toBe(0);
    await page.close();
  }
});

test('a page of 20,000 cards is covered whole, and stays usable', async ({ driver, hub }) => {
  test.setTimeout(700_000);
  const page = await driver.newPage();
  // A tab in the background paints no frames, and the page adds one batch a frame.
  await page.bringToFront();
  await page.goto(`${HUB}/docs/sandbox/many?n=20000&batch=1000`);
  await until(() => page.evaluate(() => document.documentElement.dataset.done !== undefined), {
    timeout: 300_000,
  });
  // Beyond the first cards, what is known to be untagged carries no mark; what is tagged always does.
  const states = () =>
    page.evaluate((tagged) => {
      const shields = new Set(tagged.map((id) => `/${id}`));
      const count: Record<string, number> = {};
      for (const card of document.querySelectorAll('article')) {
        const link = card.querySelector('a')!.getAttribute('href')!;
        const state = card.getAttribute('data-steward') ?? (shields.has(link) ? 'none' : 'safe');
        count[state] = (count[state] ?? 0) + 1;
      }
      return count;
    }, taggedModels(hub));
  // Whatever the Hub's limits leave unknown is covered too; nothing is left unjudged.
  await until(
    async () => {
      const count = await states();
      return !count.wait && !count.none && !count.placeholder;
    },
    { timeout: 300_000, what: 'every card judged and answered' },
  );
  const count = await states();
  expect(Object.values(count).reduce((a, b) => a + b)).toBe(20_000);
  expect(count.hide ?? 0).toBe(0);
  // The page still answers a person.
  expect(await page.evaluate(() => document.title.length)).toBeGreaterThan(0);
});

test('deep in a long list a cover shows nothing at all until it comes near the screen, then it is like the first ones', async ({
  driver,
}) => {
  const page = await driver.newPage();
  await page.bringToFront();
  await page.goto(`${HUB}/docs/sandbox/many?n=600&batch=200`);
  await until(() => page.evaluate(() => document.documentElement.dataset.done !== undefined));
  const look = (which: 'first' | 'last', come = false) =>
    page.evaluate(
      (end, scroll) => {
        const card = [...document.querySelectorAll('article[data-steward="blur"]')].at(
          end === 'first' ? 0 : -1,
        )!;
        if (scroll) card.scrollIntoView();
        const { filter, visibility } = getComputedStyle(card.firstElementChild!);
        return { blurred: filter.includes('blur'), visibility };
      },
      which,
      come,
    );
  const blurred = { blurred: true, visibility: 'visible' };
  await until(async () => (await look('first')).blurred, { what: 'the first to be drawn' });
  expect(await look('first')).toEqual(blurred);
  expect(await look('last')).toEqual({ blurred: false, visibility: 'hidden' });
  await until(async () => (await look('last', true)).blurred, { what: 'the last to come near' });
  expect(await look('last')).toEqual(blurred);
});

test('a long list that is replaced at one stroke: the first cards of the new one have their Report buttons', async ({
  driver,
}) => {
  const page = await driver.newPage();
  await page.bringToFront();
  await page.goto(`${HUB}/docs/sandbox/many?n=1000`);
  await until(() => page.evaluate(() => document.documentElement.dataset.done !== undefined));
  const hosts = (selector: string) =>
    page.evaluate((css) => document.querySelectorAll(`${css} article > [data-steward-ui]`).length, selector);
  await until(async () => (await hosts('[data-many]')) >= 30, { what: 'the buttons of the first list' });
  await settled(page, 100);
  const cards = await page.evaluate(() => {
    const before = document.querySelector('[data-many]')!;
    // Those of the end, as the Hub would make them: nothing of ours is on them.
    const plain = [...before.querySelectorAll('article')]
      .filter((card) => (card.getAttribute('data-steward') ?? 'safe') === 'safe')
      .slice(-20);
    const list = document.createElement('div');
    list.id = 'another';
    list.append(...plain.map((card) => card.cloneNode(true)));
    for (const ours of list.querySelectorAll('[data-steward-ui]')) ours.remove();
    for (const card of list.children) card.removeAttribute('data-steward');
    // The new one first: whoever looks at one change after the other still sees the old one.
    before.after(list);
    before.remove();
    return plain.length;
  });
  expect(cards).toBe(20);
  await until(async () => (await hosts('#another')) === cards, { what: 'the buttons of the new list' });
});

test('a card that becomes another repository’s before its cover is drawn is not covered', async ({
  driver,
}) => {
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  // The framework, which would take the list back as it was, has taken over by then.
  await driver.closedRoot(page, 'article > [data-steward-ui]', { timeout: 10_000 });
  // More than get their Report button unasked, so that a safe card needs nothing.
  await page.evaluate(() => {
    const safe = document.querySelector('article[data-steward="safe"]')!;
    const plain = safe.cloneNode(true) as Element;
    plain.removeAttribute('data-steward');
    plain.querySelector('[data-steward-ui]')?.remove();
    safe.after(...Array.from({ length: 80 }, () => plain.cloneNode(true)));
  });
  await until(
    () => page.evaluate(() => document.querySelectorAll('article:not([data-steward])').length > 0),
    {
      what: 'cards that nothing is drawn on',
    },
  );
  const states = await page.evaluate(async (tagged) => {
    const plain = document.querySelector('article:not([data-steward])')!;
    const reused = plain.cloneNode(true) as Element;
    const link = reused.querySelector('a')!;
    const safe = link.getAttribute('href')!;
    const judged: (string | null)[] = [];
    const rename = async (href: string) => {
      link.setAttribute('href', href);
      // The guard judges before the browser can paint or draw.
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      judged.push(reused.getAttribute('data-steward'));
    };
    document.querySelector('article')!.before(reused);
    reused.id = 'reused';
    await rename(`/${tagged}`);
    await rename(safe);
    // Drawn after the other, if that one is.
    const last = plain.cloneNode(true) as Element;
    last.id = 'last';
    last.querySelector('a')!.setAttribute('href', `/${tagged}`);
    reused.after(last);
    return judged;
  }, SPECIAL.nfaaModel);
  expect(states).toEqual(['blur', 'safe']);
  await driver.closedRoot(page, '#last > [data-steward-ui]', { timeout: 10_000 });
  expect(await page.evaluate(() => document.querySelectorAll('#reused > [data-steward-ui]').length)).toBe(0);
});

test('a card that becomes another’s before its Report button is drawn has no button of the old one', async ({
  driver,
}) => {
  const page = await driver.newPage();
  await page.bringToFront();
  await page.goto(`${HUB}/docs/sandbox/many?n=300`);
  await until(() => page.evaluate(() => document.documentElement.dataset.done !== undefined));
  await driver.closedRoot(page, 'article > [data-steward-ui]', { timeout: 10_000 });
  await settled(page, 300);
  const becomes = await page.evaluate(async () => {
    const href = (card: Element) => card.querySelector('a')!.getAttribute('href')!;
    const safe = [...document.querySelectorAll('article[data-steward="safe"]')];
    const different = safe.find((card) => href(card) !== href(safe[0]!))!;
    // Known to be untagged, and beyond the first ones: nothing is drawn on them unasked.
    const [reused, other] = [safe[0]!, different].map((card) => {
      const plain = card.cloneNode(true) as Element;
      plain.removeAttribute('data-steward');
      for (const ours of plain.querySelectorAll('[data-steward-ui]')) ours.remove();
      document.querySelector('[data-many]')!.append(plain);
      return plain;
    }) as [Element, Element];
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    reused.id = 'reused';
    other.id = 'other';
    const point = (card: Element) => card.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    point(reused);
    reused.querySelector('a')!.setAttribute('href', href(other));
    point(other);
    return href(other).slice(1);
  });
  await driver.closedRoot(page, '#other > [data-steward-ui]', { timeout: 10_000 });
  expect(await page.evaluate(() => document.querySelectorAll('#reused > [data-steward-ui]').length)).toBe(0);
  // Pointed at once more, it has its own.
  await page.evaluate(() =>
    document.querySelector('#reused')!.dispatchEvent(new PointerEvent('pointerover', { bubbles: true })),
  );
  const root = await driver.closedRoot(page, '#reused > [data-steward-ui]', { timeout: 10_000 });
  expect((await (await root.waitFor({ selector: '.flag' })).info()).name).toContain(becomes);
});

test('a link around a card is judged like any other', async ({ driver }) => {
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  const state = await page.evaluate(async (tagged) => {
    const link = document.createElement('a');
    link.href = `/${tagged}`;
    link.innerHTML = '<article>What it is called</article>';
    document.querySelector('main')!.append(link);
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    return link.getAttribute('data-steward');
  }, SPECIAL.nfaaModel);
  expect(state).toBe('blur');
});

test('what the Hub does not have is asked about once, and so is what it cannot say', async ({
  driver,
  hub,
}) => {
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  // New rules ask anew, and those of a first start are kept a moment later.
  await until(async () => (await storedUnder(driver, RULESET_KEY)) !== undefined, {
    what: 'the first rules',
  });
  const asked = (id: string) => hub.requests.filter(({ url }) => url.includes(`/api/models/${id}?`)).length;
  const add = (id: string) =>
    page.evaluate((name) => {
      document
        .querySelector('main')!
        .insertAdjacentHTML('beforeend', `<article><a href="/${name}">${name}</a></article>`);
    }, id);
  const becomes = async (id: string, state: string) => {
    await add(id);
    await until(async () => (await cardStates(page, id))[0] === state, { what: `${id} to be ${state}` });
  };
  hub.faults.status(/GET \/api\/models\/nobody\/broken/, 500);
  await becomes('nobody/nothing', 'failed');
  await becomes('nobody/broken', 'failed');
  // A server that stumbles is given more than one try (request.ts).
  const tries = asked('nobody/broken');
  // Each of these is a question and its answer: time enough to ask again.
  for (let turn = 0; turn < 10; turn++) {
    const id = `turns/turn-${turn}`;
    hub.state.repos.push({ ...hub.state.repos.find((repo) => repo.id === SPECIAL.safeModel)!, id });
    await becomes(id, 'safe');
  }
  expect([asked('nobody/nothing'), asked('nobody/broken')]).toEqual([1, tries]);
});

test('names that try to break out are only names', async ({ driver }) => {
  for (const path of ['/spaces', `/spaces/${SPECIAL.hostileSpace}`, `/${SPECIAL.hostileModel}`]) {
    const page = await driver.open(`${HUB}${path}`);
    await driver.closedRoot(page, 'article > [data-steward-ui], h1 > [data-steward-ui]', { timeout: 10_000 });
    expect(await page.evaluate(() => (globalThis as { __pwned?: unknown }).__pwned ?? null)).toBeNull();
    await page.close();
  }
});

test('a page gets no message that tells it of us', async ({ driver }) => {
  const page = await driver.newPage();
  await page.evaluateOnNewDocument(() => {
    const heard: unknown[] = [];
    Object.assign(globalThis, { heard });
    addEventListener('message', ({ data }) => heard.push(data), true);
  });
  await page.goto(`${HUB}/models`);
  await settled(page, 30);
  await cardRoot(driver, page, SPECIAL.nfaaModel);
  expect(await page.evaluate(() => (globalThis as { heard?: unknown[] }).heard)).toEqual([]);
});

test('hide leaves a count with a way back, and the way back goes both ways', async ({ driver }) => {
  await changeFilter(driver, { action: 'hide' });
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  expect(await cardStates(page, SPECIAL.nfaaModel)).toEqual(['hide']);
  const note = await driver.closedRoot(page, 'html > [data-steward-ui="note"]', { timeout: 10_000 });
  await note.waitFor({ text: /\d+ repositor(y is|ies are) hidden/ });
  await press(note, 'Show on this page');
  await until(async () => (await cardStates(page, SPECIAL.nfaaModel))[0] === 'shown');
  await press(note, 'Hide again');
  await until(async () => (await cardStates(page, SPECIAL.nfaaModel))[0] === 'hide');
});

test('mark shows the card with a label; show and off leave it alone', async ({ driver }) => {
  await changeFilter(driver, { action: 'mark' });
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  const root = await cardRoot(driver, page, SPECIAL.nfaaModel);
  await root.waitFor({ text: /Not for all audiences/ });
  expect(await cardStates(page, SPECIAL.nfaaModel)).toEqual(['mark']);
  for (const change of [{ action: 'show' }, { action: 'cover', on: false }]) {
    await changeFilter(driver, change);
    await until(async () => (await cardStates(page, SPECIAL.nfaaModel))[0] === 'safe');
  }
});
