/** What became of one clause, version by version. Pure. */
import { carryIds } from '../../lib/policy/compare.ts';
import { type Clause, type PolicyDocument, walkClauses } from '../../lib/policy/document.ts';
import type { VersionWithText } from '../../lib/policy/version-types.ts';

export interface Standing {
  version: VersionWithText;
  /** `same`: these very words. `other`: other words. `absent`: not in it. `unknown`: that version is known in parts, and not this one. */
  state: 'same' | 'other' | 'absent' | 'unknown';
  /** As it read there. */
  clause?: Clause;
}

const carried = new WeakMap<PolicyDocument, WeakMap<PolicyDocument, Map<string, string>>>();

/** Ids of the later text → ids of the earlier one; worked out once for each two. */
function carry(before: PolicyDocument, after: PolicyDocument): Map<string, string> {
  const known = carried.get(after)?.get(before);
  if (known) return known;
  const made = carryIds(before, after);
  if (!carried.has(after)) carried.set(after, new WeakMap());
  carried.get(after)!.set(before, made);
  return made;
}

/**
 * In which of the known versions a clause stood, and how it read there.
 * @param versions of one document, oldest first
 * @param hash the version in which the clause has this id
 */
export function clauseHistory(
  versions: readonly VersionWithText[],
  hash: string,
  clauseId: string,
): Standing[] {
  const at = versions.findIndex((version) => version.hash === hash);
  const own = clauseOf(versions[at]?.document, clauseId);
  if (at < 0 || !own) return [];
  const standings: Standing[] = [{ version: versions[at]!, state: 'same', clause: own }];

  /** From neighbour to neighbour; one that does not have it is stepped over. */
  const follow = (step: 1 | -1) => {
    let from = { document: versions[at]!.document, id: clauseId };
    for (let i = at + step; i >= 0 && i < versions.length; i += step) {
      const version = versions[i]!;
      const id =
        step < 0
          ? carry(version.document, from.document).get(from.id)
          : keyFor(carry(from.document, version.document), from.id);
      const clause = id === undefined ? undefined : clauseOf(version.document, id);
      if (clause) from = { document: version.document, id: clause.id };
      const state = clause
        ? clause.hash === own.hash
          ? 'same'
          : 'other'
        : version.complete
          ? 'absent'
          : 'unknown';
      const standing: Standing = { version, state, ...(clause ? { clause } : {}) };
      if (step < 0) standings.unshift(standing);
      else standings.push(standing);
    }
  };
  follow(-1);
  follow(1);
  return standings;
}

export function clauseOf(document: PolicyDocument | undefined, id: string): Clause | undefined {
  if (!document) return undefined;
  for (const { clause } of walkClauses(document)) if (clause.id === id) return clause;
  return undefined;
}

function keyFor(map: ReadonlyMap<string, string>, value: string): string | undefined {
  for (const [key, one] of map) if (one === value) return key;
  return undefined;
}
