/** What leaves for OAuth's endpoints, and what their answers mean. */
import { describe, expect, test } from 'vitest';
import { createHubApi } from '../../../lib/hub/api.ts';
import { createOAuthApi } from '../../../lib/hub/oauth-api.ts';

interface Sent {
  url: string;
  init: RequestInit;
}

function make(answer: () => Response | Promise<Response>) {
  const sent: Sent[] = [];
  const api = createHubApi({
    fetch: async (url, init) => {
      sent.push({ url: String(url), init: init! });
      return answer();
    },
    now: () => 1_000_000,
  });
  return { sent, oauth: createOAuthApi(api, 'client') };
}
const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });

test('a form to the Hub alone: no cookies, no token, and never led elsewhere with what is secret in it', async () => {
  const { sent, oauth } = make(() => json({ access_token: 'hf_oauth_abcdef' }));
  await oauth.exchange({
    code: 'c0de',
    redirectUri: 'https://x.chromiumapp.org/hub',
    verifier: 'v'.repeat(43),
  });
  await oauth.poll('d'.repeat(10));
  await oauth.refresh('r'.repeat(10));
  expect(sent.map(({ url }) => url)).toEqual(Array(3).fill('https://huggingface.co/oauth/token'));
  for (const { init } of sent) {
    expect(init).toMatchObject({ method: 'POST', credentials: 'omit', redirect: 'error', headers: {} });
    expect(init.body).toBeInstanceOf(URLSearchParams);
    expect((init.body as URLSearchParams).get('client_id')).toBe('client');
    expect((init.body as URLSearchParams).has('client_secret')).toBe(false);
  }
  expect(String(sent[0]!.init.body)).toBe(
    `grant_type=authorization_code&code=c0de&redirect_uri=https%3A%2F%2Fx.chromiumapp.org%2Fhub&code_verifier=${'v'.repeat(43)}&client_id=client`,
  );
});

describe('answers', () => {
  test.each([200, 400, 401, 403])('a refusal with %i is an answer', async (status) => {
    const { oauth } = make(() => json({ error: 'slow_down', error_description: 'x' }, status));
    expect(await oauth.poll('d'.repeat(10))).toEqual({ refused: 'slow_down' });
  });

  test('what the grant holds, and nothing that cannot be used', async () => {
    const { oauth } = make(() =>
      json({ access_token: 'hf_oauth_abcdef', expires_in: '28800', scope: 'openid', refresh_token: 7 }),
    );
    expect(await oauth.poll('d'.repeat(10))).toEqual({
      grant: { token: 'hf_oauth_abcdef', expiresIn: 28_800, scope: 'openid' },
    });
  });

  test.each([
    [
      'a page of something in between',
      () => new Response('<html>', { status: 403, headers: { 'content-type': 'text/html' } }),
      'not-json',
    ],
    [
      'a page with 200',
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      'not-json',
    ],
    ['trouble', () => json({ error: 'x' }, 503), 'server'],
    ['too many', () => json({ error: 'x' }, 429), 'rate-limited'],
    ['nothing of use', () => json({ hello: 1 }), 'unexpected'],
    ['a token with a line break', () => json({ access_token: 'hf_oauth_a\nb' }), 'unexpected'],
    ['no connection', () => Promise.reject(new TypeError('failed')), 'network'],
  ])('%s is no answer', async (_name, answer, kind) => {
    const { oauth, sent } = make(answer as () => Response);
    await expect(oauth.poll('d'.repeat(10))).rejects.toMatchObject({ kind });
    expect(sent, 'asked once').toHaveLength(1);
  });

  test('no error carries what was sent', async () => {
    const { oauth } = make(() => Promise.reject(new TypeError('failed for secretsecret')));
    const error = (await oauth.poll('secretsecret').catch((reason: unknown) => reason)) as Error;
    expect(`${error.message} ${JSON.stringify(error)} ${error.stack}`).not.toContain('secretsecret');
  });
});
