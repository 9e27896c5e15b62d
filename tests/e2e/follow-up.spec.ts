/** What became of a report: seen on the Hub by public signals, shown with when it was observed, in the shipped build. */
import type { Page } from 'puppeteer-core';
import { parsePolicy } from '../../lib/policy/parse.ts';
import { newReference } from '../../lib/report/compose.ts';
import type { Follow } from '../../lib/report/follow.ts';
import type { OutboxRecord, Report } from '../../lib/report/report.ts';
import { policyHtml2023 } from '../hub/policy.ts';
import { BROWSER_USER, setNfaa } from '../hub/server.ts';
import { addEvent, openDiscussion } from '../hub/store.ts';
import {
  type Driver,
  expect,
  HUB,
  type Hub,
  press,
  productTest,
  SANDBOX_TOKENS,
  type ShadowHandle,
  SPECIAL,
  until,
} from './support/product.ts';
import { recordBecomes, signIn } from './support/reporting.ts';

const test = productTest();
const { safeModel } = SPECIAL;

declare const chrome: {
  runtime: { sendMessage(message: object): Promise<{ ok: boolean; value?: unknown; error?: string }> };
};

/** Asks the worker, as our own pages do. Again where it fails: a worker that was killed a moment ago turns messages away. */
function tell<T>(page: Page, name: string, data: object): Promise<T> {
  return until(
    async () => {
      const json = await page.evaluate(
        async (message) => {
          const api = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
          return JSON.stringify((await api.runtime.sendMessage(message)) ?? null);
        },
        { name, data },
      );
      const reply = JSON.parse(json) as { ok: boolean; value: T } | null;
      return reply?.ok && { value: reply.value };
    },
    { timeout: 10_000, what: `an answer to ${name}` },
  ).then(({ value }) => value);
}

function report(): Report {
  const { hash, printedDate } = parsePolicy(policyHtml2023());
  return {
    id: crypto.randomUUID(),
    reference: newReference(),
    topicId: 'malware',
    topicName: 'Malware',
    citations: [
      {
        ruleId: 'CP2023.R12',
        quote: 'malware',
        hash: 'a'.repeat(64),
        prefix: '',
        suffix: '',
        version: { printedDate, hash },
        url: `${HUB}/content-policy`,
      },
    ],
    target: {
      repo: { type: 'model', id: safeModel },
      url: `${HUB}/${safeModel}`,
      sha: null,
      seenAt: Date.now(),
    },
    route: 'public-api',
    text: 'The weights hold a pickle that opens a shell.',
    createdAt: Date.now(),
  };
}

const repoOf = (hub: Hub) => hub.state.repos.find(({ type, id }) => type === 'model' && id === safeModel)!;
const threadOf = (hub: Hub, { discussion }: OutboxRecord) =>
  hub.state.discussions[`model:${safeModel}`]!.find(({ num }) => num === discussion)!;
const staffOf = (hub: Hub) => hub.state.accounts.find(({ isHf, type }) => isHf && type === 'user')!.name;

/** A report that stands on the Hub, and the popup that sent it: a page of ours that shows no list. */
async function sent(driver: Driver): Promise<{ page: Page; record: OutboxRecord }> {
  await signIn(driver, SANDBOX_TOKENS.writer);
  const page = await driver.openExtensionPage('/popup.html');
  await tell(page, 'report.send', { report: report() });
  const record = await recordBecomes(page, ({ state }) => state === 'confirmed', 30_000);
  return { page, record };
}

async function details(driver: Driver, id: string): Promise<{ page: Page; root: ShadowHandle }> {
  const page = await driver.openExtensionPage(`/reports.html#${id}`, 'h1');
  const root = await driver.documentOf(page);
  await root.waitFor({ role: 'heading', name: 'How it stands' }, { timeout: 10_000 });
  return { page, root };
}

async function look(root: ShadowHandle): Promise<void> {
  await press(root, /^Look now/);
  await root.waitFor({ role: 'status', text: 'Looked at the Hub just now.' }, { timeout: 10_000 });
}

const timeline = async (root: ShadowHandle) =>
  Promise.all((await root.findAll({ selector: '.timeline > li' })).map((row) => row.text()));

test('staff and the owner answer, the thread is closed, the repository tagged: each with when it was seen', async ({
  driver,
  hub,
}) => {
  const { page: popup, record } = await sent(driver);
  const { page, root } = await details(driver, record.id);
  await root.waitFor({
    text: /No answer of the owner’s side was seen yet: .* Approximately 72 hours are typical/,
  });
  await root.waitFor({ selector: 'blockquote', text: /approximately 72 hours/ });
  await look(root);
  await root.waitFor({ selector: '.timeline > li', text: /It stands on the Hub\./ });
  await root.waitFor({
    selector: '.report-stages li',
    text: /Staff of Hugging Face have answered ?: not seen/,
  });
  await page.close();

  const [staff, owner] = [staffOf(hub), safeModel.split('/')[0]!];
  const thread = threadOf(hub, record);
  addEvent(hub.state, thread, { type: 'comment', author: staff, raw: 'Thank you, we look at it.' });
  addEvent(hub.state, thread, { type: 'comment', author: owner, raw: 'Removed.' });
  addEvent(hub.state, thread, { type: 'status-change', author: owner, status: 'closed' });
  thread.status = 'closed';
  setNfaa(hub.state, repoOf(hub), true, { author: owner, summary: 'Add the tag' });
  const follow = await tell<Follow>(popup, 'follow.look', { id: record.id });
  expect(JSON.stringify(follow), 'words of others are not kept').not.toContain('we look at it');

  const again = await driver.openExtensionPage('/popup.html');
  const news = await driver.documentOf(again);
  await news.waitFor({ text: /answers to your reports since you looked\./ }, { timeout: 10_000 });

  const { root: after } = await details(driver, record.id);
  for (const text of [
    new RegExp(`^${staff}, of Hugging Face’s staff, replied\\. ?New.*The Hub says .*Observed `),
    new RegExp(`^${owner}, on the owner’s side, replied\\. ?New.*The Hub says `),
    new RegExp(`^${owner}, on the owner’s side, closed the thread\\. ?New`),
    /^The repository has the label “not for all audiences” now\. ?New.*Observed .*not so yet/,
  ])
    await after.waitFor({ selector: '.timeline > li', text });
  expect((await timeline(after)).filter((row) => /label/.test(row)).join()).not.toContain('The Hub says');
  await after.waitFor({ selector: '.report-stages li', text: /Staff of Hugging Face have answered ?: yes/ });
  await after.waitFor({
    text: /The owner’s side (answered|changed the files) after .*, within the approximately 72 hours/,
  });
  await after.waitFor({ selector: '.report-latest', text: /new since you looked/ });
  expect(await tell<{ words: string | null }>(popup, 'follows.news', {})).toMatchObject({ words: null });
  expect(hub.violations).toEqual([]);
});

test('a word more, then withdrawn with a question before; the notes outlive a reload', async ({
  driver,
  hub,
}) => {
  const { page: popup, record } = await sent(driver);
  const { page, root } = await details(driver, record.id);
  const notes = await root.waitFor({ role: 'textbox', name: 'Your notes' });
  await notes.type('Ticket 4711');
  await root.waitFor({ text: 'Kept on this device.' });

  const words = await root.waitFor({ role: 'textbox', name: 'Add a comment to the thread' });
  await words.type('It is in v2 as well.');
  await press(root, 'Post this comment');
  const thread = threadOf(hub, record);
  await until(() => thread.events.some(({ raw }) => raw?.includes('It is in v2 as well.')), {
    timeout: 30_000,
    what: 'the comment on the Hub',
  });
  await root.waitFor(
    { selector: '.report-errands li', text: /Your comment stands on the Hub/ },
    { timeout: 30_000 },
  );

  await press(root, /^Withdraw this report/);
  await root.waitFor({ text: 'Close the thread of this report?' });
  expect(thread.status, 'nothing is closed before the answer').toBe('open');
  await press(root, 'Close the thread');
  await until(() => thread.status === 'closed', { timeout: 30_000, what: 'the thread to be closed' });
  await root.waitFor({ selector: '.timeline > li', text: /^You closed the thread\./ }, { timeout: 30_000 });

  await page.close();
  await driver.killBackground();
  const { root: after } = await details(driver, record.id);
  const kept = await after.waitFor({ role: 'textbox', name: 'Your notes' });
  expect((await kept.info()).value).toBe('Ticket 4711');
  await after.waitFor({ selector: '.timeline > li', text: /^You closed the thread\./ });
  const [row] = await tell<Follow[]>(popup, 'follows.list', {});
  expect(row).toMatchObject({ following: 'on', note: 'Ticket 4711' });
});

test('private after being public says no more than that; stopped, it is left alone', async ({
  driver,
  hub,
}) => {
  const { record } = await sent(driver);
  const { root } = await details(driver, record.id);
  await look(root);
  await root.waitFor({ selector: '.timeline > li', text: /It stands on the Hub\./ });
  repoOf(hub).private = true;
  await look(root);
  await root.waitFor({
    selector: '.timeline > li',
    text: /^The repository is not visible to everybody any more\./,
  });
  const rows = (await timeline(root)).join('\n');
  expect(rows).not.toMatch(/decided|deleted|staff/);
  await press(root, /^Stop following/);
  await root.waitFor({ text: 'You stopped following it.' });
});

test('handed to the Hub’s Report dialog: tied to the native report that it became; taken back, the person says which', async ({
  driver,
  hub,
}) => {
  // The least wait of an alarm is half a minute.
  test.setTimeout(180_000);
  await signIn(driver, SANDBOX_TOKENS.writer);
  const popup = await driver.openExtensionPage('/popup.html');
  const made: Report = { ...report(), route: 'hub-dialog' };
  await tell(popup, 'report.send', { report: made });
  const native = (description: string) =>
    openDiscussion(hub.state, repoOf(hub), {
      author: BROWSER_USER,
      title: '🚩 Report: Other',
      description,
      isReport: true,
    });
  // One of last week, which it cannot be.
  native('Another matter.').createdAt = new Date(Date.now() - 7 * 24 * 60 * 60_000).toISOString();
  const thread = native('In my own words.');
  // Looked at now instead of in two minutes; the alarm's least wait remains.
  await tell(popup, 'follow.set', { id: made.id, following: true });
  const record = await recordBecomes(popup, ({ state }) => state === 'confirmed', 60_000);
  expect(record).toMatchObject({ id: made.id, discussion: thread.num, isReport: true });
  addEvent(hub.state, thread, { type: 'comment', author: staffOf(hub), raw: 'Thank you.' });
  const row = await tell<Follow>(popup, 'follow.look', { id: made.id });
  expect(row.entries.map(({ what }) => what)).toContain('staff-reply');

  const page = await driver.openExtensionPage('/reports.html', 'h1');
  const root = await driver.documentOf(page);
  const entries = async () => (await root.findAll({ selector: '.report' })).length;
  await until(async () => (await entries()) === 2, { what: 'ours, and the one of last week' });
  await press(root, /^That is another report/);
  await root.waitFor({ text: /They are two entries again/ }, { timeout: 30_000 });
  await root.waitFor({ text: /Handed to the Hub’s Report dialog/ });
  await until(async () => (await entries()) === 3, { what: 'both to stand apart' });

  await press(root, /^This is the report that I made/);
  await root.waitFor({ text: /They are one entry now/ }, { timeout: 30_000 });
  await until(async () => (await entries()) === 2, { what: 'one entry again' });
  const again = await tell<Follow>(popup, 'follow.look', { id: made.id });
  expect(again).toMatchObject({ discussion: thread.num });
  expect(again.entries.map(({ what }) => what)).toContain('staff-reply');
  expect(hub.violations).toEqual([]);
});
