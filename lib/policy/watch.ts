/**
 * The four texts, followed: read politely by the worker, or noticed when the person has one of them open. What is found goes to
 * the archive; what was not a text is said in `reads`, and never kept.
 */
import type { HubApi } from '../hub/api.ts';
import { HubError } from '../hub/errors.ts';
import { legalKindOf, legalUrl } from '../hub/legal.ts';
import type { Database } from '../platform/db.ts';
import type { Archive } from './archive.ts';
import { PolicyPageError } from './parse/refuse.ts';
import { parsePolicy } from './parse.ts';
import { DOCUMENT_KINDS, type DocumentKind, type Timeline } from './version-types.ts';
import { isTranslated } from './visit.ts';

/** Pages have a small quota (100 in five minutes for everything an anonymous person opens; facts/hub.md e). */
export const READ_EVERY_MS = 24 * 60 * 60 * 1000;
/** Between two pages, so that the four never go together. */
export const APART_MS = 20 * 60 * 1000;
/** After a failure, doubled with each further one up to a day, so that a Hub in trouble is left alone. */
export const RETRY_MS = 60 * 60 * 1000;
/** So many requests of the pages' quota are left to the person. */
export const LEFT_TO_PERSON = 25;
/** While the worker's own reading worked this lately, a page in a tab alone proves nothing: other extensions write into pages. */
const TRUSTED_MS = 3 * 24 * 60 * 60 * 1000;

const READS_KEY = 'policy-reads';

interface ReadNote {
  /** Milliseconds since the epoch. */
  at: number;
  /** In a row. */
  failures: number;
  problem?: string;
  /** When a text was last found. */
  success?: number;
  /** What a tab showed and the Hub, asked at once, did not: not worth a second question. */
  rejected?: string;
}
type Reads = Partial<Record<DocumentKind, ReadNote>>;

function problemOf(error: unknown): string {
  if (error instanceof HubError) return error.sentence;
  if (error instanceof PolicyPageError) return error.message;
  return 'The page could not be kept. Try again in a moment.';
}

interface Needs {
  db: () => Promise<Database>;
  api: Pick<HubApi, 'policyPage' | 'limits'>;
  archive: Archive;
  now: () => number;
  /** May something be read that nobody asked for just now (lib/platform/network.ts)? */
  mayReadUnasked: () => boolean;
  /** Is data paid for by amount? */
  isMetered: () => boolean;
}

export type Watch = ReturnType<typeof createWatch>;

export function createWatch({ db, api, archive, now, mayReadUnasked, isMetered }: Needs) {
  const reading = new Map<DocumentKind, Promise<void>>();

  async function notes(): Promise<Reads> {
    return ((await (await db()).get('meta', READS_KEY))?.value as Reads | undefined) ?? {};
  }

  async function note(kind: DocumentKind, change: (before: ReadNote | undefined) => ReadNote): Promise<void> {
    const tx = (await db()).transaction('meta', 'readwrite');
    const all = ((await tx.store.get(READS_KEY))?.value as Reads | undefined) ?? {};
    await tx.store.put({ key: READS_KEY, value: { ...all, [kind]: change(all[kind]) } });
    await tx.done;
  }

  /** When a page may be asked for again unasked. */
  function dueAt(last: ReadNote | undefined): number {
    // A note from the future was made by a clock that was wrong.
    if (!last || last.at > now()) return 0;
    const wait = last.failures === 0 ? READ_EVERY_MS : RETRY_MS * 2 ** Math.min(last.failures - 1, 5);
    return last.at + Math.min(wait, READ_EVERY_MS);
  }

  /** Until when the pages' quota is the person's; 0 when there is enough. */
  function quotaAt(): number {
    const pages = api.limits().filter(({ bucket, account }) => bucket === 'pages' && !account);
    return Math.max(
      0,
      ...pages
        .filter(({ remaining, resetAt }) => remaining < LEFT_TO_PERSON && resetAt > now())
        .map(({ resetAt }) => resetAt + 1_000),
    );
  }

  async function readNow(kind: DocumentKind): Promise<void> {
    try {
      await archive.rereadKept();
      const page = await api.policyPage(kind, await archive.served(kind), 1);
      if (page.kind === 'unchanged') await archive.stillThere(kind);
      // Throws for a sign-in page, a challenge, an error page or half a page: none of them is ever stored as policy.
      else await archive.observe(kind, { ...page, document: parsePolicy(page.html), origin: 'read' });
      await note(kind, () => ({ at: now(), failures: 0, success: now() }));
    } catch (error) {
      await note(kind, (before) => ({
        ...before,
        at: now(),
        failures: (before?.failures ?? 0) + 1,
        problem: problemOf(error),
      }));
      throw error;
    }
  }

  /** Reads one page at once. @throws what went wrong, with a sentence; what is kept stays as it is */
  function read(kind: DocumentKind): Promise<void> {
    const running = reading.get(kind);
    if (running) return running;
    const started = readNow(kind).finally(() => reading.delete(kind));
    reading.set(kind, started);
    return started;
  }

  /** Asks the Hub about words that stand in a tab. `null`: it could not be asked. */
  async function confirmed(kind: DocumentKind, hash: string): Promise<boolean | null> {
    if (isMetered() || quotaAt() > now()) return null;
    try {
      await read(kind);
    } catch {
      return null;
    }
    return (await archive.shown(kind))?.hash === hash;
  }

  return {
    read,

    /** All four, one after the other, because a person asks for it. What goes wrong stands in `reads`. */
    async readAll(): Promise<void> {
      for (const kind of DOCUMENT_KINDS) await read(kind).catch(() => {});
    },

    /** Reads one page if it is time: somebody is about to quote it. Never throws. */
    async readIfDue(kind: DocumentKind): Promise<void> {
      if (dueAt((await notes())[kind]) > now() || isMetered() || quotaAt() > now()) return;
      await read(kind).catch(() => {});
    },

    /** Reads the page that has waited longest, if one is due, and says when to come again. Never throws. */
    async step(): Promise<{ nextAt: number }> {
      const at = now();
      await archive.rereadKept().catch(() => {});
      if (!mayReadUnasked()) return { nextAt: at + RETRY_MS };
      if (quotaAt() > at) return { nextAt: quotaAt() };
      const last = await notes();
      const due = DOCUMENT_KINDS.filter((kind) => dueAt(last[kind]) <= at).sort(
        (a, b) => dueAt(last[a]) - dueAt(last[b]),
      );
      if (due[0]) await read(due[0]).catch(() => {});
      const then = await notes();
      return {
        nextAt: Math.max(now() + APART_MS, Math.min(...DOCUMENT_KINDS.map((kind) => dueAt(then[kind])))),
      };
    },

    /**
     * The person has one of the four pages open. The words we know are noted as seen. Others are news only when the Hub, asked at
     * once, says the same: what stands in a tab may have been translated or written into. Where the Hub cannot be asked and has
     * not answered for days (it challenges workers, or data is metered), the tab is what there is. Never throws for what is no policy.
     */
    async visited(url: string, html: string): Promise<void> {
      const kind = legalKindOf(url);
      if (!kind || isTranslated(html)) return;
      let document: ReturnType<typeof parsePolicy>;
      try {
        document = parsePolicy(html);
      } catch {
        return;
      }
      const { hash } = document;
      if ((await archive.shown(kind))?.hash === hash) {
        await archive.stillThere(kind);
        await note(kind, () => ({ at: now(), failures: 0, success: now() }));
        return;
      }
      const last = (await notes())[kind];
      if (last?.rejected === hash) return;
      const answer = await confirmed(kind, hash);
      if (answer === true) return;
      if (answer === false) {
        await note(kind, (before) => ({ ...before!, rejected: hash }));
        return;
      }
      if (last?.success !== undefined && now() - last.success < TRUSTED_MS) return;
      await archive.observe(kind, { document, html, url: legalUrl(kind), origin: 'visited' });
    },

    /** When each page was last asked for, and what came of it. */
    async reads(): Promise<Timeline['reads']> {
      const all = await notes();
      const told: Timeline['reads'] = {};
      for (const kind of DOCUMENT_KINDS) {
        const last = all[kind];
        if (last) told[kind] = { at: last.at, ...(last.problem ? { problem: last.problem } : {}) };
      }
      return told;
    },
  };
}
