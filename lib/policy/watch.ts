/**
 * The live text: read politely by the worker, parsed, and kept for good under the hash of its normalised words.
 * The printed date is a label, never the key: the text has changed under the same date (facts/reporting.md 0.2).
 */
import type { HubApi } from '../hub/api.ts';
import type { Database } from '../platform/db.ts';
import type { PolicyDocument } from './document.ts';
import { parsePolicy } from './parse.ts';

/** Pages have a small quota (100 in five minutes for everything an anonymous person opens; facts/hub.md e). */
export const READ_EVERY_MS = 24 * 60 * 60 * 1000;
/** After a failure, so that a Hub in trouble is left alone. */
const RETRY_MS = 60 * 60 * 1000;

export interface LiveVersion {
  document: PolicyDocument;
  url: string;
  /** Milliseconds since the epoch. */
  firstSeen: number;
  lastSeen: number;
}

export interface Watch {
  /** The newest text that was read, or `null`. */
  latest(): Promise<LiveVersion | null>;
  /** Reads the page if it is time, or at once when `force`d. @throws what went wrong, as a sentence; what is stored stays */
  read(force?: boolean): Promise<LiveVersion | null>;
}

interface Stored {
  document: PolicyDocument;
  url: string;
}

export function createWatch(db: () => Promise<Database>, api: HubApi, now: () => number = Date.now): Watch {
  async function latest(): Promise<LiveVersion | null> {
    const rows = await (await db()).getAll('policies');
    const newest = rows.sort((a, b) => b.lastSeen - a.lastSeen)[0];
    if (!newest) return null;
    return { ...(newest.data as Stored), firstSeen: newest.firstSeen, lastSeen: newest.lastSeen };
  }

  async function due(): Promise<boolean> {
    const row = await (await db()).get('meta', 'policy-read-at');
    const last = row?.value as { at: number; failed: boolean } | undefined;
    if (!last || last.at > now()) return true;
    return now() - last.at >= (last.failed ? RETRY_MS : READ_EVERY_MS);
  }

  async function note(failed: boolean): Promise<void> {
    await (await db()).put('meta', { key: 'policy-read-at', value: { at: now(), failed } });
  }

  let reading: Promise<LiveVersion | null> | null = null;

  async function readNow(): Promise<LiveVersion | null> {
    try {
      const { html, url } = await api.policyPage();
      // Throws for a sign-in page, a challenge, an error page or half a page: none of them is ever stored as policy.
      const document = parsePolicy(html);
      const store = await db();
      const before = await store.get('policies', document.hash);
      const data: Stored = { document, url };
      await store.put('policies', {
        hash: document.hash,
        firstSeen: before?.firstSeen ?? now(),
        lastSeen: now(),
        data,
      });
      await note(false);
      return await latest();
    } catch (error) {
      await note(true);
      throw error;
    }
  }

  return {
    latest,
    async read(force = false) {
      if (!force && !(await due())) return latest();
      reading ??= readNow().finally(() => {
        reading = null;
      });
      return reading;
    },
  };
}
