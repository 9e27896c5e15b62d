/** Pages about no repository: log-in, tokens, and the bench. */

import { queryRepos } from '../api/repos.ts';
import { pageItem } from '../api/views.ts';
import { type Ctx, type Reply, redirect } from '../http.ts';
import { esc } from '../readme.ts';
import { BROWSER_USER, SESSION_COOKIE } from '../special.ts';
import { benchRef } from '../store.ts';
import { page } from './shell.ts';

const prose = (inner: string) => `<div class="container pt-8 pb-24"><div class="prose">${inner}</div></div>`;

/** Only paths of this origin: a log-in page must not send people elsewhere. */
const safeNext = (next: string | null) => (next && /^\/(?!\/)/.test(next) ? next : '/');

/** GET /login: one button; POST sets the session cookie and goes back. */
export function loginPage(ctx: Ctx): Reply {
  const next = safeNext(
    ctx.url.searchParams.get('next') ?? new URLSearchParams(ctx.request.body).get('next'),
  );
  if (ctx.method === 'POST')
    return redirect(next, 303, {
      'set-cookie': `token=${SESSION_COOKIE}; Path=/; Secure; HttpOnly; SameSite=Lax`,
    });
  return page(ctx, {
    title: 'Log In – Sandbox Hub',
    kind: 'LoginPage',
    main: `<div class="container login"><h1>Log In</h1><form method="post" action="/login"><input type="hidden" name="next" value="${esc(next)}"><p class="text-gray-500">There is one person here, and no password.</p><button class="btn btn-dark" type="submit">Log in as ${BROWSER_USER}</button></form></div>`,
  });
}

export const logout = (): Reply =>
  redirect('/', 303, { 'set-cookie': 'token=; Path=/; Max-Age=0; Secure; HttpOnly' });

/** GET /settings/tokens: the sandbox's tokens, to copy. */
export function tokensPage(ctx: Ctx): Reply {
  if (!ctx.user) return redirect('/login?next=/settings/tokens');
  const rows = ctx.state.tokens.map(
    (t) =>
      `<tr><td>${esc(t.displayName)}</td><td>${esc(t.role)}${t.global ? ` (${esc(t.global.join(', '))})` : ''}</td><td><code data-token="${esc(t.displayName)}">${esc(t.value)}</code></td><td>${t.revoked ? 'revoked' : 'valid'}</td></tr>`,
  );
  return page(ctx, {
    title: 'Access Tokens – Sandbox Hub',
    kind: 'SettingsPage',
    main: prose(
      `<h1>Access Tokens</h1><p>Good on this sandbox only.</p><table><thead><tr><th>Name</th><th>Role</th><th>Token</th><th>State</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
    ),
  });
}

/** GET /docs/sandbox/many?n=20000[&ids=bench]: cards in batches. `bench` ids are all different and known to the API. */
export function manyPage(ctx: Ctx): Reply {
  const n = Math.min(100_000, Number(ctx.url.searchParams.get('n') ?? 20_000) || 0);
  const bench = ctx.url.searchParams.get('ids') === 'bench';
  const models = queryRepos(ctx.state, 'model', {});
  const items = bench
    ? Array.from({ length: n }, (_, i) => ({
        id: benchRef(i).id,
        repoType: 'model',
        lastModified: '2026-09-01T00:00:00.000Z',
        likes: i % 90,
        downloads: i % 999,
      }))
    : models.map((m) => ({ ...pageItem(m, ctx.state), authorData: undefined }));
  const json = JSON.stringify(items).replace(/</g, '\\u003c');
  return page(ctx, {
    title: `${n} cards`,
    kind: 'ModelsPage',
    main: '<div class="container pt-8 pb-12"><div class="relative" data-many=""></div></div>',
    script: `import("/front/build/many.js").then((m) => m.appendMany(${json}, ${n}));`,
  });
}
