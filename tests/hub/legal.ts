/**
 * The Hub's own texts: Content Policy, Code of Conduct, Terms of Service, Privacy. The policy's page holds the real words of
 * 2023; the other three are short and our own, in a structure that such texts have (titles and dates of conduct and terms as in
 * facts/hub.md h; the privacy policy's date is made up). ETag and 304 as Express gives them; the Hub's pages are taken to do the same (facts/hub.md e: inferred).
 */
import { createHash } from 'node:crypto';
import { WAF_PAGE } from './faults.ts';
import { type Ctx, html, type Reply, redirect } from './http.ts';
import { errorPage, page } from './pages/shell.ts';

export const LEGAL = {
  '/content-policy': { title: 'Content Policy', kind: 'ContentPolicyPage' },
  '/code-of-conduct': { title: 'Code of Conduct', kind: 'CodeOfConductPage' },
  '/terms-of-service': { title: 'Terms of Service', kind: 'TermsOfServicePage' },
  '/privacy': { title: 'Privacy Policy', kind: 'PrivacyPage' },
} as const;
export type LegalPath = keyof typeof LEGAL;

/** What may come instead of a text: a way to the log-in page, a firewall's challenge, an error, a page that breaks off. */
export type LegalFault = 'login' | 'waf' | 'error' | 'half';

/** Inner HTML of the three that are our own; `state.policyHtml` is the fourth. */
export function legalTexts(): Record<Exclude<LegalPath, '/content-policy'>, string> {
  return {
    '/code-of-conduct': `<h1>Contributor Covenant Code of Conduct</h1>
<p>Effective Date: August 10, 2022</p>
<h2>Our promise</h2>
<p>People who take part in this sandbox promise one another that nobody is harassed here, whoever they are.</p>
<h2>Our standards</h2>
<p>What helps, for example:</p>
<ul><li>Kindness towards other people;</li><li>Respect for other opinions and experiences;</li><li>Owning up to one's mistakes.</li></ul>
<p>What is not accepted:</p>
<ul><li>Insults and personal attacks;</li><li>Publishing private facts about others without their word.</li></ul>
<h2>Enforcement</h2>
<table><thead><tr><th>Step</th><th>What happens</th></tr></thead><tbody><tr><td>1. Correction</td><td>A private word of warning.</td></tr><tr><td>2. Warning</td><td>No contact with those involved for a while.</td></tr><tr><td>3. Ban</td><td>An end to taking part.</td></tr></tbody></table>`,
    '/terms-of-service': `<h1>Terms of Service</h1>
<p>Effective Date: September 15, 2022</p>
<p>These are the terms of a sandbox. Nobody is bound by them, and they are written to be read by a program.</p>
<h2>1. Your account</h2>
<ol><li>You keep your password to yourself.</li><li>You may close your account at any time.</li></ol>
<h2>2. Content</h2>
<p>What you put here stays yours.<br>You say that you may put it here.</p>
<h3>2.1 Content of others</h3>
<p>We do not check everything before it is shown. See our <a href="/content-policy">Content Policy</a>.</p>
<h2>3. Changes</h2>
<p>Changes will be effective 10 days following posting.</p>
<h2>4. Contact</h2>
<p>Write to <a href="mailto:legal@sandbox.invalid">legal@sandbox.invalid</a>.</p>`,
    '/privacy': `<h1>Privacy Policy</h1>
<p>🗓 Effective Date: January 2, 2024</p>
<h2>1. What is collected</h2>
<p>A sandbox collects the requests of its tests, and forgets them when it stops.</p>
<dl><dt>Account data</dt><dd>Your name, as the seed made it up.</dd><dt>Usage data</dt><dd>Which pages were opened.</dd></dl>
<h2>2. Children</h2>
<p>If we learn that a child under 13 has given us data, we delete it.</p>
<h2>3. Contact</h2>
<p>Write to <a href="mailto:privacy@sandbox.invalid">privacy@sandbox.invalid</a>.</p>`,
  };
}

const prose = (inner: string) => `<div class="container pt-8 pb-24"><div class="prose">${inner}</div></div>`;

/** One of the four pages, or what the tests put in its place. */
export function legalPage(ctx: Ctx, path: LegalPath): Reply {
  const fault = ctx.faults.legal[path];
  if (fault === 'login') return redirect(`/login?next=${encodeURIComponent(path)}`);
  if (fault === 'waf') return html(WAF_PAGE);
  if (fault === 'error')
    return errorPage(ctx, 500, 'Internal Error - We’re working hard to fix this as soon as possible!');
  const { title, kind } = LEGAL[path];
  const inner = path === '/content-policy' ? ctx.state.policyHtml : ctx.state.legalHtml[path];
  const reply = page(ctx, { title: `${title} – Sandbox Hub`, kind, main: prose(inner) });
  const body = String(reply.body);
  if (fault === 'half')
    return { ...reply, body: body.slice(0, body.indexOf(inner) + Math.floor(inner.length / 2)) };
  const etag = `W/"${body.length.toString(16)}-${createHash('sha1').update(body).digest('base64').slice(0, 27)}"`;
  const known = String(ctx.request.headers['if-none-match'] ?? '');
  if (known.split(/\s*,\s*/).includes(etag)) return { status: 304, headers: { etag }, body: '' };
  return { ...reply, headers: { ...reply.headers, etag } };
}
