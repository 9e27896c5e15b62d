/** The sandbox's sign-in keeps to the standards, and our own client gets along with it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authorizeUrl, newRequest, readRedirect } from '../../lib/account/oauth.ts';
import { createHubApi } from '../../lib/hub/api.ts';
import { createOAuthApi } from '../../lib/hub/oauth-api.ts';
import { type Ask, makeClient } from './client.ts';
import { findEndpoint } from './contract/validate.ts';
import { oauthState } from './oauth.ts';
import { SANDBOX_CLIENT_ID } from './oauth-client.ts';
import { BROWSER_USER, type Hub, SESSION_COOKIE, startHub } from './server.ts';

const REDIRECT_URI = 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/hub';
const SCOPE = 'openid profile write-discussions';
const cookie = `token=${SESSION_COOKIE}`;
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

let hub: Hub;
let ask: Ask;
/** Every answer of the two endpoints, held to the contract. */
const breaches: string[] = [];
beforeAll(async () => {
  hub = await startHub({ quiet: true });
  ask = makeClient(hub.port);
});
afterAll(async () => {
  await hub.close();
  expect(breaches).toEqual([]);
});
beforeEach(() => hub.reset());

const api = createHubApi({
  fetch: async (input, init) => {
    const { pathname } = new URL(String(input));
    const answer = await ask(pathname, {
      method: init?.method ?? 'GET',
      ...(init?.body == null ? {} : { body: String(init.body) }),
      headers: {
        ...(init?.headers as Record<string, string>),
        ...(init?.body instanceof URLSearchParams
          ? { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }
          : {}),
      },
    });
    const check = findEndpoint(init?.method ?? 'GET', pathname)?.checkResponse[answer.status]?.();
    if (!check) breaches.push(`${answer.status} of ${pathname} is not in the contract`);
    else if (!check(answer.json())) breaches.push(`${pathname}: ${JSON.stringify(check.errors)}`);
    return new Response(answer.body, {
      status: answer.status,
      headers: { 'content-type': String(answer.headers['content-type']) },
    });
  },
});
const oauth = createOAuthApi(api, SANDBOX_CLIENT_ID);
const form = (body: Record<string, string>, path = '/oauth/authorize') =>
  ask(path, {
    cookie,
    body: String(new URLSearchParams(body)),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

async function consent(answer = 'yes', request = newRequest(REDIRECT_URI, random)) {
  const url = new URL(authorizeUrl(SANDBOX_CLIENT_ID, request));
  const page = await ask(url.pathname + url.search, { cookie });
  expect(page.status).toBe(200);
  expect(page.body).toContain('Open and interact with discussions on your behalf');
  const { headers } = await form({ ...Object.fromEntries(url.searchParams), answer });
  return { request, back: readRedirect(String(headers.location), request) };
}
const codeOf = (back: ReturnType<typeof readRedirect>): string => {
  if (back === 'foreign' || !('code' in back)) throw new Error(JSON.stringify(back));
  return back.code;
};

describe('the authorization code', () => {
  test('from the question to a token that can write, and that is told once', async () => {
    const { request, back } = await consent();
    const given = { code: codeOf(back), redirectUri: REDIRECT_URI, verifier: request.verifier };
    const answer = await oauth.exchange(given);
    expect(answer).toMatchObject({ grant: { expiresIn: 28_800, scope: SCOPE } });
    const { token } = (answer as { grant: { token: string } }).grant;
    expect((await api.whoami(token)).name).toBe(BROWSER_USER);
    const { idToken } = (answer as { grant: { idToken: string } }).grant;
    const claims: unknown = JSON.parse(Buffer.from(idToken.split('.')[1]!, 'base64url').toString());
    expect(claims).toMatchObject({ nonce: request.nonce, aud: SANDBOX_CLIENT_ID });
    expect(await oauth.exchange(given), 'a second time').toEqual({ refused: 'invalid_grant' });
    const info = await ask('/oauth/userinfo', { token });
    expect(info.json()).toMatchObject({ preferred_username: BROWSER_USER });
    expect(findEndpoint('get', '/oauth/userinfo')!.checkResponse['200']!()(info.json())).toBe(true);
  });

  test('the wrong verifier, or another address, spoils the code for good', async () => {
    const { request, back } = await consent();
    const given = { code: codeOf(back), redirectUri: REDIRECT_URI, verifier: request.verifier };
    expect(await oauth.exchange({ ...given, verifier: 'x'.repeat(64) })).toEqual({
      refused: 'invalid_grant',
    });
    expect(await oauth.exchange(given)).toEqual({ refused: 'invalid_grant' });
    const other = await consent();
    expect(
      await oauth.exchange({
        code: codeOf(other.back),
        redirectUri: `${REDIRECT_URI}2`,
        verifier: other.request.verifier,
      }),
    ).toEqual({ refused: 'invalid_grant' });
  });

  test('denied', async () => {
    expect((await consent('no')).back).toEqual({ refused: 'access_denied' });
  });

  test.each([
    ['another app', { client_id: 'other' }, 400],
    ['an address that is not registered', { redirect_uri: `${REDIRECT_URI}/x` }, 400],
    ['plain PKCE', { code_challenge_method: 'plain' }, 302],
    ['no challenge', { code_challenge: '' }, 302],
    ['an unknown scope', { scope: 'everything' }, 302],
  ])('%s is refused', async (_name, change, status) => {
    const url = new URL(authorizeUrl(SANDBOX_CLIENT_ID, newRequest(REDIRECT_URI, random)));
    for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value);
    const answer = await ask(url.pathname + url.search, { cookie });
    expect(answer.status).toBe(status);
    if (status === 302) expect(answer.headers.location).toMatch(/[?&]error=/);
    else expect(answer.headers.location).toBeUndefined();
  });

  test('whoever is not signed in is sent to do so first, and comes back', async () => {
    const url = new URL(authorizeUrl(SANDBOX_CLIENT_ID, newRequest(REDIRECT_URI, random)));
    const { headers } = await ask(url.pathname + url.search);
    expect(headers.location).toBe(`/login?next=${encodeURIComponent(url.pathname + url.search)}`);
  });
});

describe('the device flow', () => {
  const quick = () => Object.assign(oauthState(hub.state), { interval: 0 });
  const answerTo = (user_code: string, answer: string) => form({ user_code, answer }, '/oauth/device');

  test('as measured in 2026-08: hf.co, 300 s, no interval', async () => {
    expect(await oauth.device(SCOPE)).toMatchObject({
      verificationUri: 'https://hf.co/oauth/device',
      expiresIn: 300,
      interval: 5,
    });
  });

  test('pending, then agreed, then used up', async () => {
    quick();
    const { deviceCode, userCode } = await oauth.device(SCOPE);
    expect(await oauth.poll(deviceCode)).toEqual({ refused: 'authorization_pending' });
    expect((await form({ user_code: userCode.toLowerCase() }, '/oauth/device')).body).toContain('Authorize');
    expect((await answerTo(userCode, 'yes')).body).toContain('is connected');
    expect(await oauth.poll(deviceCode)).toMatchObject({ grant: { scope: SCOPE } });
    expect(await oauth.poll(deviceCode)).toEqual({ refused: 'invalid_grant' });
    expect((await answerTo(userCode, 'yes')).body).toContain('not valid');
  });

  test('too fast: slow down, and five seconds more', async () => {
    const { deviceCode } = await oauth.device(SCOPE);
    expect(await oauth.poll(deviceCode)).toEqual({ refused: 'slow_down' });
    expect(oauthState(hub.state).deviceCodes[0]!.interval).toBe(10);
  });

  test('denied, expired, unknown', async () => {
    quick();
    const denied = await oauth.device(SCOPE);
    await answerTo(denied.userCode, 'no');
    expect(await oauth.poll(denied.deviceCode)).toEqual({ refused: 'access_denied' });
    oauthState(hub.state).deviceLife = -1;
    await expect(oauth.device(SCOPE), 'no life is no code').rejects.toThrow(/not understand|update/i);
    oauthState(hub.state).deviceCodes.at(-1)!.expiresAt = 0;
    expect(await oauth.poll(oauthState(hub.state).deviceCodes.at(-1)!.deviceCode)).toEqual({
      refused: 'expired_token',
    });
    expect(await oauth.poll('x'.repeat(20))).toEqual({ refused: 'invalid_grant' });
  });

  test('another app gets nothing', async () => {
    await expect(createOAuthApi(api, 'other').device(SCOPE)).rejects.toMatchObject({ kind: 'invalid' });
  });
});

test('refresh tokens, where they are switched on, work once', async () => {
  oauthState(hub.state).refreshTokens = true;
  const { request, back } = await consent();
  const answer = await oauth.exchange({
    code: codeOf(back),
    redirectUri: REDIRECT_URI,
    verifier: request.verifier,
  });
  const { refreshToken } = (answer as { grant: { refreshToken: string } }).grant;
  expect(await oauth.refresh(refreshToken)).toMatchObject({ grant: { expiresIn: 28_800 } });
  expect(await oauth.refresh(refreshToken)).toEqual({ refused: 'invalid_grant' });
});

test('revoked on the page of connected applications: refused from then on', async () => {
  const { request, back } = await consent();
  const answer = await oauth.exchange({
    code: codeOf(back),
    redirectUri: REDIRECT_URI,
    verifier: request.verifier,
  });
  const { token } = (answer as { grant: { token: string } }).grant;
  await form({}, '/settings/connected-applications');
  expect((await ask('/api/whoami-v2', { token })).status).toBe(401);
});

test('the verification page may only be the Hub’s own, and a secret only what fits a header', async () => {
  const fake = (body: object) =>
    createOAuthApi(
      createHubApi({
        fetch: async () =>
          new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } }),
      }),
      'x',
    );
  const code = {
    device_code: 'd'.repeat(20),
    user_code: 'ABCD-EFGH',
    verification_uri: 'https://huggingface.co/oauth/device',
    expires_in: 300,
  };
  expect((await fake(code).device(SCOPE)).userCode).toBe('ABCD-EFGH');
  for (const verification_uri of [
    'https://evil.example/oauth/device',
    'https://huggingface.co.evil.example/',
    'https://huggingface.co:8443/',
    'https://a@huggingface.co/',
    'http://huggingface.co/',
    'javascript:alert(1)',
  ])
    await expect(fake({ ...code, verification_uri }).device(SCOPE)).rejects.toMatchObject({
      kind: 'unexpected',
    });
  await expect(fake({ ...code, user_code: 'A\u202eB' }).device(SCOPE)).rejects.toMatchObject({
    kind: 'unexpected',
  });
  await expect(fake({ access_token: 'hf_oauth_x\r\nx: y' }).poll('d')).rejects.toMatchObject({
    kind: 'unexpected',
  });
});

test('what is served about itself', async () => {
  expect((await ask('/.well-known/openid-configuration')).json()).toMatchObject({
    issuer: 'https://huggingface.co',
    code_challenge_methods_supported: ['S256'],
  });
});
