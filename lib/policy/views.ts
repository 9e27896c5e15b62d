/** What the panel and the reader are shown of the versions. Pure. */
import type { PanelRule, PanelVersion, PolicyForPanel, Standing } from '../platform/answers.ts';
import { cite } from './cite.ts';
import { liveRules, type PolicyPack } from './packs.ts';
import { rulesAsWorded } from './panel-rules.ts';
import { withRules } from './shelf.ts';
import type { Timeline, VersionWithText } from './version-types.ts';
import { shownNow, withoutText } from './versions.ts';
import { basisSentence, standingOf, windowOf } from './window.ts';

const KIND = 'content-policy';

/** Every version without its text, and which of the Content Policy counts now and which soon. */
export function timelineOf(
  versions: readonly VersionWithText[],
  { unseen, reads }: Pick<Timeline, 'unseen' | 'reads'>,
  now: number,
): Timeline {
  const standing = standingOf(
    versions.filter(({ kind }) => kind === KIND),
    now,
  );
  return { versions: versions.map(withoutText), ...standing, unseen, reads };
}

/**
 * The rules that a report may cite, of every version that ships with us, each with whether the Hub's text of today still has it.
 * @param versions of the Content Policy, oldest first
 */
export function forPanel(
  packs: readonly PolicyPack[],
  versions: readonly VersionWithText[],
  now: number,
): PolicyForPanel {
  const { inForce, upcoming } = standingOf(versions, now);
  const standing = (hash: string): Standing =>
    hash === inForce ? 'in-force' : hash === upcoming ? 'upcoming' : 'past';
  const live = shownNow(versions, KIND);
  const rules: Record<string, PanelRule> = {};
  for (const pack of packs) {
    const states = live && new Map(liveRules(live.document, pack).map(({ rule, state }) => [rule.id, state]));
    for (const rule of pack.rules) {
      rules[rule.id] = {
        id: rule.id,
        text: rule.text,
        hash: rule.hash,
        version: pack.version.hash,
        inLiveText: states ? (states.get(rule.id) ?? 'gone') !== 'gone' : null,
        citation: cite(rule, pack),
      };
    }
  }
  const worded = versions
    .filter(({ hash, origin }) => origin !== 'bundled' && standing(hash) !== 'past')
    .map((version) => withRules(version, packs))
    .flatMap((version) =>
      packs
        .flatMap((pack) => rulesAsWorded(pack, version))
        .map(
          (rule): PanelRule => ({
            id: rule.id,
            text: rule.text,
            hash: rule.hash,
            version: version.hash,
            inLiveText: live?.hash === version.hash || (rules[rule.id]?.inLiveText ?? null),
            citation: cite(rule, { version: citable(version), document: version.document, rules: [] }),
          }),
        ),
    );
  const counts = versions.find(({ hash }) => hash === inForce) ?? versions.at(-1);
  return {
    printedDate: counts?.printedDate ?? null,
    url: counts?.url ?? 'https://huggingface.co/content-policy',
    versions: versions
      .filter(({ hash, origin }) => origin === 'bundled' || standing(hash) !== 'past')
      .map(
        (version): PanelVersion => ({
          hash: version.hash,
          printedDate: version.printedDate,
          complete: version.complete,
          firstSeen: version.firstSeen,
          standing: standing(version.hash),
          seen: version.since !== null,
          effect: windowOf(version, versions, now).sentence,
        }),
      ),
    basis: basisSentence(versions, now),
    rules,
    worded,
  };
}

/** As a citation names it. */
function citable(version: VersionWithText): PolicyPack['version'] {
  const { printedDate, hash, url, source, complete, firstSeen } = version;
  return { printedDate, hash, url, source, complete, ...(firstSeen === null ? {} : { firstSeen }) };
}
