/**
 * Every version that was ever seen, kept for good. What is written is decided inside one transaction, so that a visit and a
 * reading at the same moment cannot both be "the change".
 */
import type { Database, PolicyPageRow } from '../platform/db.ts';
import type { PolicyDocument } from './document.ts';
import type { PolicyPack } from './packs.ts';
import { EXTRACTOR_VERSION, parsePolicy } from './parse.ts';
import { type Kept, startingPoint, versionsOf, withRules } from './shelf.ts';
import { squeeze, unsqueeze } from './squeeze.ts';
import { DOCUMENT_KINDS, type DocumentKind, type Timeline, type VersionWithText } from './version-types.ts';
import { classify, isNews, placeInTime, shownNow } from './versions.ts';

const UNSEEN_KEY = 'policy-unseen';
type Unseen = Partial<Record<DocumentKind, string>>;

/** A text that was found on one of the four pages. */
export interface Found {
  document: PolicyDocument;
  html: string;
  url: string;
  origin: 'read' | 'visited';
  etag?: string;
  lastModified?: string;
}

interface Needs {
  db: () => Promise<Database>;
  packs: () => Promise<PolicyPack[]>;
  now: () => number;
  /** What is unseen has changed. */
  onNews?: () => void;
}

export type Archive = ReturnType<typeof createArchive>;

const rangeOf = (kind: DocumentKind) => IDBKeyRange.bound([kind], [kind, []]);
const rowOf = ({ rules: _, ...row }: VersionWithText): Kept => row;

export function createArchive({ db, packs, now, onNews = () => {} }: Needs) {
  async function versions(kind: DocumentKind): Promise<VersionWithText[]> {
    return versionsOf(kind, await (await db()).getAll('policies', rangeOf(kind)), await packs());
  }

  async function unseen(): Promise<Unseen> {
    return ((await (await db()).get('meta', UNSEEN_KEY))?.value as Unseen | undefined) ?? {};
  }

  /** Everything that one change writes, in one transaction. */
  async function begin() {
    const tx = (await db()).transaction(['policies', 'policy-pages', 'meta'], 'readwrite');
    return {
      rows: (kind: DocumentKind) => tx.objectStore('policies').getAll(rangeOf(kind)),
      put: (row: Kept) => tx.objectStore('policies').put(row),
      page: (kind: DocumentKind) => tx.objectStore('policy-pages').get(kind),
      putPage: (row: PolicyPageRow) => tx.objectStore('policy-pages').put(row),
      unseen: async () => ((await tx.objectStore('meta').get(UNSEEN_KEY))?.value as Unseen | undefined) ?? {},
      putUnseen: (value: Unseen) => tx.objectStore('meta').put({ key: UNSEEN_KEY, value }),
      done: () => tx.done,
    };
  }

  /** A later moment than the one at which `before` took its place, also when the clock was set back. */
  const after = (before: VersionWithText | null): number => Math.max(now(), (before?.since ?? 0) + 1);

  return {
    /** All versions of a kind, or of all, with their texts; oldest first. */
    versions,
    async all(): Promise<VersionWithText[]> {
      return (await Promise.all(DOCUMENT_KINDS.map(versions))).flat();
    },

    /** One version with its text and its rules; `null` when there is none. */
    async version(kind: DocumentKind, hash: string): Promise<VersionWithText | null> {
      const found = (await versions(kind)).find((one) => one.hash === hash);
      return found ? withRules(found, await packs()) : null;
    },

    /** What the Hub showed when it was last seen; `null` before that. */
    async shown(kind: DocumentKind): Promise<VersionWithText | null> {
      return shownNow(await versions(kind), kind);
    },

    /** What the text that is shown was served with, for asking whether it is still the same. */
    async served(kind: DocumentKind): Promise<{ etag?: string; lastModified?: string }> {
      const page = await (await db()).get('policy-pages', kind);
      if (!page || page.hash !== shownNow(await versions(kind), kind)?.hash) return {};
      const { etag, lastModified } = page;
      return { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) };
    },

    /** The Hub shows this text: a new version, an old one that is back, or the one that was there. */
    async observe(kind: DocumentKind, found: Found): Promise<void> {
      const { document, url, origin, etag, lastModified } = found;
      const [shipped, html] = [await packs(), await squeeze(found.html)];
      const tx = await begin();
      const known = versionsOf(kind, await tx.rows(kind), shipped);
      const before = shownNow(known, kind);
      const same = known.find(({ hash }) => hash === document.hash);
      const seen: VersionWithText = {
        kind,
        hash: document.hash,
        printedDate: document.printedDate,
        url,
        source: same?.source ?? url,
        origin: same?.origin ?? origin,
        complete: true,
        firstSeen: same?.firstSeen ?? now(),
        lastSeen: now(),
        since: same?.since ?? null,
        extractor: EXTRACTOR_VERSION,
        change: same?.change ?? 'first',
        previous: same?.previous ?? null,
        document,
        rules: [],
      };
      let news = false;
      if (before?.hash !== seen.hash) {
        seen.since = after(before);
        // A pack that turns out to be what the Hub shows keeps its place behind the pack before it.
        const place = before ?? (same ? null : startingPoint(known));
        if (place) {
          seen.change = classify(place, seen);
          seen.previous = place.hash;
        }
        // Only what took the place of a text that was seen there is a change that happened under our eyes.
        news = before !== null && isNews(seen.change);
      }
      await tx.put(rowOf(seen));
      await tx.putPage({
        kind,
        hash: seen.hash,
        extractor: EXTRACTOR_VERSION,
        html,
        ...(etag ? { etag } : {}),
        ...(lastModified ? { lastModified } : {}),
      });
      if (news) await tx.putUnseen({ ...(await tx.unseen()), [kind]: seen.hash });
      await tx.done();
      if (news) onNews();
    },

    /** The Hub says that its page is still the same, or a visit showed the same words. */
    async stillThere(kind: DocumentKind): Promise<void> {
      const shipped = await packs();
      const tx = await begin();
      const rows = await tx.rows(kind);
      const shown = shownNow(versionsOf(kind, rows, shipped), kind);
      const row = rows.find(({ hash }) => hash === shown?.hash);
      if (row) await tx.put({ ...row, lastSeen: Math.max(now(), row.lastSeen ?? 0) });
      await tx.done();
    },

    /**
     * Reads kept pages anew when our parser has become another one since: what differs then is our doing, not the Hub's, and the
     * next reading is compared with like.
     */
    async rereadKept(): Promise<void> {
      const pages = await (await db()).getAll('policy-pages');
      for (const page of pages.filter(({ extractor }) => extractor !== EXTRACTOR_VERSION)) {
        if (!page.html) continue;
        let document: PolicyDocument;
        try {
          document = parsePolicy(await unsqueeze(page.html));
        } catch {
          // Then the next reading is compared with what the old parser made of it.
          continue;
        }
        const shipped = await packs();
        const tx = await begin();
        const shown = shownNow(versionsOf(page.kind, await tx.rows(page.kind), shipped), page.kind);
        const current = await tx.page(page.kind);
        if (shown?.hash === page.hash && current?.hash === page.hash) {
          const read = {
            ...shown,
            document,
            printedDate: document.printedDate,
            extractor: EXTRACTOR_VERSION,
          };
          if (document.hash === page.hash) await tx.put(rowOf(read));
          else {
            const since = (shown.since ?? 0) + 1;
            const made: VersionWithText = {
              ...read,
              hash: document.hash,
              since,
              origin: 'read',
              source: shown.url,
              previous: shown.hash,
            };
            await tx.put(rowOf({ ...made, change: classify(shown, made, true) }));
            const unseen = await tx.unseen();
            if (unseen[page.kind] === page.hash)
              await tx.putUnseen({ ...unseen, [page.kind]: document.hash });
          }
          await tx.putPage({ ...current, hash: document.hash, extractor: EXTRACTOR_VERSION });
        }
        await tx.done();
      }
    },

    /** The newest change of each kind that nobody has looked at. */
    async unseen(): Promise<Timeline['unseen']> {
      const kinds = await unseen();
      return DOCUMENT_KINDS.flatMap((kind) => (kinds[kind] ? [{ kind, hash: kinds[kind] }] : []));
    },

    /** Somebody looked at this version: it and what came before it is news no more. */
    async seen(kind: DocumentKind, hash: string): Promise<void> {
      const known = await versions(kind);
      const tx = await begin();
      const { [kind]: waiting, ...others } = await tx.unseen();
      const timeOf = (wanted: string | undefined) => {
        const found = known.find((one) => one.hash === wanted);
        return found ? placeInTime(found) : Number.NEGATIVE_INFINITY;
      };
      if (waiting !== undefined && timeOf(hash) >= timeOf(waiting)) await tx.putUnseen(others);
      await tx.done();
      onNews();
    },

    /** Keeps versions of a file (lib/policy/transfer.ts), checked by then. */
    async keep(added: readonly VersionWithText[]): Promise<void> {
      const tx = await begin();
      for (const version of added) await tx.put(rowOf(version));
      await tx.done();
    },
  };
}
