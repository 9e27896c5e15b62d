/** Texts to look through, written as few lines of headings (`#`) and clauses. */
import { buildDocument, walkClauses } from '../../../lib/policy/document.ts';
import type { Rule } from '../../../lib/policy/packs.ts';
import type { Timeline, Version, VersionWithText } from '../../../lib/policy/version-types.ts';

export function text(lines: string, about: Partial<Version> = {}): VersionWithText {
  const document = buildDocument(
    lines
      .split('\n')
      .map((line) =>
        line.startsWith('#')
          ? { kind: 'heading', level: /^#+/.exec(line)![0].length, text: line.replace(/^#+\s*/, '') }
          : { kind: 'clause', text: line },
      ),
    { printedDate: about.printedDate ?? null },
  );
  return {
    kind: 'content-policy',
    hash: document.hash,
    printedDate: null,
    url: 'https://huggingface.co/content-policy',
    source: 'made up',
    origin: 'read',
    complete: true,
    firstSeen: null,
    lastSeen: null,
    since: null,
    extractor: 1,
    change: 'first',
    previous: null,
    ...about,
    document,
    rules: [],
  };
}

export function rule(version: VersionWithText, id: string, words: string): Rule {
  for (const { clause } of walkClauses(version.document))
    if (clause.text === words)
      return { id, clauseId: clause.id, text: words, hash: clause.hash, group: 'restricted' };
  throw new Error(`no clause “${words}”`);
}

export function timeline(texts: VersionWithText[], about: Partial<Timeline> = {}): Timeline {
  return {
    versions: texts.map(({ document: _, rules: __, ...version }) => version),
    inForce: texts[0]?.hash ?? '',
    upcoming: null,
    unseen: [],
    reads: {},
    ...about,
  };
}
