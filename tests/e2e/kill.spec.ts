/**
 * The worker dies at every point between Send and the receipt. Whatever was under way, in the end the report stands on the Hub
 * once, the outbox knows it, and the panel that was left open shows its receipt.
 */
import {
  type Driver,
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
  postsOf,
  prepared,
  receipt,
  recordBecomes,
  recordsIn,
  SEND,
  signIn,
  timePasses,
} from './support/reporting.ts';

const test = productTest();
const { safeModel } = SPECIAL;
/** What the worker asks before it sends; the panel's own look at the list has a type in it. */
const BEFORE = /^GET \/api\/models\/[^?]+\/discussions\?sort=recently-created$/;
const READ_BACK = /^GET \/api\/models\/[^?]+\/discussions\/\d+$/;

test.beforeEach(async ({ driver }) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
});

/** The lease runs out, somebody looks at the list: in the end it stands there once, and it is known where. */
async function endsWell({ driver, hub }: { driver: Driver; hub: Hub }, posts: number): Promise<void> {
  const { page } = await myReports(driver);
  await timePasses(page, BEYOND_LEASE_MS);
  const record = await recordBecomes(page, ({ state }) => state === 'confirmed');
  expect(ours(hub, 'model', safeModel).map(({ num }) => num)).toEqual([record.discussion]);
  expect(ours(hub, 'model', safeModel)[0]!.text).toContain(record.report.reference);
  expect(postsOf(hub)).toHaveLength(posts);
  await until(async () => (await draftsIn(page)).length === 0, { what: 'the draft to be gone' });
  await page.close();
}

interface Point {
  name: string;
  /** Where the request is held while the worker dies. */
  hold: (hub: Hub) => ReturnType<Hub['faults']['holdBefore']>;
  /** States in which the record may be found while nothing else has happened yet. */
  left: string[];
  /** Let go when somebody has already woken the worker: the Hub is slow to write. */
  late?: boolean;
}

const POINTS: Point[] = [
  { name: 'before the POST', hold: (hub) => hub.faults.holdBefore(BEFORE), left: ['queued', 'confirmed'] },
  {
    name: 'during the POST, which the Hub then writes',
    hold: (hub) => hub.faults.holdBefore(POSTS),
    left: ['sending'],
  },
  {
    name: 'during the POST, which the Hub writes long after',
    hold: (hub) => hub.faults.holdBefore(POSTS),
    left: ['sending'],
    late: true,
  },
  {
    name: 'when the Hub has written, but not answered',
    hold: (hub) => hub.faults.holdAfter(POSTS),
    left: ['sending'],
  },
  {
    name: 'when the Hub has answered, and nothing was read back',
    hold: (hub) => hub.faults.holdBefore(READ_BACK),
    left: ['sent', 'confirmed'],
  },
  {
    name: 'while it is read back',
    hold: (hub) => hub.faults.holdAfter(READ_BACK),
    left: ['sent', 'confirmed'],
  },
];

for (const { name, hold, left, late } of POINTS) {
  test(`killed ${name}`, async ({ driver, hub }) => {
    const { page, panel } = await prepared(driver, safeModel, 'Killed.');
    const gate = hold(hub);
    await press(panel, SEND);
    await gate.arrived;
    await driver.killBackground();
    if (!late) gate.release();
    // The list wakes the worker; while the lease runs, it sends nothing.
    const list = await myReports(driver);
    await recordBecomes(list.page, ({ state }) => left.includes(state));
    await list.root.waitFor({ role: 'heading', name: 'Malware' });
    expect(postsOf(hub).length).toBeLessThanOrEqual(1);
    if (late) {
      gate.release();
      await until(() => ours(hub, 'model', safeModel).length === 1, { what: 'the late write' });
    }
    await endsWell({ driver, hub }, 1);
    await page.bringToFront();
    await receipt(panel);
  });
}

test('killed again and again, right after Send', async ({ driver, hub }) => {
  const list = await myReports(driver);
  const { page, panel } = await prepared(driver, safeModel, 'Killed again and again.');
  await page.bringToFront();
  await press(panel, SEND);
  // Fewer than the tries that a question has (lib/platform/ask.ts): after those the panel says so, and Send is there again.
  for (let times = 0; times < 3; times++) {
    await driver.killBackground();
    // The panel waits for its answer, and calls the worker back to life.
    await until(
      async () => (await driver.backgroundAlive()) || (await recordsIn(list.page))[0]?.state === 'confirmed',
      { timeout: 15_000, what: 'the worker to be back' },
    );
  }
  await recordBecomes(list.page, () => true);
  const posts = postsOf(hub).length;
  await endsWell({ driver, hub }, Math.max(posts, 1));
  expect(posts).toBeLessThanOrEqual(1);
  await receipt(panel);
});

test('the page is gone and the worker too: the report goes on from what was written down', async ({
  driver,
  hub,
}) => {
  const { page, panel } = await prepared(driver, safeModel, 'Nobody watches.');
  const gate = hub.faults.holdBefore(BEFORE);
  await press(panel, SEND);
  await gate.arrived;
  await page.close();
  await driver.killBackground();
  gate.release();
  expect(postsOf(hub)).toEqual([]);
  await endsWell({ driver, hub }, 1);
});
