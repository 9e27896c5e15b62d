/** What versions and changes are called. Pure. */
import type { ChangeClass, DocumentKind, Origin, Timeline, Version } from '../../lib/policy/version-types.ts';
import { policyStanding } from '../ui/policy-standing.ts';
import { printedDate } from '../ui/time-words.ts';

export const DOCUMENTS: Record<DocumentKind, { name: string; url: string }> = {
  'content-policy': { name: 'Content Policy', url: 'https://huggingface.co/content-policy' },
  'code-of-conduct': { name: 'Code of Conduct', url: 'https://huggingface.co/code-of-conduct' },
  'terms-of-service': { name: 'Terms of Service', url: 'https://huggingface.co/terms-of-service' },
  'privacy-policy': { name: 'Privacy Policy', url: 'https://huggingface.co/privacy' },
};

export const CLASSES: Record<ChangeClass, { label: string; meaning: string }> = {
  first: { label: 'First text we know', meaning: 'There is none before it to compare it with.' },
  technical: {
    label: 'Our reading changed, not the page',
    meaning: 'A newer Hub Steward reads the page in another way. It is not news.',
  },
  cosmetic: {
    label: 'Spelling and layout only',
    meaning: 'The same words but for letter case, punctuation or layout.',
  },
  silent: {
    label: 'Changed without a new date',
    meaning: 'Other words under the same printed date. When it was posted is not known.',
  },
  dated: { label: 'New date', meaning: 'Other words, and another printed date.' },
};

export const ORIGIN_WORDS: Record<Origin, string> = {
  bundled: 'Came with Hub Steward',
  read: 'Read from the Hub by Hub Steward',
  visited: 'Read when you opened the page',
  imported: 'From a file that you imported',
};

/** How a version is called where it stands beside others: its printed date, and its hash where two print the same. */
export function nameOf(version: Version, all: readonly Version[]): string {
  const date = printedDate(version.printedDate);
  const twins = all.filter(
    (other) => other.kind === version.kind && other.printedDate === version.printedDate,
  );
  return twins.length > 1 ? `${date}, text ${version.hash.slice(0, 6)}` : date;
}

/** `null` for the texts that nobody is bound to by a report: only the Content Policy's standing is worked out. */
export function standingWords(version: Version, timeline: Timeline): string | null {
  if (version.kind !== 'content-policy') return null;
  const inForce = timeline.versions.find(({ hash }) => hash === timeline.inForce);
  const words = policyStanding({
    standing:
      version.hash === timeline.inForce
        ? 'in-force'
        : version.hash === timeline.upcoming
          ? 'upcoming'
          : 'past',
    basisSeen: inForce !== undefined && inForce.since !== null,
    later: (version.printedDate ?? '') > (inForce?.printedDate ?? ''),
  });
  return words[0]!.toUpperCase() + words.slice(1);
}

/** As an option of a list says it, in one line. */
export function optionWords(version: Version, timeline: Timeline): string {
  const standing = standingWords(version, timeline);
  return [
    nameOf(version, timeline.versions),
    ...(standing ? [standing.toLowerCase()] : []),
    ...(version.complete ? [] : ['parts only']),
  ].join(' · ');
}
