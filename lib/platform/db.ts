/**
 * The worker's one database. Content scripts cannot open it, whatever the browser (facts/extensions.md 4.vi, 7):
 * that is why the outbox, the drafts and the token live here and not in storage.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { StoredIndex } from '../nfaa/index-format.ts';
import { policiesOfVersion2 } from '../policy/migrate.ts';
import type { Squeezed } from '../policy/squeeze.ts';
import type { DocumentKind, VersionWithText } from '../policy/version-types.ts';
import type { Follow } from '../report/follow.ts';
import type { PictureRow } from '../report/pictures.ts';
import type { Draft, OutboxRecord } from '../report/report.ts';

export interface HubStewardSchema extends DBSchema {
  outbox: { key: string; value: OutboxRecord };
  /** What follows a report that stands on the Hub: a comment more, its thread closed. Same states, same rules as the outbox. */
  errands: { key: string; value: OutboxRecord };
  /** What was seen of a report since it stands on the Hub, and the person's notes on it. */
  follows: { key: string; value: Follow };
  drafts: { key: string; value: Draft };
  /** For the person's own record alone: nothing that sends or exports reads it. */
  pictures: { key: string; value: PictureRow; indexes: { owner: string; size: number } };
  /** `key`: `repoKey`. `at`: when it was learnt, so that the oldest can go first. */
  verdicts: { key: string; value: VerdictRow; indexes: { at: number } };
  /** The NFAA index: a row for each page of the Hub's lists that was read, and what they were packed into (`lib/nfaa/index-sync.ts`). */
  index: { key: string; value: IndexRow };
  /** One row per text of the policy and of the Hub's other texts. */
  policies: { key: [kind: string, hash: string]; value: PolicyRow };
  /** One row per kind. */
  'policy-pages': { key: string; value: PolicyPageRow };
  vault: { key: string; value: VaultRow };
  /** Small notes: when something was last done. */
  meta: { key: string; value: { key: string; value: unknown } };
}

export interface VerdictRow {
  key: string;
  nfaa: boolean;
  at: number;
  /** Its tags, kept only for those who have rules about tags; learnt at `tagsAt`. */
  tags?: string[];
  tagsAt?: number;
}

export interface IndexRow {
  key: string;
  /** Of the repositories on one page of a list; of the hosts of their apps. */
  hashes?: Float64Array;
  frames?: Float64Array;
  /** Of those who own them: for the worker alone. */
  authors?: Float64Array;
  /** All of them, packed. */
  stored?: StoredIndex;
}

/** A version with its text, without its rules: those are looked up in the packs when it is shown. */
export type PolicyRow = Omit<VersionWithText, 'rules'>;

/** The page that the newest version of a kind was read from, so that a better parser of ours can read it anew. */
export interface PolicyPageRow {
  kind: DocumentKind;
  /** The version that came of it. */
  hash: string;
  /** Of the parser that read it. */
  extractor: number;
  /** `null`: too large to keep. */
  html: Squeezed | null;
  /** What the Hub served it with, if it was the worker that read it. */
  etag?: string;
  lastModified?: string;
}

export interface VaultRow {
  key: string;
  /** Absent: a token that was pasted. */
  how?: 'oauth';
  token: string;
  remember: boolean;
  /** The browser session it was given in; only a remembered token outlives it. */
  session: string;
  /** `may`: what it may do, in the Hub's names. */
  account: { name: string; canReport: boolean | null; warning?: string; may?: string[] };
  /** Of a sign-in: what was granted, until when (milliseconds since the epoch), and what renews it. */
  scopes?: string[] | undefined;
  expiresAt?: number | undefined;
  refreshToken?: string;
  /** Of what is left behind by a token that is gone. */
  ended?: 'revoked' | 'expired';
  /** When the Hub last confirmed it, and when it was last asked; milliseconds since the epoch. */
  checkedAt: number;
  triedAt: number;
}

export type Database = IDBPDatabase<HubStewardSchema>;

const VERSION = 5;

/**
 * Opens the database, making or upgrading it first.
 * @param name another one, for tests
 * @param onLost called when the browser closed it under us, or a newer version of us needs it: open it again before the next use
 */
export function openDb(name = 'hub-steward', onLost?: () => void): Promise<Database> {
  return openDB<HubStewardSchema>(name, VERSION, {
    // Upgrades are steps: whoever comes from version N runs every step after N. Never edit a step that was released;
    // add `if (oldVersion < 3) …` and raise VERSION.
    async upgrade(db, oldVersion, _newVersion, transaction) {
      if (oldVersion < 1) {
        db.createObjectStore('outbox', { keyPath: 'id' });
        db.createObjectStore('drafts', { keyPath: 'key' });
        db.createObjectStore('verdicts', { keyPath: 'key' }).createIndex('at', 'at');
        db.createObjectStore('policies', { keyPath: 'hash' });
        db.createObjectStore('vault', { keyPath: 'key' });
        db.createObjectStore('meta', { keyPath: 'key' });
      }
      if (oldVersion < 2) db.createObjectStore('index', { keyPath: 'key' });
      if (oldVersion < 3) {
        // The one text that was followed gets company: kind and hash are the key together.
        const rows: unknown[] = await transaction.objectStore('policies').getAll();
        db.deleteObjectStore('policies');
        const policies = db.createObjectStore('policies', { keyPath: ['kind', 'hash'] });
        db.createObjectStore('policy-pages', { keyPath: 'kind' });
        for (const row of policiesOfVersion2(rows)) await policies.put(row);
        // When the one page was read last; there are notes on four now.
        await transaction.objectStore('meta').delete('policy-read-at');
      }
      if (oldVersion < 4) {
        db.createObjectStore('errands', { keyPath: 'id' });
        db.createObjectStore('follows', { keyPath: 'id' });
      }
      if (oldVersion < 5) {
        const pictures = db.createObjectStore('pictures', { keyPath: 'id' });
        pictures.createIndex('owner', 'owners', { multiEntry: true });
        pictures.createIndex('size', 'size');
      }
    },
    // An open connection would hold up a newer version for ever.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase | null)?.close();
      onLost?.();
    },
    terminated() {
      onLost?.();
    },
  });
}

/**
 * The open database, opened when it is first needed and again after it was lost.
 * @param name another one, for tests
 */
export function createDatabase(name?: string): () => Promise<Database> {
  let opened: Promise<Database> | undefined;
  return () => {
    opened ??= openDb(name, () => {
      opened = undefined;
    }).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
}
