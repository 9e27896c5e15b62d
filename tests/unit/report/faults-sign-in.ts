/**
 * The sign-in's part of docs/faults.md: every fault on every request that a sign-in needs, and what comes of it: nothing of it is
 * kept half, drafts and waiting reports stay as they are, and in the end the person is signed in.
 */
import { expect } from 'vitest';
import { createSignIn } from '../../../lib/account/sign-in.ts';
import { createVault } from '../../../lib/account/vault.ts';
import { createHubApi } from '../../../lib/hub/api.ts';
import { createOAuthApi } from '../../../lib/hub/oauth-api.ts';
import type { SignInView } from '../../../lib/platform/answers.ts';
import { draftKey, saveDraft } from '../../../lib/report/draft.ts';
import { createOutbox } from '../../../lib/report/outbox.ts';
import { oauthState } from '../../hub/oauth.ts';
import { SANDBOX_CLIENT_ID } from '../../hub/oauth-client.ts';
import { BROWSER_USER, type Hub } from '../../hub/server.ts';
import { freshDatabase, makeReport, T0 } from './fakes.ts';
import type { Fault, FaultKit } from './faults-kit.ts';

const REDIRECT_URI = 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/hub';
const SECRETS = /hf_(?:oauth|refresh)_/;
const HOURS_MS = 8 * 60 * 60_000;

interface Cell {
  sentence: string;
  asked: number;
  state: string;
  next: string;
}

interface Step {
  name: string;
  match: RegExp;
  /** How often the fault strikes: a question that is asked once, once. */
  times?: number;
  /** Brings the fault about. @returns what the person reads, and where the sign-in stands */
  run: (it: Scene, strike: () => void) => Promise<{ sentence: string; view: SignInView }>;
}

type Scene = ReturnType<typeof scene>;

function scene(hub: Hub, kit: FaultKit) {
  const clock = { now: T0 };
  const db = freshDatabase();
  const api = createHubApi({ fetch: kit.fetchHub, now: () => clock.now, sleep: async () => {} });
  const oauth = createOAuthApi(api, SANDBOX_CLIENT_ID);
  const now = () => clock.now;
  const session = { get: async () => 'one' };
  /** A worker of its own each time: nothing is remembered but what the database holds. */
  const vault = () => createVault({ db, api, now, session, refresh: oauth.refresh });
  const signIn = () =>
    createSignIn({
      db,
      oauth,
      clientId: SANDBOX_CLIENT_ID,
      vault: vault(),
      now,
      schedule: () => {},
    });
  const agree = () =>
    Object.assign(oauthState(hub.state).deviceCodes.at(-1)!, { answer: 'agreed', user: BROWSER_USER });
  /** The person says yes on the Hub's page: where the browser is led back to. */
  const consent = (address: string): string => {
    const { searchParams } = new URL(address);
    const get = (name: string) => searchParams.get(name)!;
    const code = crypto.randomUUID();
    oauthState(hub.state).webCodes.push({
      code,
      redirectUri: REDIRECT_URI,
      challenge: get('code_challenge'),
      scope: get('scope'),
      nonce: get('nonce'),
      user: BROWSER_USER,
      used: false,
    });
    return `${REDIRECT_URI}?${new URLSearchParams({ code, state: get('state') })}`;
  };
  return { clock, db, vault, signIn, agree, consent };
}

const sentenceOf = (view: SignInView): string =>
  view.kind === 'ended' ? view.sentence : 'problem' in view ? (view.problem ?? '') : '';
const seen = (view: SignInView) => ({ sentence: sentenceOf(view), view });

/** What a page is told where the worker throws. */
async function told(it: Scene, work: Promise<SignInView>): Promise<{ sentence: string; view: SignInView }> {
  try {
    return seen(await work);
  } catch (error) {
    return { sentence: (error as Error).message, view: await it.signIn().look() };
  }
}

const STEPS: Step[] = [
  {
    name: 'A code to sign in with (`POST /oauth/device`)',
    match: /^POST \/oauth\/device$/,
    times: 1,
    run: async (it, strike) => {
      strike();
      return told(it, it.signIn().device(true));
    },
  },
  {
    name: 'Has the person agreed? (`POST /oauth/token`, by the device’s code)',
    match: /^POST \/oauth\/token$/,
    times: 1,
    run: async (it, strike) => {
      await it.signIn().device(true);
      it.agree();
      it.clock.now += 5_000;
      strike();
      return told(it, it.signIn().look());
    },
  },
  {
    name: 'A token for the code (`POST /oauth/token`, from the browser’s window)',
    match: /^POST \/oauth\/token$/,
    times: 1,
    run: async (it, strike) => {
      const { url } = await it.signIn().web(true, REDIRECT_URI);
      strike();
      return told(it, it.signIn().finish(it.consent(url)));
    },
  },
  {
    name: 'Whose sign-in is it? (`GET /api/whoami-v2`, after the grant)',
    match: /^GET \/api\/whoami-v2/,
    run: async (it, strike) => {
      const { url } = await it.signIn().web(true, REDIRECT_URI);
      strike();
      return told(it, it.signIn().finish(it.consent(url)));
    },
  },
  {
    name: 'A sign-in renewed (`POST /oauth/token`, where the Hub gives refresh tokens)',
    match: /^POST \/oauth\/token$/,
    times: 1,
    run: async (it, strike) => {
      const { url } = await it.signIn().web(true, REDIRECT_URI);
      await it.signIn().finish(it.consent(url));
      it.clock.now += HOURS_MS;
      strike();
      const sentence = await it
        .vault()
        .token()
        .then(
          () => '',
          (error: Error) => error.message,
        );
      const { ended, warning } = await it.vault().account();
      return { sentence: ended ? (warning ?? '') : sentence, view: await it.signIn().look() };
    },
  },
];

async function cellOf(hub: Hub, kit: FaultKit, step: Step, fault: Fault): Promise<Cell> {
  kit.clear();
  Object.assign(oauthState(hub.state), { interval: 0, refreshTokens: true });
  const where = `${step.name}: ${fault.name}`;
  const it = scene(hub, kit);
  const now = () => it.clock.now;
  const report = makeReport();
  await saveDraft(it.db, { key: draftKey(report.target), text: 'Kept', topicId: 'spam', savedAt: T0 }, T0);
  const none = async () => null;
  const outbox = createOutbox({ db: it.db, api: createHubApi(), token: none, now, schedule: () => {} });
  await outbox.submit(report);
  const kept = async () => {
    const store = await it.db();
    return JSON.stringify([await store.getAll('drafts'), await store.getAll('outbox')]);
  };
  const before = await kept();

  let from = 0;
  const { sentence, view } = await step.run(it, () => {
    from = kit.calls.length;
    fault.add(step.match, step.times);
  });
  const asked = kit.calls.slice(from).filter((call) => step.match.test(call)).length;
  expect(JSON.stringify([sentence, view]), where).not.toMatch(SECRETS);
  await expectWhole(it, where);

  // And in the end, with the Hub in order again.
  kit.clear();
  const goesOn = 'nextAt' in view;
  if ('nextAt' in view) it.clock.now = view.nextAt;
  let last: SignInView = goesOn ? await it.signIn().look() : view;
  const { name } = await it.vault().account();
  const renewed = name !== null && (await it.vault().token()) !== null;
  let next = 'goes on by itself';
  if (!renewed) {
    next =
      goesOn && last.kind === 'ended' ? `“${last.sentence}” Begun again, it works` : 'begun again, it works';
    await it.signIn().device(true);
    it.agree();
    it.clock.now += 5_000;
    last = await it.signIn().look();
  }
  expect((await it.vault().account()).name, where).toBe(BROWSER_USER);
  expect(await it.vault().token(), where).toMatch(SECRETS);
  expect(last.kind === 'none' || last.kind === 'ended', where).toBe(true);
  await expectWhole(it, where);
  expect(await kept(), where).toBe(before);
  const state = stateWords(view, name !== null);
  return { sentence, asked, state, next };
}

const stateWords = (view: SignInView, signedIn: boolean): string =>
  view.kind === 'none' ? (signedIn ? 'signed in' : 'signed out') : view.kind;

/** An account is there with all that it needs, or not at all; a grant without an account waits outside of the vault. */
async function expectWhole(it: Scene, where: string): Promise<void> {
  for (const row of await (await it.db()).getAll('vault')) {
    if (row.key === 'token') {
      expect(row.account.name, where).toBe(BROWSER_USER);
      expect(row.token, where).toMatch(SECRETS);
    } else expect(JSON.stringify(row), where).not.toMatch(SECRETS);
  }
}

/** The tables of docs/faults.md. */
export async function signInTables(hub: Hub, kit: FaultKit): Promise<string[]> {
  const tables: string[] = [];
  for (const step of STEPS) {
    const rows: string[] = [];
    for (const fault of kit.faults) {
      const cell = await cellOf(hub, kit, step, fault);
      const told = `${step.name}: ${fault.name}: ${JSON.stringify(cell)}`;
      if (cell.state !== 'signed in') expect(cell.sentence, told).toMatch(/^[A-Z“].{30,}[.”]$/);
      expect(cell.sentence, told).not.toMatch(/\b[45]\d\d\b|Said by|_|JSON|HTTP|Reload the page|Shorten/);
      rows.push(
        `| ${[fault.name, cell.sentence || '(nothing)', cell.asked, cell.state, cell.next].join(' | ')} |`,
      );
    }
    const heads = ['fault', 'what the person reads', 'asked', 'sign-in', 'then'];
    tables.push(
      `## ${step.name}\n\n| ${heads.join(' | ')} |\n|${heads.map(() => '---').join('|')}|\n${rows.join('\n')}\n`,
    );
  }
  return tables;
}
