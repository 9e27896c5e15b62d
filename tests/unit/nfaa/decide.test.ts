import { describe, expect, it } from 'vitest';
import { decide, UNKNOWN_VERDICT, type Verdict, verdictFromTags } from '../../../lib/nfaa/decide.ts';
import { packVerdict, unpackVerdict, VERDICT_AGE_MS } from '../../../lib/nfaa/known.ts';
import { forbidsReveal, underLock } from '../../../lib/nfaa/lock-state.ts';
import {
  ACTIONS,
  actionFor,
  CONTEXTS,
  type Context,
  DEFAULT_FILTER,
  FILTERED_TYPES,
  type FilterPreferences,
  isActive,
  LONGEST_PAUSE_MS,
  LOOKS,
  readFilter,
  UNKNOWNS,
} from '../../../lib/nfaa/preferences.ts';

const NOW = 1_700_000_000_000;
const tagged: Verdict = { nfaa: true, source: 'page', at: 1 };
const safe: Verdict = { nfaa: false, source: 'listing', at: 1 };
const failed: Verdict = { nfaa: null, source: 'none', at: 1, failed: true };
const PLACES: Context[] = ['list', 'page', 'link', 'media'];

const everyPreference: FilterPreferences[] = [true, false].flatMap((on) =>
  ACTIONS.flatMap((action) =>
    LOOKS.flatMap((look) => UNKNOWNS.map((unknown) => ({ ...DEFAULT_FILTER, on, action, look, unknown }))),
  ),
);

const judge = (
  verdict: Verdict,
  preferences: FilterPreferences,
  context: Context,
  { type = 'model', canReveal = true } = {},
) => decide(verdict, preferences, context, type, canReveal, NOW);

describe('decide', () => {
  it('does what the person chose with what is tagged, and says why', () => {
    for (const action of ACTIONS) {
      const decision = judge(tagged, { ...DEFAULT_FILTER, action }, 'list');
      expect(decision.action).toBe(action);
      expect(decision.causes).toEqual([{ kind: 'tag', source: 'page' }]);
      expect(decision.placeholder).toBeFalsy();
    }
  });

  it('covers a page that would otherwise be hidden', () => {
    expect(judge(tagged, { ...DEFAULT_FILTER, action: 'hide' }, 'page').action).toBe('cover');
    expect(judge(tagged, { ...DEFAULT_FILTER, per: { page: 'hide' } }, 'page').action).toBe('cover');
  });

  it('never touches what is known to be safe', () => {
    for (const preferences of everyPreference)
      for (const context of PLACES)
        expect(judge(safe, preferences, context)).toMatchObject({
          action: 'show',
          causes: [],
        });
  });

  it('puts the unknown behind a neutral placeholder, also when the Hub could not say', () => {
    for (const action of ['cover', 'hide'] as const)
      for (const context of PLACES) {
        const preferences = { ...DEFAULT_FILTER, action };
        expect(judge(UNKNOWN_VERDICT, preferences, context)).toMatchObject({
          action: 'cover',
          placeholder: true,
          causes: [{ kind: 'unknown' }],
        });
        expect(judge(failed, preferences, context)).toMatchObject({
          action: 'cover',
          placeholder: true,
          causes: [{ kind: 'failed' }],
        });
      }
  });

  it('shows the unknown to whoever asked for that, or would not be shielded from the tag', () => {
    const open: FilterPreferences[] = [
      { ...DEFAULT_FILTER, unknown: 'show' },
      { ...DEFAULT_FILTER, action: 'show' },
      { ...DEFAULT_FILTER, action: 'mark' },
    ];
    for (const preferences of open)
      expect(judge(UNKNOWN_VERDICT, preferences, 'list')).toMatchObject({
        action: 'show',
      });
  });

  it('does nothing while it is off, or paused', () => {
    const resting = [
      { ...DEFAULT_FILTER, on: false },
      { ...DEFAULT_FILTER, pausedUntil: NOW + 1 },
    ];
    for (const preferences of resting)
      for (const verdict of [tagged, safe, failed, UNKNOWN_VERDICT])
        expect(judge(verdict, preferences, 'list')).toMatchObject({
          action: 'show',
          causes: [],
        });
  });

  it('says that nothing may be revealed where a lock forbids it', () => {
    expect(judge(tagged, DEFAULT_FILTER, 'list', { canReveal: false }).canReveal).toBe(false);
    expect(judge(failed, DEFAULT_FILTER, 'list', { canReveal: false }).canReveal).toBe(false);
  });
});

describe('exceptions per place and type', () => {
  it('the narrowest counts: place and type, then place, then type, then the rest', () => {
    const preferences: FilterPreferences = {
      ...DEFAULT_FILTER,
      action: 'cover',
      per: { space: 'mark', home: 'hide', 'home space': 'show' },
    };
    expect(actionFor(preferences, 'list', 'model')).toBe('cover');
    expect(actionFor(preferences, 'list', 'space')).toBe('mark');
    expect(actionFor(preferences, 'home', 'model')).toBe('hide');
    expect(actionFor(preferences, 'home', 'space')).toBe('show');
  });

  it('is free in every place for every type', () => {
    for (const context of CONTEXTS)
      for (const type of FILTERED_TYPES) {
        const preferences: FilterPreferences = { ...DEFAULT_FILTER, per: { [`${context} ${type}`]: 'mark' } };
        expect(judge(tagged, preferences, context, { type }).action).toBe('mark');
        expect(judge(tagged, preferences, context, { type: 'other' }).action).toBe('cover');
      }
  });
});

describe('reading preferences', () => {
  it('takes the defaults for what is missing or damaged, and nothing else', () => {
    expect(readFilter(undefined)).toEqual(DEFAULT_FILTER);
    expect(readFilter({ filter: 'nonsense' })).toEqual(DEFAULT_FILTER);
    expect(
      readFilter({
        filter: {
          on: 'no',
          action: 'mark',
          look: 7,
          per: { home: 'hide', list: 'explode' },
          pausedUntil: 'x',
          hints: 1,
        },
      }),
    ).toEqual({ ...DEFAULT_FILTER, action: 'mark', per: { home: 'hide' } });
  });

  it('does not believe a pause that would last longer than the longest', () => {
    expect(isActive({ ...DEFAULT_FILTER, pausedUntil: NOW + LONGEST_PAUSE_MS }, NOW)).toBe(false);
    expect(isActive({ ...DEFAULT_FILTER, pausedUntil: NOW + LONGEST_PAUSE_MS + 1 }, NOW)).toBe(true);
    expect(isActive({ ...DEFAULT_FILTER, pausedUntil: NOW }, NOW)).toBe(true);
  });
});

describe('a lock', () => {
  it("puts an administrator's values above the person's, each by itself", () => {
    const own: FilterPreferences = { ...DEFAULT_FILTER, on: false, look: 'plain', pausedUntil: NOW + 5 };
    const lock = { v: 1, by: 'managed', noReveal: true, filter: { on: true, action: 'hide' } } as const;
    expect(underLock(own, lock)).toEqual({ ...own, on: true, action: 'hide', pausedUntil: 0 });
    expect(underLock({ ...own, per: { home: 'show' } }, lock).per).toEqual({});
    expect(underLock(own, undefined)).toBe(own);
    expect(underLock(own, { v: 1, by: 'pin', noReveal: true })).toBe(own);
  });

  it('is lifted until the time that was agreed, and not a moment longer', () => {
    const lock = { v: 1, by: 'pin', noReveal: true, liftedUntil: NOW } as const;
    expect(forbidsReveal(lock, NOW - 1)).toBe(false);
    expect(forbidsReveal(lock, NOW)).toBe(true);
    expect(forbidsReveal(lock, NOW - 11 * 60_000)).toBe(true);
    expect(forbidsReveal(undefined, NOW)).toBe(false);
  });
});

describe('verdicts', () => {
  it('reads the tag whatever its case, and knows what it does not know', () => {
    expect(verdictFromTags(['x', 'Not-For-All-Audiences'], 'page', 5)).toEqual({
      nfaa: true,
      source: 'page',
      at: 5,
    });
    expect(verdictFromTags([], 'page', 5).nfaa).toBe(false);
    expect(verdictFromTags(null, 'page', 5).nfaa).toBe(null);
  });

  it('remembers to the minute, and forgets what is old, from the future or no number', () => {
    for (const nfaa of [true, false]) {
      const packed = packVerdict(nfaa, NOW);
      const verdict = unpackVerdict(packed, NOW)!;
      expect(verdict).toMatchObject({ nfaa, source: 'memory' });
      expect(Math.abs(NOW - verdict.at)).toBeLessThan(60_000);
      expect(unpackVerdict(packed, NOW + VERDICT_AGE_MS + 60_000)).toBe(null);
      expect(unpackVerdict(packed, NOW - 10 * 60_000)).toBe(null);
    }
    for (const nonsense of [undefined, null, '7', Number.NaN, 1.5, {}])
      expect(unpackVerdict(nonsense, NOW)).toBe(null);
  });

  it('never makes it older: what was learnt at the time of the index, or just after it, counts before the index', () => {
    for (const at of [NOW, NOW + 1, NOW + 31_000, NOW + 59_999]) {
      const { at: read } = unpackVerdict(packVerdict(false, at), at)!;
      expect(read).toBeGreaterThanOrEqual(at);
      expect(read - at).toBeLessThan(60_000);
    }
  });

  it('gives labels only where they were read, and only if they are of today', () => {
    expect(unpackVerdict(packVerdict(true, NOW, true), NOW, ['tag:x'])?.labels).toEqual(['tag:x']);
    expect(unpackVerdict(packVerdict(true, NOW, true), NOW)?.labels).toBe(undefined);
    expect(unpackVerdict(packVerdict(true, NOW), NOW, [])?.labels).toBe(undefined);
  });
});
