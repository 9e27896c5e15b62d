/** What people see of a sign-in at the sandbox Hub. The real pages look otherwise; nothing of ours reads them. */
import type { Ctx, Reply } from './http.ts';
import { page } from './pages/shell.ts';
import { esc } from './readme.ts';

const WHAT: Record<string, string> = {
  openid: 'Know who you are',
  profile: 'Read your public profile',
  'write-discussions': 'Open and interact with discussions on your behalf',
};

const list = (scope: string) =>
  `<ul>${scope
    .split(' ')
    .map((one) => `<li>${esc(WHAT[one] ?? one)} <code>${esc(one)}</code></li>`)
    .join('')}</ul>`;

const hidden = (fields: Iterable<[string, string]>) =>
  [...fields]
    .map(([name, value]) => `<input type="hidden" name="${esc(name)}" value="${esc(value)}">`)
    .join('');

const buttons = `<p><button class="btn btn-dark" type="submit" name="answer" value="yes">Authorize</button> <button class="btn" type="submit" name="answer" value="no">Deny</button></p>`;

const shell = (ctx: Ctx, title: string, inner: string): Reply =>
  page(ctx, {
    title: `${title} – Sandbox Hub`,
    kind: 'OAuthPage',
    main: `<div class="container login"><h1>${title}</h1>${inner}</div>`,
  });

export function consentPage(ctx: Ctx, fields: URLSearchParams, scope: string): Reply {
  return shell(
    ctx,
    'Sign in to Hub Steward',
    `<p>Hub Steward would like to:</p>${list(scope)}<form method="post" action="/oauth/authorize">${hidden(fields)}${buttons}</form>`,
  );
}

type Stage =
  | { stage: 'ask'; problem?: string }
  | { stage: 'confirm'; userCode: string; scope: string }
  | { stage: 'done'; agreed: boolean };

export function devicePage(ctx: Ctx, at: Stage): Reply {
  if (at.stage === 'done')
    return shell(
      ctx,
      'Connect a device',
      `<p>${at.agreed ? 'Hub Steward is connected. You can close this page.' : 'Nothing was given.'}</p>`,
    );
  if (at.stage === 'confirm')
    return shell(
      ctx,
      'Connect a device',
      `<p>Hub Steward would like to:</p>${list(at.scope)}<form method="post" action="/oauth/device">${hidden([['user_code', at.userCode]])}${buttons}</form>`,
    );
  return shell(
    ctx,
    'Connect a device',
    `${at.problem ? `<p role="alert">${esc(at.problem)}</p>` : ''}<form method="post" action="/oauth/device"><p><label>Code <input name="user_code" autocomplete="off" required></label></p><button class="btn btn-dark" type="submit">Continue</button></form>`,
  );
}

export function connectedPage(ctx: Ctx, tokens: number): Reply {
  const inner = tokens
    ? `<p>Hub Steward: signed in ${tokens === 1 ? 'once' : `${tokens} times`}</p><form method="post" action="/settings/connected-applications"><button class="btn" type="submit">Revoke</button></form>`
    : '<p>No application is connected.</p>';
  return shell(ctx, 'Connected applications', inner);
}
