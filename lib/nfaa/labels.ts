/** From a repository's tags to the labels that rules watch (ruleset.ts). Pure. */
import { NFAA_TAG } from '../hub/ref.ts';

/** Watched by those who want hints: was it made from a tagged repository? */
export const HINT = 'related';
/** What that is answered with: this, and the `repoKey` of the tagged repository. Read in weigh.ts. */
const RELATED = `${HINT}:`;

/** Licences stand among the tags under this prefix (facts/hub.md c, "real saved page"). */
export const LICENCE_TAG = 'license:';
/** `base_model:ns/name`, or with the way it was made: `base_model:finetune:ns/name` (facts/hub-dom.md 3, model tree). */
const BASE_TAG = /^base_model:(?:(?:finetune|quantized|adapter|merge):)?([\w.-]+\/[\w.-]+)$/i;

/** What is kept of a repository's tags. */
export const MAX_TAGS = 60;
export const MAX_TAG_CHARS = 100;

/** `repoKey`s of the models that it was made from. */
export function basesOf(tags: readonly string[]): string[] {
  return tags.flatMap((tag) => {
    const id = BASE_TAG.exec(tag)?.[1];
    return id ? [`model:${id.toLowerCase()}`] : [];
  });
}

/**
 * Those of the watched labels that a repository with these tags carries.
 * @param watched `tag:x`, `licence:y`, and `related`, see above
 * @param isTagged is the repository of this `repoKey` known to be tagged? Needed for `related` only
 */
export function labelsOf(
  tags: readonly string[],
  watched: readonly string[],
  isTagged: (key: string) => boolean = () => false,
): string[] {
  const lower = new Set(tags.map((tag) => tag.toLowerCase()));
  const found = watched.filter((label) => {
    const at = label.indexOf(':');
    const value = label.slice(at + 1).toLowerCase();
    const kind = label.slice(0, at);
    return (kind === 'tag' && lower.has(value)) || (kind === 'licence' && lower.has(LICENCE_TAG + value));
  });
  if (watched.includes(HINT) && !lower.has(NFAA_TAG)) {
    const base = basesOf(tags).find(isTagged);
    if (base) found.push(RELATED + base);
  }
  return found;
}

/** The tags worth keeping, when they are too many: licences, then base models, then the others as they come. */
export function tagsToKeep(tags: readonly string[]): string[] {
  const rank = (tag: string) => (tag.startsWith(LICENCE_TAG) ? 0 : BASE_TAG.test(tag) ? 1 : 2);
  return tags
    .filter((tag) => tag.length <= MAX_TAG_CHARS)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MAX_TAGS);
}
