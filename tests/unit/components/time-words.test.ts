import { describe, expect, test } from 'vitest';
import { absoluteTime, printedDate, relativeTime } from '../../../components/ui/time-words.ts';

const NOW = Date.UTC(2026, 9, 6, 12);
const MINUTE = 60_000;

describe('times in words', () => {
  test.each([
    [0, 'just now'],
    [-40_000, 'just now'],
    [30_000, 'in a moment'],
    [-3 * MINUTE, '3 minutes ago'],
    [4 * MINUTE, 'in 4 minutes'],
    [-2 * 60 * MINUTE, '2 hours ago'],
    [-24 * 60 * MINUTE, 'yesterday'],
    [-40 * 24 * 60 * MINUTE, 'Aug 27, 2026'],
  ])('%i ms from now is "%s"', (gap, words) => {
    expect(relativeTime(NOW + gap, NOW, 'en-US')).toBe(words);
  });

  test('a clock that runs ahead by seconds does not put the past into the future', () => {
    expect(relativeTime(NOW + 3_000, NOW, 'en-US')).toBe('just now');
  });

  test('the exact time names its zone', () => {
    expect(absoluteTime(NOW, 'en-US')).toMatch(/2026.*(UTC|GMT|[A-Z]{2,5})/);
  });

  test('a printed date is a label: no time zone moves it', () => {
    expect(printedDate('2023-08-30')).toBe('30 August 2023');
    expect(printedDate('August 2023')).toBe('August 2023');
    expect(printedDate(null)).toBe('no date printed');
  });
});
