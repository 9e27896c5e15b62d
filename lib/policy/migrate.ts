/** Rows of earlier versions of the database, as rows of today. Pure. */
import type { PolicyDocument } from './document.ts';
import type { VersionWithText } from './version-types.ts';
import { classify } from './versions.ts';

/** What was kept before version 3: the Content Policy only, always read by the worker. */
interface RowOfVersion2 {
  hash: string;
  firstSeen: number;
  lastSeen: number;
  data: { document?: PolicyDocument; url?: string };
}

/** Of the parser that there was then. */
const EXTRACTOR_THEN = 1;
const PAGE = 'https://huggingface.co/content-policy';

/** What changed from one to the next was not written down then: it is worked out anew, in the order in which they were first seen. */
export function policiesOfVersion2(rows: readonly unknown[]): Omit<VersionWithText, 'rules'>[] {
  const kept = (rows as RowOfVersion2[])
    // Without its text a row says nothing.
    .filter(({ hash, data }) => data?.document?.hash === hash)
    .sort((a, b) => a.firstSeen - b.firstSeen);
  const lastSeen = Math.max(...kept.map((row) => row.lastSeen));
  const made: VersionWithText[] = [];
  for (const [i, row] of kept.entries()) {
    const document = row.data.document!;
    // The one that was seen last is what the Hub showed, even when it was there before another one.
    const cameBack = row.lastSeen === lastSeen && i < kept.length - 1;
    const version: VersionWithText = {
      kind: 'content-policy',
      hash: row.hash,
      printedDate: document.printedDate,
      url: row.data.url ?? PAGE,
      source: row.data.url ?? PAGE,
      origin: 'read',
      complete: true,
      firstSeen: row.firstSeen,
      lastSeen: row.lastSeen,
      since: cameBack ? row.lastSeen : row.firstSeen,
      extractor: EXTRACTOR_THEN,
      change: 'first',
      previous: null,
      document,
      rules: [],
    };
    const before = made.at(-1) ?? null;
    made.push({ ...version, change: classify(before, version), previous: before?.hash ?? null });
  }
  // The one that came back took the place of the last one, not of the one before its first time.
  const back = made.find(({ since, firstSeen }) => since !== firstSeen);
  const driven = made.at(-1);
  if (back && driven) Object.assign(back, { change: classify(driven, back), previous: driven.hash });
  return made.map(({ rules: _, ...row }) => row);
}
