/**
 * Everything that we ask the Hub, and the only file that does. Facts: facts/hub.md a (discussions), c (repositories),
 * d (accounts), e (limits, errors, paging).
 *
 * Requests carry no cookies, and a token only where one is passed in. Reads are tried again a few times, writes never:
 * a lost answer may hide a written discussion (facts/hub.md e), which the outbox finds out by looking.
 */
import type { z } from 'zod';
import { HubError, kindOf, type Wrote } from './errors.ts';
import {
  bucketOf,
  type FileAnswer,
  type RepoHead,
  readBounded,
  repoHeadSchema,
  resolvePath,
} from './file.ts';
import { LEGAL_PATHS, type LegalKind, type LegalPage, legalKindOf } from './legal.ts';
import { createGate, isSpent, type Limit, readLimit, readRetryAt } from './limits.ts';
import type { ListQuery } from './listing.ts';
import { validName } from './ref.ts';
import {
  checkedNumber,
  discussionsApi,
  errorOf,
  type Fail,
  isHtml,
  limitKey,
  nextCursor,
  pairs,
  type Query,
  queryString,
  repoApi,
  waitFor,
} from './request.ts';
import {
  commentedSchema,
  commitListSchema,
  createdSchema,
  type Discussion,
  type DiscussionList,
  discussionListSchema,
  discussionSchema,
  repoInfoSchema,
  repoListSchema,
  repoStandingSchema,
  statusChangedSchema,
  userOverviewSchema,
  type Whoami,
  whoamiSchema,
} from './schemas.ts';
import { HUB_ORIGIN, type RepoRef, repoPath } from './url.ts';

export { HubError } from './errors.ts';
export { type ListedType, type ListQuery, MAX_LIST_LIMIT, mirrorListing } from './listing.ts';
export type { Discussion, DiscussionEvent, DiscussionItem, DiscussionList, Whoami } from './schemas.ts';

/** Chrome ends a worker's fetch after 30 s without an answer (facts/extensions.md 4.vi). */
const READ_TIMEOUT_MS = 20_000;
export const WRITE_TIMEOUT_MS = 30_000;
const MAX_READ_TRIES = 3;
const SINGLE_LOOKUPS_AT_ONCE = 4;
/** How OAuth's endpoints say no (RFC 6749 5.2, RFC 8628 3.5). */
const REFUSALS = [400, 401, 403];
/** The policy page is some hundred kilobytes; what is far larger is not the policy. */
const MAX_PAGE_CHARS = 5_000_000;

/** Beside tags and commit; a Space is never gated, of kernels nothing is documented (facts/hub.md c). */
const STANDING_KEYS: Partial<Record<RepoRef['type'], string[]>> = {
  model: ['gated', 'disabled'],
  dataset: ['gated', 'disabled'],
  space: ['disabled'],
};

export interface HubApiOptions {
  /** Default: `globalThis.fetch`, looked up at each call. */
  fetch?: typeof fetch;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Default: the real Hub. */
  origin?: string;
  sleep?: (ms: number) => Promise<void>;
}

export interface RepoTags {
  /** The Hub's own spelling; differs from what was asked after a rename. */
  id: string;
  /** `null`: the answer did not carry any. */
  tags: string[] | null;
}

export interface ListedRepo extends RepoTags {
  /** Milliseconds since the epoch; only where it was asked for and the Hub said it. */
  lastModified?: number;
}

export interface Commit {
  /** Absent where the Hub sent none. */
  id?: string;
  title: string;
  /** Names as the Hub gives them: accounts, or what git was told. */
  authors: string[];
  /** Milliseconds since the epoch; absent where the Hub sent none. */
  date?: number;
}

export interface DiscussionQuery {
  /** Page, from 0. */
  p?: number;
  type?: 'all' | 'discussion' | 'pull_request';
  status?: 'all' | 'open' | 'closed';
  author?: string;
  search?: string;
  sort?: 'recently-created' | 'trending' | 'reactions';
}

interface Ask {
  method: 'GET' | 'POST';
  path: string;
  query?: Query;
  token?: string;
  body?: unknown;
  /** Instead of `body`, for OAuth's endpoints: a refusal with a code is then an answer, too, and nothing is redirected. */
  form?: Record<string, string>;
  /** Is a repository named in the path? Decides what a 401 means. */
  onRepo?: boolean;
  /** Only if it is no longer this: a 304 is then an answer, too. */
  etag?: string;
  /** The same by date, for answers without an ETag. */
  lastModified?: string;
  /** More bytes than this are not read: the answer is `cut`, and its text empty. */
  mostBytes?: number;
}

export type HubApi = ReturnType<typeof createHubApi>;

/** The Hub's API. Every function throws `HubError`, and nothing else. */
export function createHubApi(options: HubApiOptions = {}) {
  const now = options.now ?? Date.now;
  const origin = options.origin ?? HUB_ORIGIN;
  const sleep = options.sleep ?? ((ms: number) => new Promise<void>((go) => setTimeout(go, ms)));
  const known = new Map<string, Limit>();
  const inFlight = new Map<string, Promise<unknown>>();
  const singly = createGate(SINGLE_LOOKUPS_AT_ONCE);

  /** One request, one answer. Throws HubError for every answer that is no success. */
  async function send(ask: Ask): Promise<{ response: Response; text: string; cut: boolean; failed: Fail }> {
    const write = ask.method === 'POST';
    const signedIn = ask.token === undefined ? 'anonymous' : 'signed-in';
    const nature = write ? { wrote: 'maybe' as const } : ({ wrote: 'no' as const, read: signedIn } as const);
    const failed: Fail = (kind, more) => new HubError({ kind, ...nature, ...more });
    const bucket = known.get(limitKey(bucketOf(ask.path), ask.token !== undefined));
    if (isSpent(bucket, now()))
      throw failed('rate-limited', { wrote: 'no', retryAt: bucket.resetAt + 1_000 });

    let response: Response;
    let text: string | null;
    try {
      const doFetch = options.fetch ?? globalThis.fetch;
      response = await doFetch(origin + ask.path + queryString(ask.query), {
        method: ask.method,
        credentials: 'omit',
        redirect: ask.form ? 'error' : 'follow',
        signal: AbortSignal.timeout(write ? WRITE_TIMEOUT_MS : READ_TIMEOUT_MS),
        headers: {
          ...(ask.token === undefined ? {} : { authorization: `Bearer ${ask.token}` }),
          ...(write && !ask.form ? { 'content-type': 'application/json' } : {}),
          ...(ask.etag === undefined ? {} : { 'if-none-match': ask.etag }),
          ...(ask.lastModified === undefined ? {} : { 'if-modified-since': ask.lastModified }),
        },
        ...(write ? { body: ask.form ? new URLSearchParams(ask.form) : JSON.stringify(ask.body) } : {}),
      });
      text = await (ask.mostBytes === undefined ? response.text() : readBounded(response, ask.mostBytes));
    } catch (error) {
      // `navigator.onLine` is no witness: it is false beside a Hub on loopback, and true behind a dead router.
      throw failed((error as Error | null)?.name === 'TimeoutError' ? 'timeout' : 'network');
    }
    const limit = readLimit(response.headers, ask.token !== undefined, now());
    if (limit) known.set(limitKey(limit.bucket, limit.account), limit);
    const same = response.status === 304 && (ask.etag ?? ask.lastModified) !== undefined;
    const refused = ask.form !== undefined && REFUSALS.includes(response.status) && !isHtml(response);
    if (response.ok || same || refused) return { response, text: text ?? '', cut: text === null, failed };

    const said = response.headers.get('x-error-message') ?? errorOf(text ?? '');
    const code = response.headers.get('x-error-code');
    const kind = kindOf(response.status, said, code, ask.token !== undefined, ask.onRepo === true);
    // A page instead of an API's refusal comes from something in between: it proves nothing about the Hub.
    const foreign = write && kind !== 'rate-limited' && kind !== 'server' && isHtml(response);
    // "Conflict" may mean that the very same stands there already.
    const unclear = foreign || kind === 'server' || kind === 'timeout' || kind === 'conflict';
    const wrote: Wrote = write && unclear ? 'maybe' : 'no';
    const retryAt = readRetryAt(response.headers, now());
    const requestId = response.headers.get('x-request-id');
    throw failed(foreign ? 'not-json' : kind, {
      wrote,
      said,
      status: response.status,
      ...(retryAt === undefined ? {} : { retryAt }),
      ...(requestId ? { requestId } : {}),
    });
  }

  /** A read, tried again where that may help and the wait is short. */
  async function sendRead(ask: Ask, most = MAX_READ_TRIES): ReturnType<typeof send> {
    for (let tries = 1; ; tries++) {
      try {
        return await send(ask);
      } catch (error) {
        const wait = error instanceof HubError && tries < most ? waitFor(error, tries, now()) : null;
        if (wait === null) throw error;
        await sleep(wait);
      }
    }
  }

  function parse<S extends z.ZodType>(
    { response, text, failed }: Awaited<ReturnType<typeof send>>,
    schema: S,
  ): z.output<S> {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      throw failed('not-json', { status: response.status });
    }
    const parsed = schema.safeParse(json);
    if (!parsed.success) throw failed('unexpected', { status: response.status });
    return parsed.data;
  }

  /** Whoever asks the same at the same time gets the same answer. */
  function once<T>(ask: Ask, job: () => Promise<T>): Promise<T> {
    const key = `${ask.token ?? ''} ${ask.path}${queryString(ask.query)}`;
    const running = inFlight.get(key) as Promise<T> | undefined;
    if (running) return running;
    const started = job().finally(() => inFlight.delete(key));
    inFlight.set(key, started);
    return started;
  }

  const get = <S extends z.ZodType>(ask: Omit<Ask, 'method'>, schema: S): Promise<z.output<S>> => {
    const whole: Ask = { method: 'GET', ...ask };
    return once(whole, async () => parse(await sendRead(whole), schema));
  };
  const post = async <S extends z.ZodType>(ask: Omit<Ask, 'method'>, schema: S): Promise<z.output<S>> =>
    parse(await send({ method: 'POST', ...ask }), schema);

  /** Single look-ups of repositories: at most 4 at a time. */
  async function lookUp(ref: RepoRef, expand: string[]) {
    const query: Query = expand.map((key) => ['expand[]', key]);
    return singly(async () => get({ path: repoApi(ref), query, onRepo: true }, repoInfoSchema));
  }

  return {
    /** A repository's tags, or `null` when the answer carried none: one small request (facts/hub.md c, `expand[]=tags`). */
    async repoTags(ref: RepoRef): Promise<string[] | null> {
      return (await lookUp(ref, ['tags'])).tags ?? null;
    },

    /** Its current commit, and its tags with the same request. `sha` is `null` when the answer did not carry one. */
    async repoSha(ref: RepoRef): Promise<RepoTags & { sha: string | null }> {
      const { id, tags, sha } = await lookUp(ref, ['sha', 'tags']);
      return { id, tags: tags ?? null, sha: sha ?? null };
    },

    /**
     * What everybody can see of its state: name, tags, commit, gating, disabling; `null` where the answer did not say.
     * An unknown key is an error (facts/hub.md c), so each type is asked for its own.
     */
    async repoStanding(
      ref: RepoRef,
    ): Promise<RepoTags & { sha: string | null; gated: boolean | null; disabled: boolean | null }> {
      const keys = ['tags', 'sha', ...(STANDING_KEYS[ref.type] ?? [])];
      const query: Query = keys.map((key) => ['expand[]', key]);
      const found = await singly(async () =>
        get({ path: repoApi(ref), query, onRepo: true }, repoStandingSchema),
      );
      const { id, tags, sha, gated, disabled } = found;
      return { id, tags: tags ?? null, sha: sha ?? null, gated: gated ?? null, disabled: disabled ?? null };
    },

    /** Its tags, and the name that the Hub has for it today: another one after a rename. */
    async lookUpRepo(ref: RepoRef): Promise<RepoTags> {
      const { id, tags } = await lookUp(ref, ['tags']);
      return { id, tags: tags ?? null };
    },

    /**
     * One page of a list. `next` is the cursor of the following one (facts/hub.md e, `Link` header).
     * @param tries 1 for those who count their requests and come back by themselves
     */
    async listRepos(list: ListQuery, tries?: number): Promise<{ items: ListedRepo[]; next?: string }> {
      const query: Query = [
        ...list.filter.map((tag): [string, string] => ['filter', tag]),
        ...pairs({ author: list.author, search: list.search, sort: list.sort, ...list.params }),
        ...pairs({ direction: list.direction, limit: list.limit, cursor: list.cursor }),
        ...(list.expand ?? ['tags']).map((field): [string, string] => ['expand[]', field]),
      ];
      const ask: Ask = { method: 'GET', path: `/api/${list.type}s`, query };
      return once(ask, async () => {
        const answer = await sendRead(ask, tries);
        const items = parse(answer, repoListSchema).map(({ id, tags, lastModified }) => {
          const at = Date.parse(lastModified ?? '');
          return { id, tags: tags ?? null, ...(Number.isNaN(at) ? {} : { lastModified: at }) };
        });
        const next = nextCursor(answer.response.headers.get('link'), origin);
        return next ? { items, next } : { items };
      });
    },

    /**
     * The newest commits of a model, dataset or Space, newest first: one request (contract: `GET /api/{type}s/{id}/commits/{rev}`).
     * @param limit of at most 1,000
     */
    async commits(ref: RepoRef, rev: string, limit: number): Promise<Commit[]> {
      const path = `${repoApi(ref)}/commits/${encodeURIComponent(rev)}`;
      const found = await get({ path, query: pairs({ limit }), onRepo: true }, commitListSchema);
      return found.map(({ id, title, authors, date }) => {
        const at = Date.parse(date ?? '');
        return { title, authors, ...(id ? { id } : {}), ...(Number.isNaN(at) ? {} : { date: at }) };
      });
    },

    /** A person's account as everybody sees it. `orgs` is `null` when the answer did not carry any. */
    async userOverview(name: string): Promise<{ name: string; orgs: string[] | null }> {
      if (!validName(name))
        throw new HubError({ kind: 'invalid', wrote: 'no', said: 'not the name of an account' });
      const { user, orgs } = await get({ path: `/api/users/${name}/overview` }, userOverviewSchema);
      return { name: user, orgs: orgs ?? null };
    },

    /** One page of a repository's discussions. List items never say whether they are reports (facts/hub.md a). */
    async listDiscussions(ref: RepoRef, query: DiscussionQuery = {}): Promise<DiscussionList> {
      return get(
        { path: discussionsApi(ref), query: pairs({ ...query }), onRepo: true },
        discussionListSchema,
      );
    },

    /** One discussion with its events; the first comment is its description. */
    async discussion(ref: RepoRef, num: number): Promise<Discussion> {
      return get({ path: `${discussionsApi(ref)}/${checkedNumber(num)}`, onRepo: true }, discussionSchema);
    },

    /**
     * Opens a discussion: one POST, never repeated here. Where HubError.wrote is `maybe`, look before sending again.
     * @param text title of 3 to 200 characters, description of at most 65,536
     */
    async createDiscussion(
      ref: RepoRef,
      text: { title: string; description: string },
      token: string,
    ): Promise<{ num: number; url: string }> {
      const body = { title: text.title, description: text.description };
      const { num } = await post({ path: discussionsApi(ref), body, token, onRepo: true }, createdSchema);
      // Built here rather than taken from the answer: it becomes a link that people press.
      return { num, url: `${HUB_ORIGIN}${repoPath(ref)}/discussions/${num}` };
    },

    /** Adds a comment of 1 to 65,536 characters; one POST, never repeated here. */
    async comment(ref: RepoRef, num: number, text: string, token: string): Promise<{ id: string }> {
      const path = `${discussionsApi(ref)}/${checkedNumber(num)}/comment`;
      const { newMessage } = await post(
        { path, body: { comment: text }, token, onRepo: true },
        commentedSchema,
      );
      return { id: newMessage.id };
    },

    /**
     * Opens or closes a discussion, with a comment of at most 65,536 characters or without one; one POST, never repeated here.
     * Authors may close what they opened (facts/hub.md a).
     */
    async setStatus(
      ref: RepoRef,
      num: number,
      status: 'open' | 'closed',
      token: string,
      comment = '',
    ): Promise<void> {
      const path = `${discussionsApi(ref)}/${checkedNumber(num)}/status`;
      const body = { status, ...(comment === '' ? {} : { comment }) };
      await post({ path, body, token, onRepo: true }, statusChangedSchema);
    },

    /** Whose token is it and what may it do? Strictly limited by the Hub: keep the answer (facts/hub.md d.3). */
    async whoami(token: string): Promise<Whoami> {
      return get({ path: '/api/whoami-v2', token }, whoamiSchema);
    },

    /** One POST to OAuth's endpoints (lib/hub/oauth-api.ts), never repeated here. */
    async form<S extends z.ZodType>(
      path: `/oauth/${string}`,
      fields: Record<string, string>,
      schema: S,
    ): Promise<z.output<S>> {
      return parse(await send({ method: 'POST', path, form: fields }), schema);
    },

    /** Its current commit and when that was made; for a dataset that only some may read, with a token. */
    async repoHead(ref: RepoRef, token?: string): Promise<RepoHead> {
      const query: Query = ['sha', 'lastModified'].map((key) => ['expand[]', key]);
      const ask = { path: repoApi(ref), query, onRepo: true, ...(token === undefined ? {} : { token }) };
      const { id, sha, lastModified } = await get(ask, repoHeadSchema);
      const changed = Date.parse(lastModified ?? '');
      return { id, ...(sha ? { sha } : {}), ...(Number.isNaN(changed) ? {} : { changed }) };
    },

    /**
     * One file of a repository as it stands on its main branch (facts/hub.md e: ETag; 302, 304 and 307 of `/resolve/`).
     * @param options.etag of what is known already: the answer may then be `unchanged`
     * @param options.mostBytes what is larger is not read
     */
    async repoFile(
      ref: RepoRef,
      path: string,
      {
        revision = 'main',
        ...options
      }: { mostBytes: number; revision?: string; etag?: string; token?: string },
    ): Promise<FileAnswer> {
      const ask: Ask = { method: 'GET', path: resolvePath(ref, revision, path), onRepo: true, ...options };
      const { response, text, cut, failed } = await sendRead(ask);
      if (response.status === 304) return { kind: 'unchanged' };
      if (cut) return { kind: 'too-large' };
      // A file is served as text; a page comes from something in between.
      if (isHtml(response)) throw failed('not-json', { status: response.status });
      const etag = response.headers.get('etag');
      const sha = response.headers.get('x-repo-commit');
      return { kind: 'file', text, ...(etag ? { etag } : {}), ...(sha ? { sha } : {}) };
    },

    /**
     * One of the Hub's own texts as it serves it. Where it led is checked: a sign-in page or another site's is `moved`.
     * @param known what a text that is kept was served with: the answer may then be `unchanged`
     * @param tries 1 for those who come back by themselves
     */
    async policyPage(
      kind: LegalKind = 'content-policy',
      known: { etag?: string; lastModified?: string } = {},
      tries?: number,
    ): Promise<LegalPage> {
      const ask: Ask = { method: 'GET', path: LEGAL_PATHS[kind][0], ...known };
      return once(ask, async (): Promise<LegalPage> => {
        const { response, text, failed } = await sendRead(ask, tries);
        if (response.status === 304) return { kind: 'unchanged' };
        const url = response.url || origin + ask.path;
        if (legalKindOf(url, origin) !== kind) throw failed('moved', { status: response.status });
        if (text.length > MAX_PAGE_CHARS || !isHtml(response)) throw failed('unexpected');
        const etag = response.headers.get('etag');
        const lastModified = response.headers.get('last-modified');
        return {
          kind: 'page',
          html: text,
          url,
          ...(etag ? { etag } : {}),
          ...(lastModified ? { lastModified } : {}),
        };
      });
    },

    /** What the Hub last said of its limits, per bucket. */
    limits(): Limit[] {
      return [...known.values()];
    },
  };
}
