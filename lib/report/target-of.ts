/** From the page on which Report was pressed to what is reported. Pure. */
import type { RepoRef } from '../hub/ref.ts';
import { HUB_ORIGIN, type Place, parseHubUrl, type RepoPlace } from '../hub/url.ts';
import { MAX_PASSAGE, type Target, type TargetKind, type TargetSeed } from './target.ts';

/** What an address may ask for and still say nothing of the person: which row the viewer has open. */
const KEPT = ['row', 'conversation-viewer', 'config', 'split'];
const MAX_URL = 2_000;
/** The branch that a repository's first page shows. */
const MAIN = 'main';

interface Said {
  /** Absent for what belongs to no repository. */
  repo?: RepoRef;
  /** Address of the page, or of the card's repository. */
  url: string;
  seed?: TargetSeed;
}

/**
 * What a report is about. The seed (what was pressed on the page) goes before what the address says.
 * @param now milliseconds since the epoch: when it was seen so
 */
export function targetOf({ repo, url, seed = {} }: Said, now: number): Target {
  const place = parseHubUrl(url);
  const said = place ? fromPlace(place) : {};
  const kind = seed.kind ?? said.kind ?? 'repo';
  // A repository's own button is about all of it, on whatever page of it it was pressed.
  const part = kind === seed.kind && WHOLE.includes(kind) ? {} : said;
  const subject = seed.subject ?? said.subject;
  const passage = seed.passage && cut(seed.passage, MAX_PASSAGE);
  const target: Target = {
    ...part,
    ...seed,
    kind,
    ...(repo ? { repo: { type: repo.type, id: repo.id } } : {}),
    url: bareUrl(url),
    sha: seed.sha ?? null,
    seenAt: now,
    subject: repo ? undefined : subject && cut(subject, 300),
    passage: passage || undefined,
  };
  for (const key of Object.keys(target) as (keyof Target)[])
    if (target[key] === undefined) delete target[key];
  return target;
}

const WHOLE: readonly TargetKind[] = ['repo', 'app'];

/** What the address alone says; what only the page can say (a pull request, an organisation) is the seed's to say. */
function fromPlace(place: Place): TargetSeed {
  switch (place.kind) {
    case 'repo':
      return fromRepo(place);
    case 'profile':
      return { kind: 'user', subject: place.name };
    case 'collection':
      return { kind: 'collection', subject: place.id };
    case 'post':
      return { kind: 'post', subject: `${place.author}/${place.slug}`, comment: place.comment };
    case 'paper':
      return { kind: 'paper-comment', subject: place.id, comment: place.comment };
    default:
      return {};
  }
}

function fromRepo(place: RepoPlace): TargetSeed {
  const { revision, path, lines, discussion, comment, row, section } = place;
  const kind = ((): TargetKind => {
    if (comment !== undefined) return 'comment';
    if (discussion !== undefined) return 'discussion';
    if (path !== undefined && place.view !== 'commits') return 'file';
    if (place.view === 'viewer' || row?.index !== undefined) return 'row';
    if (section !== undefined && section.length <= 300) return 'section';
    return revision !== undefined && revision !== MAIN ? 'revision' : 'repo';
  })();
  return {
    kind,
    ...(revision === undefined ? {} : { revision: cut(revision, 200) }),
    ...(path === undefined ? {} : { path: cut(path, 1_000) }),
    ...(lines ? { lines: { from: Math.max(1, lines.from), to: Math.max(1, lines.to) } } : {}),
    ...(discussion ? { discussion } : {}),
    ...(comment === undefined ? {} : { comment }),
    ...(kind === 'row' ? { row: cutRow(row ?? {}) } : {}),
    // Its words are the page's to say; the id is what is left of them in the address.
    ...(kind === 'section' ? { section: { title: section!.replaceAll('-', ' '), id: section! } } : {}),
  };
}

function cutRow({ config, split, index }: NonNullable<RepoPlace['row']>): Target['row'] {
  return {
    ...(config === undefined ? {} : { config: cut(config, 200) }),
    ...(split === undefined ? {} : { split: cut(split, 200) }),
    ...(index === undefined ? {} : { index }),
  };
}

/** Never ends in half a character. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
}

/** The page's address without what tells of a search, of a way around the Hub's wall, or of whoever sent the link. */
function bareUrl(url: string): string {
  let clean: URL;
  try {
    clean = new URL(url, HUB_ORIGIN);
  } catch {
    return HUB_ORIGIN;
  }
  clean.username = clean.password = '';
  // Asked for by name: Firefox lets no content script go through all of an address's parameters.
  const kept = KEPT.map((name) => [name, clean.searchParams.get(name)] as const);
  clean.search = '';
  for (const [name, value] of kept) if (value !== null) clean.searchParams.set(name, value);
  if (clean.href.length > MAX_URL) clean.search = clean.hash = '';
  return clean.href.length > MAX_URL ? clean.origin : clean.href;
}
