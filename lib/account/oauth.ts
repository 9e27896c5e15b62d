/**
 * Signing in with the Hub by OAuth, as an app without a secret: what leaves and what comes back. No network, no browser.
 * Facts: facts/hub.md d.1 (endpoints, scopes, exact redirects); RFC 7636 (PKCE), RFC 9207 (`iss`), OpenID Connect Core 3.1.3.7.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import type { Grant } from '../hub/oauth-api.ts';
import { HUB_ORIGIN } from '../hub/url.ts';

/** The least that can post a report under a name. Never more: a test compares. */
export const SCOPES = ['openid', 'profile', 'write-discussions'] as const;
/** REDIRECT_PATH (client.ts) behind the hosts that the browsers give (facts/hub.md d.1; Firefox: `extensions.webextensions.identity.redirectDomain`). */
export const REDIRECT =
  /^https:\/\/(?:[a-p]{32}\.chromiumapp\.org|[0-9a-f]{40}\.extensions\.allizom\.org)\/hub$/;

/** What is kept while the person is at the Hub; `verifier` never leaves before the exchange. */
export interface WebRequest {
  state: string;
  nonce: string;
  verifier: string;
  redirectUri: string;
}

/** @param random so many random bytes */
export function newRequest(redirectUri: string, random: (bytes: number) => Uint8Array): WebRequest {
  const [state, nonce, verifier] = [random(32), random(32), random(48)].map(base64Url);
  return { state: state!, nonce: nonce!, verifier: verifier!, redirectUri };
}

/** The `S256` challenge of RFC 7636 4.2. */
export const challengeOf = (verifier: string): string =>
  base64Url(sha256(new TextEncoder().encode(verifier)));

export function authorizeUrl(clientId: string, request: WebRequest): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: request.redirectUri,
    scope: SCOPES.join(' '),
    state: request.state,
    nonce: request.nonce,
    code_challenge: challengeOf(request.verifier),
    code_challenge_method: 'S256',
  });
  return `${HUB_ORIGIN}/oauth/authorize?${query}`;
}

/** `foreign`: not the answer to what we asked, so nothing in it is used. */
export type Redirect = { code: string } | { refused: string } | 'foreign';

/** Reads where the Hub led back to: to our very address, with the state that we gave, once each. */
export function readRedirect(address: string, { redirectUri, state }: WebRequest): Redirect {
  if (!URL.canParse(address)) return 'foreign';
  const url = new URL(address);
  if (`${url.origin}${url.pathname}` !== redirectUri || url.username || url.password) return 'foreign';
  const one = (name: string): string | null => {
    const all = url.searchParams.getAll(name);
    return all.length === 1 ? all[0]! : null;
  };
  if (one('state') !== state) return 'foreign';
  if (url.searchParams.has('iss') && one('iss') !== HUB_ORIGIN) return 'foreign';
  const refused = one('error');
  if (refused !== null) return { refused };
  const code = one('code');
  return code ? { code } : 'foreign';
}

/**
 * Is this grant the answer to our request? Its identity token came from the Hub itself over TLS, so its signature need not be
 * checked (OpenID Connect Core 3.1.3.7, 6). Whether the Hub repeats the nonce is not known (facts/hub.md d.1): a wrong one is
 * refused, a missing one is not, because `state` and PKCE bind the answer already.
 */
export function isOurs(grant: Grant, request: Pick<WebRequest, 'nonce'>, clientId: string): boolean {
  if (grant.idToken === undefined) return true;
  const claims = claimsOf(grant.idToken);
  if (!claims) return false;
  const audience = [claims.aud].flat();
  return (
    (claims.nonce === undefined || claims.nonce === request.nonce) &&
    (claims.aud === undefined || audience.includes(clientId)) &&
    (claims.iss === undefined || claims.iss === HUB_ORIGIN)
  );
}

function claimsOf(idToken: string): Record<string, unknown> | null {
  try {
    const part = idToken.split('.')[1] ?? '';
    const text = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
    const claims: unknown = JSON.parse(text);
    return typeof claims === 'object' ? (claims as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

/** When a grant ends, milliseconds since the epoch; `undefined` where the Hub does not say: then its refusal tells. */
export const expiryOf = ({ expiresIn }: Grant, now: number): number | undefined =>
  expiresIn === undefined ? undefined : now + expiresIn * 1_000;

export const scopesOf = ({ scope }: Grant): string[] =>
  scope === undefined ? [...SCOPES] : [...new Set(scope.split(/[\s,]+/).filter(Boolean))];

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
