/** Unfinished reports, one per place. What was written for the few is never offered for a public route (facts/reporting.md D3). */
import { repoKey } from '../hub/url.ts';
import type { Database } from '../platform/db.ts';
import { type Draft, draftSchema, type RouteKind, type Target } from './report.ts';
import { isPrivateOnlyTopic, isPublic } from './route.ts';

export const DRAFT_AGE_MS = 90 * 24 * 60 * 60_000;
const MAX_KEY = 300;

type OpenDatabase = () => Promise<Database>;

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

function textsOf(draft: Pick<Draft, 'text' | 'texts' | 'route'>): NonNullable<Draft['texts']> {
  return draft.texts ?? { [classOf(draft.route)]: draft.text };
}

/** Without a route nothing is known of who was meant to read: private. */
function classOf(routeKind: RouteKind | undefined): 'public' | 'private' {
  return routeKind !== undefined && isPublic(routeKind) ? 'public' : 'private';
}

/**
 * Keeps a draft; `text` is what was written for `route`, the words for the other class of routes stay as they were.
 * @param now milliseconds since the epoch
 */
export async function saveDraft(db: OpenDatabase, draft: Draft, now: number): Promise<void> {
  const given = draftSchema.parse(draft);
  const transaction = (await db()).transaction('drafts', 'readwrite');
  const before = await transaction.store.get(given.key);
  const texts = { ...(before && textsOf(before)), ...given.texts };
  if (given.topicId === undefined || !isPrivateOnlyTopic(given.topicId))
    texts[classOf(given.route)] = given.text;
  const kept: Draft = { ...given, texts, savedAt: now };
  await transaction.store.put({ ...kept, text: textFor(kept, kept.route) });
  await transaction.done;
}

/** The draft of a place, its `text` fit for its `route`; `null` when there is none. Ask `textFor` when the route changes. */
export async function loadDraft(db: OpenDatabase, key: string): Promise<Draft | null> {
  const draft = await (await db()).get('drafts', key);
  return draft ? { ...draft, text: textFor(draft, draft.route) } : null;
}

/** Forgets a draft: sent, or given up. */
export async function dropDraft(db: OpenDatabase, key: string): Promise<void> {
  await (await db()).delete('drafts', key);
}

/** Forgets drafts older than 90 days; answers how many. */
export async function pruneDrafts(db: OpenDatabase, now: number): Promise<number> {
  const transaction = (await db()).transaction('drafts', 'readwrite');
  let count = 0;
  for await (const cursor of transaction.store) {
    if (now - cursor.value.savedAt <= DRAFT_AGE_MS) continue;
    await cursor.delete();
    count++;
  }
  await transaction.done;
  return count;
}
