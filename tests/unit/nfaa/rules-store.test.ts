import { describe, expect, test } from 'vitest';
import { readHits } from '../../../lib/nfaa/hits.ts';
import { MAX_RULES, MAX_SESSION_RULES, RuleError } from '../../../lib/nfaa/rule.ts';
import { RULES_KEY } from '../../../lib/nfaa/rules-storage.ts';
import { RULESET_KEY } from '../../../lib/nfaa/ruleset.ts';
import { DAY, makeWorld, rule, T0, uuid } from './rules-fakes.ts';

const REF = { type: 'model', id: 'Owner/Name' } as const;
const draft = (
  kind: 'author' | 'repo' | 'word',
  value: string,
  action: 'show' | 'hide' | 'cover',
  more = {},
) => ({
  id: uuid(),
  kind,
  value,
  action,
  ...more,
});
const values = async (rules: ReturnType<typeof makeWorld>['rules']) =>
  (await rules.get()).rules.map(({ value, action }) => `${value} ${action}`);

describe('own rules', () => {
  test('added, compiled for the guard, kept for the next worker', async () => {
    const { rules, ruleSet, start } = makeWorld();
    const { rule: made } = await rules.put(draft('author', ' @Ada ', 'hide', { note: 'Spam' }));
    expect(made).toMatchObject({ value: 'Ada', created: T0 });
    expect(ruleSet().authors).toEqual({ ada: [0] });
    expect(ruleSet().effects[0]).toMatchObject({ id: made.id, action: 'hide', value: 'Ada' });
    expect(await values(start())).toEqual(['Ada hide']);
  });

  test('about the same thing: the new one takes its place, says so, and can be taken back', async () => {
    const { rules } = makeWorld();
    const { rule: first } = await rules.put(draft('author', 'Ada', 'hide'));
    const answer = await rules.put(draft('author', 'ADA', 'cover'));
    expect(answer.note).toContain('There was a rule about ADA');
    expect(answer.replaced).toEqual([first]);
    expect(await values(rules)).toEqual(['ADA cover']);
    await rules.restore({ rules: answer.replaced, without: [answer.rule.id] });
    expect(await values(rules)).toEqual(['Ada hide']);
  });

  test('changed in place; asked twice, nothing more happens', async () => {
    const { rules } = makeWorld();
    await rules.put(draft('word', 'first', 'hide'));
    const second = draft('word', 'second', 'hide');
    await rules.put(second);
    await rules.put(draft('word', 'third', 'hide'));
    const change = { ...second, value: 'Second!', action: 'cover' as const };
    const answers = [await rules.put(change), await rules.put(change)];
    expect(answers.map(({ note }) => note)).toEqual([undefined, undefined]);
    expect(await values(rules)).toEqual(['first hide', 'second cover', 'third hide']);
  });

  test('what cannot be is refused in a sentence, and nothing is written', async () => {
    const { rules, world } = makeWorld();
    await expect(rules.put(draft('repo', 'nonsense', 'hide'))).rejects.toThrow(RuleError);
    await expect(rules.put(draft('word', 'fine', 'hide', { expires: T0 }))).rejects.toThrow('future');
    expect(world.writes).toEqual([]);
  });

  test('removed and restored as they were', async () => {
    const { rules } = makeWorld();
    const { rule: made } = await rules.put(draft('word', 'wild', 'hide', { expires: T0 + DAY }));
    const gone = await rules.remove([made.id, uuid()]);
    expect(gone).toEqual([made]);
    expect(await values(rules)).toEqual([]);
    await rules.restore({ rules: gone, without: [] });
    expect((await rules.get()).rules).toEqual([made]);
  });

  test('no more than can be kept', async () => {
    const { rules, world } = makeWorld();
    const full = Array.from({ length: MAX_RULES }, (_, i) => rule('word', `word ${i}`, 'hide'));
    world.stored.set(RULES_KEY, { version: 1, rules: full, lists: [] });
    await expect(rules.put(draft('word', 'one more', 'hide'))).rejects.toThrow('Remove some first');
    await rules.put(draft('word', 'word 7', 'cover'));
    await rules.quick(REF, 'show-session');
    expect((await rules.get()).rules).toHaveLength(MAX_RULES + 1);
  });

  test('a full browser: a sentence, and the rules as before', async () => {
    const { rules, world } = makeWorld();
    await rules.put(draft('word', 'first', 'hide'));
    world.full = true;
    await expect(rules.put(draft('word', 'second', 'hide'))).rejects.toThrow('no room');
    world.full = false;
    expect(await values(rules)).toEqual(['first hide']);
  });

  test('damaged storage keeps what is sound', async () => {
    const { rules, world } = makeWorld();
    const sound = rule('word', 'sound', 'hide');
    world.stored.set(RULES_KEY, { rules: [sound, { kind: 'word' }, null], lists: 'x' });
    expect((await rules.get()).rules).toEqual([sound]);
    world.stored.set(RULES_KEY, 'nothing');
    expect((await rules.get()).rules).toEqual([]);
  });

  test('changes at the same time are all kept', async () => {
    const { rules } = makeWorld();
    await Promise.all(['one', 'two', 'three'].map((word) => rules.put(draft('word', word, 'hide'))));
    expect(await values(rules)).toEqual(['one hide', 'two hide', 'three hide']);
  });
});

describe('the end of a rule', () => {
  test('an expired rule does not count, and goes at the next start, change or day', async () => {
    for (const act of ['start', 'daily', 'put'] as const) {
      const { rules, world, start } = makeWorld();
      await rules.put(draft('word', 'short', 'hide', { expires: T0 + 1 }));
      world.now = T0 + 1;
      expect((await rules.get()).rules).toEqual([]);
      if (act === 'put') await rules.put(draft('word', 'other', 'hide'));
      else await start()[act]();
      expect(JSON.stringify(world.stored.get(RULES_KEY))).not.toContain('short');
      expect(JSON.stringify(world.stored.get(RULESET_KEY))).not.toContain('short');
    }
  });

  test('a reveal for this session outlives the worker, not the browser; the lasting rule is there again', async () => {
    const { rules, world, start, ruleSet } = makeWorld();
    await rules.quick(REF, 'hide-repo');
    await rules.quick(REF, 'show-session');
    expect(ruleSet().effects.map(({ action }) => action)).toEqual(['show']);
    await start().start();
    expect(ruleSet().effects.map(({ action }) => action)).toEqual(['show']);
    world.session = 'two';
    await start().start();
    expect(ruleSet().effects.map(({ action }) => action)).toEqual(['hide']);
    expect(JSON.stringify(world.stored.get(RULES_KEY))).not.toContain('session');
  });

  test('a start that changes nothing writes nothing', async () => {
    const { rules, world, start } = makeWorld();
    await rules.quick(REF, 'hide-repo');
    const before = world.writes.length;
    await start().start();
    await start().daily();
    expect(world.writes).toHaveLength(before);
  });

  test('reveals for this session make room for each other', async () => {
    const { rules, world } = makeWorld();
    const passing = Array.from({ length: MAX_SESSION_RULES }, (_, i) =>
      rule('repo', `model:o/n${i}`, 'show', { session: 'one' }),
    );
    world.stored.set(RULES_KEY, { version: 1, rules: passing, lists: [] });
    await rules.quick(REF, 'show-session');
    const all = (await rules.get()).rules.map(({ value }) => value);
    expect(all).toHaveLength(MAX_SESSION_RULES);
    expect(all).not.toContain('model:o/n0');
    expect(all).toContain('model:owner/name');
  });
});

describe('one press on a card', () => {
  test.each([
    ['show-session', 'repo', 'model:owner/name', 'show'],
    ['show-always', 'repo', 'model:owner/name', 'show'],
    ['cover-repo', 'repo', 'model:owner/name', 'cover'],
    ['hide-repo', 'repo', 'model:owner/name', 'hide'],
    ['cover-author', 'author', 'Owner', 'cover'],
    ['hide-author', 'author', 'Owner', 'hide'],
    ['show-author', 'author', 'Owner', 'show'],
  ] as const)('%s, and back', async (what, kind, value, action) => {
    const { rules } = makeWorld();
    const answer = await rules.quick(REF, what);
    expect(answer.said).toMatch(
      /(Owner\/Name|All of Owner) is \w+ (from now on|until the browser closes)\.$/,
    );
    const [made] = (await rules.get()).rules;
    expect(made).toMatchObject({ kind, value, action });
    expect(made!.session).toBe(what === 'show-session' ? 'one' : undefined);
    await rules.undo(answer.ids);
    expect((await rules.get()).rules).toEqual([]);
  });

  test.each([
    [{ kind: 'tag', value: 'Not-Nice' }, 'not-nice', 'with the tag “Not-Nice”'],
    [{ kind: 'licence', value: 'cc-by-nc-4.0' }, 'cc-by-nc-4.0', 'under the licence “cc-by-nc-4.0”'],
    [{ kind: 'word', value: 'wild' }, 'wild', 'with the word “wild”'],
  ] as const)('all that has something in common is covered, and back: %j', async (trait, value, said) => {
    const { rules } = makeWorld();
    const answer = await rules.cover(trait);
    expect(answer.said).toBe(`Everything ${said} is covered from now on.`);
    expect((await rules.get()).rules).toMatchObject([{ kind: trait.kind, value, action: 'cover' }]);
    await rules.undo(answer.ids);
    expect((await rules.get()).rules).toEqual([]);
  });

  test('what cannot be a rule is refused in a sentence', async () => {
    const { rules } = makeWorld();
    await expect(rules.cover({ kind: 'tag', value: 'license:mit' })).rejects.toThrow('This is a licence');
    await expect(rules.cover({ kind: 'word', value: '!' })).rejects.toThrow('two letters');
    expect((await rules.get()).rules).toEqual([]);
  });

  test('undo brings back what was replaced, also for a later worker; only once, and only what was made so', async () => {
    const { rules, start, world } = makeWorld();
    const { rule: mine } = await rules.put(draft('repo', 'owner/name', 'cover'));
    const { ids } = await rules.quick(REF, 'show-always');
    await start().undo(ids);
    expect((await rules.get()).rules).toEqual([mine]);
    await expect(rules.undo(ids)).rejects.toThrow('options');
    await expect(rules.undo([mine.id])).rejects.toThrow('options');
    const late = await rules.quick(REF, 'hide-repo');
    world.now += DAY;
    await expect(rules.undo(late.ids)).rejects.toThrow('options');
  });

  test('asked twice because an answer was lost: undo still leads back to before', async () => {
    const { rules } = makeWorld();
    await rules.quick(REF, 'hide-repo');
    const { ids } = await rules.quick(REF, 'hide-repo');
    await rules.undo(ids);
    expect((await rules.get()).rules).toEqual([]);
  });
});

describe('a lock', () => {
  test('forbids changes by the sentence of whoever locked', async () => {
    const { rules, world } = makeWorld({
      assertMayChange: async (what) => {
        throw new RuleError(`Locked: ${what.join()}`);
      },
    });
    for (const change of [
      () => rules.put(draft('word', 'wild', 'hide')),
      () => rules.remove([uuid()]),
      () => rules.quick(REF, 'cover-repo'),
      () => rules.cover({ kind: 'word', value: 'wild' }),
      () => rules.import('{"format":"hub-steward-rules","version":1}', 'merge', false),
      () => rules.restore({ rules: [], without: [] }),
    ])
      await expect(change()).rejects.toThrow('Locked: rules');
    await expect(
      rules.import('{"format":"hub-steward-rules","version":1}', 'replace', false),
    ).rejects.toThrow('Locked: rules,lists');
    expect(world.writes).toEqual([]);
    await expect(rules.daily()).resolves.toBeUndefined();
  });

  test('where nothing may be revealed, no rule that shows can be made in any way', async () => {
    const { rules } = makeWorld({ mayReveal: async () => false });
    const text = JSON.stringify({
      format: 'hub-steward-rules',
      version: 1,
      rules: [{ kind: 'author', value: 'ada', action: 'show' }],
    });
    for (const show of [
      () => rules.quick(REF, 'show-session'),
      () => rules.quick(REF, 'show-author'),
      () => rules.put(draft('author', 'ada', 'show')),
      () => rules.import(text, 'merge', false),
      () => rules.restore({ rules: [rule('author', 'ada', 'show')], without: [] }),
    ])
      await expect(show()).rejects.toThrow('locked');
    await rules.quick(REF, 'hide-repo');
    expect(await values(rules)).toEqual(['model:owner/name hide']);
  });

  test('an administrator’s rules come and go; what cannot be read of them is left out', async () => {
    const { rules, world, start, ruleSet } = makeWorld();
    await rules.start();
    world.managed = {
      rules: [
        { kind: 'author', value: '@Mallory', action: 'hide', reason: 'Class' },
        { kind: 'repo', value: 'nonsense', action: 'hide' },
      ],
      lists: ['Meadow/Labels'],
    };
    await start().start();
    expect(ruleSet().effects).toMatchObject([{ id: 'managed-1', forced: true, value: 'Mallory' }]);
    expect((await rules.get()).forced).toHaveLength(1);
    expect((await rules.get()).lists).toMatchObject([
      { id: 'Meadow/Labels', managed: 'only', enabled: true },
    ]);
    world.managed = { rules: [], lists: [] };
    await start().start();
    expect(ruleSet().effects).toEqual([]);
    expect((await rules.get()).lists).toEqual([]);
  });
});

describe('import', () => {
  const text = (...rules: object[]) =>
    JSON.stringify({ format: 'hub-steward-rules', version: 1, rules, lists: [{ id: 'o/n' }] });
  const hideAda = { kind: 'author', value: 'ada', action: 'hide' };

  test('a dry run tells and writes nothing; the real one does what was told, and can be taken back', async () => {
    const { rules, world } = makeWorld();
    await rules.put(draft('author', 'Ada', 'cover'));
    await rules.put(draft('word', 'wild', 'hide'));
    const before = world.stored.get(RULES_KEY);
    const given = text(
      hideAda,
      { ...hideAda, value: 'bob' },
      { kind: 'word', value: 'wild', action: 'hide' },
      {},
    );
    const counts = { added: 1, replaced: 1, same: 1, removed: 0, skipped: 1, listsAdded: 1, listsRemoved: 0 };
    expect(await rules.import(given, 'merge', true)).toMatchObject(counts);
    expect(world.stored.get(RULES_KEY)).toEqual(before);
    const done = await rules.import(given, 'merge', false);
    expect(done).toMatchObject(counts);
    expect((await values(rules)).sort()).toEqual(['ada hide', 'bob hide', 'wild hide']);
    expect((await rules.get()).lists).toMatchObject([{ id: 'o/n', enabled: true, action: 'as-listed' }]);
    await rules.restore(done.undo);
    expect((await values(rules)).sort()).toEqual(['Ada cover', 'wild hide']);
    expect((await rules.get()).lists).toEqual([]);
  });

  test('replace removes the rest, but not what was chosen to be seen', async () => {
    const { rules } = makeWorld();
    await rules.put(draft('word', 'wild', 'hide'));
    await rules.quick(REF, 'show-always');
    await rules.quick({ ...REF, id: 'o/m' }, 'show-session');
    const done = await rules.import(text(hideAda), 'replace', false);
    expect(done).toMatchObject({ added: 1, removed: 1 });
    expect((await values(rules)).sort()).toEqual(['ada hide', 'model:o/m show', 'model:owner/name show']);
    await rules.restore(done.undo);
    expect(await values(rules)).toContain('wild hide');
    expect(await values(rules)).not.toContain('ada hide');
  });

  test('more than can be kept is said once', async () => {
    const { rules } = makeWorld();
    const many = Array.from({ length: MAX_RULES + 5 }, (_, i) => ({ ...hideAda, value: `name-${i}` }));
    const done = await rules.import(text(...many), 'merge', false);
    expect(done).toMatchObject({ added: MAX_RULES, skipped: 5 });
    expect(done.problems).toHaveLength(1);
  });

  test('the export of one browser is the import of another', async () => {
    const one = makeWorld();
    const other = makeWorld();
    await one.rules.put(draft('author', 'Ada', 'cover', { note: 'Hm.' }));
    await one.rules.quick(REF, 'show-session');
    await other.rules.import(await one.rules.export(true), 'merge', false);
    expect(await values(other.rules)).toEqual(['Ada cover']);
  });
});

describe('hits', () => {
  test('are added up for rules and lists that are there, and forgotten with them', async () => {
    const { rules, world, db } = makeWorld();
    const { rule: made } = await rules.put(draft('word', 'wild', 'hide'));
    await rules.hits({ [made.id]: 2, [uuid()]: 5, __proto__: 1 } as Record<string, number>);
    world.now += DAY;
    await rules.hits({ [made.id]: 1 });
    expect((await rules.get()).rules[0]!.hit).toEqual({ count: 3, last: T0 + DAY });
    expect([...(await readHits(db)).keys()]).toEqual([made.id]);
    const gone = await rules.remove([made.id]);
    await rules.restore({ rules: gone, without: [] });
    expect((await rules.get()).rules[0]!.hit?.count).toBe(3);
    await rules.remove([made.id]);
    await rules.daily();
    expect((await readHits(db)).size).toBe(0);
  });
});
