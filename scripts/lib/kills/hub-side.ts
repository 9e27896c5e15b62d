/** What the sandbox Hub saw: how often each thing stands there, and who repeated a request. And the faults that it makes. */
import type { Hub } from '../../../tests/hub/server.ts';

/** A POST that would write something of ours. */
export const POSTS = /^POST \/api\/\w+\/[^/]+\/[^/]+\/discussions(?:\/\d+\/(?:comment|status))?$/;
const LOOKS = /^GET \/api\/\w+\/([^/]+\/[^/]+)\/discussions(?:[/?]|$)/;

/**
 * How many POSTs with this reference were repeated by the browser itself. We look before we repeat anything, so what came without a
 * look in between came from the browser, which repeats a request on a used line that was cut (lib/report/find.ts).
 */
export function repeatedByBrowser(hub: Hub, reference: string): number {
  let repeats = 0;
  let before: string | undefined;
  for (const { method, url, body } of hub.requests) {
    const line = `${method} ${url}`;
    if (LOOKS.exec(line)?.[1] === before) before = undefined;
    if (!POSTS.test(line) || !body.includes(reference)) continue;
    const repo = /^\/api\/\w+\/([^/]+\/[^/]+)/.exec(url)![1]!;
    if (before === repo) repeats++;
    before = repo;
  }
  return repeats;
}

/** How often the reference stands there: in texts of discussions and comments. */
export function standing(hub: Hub, reference: string): number {
  return Object.values(hub.state.discussions)
    .flatMap((threads) => threads.flatMap(({ events }) => events))
    .filter(({ type, raw }) => type === 'comment' && raw?.includes(reference)).length;
}

type Pick = <T>(from: readonly T[]) => T;

/** A handful of faults, each for one request: on POSTs, and fewer on looks. */
export function addFaults(hub: Hub, random: () => number, pick: Pick): void {
  const once = { times: 1 };
  const READS = /^GET \/api\/\w+\/[^/]+\/[^/]+\/discussions/;
  const makers: ((match: RegExp) => void)[] = [
    (match) => hub.faults.status(match, pick([500, 502, 503, 504]), once),
    (match) => hub.faults.status(match, 429, { ...once, headers: { 'retry-after': '2' } }),
    (match) => hub.faults.add({ match, ...once, action: { kind: 'html' } }),
    (match) => hub.faults.add({ match, ...once, action: { kind: 'malformed' } }),
    (match) => hub.faults.add({ match, ...once, action: { kind: 'slow', ms: Math.round(random() * 150) } }),
    (match) => hub.faults.dropBefore(match),
    (match) => hub.faults.dropAfter(match),
  ];
  for (let i = Math.floor(random() * 4); i > 0; i--) pick(makers)(POSTS);
  if (random() < 0.3) pick(makers)(READS);
}
