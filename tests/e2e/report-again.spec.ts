/** Coming back to a report: closing that would lose words, a repository that has moved on, a sign-in that was taken back. */
import { commitTo, type Repo } from '../hub/server.ts';
import {
  type Driver,
  enterToken,
  expect,
  HUB,
  type Hub,
  openPanel,
  ours,
  panelOf,
  press,
  productTest,
  SANDBOX_TOKENS,
  type ShadowHandle,
  SPECIAL,
  until,
} from './support/product.ts';
import {
  draftsIn,
  myReports,
  POSTS,
  pickTopic,
  postsOf,
  prepared,
  previewOf,
  recordBecomes,
  reportOn,
  SEND,
  sendIt,
  signIn,
  timePasses,
  WORDS,
  write,
} from './support/reporting.ts';

const test = productTest();
const { safeModel } = SPECIAL;

/** Another version has taken the database: whatever the worker wants to keep, it cannot, until it is healed. */
async function breakDatabase(driver: Driver): Promise<() => Promise<void>> {
  const page = await driver.openExtensionPage('/popup.html');
  const change = (version: number | null) =>
    page.evaluate(
      (to) =>
        new Promise<void>((done, fail) => {
          const name = 'hub-steward';
          const request = to === null ? indexedDB.deleteDatabase(name) : indexedDB.open(name, to);
          request.onerror = () => fail(request.error);
          request.onsuccess = () => {
            if (to !== null) (request.result as IDBDatabase).close();
            done();
          };
        }),
      version,
    );
  await change(1_000);
  return async () => {
    await change(null);
    await page.close();
  };
}

const wordsIn = async (panel: ShadowHandle) => (await (await panel.waitFor(WORDS)).info()).value;

test('closing asks only where words would be lost; each answer does what it says', async ({ driver }) => {
  const { page, panel } = await reportOn(driver, safeModel);
  const heal = await breakDatabase(driver);
  await page.bringToFront();

  // Nothing was written: nothing can be lost.
  await page.keyboard.press('Escape');
  await panel.waitGone({ role: 'dialog' });
  const again = await openPanel(driver, page);
  await pickTopic(again, 'malware', 'Malware');
  const field = await again.waitFor(WORDS);
  await field.type('Not kept yet.');
  await again.waitFor({ role: 'status', text: /The draft is not kept/ });

  await page.keyboard.press('Escape');
  const stay = await again.waitFor({ role: 'button', name: 'Stay here' });
  await stay.waitUntil(({ focused }) => focused);
  await page.keyboard.press('Enter');
  expect(await wordsIn(again)).toBe('Not kept yet.');
  await page.evaluate(() => history.back());
  await again.waitFor({ text: /Your draft could not be kept/ });
  expect(page.url()).toBe(`${HUB}/${safeModel}`);
  await press(again, 'Try again, then close');
  await again.waitFor({ role: 'button', name: 'Stay here' });

  await heal();
  await page.bringToFront();
  await press(again, 'Try again, then close');
  await again.waitGone({ role: 'dialog' });
  const kept = await openPanel(driver, page);
  await kept.waitFor({ selector: '[role=option][aria-selected=true]', name: 'Malware' });
  await page.keyboard.press('Enter');
  expect(await wordsIn(kept)).toBe('Not kept yet.');
  await write(kept, ' And more.');

  // From here on, what is written next is given up knowingly; what was kept before comes back.
  const mend = await breakDatabase(driver);
  await page.bringToFront();
  await (await kept.waitFor(WORDS)).type(' Given up.');
  await kept.waitFor({ role: 'status', text: /The draft is not kept/ });
  await page.keyboard.press('Escape');
  await press(kept, 'Close and lose it');
  await kept.waitGone({ role: 'dialog' });
  await mend();
});

const repoOf = (hub: Hub): Repo =>
  hub.state.repos.find(({ type, id }) => type === 'model' && id === safeModel)!;

/** Somebody pushes a commit; answers the commit before and the new one. */
function pushTo(hub: Hub): { before: string; after: string } {
  const repo = repoOf(hub);
  const before = repo.refs.main!;
  const { oid } = commitTo(
    hub.state,
    repo,
    { author: safeModel.split('/')[0]!, summary: 'Clean up' },
    { 'README.md': '# Nothing to see here\n' },
  );
  return { before, after: oid };
}

async function expectMoved(panel: ShadowHandle, { before, after }: { before: string; after: string }) {
  await panel.waitFor({ text: 'The repository has changed since you saw it' });
  await panel.waitFor({ text: new RegExp(`quotes ${before.slice(0, 7)}; now it is ${after.slice(0, 7)}`) });
}

test('a commit since the report was begun: it is told, and the report keeps to what was seen', async ({
  driver,
  hub,
}) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
  const { page, panel } = await reportOn(driver, safeModel);
  await pickTopic(panel, 'malware', 'Malware');
  await panel.waitFor({ selector: '.panel-target code', text: repoOf(hub).refs.main!.slice(0, 7) });
  await write(panel, 'In the card.');
  expect(await panel.count({ text: 'The repository has changed since you saw it' })).toBe(0);
  await page.keyboard.press('Escape');
  await panel.waitGone({ role: 'dialog' });

  const moved = pushTo(hub);
  await page.reload();
  const again = await openPanel(driver, page);
  await again.waitFor({ selector: '[role=option][aria-selected=true]', name: 'Malware' });
  await page.keyboard.press('Enter');
  await expectMoved(again, moved);
  await press(again, 'Preview');
  const { body } = await previewOf(again);
  expect(body).toContain(moved.before);
  expect(body).not.toContain(moved.after);
  await sendIt(again);
  const [made, ...more] = ours(hub, 'model', safeModel);
  expect(more).toEqual([]);
  expect(made!.text).toContain(moved.before);
  expect(made!.text).not.toContain(moved.after);
});

test('a commit since the page was made: told at the first opening; the current one is a press away', async ({
  driver,
  hub,
}) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
  const page = await driver.open(`${HUB}/${safeModel}/blob/main/README.md`);
  const entry = await until(
    async () => {
      for (const root of await driver.closedRoots(page, '[data-steward-ui="point"]')) {
        const button = await root.find({ role: 'button', name: 'Report this file' });
        if (button) return button;
      }
      return undefined;
    },
    { what: 'the file’s entry' },
  );
  const moved = pushTo(hub);
  await entry.click();
  const panel = await panelOf(driver, page);
  await pickTopic(panel, 'malware', 'Malware');
  await expectMoved(panel, moved);
  await write(panel, 'In the card.');
  await press(panel, 'Preview');
  expect((await previewOf(panel)).body).toContain(`/blob/${moved.before}/README.md`);
  await press(panel, 'Back');
  await press(panel, /report the current revision/);
  await panel.waitGone({ text: 'The repository has changed since you saw it' });
  await press(panel, 'Preview');
  expect((await previewOf(panel)).body).toContain(`/blob/${moved.after}/README.md`);
});

test('revoked while a report waits: it asks to sign in again, and goes out once with the new token', async ({
  driver,
  hub,
}) => {
  test.setTimeout(90_000);
  await signIn(driver, SANDBOX_TOKENS.writer);
  const { panel } = await prepared(driver, safeModel, 'Waits for its turn.');
  hub.faults.status(POSTS, 429, { times: 1, headers: { 'retry-after': '120' } });
  await press(panel, SEND);
  const { page, root } = await myReports(driver);
  await recordBecomes(page, ({ state, tries }) => state === 'queued' && tries === 1);

  hub.state.tokens.find(({ value }) => value === SANDBOX_TOKENS.writer)!.revoked = true;
  // What a worker remembers of limits dies with it, as it does after half a minute.
  await driver.killBackground();
  await timePasses(page, 125_000);
  await recordBecomes(page, ({ state }) => state === 'failed');
  await root.waitFor({ text: /did not accept the sign-in\. .* token in the options/ });
  expect(ours(hub, 'model', safeModel)).toEqual([]);
  expect((await draftsIn(page))[0]?.texts?.public, 'the draft is kept').toBe('Waits for its turn.');
  const refused = postsOf(hub).length;

  await enterToken(driver, SANDBOX_TOKENS.broad);
  await page.bringToFront();
  await press(root, /^Try again/);
  const { discussion } = await recordBecomes(page, ({ state }) => state === 'confirmed');
  expect(ours(hub, 'model', safeModel).map(({ num }) => num)).toEqual([discussion]);
  const after = postsOf(hub).slice(refused);
  expect(after.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${SANDBOX_TOKENS.broad}`]);
});
