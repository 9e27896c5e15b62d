/** Pages and versions for the tests of what is kept of the Hub's texts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PolicyPack, parsePack } from '../../../lib/policy/packs.ts';
import { parsePolicy } from '../../../lib/policy/parse.ts';
import type { VersionWithText } from '../../../lib/policy/version-types.ts';

const pack = (date: string): PolicyPack =>
  parsePack(
    JSON.parse(
      readFileSync(join(import.meta.dirname, `../../../public/policy/content-policy-${date}.json`), 'utf8'),
    ),
  );
/** Whole. */
export const pack2023 = pack('2023-08-30');
/** In part. */
export const pack2025 = pack('2025-04-10');

export const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The pack's own words as a page: what the Hub showed in 2023, in plain markup. */
export function policyPage(extra = ''): string {
  const parts: string[] = [];
  const walk = (sections: typeof pack2023.document.sections) => {
    for (const section of sections) {
      parts.push(`<h2>${escapeHtml(section.heading)}</h2>`);
      for (const clause of section.clauses) parts.push(`<p>${escapeHtml(clause.text)}</p>`);
      walk(section.sections);
    }
  };
  walk(pack2023.document.sections);
  return `<!doctype html><html><body><main>${parts.join('\n')}${extra}</main></body></html>`;
}

/** A short text of our own in the form of a policy. */
export const shortPage = (date: string, ...paragraphs: string[]) =>
  `<!doctype html><html><head><title>Terms</title></head><body><main><h1>Terms of Service</h1><p>Effective Date: ${date}</p>
  <p>These terms say, in no more words than a test needs, what everybody who uses this sandbox agrees to.</p>
  ${paragraphs.map((one) => `<p>${escapeHtml(one)}</p>`).join('')}</main></body></html>`;

export function versionOf(html: string, more: Partial<VersionWithText> = {}): VersionWithText {
  const document = parsePolicy(html);
  return {
    kind: 'terms-of-service',
    hash: document.hash,
    printedDate: document.printedDate,
    url: 'https://huggingface.co/terms-of-service',
    source: 'https://huggingface.co/terms-of-service',
    origin: 'read',
    complete: true,
    firstSeen: 1_000,
    lastSeen: 2_000,
    since: 1_000,
    extractor: 1,
    change: 'first',
    previous: null,
    document,
    rules: [],
    ...more,
  };
}
