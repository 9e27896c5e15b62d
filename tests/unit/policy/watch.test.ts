import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { HubError } from '../../../lib/hub/errors.ts';
import { type LegalKind, type LegalPage, legalUrl } from '../../../lib/hub/legal.ts';
import type { Limit } from '../../../lib/hub/limits.ts';
import { createDatabase } from '../../../lib/platform/db.ts';
import { type Archive, createArchive } from '../../../lib/policy/archive.ts';
import { hashText } from '../../../lib/policy/document.ts';
import { EXTRACTOR_VERSION, parsePolicy } from '../../../lib/policy/parse.ts';
import { DOCUMENT_KINDS, type VersionWithText } from '../../../lib/policy/version-types.ts';
import { forPanel, timelineOf } from '../../../lib/policy/views.ts';
import {
  APART_MS,
  createWatch,
  LEFT_TO_PERSON,
  READ_EVERY_MS,
  RETRY_MS,
  type Watch,
} from '../../../lib/policy/watch.ts';
import { escapeHtml, pack2023, pack2025, policyPage, shortPage } from './kept-texts.ts';

const KIND = 'content-policy';
const HOUR = 60 * 60 * 1000;
const ADDED = '<h2>Australia</h2><p>Residents of Australia may write to another address.</p>';

let now: number;
let pages: Record<LegalKind, string | Error>;
let asked: { kind: LegalKind; known: { etag?: string; lastModified?: string } }[];
let limits: Limit[];
let quiet: { online: boolean; metered: boolean };
let news: number;
let archive: Archive;
let watch: Watch;
let database: ReturnType<typeof createDatabase>;
let n = 0;

const etagOf = (html: string) => `W/"${hashText(html).slice(0, 20)}"`;

beforeEach(() => {
  now = Date.parse('2026-11-22T12:00:00Z');
  asked = [];
  limits = [];
  news = 0;
  quiet = { online: true, metered: false };
  pages = {
    'content-policy': policyPage(),
    'code-of-conduct': shortPage('August 10, 2022', 'Our code of conduct.'),
    'terms-of-service': shortPage('September 15, 2022', 'Our terms.'),
    'privacy-policy': shortPage('March 28, 2023', 'Our privacy policy.'),
  };
  const policyPageOf = async (
    kind: LegalKind = KIND,
    known: { etag?: string; lastModified?: string } = {},
  ): Promise<LegalPage> => {
    asked.push({ kind, known });
    const html = pages[kind];
    if (html instanceof Error) throw html;
    if (known.etag === etagOf(html)) return { kind: 'unchanged' };
    return { kind: 'page', html, url: legalUrl(kind), etag: etagOf(html) };
  };
  database = createDatabase(`watch-${n++}`);
  archive = createArchive({
    db: database,
    packs: async () => [pack2023],
    now: () => now,
    onNews: () => news++,
  });
  watch = createWatch({
    db: database,
    api: { policyPage: policyPageOf, limits: () => limits },
    archive,
    now: () => now,
    mayReadUnasked: () => quiet.online && !quiet.metered,
    isMetered: () => quiet.metered,
  });
});

const last = async (): Promise<VersionWithText> => (await archive.versions(KIND)).at(-1)!;
const shown = async () => (await archive.shown(KIND))!;
const wanted = () => asked.map(({ kind }) => kind);

describe('reading politely', () => {
  it('reads each page once a day, never two together', async () => {
    const times: number[] = [];
    for (let step = 0; step < 8; step++) {
      const before = asked.length;
      const { nextAt } = await watch.step();
      expect(asked.length - before).toBeLessThanOrEqual(1);
      if (asked.length > before) times.push(now);
      expect(nextAt - now).toBeGreaterThanOrEqual(APART_MS);
      now = nextAt;
    }
    expect(wanted().slice(0, 4).sort()).toEqual([...DOCUMENT_KINDS].sort());
    for (let i = 4; i < times.length; i++)
      expect(times[i]! - times[i - 4]!).toBeGreaterThanOrEqual(READ_EVERY_MS);
  });

  it('asks whether a text is still the same, and notes that it is', async () => {
    await watch.read(KIND);
    expect(asked[0]!.known).toEqual({});
    const first = await shown();
    now += READ_EVERY_MS;
    await watch.read(KIND);
    expect(asked[1]!.known).toEqual({ etag: etagOf(policyPage()) });
    expect(await shown()).toEqual({ ...first, lastSeen: now });
  });

  it.each([
    ['offline', () => Object.assign(quiet, { online: false })],
    ['on metered data', () => Object.assign(quiet, { metered: true })],
    [
      'while the quota is nearly used up',
      () =>
        limits.push({
          bucket: 'pages',
          account: false,
          remaining: LEFT_TO_PERSON - 1,
          resetAt: now + 60_000,
        }),
    ],
  ])('asks nothing unasked %s', async (_, make) => {
    make();
    const { nextAt } = await watch.step();
    await watch.step();
    expect(asked).toEqual([]);
    expect(nextAt).toBeGreaterThan(now);
  });

  it('the quota of an account or of the API is another matter', async () => {
    limits.push(
      { bucket: 'api', account: false, remaining: 0, resetAt: now + 60_000 },
      { bucket: 'pages', account: true, remaining: 0, resetAt: now + 60_000 },
    );
    await watch.step();
    expect(asked).toHaveLength(1);
  });

  it('steps back further after every failure, up to a day', async () => {
    pages[KIND] = new HubError({ kind: 'server', wrote: 'no', status: 500 });
    const times: number[] = [];
    for (const until = now + 6 * READ_EVERY_MS; now < until; now += HOUR / 2) {
      const before = asked.length;
      await watch.readIfDue(KIND);
      if (asked.length > before) times.push(now);
    }
    const gaps = times.slice(1).map((time, i) => (time - times[i]!) / RETRY_MS);
    expect(gaps.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 24, 24, 24]);
    expect((await watch.reads())[KIND]?.problem).toMatch(/has trouble/);
  });

  it('whoever asks while it is being read shares the answer', async () => {
    await Promise.all([watch.read(KIND), watch.read(KIND), watch.readIfDue(KIND)]);
    expect(asked.length).toBeLessThanOrEqual(2);
    expect(await archive.versions(KIND)).toHaveLength(1);
  });

  it('reads at once when a person asks, whatever went before', async () => {
    quiet.online = false;
    await watch.readAll();
    await watch.readAll();
    expect(wanted()).toEqual([...DOCUMENT_KINDS, ...DOCUMENT_KINDS]);
  });
});

describe('versions', () => {
  it('the text that ships with us is one version, also when the Hub shows it', async () => {
    expect(await archive.shown(KIND)).toBeNull();
    await watch.read(KIND);
    const [only, ...more] = await archive.versions(KIND);
    expect(more).toEqual([]);
    expect(only).toMatchObject({
      hash: pack2023.version.hash,
      origin: 'bundled',
      change: 'first',
      lastSeen: now,
    });
    expect(only!.rules).toEqual(pack2023.rules);
    expect(await archive.unseen()).toEqual([]);
  });

  it('other words under the same date are silent, and news until somebody has looked', async () => {
    await watch.read(KIND);
    pages[KIND] = policyPage(ADDED);
    now += READ_EVERY_MS;
    await watch.read(KIND);
    const changed = await shown();
    expect(changed).toMatchObject({
      change: 'silent',
      previous: pack2023.version.hash,
      printedDate: '2023-08-30',
      origin: 'read',
      firstSeen: now,
    });
    expect(await archive.unseen()).toEqual([{ kind: KIND, hash: changed.hash }]);
    expect(news).toBe(1);
    // Looking at what went before is not looking at this.
    await archive.seen(KIND, pack2023.version.hash);
    expect(await archive.unseen()).toHaveLength(1);
    await archive.seen(KIND, changed.hash);
    expect(await archive.unseen()).toEqual([]);
  });

  it('another date is dated; other punctuation is cosmetic and no news', async () => {
    await watch.read(KIND);
    pages[KIND] = policyPage().replace('Effective Date: August 30, 2023', 'Effective Date: April 10, 2025');
    now += READ_EVERY_MS;
    await watch.read(KIND);
    expect(await last()).toMatchObject({ change: 'dated', printedDate: '2025-04-10' });
    await archive.seen(KIND, (await last()).hash);
    pages[KIND] = (pages[KIND] as string).replaceAll(';</p>', '.</p>');
    now += READ_EVERY_MS;
    await watch.read(KIND);
    expect(await last()).toMatchObject({ change: 'cosmetic' });
    expect(await archive.unseen()).toEqual([]);
  });

  it('a text that ships in part only is never taken for what the Hub shows, nor compared with', async () => {
    const packs = [pack2023, pack2025];
    archive = createArchive({ db: database, packs: async () => packs, now: () => now });
    expect((await archive.versions(KIND)).map(({ printedDate, change }) => [printedDate, change])).toEqual([
      ['2023-08-30', 'first'],
      ['2025-04-10', 'dated'],
    ]);
    const document = parsePolicy(
      policyPage(ADDED).replace('Effective Date: August 30, 2023', 'Effective Date: April 10, 2025'),
    );
    await archive.observe(KIND, { document, html: '', url: legalUrl(KIND), origin: 'read' });
    expect(await shown()).toMatchObject({
      hash: document.hash,
      change: 'dated',
      previous: pack2023.version.hash,
    });
    const told = timelineOf(await archive.all(), { unseen: [], reads: {} }, now);
    expect(told).toMatchObject({ inForce: document.hash, upcoming: null });
    const panel = forPanel(packs, await archive.versions(KIND), now);
    expect(panel.versions.map(({ standing }) => standing)).toEqual(['past', 'past', 'in-force']);
    expect(new Set(Object.values(panel.rules).map(({ version }) => version))).toEqual(
      new Set(packs.map(({ version }) => version.hash)),
    );
  });

  it('what is other than our pack when it is first read is no change that happened', async () => {
    pages[KIND] = policyPage(ADDED);
    await watch.read(KIND);
    expect(await last()).toMatchObject({ change: 'silent', previous: pack2023.version.hash });
    expect(await archive.unseen()).toEqual([]);
  });

  it('a page that goes back to an older text is noticed', async () => {
    await watch.read(KIND);
    const firstSeen = now;
    pages[KIND] = policyPage(ADDED);
    now += READ_EVERY_MS;
    await watch.read(KIND);
    const between = await shown();
    pages[KIND] = policyPage();
    now += READ_EVERY_MS;
    await watch.read(KIND);
    expect(await shown()).toMatchObject({
      hash: pack2023.version.hash,
      firstSeen,
      since: now,
      change: 'silent',
      previous: between.hash,
    });
    expect((await archive.versions(KIND)).map(({ hash }) => hash)).toEqual([
      between.hash,
      pack2023.version.hash,
    ]);
    expect(await archive.unseen()).toEqual([{ kind: KIND, hash: pack2023.version.hash }]);
  });

  it.each([
    ['a sign-in page', '<html><body><h1>Log In</h1><form><input type="password"></form></body></html>'],
    [
      'a challenge',
      '<html><head><title>Human Verification</title></head><body><h1>JavaScript is disabled</h1></body></html>',
    ],
    ['half a page', policyPage().slice(0, 4_000)],
    ['nothing', ''],
    ['another address', new HubError({ kind: 'moved', wrote: 'no' })],
  ])('%s is said in `reads` and never stored', async (_, junk) => {
    await watch.read(KIND);
    const before = await archive.all();
    pages[KIND] = junk;
    now += READ_EVERY_MS;
    await expect(watch.read(KIND)).rejects.toThrow();
    expect(await archive.all()).toEqual(before);
    const told = (await watch.reads())[KIND]!;
    expect(told.at).toBe(now);
    expect(told.problem).toMatch(/not a policy text|leads elsewhere/i);
    // And it is over when a text is there again.
    pages[KIND] = policyPage();
    await watch.read(KIND);
    expect((await watch.reads())[KIND]).toEqual({ at: now });
  });

  it('of two who see the same change at the same moment, one writes it', async () => {
    await watch.read(KIND);
    now += READ_EVERY_MS;
    const html = policyPage(ADDED);
    const found = { document: parsePolicy(html), html, url: legalUrl(KIND) };
    await Promise.all([
      archive.observe(KIND, { ...found, origin: 'read' }),
      archive.observe(KIND, { ...found, origin: 'visited' }),
      archive.stillThere(KIND),
    ]);
    expect(news).toBe(1);
    expect(await shown()).toMatchObject({ change: 'silent', previous: pack2023.version.hash });
    expect(await archive.versions(KIND)).toHaveLength(2);
  });

  it('a clock that was set back does not turn the order round', async () => {
    await watch.read(KIND);
    now -= 30 * READ_EVERY_MS;
    pages[KIND] = policyPage(ADDED);
    await watch.read(KIND);
    expect(await shown()).toMatchObject({ change: 'silent' });
    expect((await shown()).document.hash).toBe(parsePolicy(policyPage(ADDED)).hash);
  });

  it('the four texts do not mix', async () => {
    await watch.readAll();
    for (const kind of DOCUMENT_KINDS) expect(await archive.versions(kind)).toHaveLength(1);
    expect((await archive.versions('terms-of-service'))[0]).toMatchObject({
      change: 'first',
      printedDate: '2022-09-15',
    });
  });
});

describe('another extractor', () => {
  /** As an earlier version of us left it: its parser lost the last paragraph. */
  async function asReadBefore() {
    pages[KIND] = policyPage(ADDED);
    const whole = parsePolicy(pages[KIND]);
    const lossy = parsePolicy(policyPage());
    await archive.observe(KIND, {
      document: lossy,
      html: pages[KIND],
      url: legalUrl(KIND),
      origin: 'read',
      etag: etagOf(pages[KIND]),
    });
    const db = await database();
    const page = (await db.get('policy-pages', KIND))!;
    await db.put('policy-pages', { ...page, extractor: EXTRACTOR_VERSION - 1 });
    const row = (await db.get('policies', [KIND, lossy.hash]))!;
    await db.put('policies', { ...row, extractor: EXTRACTOR_VERSION - 1 });
    return { whole, lossy };
  }

  it('reads the kept page anew: the difference is technical, and no news', async () => {
    const { whole, lossy } = await asReadBefore();
    now += READ_EVERY_MS;
    await watch.read(KIND);
    expect(await shown()).toMatchObject({ hash: whole.hash, change: 'technical', previous: lossy.hash });
    expect(await archive.unseen()).toEqual([]);
    // The page itself was not needed again.
    expect(asked[0]!.known.etag).toBe(etagOf(policyPage(ADDED)));
    expect((await shown()).lastSeen).toBe(now);
  });

  it('a change of the page at the same time is told apart from our own', async () => {
    const { whole } = await asReadBefore();
    pages[KIND] = policyPage(`${ADDED}<p>And this is new on the page itself.</p>`);
    now += READ_EVERY_MS;
    await watch.read(KIND);
    expect(await shown()).toMatchObject({ change: 'silent', previous: whole.hash });
    expect(await archive.unseen()).toHaveLength(1);
  });

  it('the same words from the new parser are the same version', async () => {
    await watch.read(KIND);
    const db = await database();
    await db.put('policy-pages', { ...(await db.get('policy-pages', KIND))!, extractor: -1 });
    await archive.rereadKept();
    expect(await archive.versions(KIND)).toHaveLength(1);
    expect((await db.get('policy-pages', KIND))!.extractor).toBe(EXTRACTOR_VERSION);
  });
});

describe('a page in a tab', () => {
  const visit = (html: string, url = legalUrl(KIND)) => watch.visited(url, html);

  it('with words that are known is a sighting, and spares a reading', async () => {
    await watch.read(KIND);
    now += READ_EVERY_MS;
    await visit(policyPage(), 'https://huggingface.co/content-guidelines?x#y');
    expect((await shown()).lastSeen).toBe(now);
    await watch.readIfDue(KIND);
    expect(asked).toHaveLength(1);
  });

  it('with other words has the Hub asked at once, and what the Hub says counts', async () => {
    await watch.read(KIND);
    pages[KIND] = policyPage(ADDED);
    now += HOUR;
    await visit(policyPage(ADDED));
    expect(await shown()).toMatchObject({ change: 'silent', origin: 'read' });
    expect(await archive.unseen()).toHaveLength(1);
  });

  it('that somebody else wrote into changes nothing, and is not asked about twice', async () => {
    await watch.read(KIND);
    const before = await archive.all();
    for (let i = 0; i < 3; i++)
      await visit(policyPage('<p>Words that a translator or another extension put here.</p>'));
    expect(asked).toHaveLength(2);
    expect((await archive.all()).map(({ hash }) => hash)).toEqual(before.map(({ hash }) => hash));
  });

  it('is what there is where the worker never gets a text', async () => {
    pages[KIND] =
      '<html><head><title>Human Verification</title></head><body><h1>JavaScript is disabled</h1></body></html>';
    await visit(policyPage(ADDED));
    expect(await shown()).toMatchObject({ origin: 'visited', url: legalUrl(KIND) });
    await visit(policyPage());
    expect(await archive.unseen()).toEqual([{ kind: KIND, hash: pack2023.version.hash }]);
  });

  it('while the worker could read lately, a page in a tab alone is no proof', async () => {
    await watch.read(KIND);
    pages[KIND] = new HubError({ kind: 'network', wrote: 'no' });
    now += HOUR;
    await visit(policyPage(ADDED));
    expect(await archive.versions(KIND)).toHaveLength(1);
    now += 4 * READ_EVERY_MS;
    await visit(policyPage(ADDED));
    expect(await archive.versions(KIND)).toHaveLength(2);
  });

  it('on metered data nothing is asked', async () => {
    await watch.read(KIND);
    quiet.metered = true;
    await visit(policyPage(ADDED));
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['of another site', policyPage(ADDED), 'https://evil.example/content-policy'],
    ['of another page', policyPage(ADDED), 'https://huggingface.co/blog/content-policy'],
    ['that is no policy', '<html><body><h1>Log In</h1></body></html>', legalUrl(KIND)],
    [
      'that is translated',
      policyPage(ADDED).replace('<html>', '<html class="dark translated-ltr">'),
      legalUrl(KIND),
    ],
  ])('%s is nothing', async (_, html, url) => {
    await visit(html, url);
    expect(asked).toEqual([]);
    expect(await archive.shown(KIND)).toBeNull();
  });
});

describe('views', () => {
  it('a change that is still to take effect is told apart from the text in force', async () => {
    await watch.read(KIND);
    now += READ_EVERY_MS;
    pages[KIND] = policyPage(ADDED);
    await watch.read(KIND);
    const panel = async () =>
      forPanel([pack2023], await archive.versions(KIND), now).versions.map(({ hash, standing }) => [
        hash,
        standing,
      ]);
    const { hash } = await shown();
    expect(await panel()).toEqual([
      [pack2023.version.hash, 'in-force'],
      [hash, 'upcoming'],
    ]);
    now += 11 * READ_EVERY_MS;
    expect(await panel()).toEqual([
      [pack2023.version.hash, 'past'],
      [hash, 'in-force'],
    ]);
  });

  it('say of each rule whether the text of today still has it', async () => {
    const panel = async () => forPanel([pack2023], await archive.versions(KIND), now);
    const before = await panel();
    expect(before.rules['CP2023.R6']).toMatchObject({ inLiveText: null, version: pack2023.version.hash });
    expect(before.versions).toMatchObject([
      { hash: pack2023.version.hash, standing: 'in-force', complete: true },
    ]);
    const gone = escapeHtml(pack2023.rules.find((rule) => rule.id === 'CP2023.R11')!.text);
    pages[KIND] = policyPage().replace(gone, 'Something else entirely;');
    await watch.read(KIND);
    const after = await panel();
    expect(after.rules['CP2023.R6']?.inLiveText).toBe(true);
    expect(after.rules['CP2023.R11']?.inLiveText).toBe(false);
    // A citation is never rewritten.
    expect(after.rules['CP2023.R11']?.citation).toEqual(before.rules['CP2023.R11']?.citation);
    expect(after.versions.map(({ hash }) => hash)).toEqual([pack2023.version.hash, (await shown()).hash]);
    // The newer text carries the rules that stand in it, and no other.
    const { rules } = (await archive.version(KIND, (await shown()).hash))!;
    const ids = rules.map(({ id }) => id);
    expect(ids).toContain('CP2023.R6');
    expect(ids).not.toContain('CP2023.R11');
  });

  it('the timeline tells all versions without their texts', async () => {
    await watch.readAll();
    const told = timelineOf(
      await archive.all(),
      { unseen: await archive.unseen(), reads: await watch.reads() },
      now,
    );
    expect(told.versions).toHaveLength(4);
    expect(told.inForce).toBe(pack2023.version.hash);
    expect(Object.keys(told.reads)).toHaveLength(4);
    expect(JSON.stringify(told).length).toBeLessThan(5_000);
  });
});
