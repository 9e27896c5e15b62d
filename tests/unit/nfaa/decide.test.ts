import { describe, expect, it } from 'vitest';
import {
  type Context,
  decide,
  UNKNOWN_VERDICT,
  type Verdict,
  verdictFromTags,
} from '../../../lib/nfaa/decide.ts';
import { packVerdict, unpackVerdict, VERDICT_AGE_MS } from '../../../lib/nfaa/known.ts';
import {
  ACTIONS,
  DEFAULT_FILTER,
  type FilterPreferences,
  LOOKS,
  readFilter,
  UNKNOWNS,
} from '../../../lib/nfaa/preferences.ts';

const tagged: Verdict = { nfaa: true, source: 'page', at: 1 };
const safe: Verdict = { nfaa: false, source: 'listing', at: 1 };
const failed: Verdict = { nfaa: null, source: 'none', at: 1, failed: true };
const CONTEXTS: Context[] = ['card', 'page'];

const everyPreference: FilterPreferences[] = [true, false].flatMap((on) =>
  ACTIONS.flatMap((action) =>
    LOOKS.flatMap((look) => UNKNOWNS.map((unknown) => ({ on, action, look, unknown }))),
  ),
);

describe('decide', () => {
  it('does what the person chose with what is tagged', () => {
    for (const action of ACTIONS) {
      const decision = decide(tagged, { ...DEFAULT_FILTER, action }, 'card');
      expect(decision.action).toBe(action);
      expect(decision.causes).toEqual([{ kind: 'tag', tag: 'not-for-all-audiences', source: 'page' }]);
      expect(decision.placeholder).toBe(false);
    }
  });

  it('covers a page that would otherwise be hidden', () => {
    expect(decide(tagged, { ...DEFAULT_FILTER, action: 'hide' }, 'page').action).toBe('cover');
  });

  it('never touches what is known to be safe', () => {
    for (const preferences of everyPreference)
      for (const context of CONTEXTS)
        expect(decide(safe, preferences, context)).toMatchObject({
          action: 'show',
          causes: [],
          placeholder: false,
        });
  });

  it('puts the unknown behind a neutral placeholder, also when the Hub could not say', () => {
    for (const action of ['cover', 'hide'] as const)
      for (const context of CONTEXTS) {
        const preferences = { ...DEFAULT_FILTER, action };
        expect(decide(UNKNOWN_VERDICT, preferences, context)).toMatchObject({
          action: 'cover',
          placeholder: true,
          causes: [{ kind: 'unknown' }],
        });
        expect(decide(failed, preferences, context)).toMatchObject({
          action: 'cover',
          placeholder: true,
          causes: [{ kind: 'failed' }],
        });
      }
  });

  it('shows the unknown to those who chose so, or who would be shown the tagged anyway', () => {
    expect(decide(UNKNOWN_VERDICT, { ...DEFAULT_FILTER, unknown: 'show' }, 'card').action).toBe('show');
    expect(decide(UNKNOWN_VERDICT, { ...DEFAULT_FILTER, action: 'mark' }, 'card').action).toBe('show');
  });

  it('does nothing at all while the switch is off', () => {
    for (const preferences of everyPreference.filter((p) => !p.on))
      for (const verdict of [tagged, safe, failed, UNKNOWN_VERDICT])
        expect(decide(verdict, preferences, 'card').action).toBe('show');
  });

  it('reads the tag in any case, and only the tag', () => {
    expect(verdictFromTags(['Not-For-All-Audiences'], 'page', 1).nfaa).toBe(true);
    expect(verdictFromTags(['nsfw', 'not-for-all-audiences-eval'], 'page', 1).nfaa).toBe(false);
    expect(verdictFromTags(null, 'page', 1).nfaa).toBeNull();
  });
});

describe('preferences', () => {
  it.each([
    undefined,
    null,
    7,
    'x',
    [],
    { filter: null },
    { filter: { action: 'explode', on: 'yes', look: 3, unknown: {} } },
  ])('take defaults from %j, so a damaged store never uncovers anything', (stored) =>
    expect(readFilter(stored)).toEqual(DEFAULT_FILTER),
  );

  it('keep what is sound', () => {
    expect(readFilter({ filter: { on: false, action: 'hide', look: 'bad' } })).toEqual({
      on: false,
      action: 'hide',
      look: 'blur',
      unknown: 'placeholder',
    });
  });
});

describe('the start-up set', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');

  it('gives back what was put in, to the minute', () => {
    for (const nfaa of [true, false]) {
      const verdict = unpackVerdict(packVerdict(nfaa, now - 90_000), now);
      expect(verdict?.nfaa).toBe(nfaa);
      expect(Math.abs(verdict!.at - (now - 90_000))).toBeLessThan(60_000);
    }
  });

  it('believes nothing that is too old, from the future, or damaged', () => {
    expect(unpackVerdict(packVerdict(true, now - VERDICT_AGE_MS - 61_000), now)).toBeNull();
    expect(unpackVerdict(packVerdict(true, now + 600_000), now)).toBeNull();
    for (const bad of [undefined, null, 'x', 1.5, Number.NaN, {}]) expect(unpackVerdict(bad, now)).toBeNull();
  });
});
