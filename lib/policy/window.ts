/**
 * When a new text takes effect, as far as that can be said. "Changes will be effective 10 days following posting": the posting was
 * at or before the first time that the text was seen, so that time plus ten days is an upper bound and no more.
 * All times are milliseconds since the epoch and days are 24 hours, so that no change of the clock moves a bound.
 */
import { type PolicyDocument, walkClauses } from './document.ts';
import { sentencesOf } from './sentences.ts';
import type { DocumentKind, Version, VersionWithText } from './version-types.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** As the Content Policy of 2023 prints it; for versions whose text is not at hand. */
const DAYS = 10;

export interface WindowClause {
  days: number;
  /** The sentence, word for word. */
  quote: string;
  clauseId: string;
}

const TIME_OF_CHANGES =
  /\b(?:effective|in effect|take effect)\s+(\d{1,3})\s+days\s+(?:following|after|from)\b/i;

/** The sentence that gives changes a time, if the text prints one. The Content Policy of 2023 and the Terms do. */
export function windowClauseOf(document: Pick<PolicyDocument, 'sections'>): WindowClause | null {
  for (const { clause } of walkClauses(document)) {
    if (!TIME_OF_CHANGES.test(clause.text)) continue;
    for (const quote of sentencesOf(clause.text)) {
      const days = TIME_OF_CHANGES.exec(quote)?.[1];
      if (days) return { days: Number(days), quote, clauseId: clause.id };
    }
  }
  return null;
}

/** What the text says of its own changes and of agreeing to them, for a notice of a change: sentences, word for word, in order. */
export function changeTermsOf(
  document: Pick<PolicyDocument, 'sections'>,
): { quote: string; clauseId: string }[] {
  const terms: { quote: string; clauseId: string }[] = [];
  for (const { clause } of walkClauses(document)) {
    for (const quote of sentencesOf(clause.text))
      if (ABOUT_CHANGES.some((pattern) => pattern.test(quote))) terms.push({ quote, clauseId: clause.id });
  }
  return terms;
}

const ABOUT_CHANGES = [
  TIME_OF_CHANGES,
  /\bwe may change or update\b/i,
  /\bcontinue using\b.*\baccept\b/i,
  /\byou consent to all of these\b/i,
  /\bif you do not agree with any of those\b/i,
];

export interface WindowFacts {
  /** When the Hub was first seen to show this text; `null` when nobody wrote it down. */
  firstSeen: number | null;
  now: number;
  /** It took the place of a text that had been seen there. Without one, there is no telling when it was posted. */
  afterPrior: boolean;
  /** Of the sentence in the text (`windowClauseOf`); `null` when none prints one. */
  days?: number | null;
  /** `YYYY-MM-DD` as printed in the text; counts only when it is later than the bound. */
  printedDate?: string | null;
}

export interface EffectiveWindow {
  standing: 'in-force' | 'upcoming';
  /** The latest moment from which it is in force; `null` when no bound is known. */
  latest: number | null;
  /** For people; dates in UTC. */
  sentence: string;
}

export function effectiveWindow(facts: WindowFacts): EffectiveWindow {
  const { firstSeen, now, afterPrior, days = DAYS } = facts;
  const posted = afterPrior ? firstSeen : null;
  const bound = posted === null || days === null ? null : posted + days * DAY_MS;
  const printed = facts.printedDate ? Date.parse(facts.printedDate) : Number.NaN;
  if (printed > now && printed > (bound ?? 0)) {
    const sentence = `It prints ${dateWords(printed)} as its own date, so it is not taken as in force before then.`;
    return { standing: 'upcoming', latest: printed, sentence };
  }
  if (bound !== null && now < bound) {
    const sentence = `In force no later than ${dateWords(bound)}, if it was posted when it was first seen; earlier if it was posted before.`;
    return { standing: 'upcoming', latest: bound, sentence };
  }
  return { standing: 'in-force', latest: bound, sentence: sinceWhen(posted, bound) };
}

function sinceWhen(posted: number | null, bound: number | null): string {
  if (bound !== null)
    return `In force since ${dateWords(bound)} at the latest; earlier if it was posted before it was first seen.`;
  return posted === null
    ? 'When this text was posted is not known here, so it is taken as the text in force.'
    : 'The text prints no time before changes take effect, so it is taken as the text in force.';
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** `2 December 2026`, in UTC, whatever the machine's clock. */
export function dateWords(ms: number): string {
  const date = new Date(ms);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

type AnyVersion = Version | VersionWithText;

/** Only these are known to print the time; any other text has to be at hand. */
const PRINTS_DAYS: readonly DocumentKind[] = ['content-policy', 'terms-of-service'];

/**
 * The window of one version among all of its kind. Only a text that took the place of one that was seen on the Hub has a window:
 * what was there when it was first looked at may have been posted long before.
 */
export function windowOf(version: AnyVersion, versions: readonly AnyVersion[], now: number): EffectiveWindow {
  const words = firstWith(version, versions);
  const prior = priorOf(words, versions);
  const since = words.since ?? words.firstSeen;
  // A text that came back before the one that drove it out could take effect has been in force all the time.
  const neverLeft =
    prior !== null &&
    words.firstSeen !== null &&
    words.firstSeen < (prior.since ?? 0) &&
    since !== null &&
    since < (prior.since ?? 0) + (daysOf(prior, null) ?? 0) * DAY_MS;
  return effectiveWindow({
    firstSeen: since,
    now,
    afterPrior: prior !== null && !neverLeft,
    days: daysOf(words, prior),
    printedDate: version.printedDate,
  });
}

/** Our own new reading of a page, or a change of marks only, is no new text: the version that first had its words. */
function firstWith(version: AnyVersion, versions: readonly AnyVersion[]): AnyVersion {
  const passed = new Set<string>();
  let words = version;
  while (words.change === 'technical' || words.change === 'cosmetic') {
    passed.add(words.hash);
    const before = priorOf(words, versions);
    if (before === null || passed.has(before.hash)) break;
    words = before;
  }
  return words;
}

/** The version whose place it took, if that one was seen on the Hub. */
function priorOf(version: AnyVersion, versions: readonly AnyVersion[]): AnyVersion | null {
  const prior = versions.find(
    ({ kind, hash }) => kind === version.kind && hash === version.previous && hash !== version.hash,
  );
  return prior && prior.since !== null ? prior : null;
}

/** By the text that was there before, whose sentence speaks of changes to it, or else by its own. */
function daysOf(version: AnyVersion, prior: AnyVersion | null): number | null {
  const texts = [prior, version].filter((one) => one !== null);
  const printed = texts.map((one) => windowClauseOf(textOf(one) ?? { sections: [] })).find(Boolean);
  if (printed) return printed.days;
  const known = texts.some((one) => textOf(one) !== undefined && one.complete);
  return !known && PRINTS_DAYS.includes(version.kind) ? DAYS : null;
}

function textOf(version: AnyVersion): PolicyDocument | undefined {
  return (version as Partial<VersionWithText>).document;
}

/**
 * Which text of one kind applies now, and which one later. Only whole texts: what is known in part cannot stand for the rest. What
 * the Hub was seen to show goes before what only ships with us; among the latter the newest printed date.
 * @param versions of one kind; with their texts where at hand, for the sentence that gives changes a time
 */
export function standingOf(
  versions: readonly AnyVersion[],
  now: number,
): { inForce: string; upcoming: string | null } {
  const whole = versions.filter(({ complete }) => complete);
  const newest = [...(whole.length > 0 ? whole : versions)].sort(
    (a, b) => (b.since ?? 0) - (a.since ?? 0) || (b.printedDate ?? '').localeCompare(a.printedDate ?? ''),
  );
  const inForce =
    newest.find((version) => windowOf(version, versions, now).standing === 'in-force') ?? newest[0];
  return {
    inForce: inForce?.hash ?? '',
    upcoming: newest[0] && newest[0] !== inForce ? newest[0].hash : null,
  };
}

/** Which text reports quote unless another is chosen, and why: a sentence for people. Empty when no text is known at all. */
export function basisSentence(versions: readonly AnyVersion[], now: number): string {
  const { inForce, upcoming } = standingOf(versions, now);
  const cited = versions.find(({ hash }) => hash === inForce);
  if (!cited) return '';
  const printed =
    cited.printedDate === null ? 'without a date' : `printed ${printedWords(cited.printedDate)}`;
  if (cited.since !== null)
    return upcoming === null
      ? `Rules are quoted from the text that the Hub shows (${printed}).`
      : `Rules are quoted from the text in force (${printed}); a newer one has been posted.`;
  const partly = versions.find((one) => !one.complete && (one.printedDate ?? '') > (cited.printedDate ?? ''));
  return [
    `Rules are quoted from the newest whole text known here (${printed}).`,
    ...(partly?.printedDate
      ? [`Of the text printed ${printedWords(partly.printedDate)} only verified lines are known.`]
      : []),
    'The Hub’s own page has not been read yet.',
  ].join(' ');
}

function printedWords(date: string): string {
  return dateWords(Date.parse(date));
}
