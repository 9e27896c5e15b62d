import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createDatabase } from '../../../lib/platform/db.ts';
import { parsePack } from '../../../lib/policy/packs.ts';
import { forPanel, forReader } from '../../../lib/policy/views.ts';
import { createWatch, READ_EVERY_MS, type Watch } from '../../../lib/policy/watch.ts';

const pack = parsePack(
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../public/policy/content-policy-2023-08-30.json'), 'utf8'),
  ),
);

/** The pack's own words as a page: what the Hub showed in 2023, in plain markup. */
const page = (extra = '') => {
  const parts: string[] = [];
  const walk = (sections: typeof pack.document.sections) => {
    for (const section of sections) {
      parts.push(`<h2>${escapeHtml(section.heading)}</h2>`);
      for (const clause of section.clauses) parts.push(`<p>${escapeHtml(clause.text)}</p>`);
      walk(section.sections);
    }
  };
  walk(pack.document.sections);
  return `<!doctype html><html><body><main>${parts.join('\n')}${extra}</main></body></html>`;
};
const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

let now = Date.parse('2026-11-22T12:00:00Z');
let html = page();
let reads = 0;
let watch: Watch;
let n = 0;

beforeEach(() => {
  html = page();
  reads = 0;
  const api = {
    policyPage: vi.fn(async () => {
      reads++;
      return { html, url: 'https://huggingface.co/content-policy' };
    }),
  };
  watch = createWatch(createDatabase(`watch-${n++}`), api as never, () => now);
});

describe('watch', () => {
  it('reads once a day, and at once when it is told to', async () => {
    expect(await watch.latest()).toBeNull();
    expect((await watch.read())?.document.hash).toBe(pack.document.hash);
    await watch.read();
    expect(reads).toBe(1);
    await watch.read(true);
    expect(reads).toBe(2);
    now += READ_EVERY_MS;
    await watch.read();
    expect(reads).toBe(3);
  });

  it('keeps a text under its hash, with when it was first and last seen', async () => {
    const first = await watch.read();
    now += READ_EVERY_MS;
    const second = await watch.read();
    expect(second?.document.hash).toBe(first?.document.hash);
    expect(second?.firstSeen).toBe(first?.firstSeen);
    expect(second!.lastSeen).toBeGreaterThan(first!.lastSeen);
    html = page('<h2>Australia</h2><p>A new paragraph under the same date.</p>');
    now += READ_EVERY_MS;
    const third = await watch.read();
    expect(third?.document.hash).not.toBe(first?.document.hash);
    expect(third?.document.printedDate).toBe(first?.document.printedDate);
  });

  it.each([
    ['a sign-in page', '<html><body><h1>Log In</h1><form><input type="password"></form></body></html>'],
    [
      'a challenge',
      '<html><head><title>Human Verification</title></head><body><h1>JavaScript is disabled</h1></body></html>',
    ],
    ['half a page', page().slice(0, 4_000)],
    ['nothing', ''],
  ])('never stores %s as policy', async (_, junk) => {
    await watch.read();
    html = junk;
    await expect(watch.read(true)).rejects.toThrow(/not a policy text/i);
    expect((await watch.latest())?.document.hash).toBe(pack.document.hash);
  });
});

describe('views', () => {
  it('say of each rule whether the text of today still has it', async () => {
    const before = forPanel(pack, null);
    expect(before.rules['CP2023.R6']?.inLiveText).toBeNull();
    html = page().replace(
      escapeHtml(pack.rules.find((r) => r.id === 'CP2023.R11')!.text),
      'Something else entirely;',
    );
    const live = await watch.read();
    const after = forPanel(pack, live);
    expect(after.rules['CP2023.R6']?.inLiveText).toBe(true);
    expect(after.rules['CP2023.R11']?.inLiveText).toBe(false);
    // A citation is never rewritten.
    expect(after.rules['CP2023.R11']?.citation).toEqual(before.rules['CP2023.R11']?.citation);
    const reader = forReader(pack, live);
    expect(reader.same).toBe(false);
    expect(JSON.stringify(reader.pack.sections)).toContain('"ruleId":"CP2023.R18"');
    expect(JSON.stringify(reader.live?.sections)).not.toContain('"ruleId":"CP2023.R11"');
  });
});
