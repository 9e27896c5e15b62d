/** What leaves for the Hub's sign-in, and what is believed of what comes back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { REDIRECT_PATH } from '../../../lib/account/client.ts';
import {
  authorizeUrl,
  challengeOf,
  expiryOf,
  isOurs,
  newRequest,
  REDIRECT,
  readRedirect,
  SCOPES,
  scopesOf,
} from '../../../lib/account/oauth.ts';

const REDIRECT_URI = 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/hub';
let counter = 0;
const random = (bytes: number) => new Uint8Array(bytes).map(() => (counter = (counter * 31 + 7) % 251));
const request = newRequest(REDIRECT_URI, random);
const back = (answer: Record<string, string>) => `${REDIRECT_URI}?${new URLSearchParams(answer)}`;
const good = { code: 'c0de', state: request.state };

test('the challenge is the one of RFC 7636, appendix B', () => {
  expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  );
});

test('the address asks for the least, with PKCE, state and nonce, and without the verifier', () => {
  const url = new URL(authorizeUrl('client', request));
  expect(`${url.origin}${url.pathname}`).toBe('https://huggingface.co/oauth/authorize');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    response_type: 'code',
    client_id: 'client',
    redirect_uri: REDIRECT_URI,
    scope: 'openid profile write-discussions',
    state: request.state,
    nonce: request.nonce,
    code_challenge: challengeOf(request.verifier),
    code_challenge_method: 'S256',
  });
  expect(url.href).not.toContain(request.verifier);
  expect(SCOPES).toEqual(['openid', 'profile', 'write-discussions']);
});

test('every request has its own secrets, long enough for RFC 7636 (43 to 128 characters)', () => {
  const bytes = (n: number) => crypto.getRandomValues(new Uint8Array(n));
  const made = Array.from({ length: 50 }, () => newRequest(REDIRECT_URI, bytes));
  expect(new Set(made.flatMap(({ state, nonce, verifier }) => [state, nonce, verifier])).size).toBe(150);
  for (const { verifier } of made) expect(verifier).toMatch(/^[\w-]{43,128}$/);
});

test('the redirect address is what the browsers give, and nothing near it', () => {
  expect(REDIRECT_URI).toMatch(REDIRECT);
  expect(REDIRECT_URI.endsWith(`/${REDIRECT_PATH}`)).toBe(true);
  expect(`https://${'0af9'.repeat(10)}.extensions.allizom.org/hub`).toMatch(REDIRECT);
  for (const other of [
    'https://huggingface.co/hub',
    'https://evil.example/hub',
    `${REDIRECT_URI}/x`,
    `${REDIRECT_URI}?x`,
    REDIRECT_URI.replace('https', 'http'),
    REDIRECT_URI.replace('.org', '.org.evil.example'),
  ])
    expect(other).not.toMatch(REDIRECT);
});

describe('the way back', () => {
  test('a code with our state, at our address', () => {
    expect(readRedirect(back(good), request)).toEqual({ code: 'c0de' });
    expect(readRedirect(back({ ...good, iss: 'https://huggingface.co' }), request)).toEqual({ code: 'c0de' });
  });

  test('an error with our state', () => {
    const error = { error: 'access_denied', error_description: 'No', state: request.state };
    expect(readRedirect(back(error), request)).toEqual({ refused: 'access_denied' });
    expect(readRedirect(back({ ...error, code: 'c0de' }), request), 'an error counts first').toEqual({
      refused: 'access_denied',
    });
  });

  test.each([
    ['another state', back({ ...good, state: 'other' })],
    ['no state', back({ code: 'c0de' })],
    ['an error with another state', back({ error: 'access_denied', state: 'other' })],
    ['two states', `${back(good)}&state=${request.state}`],
    ['two codes', `${back(good)}&code=other`],
    ['no code', back({ state: request.state })],
    ['an empty code', back({ code: '', state: request.state })],
    ['another issuer', back({ ...good, iss: 'https://evil.example' })],
    ['another path', back(good).replace('/hub?', '/hub2?')],
    ['another host', back(good).replace('chromiumapp.org', 'chromiumapp.org.evil.example')],
    ['a name in front', back(good).replace('https://', 'https://a:b@')],
    ['in the fragment', back(good).replace('?', '#')],
    ['no address', 'nothing'],
  ])('%s: foreign', (_name, address) => {
    expect(readRedirect(address, request)).toBe('foreign');
  });

  test('nothing but our own state is ever believed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom('code', 'error'), (state, value, name) => {
        fc.pre(state !== request.state);
        expect(readRedirect(back({ [name]: value, state }), request)).toBe('foreign');
      }),
    );
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
        expect(readRedirect(address, request)).toBe('foreign');
      }),
    );
  });
});

describe('the identity token', () => {
  const token = (claims: unknown) => ({
    token: 'hf_oauth_x',
    idToken: `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`,
  });
  const claims = { iss: 'https://huggingface.co', aud: 'client', nonce: request.nonce, name: 'Ädä' };

  test('ours, or none, or one that does not repeat the nonce', () => {
    expect(isOurs(token(claims), request, 'client')).toBe(true);
    expect(isOurs(token({ ...claims, aud: ['other', 'client'] }), request, 'client')).toBe(true);
    expect(isOurs({ token: 'hf_oauth_x' }, request, 'client')).toBe(true);
    expect(isOurs(token({ ...claims, nonce: undefined }), request, 'client')).toBe(true);
  });

  test.each([
    ['another nonce', token({ ...claims, nonce: 'other' })],
    ['for another app', token({ ...claims, aud: 'other' })],
    ['from elsewhere', token({ ...claims, iss: 'https://evil.example' })],
    ['not readable', { token: 'hf_oauth_x', idToken: 'a.!.c' }],
    ['no claims', token(null)],
  ])('%s: refused', (_name, grant) => {
    expect(isOurs(grant, request, 'client')).toBe(false);
  });
});

test('what was granted and until when: what the Hub said, or all that was asked for and no end', () => {
  expect(scopesOf({ token: 'x', scope: 'openid  profile,email openid' })).toEqual([
    'openid',
    'profile',
    'email',
  ]);
  expect(scopesOf({ token: 'x' })).toEqual([...SCOPES]);
  expect(expiryOf({ token: 'x', expiresIn: 28_800 }, 5)).toBe(28_800_005);
  expect(expiryOf({ token: 'x' }, 5)).toBeUndefined();
});
