/** The shapes in which versions of the Hub's texts are kept and told. Types and constants only: the reader's page shares them. */
import type { PolicyDocument } from './document.ts';
import type { Rule } from './packs.ts';

/** The texts that are followed. Reports cite the Content Policy only; the others are read and compared. */
export const DOCUMENT_KINDS = [
  'content-policy',
  'code-of-conduct',
  'terms-of-service',
  'privacy-policy',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** What each is called, for people. */
export const DOCUMENT_NAMES: Record<DocumentKind, string> = {
  'content-policy': 'Content Policy',
  'code-of-conduct': 'Code of Conduct',
  'terms-of-service': 'Terms of Service',
  'privacy-policy': 'Privacy Policy',
};

/** A page that was visited is read up to this, in characters; facts/hub.md h: the policy is some 16 kB of text. */
export const MAX_VISITED_CHARS = 2_000_000;
/** A file of versions, in characters: hundreds of texts. */
export const MAX_TRANSFER_CHARS = 16_000_000;

/**
 * What a version is to the one before it. `first`: there is none. `technical`: our own reading changed, the page did not.
 * `cosmetic`: the same words but for case, punctuation or layout. `silent`: other words under the same printed date.
 * `dated`: other words and another printed date.
 */
export const CHANGE_CLASSES = ['first', 'technical', 'cosmetic', 'silent', 'dated'] as const;
export type ChangeClass = (typeof CHANGE_CLASSES)[number];

/** `bundled`: a pack that ships with us. `read`: by the worker. `visited`: on the person's own visit. `imported`: from a file of theirs. */
export const ORIGINS = ['bundled', 'read', 'visited', 'imported'] as const;
export type Origin = (typeof ORIGINS)[number];

/** One text of one document, by the hash of its normalised words; kept for good. */
export interface Version {
  kind: DocumentKind;
  /** The key: `document.hash`. */
  hash: string;
  /** `YYYY-MM-DD`: a label, never the key. */
  printedDate: string | null;
  url: string;
  /** Where the text is from, for people. */
  source: string;
  origin: Origin;
  /** All of the text, or only verified parts of it. */
  complete: boolean;
  /** Milliseconds since the epoch; `null` when nobody wrote it down. */
  firstSeen: number | null;
  lastSeen: number | null;
  /**
   * When the Hub was last seen to change to this text; `null` for a pack that the Hub was never seen to show. A text that comes
   * back is younger by this than the one it drove out, and older by `firstSeen`.
   */
  since: number | null;
  /** Of our parser, when the text was read (`EXTRACTOR_VERSION` of parse.ts). */
  extractor: number;
  /** Against `previous`, when it last took its place. */
  change: ChangeClass;
  /**
   * Hash of the version of the same kind whose place it took; two texts that come and go name each other. A pack that the Hub was
   * never seen to show may stand here as what there is to compare with (its `since` is `null`): then nothing is known of when
   * this text was posted.
   */
  previous: string | null;
}

export interface VersionWithText extends Version {
  document: PolicyDocument;
  /** Of packs, and of a newer text as far as a pack's rules stand in it word for word. */
  rules: Rule[];
}

/** What the reader's page is told first: every version, without its text, oldest first by kind. */
export interface Timeline {
  /** By kind, then by when they took their place (`since`; a pack by its printed date): the last of a kind is what the Hub shows. */
  versions: Version[];
  /** Hash of the Content Policy's text in force now, and the one that is in force later, if any (lib/policy/window.ts). */
  inForce: string;
  upcoming: string | null;
  /** The newest change that nobody has looked at yet, per kind. */
  unseen: { kind: DocumentKind; hash: string }[];
  /** When each page was last asked for, and what came of it if not a text: a sentence. */
  reads: Partial<Record<DocumentKind, { at: number; problem?: string }>>;
}
