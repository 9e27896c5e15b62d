/** Failures that tests switch on: per request (rules) and for the whole Hub (properties). */

import type { LegalFault, LegalPath } from './legal.ts';
import type { Bucket } from './limits.ts';

export interface RequestRecord {
  method: string;
  /** Path and query as received. */
  url: string;
  host: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** Milliseconds since the epoch at arrival. */
  time: number;
  bucket: Bucket | null;
  /** Status sent; undefined while under way or when the socket was dropped. */
  status?: number;
}

/** RegExp on `METHOD /path?query`, or a function of the request. */
export type Match = RegExp | ((request: RequestRecord) => boolean);

export interface Gate {
  /** Resolves when a request stands at the gate. */
  arrived: Promise<RequestRecord>;
  /** Lets it (and later ones of the same rule) pass. */
  release(): void;
}

export type FaultAction =
  | { kind: 'status'; code: number; body?: unknown; headers?: Record<string, string> }
  | { kind: 'html'; body?: string }
  | { kind: 'malformed' }
  | { kind: 'slow'; ms: number }
  | { kind: 'holdBefore' }
  | { kind: 'holdAfter' }
  | { kind: 'dropBefore' }
  | { kind: 'dropAfter' };

interface Rule {
  match: Match;
  left: number;
  action: FaultAction;
  arrive: (request: RequestRecord) => void;
  released: Promise<void>;
}

/** Looks like what a web application firewall puts in the way of an API call: 200, but a page. */
export const WAF_PAGE =
  '<!DOCTYPE html><html lang="en"><head><title>Human Verification</title></head><body><h1>JavaScript is disabled</h1></body></html>';

export class Faults {
  /** Delay between the module's start and hydration of a page's islands. */
  hydrationDelayMs = 80;
  /** Serve every class name renamed (stylesheet and scripts too); `dark` on <html> stays. */
  scrambleClasses = false;
  /** Discussions created through the API with a 🚩 title come out as reports (unknown on the real Hub). */
  apiReportsBecomeReports = false;
  /** Overrides of requests per window, e.g. `{api: 3}`. */
  quotas: Partial<Record<Bucket, number>> = {};
  /** The most that one page of a list endpoint holds, whatever `limit` asks for. */
  maxListLimit: number;
  /** Space apps live on `https://<subdomain>.hf.space` as on the Hub, or under this origin. */
  spaceHost: 'hf.space' | 'same-origin' = 'hf.space';
  /** What comes instead of one of the Hub's own texts, by path: `{'/privacy': 'login'}`. */
  legal: Partial<Record<LegalPath, LegalFault>> = {};

  #rules: Rule[] = [];
  #listLimit: number;
  #open: (() => void)[] = [];

  /** @param listLimit what `maxListLimit` is at the start and after `reset()` */
  constructor(listLimit = 1000) {
    this.#listLimit = listLimit;
    this.maxListLimit = listLimit;
  }

  /** Adds a rule; the first one that matches a request acts. `times` defaults to always. */
  add(rule: { match: Match; times?: number; action: FaultAction }): Gate {
    let arrive!: (r: RequestRecord) => void;
    let release!: () => void;
    const arrived = new Promise<RequestRecord>((resolve) => {
      arrive = resolve;
    });
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#rules.push({
      match: rule.match,
      left: rule.times ?? Number.POSITIVE_INFINITY,
      action: rule.action,
      arrive,
      released,
    });
    this.#open.push(release);
    return { arrived, release };
  }

  /** Answers `code` instead of what was asked; nothing is written. */
  status(
    match: Match,
    code: number,
    options: { times?: number; body?: unknown; headers?: Record<string, string> } = {},
  ): void {
    const { times, ...rest } = options;
    this.add({ match, ...(times !== undefined && { times }), action: { kind: 'status', code, ...rest } });
  }

  /** Holds one request before its handler runs: nothing is written yet. */
  holdBefore(match: Match, times = 1): Gate {
    return this.add({ match, times, action: { kind: 'holdBefore' } });
  }

  /** Holds one request after its write has been committed, before the answer is sent. */
  holdAfter(match: Match, times = 1): Gate {
    return this.add({ match, times, action: { kind: 'holdAfter' } });
  }

  /** Destroys the socket before the handler runs. */
  dropBefore(match: Match, times = 1): void {
    this.add({ match, times, action: { kind: 'dropBefore' } });
  }

  /** Destroys the socket after the write: the client cannot know that it happened. */
  dropAfter(match: Match, times = 1): void {
    this.add({ match, times, action: { kind: 'dropAfter' } });
  }

  /** Removes rules only; whoever waits at a gate passes. */
  clear(): void {
    for (const release of this.#open) release();
    this.#rules = [];
    this.#open = [];
  }

  /** Back to the defaults. */
  reset(): void {
    this.clear();
    const fresh = new Faults();
    this.hydrationDelayMs = fresh.hydrationDelayMs;
    this.scrambleClasses = fresh.scrambleClasses;
    this.apiReportsBecomeReports = fresh.apiReportsBecomeReports;
    this.quotas = {};
    this.legal = {};
    this.spaceHost = fresh.spaceHost;
    this.maxListLimit = this.#listLimit;
  }

  /** The server's side: the rule for this request, used up by one. */
  take(request: RequestRecord): { action: FaultAction; wait(): Promise<void> } | undefined {
    const text = `${request.method} ${request.url}`;
    const rule = this.#rules.find(
      (r) =>
        r.left > 0 &&
        (typeof r.match === 'function'
          ? r.match(request)
          : new RegExp(r.match.source, r.match.flags.replace(/[gy]/g, '')).test(text)),
    );
    if (!rule) return undefined;
    rule.left--;
    return {
      action: rule.action,
      wait: () => {
        rule.arrive(request);
        return rule.released;
      },
    };
  }
}
