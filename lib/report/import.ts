/**
 * Our JSON read back. What comes in is history: nothing of it is ever sent, whatever state it was exported in. By id; what is
 * here and under way is never touched. Pure: a plan comes out, portable-handlers.ts carries it out in one transaction.
 */
import { HUB_ORIGIN, parseHubUrl } from '../hub/url.ts';
import { policyUrl } from './compose-places.ts';
import { threadAddress } from './export-places.ts';
import { shareable } from './export-redact.ts';
import { firstFault } from './json-place.ts';
import { type ExportRecord, exportRecordSchema } from './portable.ts';
import { EXPORT_SCHEMA, MAX_IMPORT_CHARS, MAX_IMPORT_RECORDS, REDACTED } from './portable-formats.ts';
import { type OutboxRecord, type OutboxState, outboxStateSchema } from './report.ts';
import { NEVER } from './waits.ts';

/** Problems that are told one by one. */
const MAX_PROBLEMS = 50;
/** Clocks differ. */
const AHEAD_MS = 24 * 60 * 60_000;

/** What would be written of one entry. */
export interface Landing {
  record: OutboxRecord;
  /** The person's own note, if the file holds it. */
  note?: string;
}

/** Fields that a newer record of the file brings to one that is here; the report itself stays as it is here. */
export const PROGRESS = [
  'state',
  'since',
  'history',
  'isReport',
  'url',
  'discussion',
  'comment',
  'confirmedAt',
  'problem',
] as const;
export type Progress = Pick<OutboxRecord, (typeof PROGRESS)[number]>;

export interface ImportPlan {
  add: Landing[];
  /** Further on in the file than here. */
  update: { id: string; seen: Progress; to: Progress }[];
  /** Here already, and nothing is to be learnt; those that are under way here among them. */
  known: number;
  underWay: number;
  refused: number;
  /** Sentences, each with its place. */
  problems: string[];
}

/** The whole file cannot be read: a sentence, with the place where there is one. */
export class ImportError extends Error {
  readonly sentence: string;
  constructor(sentence: string) {
    super(sentence);
    this.sentence = sentence;
  }
}

/**
 * @param here what this browser has
 * @param now milliseconds since the epoch
 * @throws ImportError for what is no file of ours, or is of a version that is not known
 */
export function planImport(text: string, here: readonly OutboxRecord[], now: number): ImportPlan {
  const rows = rowsOf(text);
  const have = new Map(here.map((record) => [record.id, record]));
  const seen = new Set<string>();
  const plan: ImportPlan = { add: [], update: [], known: 0, underWay: 0, refused: 0, problems: [] };
  const refuse = (index: number, why: string) => {
    plan.refused++;
    if (plan.problems.length < MAX_PROBLEMS) plan.problems.push(`Report ${index + 1}: ${why}`);
  };
  for (const [index, raw] of rows.entries()) {
    const entry = entryOf(raw, now);
    if (typeof entry === 'string') {
      refuse(index, entry);
      continue;
    }
    if (seen.has(entry.id)) {
      refuse(index, 'it is in the file twice. The first one counts.');
      continue;
    }
    seen.add(entry.id);
    const mine = have.get(entry.id);
    if (!mine) {
      plan.add.push(land(entry, now));
      continue;
    }
    if (!isSame(mine, entry)) {
      refuse(index, 'another report has the same number here. Yours was left as it is.');
      continue;
    }
    if (isUnderWay(mine)) {
      plan.underWay++;
      plan.known++;
      continue;
    }
    const to = progressOf(entry, mine);
    if (to) plan.update.push({ id: mine.id, seen: pickProgress(mine), to });
    else plan.known++;
  }
  if (plan.refused > MAX_PROBLEMS)
    plan.problems.push(`And ${plan.refused - MAX_PROBLEMS} more reports like these.`);
  return plan;
}

function rowsOf(text: string): unknown[] {
  if (text.length > MAX_IMPORT_CHARS)
    throw new ImportError(
      `The file is larger than ${MAX_IMPORT_CHARS / 1_000_000} million characters, so it is no export of reports. Choose another one.`,
    );
  const plain = text.replace(/^\ufeff/, '');
  if (plain.trim() === '')
    throw new ImportError('The file is empty. Choose a JSON file that was exported here.');
  let data: unknown;
  try {
    data = JSON.parse(plain);
  } catch {
    throw new ImportError(
      `This is not JSON${placeIn(plain)}. Only the JSON format can be read back; choose a file that was exported as JSON.`,
    );
  }
  const { schema, format, records } = (typeof data === 'object' && data !== null ? data : {}) as Record<
    string,
    unknown
  >;
  if (schema !== EXPORT_SCHEMA) throw new ImportError(otherFile(schema, format, data));
  if (!Array.isArray(records))
    throw new ImportError(
      'The file says that it holds reports, but it has no list “records”. It may be cut off.',
    );
  if (records.length > MAX_IMPORT_RECORDS)
    throw new ImportError(`The file holds more than ${MAX_IMPORT_RECORDS} reports. Nothing was read.`);
  return records;
}

/** What it is instead, as far as it can be told, and where it belongs. */
function otherFile(schema: unknown, format: unknown, data: unknown): string {
  const version = /^hub-steward\.export\/(\d{1,9})$/.exec(String(schema))?.[1];
  if (version !== undefined)
    return Number(version) > 1
      ? `The file was made by a newer version of Hub Steward (format ${version}; this one reads format 1). Update Hub Steward, then import it again.`
      : `The file is of format ${version}, which was never released. Export it again with a current version.`;
  const name = String(schema);
  if (
    /^hub-steward\.dsa-notice\//.test(name) ||
    (typeof data === 'object' && data !== null && 'xarf_version' in data)
  )
    return 'This is a notice for others (DSA or XARF): it does not hold enough to be read back. Choose a file that was exported as JSON.';
  if (/^hub-steward\.report\//.test(name))
    return 'This is the part for machines of one report’s text, not an export. Choose a file that was exported as JSON.';
  if (format === 'hub-steward-policy-versions')
    return 'This file holds versions of the policy. Import it on the policy page.';
  return 'The file does not hold reports of Hub Steward. Choose a file that was exported here as JSON.';
}

/** " (line 3, column 7)": where it stops being JSON. */
function placeIn(text: string): string {
  const fault = firstFault(text);
  return fault ? ` (line ${fault.line}, column ${fault.column})` : '';
}

/** An entry that can be trusted as far as data can, or what is wrong with it. */
function entryOf(raw: unknown, now: number): ExportRecord | string {
  const state = (raw as { state?: unknown } | null)?.state;
  if (typeof state === 'string' && !outboxStateSchema.safeParse(state).success)
    return `its state “${state.slice(0, 40)}” is not known here. A newer version of Hub Steward may know it.`;
  const parsed = exportRecordSchema.safeParse(raw);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.');
    return path ? `its “${path}” is missing or not right.` : 'it is no report.';
  }
  const entry = parsed.data;
  const { report } = entry;
  if (report.id !== entry.id) return 'its two numbers differ.';
  if (Math.max(entry.since, report.createdAt, report.target.seenAt) > now + AHEAD_MS)
    return 'it says that it was made in the future.';
  if (!isHubPage(report.target.url)) return 'its page is not one of the Hub’s.';
  if (!report.target.repo && report.target.subject === undefined) return 'it does not say what it is about.';
  return entry;
}

function isHubPage(href: string): boolean {
  const { protocol, origin, hostname } = new URL(href);
  return protocol === 'https:' && (origin === HUB_ORIGIN || hostname.endsWith('.hf.space'));
}

/** States of which nothing is known to stand on the Hub: no record of a file may ever come to be sent from here. */
const UNSENT: Partial<Record<OutboxState, string>> = {
  queued: 'When it was exported it was waiting to be sent. It came from a file, so it is not sent from here.',
  sending:
    'When it was exported it was being sent. Look in the Community tab whether it arrived; it is not sent from here.',
  checking:
    'When it was exported it was not known whether it had arrived. Look in the Community tab; it is not sent from here.',
  failed: 'When it was exported it had not been sent. It came from a file, so it is not sent from here.',
};

/** As it is kept here: at rest for good, nothing planned, nothing to be sent. */
export function land(entry: ExportRecord, now: number): Landing {
  const { note, timeline: _, redacted: __, ...rest } = entry;
  const problem = UNSENT[entry.state];
  const record: OutboxRecord = {
    ...rest,
    ...(problem === undefined
      ? {}
      : {
          state: 'cancelled' as const,
          since: now,
          problem,
          history: [...entry.history, { state: 'cancelled' as const, at: now, note: problem }].slice(-200),
        }),
    report: {
      ...entry.report,
      citations: entry.report.citations.map((one) => ({
        ...one,
        url: parseHubUrl(one.url)?.kind === 'policy' ? one.url : policyUrl(one.url),
      })),
    },
    attempts: 0,
    nextAt: NEVER,
    imported: now,
  };
  const url = threadAddress(entry.url);
  if (url === null) delete record.url;
  else record.url = url;
  // The lock on minors holds for what comes from files, too: whatever was written into one is taken out.
  const { redacted: ___, note: kept, timeline: ____, ...clean } = shareable({ record, note }, true);
  return {
    record: { ...clean, attempts: 0, nextAt: NEVER, imported: now },
    ...(kept === undefined || kept === REDACTED ? {} : { note: kept }),
  };
}

/** Something may still happen to it by itself. */
export function isUnderWay({ state, nextAt, unanswered }: OutboxRecord): boolean {
  if (state === 'queued' || state === 'sending' || state === 'checking') return true;
  if (state === 'failed') return unanswered === true;
  return (state === 'sent' || state === 'handed-over') && nextAt !== NEVER;
}

/** Is it the same report? What may be redacted is not asked for. */
function isSame({ report: a }: OutboxRecord, { report: b }: ExportRecord): boolean {
  return (
    a.reference === b.reference &&
    a.topicId === b.topicId &&
    a.route === b.route &&
    a.createdAt === b.createdAt &&
    a.target.repo?.type === b.target.repo?.type &&
    a.target.repo?.id === b.target.repo?.id &&
    a.target.subject === b.target.subject
  );
}

/** How far a report has come on the Hub. */
const RANK: Record<OutboxState, number> = {
  queued: 0,
  sending: 0,
  checking: 0,
  failed: 0,
  cancelled: 0,
  'handed-over': 1,
  sent: 2,
  confirmed: 3,
};

/** What the file knows of it that is not known here; `null` where it knows nothing more. */
function progressOf(entry: ExportRecord, mine: OutboxRecord): Progress | null {
  const further = RANK[entry.state] > RANK[mine.state];
  const learnt =
    RANK[entry.state] === RANK[mine.state] &&
    entry.state === 'confirmed' &&
    entry.isReport !== null &&
    entry.isReport !== mine.isReport &&
    entry.since > mine.since;
  if (!further && !learnt) return null;
  return pickProgress(land(entry, entry.since).record);
}

export function pickProgress(record: OutboxRecord): Progress {
  return Object.fromEntries(
    PROGRESS.filter((key) => record[key] !== undefined).map((key) => [key, record[key]]),
  ) as unknown as Progress;
}
