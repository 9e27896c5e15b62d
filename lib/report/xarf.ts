/**
 * One report as XARF v4 (xarf.org; schemas of github.com/xarf/xarf-spec, `xarf-core.json` and `types/`, read 2026-11).
 * Only where one of its types fits and everything that its schema requires is known. Evidence is addresses and hashes:
 * never a file's content. Pure.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { allAddresses, isoTime } from './export-places.ts';
import type { ExportRecord } from './portable.ts';
import { type Notifier, REDACTED } from './portable-formats.ts';

export const XARF_VERSION = '4.0.0';
const MAX_DESCRIPTION = 1_000;

interface XarfClass {
  category: 'content' | 'copyright';
  type: string;
  /** What the type's schema requires beside the address, as far as a report can tell. */
  fields: Record<string, unknown>;
}

/** `other` where the schema wants a choice that no report makes. */
export const XARF_OF_TOPIC: Readonly<Record<string, XarfClass>> = {
  malware: { category: 'content', type: 'malware', fields: { malware_type: 'other' } },
  'attack-code': { category: 'content', type: 'malware', fields: { malware_type: 'other' } },
  'scam-or-deception': { category: 'content', type: 'fraud', fields: { fraud_type: 'other' } },
  'fraudulent-finance': { category: 'content', type: 'fraud', fields: { fraud_type: 'other' } },
  privacy: {
    category: 'content',
    type: 'exposed_data',
    fields: { data_types: ['personal_information'], exposure_method: 'other' },
  },
  'intellectual-property': { category: 'copyright', type: 'ugc_platform', fields: {} },
};

/** Why there is no XARF of it, and what there is instead: a sentence; `null` where there is one. */
export function whyNoXarf(topicId: string): string | null {
  if (Object.hasOwn(XARF_OF_TOPIC, topicId)) return null;
  if (/^minors?\b/i.test(topicId))
    return 'XARF asks for a legal classification of such material, and nobody should look at it again to give one. Use the mail to safety@huggingface.co and the hotlines; for your records, export as JSON.';
  if (topicId === 'ncii')
    return 'XARF has no type for intimate images without consent. Export it as JSON or as a DSA notice instead.';
  return 'XARF has no type that fits this topic. Export it as JSON or as a DSA notice instead.';
}

/**
 * @param notifier XARF requires a contact, for who reports and for who sends
 * @throws Error with a sentence where no type fits
 */
export function toXarf(record: ExportRecord, notifier: Notifier) {
  const { report } = record;
  const { target } = report;
  const why = whyNoXarf(report.topicId);
  if (why !== null) throw new Error(why);
  const { category, type, fields } = XARF_OF_TOPIC[report.topicId]!;
  const contact = {
    org: notifier.name,
    contact: notifier.mail,
    domain: notifier.mail.slice(notifier.mail.lastIndexOf('@') + 1).toLowerCase(),
  };
  const [exact = '', page = exact] = allAddresses(target);
  const words = report.text === REDACTED ? '' : report.text.trim();
  return {
    xarf_version: XARF_VERSION,
    report_id: record.id,
    timestamp: isoTime(target.seenAt) ?? isoTime(report.createdAt)!,
    reporter: contact,
    sender: contact,
    source_identifier: 'huggingface.co',
    category,
    type,
    ...(category === 'content'
      ? {
          url: exact,
          domain: 'huggingface.co',
          verified_at: isoTime(target.seenAt) ?? undefined,
          verification_method: 'user_report',
        }
      : { infringing_url: exact, platform_name: 'Hugging Face Hub' }),
    ...fields,
    evidence_source: 'user_report',
    ...(words === '' ? {} : { description: words.slice(0, MAX_DESCRIPTION).toWellFormed() }),
    evidence: [
      evidence(
        'text/uri-list',
        [...new Set([exact, page])].map((url) => `${url}\r\n`).join(''),
        'Addresses: as it was seen then, and as it is now',
      ),
      ...(target.evidenceHash
        ? [
            evidence(
              'text/plain',
              `sha256:${target.evidenceHash}`,
              'SHA-256 of the passage or lines; the words themselves are not attached',
            ),
          ]
        : []),
    ],
    tags: [`hub-steward:${report.reference.toLowerCase()}`],
  };
}

function evidence(content_type: string, payload: string, description: string) {
  const bytes = new TextEncoder().encode(payload);
  return {
    content_type,
    description,
    payload: btoa(String.fromCharCode(...bytes)),
    hash: `sha256:${bytesToHex(sha256(bytes))}`,
    size: bytes.length,
  };
}
