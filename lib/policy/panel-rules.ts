/** The rules of our packs as a newer text words them, so that a report can cite the text that counts. Pure; for the worker. */
import { carryIds } from './compare.ts';
import { type Clause, walkClauses } from './document.ts';
import type { PolicyPack, Rule } from './packs.ts';
import type { VersionWithText } from './version-types.ts';

/**
 * Word for word where a rule still stands; otherwise the whole clause that goes on from its clause, if the rule was all of that.
 * A rule that is part of a clause with other words is left out: which words would be the rule is not for us to say.
 */
export function rulesAsWorded(pack: PolicyPack, version: VersionWithText): Rule[] {
  const stands = new Map(version.rules.map((rule) => [rule.id, rule]));
  const earlier = clausesOf(pack.document);
  const later = clausesOf(version.document);
  const onward = new Map([...carryIds(pack.document, version.document)].map(([to, from]) => [from, to]));
  return pack.rules.flatMap((rule) => {
    const same = stands.get(rule.id);
    if (same) return same;
    const clause = later.get(onward.get(rule.clauseId) ?? '');
    if (!clause || earlier.get(rule.clauseId)?.text !== rule.text) return [];
    return { ...rule, clauseId: clause.id, text: clause.text, hash: clause.hash };
  });
}

function clausesOf(document: VersionWithText['document']): Map<string, Clause> {
  return new Map([...walkClauses(document)].map(({ clause }) => [clause.id, clause]));
}
