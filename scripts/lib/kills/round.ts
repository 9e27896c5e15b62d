/**
 * One round: a few things are sent, with faults on the way, and the worker (or the browser) is killed while they are; then time passes
 * until all of them rest, and the Hub is asked how often each stands there.
 */
import type { Page } from 'puppeteer-core';
import type { OutboxRecord, Report } from '../../../lib/report/report.ts';
import { LEASE_MS } from '../../../lib/report/waits.ts';
import type { Driver } from '../../../tests/e2e/support/driver.ts';
import { timePasses } from '../../../tests/e2e/support/reporting.ts';
import { type Hub, type Repo, SANDBOX_TOKENS } from '../../../tests/hub/server.ts';
import { addFaults, POSTS, repeatedByBrowser, standing } from './hub-side.ts';
import { ask, emptyOutbox, type Message, poke, type Reply, rowsOf } from './page.ts';

export interface Tally {
  workerKills: number;
  browserKills: number;
  /** Things sent: reports, comments, threads closed. */
  sent: number;
  lost: number;
  duplicates: number;
  /** Twice on the Hub, because the browser repeated a request on a cut line by itself; how many of them the person was told of. */
  repeatedByBrowser: number;
  told: number;
  /** Came to rest as failed with a sentence, and were sent again by "Try again". */
  retried: number;
  /** What was wrong, for whoever looks into it. */
  notes: string[];
}

export const emptyTally = (): Tally => ({
  workerKills: 0,
  browserKills: 0,
  sent: 0,
  lost: 0,
  duplicates: 0,
  repeatedByBrowser: 0,
  told: 0,
  retried: 0,
  notes: [],
});

export interface Bench {
  driver: Driver;
  page: Page;
  hub: Hub;
  tally: Tally;
  random: () => number;
  /** Kills the browser's process and starts it anew, with the same profile. */
  restart: () => Promise<void>;
}

const BEYOND_LEASE_MS = LEASE_MS * 2;
/** What a killed worker had sent arrives within this, and a slow Hub has written it. */
const QUIET_MS = 450;
const MAX_PASSES = 25;
/** A browser that was just started may not be on the network yet. */
const SETTLE_MS = 30_000;
const DONE = ['confirmed', 'cancelled'];

const sleep = (ms: number) => new Promise<void>((go) => setTimeout(go, ms));
const pickFrom =
  (random: () => number) =>
  <T>(from: readonly T[]) =>
    from[Math.floor(random() * from.length)]!;

/** A page of the extension, and an account that is remembered. */
export async function settleIn(bench: Bench): Promise<void> {
  // Settling in is not what is being tried.
  bench.hub.faults.clear();
  bench.page = await bench.driver.openExtensionPage('/popup.html');
  const token = { name: 'account.set', data: { token: SANDBOX_TOKENS.writer, remember: true } };
  let reply: Reply | undefined;
  const end = Date.now() + SETTLE_MS;
  while (Date.now() < end) {
    [reply] = await ask(bench.page, [token]);
    if (reply?.ok) return;
    await sleep(200);
  }
  throw new Error(`The sandbox token was not taken: ${JSON.stringify(reply)}`);
}

async function killWorker({ driver, tally }: Bench): Promise<void> {
  if (!(await driver.backgroundAlive().catch(() => false))) return;
  await driver.killBackground();
  tally.workerKills++;
}

/** Until nothing has reached the Hub for a while. */
async function quiet({ hub }: Bench): Promise<void> {
  const from = Date.now();
  while (Date.now() - Math.max(from, hub.requests.at(-1)?.time ?? 0) < QUIET_MS) await sleep(20);
}

/** Kills at a request that reaches the Hub, or after a while: whichever was drawn. */
async function killSomewhere(bench: Bench): Promise<void> {
  const { hub, random } = bench;
  if (random() < 0.5) {
    await sleep(random() * 180);
  } else {
    const nth = 1 + Math.floor(random() * 4);
    const seen = hub.requests.length;
    const end = Date.now() + 250;
    while (hub.requests.length - seen < nth && Date.now() < end) await sleep(2);
  }
  await killWorker(bench);
}

/** Sends, kills meanwhile, asks again for what nobody acknowledged. */
async function sendAndKill(bench: Bench, messages: Message[], ids: () => Promise<string[]>): Promise<void> {
  const { hub, random } = bench;
  const pick = pickFrom(random);
  hub.faults.clear();
  addFaults(hub, random, pick);
  const kills = 6 + Math.floor(random() * 6);
  let answered = false;
  const asked = ask(bench.page, messages);
  const now = (async () => {
    const replies = await asked;
    // "Send now": the time to take it back is not what is tested here.
    await ask(
      bench.page,
      (await ids()).map((id) => ({ name: 'report.retry', data: { id } })),
    );
    answered = true;
    return replies;
  })();
  now.catch(() => {});
  for (let i = 0; i < kills; i++) {
    await killSomewhere(bench);
    // While a question is open, the worker may be called back at any moment, and time must not pass under its hands.
    if (answered && random() < 0.6) {
      await quiet(bench);
      await timePasses(bench.page, BEYOND_LEASE_MS);
    }
    await poke(bench.page);
  }
  const replies = await now;
  const again = messages.filter((_, i) => !replies[i]);
  if (again.length > 0) await ask(bench.page, again);
}

/** Lets time pass until everything rests. */
async function rest(bench: Bench): Promise<OutboxRecord[]> {
  let rows: OutboxRecord[] = [];
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    // Nothing of ours may be on its way while time passes: a worker that lives counts on its clock.
    await killWorker(bench);
    await quiet(bench);
    rows = await rowsOf(bench.page);
    if (rows.every(({ state }) => DONE.includes(state))) return rows;
    await timePasses(bench.page, BEYOND_LEASE_MS);
    const failed = rows.filter(({ state }) => state === 'failed');
    bench.tally.retried += failed.length;
    await ask(bench.page, [
      ...failed.map(({ id }) => ({ name: 'report.retry', data: { id } })),
      { name: 'reports.list', data: {} },
    ]);
    const end = Date.now() + 2_500;
    const due = (row: OutboxRecord) =>
      !DONE.includes(row.state) && row.state !== 'failed' && row.nextAt <= Date.now();
    do {
      await sleep(60);
      rows = await rowsOf(bench.page);
    } while (rows.some(due) && Date.now() < end);
    if (rows.every(({ state }) => DONE.includes(state))) return rows;
  }
  return rows;
}

/** Everything that was sent must stand there once, and be known to. */
function judge(
  { hub, tally }: Bench,
  wanted: { what: string; reference: string; row: OutboxRecord | undefined }[],
): void {
  for (const { what, reference, row } of wanted) {
    tally.sent++;
    const there = standing(hub, reference);
    const told = () =>
      `${what} ${reference}: ${there} times, ${row?.state ?? 'no record'}, ${row?.problem ?? ''} ${JSON.stringify(row?.history.map(({ state }) => state))} ` +
      hub.requests
        .filter(({ method, url, body }) => POSTS.test(`${method} ${url}`) && body.includes(reference))
        .map(({ status, time }) => `${status ?? 'cut'}@${time % 100_000}`)
        .join(' ');
    if (there === 0 || row?.state !== 'confirmed') {
      tally.lost++;
      tally.notes.push(told());
    } else if (there > 1) {
      const repeats = repeatedByBrowser(hub, reference);
      tally.repeatedByBrowser += Math.min(repeats, there - 1);
      if (repeats > 0 && /repeated the request/.test(row.problem ?? '')) tally.told++;
      if (there - 1 > repeats) {
        tally.duplicates += there - 1 - repeats;
        tally.notes.push(told());
      }
    }
  }
}

/** @param withBrowser kills the whole browser in it, too */
export async function round(bench: Bench, withBrowser: boolean): Promise<void> {
  const { hub, random } = bench;
  const pick = pickFrom(random);
  hub.reset();
  hub.faults.quotas = { api: 1_000_000, pages: 1_000_000, resolvers: 1_000_000 };
  await emptyOutbox(bench.page);

  const owners = new Set<string>();
  const places = hub.state.repos.filter((repo) => repo.type !== 'space' && isOpen(hub, repo));
  const reports: Report[] = [];
  const wanted = 2 + Math.floor(random() * 3);
  while (reports.length < wanted) {
    const repo = pick(places);
    // One an owner: what our own looks at one place are must not be taken for those at another.
    const owner = repo.id.split('/')[0]!;
    if (owners.has(owner)) continue;
    owners.add(owner);
    const thread = hub.state.discussions[`${repo.type}:${repo.id}`]?.find(
      ({ locked, status }) => !locked && status === 'open',
    );
    reports.push(makeReport(repo, thread && random() < 0.5 ? thread : undefined, random));
  }

  await sendAndKill(
    bench,
    reports.map((report) => ({ name: 'report.send', data: { report } })),
    async () => reports.map(({ id }) => id),
  );
  if (withBrowser) {
    await sleep(random() * 300);
    await bench.restart();
  }
  const rows = await rest(bench);
  const rowOf = (id: string) => rows.find((row) => row.id === id);
  judge(
    bench,
    reports.map((report) => ({ what: report.route, reference: report.reference, row: rowOf(report.id) })),
  );

  // What the browser repeated stands there for good: the next phase counts anew.
  const settled = reports.filter(({ id }) => rowOf(id)?.state === 'confirmed');
  const errands = settled.map((report, i) => {
    const words = `Follow-up ${i} of ${report.reference}`;
    return report.route === 'public-api' && random() < 0.5
      ? { name: 'report.withdraw', data: { id: report.id, comment: words } }
      : { name: 'report.say', data: { id: report.id, text: words } };
  });
  if (errands.length === 0) return;
  await sendAndKill(bench, errands, async () =>
    (await rowsOf(bench.page)).flatMap((row) => (row.errand ? [row.id] : [])),
  );
  const after = (await rest(bench)).filter(({ errand }) => errand);
  judge(
    bench,
    errands.map(({ name, data }) => {
      const words = 'text' in data ? data.text : data.comment;
      const row = after.find(({ errand }) => errand?.text === words);
      return { what: name, reference: row?.errand?.reference ?? words!, row };
    }),
  );
  if (after.length > errands.length)
    bench.tally.notes.push(`${after.length} errands for ${errands.length} wishes`);
}

function isOpen(hub: Hub, repo: Repo): boolean {
  return (
    !repo.private &&
    !repo.gated &&
    !repo.discussionsDisabled &&
    !repo.disabledReason &&
    !(`${repo.type}:${repo.id.toLowerCase()}` in hub.state.renames)
  );
}

function makeReport(
  repo: Repo,
  thread: { num: number; title: string } | undefined,
  random: () => number,
): Report {
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const code = Array.from({ length: 8 }, () => letters[Math.floor(random() * 32)]).join('');
  return {
    id: crypto.randomUUID(),
    reference: `HS-${code}`,
    topicId: 'malware',
    topicName: 'Malware',
    citations: [],
    target: {
      repo: { type: repo.type, id: repo.id },
      url: `https://huggingface.co/${repo.type === 'model' ? '' : `${repo.type}s/`}${repo.id}`,
      sha: repo.refs.main ?? null,
      seenAt: Date.now(),
    },
    ...(thread
      ? { route: 'public-comment', join: { discussion: thread.num, title: thread.title } }
      : { route: 'public-api' }),
    text: 'Killed on its way.',
    createdAt: Date.now(),
  };
}
