import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../lib/nfaa/decide.ts';
import {
  type Action,
  type Context,
  DEFAULT_FILTER,
  type FilterPreferences,
} from '../../../lib/nfaa/preferences.ts';
import { type Effect, matchRules, NO_RULES, type RuleSet, readRuleSet } from '../../../lib/nfaa/ruleset.ts';
import { weigh } from '../../../lib/nfaa/weigh.ts';

const NOW = 1_700_000_000_000;
const tagged: Verdict = { nfaa: true, source: 'index', at: NOW };
const safe: Verdict = { nfaa: false, source: 'index', at: NOW };
const unknown: Verdict = { nfaa: null, source: 'none', at: 0 };

const rule = (kind: Effect['kind'], action: Action, more: Partial<Effect> = {}): Effect => ({
  id: `${kind}-${action}`,
  kind,
  value: 'x',
  action,
  ...more,
});

const judge = (
  verdict: Verdict,
  effects: Effect[],
  {
    filter = {},
    context = 'list' as Context,
    watching = false,
  }: { filter?: Partial<FilterPreferences>; context?: Context; watching?: boolean } = {},
) => weigh(verdict, { ...DEFAULT_FILTER, ...filter }, context, 'model', true, NOW, { effects, watching });

describe('weighing rules', () => {
  it('changes nothing where no rule applies', () => {
    expect(judge(tagged, []).action).toBe('cover');
    expect(judge(safe, []).action).toBe('show');
    expect(judge(unknown, []).placeholder).toBe(true);
  });

  it('the narrowest of one’s own rules wins: a repository over its author over a tag over a word', () => {
    const chain = (['word', 'tag', 'licence', 'author', 'repo'] as const).map((kind, place) =>
      rule(kind, place % 2 === 0 ? 'show' : 'hide'),
    );
    for (let n = 1; n <= chain.length; n++) {
      const decision = judge(tagged, chain.slice(0, n));
      expect(decision.action, chain[n - 1]!.kind).toBe(chain[n - 1]!.action);
    }
  });

  it('always allow shows what is tagged, what is not known, and what a list covers', () => {
    const mine = rule('author', 'show');
    const listed = rule('repo', 'hide', { list: 'Team' });
    for (const verdict of [tagged, unknown, safe])
      expect(judge(verdict, [mine, listed])).toMatchObject({
        action: 'show',
        placeholder: false,
        causes: [{ kind: 'rule', effect: mine }],
      });
  });

  it('a list adds, and never uncovers', () => {
    expect(judge(safe, [rule('repo', 'cover', { list: 'Team' })]).action).toBe('cover');
    expect(judge(tagged, [rule('repo', 'show', { list: 'Team' })]).action).toBe('cover');
    expect(judge(tagged, [rule('repo', 'mark', { list: 'Team' })]).action).toBe('cover');
    expect(judge(unknown, [rule('repo', 'show', { list: 'Team' })]).placeholder).toBe(true);
  });

  it('an administrator’s rule is undone by nobody', () => {
    const forced = rule('author', 'hide', { forced: true });
    expect(judge(safe, [forced, rule('repo', 'show')]).action).toBe('hide');
    expect(judge(safe, [forced], { context: 'page' }).action).toBe('cover');
  });

  it('the strongest counts, and is named first', () => {
    const mine = rule('word', 'mark');
    const listed = rule('author', 'hide', { list: 'Team' });
    const decision = judge(tagged, [mine, listed]);
    expect(decision.action).toBe('hide');
    expect(decision.causes.map((c) => (c.kind === 'rule' ? c.effect.id : c.kind))).toEqual([
      listed.id,
      mine.id,
      'tag',
    ]);
  });

  it('a rule covers what is not known yet for its own reason, not as a stand-in', () => {
    expect(judge(unknown, [rule('author', 'cover')])).toMatchObject({ action: 'cover' });
  });

  it('marks, but does not cover, for a mark', () => {
    expect(judge(safe, [rule('author', 'mark')]).action).toBe('mark');
  });

  it('what lacks its labels is not known, where rules about labels would shield', () => {
    expect(judge(safe, [], { watching: true }).placeholder).toBe(true);
    expect(judge({ ...safe, labels: [] }, [], { watching: true }).action).toBe('show');
    expect(judge(safe, [], { watching: true, filter: { unknown: 'show' } }).action).toBe('show');
    expect(judge(tagged, [], { watching: true })).toMatchObject({ action: 'cover' });
  });

  it('rests while the filter does', () => {
    for (const filter of [{ on: false }, { pausedUntil: NOW + 1_000 }])
      expect(judge(safe, [rule('repo', 'hide')], { filter }).action).toBe('show');
  });

  it('hints are marks, only when wanted, and only on what is untagged', () => {
    const derived: Verdict = { ...safe, labels: ['related:model:x/base'] };
    expect(judge(derived, []).action).toBe('show');
    expect(judge(derived, [], { filter: { hints: true } })).toMatchObject({
      action: 'mark',
      causes: [{ kind: 'related', to: 'model:x/base' }],
    });
    expect(judge({ ...derived, nfaa: true }, [], { filter: { hints: true } }).causes).toEqual([
      { kind: 'tag', source: 'index' },
    ]);
  });
});

describe('matching rules', () => {
  const set: RuleSet = {
    ...NO_RULES,
    effects: [
      rule('repo', 'hide'),
      rule('author', 'cover'),
      rule('tag', 'mark'),
      rule('word', 'cover'),
      rule('author', 'hide', { until: NOW }),
    ],
    repos: { 'model:a/b': [0] },
    authors: { a: [1], late: [4], constructor: [1] },
    labels: { 'tag:x': [2] },
    words: [['red light', 3]],
  };
  const ids = (id: string, { labels, text = '' }: { labels?: string[]; text?: string } = {}) =>
    matchRules(set, { type: 'model', id }, `model:${id.toLowerCase()}`, labels, () => text, NOW).map(
      (effect) => effect.id,
    );

  it('by repository and author, whatever the case', () => {
    expect(ids('A/b')).toEqual(['repo-hide', 'author-cover']);
    expect(ids('z/b')).toEqual([]);
    expect(ids('toString/b')).toEqual([]);
  });

  it('by label, where labels are known', () => {
    expect(ids('z/b', { labels: ['tag:x', 'tag:y'] })).toEqual(['tag-mark']);
    expect(ids('z/b', {})).toEqual([]);
  });

  it('by whole words of the name and the text, whatever stands between them', () => {
    expect(ids('z/my-Red-Light-model')).toEqual(['word-cover']);
    expect(ids('z/b', { text: 'A red,\n light one' })).toEqual(['word-cover']);
    expect(ids('z/b', { text: 'a hundred lights' })).toEqual([]);
  });

  it('not after its end', () => {
    expect(ids('late/b')).toEqual([]);
  });

  it('reads nothing from what is no rule set', () => {
    for (const nonsense of [undefined, null, 7, 'x', {}, { v: 2, effects: [1] }, { v: 1, effects: [] }])
      expect(readRuleSet(nonsense)).toBe(NO_RULES);
  });
});
