import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { repoKey } from '../../../lib/hub/ref.ts';
import { compile, fitIn, type ListInForce, RULESET_MAX, watched } from '../../../lib/nfaa/compile.ts';
import type { ListEntry } from '../../../lib/nfaa/list-format.ts';
import { type Action, DEFAULT_FILTER } from '../../../lib/nfaa/preferences.ts';
import type { ForcedRule, Rule } from '../../../lib/nfaa/rule.ts';
import { matchRules, type RuleSet, readRuleSet } from '../../../lib/nfaa/ruleset.ts';
import { weigh } from '../../../lib/nfaa/weigh.ts';
import { DAY, rule, T0 } from './rules-fakes.ts';

const REF = { type: 'model', id: 'Owner/Name' } as const;
const entry = (value: string, more: Partial<ListEntry> = {}): ListEntry => ({
  kind: value.includes('/') ? 'repo' : 'author',
  value,
  label: 'rude',
  action: 'cover',
  ...more,
});
const list = (entries: ListEntry[], more: Partial<ListInForce> = {}): ListInForce => ({
  id: 'meadow/labels',
  name: 'Meadow',
  action: 'as-listed',
  entries,
  ...more,
});
const make = (rules: Rule[], lists: ListInForce[] = [], forced: ForcedRule[] = [], now = T0): RuleSet =>
  readRuleSet(JSON.parse(JSON.stringify(compile(rules, lists, forced, now))));

/** What becomes of a repository in a list. */
function outcome(set: RuleSet, { nfaa = false, text = '', labels = [] as string[], now = T0 } = {}) {
  const effects = matchRules(set, REF, repoKey(REF), labels, () => text, now);
  const verdict = { nfaa, labels, source: 'page', at: now } as const;
  return weigh(verdict, DEFAULT_FILTER, 'list', 'model', true, now, { effects, watching: false });
}

describe('which rule counts', () => {
  test('the narrower of two own rules, whatever it does', () => {
    const byWidth: Rule[] = [
      rule('word', 'wild', 'hide'),
      rule('tag', 'anime', 'show'),
      rule('licence', 'mit', 'hide'),
      rule('author', 'OWNER', 'show'),
      rule('repo', 'model:owner/name', 'hide'),
    ];
    const seen = { text: 'Wild things', labels: ['tag:anime', 'licence:mit'] };
    for (let n = 1; n <= byWidth.length; n++)
      expect(outcome(make(byWidth.slice(0, n)), seen).action).toBe(byWidth[n - 1]!.action);
    expect(outcome(make(byWidth.slice(3).reverse()), seen).action).toBe('hide');
  });

  test('“always show” shows what is tagged, and what a list covers; nothing else of a list uncovers', () => {
    const covering = list([entry('model:owner/name', { action: 'hide' })]);
    expect(outcome(make([], [covering])).action).toBe('hide');
    expect(outcome(make([rule('author', 'owner', 'show')], [covering]), { nfaa: true }).action).toBe('show');
    const showing = list([entry('model:owner/name', { action: 'show' }), entry('owner', { action: 'show' })]);
    for (const action of ['as-listed', 'mark', 'cover', 'hide'] as const) {
      const set = make([], [{ ...showing, action }]);
      expect(set.effects).toEqual([]);
      expect(outcome(set, { nfaa: true }).action).toBe('cover');
    }
  });

  test('an administrator’s rule is not undone, and says so', () => {
    const forced: ForcedRule = { id: 'managed-1', kind: 'author', value: 'owner', action: 'hide' };
    const decision = outcome(make([rule('repo', 'model:owner/name', 'show')], [], [forced]));
    expect(decision.action).toBe('hide');
    expect(decision.causes[0]).toMatchObject({ kind: 'rule', effect: { forced: true } });
    const followed = list([entry('owner')], { forced: true });
    expect(outcome(make([rule('repo', 'model:owner/name', 'show')], [followed])).action).toBe('cover');
  });

  test('a reveal for this session stands in for the lasting rule', () => {
    const hidden = rule('repo', 'model:owner/name', 'hide');
    const seen = rule('repo', 'model:owner/name', 'show', { session: 'one' });
    expect(outcome(make([hidden, seen])).action).toBe('show');
    expect(outcome(make([hidden])).action).toBe('hide');
  });

  test('the person may weaken or fix what a list asks for', () => {
    const entries = [entry('model:owner/name', { action: 'hide' })];
    const actions: Action[] = (['as-listed', 'mark', 'cover'] as const).map(
      (action) => outcome(make([], [list(entries, { action })])).action,
    );
    expect(actions).toEqual(['hide', 'mark', 'cover']);
  });

  test('a cover can say whose word it is', () => {
    const [cause] = outcome(make([], [list([entry('owner', { reason: 'Spam' })])])).causes;
    expect(cause).toMatchObject({
      effect: { id: 'meadow/labels', list: 'Meadow', reason: 'rude: Spam', kind: 'author' },
    });
    const [nameless] = outcome(make([], [list([entry('owner')], { name: undefined })])).causes;
    expect(nameless).toMatchObject({ effect: { list: 'meadow/labels', reason: 'rude' } });
  });

  test('what ends is over at its end, without being compiled again', () => {
    const set = make(
      [rule('author', 'owner', 'hide', { expires: T0 + DAY })],
      [list([entry('model:owner/name', { until: T0 + 2 * DAY }), entry('owner', { until: T0 - 1 })])],
    );
    expect(outcome(set, { now: T0 + DAY - 1 }).action).toBe('hide');
    expect(outcome(set, { now: T0 + DAY }).action).toBe('cover');
    expect(outcome(set, { now: T0 + 2 * DAY }).action).toBe('show');
  });

  test('authors may be called as things of JavaScript are', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      const set = make([rule('author', name, 'hide')], [list([entry(name.toLowerCase())])]);
      const ref = { type: 'model', id: `${name}/x` } as const;
      expect(matchRules(set, ref, repoKey(ref), [], () => '', T0)).toHaveLength(2);
      expect(matchRules(set, REF, repoKey(REF), [], () => '', T0)).toHaveLength(0);
    }
  });
});

describe('labels to watch', () => {
  test('those of tags and licences, and hints when they are wanted', () => {
    const set = make([
      rule('tag', 'Anime', 'hide'),
      rule('licence', 'mit', 'mark'),
      rule('word', 'wild', 'hide'),
    ]);
    expect(watched(set, () => false)).toEqual(['tag:anime', 'licence:mit']);
    expect(watched(set, () => true)).toContain('related');
    expect(watched(make([]), () => false)).toEqual([]);
  });
});

describe('bounds', () => {
  const many = (count: number, reason?: (i: number) => string) =>
    Array.from({ length: count }, (_, i) =>
      entry(`model:some-owner-${i % 400}/a-model-name-${i}`, reason ? { reason: reason(i) } : {}),
    );

  test('20,000 entries under one label are less than a megabyte', () => {
    const size = JSON.stringify(make([], [list(many(RULESET_MAX))])).length;
    expect(size).toBeLessThan(1_000_000);
    expect(size).toBeGreaterThan(500_000);
  });

  test('what is too much is cut at the end, and how much is known', () => {
    const lists = [list(many(RULESET_MAX - 10)), list(many(50), { id: 'second/list' }), list(many(5))];
    expect(fitIn(lists, T0).map(({ entries, of }) => [entries.length, of])).toEqual([
      [RULESET_MAX - 10, RULESET_MAX - 10],
      [10, 50],
      [0, 5],
    ]);
    const places = Object.values(compile([], lists, [], T0).repos).flat();
    expect(places).toHaveLength(RULESET_MAX);
  });

  test('long reasons of their own are cut by size', () => {
    const lists = [list(many(RULESET_MAX, (i) => `${i} ${'because '.repeat(24)}`))];
    const [fitting] = fitIn(lists, T0);
    expect(fitting!.entries.length).toBeLessThan(fitting!.of);
    const size = JSON.stringify(compile([], lists, [], T0)).length;
    expect(size).toBeLessThan(2_100_000);
    expect(size).toBeGreaterThan(1_800_000);
  });

  test('ended and showing entries take no room', () => {
    const [fitting] = fitIn(
      [list([entry('a', { until: T0 }), entry('b', { action: 'show' }), entry('c')])],
      T0,
    );
    expect(fitting).toMatchObject({ entries: [{ value: 'c' }], of: 1 });
  });

  test('every rule of any set is found again by what it is about', () => {
    const names = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    fc.assert(
      fc.property(fc.uniqueArray(names, { maxLength: 20 }), (authors) => {
        const set = make(authors.map((name) => rule('author', name.toUpperCase(), 'hide')));
        for (const name of authors) {
          const ref = { type: 'model', id: `${name}/x` } as const;
          expect(matchRules(set, ref, repoKey(ref), [], () => '', T0)).toMatchObject([
            { value: name.toUpperCase() },
          ]);
        }
      }),
    );
  });
});
