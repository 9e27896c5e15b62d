/** Signing in with the Hub, as the worker does it: deaths in between, cancelling, and that no secret is ever told to a page. */
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { challengeOf } from '../../../lib/account/oauth.ts';
import { createSignIn } from '../../../lib/account/sign-in.ts';
import { createVault } from '../../../lib/account/vault.ts';
import { HubError, type HubErrorKind } from '../../../lib/hub/errors.ts';
import type { OAuthApi, TokenAnswer } from '../../../lib/hub/oauth-api.ts';
import { createDatabase } from '../../../lib/platform/db.ts';

const REDIRECT_URI = 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/hub';
const TOKEN = 'hf_oauth_secretsecretsecret';
const REFRESH = 'hf_refresh_secretsecretsecret';
const DEVICE = 'devicecode-secretsecretsecret';
const GRANT: TokenAnswer = {
  grant: { token: TOKEN, expiresIn: 28_800, scope: 'openid profile write-discussions' },
};
const PENDING: TokenAnswer = { refused: 'authorization_pending' };

const failure = (kind: HubErrorKind) => new HubError({ kind, wrote: 'maybe' });

let count = 0;
function makeWorld() {
  const world = {
    now: Date.UTC(2026, 9, 6),
    polls: 0,
    exchanges: [] as { code: string; redirectUri: string; verifier: string }[],
    answer: PENDING as TokenAnswer | HubError,
    whoami: null as HubErrorKind | null,
    scheduled: [] as number[],
    session: 'one',
    /** Runs while the Hub is being asked. */
    meanwhile: async () => {},
  };
  const db = createDatabase(`sign-in-${++count}`);
  const tell = async (): Promise<TokenAnswer> => {
    await world.meanwhile();
    if (world.answer instanceof HubError) throw world.answer;
    return world.answer;
  };
  const oauth: OAuthApi = {
    device: async () => {
      if (world.answer instanceof HubError) throw world.answer;
      return {
        deviceCode: DEVICE,
        userCode: 'ABCD-EFGH',
        verificationUri: 'https://hf.co/oauth/device',
        expiresIn: 300,
        interval: 5,
      };
    },
    poll: async () => {
      world.polls++;
      return tell();
    },
    exchange: async (given) => {
      world.exchanges.push(given);
      return tell();
    },
    refresh: tell,
  };
  const vault = () =>
    createVault({
      db,
      now: () => world.now,
      session: { get: async () => world.session },
      refresh: oauth.refresh,
      api: {
        whoami: async () => {
          if (world.whoami) throw failure(world.whoami);
          return { name: 'ada', type: 'user', auth: { type: 'oauth' } };
        },
      },
    });
  /** A worker of its own: nothing is remembered but what the database holds. */
  const start = () =>
    createSignIn({
      db,
      oauth,
      clientId: 'client',
      vault: vault(),
      now: () => world.now,
      schedule: (at) => world.scheduled.push(at),
    });
  return { world, db, start, vault };
}

const logged: unknown[] = [];
beforeEach(() => {
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, name).mockImplementation((...all) => void logged.push(...all));
});
afterEach(() => {
  expect(JSON.stringify(logged)).not.toMatch(/secretsecret/);
  logged.length = 0;
});

describe('with a code', () => {
  test('from the code to the account', async () => {
    const { world, start, vault } = makeWorld();
    const view = await start().device(true);
    expect(view).toEqual({
      kind: 'device',
      userCode: 'ABCD-EFGH',
      verificationUri: 'https://hf.co/oauth/device',
      expiresAt: world.now + 300_000,
      nextAt: world.now + 5_000,
    });
    world.now += 5_000;
    expect((await start().look()).kind).toBe('device');
    world.answer = GRANT;
    world.now += 5_000;
    expect(await start().look()).toEqual({ kind: 'none' });
    expect(await vault().account()).toEqual({
      name: 'ada',
      canReport: true,
      remembered: true,
      checkedAt: world.now,
      how: 'oauth',
      may: ['openid', 'profile', 'write-discussions'],
      expiresAt: world.now + 28_800_000,
    });
    expect(await vault().token()).toBe(TOKEN);
    expect(world.polls).toBe(2);
  });

  test('however often a page asks, the Hub is asked at the interval only', async () => {
    const { world, start } = makeWorld();
    const one = start();
    await one.device(false);
    for (let second = 0; second < 20; second++) {
      world.now += 1_000;
      // Two windows and the alarm, in two workers' lives.
      await Promise.all([one.look(), one.look(), start().look()]);
    }
    expect(world.polls).toBe(4);
  });

  test('the worker dies between any two steps: the next one goes on', async () => {
    const { world, start, vault } = makeWorld();
    await start().device(false);
    expect(await start().look()).toMatchObject({ kind: 'device', userCode: 'ABCD-EFGH' });
    world.now += 5_000;
    world.answer = GRANT;
    // It dies after the grant was written: whose it is could not be asked.
    world.whoami = 'network';
    expect(await start().look()).toMatchObject({ kind: 'checking', problem: /reached/ });
    expect(await vault().token()).toBeNull();
    world.answer = { refused: 'invalid_grant' };
    world.whoami = null;
    world.now += 3_600_000;
    expect(await start().look(), 'the used code is not asked for again').toEqual({ kind: 'none' });
    expect(await vault().token()).toBe(TOKEN);
    expect((await vault().account()).expiresAt, 'counted from the grant').toBe(
      world.now - 3_600_000 + 28_800_000,
    );
  });

  test.each([
    ['access_denied', 'denied', /refused on the Hub.*kept/],
    ['expired_token', 'expired', /not confirmed in time.*kept/],
    ['invalid_client', 'refused', /token instead/],
  ])('%s: ended as %s, with a sentence, until the next time', async (refused, how, sentence) => {
    const { world, start, vault } = makeWorld();
    await start().device(false);
    world.now += 5_000;
    world.answer = { refused };
    expect(await start().look()).toMatchObject({ kind: 'ended', how, sentence });
    expect(await start().look()).toMatchObject({ kind: 'ended', how });
    world.now += 60_000;
    await start().look();
    expect(world.polls).toBe(1);
    expect(await vault().token()).toBeNull();
    world.answer = PENDING;
    expect((await start().device(false)).kind).toBe('device');
  });

  test('its time is over: ended without a question', async () => {
    const { world, start } = makeWorld();
    await start().device(false);
    world.now += 300_001;
    expect(await start().look()).toMatchObject({ kind: 'ended', how: 'expired' });
    expect(world.polls).toBe(0);
  });

  test('offline: said, asked again later, and not given up', async () => {
    const { world, start } = makeWorld();
    await start().device(false);
    world.now += 5_000;
    world.answer = failure('network');
    const view = await start().look();
    expect(view).toMatchObject({ kind: 'device', problem: expect.stringMatching(/connection/) });
    expect(world.scheduled.at(-1)).toBe(world.now + 10_000);
    world.now += 10_000;
    world.answer = GRANT;
    expect((await start().look()).kind).toBe('none');
  });

  test('the answer got lost, and the code is used up: not the person’s fault', async () => {
    const { world, start } = makeWorld();
    await start().device(false);
    world.now += 5_000;
    world.answer = failure('network');
    await start().look();
    world.now += 10_000;
    world.answer = { refused: 'invalid_grant' };
    expect(await start().look()).toMatchObject({
      kind: 'ended',
      how: 'unanswered',
      sentence: expect.stringMatching(/did not reach us.*kept.*Begin again/),
    });
  });

  test('the Hub was silent until the code’s end: said so', async () => {
    const { world, start } = makeWorld();
    await start().device(false);
    world.now += 5_000;
    world.answer = failure('server');
    await start().look();
    world.now += 300_000;
    expect(await start().look()).toMatchObject({ kind: 'ended', how: 'unanswered' });
  });

  test('no code to be had: a sentence, and nothing begun', async () => {
    const { world, start } = makeWorld();
    world.answer = failure('network');
    await expect(start().device(false)).rejects.toThrow(/not begun.*connection/);
    world.answer = failure('invalid');
    await expect(start().device(false)).rejects.toThrow(/token instead/);
    expect(await start().look()).toEqual({ kind: 'none' });
  });

  test('cancelled while the Hub is asked: what it grants then is thrown away', async () => {
    const { world, start, vault } = makeWorld();
    const one = start();
    await one.device(true);
    world.now += 5_000;
    world.answer = GRANT;
    world.meanwhile = async () => void (await one.cancel());
    expect(await one.look()).toEqual({ kind: 'none' });
    expect(await vault().token()).toBeNull();
  });

  test('begun anew while the Hub is asked: the old answer does not end the new one', async () => {
    const { world, start } = makeWorld();
    const one = start();
    await one.device(true);
    world.now += 5_000;
    world.answer = { refused: 'access_denied' };
    world.meanwhile = async () => void (await start().device(true));
    expect((await one.look()).kind).toBe('device');
  });
});

describe('in the browser’s window', () => {
  const back = (url: string, answer: Record<string, string>) =>
    `${REDIRECT_URI}?${new URLSearchParams({ state: new URL(url).searchParams.get('state')!, ...answer })}`;

  test('from the address to the account, across a death of the worker', async () => {
    const { world, start, vault } = makeWorld();
    const { url } = await start().web(true, REDIRECT_URI);
    world.answer = GRANT;
    expect(await start().finish(back(url, { code: 'c0de' }))).toEqual({ kind: 'none' });
    expect(await vault().token()).toBe(TOKEN);
    const [{ verifier, ...rest }] = world.exchanges as [(typeof world.exchanges)[0]];
    expect(rest).toEqual({ code: 'c0de', redirectUri: REDIRECT_URI });
    expect(challengeOf(verifier)).toBe(new URL(url).searchParams.get('code_challenge'));
  });

  test.each([
    ['another state', { state: 'other', code: 'c0de' }, 'foreign'],
    ['refused by the person', { error: 'access_denied' }, 'denied'],
    ['refused by the Hub', { error: 'invalid_scope' }, 'refused'],
  ])('%s: the Hub is not even asked', async (_name, answer, how) => {
    const { world, start, vault } = makeWorld();
    const { url } = await start().web(true, REDIRECT_URI);
    world.answer = GRANT;
    expect(await start().finish(back(url, answer as unknown as Record<string, string>))).toMatchObject({
      kind: 'ended',
      how,
    });
    expect(world.exchanges).toEqual([]);
    expect(await vault().token()).toBeNull();
  });

  test('a grant for another nonce is thrown away', async () => {
    const { world, start, vault } = makeWorld();
    const { url } = await start().web(true, REDIRECT_URI);
    const claims = Buffer.from('{"nonce":"other"}').toString('base64url');
    world.answer = { grant: { token: TOKEN, idToken: `e30.${claims}.s` } };
    expect(await start().finish(back(url, { code: 'c0de' }))).toMatchObject({ how: 'foreign' });
    expect(await vault().token()).toBeNull();
  });

  test('an address counts once, and not without a question of ours, nor after half an hour', async () => {
    const { world, start } = makeWorld();
    world.answer = GRANT;
    expect(await start().finish(`${REDIRECT_URI}?code=c0de&state=`)).toEqual({ kind: 'none' });
    const { url } = await start().web(true, REDIRECT_URI);
    await start().finish(back(url, { code: 'c0de' }));
    await start().finish(back(url, { code: 'c0de' }));
    expect(world.exchanges).toHaveLength(1);
    const late = await start().web(true, REDIRECT_URI);
    world.now += 31 * 60_000;
    await start().finish(back(late.url, { code: 'c0de' }));
    expect(world.exchanges).toHaveLength(1);
  });

  test('the Hub is silent at the exchange: a sentence, and nothing is left', async () => {
    const { world, start } = makeWorld();
    const { url } = await start().web(true, REDIRECT_URI);
    world.answer = failure('timeout');
    await expect(start().finish(back(url, { code: 'c0de' }))).rejects.toThrow(/not finished.*nothing/);
    expect(await start().look()).toEqual({ kind: 'none' });
  });
});

test('a build without a client id offers nothing, in a sentence', async () => {
  const { db, world } = makeWorld();
  const none = createSignIn({
    db,
    oauth: null,
    clientId: null,
    vault: { signIn: async () => {} },
    schedule: (at) => world.scheduled.push(at),
  });
  await expect(none.device(false)).rejects.toThrow(/token instead/);
  await expect(none.web(false, REDIRECT_URI)).rejects.toThrow(/token instead/);
  expect(await none.look()).toEqual({ kind: 'none' });
});

test('whatever happens in whatever order: no answer to a page holds a secret', async () => {
  const { world, db, start, vault } = makeWorld();
  const answers: (TokenAnswer | HubError)[] = [
    PENDING,
    { refused: 'slow_down' },
    { refused: 'access_denied' },
    { grant: { token: TOKEN, refreshToken: REFRESH, expiresIn: 60, scope: `write-repos ${'x'.repeat(9)}` } },
    failure('server'),
    failure('unauthorised'),
  ];
  const step = fc.record({
    what: fc.constantFrom('device', 'look', 'web', 'finish', 'cancel', 'account', 'forget'),
    answer: fc.constantFrom(...answers),
    whoami: fc.constantFrom<HubErrorKind | null>(null, 'network', 'unauthorised'),
    ms: fc.constantFrom(0, 5_000, 70_000, 4_000_000),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      await (await db()).clear('vault');
      await (await db()).delete('meta', 'sign-in');
      let url = '';
      for (const { what, answer, whoami, ms } of steps) {
        Object.assign(world, { answer, whoami });
        world.now += ms;
        const one = start();
        const state = url ? new URL(url).searchParams.get('state') : '';
        const work = {
          device: () => one.device(false),
          look: () => one.look(),
          web: async () => {
            const made = await one.web(true, REDIRECT_URI);
            url = made.url;
            return made;
          },
          finish: () => one.finish(`${REDIRECT_URI}?code=c&state=${state}`),
          cancel: () => one.cancel(),
          account: () => vault().account(),
          forget: () => vault().forget(),
        }[what];
        const said = await (work as () => Promise<unknown>)().catch((error: Error) => error.message);
        const text = JSON.stringify(said);
        expect(text).not.toMatch(/secretsecret|hf_/);
        const kept = (await (await db()).get('meta', 'sign-in'))?.value as
          | { request?: { verifier: string } }
          | undefined;
        if (kept?.request) expect(text).not.toContain(kept.request.verifier);
      }
    }),
    { numRuns: 60 },
  );
});

describe('the end of a sign-in', () => {
  async function signedIn(grant: Partial<{ refreshToken: string; expiresIn: number; scope: string }> = {}) {
    const made = makeWorld();
    const { world, start } = made;
    await start().device(true);
    world.now += 5_000;
    world.answer = { grant: { token: TOKEN, expiresIn: 28_800, ...grant } };
    await start().look();
    return made;
  }

  test('without a refresh token: asked to sign in again, with a sentence; forgotten here', async () => {
    const { world, vault, db } = await signedIn();
    world.now += 28_800_000;
    expect(await vault().token()).toBeNull();
    expect(await vault().account()).toMatchObject({ name: null, ended: 'expired', warning: /Sign in again/ });
    expect(JSON.stringify(await (await db()).getAll('vault'))).not.toContain('hf_');
    await vault().forget();
    expect((await vault().account()).ended).toBeUndefined();
  });

  test('with one: renewed before its end, by many callers once, and the new refresh token is kept', async () => {
    const { world, vault } = await signedIn({ refreshToken: REFRESH });
    expect((await vault().account()).renews).toBe(true);
    const refreshed: string[] = [];
    world.now += 28_800_000 - 60_000;
    world.answer = { grant: { token: `${TOKEN}2`, expiresIn: 28_800, refreshToken: `${REFRESH}2` } };
    world.meanwhile = async () => void refreshed.push('asked');
    const one = vault();
    expect(await Promise.all([one.token(), one.token(), one.token()])).toEqual(Array(3).fill(`${TOKEN}2`));
    expect(refreshed).toHaveLength(1);
    expect((await vault().account()).expiresAt).toBe(world.now + 28_800_000);
  });

  test('renewing refused: ended; no answer: still theirs, and a report waits', async () => {
    const { world, vault } = await signedIn({ refreshToken: REFRESH });
    world.now += 28_800_000 + 1;
    world.answer = failure('network');
    await expect(vault().token()).rejects.toBeInstanceOf(HubError);
    expect((await vault().account()).name).toBe('ada');
    world.answer = { refused: 'invalid_grant' };
    expect(await vault().token()).toBeNull();
    expect((await vault().account()).ended).toBe('expired');
  });

  test('no answer while it is still good: the old one serves', async () => {
    const { world, vault } = await signedIn({ refreshToken: REFRESH });
    world.now += 28_800_000 - 60_000;
    world.answer = failure('server');
    expect(await vault().token()).toBe(TOKEN);
  });

  test('the Hub does not say when it ends: kept until the Hub refuses it', async () => {
    const { world, start, vault } = makeWorld();
    await start().device(true);
    world.now += 5_000;
    world.answer = { grant: { token: TOKEN } };
    await start().look();
    world.now += 30 * 86_400_000;
    expect(await vault().token()).toBe(TOKEN);
    world.whoami = 'unauthorised';
    expect(await vault().account()).toMatchObject({ name: null, ended: 'revoked', warning: /sign-in/ });
    expect(await vault().token()).toBeNull();
  });

  test('more than was asked for is a warning; less says that reports go another way', async () => {
    const more = await signedIn({ scope: 'openid profile write-discussions write-repos' });
    expect(await more.vault().account()).toMatchObject({ canReport: true, warning: /write-repos/ });
    const less = await signedIn({ scope: 'openid profile' });
    expect(await less.vault().account()).toMatchObject({ canReport: false });
  });

  test('not to be remembered: ends with the browser', async () => {
    const { world, start, vault } = makeWorld();
    await start().device(false);
    world.now += 5_000;
    world.answer = GRANT;
    await start().look();
    expect(await vault().token()).toBe(TOKEN);
    world.session = 'two';
    expect(await vault().token()).toBeNull();
  });
});
