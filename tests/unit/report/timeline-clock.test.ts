import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../../lib/policy/parse.ts';
import { statementsOf } from '../../../lib/policy/statements.ts';
import type { Entry, Who } from '../../../lib/report/follow.ts';
import { isDue, NEVER, nextWait, retryWait } from '../../../lib/report/follow-waits.ts';
import {
  clockWords,
  ownerClock,
  ownerTimeOf,
  spanOf,
  spanWords,
} from '../../../lib/report/timeline-clock.ts';
import { policyHtml2023 } from '../../hub/policy.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T0 = Date.UTC(2026, 9, 20, 12);
const document = parsePolicy(policyHtml2023());
const printed = ownerTimeOf({ document } as Parameters<typeof ownerTimeOf>[0]);
const reply = (at: number | null, part: Partial<Entry> & { by?: Who } = {}): Entry => ({
  key: `k${at}`,
  what: 'owner-reply',
  at,
  observedAt: T0 + 50 * DAY,
  sentence: '',
  by: { name: 'owner', role: 'owner', ownerSide: true },
  ...part,
});
const clock = (entries: Entry[], now: number, statement = printed, hubMadeAt: number | null = T0) =>
  ownerClock({ entries, madeAt: T0 + 5 * 60_000, hubMadeAt }, statement, now);

test('the text of 2023 prints 72 hours, word for word; that is where the time comes from', () => {
  expect(printed).toMatchObject({ about: 'owner-time', value: '72 hours', standing: 'printed' });
  expect(printed!.quote).toContain('approximately 72 hours');
  expect(statementsOf(document).filter(({ about }) => about === 'owner-time')).toHaveLength(1);
});

describe('the clock', () => {
  test('runs from the Hub’s own time of the report, and says approximately and typical', () => {
    const running = clock([], T0 + 30 * HOUR);
    expect(running).toMatchObject({ startedAt: T0, stopped: null, elapsedMs: 30 * HOUR });
    expect(running.typical!.ms).toBe(72 * HOUR);
    expect(clockWords(running)).toBe(
      'No answer of the owner’s side was seen yet: 1 day and 6 hours since the report. Approximately 72 hours are typical under the text of 2023-08-30; it promises none.',
    );
    expect(clockWords(clock([], T0 + 73 * HOUR))).toMatch(
      /more than the approximately 72 hours .* promises none/,
    );
  });

  test('under a text that names no time there is only the time that has passed', () => {
    const other = clock([], T0 + 100 * HOUR, null);
    expect(other.typical).toBeNull();
    expect(clockWords(other)).toBe(
      'No answer of the owner’s side was seen yet: 4 days and 4 hours since the report. No text that it cites names a time for an answer.',
    );
    expect(clockWords(other)).not.toMatch(/72|typical|approximately/);
  });

  test('stops at the first words or commit of the owner’s side', () => {
    const commit = reply(T0 + 3 * HOUR, { what: 'owner-commit' });
    expect(clock([reply(T0 + 5 * HOUR), commit], T0 + DAY)).toMatchObject({
      elapsedMs: 3 * HOUR,
      stopped: { what: 'owner-commit' },
    });
    expect(clockWords(clock([reply(T0 + 5 * HOUR)], T0 + DAY))).toBe(
      'The owner’s side answered after 5 hours, within the approximately 72 hours that the text of 2023-08-30 calls typical.',
    );
  });

  test('a commit dated before the report, staff and others do not stop it', () => {
    const entries = [
      reply(T0 - HOUR, { what: 'owner-commit' }),
      reply(T0 + HOUR, { what: 'staff-reply', by: { name: 's', role: 'staff', ownerSide: false } }),
      reply(T0 + HOUR, { what: 'reply', by: { name: 'x', role: 'other', ownerSide: false } }),
      reply(T0 + HOUR, { what: 'files-changed' }),
    ];
    expect(clock(entries, T0 + DAY).stopped).toBeNull();
  });

  test('clocks that differ never make a negative time', () => {
    expect(clock([], T0 - DAY).elapsedMs).toBe(0);
    expect(clock([reply(T0 - HOUR)], T0 + DAY).elapsedMs).toBe(0);
    fc.assert(
      fc.property(fc.integer(), fc.option(fc.integer()), (now, at) => {
        const { elapsedMs } = clock(at === null ? [] : [reply(at)], now);
        expect(elapsedMs).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('summer time changes nothing: an hour is an hour', () => {
    // The night of 25 October 2026, in which clocks in Europe go back.
    const start = Date.UTC(2026, 9, 24, 20);
    const { elapsedMs } = ownerClock(
      { entries: [], madeAt: start, hubMadeAt: start },
      printed,
      start + 72 * HOUR,
    );
    expect(elapsedMs).toBe(72 * HOUR);
  });
});

test('spans', () => {
  expect([spanOf('72 hours'), spanOf('3 days'), spanOf('14 u.s. business days'), spanOf('48h')]).toEqual([
    72 * HOUR,
    3 * DAY,
    null,
    null,
  ]);
  expect([0, 59_000, 60_000, HOUR, 25 * HOUR, 2 * DAY, 10 * DAY].map(spanWords)).toEqual([
    'less than a minute',
    'less than a minute',
    '1 minute',
    '1 hour',
    '1 day and 1 hour',
    '2 days',
    '10 days',
  ]);
});

describe('waits', () => {
  test('grow with the quiet, and end', () => {
    const ages = [0, 2 * HOUR, 2 * DAY, 10 * DAY, 40 * DAY];
    const waits = ages.map((age) => nextWait(age, false, () => 0)!);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits[0]).toBe(10 * 60_000);
    expect(nextWait(84 * DAY, false)).toBeNull();
    expect(nextWait(13 * DAY, true, () => 0)).toBe(DAY);
    expect(nextWait(14 * DAY, true)).toBeNull();
    expect(nextWait(-5 * DAY, false, () => 0)).toBe(10 * 60_000);
  });
  test('of one report come to few requests in all', () => {
    let [age, looks] = [0, 0];
    for (let wait = nextWait(age, false, () => 0); wait !== null; wait = nextWait(age, false, () => 0)) {
      age += wait;
      looks++;
    }
    expect(looks).toBeLessThan(100);
  });
  test('failures wait longer each time, up to a day; a plan from a wrong clock is due', () => {
    expect([1, 2, 3, 30].map(retryWait)).toEqual([600_000, 1_200_000, 2_400_000, DAY]);
    expect([isDue(5, 5), isDue(6, 5), isDue(NEVER, 5), isDue(30 * DAY, 5)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
