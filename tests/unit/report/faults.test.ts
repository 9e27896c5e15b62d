/**
 * Every fault on every request that a report needs, over real TLS to the sandbox Hub: what the person is told, what may have been
 * written, whether the draft is still there, and what happens next. docs/faults.md is what comes of it: `npm run unit -- -u` writes it.
 */
import 'fake-indexeddb/auto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHubApi, type HubApi, HubError } from '../../../lib/hub/api.ts';
import type { Database } from '../../../lib/platform/db.ts';
import { draftKey, dropSentDraft, loadDraft, saveDraft } from '../../../lib/report/draft.ts';
import { createOutbox, type Outbox } from '../../../lib/report/outbox.ts';
import type { Report } from '../../../lib/report/report.ts';
import { LEASE_MS } from '../../../lib/report/waits.ts';
import { BROWSER_USER, type Hub, SANDBOX_TOKENS, SPECIAL, startHub } from '../../hub/server.ts';
import { freshDatabase, makeReport, T0 } from './fakes.ts';
import { createFaultKit, type Fault, type FaultKit } from './faults-kit.ts';
import { signInTables } from './faults-sign-in.ts';

const DOC = join(import.meta.dirname, '../../../docs/faults.md');
const repo = { type: 'model', id: SPECIAL.safeModel } as const;
const token = SANDBOX_TOKENS.writer;

let hub: Hub;
let kit: FaultKit;

beforeAll(async () => {
  hub = await startHub({ quiet: true, repos: 60 });
  hub.faults.quotas = { api: 1e9, pages: 1e9 };
  kit = createFaultKit(hub);
});
afterAll(() => hub.close());

interface Scene {
  api: HubApi;
  clock: { now: number };
  db: () => Promise<Database>;
  outbox: Outbox;
  /** What the API threw last. */
  thrown: { error?: HubError };
}

function scene(): Scene {
  const clock = { now: T0 };
  const db = freshDatabase();
  const plain = createHubApi({ fetch: kit.fetchHub, now: () => clock.now, sleep: async () => {} });
  const thrown: Scene['thrown'] = {};
  const api = Object.fromEntries(
    Object.entries(plain).map(([name, call]) => [
      name,
      async (...args: unknown[]) => {
        try {
          return await (call as (...a: unknown[]) => unknown)(...args);
        } catch (error) {
          if (error instanceof HubError) thrown.error = error;
          throw error;
        }
      },
    ]),
  ) as unknown as HubApi;
  const outbox = createOutbox({
    db,
    api,
    token: async () => token,
    account: async () => BROWSER_USER,
    now: () => clock.now,
    schedule: () => {},
    undoMs: 0,
    // As entrypoints/background.ts has it.
    onChange: ({ state, report, errand }) => {
      if (!errand && (state === 'sent' || state === 'confirmed')) void dropSentDraft(db, report);
    },
  });
  return { api, clock, db, outbox, thrown };
}

/** What is tested, and how it is brought about; `run` leaves its record's id. */
interface Request {
  name: string;
  match: RegExp;
  /** How often the fault strikes; always by default. */
  times?: number;
  run: (scene: Scene, report: Report, strike: () => void) => Promise<string | null>;
  /** For those without a record. */
  next: string;
}

const LIST = /^GET \/api\/models\/[^?]+\/discussions\?.*type=discussion/;
const DETAIL = /^GET \/api\/models\/[^?]+\/discussions\/\d+$/;

const read =
  (call: (api: HubApi) => Promise<unknown>): Request['run'] =>
  async ({ api }, _report, strike) => {
    strike();
    await call(api).catch(() => {});
    return null;
  };
const sending: Request['run'] = async ({ outbox }, report, strike) => {
  strike();
  await outbox.submit(report);
  await outbox.drain();
  return report.id;
};

const REQUESTS: Request[] = [
  {
    name: 'Who am I? (`GET /api/whoami-v2`)',
    match: /^GET \/api\/whoami-v2/,
    run: read((api) => api.whoami(token)),
    next: 'a new token is not kept; one that was kept stays, unless the Hub withdrew it',
  },
  {
    name: 'The repository (`GET /api/models/{id}`)',
    match: /^GET \/api\/models\/[^/]+\/[^/?]+\?/,
    run: read((api) => api.repoSha(repo)),
    next: 'the report can be written, without the commit',
  },
  {
    name: 'Its file (`GET /{id}/resolve/main/{path}`)',
    match: /^GET \/[^?]*\/resolve\//,
    run: read((api) => api.repoFile(repo, 'README.md', { mostBytes: 50_000 })),
    next: 'the report can be written, without what the file would tell',
  },
  {
    name: 'The list of threads, while a lost answer is looked for (`GET …/discussions`)',
    match: LIST,
    run: async ({ outbox, clock }, report, strike) => {
      hub.faults.dropBefore(/^POST /);
      strike();
      await outbox.submit(report);
      await outbox.drain();
      clock.now += LEASE_MS;
      await outbox.drain();
      return report.id;
    },
    next: '',
  },
  {
    name: 'The thread, while it is read back (`GET …/discussions/{num}`)',
    match: DETAIL,
    run: sending,
    next: '',
  },
  {
    name: 'A discussion (`POST …/discussions`)',
    match: /^POST \/api\/models\/[^?]+\/discussions$/,
    times: 1,
    run: sending,
    next: '',
  },
  {
    name: 'A comment (`POST …/discussions/{num}/comment`)',
    match: /^POST .*\/comment$/,
    times: 1,
    run: sending,
    next: '',
  },
  {
    name: 'Closing one’s own (`POST …/discussions/{num}/status`)',
    match: /^POST .*\/status$/,
    times: 1,
    run: async ({ outbox }, report, strike) => {
      await outbox.submit(report);
      await outbox.drain();
      strike();
      const { errands } = await outbox.withdraw(report.id, `Withdrawn ${report.reference}`);
      await outbox.drain();
      return errands[0]!.id;
    },
    next: '',
  },
];

const NEXT: Record<string, string> = {
  queued: 'sent by itself, later',
  checking: 'looked for on the Hub; sent again only if it is not there',
  sent: 'looked for again, ever more rarely',
  confirmed: 'done',
  failed: 'rests; “Try again” sends it, the form and a mail are offered',
  'failed errand': 'rests; “Try again” sends it',
};

interface Cell {
  sentence: string;
  wrote: string;
  draft: boolean;
  state: string;
  next: string;
  asked: number;
}

async function cellOf(request: Request, fault: Fault): Promise<Cell> {
  kit.clear();
  const it = scene();
  const comment = request.match.source.includes('comment');
  const thread = hub.state.discussions[`model:${repo.id}`]!.find(
    (one) => !one.locked && one.status === 'open',
  )!;
  const report = makeReport({
    target: { ...makeReport().target, repo },
    ...(comment ? { route: 'public-comment', join: { discussion: thread.num, title: thread.title } } : {}),
  });
  const key = draftKey(report.target);
  await saveDraft(it.db, { key, text: report.text, route: report.route, topicId: 'spam', savedAt: T0 }, T0);
  let before = 0;
  const id = await request.run(it, report, () => {
    before = kit.calls.length;
    it.thrown.error = undefined as never;
    fault.add(request.match, request.times);
  });
  const asked = kit.calls.slice(before).filter((call) => request.match.test(call)).length;
  const record = id === null ? null : await it.outbox.get(id);
  // Every read is harmless; of a write, what the outbox believes is what counts.
  const error = it.thrown.error;
  const cell: Cell = {
    sentence: record ? (record.problem ?? '') : (error?.sentence ?? ''),
    wrote: request.times === undefined ? '–' : (error?.wrote ?? 'yes'),
    draft: (await loadDraft(it.db, key)) !== null,
    state: record?.state ?? '–',
    next: record
      ? (NEXT[`${record.state}${record.errand ? ' errand' : ''}`] ?? NEXT[record.state]!)
      : request.next,
    asked,
  };

  // And in the end: once, whatever it was.
  kit.clear();
  if (record) {
    for (let i = 0; i < 30; i++) {
      if ((await it.outbox.get(record.id))!.state === 'failed') await it.outbox.retry(record.id);
      const at = await it.outbox.nextDue();
      if (at === null) break;
      it.clock.now = Math.max(it.clock.now, at);
      await it.outbox.drain();
    }
    const told = `${request.name}: ${fault.name}`;
    expect((await it.outbox.get(record.id))!.state, told).toBe('confirmed');
    const texts = Object.values(hub.state.discussions).flatMap((all) => all.flatMap(({ events }) => events));
    const mark = record.errand ? `Withdrawn ${report.reference}` : report.reference;
    expect(
      texts.filter(({ raw }) => raw?.includes(mark) && (record.errand || !raw.includes('Withdrawal'))),
      told,
    ).toHaveLength(1);
  }
  return cell;
}

function table(request: Request, cells: [Fault, Cell][]): string {
  const write = request.times !== undefined;
  const rows = cells.map(([{ name }, { sentence, wrote, draft, state, next, asked }]) => {
    const kept = draft ? 'kept' : 'sent with it';
    const read = sentence || '(nothing: it is taken as it is)';
    const columns = write
      ? [name, read, wrote, kept, state, next]
      : [name, read, `${asked}`, kept, state, next];
    return `| ${columns.join(' | ')} |`;
  });
  const heads = ['fault', 'what the person reads', write ? 'written?' : 'asked', 'draft', 'state', 'then'];
  return `## ${request.name}\n\n| ${heads.join(' | ')} |\n|${heads.map(() => '---').join('|')}|\n${rows.join('\n')}\n`;
}

const HEAD = `# Faults

Written by tests/unit/report/faults.test.ts (\`npm run unit -- -u\`), which holds that it is current: every fault on every request that a
report or a sign-in needs, over TLS to the sandbox Hub. “Written?” is what we can know: \`no\` when the Hub said no, \`maybe\` when it may have written,
then nothing is sent again before the Hub was looked at. Reads are asked up to three times where that may help. In every case of
the tables of a report, it stands on the Hub exactly once in the end. In every case of the tables of a sign-in, which come last, an
account is kept whole or not at all, a draft and a waiting report stay as they are, and the person is signed in in the end.
`;

test('every fault on every request: a sentence, nothing lost, nothing twice', async () => {
  const tables: string[] = [];
  for (const request of REQUESTS) {
    const cells: [Fault, Cell][] = [];
    for (const fault of kit.faults) {
      const cell = await cellOf(request, fault);
      const told = `${request.name}: ${fault.name}: ${JSON.stringify(cell)}`;
      const harmless = request.times === undefined && fault.name === 'broken JSON' && cell.sentence === '';
      if (cell.state !== 'confirmed' && !harmless) expect(cell.sentence, told).toMatch(/^[A-Z“].{30,}[.”]$/);
      // A draft goes when its report has arrived, and not before.
      expect(cell.draft, told).toBe(
        !['sent', 'confirmed'].includes(cell.state) && !/status/.test(request.match.source),
      );
      cells.push([fault, cell]);
    }
    tables.push(table(request, cells));
  }
  tables.push(...(await signInTables(hub, kit)));
  // Requests and answers of every call, comments and closings too, are as the Hub's contract has them.
  expect(hub.violations).toEqual([]);
  await expect([HEAD, ...tables].join('\n')).toMatchFileSnapshot(DOC);
}, 120_000);
