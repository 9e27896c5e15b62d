/**
 * Versions as a file, and back. What comes in is believed only as far as it proves itself: every hash is worked out anew, and
 * what a version was to the one before it is classed anew. Pure.
 */
import { z } from 'zod';
import { legalKindOf } from '../hub/legal.ts';
import { hashDocument, hashText, type Section, walkClauses, walkSections } from './document.ts';
import {
  CHANGE_CLASSES,
  DOCUMENT_KINDS,
  DOCUMENT_NAMES,
  MAX_TRANSFER_CHARS,
  type VersionWithText,
} from './version-types.ts';
import { classify, inOrder } from './versions.ts';

export const TRANSFER_FORMAT = 'hub-steward-policy-versions';
export const TRANSFER_VERSION = 1;
/** Of versions in a file, of problems that are told, of characters in one clause. */
const MAX_VERSIONS = 2_000;
const MAX_PROBLEMS = 50;
const MAX_TEXT = 500_000;
const MAX_DEPTH = 8;

const text = z.string().max(MAX_TEXT);
const id = z.string().min(1).max(2_000);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const time = z.int().nonnegative().nullable();
const date = z.iso.date().nullable();

const sectionSchema: z.ZodType<Section> = z.lazy(() =>
  z.object({
    id,
    heading: text,
    level: z.int().min(0).max(6),
    clauses: z.array(z.object({ id, text: text.min(1), hash })),
    sections: z.array(sectionSchema),
  }),
);

const entrySchema = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  hash,
  printedDate: date,
  url: z.string().max(500),
  source: z.string().min(1).max(1_000),
  complete: z.boolean(),
  firstSeen: time,
  lastSeen: time,
  since: time,
  extractor: z.int().nonnegative(),
  change: z.enum(CHANGE_CLASSES),
  previous: hash.nullable(),
  document: z.object({ title: text, printedDate: date, hash, sections: z.array(sectionSchema) }),
});

const fileSchema = z.object({
  format: z.literal(TRANSFER_FORMAT),
  version: z.literal(TRANSFER_VERSION),
  versions: z.array(z.unknown()).max(MAX_VERSIONS),
});

/** All versions with their texts and hashes, as JSON. @param at when, milliseconds since the epoch */
export function exportVersions(versions: readonly VersionWithText[], at: number): string {
  const file = {
    format: TRANSFER_FORMAT,
    version: TRANSFER_VERSION,
    exportedAt: new Date(at).toISOString(),
    versions: versions.map(({ rules: _, ...version }) => version),
  };
  return JSON.stringify(file, null, 1);
}

export interface Transfer {
  /** What to write: new versions, and known ones of which the file knows earlier or later sightings. */
  put: VersionWithText[];
  added: VersionWithText[];
  known: number;
  problems: string[];
}

/**
 * Reads such a file beside what is known already. Bad entries are told and left out; the rest stands.
 * @param now times later than this were made by a wrong clock, and count as not recorded
 */
export function readTransfer(file: string, known: readonly VersionWithText[], now: number): Transfer {
  const none = (problem: string): Transfer => ({ put: [], added: [], known: 0, problems: [problem] });
  if (file.length > MAX_TRANSFER_CHARS)
    return none('The file is too large to be a file of versions. Nothing was imported.');
  let json: unknown;
  try {
    json = JSON.parse(file);
  } catch {
    return none('The file is not JSON. Choose a file that Hub Steward exported.');
  }
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success)
    return none(
      'The file does not hold versions of the Hub’s texts. Choose a file that Hub Steward exported.',
    );

  const problems: string[] = [];
  const have = new Map(known.map((one) => [keyOf(one), one]));
  const fresh = new Map<string, VersionWithText>();
  const put = new Map<string, VersionWithText>();
  let again = 0;
  for (const [i, raw] of parsed.data.versions.entries()) {
    const entry = entryOf(raw, now);
    if (typeof entry === 'string') {
      problems.push(`Entry ${i + 1}: ${entry}`);
      continue;
    }
    const mine = have.get(keyOf(entry));
    if (!mine) {
      if (fresh.has(keyOf(entry))) again++;
      fresh.set(keyOf(entry), entry);
      continue;
    }
    again++;
    const sighted = {
      ...mine,
      firstSeen: least(mine.firstSeen, entry.firstSeen),
      lastSeen: most(mine.lastSeen, entry.lastSeen),
      since: mine.since ?? entry.since,
    };
    // A pack that was never seen on the Hub has nothing to note.
    const { firstSeen, lastSeen, since } = sighted;
    const differs = firstSeen !== mine.firstSeen || lastSeen !== mine.lastSeen || since !== mine.since;
    if (since !== null && differs) put.set(keyOf(entry), sighted);
  }
  const all = [...known, ...fresh.values()];
  for (const [key, entry] of fresh) fresh.set(key, { ...entry, ...placeOf(entry, all) });
  for (const mine of known) {
    const linked = relinked(put.get(keyOf(mine)) ?? mine, known, [...fresh.values()]);
    if (linked) put.set(keyOf(mine), linked);
  }
  const added = inOrder([...fresh.values()]);
  return {
    put: [...put.values(), ...added],
    added,
    known: again,
    problems:
      problems.length > MAX_PROBLEMS
        ? [
            ...problems.slice(0, MAX_PROBLEMS),
            `And ${problems.length - MAX_PROBLEMS} more entries like these.`,
          ]
        : problems,
  };
}

const keyOf = ({ kind, hash: of }: Pick<VersionWithText, 'kind' | 'hash'>) => `${kind} ${of}`;
const least = (a: number | null, b: number | null) => (a === null || b === null ? (a ?? b) : Math.min(a, b));
const most = (a: number | null, b: number | null) => (a === null || b === null ? (a ?? b) : Math.max(a, b));

/** A version that proves itself, or what is wrong with it. */
function entryOf(raw: unknown, now: number): VersionWithText | string {
  // Before it is walked: a file nested without end must not be.
  if (depthOf(raw) > MAX_DEPTH * 2 + 6) return 'its sections are nested too deep.';
  const parsed = entrySchema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return `it has no proper “${issue?.path.join('.') || 'version'}”.`;
  }
  const { document, ...facts } = parsed.data;
  if (legalKindOf(facts.url) !== facts.kind)
    return `its address is not that of the Hub’s ${DOCUMENT_NAMES[facts.kind]}.`;
  for (const { clause } of walkClauses(document))
    if (hashText(clause.text) !== clause.hash) return `the text of “${clause.id}” does not fit its hash.`;
  const ids = [...walkClauses(document)].map(({ clause }) => clause.id);
  if (ids.length === 0) return 'it has no text.';
  if (new Set(ids).size !== ids.length) return 'two of its clauses have the same name.';
  const sections = [...walkSections(document)].map((section) => section.id);
  if (new Set(sections).size !== sections.length) return 'two of its sections have the same name.';
  if (document.hash !== facts.hash || hashDocument(document) !== facts.hash)
    return 'its text does not fit its hash.';
  if (document.printedDate !== facts.printedDate) return 'its printed date is not that of its text.';
  const past = (at: number | null) => (at !== null && at <= now ? at : null);
  return {
    ...facts,
    origin: 'imported',
    firstSeen: past(facts.firstSeen),
    lastSeen: past(facts.lastSeen),
    since: past(facts.since),
    document,
    rules: [],
  };
}

function depthOf(value: unknown): number {
  let depth = 0;
  let level: unknown[] = [value];
  for (; level.length > 0 && depth < 100; depth++)
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  return depth;
}

/** Its class is worked out anew where the version before it is there; `technical` is believed where another parser of ours read it. */
function placeOf(
  entry: VersionWithText,
  all: readonly VersionWithText[],
): Pick<VersionWithText, 'change' | 'previous'> {
  const before = all.find((one) => one.kind === entry.kind && one.hash === entry.previous) ?? null;
  const technical = entry.change === 'technical' && before !== null && before.extractor !== entry.extractor;
  return { change: classify(before, entry, technical), previous: before?.hash ?? null };
}

/** A text of ours gets the imported one that it took the place of, where none of ours stands between the two. */
function relinked(
  mine: VersionWithText,
  known: readonly VersionWithText[],
  fresh: readonly VersionWithText[],
): VersionWithText | null {
  const { kind, since, change, previous } = mine;
  if (since === null || change === 'technical') return null;
  const ours = known.find((one) => one.kind === kind && one.hash === previous)?.since ?? 0;
  const between = fresh.filter(
    (one) => one.kind === kind && one.since !== null && one.since < since && one.since > ours,
  );
  const before = inOrder(between).at(-1);
  return before ? { ...mine, change: classify(before, mine), previous: before.hash } : null;
}
