/** What can be wrong with the way to the Hub: none, closed for a while, or answers that are none. Sent once, or not at all. */
import {
  expect,
  type Hub,
  ours,
  press,
  productTest,
  SANDBOX_TOKENS,
  SPECIAL,
  until,
} from './support/product.ts';
import {
  BEYOND_LEASE_MS,
  draftsIn,
  myReports,
  POSTS,
  pickTopic,
  postsOf,
  prepared,
  receipt,
  recordBecomes,
  reportOn,
  SEND,
  signIn,
  timePasses,
  write,
} from './support/reporting.ts';

const test = productTest();
const { safeModel } = SPECIAL;
const WORDS = 'Words that must not get lost.';

test.beforeEach(async ({ driver }) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
});

test('no network: looked for, never lost, sent once when there is one again', async ({ driver, hub }) => {
  const list = await myReports(driver);
  const { page, panel } = await prepared(driver, safeModel, WORDS);
  await driver.setOffline(true);
  await press(panel, SEND);
  await recordBecomes(list.page, ({ state, problem }) => state === 'checking' && problem !== undefined);
  await panel.waitFor({ text: /could not be reached|no clear answer/ });
  expect((await draftsIn(list.page))[0]?.texts?.public).toBe(WORDS);
  expect(postsOf(hub)).toEqual([]);

  await driver.setOffline(false);
  await timePasses(list.page, BEYOND_LEASE_MS);
  await recordBecomes(list.page, ({ state }) => state === 'confirmed');
  expect(ours(hub, 'model', safeModel)).toHaveLength(1);
  await page.bringToFront();
  await receipt(panel);
});

/** Headers of a 429, and how long the Hub asks us to wait. */
const HASTE: [string, Record<string, string>, number][] = [
  ['Retry-After', { 'retry-after': '120' }, 120_000],
  [
    'RateLimit',
    { ratelimit: '"api";r=0;t=240', 'ratelimit-policy': '"fixed window";"api";q=1000;w=300' },
    240_000,
  ],
];
for (const [header, headers, wait] of HASTE) {
  test(`too many requests (${header}): it waits as long as it is asked to, then goes out once`, async ({
    driver,
    hub,
  }) => {
    const { page, panel } = await prepared(driver, safeModel, WORDS);
    hub.faults.status(POSTS, 429, { times: 1, headers });
    const before = Date.now();
    await press(panel, SEND);
    await panel.waitFor({ text: /slow down.*sent by itself/ }, { timeout: 25_000 });
    const list = await myReports(driver);
    const { nextAt } = await recordBecomes(
      list.page,
      ({ state, tries }) => state === 'queued' && tries === 1,
    );
    expect(nextAt).toBeGreaterThanOrEqual(before + wait);
    await list.root.waitFor({ text: /It is tried again/ });
    expect(postsOf(hub)).toHaveLength(1);
    expect((await draftsIn(list.page))[0]?.texts?.public).toBe(WORDS);

    // What a worker remembers of limits dies with it, as it does after half a minute.
    await driver.killBackground();
    await timePasses(list.page, wait + 2_000);
    await recordBecomes(list.page, ({ state }) => state === 'confirmed');
    expect(postsOf(hub)).toHaveLength(2);
    expect(ours(hub, 'model', safeModel)).toHaveLength(1);
    await page.bringToFront();
    await receipt(panel);
  });
}

/** Answers that say nothing of what was written; and nothing was. */
const UNCLEAR: { name: string; fault: (hub: Hub) => void }[] = [
  {
    name: 'a page where JSON was due',
    fault: ({ faults }) => faults.add({ match: POSTS, times: 1, action: { kind: 'html' } }),
  },
  {
    name: 'a 500',
    fault: ({ faults }) => faults.status(POSTS, 500, { times: 1 }),
  },
  {
    name: 'broken JSON',
    fault: ({ faults }) => faults.add({ match: POSTS, times: 1, action: { kind: 'malformed' } }),
  },
];
for (const { name, fault } of UNCLEAR) {
  test(`no clear answer (${name}): looked for first, and there once`, async ({ driver, hub }) => {
    const { page, panel } = await prepared(driver, safeModel, WORDS);
    fault(hub);
    await press(panel, SEND);
    const list = await myReports(driver);
    await recordBecomes(list.page, ({ state }) => state === 'checking');
    await list.root.waitFor({ text: /Checking whether it arrived/ });
    expect(postsOf(hub)).toHaveLength(1);
    expect((await draftsIn(list.page))[0]?.texts?.public).toBe(WORDS);

    await timePasses(list.page, BEYOND_LEASE_MS);
    const record = await recordBecomes(list.page, ({ state }) => state === 'confirmed');
    expect(postsOf(hub)).toHaveLength(2);
    expect(ours(hub, 'model', safeModel).map(({ num }) => num)).toEqual([record.discussion]);
    await page.bringToFront();
    await receipt(panel);
  });
}

test('the line is cut when the Hub has written: found there, not sent again', async ({ driver, hub }) => {
  const list = await myReports(driver);
  const { page, panel } = await prepared(driver, safeModel, WORDS);
  const gate = hub.faults.holdAfter(POSTS);
  await press(panel, SEND);
  await gate.arrived;
  // Cut as a whole: on a line that still stands, a browser would repeat the request by itself.
  await driver.setOffline(true);
  await recordBecomes(list.page, ({ state, problem }) => state === 'checking' && problem !== undefined);
  gate.release();
  await driver.setOffline(false);
  await timePasses(list.page, BEYOND_LEASE_MS);
  await recordBecomes(list.page, ({ state }) => state === 'confirmed');
  expect(postsOf(hub)).toHaveLength(1);
  expect(ours(hub, 'model', safeModel)).toHaveLength(1);
  await page.bringToFront();
  await receipt(panel);
});

test('the browser itself repeats a request on a cut line: what stands there twice is said', async ({
  driver,
  hub,
}) => {
  const list = await myReports(driver);
  const { panel } = await prepared(driver, safeModel, WORDS);
  hub.faults.dropAfter(POSTS);
  await press(panel, SEND);
  const { discussion } = await recordBecomes(list.page, ({ state }) => state === 'confirmed');
  const others = ours(hub, 'model', safeModel).filter(({ num }) => num !== discussion);
  // We asked once; whether the browser asked again is its own affair, and not ours to keep quiet about.
  const twin = others[0] ? new RegExp(`also stands there as #${others[0].num}:.*close`) : /Receipt/;
  await panel.waitFor({ text: twin });
  expect(others.length).toBeLessThanOrEqual(1);
});

test('a Hub that takes its time: who will see it is known at once, and words can be written', async ({
  driver,
  hub,
}) => {
  const gate = hub.faults.holdBefore(/^GET \/api\/models\/[^/]+\/[^/]+(\?|\/discussions)/, 50);
  const { panel } = await reportOn(driver, safeModel);
  await pickTopic(panel, 'malware', 'Malware');
  const chosen = await panel.waitFor({ role: 'radio', name: /a thread in the Community tab/ });
  expect((await chosen.info()).checked).toBe(true);
  await write(panel, WORDS);
  gate.release();
  await press(panel, 'Preview');
  await press(panel, SEND);
  await receipt(panel);
  await until(() => ours(hub, 'model', safeModel).length === 1, { what: 'the report' });
});
