import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockTime, PAUSES, pauseEnd } from '../../../lib/nfaa/pause.ts';
import { isPaused } from '../../../lib/nfaa/preferences.ts';

const NOON = new Date(2026, 9, 6, 12).getTime();
const MINUTE = 60_000;
const SKEW = 30_000;

describe('a pause', () => {
  test('counts as one from its first moment, also by a clock that is a little behind', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PAUSES),
        fc.integer({ min: 0, max: 4e12 }),
        fc.integer({ min: -SKEW, max: SKEW }),
        (pause, now, skew) => {
          expect(isPaused(pauseEnd(pause, now), now + skew)).toBe(true);
        },
      ),
    );
  });

  test('until tomorrow ends in the morning, and at night not after a day', () => {
    expect(pauseEnd('tomorrow', NOON)).toBe(new Date(2026, 9, 7, 6).getTime());
    const night = new Date(2026, 9, 6, 1).getTime();
    expect(pauseEnd('tomorrow', night)).toBeLessThan(night + 24 * 60 * MINUTE);
  });

  test('its end is told with the day when that is another one', () => {
    expect(clockTime(NOON + 5 * MINUTE, NOON, 'en-GB')).toBe('12:05');
    expect(clockTime(NOON + 18 * 60 * MINUTE, NOON, 'en-GB')).toMatch(/^Wed.* 06:00$/);
  });
});
