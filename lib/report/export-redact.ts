/**
 * What of a report may leave in a file. Field by field, from a list: a field that nobody has judged yet does not compile,
 * and never leaves by accident. Pure.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { topicById } from '../policy/topics.ts';
import type { ExportRecord } from './portable.ts';
import { REDACTED, type TimelineLine } from './portable-formats.ts';
import type { OutboxRecord, Report, RouteKind, Target } from './report.ts';
import { isPrivateOnly } from './route.ts';
import { bareTarget } from './target.ts';

export interface Portable {
  record: OutboxRecord;
  note?: string | undefined;
  timeline?: readonly TimelineLine[] | undefined;
}

/**
 * `fact`: what, where, when. `words`: written or chosen by the person; left out of private reports unless they say otherwise.
 * `inner`: how this browser got on with it; in no file.
 */
type Nature = 'fact' | 'words' | 'inner';

export const REPORT_FIELDS = {
  id: 'fact',
  reference: 'fact',
  topicId: 'fact',
  topicName: 'fact',
  citations: 'fact',
  target: 'fact',
  route: 'fact',
  desk: 'fact',
  text: 'words',
  remedy: 'fact',
  fork: 'fact',
  answers: 'words',
  join: 'fact',
  createdAt: 'fact',
} as const satisfies Record<keyof Report, Nature>;

/** `section` is a heading of the page: of no use to find anything that `path` and `lines` do not find. */
export const TARGET_FIELDS = {
  kind: 'fact',
  repo: 'fact',
  subject: 'fact',
  url: 'fact',
  sha: 'fact',
  seenAt: 'fact',
  revision: 'fact',
  path: 'fact',
  lines: 'fact',
  row: 'fact',
  section: 'words',
  discussion: 'fact',
  comment: 'fact',
  passage: 'words',
  evidenceHash: 'words',
} as const satisfies Record<keyof Target, Nature>;

export const RECORD_FIELDS = {
  id: 'fact',
  report: 'fact',
  title: 'words',
  body: 'words',
  state: 'fact',
  since: 'fact',
  attempts: 'inner',
  nextAt: 'inner',
  postedAt: 'inner',
  after: 'inner',
  sender: 'words',
  unanswered: 'inner',
  tries: 'inner',
  problem: 'fact',
  url: 'fact',
  discussion: 'fact',
  comment: 'fact',
  errand: 'inner',
  isReport: 'fact',
  confirmedAt: 'fact',
  imported: 'inner',
  history: 'fact',
} as const satisfies Record<keyof OutboxRecord, Nature>;

/** Rules that reports without words may quote: CP2023.R6, .R13 and .R.under-13, word for word as in the pack. */
export const QUOTES_WITHOUT_WORDS: ReadonlySet<string> = new Set([
  '6a04efcd8755a28a13c9dad326f44eabe1d1ba90753acfb3f14da507a5cc65dc',
  'd9af42f45b971df50eea8ac2549d3b23a57586d492fee2fdbe32ee0598c803b1',
  '29fcf999612e770c419d8bd4196fdd10e57b86b9e9596924149e0cca209308c5',
]);

const isPolicyQuote = (quote: string) => QUOTES_WITHOUT_WORDS.has(bytesToHex(sha256(utf8ToBytes(quote))));

/** Ways on which everybody reads what is written. What is not known to be public counts as private. */
const PUBLIC_ROUTES: ReadonlySet<RouteKind> = new Set<RouteKind>([
  'public-api',
  'public-form',
  'public-comment',
]);
export const isSeenByAll = (route: RouteKind): boolean => PUBLIC_ROUTES.has(route);

/** The sexual abuse of children: DSA Article 16(2)(c) asks for no name then. */
export function isAbuseOffence({ topicId, citations }: Pick<Report, 'topicId' | 'citations'>): boolean {
  return (
    /^minors?\b/i.test(topicId.trim()) || citations.some(({ ruleId }) => /^CP\d{4}\.R6$/i.test(ruleId.trim()))
  );
}

/** A record as it may leave. @param includePrivate the person's explicit choice; without effect on reports about minors */
export function shareable({ record, note, timeline }: Portable, includePrivate: boolean): ExportRecord {
  if (isPrivateOnly(record.report)) return withoutWords(record);
  const { report } = record;
  const open = includePrivate || isSeenByAll(report.route);
  const words = (text: string) => (open || text === '' ? text : REDACTED);
  const own = (text: string) => (includePrivate || text === '' ? text : REDACTED);
  const made: Omit<ExportRecord, 'redacted'> = {
    ...factsOf(record),
    report: {
      ...reportFacts(report),
      target: {
        ...targetFacts(report.target),
        ...(report.target.section ? { section: report.target.section } : {}),
        ...(report.target.passage === undefined ? {} : { passage: words(report.target.passage) }),
        // A short passage can be guessed from its hash.
        ...(report.target.evidenceHash && (open || report.target.passage === undefined)
          ? { evidenceHash: report.target.evidenceHash }
          : {}),
      },
      ...(report.join ? { join: report.join } : {}),
      text: words(report.text),
      ...(report.answers
        ? {
            answers: Object.fromEntries(
              Object.entries(report.answers).map(([id, said]) => [id, words(said)]),
            ),
          }
        : {}),
    },
    title: words(record.title),
    body: words(record.body),
    ...(record.sender === undefined ? {} : { sender: own(record.sender) }),
    ...(note === undefined || note === '' ? {} : { note: own(note) }),
    ...(timeline && timeline.length > 0
      ? { timeline: timeline.slice(-500).map(({ at, text }) => ({ at, text: words(text.slice(0, 2_000)) })) }
      : {}),
  };
  return { ...made, redacted: markedIn(made) };
}

/** Reports about minors, whatever is chosen and whatever is stored: where it is, and nothing that somebody wrote. */
function withoutWords(record: OutboxRecord): ExportRecord {
  const { report } = record;
  const { problem: _, url: __, discussion: ___, comment: ____, ...facts } = factsOf(record);
  const made: Omit<ExportRecord, 'redacted'> = {
    ...facts,
    history: record.history.map(({ state, at }) => ({ state, at })),
    report: {
      ...reportFacts(report),
      topicName: topicById(report.topicId)?.name ?? 'Private report',
      citations: report.citations.map((citation) => ({
        ...citation,
        quote: isPolicyQuote(citation.quote) ? citation.quote : '',
        prefix: '',
        suffix: '',
      })),
      target: targetFacts(bareTarget(report.target)),
      text: '',
    },
    title: REDACTED,
    body: REDACTED,
    ...(record.sender === undefined ? {} : { sender: REDACTED }),
  };
  return { ...made, redacted: markedIn(made) };
}

function factsOf(record: OutboxRecord) {
  const { id, state, since, history, isReport, url, discussion, comment, confirmedAt, problem } = record;
  return {
    id,
    state,
    since,
    history: history.slice(-200).map(({ state: to, at, note }) => ({
      state: to,
      at,
      ...(note === undefined ? {} : { note: note.slice(0, 2_000) }),
    })),
    isReport,
    ...(url === undefined ? {} : { url }),
    ...(discussion === undefined ? {} : { discussion }),
    ...(comment === undefined ? {} : { comment }),
    ...(confirmedAt === undefined ? {} : { confirmedAt }),
    ...(problem === undefined ? {} : { problem: problem.slice(0, 2_000) }),
  };
}

const reportFacts = (report: Report) =>
  pick(report, REPORT_FIELDS, 'join') as Omit<Report, 'text' | 'answers' | 'join'>;
const targetFacts = (target: Target) =>
  pick(target, TARGET_FIELDS) as Omit<Target, 'section' | 'passage' | 'evidenceHash'>;

function pick<T extends object>(from: T, natures: Record<string, Nature>, but?: string): Partial<T> {
  return Object.fromEntries(
    Object.entries(from).filter(
      ([key, value]) => natures[key] === 'fact' && key !== but && value !== undefined,
    ),
  ) as Partial<T>;
}

/** Where the mark stands: dotted paths, such as `report.answers.origin`. */
export function markedIn(value: unknown, path = ''): string[] {
  if (value === REDACTED) return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    markedIn(inner, path === '' ? key : `${path}.${key}`),
  );
}
