/** The Hub's rate limits as its headers tell them, waits before another try, and a small gate. Source: facts/hub.md e. */

/** What one bucket had left when the Hub last said so. */
export interface Limit {
  /** `api`, `resolvers` or `pages`. */
  bucket: string;
  /** Counted per account when a token was sent, else per IP address. */
  account: boolean;
  remaining: number;
  /** When the window ends, milliseconds since the epoch. */
  resetAt: number;
  /** Requests per window. */
  quota?: number;
  windowSeconds?: number;
}

/** Windows are 5 minutes; what claims to last much longer comes from a clock that was changed. */
const LONGEST_WINDOW_MS = 15 * 60_000;
/** A wait that a header asks for is believed up to this. */
const LONGEST_WAIT_MS = 60 * 60_000;

/** Reads `RateLimit: "api";r=472;t=235` and `RateLimit-Policy: "fixed window";"api";q=500;w=300`; `null` when absent. */
export function readLimit(headers: Headers, account: boolean, now: number): Limit | null {
  const m = /"(\w+)"\s*;\s*r\s*=\s*(\d+)\s*;\s*t\s*=\s*(\d+)/.exec(headers.get('ratelimit') ?? '');
  if (!m) return null;
  const limit: Limit = {
    bucket: m[1]!,
    account,
    remaining: Number(m[2]),
    resetAt: now + Number(m[3]) * 1_000,
  };
  const policy = /q\s*=\s*(\d+).*?w\s*=\s*(\d+)/.exec(headers.get('ratelimit-policy') ?? '');
  return policy ? { ...limit, quota: Number(policy[1]), windowSeconds: Number(policy[2]) } : limit;
}

/**
 * When another try makes sense, milliseconds since the epoch; `undefined` where the headers do not say.
 * The header counts only when nothing remains: a 429 with requests left is another, undocumented limit (facts/hub.md e).
 */
export function readRetryAt(headers: Headers, now: number): number | undefined {
  const limit = readLimit(headers, false, now);
  const after = headers.get('retry-after')?.trim();
  let wait: number | undefined;
  if (limit?.remaining === 0) wait = limit.resetAt - now + 1_000;
  else if (after && /^\d+$/.test(after)) wait = Number(after) * 1_000;
  else if (after && !Number.isNaN(Date.parse(after))) wait = Date.parse(after) - now;
  return wait === undefined ? undefined : now + Math.min(Math.max(wait, 0), LONGEST_WAIT_MS);
}

/** Is this bucket known to be used up just now? */
export function isSpent(limit: Limit | undefined, now: number): limit is Limit {
  return (
    limit !== undefined &&
    limit.remaining === 0 &&
    limit.resetAt > now &&
    limit.resetAt - now < LONGEST_WINDOW_MS
  );
}

/** Lets at most `size` of the jobs given to it run at a time, in order. */
export function createGate(size: number): <T>(job: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (job) => {
    // The place is handed over by whoever leaves, so that nobody slips in between.
    if (running >= size) await new Promise<void>((go) => waiting.push(go));
    else running++;
    try {
      return await job();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
