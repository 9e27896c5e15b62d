import { describe, expect, test, vi } from 'vitest';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const { changeRules, isReadable, lockFieldOf, partOf, settingsChange, unitsHere } = await import(
  '../../../lib/account/sync-units.ts'
);
const { LOCKABLE } = await import('../../../lib/account/lock.ts');
const { DEFAULT_SETTINGS, PER_KEYS } = await import('../../../lib/platform/settings.ts');
const { DAY, list, rule, T0 } = await import('./sync-fakes.ts');
type Local = import('../../../lib/account/sync-units.ts').Local;

const local = (more: Partial<Local> = {}): Local => ({
  settings: DEFAULT_SETTINGS,
  rules: [],
  lists: [],
  noSettings: false,
  noRules: false,
  ...more,
});
const here = (more: Partial<Local>) => unitsHere(local(more), T0, 'one');

describe('what is synced', () => {
  test('every setting there is, but for the pause: whoever adds one decides here', () => {
    const names = [...here({}).values.keys()].sort();
    const wanted = [
      ...Object.keys(DEFAULT_SETTINGS.filter)
        .filter((name) => name !== 'per' && name !== 'pausedUntil')
        .map((name) => `f:${name}`),
      ...Object.keys(DEFAULT_SETTINGS.report).map((name) => `s:${name}`),
    ];
    expect(names).toEqual(wanted.sort());
    expect(Object.keys(DEFAULT_SETTINGS).sort()).toEqual(['filter', 'report', 'version']);
  });

  test('every exception that there can be', () => {
    for (const key of PER_KEYS) {
      expect(partOf(`p:${key}`), key).toBe('exception');
      expect(isReadable(`p:${key}`, 'hide')).toBe(true);
    }
    for (const key of ['nowhere', 'space home', 'home space x', 'home bucket', ''])
      expect(partOf(`p:${key}`), key).toBeNull();
  });

  test('all that a lock can hold, by the lock’s own names', () => {
    const keys = [...here({}).values.keys(), 'p:home', 'r:word cat', 'l:a/b'];
    const fields = keys.map(lockFieldOf).filter((field) => field !== null);
    expect(new Set(fields)).toEqual(new Set(LOCKABLE.filter((field) => field !== 'filter.pausedUntil')));
  });

  test('neither reveals, nor what ends with the session or has ended, nor an administrator’s lists', () => {
    const { values, masked } = here({
      rules: [
        rule('repo', 'model:a/shown', 'show'),
        rule('repo', 'model:a/passing', 'hide', { session: 'one' }),
        rule('repo', 'model:a/over', 'hide', { expires: T0 - 1 }),
        rule('repo', 'model:a/covered', 'cover', { expires: T0 + DAY }),
      ],
      lists: [list('School/Theirs', { managed: 'only' }), list('Team/Ours')],
    });
    expect([...values.keys()].filter((key) => /^[rl]:/.test(key))).toEqual([
      'r:repo model:a/covered',
      'l:team/ours',
    ]);
    expect([...masked]).toEqual(['r:repo model:a/shown', 'l:school/theirs']);
  });
});

describe('what arrives', () => {
  test.each([
    ['f:action', 'nothing'],
    ['f:on', 1],
    ['f:on', undefined],
    ['f:pausedUntil', T0],
    ['s:buttonOnCards', 'yes'],
    ['r:repo model:a/b', { a: 'show', c: 1 }],
    ['r:repo model:a/b', { a: 'hide', c: 1, v: 'model:other/one' }],
    ['r:author ada', { a: 'hide' }],
    ['r:author a d a', { a: 'hide', c: 1 }],
    ['r:tag not-for-all-audiences', { a: 'show', c: 1 }],
    ['r:word x', null],
    ['l:a/b', { i: 'a/c', o: true, a: 'hide' }],
    ['l:a/b', { i: 'a/b', o: true, a: 'show' }],
    ['z:new', 1],
  ])('%s %j cannot be put in force', (key, value) => {
    expect(isReadable(key, value)).toBe(false);
  });

  test('exceptions are added and taken away one by one', () => {
    const wanted = new Map<string, unknown>([
      ['p:home', undefined],
      ['p:space', 'mark'],
      ['s:buttonOnCards', false],
    ]);
    expect(settingsChange(wanted, { home: 'hide', list: 'show' })).toEqual({
      filter: { per: { list: 'show', space: 'mark' } },
      report: { buttonOnCards: false },
    });
    expect(settingsChange(new Map([['r:word x', undefined]]), {})).toBeNull();
  });

  test('a rule takes the lasting one’s place; what is seen during this session stays seen', () => {
    const passing = rule('author', 'Ada', 'show', { session: 'one' });
    const lasting = rule('author', 'ada', 'cover');
    const stored = { rules: [passing, lasting], lists: [] };
    const wanted = new Map([['r:author ada', { a: 'hide', c: 5, v: 'Ada', n: 'why' }]]);
    expect(changeRules(stored, wanted, T0, () => 'unused')).toEqual([]);
    expect(stored.rules).toEqual([
      passing,
      { id: lasting.id, kind: 'author', value: 'Ada', action: 'hide', created: 5, note: 'why' },
    ]);
    changeRules(stored, new Map([['r:author ada', undefined]]), T0, () => 'unused');
    expect(stored.rules).toEqual([passing]);
  });

  test('a list keeps what was fetched; an administrator’s stays theirs', () => {
    const stored = {
      rules: [],
      lists: [list('Team/Ours', { sha: 'abc', entries: 4 }), list('School/Theirs', { managed: 'also' })],
    };
    changeRules(
      stored,
      new Map([
        ['l:team/ours', { i: 'Team/Ours', o: false, a: 'mark' }],
        ['l:school/theirs', undefined],
      ]),
      T0,
      () => 'unused',
    );
    expect(stored.lists).toMatchObject([
      { id: 'Team/Ours', enabled: false, action: 'mark', sha: 'abc', entries: 4 },
      { id: 'School/Theirs' },
    ]);
  });
});
