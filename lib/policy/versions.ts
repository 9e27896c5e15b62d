/** What one version of a text is to another, their order, and a version as a file to read. Pure. */
import { documentParts, normaliseText, type PolicyDocument, type Section } from './document.ts';
import {
  type ChangeClass,
  DOCUMENT_NAMES,
  type DocumentKind,
  type Version,
  type VersionWithText,
} from './version-types.ts';

/** Marks that carry meaning between words or at numbers: "10%" is not "10", "a@b" not "a b". */
const PUNCTUATION = /[^\P{P}%‰@&#/]+/gu;

/** The words of a text without case, punctuation or layout. "1.5" stays apart from "15". */
export function foldText(text: string): string {
  return normaliseText(text).toLowerCase().replace(PUNCTUATION, ' ').replace(/\s+/g, ' ').trim();
}

function foldDocument(document: PolicyDocument): string {
  return foldText(
    documentParts(document)
      .map(({ text }) => text)
      .join(' '),
  );
}

/**
 * What `after` is to `before`, both of one kind. The same text is `cosmetic`, as nothing in it changed.
 * @param samePage both were read from the same bytes, by two versions of our parser
 */
export function classify(
  before: VersionWithText | null,
  after: VersionWithText,
  samePage = false,
): ChangeClass {
  if (before === null) return 'first';
  if (samePage) return 'technical';
  if (before.hash === after.hash || foldDocument(before.document) === foldDocument(after.document))
    return 'cosmetic';
  return before.printedDate === after.printedDate ? 'silent' : 'dated';
}

/** Other words: that is what a person is told of. */
export const isNews = (change: ChangeClass): boolean => change === 'silent' || change === 'dated';

/** When a version took its place, as well as anybody knows: a pack that was never seen on the Hub counts from its printed date. */
export function placeInTime({ since, firstSeen, printedDate }: Version): number {
  return since ?? firstSeen ?? (printedDate === null ? 0 : Date.parse(printedDate));
}

/** Oldest first. */
export function inOrder<V extends Version>(versions: readonly V[]): V[] {
  return [...versions].sort((a, b) => placeInTime(a) - placeInTime(b));
}

/** What the Hub shows, as far as it was ever seen to: `null` before that. */
export function shownNow<V extends Version>(versions: readonly V[], kind: DocumentKind): V | null {
  return inOrder(versions.filter((one) => one.kind === kind && one.since !== null)).at(-1) ?? null;
}

export function withoutText({ document: _document, rules: _rules, ...version }: VersionWithText): Version {
  return version;
}

/** `2026-11-22 12:00 UTC`: the same for whoever reads the file. */
const stamp = (at: number | null): string =>
  at === null ? 'not recorded' : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const ORIGIN_WORDS: Record<Version['origin'], string> = {
  bundled: 'came with Hub Steward',
  read: 'read from the Hub by Hub Steward',
  visited: 'read from the page as it was open in a tab',
  imported: 'imported from a file',
};

/**
 * A version as Markdown: what is known of it, then its whole text as quotes under its own headings. Nothing of the text is
 * Markdown of its own: it reads as it was printed.
 */
export function markdownOf(version: VersionWithText): string {
  const { document, kind } = version;
  const facts: [string, string][] = [
    ['Document', `${DOCUMENT_NAMES[kind]} of the Hugging Face Hub`],
    ['Address', `<${version.url}>`],
    ['Printed date', version.printedDate ?? 'none'],
    ['Text', version.complete ? 'whole' : 'in part: only what was verified word for word'],
    ['SHA-256 of the normalised text', `\`${version.hash}\``],
    ['First seen', stamp(version.firstSeen)],
    ['Last seen', stamp(version.lastSeen)],
    ['Where from', `${escapeMarkdown(version.source)} (${ORIGIN_WORDS[version.origin]})`],
    ['Read by', `extractor ${version.extractor}`],
  ];
  const lines = [
    `# ${escapeMarkdown(document.title || DOCUMENT_NAMES[kind])}`,
    '',
    ...facts.map(([name, value]) => `- ${name}: ${value}`),
    '',
    'Kept by Hub Steward, which is unofficial. Everything below is quoted.',
  ];
  const walk = (sections: readonly Section[], depth: number) => {
    for (const section of sections) {
      if (section.heading !== '')
        lines.push('', `${'#'.repeat(Math.min(depth, 6))} ${escapeMarkdown(section.heading)}`);
      for (const clause of section.clauses) lines.push('', `> ${escapeMarkdown(clause.text)}`);
      walk(section.sections, depth + 1);
    }
  };
  walk(document.sections, 2);
  return `${lines.join('\n')}\n`;
}

/** Marks that would make a list, a heading, a link or HTML of somebody's words. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>#|~]/g, '\\$&')
    .replace(/^([+-])(?=\s)/, '\\$1')
    .replace(/^(\d+)([.)])(?=\s)/, '$1\\$2');
}
