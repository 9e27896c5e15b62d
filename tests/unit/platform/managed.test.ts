import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';

const get = vi.fn();
const listeners: ((changes: unknown, area: string) => void)[] = [];
vi.mock('webextension-polyfill', () => ({
  default: {
    storage: {
      managed: { get: (keys: unknown) => get(keys) },
      onChanged: {
        addListener: (listener: (changes: unknown, area: string) => void) => listeners.push(listener),
        removeListener: (listener: (changes: unknown, area: string) => void) =>
          listeners.splice(listeners.indexOf(listener), 1),
      },
    },
  },
}));

const { createManaged, MAX_MANAGED_LISTS, NOT_MANAGED, onManaged, parseManaged, readManaged } = await import(
  '../../../lib/platform/managed.ts'
);

const { createDatabase } = await import('../../../lib/platform/db.ts');

const ROOT = join(import.meta.dirname, '../../..');

const WHOLE = {
  filter: { on: true, action: 'hide', look: 'plain', unknown: 'placeholder', per: { 'home space': 'cover' } },
  allowReveal: false,
  lockSettings: true,
  rules: [
    { kind: 'author', value: 'lakeside-ai', action: 'hide', reason: 'Not for class' },
    { kind: 'word', value: 'heron', action: 'mark' },
  ],
  lists: ['archive-cats/class-list'],
};

describe('what an administrator set', () => {
  test('is read as a whole', () => {
    expect(parseManaged(WHOLE)).toEqual({ ...WHOLE, problems: [] });
  });

  test.each([[undefined], [null], [{}], [7], ['x'], [[]]])('%j: nothing is managed', (stored) => {
    expect(parseManaged(stored)).toEqual(NOT_MANAGED);
  });

  test('yes and no may be numbers, the only way the registry has', () => {
    expect(parseManaged({ filter: { on: 1 }, allowReveal: 0, lockSettings: 1 })).toMatchObject({
      filter: { on: true },
      allowReveal: false,
      lockSettings: true,
      problems: [],
    });
  });

  test.each([
    [{ filter: { ...WHOLE.filter, action: 'Hide' } }, 'filter.action', /show, mark, cover, hide/],
    [{ filter: { ...WHOLE.filter, on: 'yes' } }, 'filter.on', /true or false/],
    [{ filter: { ...WHOLE.filter, look: 3 } }, 'filter.look', /blur, plain/],
    [{ filter: { ...WHOLE.filter, unknown: null } }, 'filter.unknown', /placeholder, show/],
    [{ filter: { ...WHOLE.filter, per: [] } }, 'filter.per', /an object/],
    [{ filter: { ...WHOLE.filter, per: { attic: 'hide' } } }, 'filter.per.attic', /no place or type/],
    [{ filter: { ...WHOLE.filter, per: { home: 'away' } } }, 'filter.per.home', /show, mark, cover, hide/],
    [{ filter: { ...WHOLE.filter, enabled: true } }, 'filter.enabled', /no setting of this name/],
    [{ filter: 'on' }, 'filter', /an object/],
    [{ allowReveal: 'no' }, 'allowReveal', /true or false/],
    [{ lockSettings: 2 }, 'lockSettings', /true or false/],
    [{ rules: { 0: {} } }, 'rules', /a list/],
    [{ lists: 'a/b' }, 'lists', /a list/],
    [{ pin: '1234' }, 'pin', /no setting of this name/],
  ])('%j: that field alone is ignored, and named', (wrong, name, why) => {
    const read = parseManaged({ ...WHOLE, ...wrong });
    expect(read.problems).toHaveLength(1);
    expect(read.problems[0]).toContain(`“${name}”`);
    expect(read.problems[0]).toMatch(why);
    const [top, sub] = name.split('.') as [keyof typeof WHOLE, keyof typeof WHOLE.filter];
    for (const key of Object.keys(WHOLE) as (keyof typeof WHOLE)[])
      if (key !== top) expect(read[key], key).toEqual(WHOLE[key]);
    if (sub) {
      for (const key of Object.keys(WHOLE.filter) as (typeof sub)[])
        if (key !== sub) expect(read.filter[key], key).toEqual(WHOLE.filter[key]);
      if (sub in WHOLE.filter) expect(read.filter[sub]).toBeUndefined();
    }
  });

  test('of a list the sound entries count', () => {
    const read = parseManaged({
      rules: [{ kind: 'colour', value: 'red', action: 'hide' }, WHOLE.rules[1], 'x'],
      lists: ['a/b', 'https://huggingface.co/datasets/a/b', 7],
    });
    expect(read.rules).toEqual([WHOLE.rules[1]]);
    expect(read.lists).toEqual(['a/b']);
    expect(read.problems.map((problem) => problem.slice(0, 20))).toEqual([
      'Entry 1 of “rules” i',
      'Entry 3 of “rules” i',
      'Entry 2 of “lists” i',
      'Entry 3 of “lists” i',
    ]);
  });

  test('too many entries are cut', () => {
    const lists = Array.from({ length: MAX_MANAGED_LISTS + 3 }, (_, i) => `a/b${i}`);
    const read = parseManaged({ lists });
    expect(read.lists).toHaveLength(MAX_MANAGED_LISTS);
    expect(read.problems).toEqual([expect.stringMatching(/only the first/)]);
  });

  test('whatever is handed over, nothing is thrown and nothing unsound gets through', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (filter, rules, allowReveal) => {
        const read = parseManaged({ filter, rules, allowReveal });
        expect(typeof read.allowReveal).toBe('boolean');
        for (const { kind, value } of read.rules)
          expect([typeof kind, typeof value]).toEqual(['string', 'string']);
      }),
    );
  });
});

describe('the browser', () => {
  beforeEach(() => {
    get.mockReset();
  });

  test('hands it over', async () => {
    get.mockResolvedValue({ lockSettings: true });
    expect((await readManaged()).lockSettings).toBe(true);
  });

  test('throws where nobody manages anything: nothing is managed', async () => {
    get.mockRejectedValue(new Error('Managed storage manifest not found'));
    expect(await readManaged()).toEqual(NOT_MANAGED);
    get.mockImplementation(() => {
      throw new TypeError('storage.managed is undefined');
    });
    expect(await readManaged()).toEqual(NOT_MANAGED);
  });

  test('tells of changes in this area only, until stopped', () => {
    const heard = vi.fn();
    const stop = onManaged(heard);
    for (const area of ['local', 'managed', 'session']) for (const each of [...listeners]) each({}, area);
    expect(heard).toHaveBeenCalledTimes(1);
    stop();
    expect(listeners).toEqual([]);
  });
});

describe('until the browser answers', () => {
  const policy = { ...NOT_MANAGED, lockSettings: true };
  function start(name: string, read: () => Promise<typeof policy>) {
    const onChange = vi.fn();
    return { onChange, managed: createManaged({ db: createDatabase(name), read, onChange }) };
  }

  test('its last answer counts, and a new one is told once', async () => {
    const first = start('until-one', async () => policy);
    expect(await first.managed.get()).toEqual(NOT_MANAGED);
    await first.managed.refresh();
    await first.managed.refresh();
    expect(first.onChange).toHaveBeenCalledTimes(1);

    // The next start of the browser, which takes its time.
    const answer = Promise.withResolvers<typeof policy>();
    const next = start('until-one', () => answer.promise);
    const asked = next.managed.refresh();
    expect(await next.managed.get()).toEqual(policy);
    answer.resolve({ ...NOT_MANAGED });
    await asked;
    expect(await next.managed.get()).toEqual(NOT_MANAGED);
    expect(next.onChange).toHaveBeenCalledTimes(1);
  });

  test('where nobody manages anything, nothing is told', async () => {
    const { managed, onChange } = start('until-two', async () => NOT_MANAGED);
    await managed.refresh();
    expect(onChange).not.toHaveBeenCalled();
  });
});

describe('the schema for Chrome', () => {
  interface Schema {
    type: string;
    properties?: Record<string, Schema>;
    items?: Schema;
    additionalProperties?: Schema;
  }
  const schema = JSON.parse(readFileSync(join(ROOT, 'public/managed-schema.json'), 'utf8')) as Schema;

  test('declares exactly what is read', () => {
    expect(Object.keys(schema.properties ?? {}).sort()).toEqual(Object.keys(WHOLE).sort());
    expect(Object.keys(schema.properties?.filter?.properties ?? {}).sort()).toEqual(
      Object.keys(WHOLE.filter).sort(),
    );
    expect(Object.keys(schema.properties?.rules?.items?.properties ?? {}).sort()).toEqual(
      Object.keys(WHOLE.rules[0]!).sort(),
    );
  });

  test('holds only what Chrome takes, or the extension would not load; no choices, or one slip would drop the whole entry', () => {
    const allowed = ['type', 'title', 'description', 'properties', 'items', 'additionalProperties'];
    const walk = (node: Schema, top: boolean) => {
      expect(['object', 'array', 'string', 'boolean']).toContain(node.type);
      for (const key of Object.keys(node)) expect(allowed).toContain(key);
      if (top) expect(node.additionalProperties).toBeUndefined();
      if (node.type === 'object') expect(node.properties ?? node.additionalProperties).toBeDefined();
      if (node.type === 'array') expect(node.items).toBeDefined();
      for (const child of [...Object.values(node.properties ?? {}), node.items, node.additionalProperties])
        if (child) walk(child, false);
    };
    walk(schema, true);
  });

  test.each(Object.keys(WHOLE))('lib/account/managed.md explains %s', (name) => {
    expect(readFileSync(join(ROOT, 'lib/account/managed.md'), 'utf8')).toContain(`\`${name}\``);
  });
});
