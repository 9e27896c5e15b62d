/** The parts of a draft that the panel needs too: its key, and which words may be shown for which route. Pure, without zod. */
import { repoKey } from '../hub/ref.ts';
import type { Draft, RouteKind, Target } from './report.ts';
import { isPrivateOnlyTopic, isPublic } from './route.ts';

const MAX_KEY = 300;

/** One string per place that can be reported: repository, file, lines. At most 300 characters. */
export function draftKey(target: Pick<Target, 'repo' | 'path' | 'lines'>): string {
  const lines = target.lines ? `#L${target.lines.from}-L${target.lines.to}` : '';
  const key = repoKey(target.repo) + (target.path === undefined ? '' : `/${target.path}`) + lines;
  if (key.length <= MAX_KEY) return key;
  // Two long paths that differ only behind the cut need two keys.
  let hash = 5381;
  for (const character of key) hash = (Math.imul(hash, 33) ^ character.codePointAt(0)!) >>> 0;
  return `${key.slice(0, MAX_KEY - 12).toWellFormed()}~${hash.toString(36)}`;
}

/**
 * The words that may be shown for a route: those written for a public route on any, those written in private only on a private one.
 * Nothing for topics that take no text. Pure.
 */
export function textFor(
  draft: Pick<Draft, 'text' | 'texts' | 'route' | 'topicId'>,
  routeKind: RouteKind | undefined,
): string {
  if (draft.topicId !== undefined && isPrivateOnlyTopic(draft.topicId)) return '';
  const texts = textsOf(draft);
  if (classOf(routeKind) === 'public') return texts.public ?? '';
  return texts.private ?? texts.public ?? '';
}

export function textsOf(draft: Pick<Draft, 'text' | 'texts' | 'route'>): NonNullable<Draft['texts']> {
  return draft.texts ?? { [classOf(draft.route)]: draft.text };
}

/** Without a route nothing is known of who was meant to read: private. */
export function classOf(routeKind: RouteKind | undefined): 'public' | 'private' {
  return routeKind !== undefined && isPublic(routeKind) ? 'public' : 'private';
}
