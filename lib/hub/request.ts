/** Small parts of a request to the Hub: addresses, queries, waits, the next page. No network: only `api.ts` fetches. */
import { HubError, type HubErrorDetails, type HubErrorKind } from './errors.ts';
import { errorBodySchema } from './schemas.ts';
import type { RepoRef } from './url.ts';

export type Query = [string, string][];

/** Makes the error of one request. */
export type Fail = (kind: HubErrorKind, more?: Partial<HubErrorDetails>) => HubError;

const FIRST_BACKOFF_MS = 400;
/** A worker cannot sleep for long: longer waits are the caller's, by alarm. */
const LONGEST_SLEEP_MS = 5_000;

/** Milliseconds until a failed read is worth another try here, or `null` for never. */
export function waitFor(error: HubError, tries: number, now: number): number | null {
  // Twenty seconds were waited already; a cut connection, a 408 and a 5xx come back at once.
  const worthIt =
    error.kind === 'network' ||
    error.kind === 'server' ||
    error.kind === 'rate-limited' ||
    error.status === 408;
  if (!worthIt) return null;
  const backoff = FIRST_BACKOFF_MS * 2 ** (tries - 1) * (0.5 + Math.random());
  const wait = Math.max(error.retryAt === undefined ? 0 : error.retryAt - now, backoff);
  return wait <= LONGEST_SLEEP_MS ? wait : null;
}

export const limitKey = (bucket: string, account: boolean) => `${bucket} ${account ? 'account' : 'address'}`;

export const isHtml = (response: Response) => /\bhtml\b/i.test(response.headers.get('content-type') ?? '');

export function errorOf(text: string): string {
  try {
    return errorBodySchema.parse(JSON.parse(text));
  } catch {
    return '';
  }
}

export function pairs(values: Record<string, string | number | undefined>): Query {
  return Object.entries(values).flatMap(
    ([key, value]): Query => (value === undefined ? [] : [[key, String(value)]]),
  );
}

export function queryString(query: Query | undefined): string {
  return query?.length ? `?${new URLSearchParams(query)}` : '';
}

/** Path of a repository in the API, e.g. `/api/models/ns/name`. Names that would walk up the path (`..`) never leave. */
export function repoApi(ref: RepoRef): string {
  const names = ref.id.split('/');
  if (names.length !== 2 || names.some((name) => !/^[\w.-]+$/.test(name) || /^\.+$/.test(name)))
    throw new HubError({ kind: 'invalid', wrote: 'no', said: 'not the name of a repository' });
  return `/api/${ref.type}s/${ref.id}`;
}

export function discussionsApi(ref: RepoRef): string {
  // facts/hub.md a: the API knows no discussions of buckets.
  if (ref.type === 'bucket') throw new HubError({ kind: 'discussions-disabled', wrote: 'no' });
  return `${repoApi(ref)}/discussions`;
}

export function checkedNumber(num: number): number {
  if (!Number.isSafeInteger(num) || num < 1)
    throw new HubError({ kind: 'invalid', wrote: 'no', said: 'not the number of a discussion' });
  return num;
}

export function nextCursor(link: string | null, origin: string): string | undefined {
  const href = /<([^>]+)>\s*;\s*rel="?next"?/.exec(link ?? '')?.[1];
  if (!href || !URL.canParse(href, origin)) return undefined;
  return new URL(href, origin).searchParams.get('cursor') ?? undefined;
}
