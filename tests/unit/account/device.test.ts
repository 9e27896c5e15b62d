/** The device flow's state machine, with a clock of ours. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answered, asked, begin, type DeviceWait, whatNow } from '../../../lib/account/device.ts';
import { HubError, type HubErrorKind } from '../../../lib/hub/errors.ts';

const T = Date.UTC(2026, 9, 6);
const CODE = {
  deviceCode: 'd'.repeat(20),
  userCode: 'ABCD-EFGH',
  verificationUri: 'https://hf.co/oauth/device',
  expiresIn: 300,
  interval: 5,
};
const fresh = begin(CODE, T);
const waiting = (step: ReturnType<typeof answered>): DeviceWait => {
  if (!('wait' in step)) throw new Error(JSON.stringify(step));
  return step.wait;
};
const refuse = (refused: string, wait = fresh, now = T) => answered(wait, { refused }, now);
const error = (kind: HubErrorKind, retryAt?: number) =>
  new HubError({ kind, wrote: 'maybe', ...(retryAt === undefined ? {} : { retryAt }) });

test('the Hub is not asked before the interval, and never after the end', () => {
  expect(whatNow(fresh, T)).toBe('wait');
  expect(whatNow(fresh, T + 4_999)).toBe('wait');
  expect(whatNow(fresh, T + 5_000)).toBe('ask');
  expect(whatNow(fresh, T + 299_999)).toBe('ask');
  expect(whatNow(fresh, T + 300_000)).toBe('over');
});

test('an interval of nothing is no invitation', () => {
  expect(begin({ ...CODE, interval: 0.001 }, T).interval).toBe(1_000);
});

test('pending: again after the interval', () => {
  const wait = waiting(refuse('authorization_pending', fresh, T + 5_000));
  expect(wait).toMatchObject({ interval: 5_000, nextAt: T + 10_000 });
});

test('slow down: five seconds more, this time and from now on', () => {
  let wait = waiting(refuse('slow_down', fresh, T));
  expect(wait).toMatchObject({ interval: 10_000, nextAt: T + 10_000 });
  wait = waiting(refuse('authorization_pending', wait, T + 10_000));
  expect(wait.nextAt).toBe(T + 20_000);
  wait = waiting(refuse('slow_down', wait, T + 20_000));
  expect(wait.interval).toBe(15_000);
});

test.each([
  ['access_denied', 'denied'],
  ['expired_token', 'expired'],
  ['invalid_grant', 'expired'],
  ['invalid_client', 'refused'],
  ['unauthorized_client', 'refused'],
  ['something_of_tomorrow', 'refused'],
])('%s ends it: %s', (code, ended) => {
  expect(refuse(code)).toEqual({ ended });
});

test('agreed', () => {
  expect(answered(fresh, { grant: { token: 'hf_oauth_x' } }, T)).toEqual({ grant: { token: 'hf_oauth_x' } });
});

describe('no answer', () => {
  test('later and later, no later than a minute, with a sentence that goes with the next answer', () => {
    let wait = fresh;
    const pauses: number[] = [];
    for (let i = 0; i < 6; i++) {
      wait = waiting(answered(wait, error('network'), T));
      pauses.push(wait.nextAt - T);
      expect(wait.problem).toMatch(/could not be reached/);
    }
    expect(pauses).toEqual([10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
    wait = waiting(refuse('authorization_pending', wait, T));
    expect(wait).toMatchObject({ silent: 0, nextAt: T + 5_000 });
    expect(wait.problem).toBeUndefined();
  });

  test('too many requests counts as "slow down", and its time is kept', () => {
    const wait = waiting(answered(fresh, error('rate-limited', T + 90_000), T));
    expect(wait).toMatchObject({ interval: 10_000, nextAt: T + 90_000 });
  });
});

test('a question that is under way keeps others from asking', () => {
  const wait = asked(fresh, T + 5_000);
  expect(whatNow(wait, T + 5_001)).toBe('wait');
  expect(whatNow(wait, T + 10_000)).toBe('ask');
});

test('a clock that was set back makes nobody wait', () => {
  const back = T - 3_600_000;
  expect(whatNow(fresh, back)).toBe('ask');
  const wait = asked(fresh, back);
  expect(whatNow(wait, back + 1)).toBe('wait');
  expect(whatNow(wait, back + 5_000)).toBe('ask');
});

test('whatever the Hub answers: never faster than the interval, never for ever, and the code stays what it was', () => {
  const answers = fc.oneof(
    fc.constantFrom('authorization_pending', 'slow_down').map((refused) => ({ refused })),
    fc.constantFrom<HubErrorKind>('network', 'server', 'timeout', 'not-json').map((kind) => error(kind)),
  );
  fc.assert(
    fc.property(fc.array(answers, { maxLength: 200 }), (all) => {
      let wait = fresh;
      let now = T;
      let questions = 0;
      for (const answer of all) {
        now = Math.max(now + 1, wait.nextAt);
        if (whatNow(wait, now) === 'over') break;
        expect(whatNow(wait, now)).toBe('ask');
        questions++;
        const before = wait.interval;
        wait = waiting(answered(asked(wait, now), answer, now));
        expect(wait.nextAt - now).toBeGreaterThanOrEqual(5_000);
        expect(wait.nextAt - now).toBeLessThanOrEqual(65_000);
        expect(wait.interval).toBeGreaterThanOrEqual(before);
        expect(wait.deviceCode).toBe(CODE.deviceCode);
      }
      expect(questions).toBeLessThanOrEqual(60);
    }),
  );
});
