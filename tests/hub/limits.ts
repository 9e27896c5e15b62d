/** Rate limits: 5-minute fixed windows per caller and bucket (facts/hub.md e; docs of September 2025). */

export type Bucket = 'api' | 'resolvers' | 'pages';

const WINDOW_SECONDS = 300;
const QUOTAS: Record<'anonymous' | 'free', Record<Bucket, number>> = {
  anonymous: { api: 500, resolvers: 3000, pages: 100 },
  free: { api: 1000, resolvers: 5000, pages: 200 },
};

/** The bucket a path counts in; null for assets and for the sandbox's own routes. */
export function bucketOf(path: string): Bucket | null {
  if (path.startsWith('/docs/sandbox/') || path.startsWith('/front/') || path.startsWith('/avatars/'))
    return null;
  if (path === '/favicon.ico' || path.startsWith('/production/uploads/')) return null;
  if (path.startsWith('/api/resolve-cache/') || /^\/(?:\w+\/)?[^/]+\/[^/]+\/resolve\//.test(path))
    return 'resolvers';
  return path.startsWith('/api/') ? 'api' : 'pages';
}

export class Limits {
  #used = new Map<string, { window: number; count: number }>();

  reset(): void {
    this.#used.clear();
  }

  /** Counts one request. `headers` go on every answer; `over` means: answer 429. */
  count(
    caller: { key: string; signedIn: boolean },
    bucket: Bucket,
    override: number | undefined,
    now = Date.now(),
  ): {
    over: boolean;
    quota: number;
    headers: Record<string, string>;
  } {
    const window = Math.floor(now / 1000 / WINDOW_SECONDS);
    const key = `${caller.key} ${bucket}`;
    const before = this.#used.get(key);
    const count = (before?.window === window ? before.count : 0) + 1;
    this.#used.set(key, { window, count });
    const quota = override ?? QUOTAS[caller.signedIn ? 'free' : 'anonymous'][bucket];
    const left = Math.max(0, quota - count);
    const reset = (window + 1) * WINDOW_SECONDS - Math.floor(now / 1000);
    return {
      over: count > quota,
      quota,
      headers: {
        ratelimit: `"${bucket}";r=${left};t=${reset}`,
        'ratelimit-policy': `"fixed window";"${bucket}";q=${quota};w=${WINDOW_SECONDS}`,
      },
    };
  }
}
