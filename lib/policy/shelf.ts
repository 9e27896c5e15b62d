/** Versions that ship with us and versions that were kept, as one list. Pure. */
import { legalKindOf } from '../hub/legal.ts';
import type { PolicyDocument } from './document.ts';
import { normaliseText, walkClauses } from './document.ts';
import { liveRules, type PolicyPack, type Rule } from './packs.ts';
import type { DocumentKind, VersionWithText } from './version-types.ts';
import { classify, inOrder } from './versions.ts';

/** A version as it is stored: its rules are looked up when it is shown. */
export type Kept = Omit<VersionWithText, 'rules'>;

/** Of a pack: it was prepared and checked by hand, not read by our parser. */
export const NO_EXTRACTOR = 0;

/** Packs as versions, each against the one that prints an earlier date. */
function bundled(packs: readonly PolicyPack[], kind: DocumentKind): VersionWithText[] {
  const versions = packs
    .filter(({ version }) => (legalKindOf(version.url) ?? 'content-policy') === kind)
    .map(
      ({ version, document, rules }): VersionWithText => ({
        kind,
        hash: version.hash,
        printedDate: version.printedDate,
        url: version.url,
        source: version.source,
        origin: 'bundled',
        complete: version.complete,
        firstSeen: version.firstSeen ?? null,
        lastSeen: null,
        since: null,
        extractor: NO_EXTRACTOR,
        change: 'first',
        previous: null,
        document,
        rules,
      }),
    );
  let before: VersionWithText | null = null;
  return inOrder(versions).map((version) => {
    const placed: VersionWithText = {
      ...version,
      change: classify(before, version),
      previous: before?.hash ?? null,
    };
    before = version;
    return placed;
  });
}

/** Rules of the packs that stand in a text word for word, each with the clause that holds it there; newer packs first. */
function rulesIn(document: PolicyDocument, packs: readonly PolicyPack[]): Rule[] {
  const texts = new Map(
    [...walkClauses(document)].map(({ clause }) => [clause.id, normaliseText(clause.text)]),
  );
  return [...packs]
    .reverse()
    .flatMap((pack) =>
      liveRules(document, pack).flatMap(({ rule, clauseId }) =>
        clauseId !== null && texts.get(clauseId)?.includes(normaliseText(rule.text))
          ? [{ ...rule, clauseId }]
          : [],
      ),
    );
}

/**
 * All versions of a kind, oldest first. A pack that the Hub was seen to show is one version: the pack's text and rules, with
 * what was noted of its being seen. The other ones' rules are looked up when they are shown (`withRules`).
 */
export function versionsOf(
  kind: DocumentKind,
  kept: readonly Kept[],
  packs: readonly PolicyPack[],
): VersionWithText[] {
  const ours = bundled(packs, kind);
  const byHash = new Map(kept.filter((one) => one.kind === kind).map((one) => [one.hash, one]));
  const merged = ours.map((pack): VersionWithText => {
    const row = byHash.get(pack.hash);
    byHash.delete(pack.hash);
    if (!row) return pack;
    const { lastSeen, since, change, previous } = row;
    return { ...pack, firstSeen: pack.firstSeen ?? row.firstSeen, lastSeen, since, change, previous };
  });
  const others = [...byHash.values()].map((row) => ({ ...row, rules: [] }));
  return inOrder([...merged, ...others]);
}

/** With the packs' rules that stand in it, if it is no pack itself. */
export function withRules(version: VersionWithText, packs: readonly PolicyPack[]): VersionWithText {
  if (version.origin === 'bundled' || version.kind !== 'content-policy') return version;
  return { ...version, rules: rulesIn(version.document, packs) };
}

/** What a text that is seen for the first time is compared with when none was seen before: the newest whole one that ships with us. */
export function startingPoint(versions: readonly VersionWithText[]): VersionWithText | null {
  return versions.findLast(({ origin, complete }) => origin === 'bundled' && complete) ?? null;
}
