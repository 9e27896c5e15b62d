/** The faults of docs/faults.md, and a `fetch` over the sandbox's TLS that meets them. */
import { makeClient } from '../../hub/client.ts';
import type { Hub } from '../../hub/server.ts';

export interface Fault {
  name: string;
  add: (match: RegExp, times?: number) => void;
}

export type FaultKit = ReturnType<typeof createFaultKit>;

export function createFaultKit(hub: Hub) {
  const ask = makeClient(hub.port);
  const calls: string[] = [];
  /** Requests that get no answer in time: the real waits are 20 and 30 s. */
  let silent: { match: RegExp; times: number } | null = null;

  const status = (code: number, name = `${code}`, headers: Record<string, string> = {}): Fault => ({
    name,
    add: (match, times) =>
      hub.faults.status(match, code, {
        ...(times === undefined ? {} : { times }),
        headers,
        body: { error: 'Said by the sandbox' },
      }),
  });
  const action = (name: string, kind: 'dropBefore' | 'dropAfter' | 'malformed' | 'html'): Fault => ({
    name,
    add: (match, times) =>
      void hub.faults.add({ match, ...(times === undefined ? {} : { times }), action: { kind } }),
  });

  const faults: Fault[] = [
    ...[400, 401, 403, 404, 409, 410, 413, 422].map((code) => status(code)),
    status(429, '429, with Retry-After', { 'retry-after': '120' }),
    status(429, '429, without a time'),
    ...[500, 502, 503, 504].map((code) => status(code)),
    {
      name: 'no answer in time',
      add: (match, times = Number.POSITIVE_INFINITY) => {
        silent = { match, times };
      },
    },
    action('line cut before the write', 'dropBefore'),
    action('line cut after the write', 'dropAfter'),
    action('broken JSON', 'malformed'),
    action('a page of a firewall', 'html'),
  ];

  /** `fetch` over the sandbox's TLS, whose certificate nobody knows. */
  const fetchHub: typeof fetch = async (input, init = {}) => {
    const url = new URL(String(input));
    const method = init.method ?? 'GET';
    calls.push(`${method} ${url.pathname}${url.search}`);
    if (silent && silent.times > 0 && silent.match.test(`${method} ${url.pathname}${url.search}`)) {
      silent.times--;
      throw new DOMException('late', 'TimeoutError');
    }
    const headers = {
      ...(init.headers as Record<string, string>),
      // As every `fetch` does it.
      ...(init.body instanceof URLSearchParams
        ? { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }
        : {}),
    };
    for (let path = url.pathname + url.search; ; ) {
      const answer = await ask(path, {
        method,
        headers,
        ...(init.body === undefined ? {} : { body: String(init.body) }),
      }).catch(() => {
        throw new TypeError('Failed to fetch');
      });
      if (answer.status < 300 || answer.status >= 400 || answer.status === 304)
        return new Response(answer.body, {
          status: answer.status,
          headers: answer.headers as Record<string, string>,
        });
      const to = new URL(String(answer.headers.location), url);
      path = to.pathname + to.search;
    }
  };

  return {
    faults,
    fetchHub,
    /** Every request, as `METHOD /path?query`. */
    calls,
    clear: (): void => {
      hub.faults.clear();
      silent = null;
    },
  };
}
