/**
 * Signing in at the sandbox Hub, with the checks of the standards: exact redirect addresses, PKCE (S256 only), codes that work
 * once and end, the interval of the device flow. Facts: facts/hub.md d.1; what those mark unknown can be switched.
 */
import { createHash, randomBytes } from 'node:crypto';
import { type Ctx, html, json, type Reply, redirect } from './http.ts';
import { SANDBOX_CLIENT_ID } from './oauth-client.ts';
import { connectedPage, consentPage, devicePage } from './oauth-pages.ts';
import type { HubState, Token } from './types.ts';

const HUB = 'https://huggingface.co';
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const KNOWN_SCOPES =
  'openid profile email read-billing read-memberships read-repos gated-repos contribute-repos write-repos manage-repos read-collections write-collections inference-api read-endpoints write-endpoints jobs webhooks write-discussions'.split(
    ' ',
  );

interface WebCode {
  code: string;
  redirectUri: string;
  challenge: string;
  scope: string;
  nonce: string | null;
  user: string;
  used: boolean;
}

interface DeviceCode {
  deviceCode: string;
  userCode: string;
  scope: string;
  expiresAt: number;
  /** Seconds; grows with every question that comes too early. */
  interval: number;
  askedAt: number;
  user?: string;
  answer: 'pending' | 'agreed' | 'denied' | 'used';
}

export interface OAuthState {
  /** Addresses that the app is registered with; matched as a whole. */
  redirects: (string | RegExp)[];
  /** Seconds that a device code is good for, and between two questions. */
  deviceLife: number;
  interval: number;
  /** Is `interval` in the answer? It was not in 2026-08. */
  tellInterval: boolean;
  /** Seconds that a token is good for. */
  tokenLife: number;
  /** Do apps without a secret get refresh tokens? Unknown. */
  refreshTokens: boolean;
  /** Granted besides what was asked for. */
  extraScope: string;
  webCodes: WebCode[];
  deviceCodes: DeviceCode[];
  refresh: Map<string, { user: string; scope: string }>;
}

const states = new WeakMap<Token[], OAuthState>();

/** What the sandbox knows of sign-ins. Bound to the state's list of tokens, so that a reset of the Hub empties it. */
export function oauthState(state: HubState): OAuthState {
  const found = states.get(state.tokens);
  if (found) return found;
  const made: OAuthState = {
    // Which host it is depends on where the browser loads the extension from; all else is exact.
    redirects: [
      /^https:\/\/[a-p]{32}\.chromiumapp\.org\/hub$/,
      /^https:\/\/[0-9a-f]{40}\.extensions\.allizom\.org\/hub$/,
    ],
    deviceLife: 300,
    interval: 5,
    tellInterval: false,
    tokenLife: 28_800,
    refreshTokens: false,
    extraScope: '',
    webCodes: [],
    deviceCodes: [],
    refresh: new Map(),
  };
  states.set(state.tokens, made);
  return made;
}

const random = (bytes: number) => randomBytes(bytes).toString('base64url');
const refuse = (error: string, error_description: string, status = 400): Reply =>
  json({ error, error_description }, status, { 'cache-control': 'no-store' });
const isRegistered = ({ redirects }: OAuthState, uri: string) =>
  redirects.some((one) => (typeof one === 'string' ? one === uri : one.test(uri)));
const scopesAreKnown = (scope: string) => scope.split(' ').every((one) => KNOWN_SCOPES.includes(one));

/** Answers everything below `/oauth/`, the metadata, and the page where sign-ins are revoked; undefined for other paths. */
export function oauth(ctx: Ctx): Reply | undefined {
  const { path, method } = ctx;
  if (path === '/.well-known/openid-configuration' && method === 'GET') return metadata();
  if (path === '/oauth/authorize') return authorize(ctx);
  if (path === '/oauth/device') return isForm(ctx) && !wantsPage(ctx) ? deviceStart(ctx) : deviceConfirm(ctx);
  if (path === '/oauth/token' && method === 'POST') return token(ctx);
  if (path === '/oauth/userinfo') return userinfo(ctx);
  if (path === '/settings/connected-applications') return connected(ctx);
  return undefined;
}

const isForm = (ctx: Ctx) =>
  ctx.method === 'POST' &&
  String(ctx.request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
const fieldsOf = (ctx: Ctx) => new URLSearchParams(ctx.request.body);
/** The page's own form names a user code; an app's names itself. */
const wantsPage = (ctx: Ctx) => fieldsOf(ctx).has('user_code');

function metadata(): Reply {
  return json({
    issuer: HUB,
    authorization_endpoint: `${HUB}/oauth/authorize`,
    token_endpoint: `${HUB}/oauth/token`,
    device_authorization_endpoint: `${HUB}/oauth/device`,
    userinfo_endpoint: `${HUB}/oauth/userinfo`,
    scopes_supported: KNOWN_SCOPES,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: ['authorization_code', 'refresh_token', DEVICE_GRANT],
  });
}

/** GET: the question; POST: the answer. What is wrong with app or address is said here, and leads nowhere. */
function authorize(ctx: Ctx): Reply {
  const given = ctx.method === 'POST' ? fieldsOf(ctx) : ctx.url.searchParams;
  const known = oauthState(ctx.state);
  const get = (name: string) => given.get(name) ?? '';
  if (get('client_id') !== SANDBOX_CLIENT_ID) return html('<h1>Unknown application</h1>', 400);
  const redirectUri = get('redirect_uri');
  if (!isRegistered(known, redirectUri)) return html('<h1>This redirect address is not registered</h1>', 400);
  const back = (answer: Record<string, string>) =>
    redirect(`${redirectUri}?${new URLSearchParams({ ...answer, state: get('state') })}`);
  if (get('response_type') !== 'code') return back({ error: 'unsupported_response_type' });
  if (get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(get('code_challenge')))
    return back({ error: 'invalid_request', error_description: 'PKCE with S256 is needed' });
  if (!scopesAreKnown(get('scope'))) return back({ error: 'invalid_scope' });
  if (!ctx.user) return redirect(`/login?next=${encodeURIComponent(`/oauth/authorize?${given}`)}`);
  if (ctx.method !== 'POST') return consentPage(ctx, given, get('scope'));
  if (get('answer') !== 'yes')
    return back({ error: 'access_denied', error_description: 'The user denied the request' });
  const code: WebCode = {
    code: random(24),
    redirectUri,
    challenge: get('code_challenge'),
    scope: get('scope'),
    nonce: given.get('nonce'),
    user: ctx.user.name,
    used: false,
  };
  known.webCodes.push(code);
  return back({ code: code.code });
}

/** POST /oauth/device {client_id, scope}: facts/hub.md d.1, and the measurement of 2026-08-04 (lib/hub/oauth-api.ts). */
function deviceStart(ctx: Ctx): Reply {
  const given = fieldsOf(ctx);
  const known = oauthState(ctx.state);
  if (given.get('client_id') !== SANDBOX_CLIENT_ID) return refuse('invalid_client', 'Unknown client', 401);
  const scope = given.get('scope') ?? 'openid profile';
  if (!scopesAreKnown(scope)) return refuse('invalid_scope', 'Unknown scope');
  const letters = [...randomBytes(8)].map((byte) => 'BCDFGHJKLMNPQRSTVWXZ'[byte % 20]).join('');
  const made: DeviceCode = {
    deviceCode: random(32),
    userCode: `${letters.slice(0, 4)}-${letters.slice(4)}`,
    scope,
    expiresAt: Date.now() + known.deviceLife * 1_000,
    interval: known.interval,
    askedAt: Date.now(),
    answer: 'pending',
  };
  known.deviceCodes.push(made);
  return json({
    device_code: made.deviceCode,
    user_code: made.userCode,
    verification_uri: 'https://hf.co/oauth/device',
    expires_in: known.deviceLife,
    ...(known.tellInterval && { interval: known.interval }),
  });
}

/** GET /oauth/device: where a person types the code; POST: the code, then the answer. */
function deviceConfirm(ctx: Ctx): Reply {
  if (!ctx.user) return redirect('/login?next=/oauth/device');
  const given = fieldsOf(ctx);
  const typed = (given.get('user_code') ?? '').trim().toUpperCase();
  if (!typed) return devicePage(ctx, { stage: 'ask' });
  const found = oauthState(ctx.state).deviceCodes.find((one) => one.userCode === typed);
  if (found?.answer !== 'pending' || Date.now() > found.expiresAt)
    return devicePage(ctx, { stage: 'ask', problem: 'This code is not valid, or not any more.' });
  const answer = given.get('answer');
  if (answer !== 'yes' && answer !== 'no')
    return devicePage(ctx, { stage: 'confirm', userCode: typed, scope: found.scope });
  found.answer = answer === 'yes' ? 'agreed' : 'denied';
  found.user = ctx.user.name;
  return devicePage(ctx, { stage: 'done', agreed: answer === 'yes' });
}

/** POST /oauth/token */
function token(ctx: Ctx): Reply {
  if (!isForm(ctx)) return refuse('invalid_request', 'A form is needed');
  const given = fieldsOf(ctx);
  if (given.get('client_id') !== SANDBOX_CLIENT_ID) return refuse('invalid_client', 'Unknown client', 401);
  switch (given.get('grant_type')) {
    case 'authorization_code':
      return fromWeb(ctx, given);
    case DEVICE_GRANT:
      return fromDevice(ctx, given);
    case 'refresh_token':
      return fromRefresh(ctx, given);
    default:
      return refuse('unsupported_grant_type', 'Unknown grant type');
  }
}

function fromWeb(ctx: Ctx, given: URLSearchParams): Reply {
  const found = oauthState(ctx.state).webCodes.find(({ code }) => code === given.get('code'));
  const wrong = refuse('invalid_grant', 'The code is not valid');
  if (!found || found.used) return wrong;
  // Used up by any try, good or bad.
  found.used = true;
  const challenge = createHash('sha256')
    .update(given.get('code_verifier') ?? '')
    .digest('base64url');
  if (found.redirectUri !== given.get('redirect_uri') || found.challenge !== challenge) return wrong;
  return grant(ctx, found.user, found.scope, found.nonce);
}

function fromDevice(ctx: Ctx, given: URLSearchParams): Reply {
  const found = oauthState(ctx.state).deviceCodes.find(
    ({ deviceCode }) => deviceCode === given.get('device_code'),
  );
  if (!found || found.answer === 'used') return refuse('invalid_grant', 'The device code is not valid');
  if (Date.now() > found.expiresAt) return refuse('expired_token', 'The device code has expired');
  const early = Date.now() - found.askedAt < found.interval * 1_000 - EARLY_MS;
  found.askedAt = Date.now();
  if (early) {
    found.interval += 5;
    return refuse('slow_down', 'Polling too often');
  }
  if (found.answer === 'denied') return refuse('access_denied', 'The user denied the request');
  if (found.answer === 'pending') return refuse('authorization_pending', 'Authorization pending');
  found.answer = 'used';
  return grant(ctx, found.user ?? '', found.scope, null);
}

/** Timers and wires are not exact. */
const EARLY_MS = 250;

function fromRefresh(ctx: Ctx, given: URLSearchParams): Reply {
  const { refresh } = oauthState(ctx.state);
  const key = given.get('refresh_token') ?? '';
  const found = refresh.get(key);
  if (!found) return refuse('invalid_grant', 'The refresh token is not valid');
  refresh.delete(key);
  return grant(ctx, found.user, found.scope, null);
}

function grant(ctx: Ctx, user: string, scope: string, nonce: string | null): Reply {
  const known = oauthState(ctx.state);
  const whole = [scope, known.extraScope].filter(Boolean).join(' ');
  const scopes = whole.split(' ');
  const value = `hf_oauth_${random(30)}`;
  ctx.state.tokens.push({
    value,
    displayName: 'Hub Steward',
    user,
    role: 'fineGrained',
    global: scopes.includes('write-discussions') ? ['discussion.write'] : [],
    createdAt: new Date().toISOString(),
  });
  const claims = {
    iss: HUB,
    aud: SANDBOX_CLIENT_ID,
    sub: user,
    preferred_username: user,
    ...(nonce && { nonce }),
  };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const refreshToken = `hf_refresh_${random(30)}`;
  if (known.refreshTokens) known.refresh.set(refreshToken, { user, scope });
  return json(
    {
      access_token: value,
      token_type: 'bearer',
      expires_in: known.tokenLife,
      scope: whole,
      ...(scopes.includes('openid') && {
        id_token: `${part({ alg: 'none' })}.${part(claims)}.${random(8)}`,
      }),
      ...(known.refreshTokens && { refresh_token: refreshToken }),
    },
    200,
    { 'cache-control': 'no-store' },
  );
}

/** GET and POST /oauth/userinfo */
function userinfo(ctx: Ctx): Reply {
  const { user } = ctx;
  if (!user || !ctx.token?.value.startsWith('hf_oauth_')) return refuse('invalid_token', 'No token', 401);
  return json({
    sub: user._id,
    name: user.fullname,
    preferred_username: user.name,
    profile: `${HUB}/${user.name}`,
    isPro: user.isPro,
    orgs: [],
  });
}

/** Where a person takes a sign-in back: its tokens are refused from then on. */
function connected(ctx: Ctx): Reply {
  if (!ctx.user) return redirect('/login?next=/settings/connected-applications');
  const own = ctx.state.tokens.filter(
    ({ user, value, revoked }) => user === ctx.user?.name && value.startsWith('hf_oauth_') && !revoked,
  );
  if (ctx.method === 'POST') {
    for (const each of own) each.revoked = true;
    oauthState(ctx.state).refresh.clear();
    return redirect('/settings/connected-applications', 303);
  }
  return connectedPage(ctx, own.length);
}
