/** The parts of a draft that the panel needs too: its key, and which words may be shown for which route. Pure, without zod. */
import { repoKey } from '../hub/ref.ts';
import type { Answers, Draft, RouteKind, Target } from './report.ts';
import { isPrivateOnlyTopic, isPublic } from './route.ts';

const MAX_KEY = 300;

type Place = Pick<Target, 'repo' | 'path' | 'lines'> &
  Partial<Pick<Target, 'kind' | 'subject' | 'url' | 'row' | 'section' | 'discussion' | 'comment'>>;

/**
 * One string per place that can be reported, at most 300 characters. The passage is no part of it: who comes back after a reload,
 * with nothing selected, finds the draft all the same.
 */
export function draftKey(target: Place): string {
  const parts = [
    target.repo
      ? repoKey(target.repo)
      : `${target.kind ?? 'page'}:${(target.subject ?? target.url ?? '').toLowerCase()}`,
    target.path === undefined ? '' : `/${target.path}`,
    target.lines ? `#L${target.lines.from}-L${target.lines.to}` : '',
    target.row ? `#row:${target.row.config ?? ''}/${target.row.split ?? ''}/${target.row.index ?? ''}` : '',
    target.section ? `#section:${target.section.id || target.section.title}` : '',
    target.discussion === undefined ? '' : `#discussion:${target.discussion}`,
    target.comment === undefined ? '' : `#comment:${target.comment}`,
  ];
  const key = parts.join('');
  if (key.length <= MAX_KEY) return key;
  // Two long paths that differ only behind the cut need two keys.
  let hash = 5381;
  for (const character of key) hash = (Math.imul(hash, 33) ^ character.codePointAt(0)!) >>> 0;
  return `${key.slice(0, MAX_KEY - 12).toWellFormed()}~${hash.toString(36)}`;
}

type Worded = Pick<Draft, 'text' | 'texts' | 'route' | 'topicId'>;

/** Does its topic take no words at all? */
export function isWordless(draft: Pick<Draft, 'topicId'>): boolean {
  return draft.topicId !== undefined && isPrivateOnlyTopic(draft.topicId);
}

/**
 * The words that may be shown for a route: those written for a public route on any, those written in private only on a private one.
 * Nothing for topics that take no text. Pure.
 */
export function textFor(draft: Worded, routeKind: RouteKind | undefined): string {
  if (isWordless(draft)) return '';
  const texts = textsOf(draft);
  if (classOf(routeKind) === 'public') return texts.public ?? '';
  return texts.private ?? texts.public ?? '';
}

/** The answers that may be shown for a route, by the same rule as the words: one given in private is never offered to the public. */
export function answersFor(
  draft: Pick<Draft, 'answers' | 'topicId'>,
  routeKind: RouteKind | undefined,
): Answers {
  if (isWordless(draft)) return {};
  const { answers } = draft;
  return classOf(routeKind) === 'public'
    ? { ...answers?.public }
    : { ...answers?.public, ...answers?.private };
}

export function textsOf(draft: Pick<Draft, 'text' | 'texts' | 'route'>): NonNullable<Draft['texts']> {
  return draft.texts ?? { [classOf(draft.route)]: draft.text };
}

/** Without a route nothing is known of who was meant to read: private. */
export function classOf(routeKind: RouteKind | undefined): 'public' | 'private' {
  return routeKind !== undefined && isPublic(routeKind) ? 'public' : 'private';
}

/** Has anybody put work into it? Then it is not thrown away without a way back. */
export function hasWords(draft: Draft): boolean {
  const answers = Object.values({ ...draft.answers?.private, ...draft.answers?.public });
  return [draft.text, draft.texts?.public, draft.texts?.private, ...answers].some(
    (words) => words !== undefined && words.trim() !== '',
  );
}
