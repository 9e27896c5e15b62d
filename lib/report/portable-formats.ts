/** What reports can be exported as, and how large a file may be. Without zod: pages load it too. */

export const EXPORT_FORMATS = ['markdown', 'json', 'csv', 'dsa', 'xarf'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Only this one can be read back. */
export const EXPORT_SCHEMA = 'hub-steward.export/1';
export const DSA_SCHEMA = 'hub-steward.dsa-notice/1';

/** Stands where something private was left out, in every format. */
export const REDACTED = '[redacted]';

/** Of a file that is read: characters, and reports in it. What is larger is no file of ours. */
export const MAX_IMPORT_CHARS = 25_000_000;
export const MAX_IMPORT_RECORDS = 5_000;
/** Of reports that are named one by one; more are all of them. */
export const MAX_EXPORT_IDS = 5_000;
/** Of names and mail addresses that a person gives for a notice. */
export const MAX_NAME = 200;

/** Given by the person at export, for notices that name who makes them. Kept nowhere. */
export interface Notifier {
  name: string;
  mail: string;
}

export interface ExportChoice {
  format: ExportFormat;
  /** Which reports, by id; absent: all. */
  ids?: string[] | undefined;
  /** Private parts too. Never what a report about minors must not hold. */
  includePrivate: boolean;
  notifier?: Notifier | undefined;
  /** The person ticked the good-faith statement of DSA Article 16(2)(d). */
  goodFaith?: boolean | undefined;
}

export interface ExportFile {
  name: string;
  type: string;
  /** Without byte order mark. */
  text: string;
  /** A byte order mark belongs in front of it in a file (spreadsheets take it for UTF-8 then), never on the clipboard. */
  bom: boolean;
  count: number;
  /** How many reports have something left out. */
  redacted: number;
}

/** A line of what was seen of a report since (lib/report/timeline, where it is kept). */
export interface TimelineLine {
  /** Milliseconds since the epoch. */
  at: number;
  text: string;
}

/** What an import would bring, or brought. */
export interface ImportResult {
  added: number;
  /** Here already, and further on in the file than here. */
  updated: number;
  /** Here already, nothing new. */
  known: number;
  /** Of `known`: something may still happen to them by themselves, so they are never touched. */
  underWay: number;
  refused: number;
  /** Sentences, each with its place in the file. */
  problems: string[];
  /** The first of those that are new. */
  sample: { topic: string; place: string; state: string }[];
  /** How many of the new ones had not been sent when they were exported: they are kept as history, and not sent. */
  unsent: number;
}

export interface ImportUndone {
  removed: number;
  restored: number;
}
