/**
 * Who put the tag there? The tag does not say; the repository's commits may (facts/hub.md c: authors and staff add it by commits
 * and pull requests). Only what the Hub itself says is answered; what it leaves open is `unknown`. Asked only when a person asks.
 * A pushed commit names whom its author says it is by (git), so a name here is the commit's word.
 */
import type { Commit, HubApi } from '../hub/api.ts';
import { HubError, type HubErrorKind } from '../hub/errors.ts';
import { type RepoRef, repoKey, repoUrl, validName } from '../hub/ref.ts';
import type { Database } from '../platform/db.ts';
import { findAddition, readTitle, splitTitle } from './who-title.ts';

/** Of the newest commits; older ones are not asked for. */
const MAX_COMMITS = 50;
const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_REMEMBERED = 200;
const META_KEY = 'who';
const STAFF_ORG = 'huggingface';

export interface Who {
  by: 'owner' | 'staff' | 'contributor' | 'unknown';
  /** An account of the Hub. */
  name?: string;
  /** By the commit's date, milliseconds since the epoch. */
  at?: number;
  /** Of the commit, as written; without the pull request's number. */
  title?: string;
  /** The commit or the pull request on the Hub. */
  url?: string;
  /** Number of the pull request that was merged. */
  pull?: number;
  /** With `owner`: a member of the organisation that owns the repository. */
  member?: true;
}

export interface WhoOptions {
  api: Pick<HubApi, 'commits' | 'discussion' | 'userOverview'>;
  /** Absent: nothing is remembered. */
  db?: () => Promise<Database>;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** The Hub has commits of these in its API (facts/hub.md: the contract has none of kernels and buckets). */
export const hasCommits = ({ type }: RepoRef) => type === 'model' || type === 'dataset' || type === 'space';

/** The page is open, so it is there: but not for everybody. */
const REFUSED: ReadonlySet<HubErrorKind> = new Set<HubErrorKind>([
  'unauthorised',
  'forbidden',
  'not-found',
  'gone-or-private',
  'disabled',
  'discussions-disabled',
  'invalid',
]);
const isRefusal = (error: unknown) => error instanceof HubError && REFUSED.has(error.kind);

/** The Hub keeps a repository's commits to itself. */
export class CommitsHiddenError extends Error {
  readonly sentence =
    'The Hub does not show these commits to everybody. Open them on the Hub, where you are signed in.';
}

const UNKNOWN: Who = { by: 'unknown' };
const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

interface Kept<T> {
  at: number;
  value: T;
}
type Shelf = 'repos' | 'people';
interface Remembered {
  repos: Map<string, Kept<Who>>;
  /** Organisations of an account; `null`: the Hub did not say. */
  people: Map<string, Kept<string[] | null>>;
}
type Value<S extends Shelf> = Remembered[S] extends Map<string, Kept<infer T>> ? T : never;

export function createWho({ api, db, now = Date.now }: WhoOptions) {
  const asking = new Map<string, Promise<Who>>();

  async function recall<S extends Shelf>(shelf: S, key: string): Promise<Kept<Value<S>> | undefined> {
    const row = await (await db?.())?.get('meta', META_KEY).catch(() => undefined);
    const kept = (row?.value as Remembered | undefined)?.[shelf].get(key) as Kept<Value<S>> | undefined;
    return kept && isYoung(kept) ? kept : undefined;
  }

  const isYoung = ({ at }: Kept<unknown>) => at <= now() && now() - at < DAY_MS;

  /** One transaction, so that two answers at the same time keep each other. */
  async function keep<S extends Shelf>(shelf: S, key: string, value: Value<S>): Promise<void> {
    if (!db) return;
    const tx = (await db()).transaction('meta', 'readwrite');
    const held = (await tx.store.get(META_KEY))?.value as Remembered | undefined;
    const all: Remembered = held ?? { repos: new Map(), people: new Map() };
    const rows = [...(all[shelf] as Map<string, Kept<Value<S>>>)].filter(
      ([k, row]) => k !== key && isYoung(row),
    );
    rows.push([key, { at: now(), value }]);
    await tx.store.put({
      key: META_KEY,
      value: { ...all, [shelf]: new Map(rows.slice(-MAX_REMEMBERED)) } satisfies Remembered,
    });
    await tx.done;
  }

  /** Remembered for a day; a database that fails costs a request, and no answer. */
  async function remembered<S extends Shelf>(
    shelf: S,
    key: string,
    find: () => Promise<Value<S>>,
  ): Promise<Value<S>> {
    const kept = await recall(shelf, key).catch(() => undefined);
    if (kept) return kept.value;
    const value = await find();
    await keep(shelf, key, value).catch(() => {});
    return value;
  }

  /** The organisations that an account shows, in small letters; `null` where the Hub does not say. */
  const orgsOf = (name: string) =>
    remembered('people', name.toLowerCase(), async () => {
      try {
        const { orgs } = await api.userOverview(name);
        return orgs?.map((org) => org.toLowerCase()) ?? null;
      } catch (error) {
        if (isRefusal(error)) return null;
        throw error;
      }
    });

  async function roleOf(name: string, namespace: string): Promise<Pick<Who, 'by' | 'member'>> {
    if (same(name, namespace)) return { by: 'owner' };
    const orgs = await orgsOf(name);
    if (!orgs) return { by: 'unknown' };
    if (orgs.includes(namespace.toLowerCase())) return { by: 'owner', member: true };
    return { by: orgs.includes(STAFF_ORG) ? 'staff' : 'contributor' };
  }

  async function find(ref: RepoRef): Promise<Who> {
    const commits = await api.commits(ref, 'main', MAX_COMMITS).catch((error: unknown) => {
      throw isRefusal(error) ? new CommitsHiddenError() : error;
    });
    const commit = findAddition(commits);
    if (!commit) return UNKNOWN;
    const { title, pull } = splitTitle(commit.title);
    if (pull !== undefined) return byPull(ref, commit, title, pull);
    const [name, ...others] = namesOf(commit);
    // Of several authors the commit does not say which one it was.
    if (!name || others.length > 0) return UNKNOWN;
    return {
      ...(await roleOf(name, ownerOf(ref))),
      ...{ name, title, ...dated(commit) },
      ...(commit.id ? { url: `${repoUrl(ref)}/commit/${commit.id}` } : {}),
    };
  }

  /** A merge has several authors; the pull request says whose it was, and whether that is staff (facts/hub.md a, `isHf`). */
  async function byPull(ref: RepoRef, commit: Commit, title: string, num: number): Promise<Who> {
    const pull = await api.discussion(ref, num).catch((error: unknown) => {
      if (isRefusal(error)) return null;
      throw error;
    });
    const author = pull?.author;
    if (!author || !pull.isPullRequest || pull.status !== 'merged' || !validName(author.name)) return UNKNOWN;
    // Anybody may write a number behind a title: is it that pull request's?
    const its = readTitle(pull.title) === 'added' || namesOf(commit).some((name) => same(name, author.name));
    if (!its) return UNKNOWN;
    const { name, isHf } = author;
    const by =
      !same(name, ownerOf(ref)) && isHf !== undefined
        ? { by: isHf ? ('staff' as const) : ('contributor' as const) }
        : await roleOf(name, ownerOf(ref));
    return { ...by, name, title, pull: num, ...dated(commit), url: `${repoUrl(ref)}/discussions/${num}` };
  }

  return {
    /**
     * Who added the tag to this repository: two requests or three, none if it was asked within a day.
     * @throws HubError or CommitsHiddenError, with a sentence
     */
    async who(ref: RepoRef): Promise<Who> {
      if (!hasCommits(ref)) return UNKNOWN;
      const key = repoKey(ref);
      const running = asking.get(key);
      if (running) return running;
      const started = remembered('repos', key, () => find(ref)).finally(() => asking.delete(key));
      asking.set(key, started);
      return started;
    },
  };
}

const ownerOf = ({ id }: RepoRef) => id.slice(0, id.indexOf('/'));

/** Accounts that a commit names, each once; a name that no account can have makes it nobody's. */
function namesOf({ authors }: Commit): string[] {
  if (!authors.every(validName)) return [];
  return [...new Map(authors.map((name) => [name.toLowerCase(), name])).values()];
}

const dated = ({ date }: Commit) => (date === undefined ? {} : { at: date });
