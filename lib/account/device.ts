/**
 * Signing in with a code that the person types on the Hub (RFC 8628), as a state machine without I/O.
 *
 *   begin ─▶ waiting ──agreed──▶ grant
 *             │  ▲ └──denied, expired, used up──▶ ended
 *             │  └ pending: after the interval; slow down: 5 s more from now on; no answer: later and later
 *             └──its time is over──▶ ended
 */
import { HubError } from '../hub/errors.ts';
import type { DeviceCode, Grant, TokenAnswer } from '../hub/oauth-api.ts';
import { troubleSentence } from './sign-in-words.ts';

/** RFC 8628 3.5. */
const SLOWER_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;
/** Below this the Hub is not asked, whatever it says. */
const SHORTEST_INTERVAL_MS = 1_000;

/** Kept in the database. Times in milliseconds since the epoch. */
export interface DeviceWait {
  /** Never leaves the worker, but to the Hub. */
  deviceCode: string;
  userCode: string;
  verificationUri: string;
  /** Milliseconds between two questions. */
  interval: number;
  startedAt: number;
  expiresAt: number;
  nextAt: number;
  /** Questions in a row that got no answer. */
  silent: number;
  /** What is wrong just now, in a sentence. */
  problem?: string;
}

export type Ending = 'denied' | 'expired' | 'refused' | 'unanswered';
export type Step = { wait: DeviceWait } | { grant: Grant } | { ended: Ending };

export function begin(code: DeviceCode, now: number): DeviceWait {
  const interval = Math.max(SHORTEST_INTERVAL_MS, code.interval * 1_000);
  return {
    deviceCode: code.deviceCode,
    userCode: code.userCode,
    verificationUri: code.verificationUri,
    interval,
    startedAt: now,
    expiresAt: now + code.expiresIn * 1_000,
    nextAt: now + interval,
    silent: 0,
  };
}

/** `ask`: it is time to ask the Hub. A clock that was set back makes nobody wait for ever. */
export function whatNow(wait: DeviceWait, now: number): 'ask' | 'wait' | 'over' {
  if (now >= wait.expiresAt) return 'over';
  return now >= wait.nextAt || now < wait.startedAt ? 'ask' : 'wait';
}

/** What it means that the code is good no more: did the person let it pass, or did the Hub's answer not come through? */
export const tooLate = ({ problem }: DeviceWait): Ending =>
  problem === undefined ? 'expired' : 'unanswered';

/** Before the question leaves: whoever comes meanwhile, or after a worker's death, does not ask again at once. */
export const asked = (wait: DeviceWait, now: number): DeviceWait => ({
  ...wait,
  startedAt: Math.min(wait.startedAt, now),
  nextAt: now + wait.interval,
});

/** What the Hub's answer, or its silence, means. */
export function answered(wait: DeviceWait, answer: TokenAnswer | HubError, now: number): Step {
  if (answer instanceof HubError) return silence(wait, answer, now);
  if ('grant' in answer) return answer;
  const { problem: _, ...heard } = { ...wait, silent: 0 };
  switch (answer.refused) {
    case 'authorization_pending':
      return { wait: { ...heard, nextAt: now + wait.interval } };
    case 'slow_down':
      return { wait: slower(heard, now) };
    case 'access_denied':
      return { ended: 'denied' };
    // `invalid_grant`: a code that the Hub knows no more, because it is used up or too old.
    case 'expired_token':
    case 'invalid_grant':
      return { ended: tooLate(wait) };
    default:
      return { ended: 'refused' };
  }
}

const slower = (wait: DeviceWait, now: number): DeviceWait => {
  const interval = Math.min(wait.interval + SLOWER_MS, LONGEST_WAIT_MS);
  return { ...wait, interval, nextAt: now + interval };
};

function silence(wait: DeviceWait, error: HubError, now: number): Step {
  if (error.kind === 'rate-limited') {
    const next = slower(wait, now);
    return {
      wait: { ...next, nextAt: Math.max(next.nextAt, error.retryAt ?? 0), problem: troubleSentence(error) },
    };
  }
  const silent = wait.silent + 1;
  const pause = Math.min(wait.interval * 2 ** Math.min(silent, 6), LONGEST_WAIT_MS);
  return { wait: { ...wait, silent, nextAt: now + pause, problem: troubleSentence(error) } };
}
