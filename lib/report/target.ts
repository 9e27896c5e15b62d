/** What can be reported, and where it is: from a whole repository to one comment (facts/reporting.md D13, D21; facts/hub.md g). */
import type { z } from 'zod';
import type { targetKindSchema, targetSchema } from './target-schema.ts';

export { MAX_PASSAGE } from './max-text.ts';

/** Those of the first two lines belong to a repository; the others to nobody's, so no Community tab can take them. */
export const TARGET_KINDS = [
  ...(['repo', 'revision', 'file', 'row', 'section', 'app'] as const),
  ...(['discussion', 'pull-request', 'comment'] as const),
  ...(['user', 'organization', 'collection', 'post', 'paper-comment'] as const),
] as const;
export type TargetKind = z.infer<typeof targetKindSchema>;
export type Target = z.infer<typeof targetSchema>;
/** What whoever opens the panel knows beside the address (target-of.ts). `sha`: the commit that the page was made from. */
export type TargetSeed = Partial<Omit<Target, 'repo' | 'url' | 'seenAt'>>;
export type RepoTarget = Target & { repo: NonNullable<Target['repo']> };

/** What kind of thing it is, also of reports of before there were kinds. */
export function kindOf(target: Pick<Target, 'kind' | 'path' | 'comment' | 'discussion'>): TargetKind {
  if (target.kind) return target.kind;
  if (target.comment !== undefined) return 'comment';
  if (target.discussion !== undefined) return 'discussion';
  return target.path === undefined ? 'repo' : 'file';
}

/** Does it belong to a repository? Only then there is a Community tab that it can be reported in. */
export function inRepo(target: Target): target is RepoTarget {
  return target.repo !== undefined;
}

/** @throws Error for what belongs to no repository: nothing of it may be sent to a Community tab */
export function repoOf(target: Target): RepoTarget['repo'] {
  if (!inRepo(target)) throw new Error('This belongs to no repository, so no Community tab can take it.');
  return target.repo;
}

/** Its own name: `owner/name`, a person's name, or a paper's number. */
export function nameOf(target: Target): string {
  return target.repo?.id ?? target.subject ?? target.url;
}

/** Where it is, and nothing of what it is: all that may be said of sexual content involving minors, to anybody. */
export function bareTarget({ passage: _, evidenceHash: __, section: ___, ...rest }: Target): Target {
  // A heading's words and a search stand in the address, too; a row's or line's number or a comment's id says only where.
  const [address = '', fragment = ''] = rest.url.split(/#(.*)/s);
  const [page = '', query = ''] = address.split(/\?(.*)/s);
  const row = /(?:^|&)(row=\d+)(?:&|$)/.exec(query)?.[1];
  const place = /^(?:L\d+(?:-L?\d+)?|[0-9a-f]{24})$/i.test(fragment) ? `#${fragment}` : '';
  return { ...rest, url: `${page}${row ? `?${row}` : ''}${place}` };
}
