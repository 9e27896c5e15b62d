import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { createVault, TOKEN_PAGE } from '../../../lib/account/vault.ts';
import { HubError, type HubErrorKind } from '../../../lib/hub/errors.ts';
import type { Whoami } from '../../../lib/hub/schemas.ts';
import { createDatabase } from '../../../lib/platform/db.ts';

const HOUR = 3_600_000;
const TOKEN = 'hf_abcdefghijklmnop';
type Access = NonNullable<Whoami['auth']['accessToken']>;
const LEAST: Access = { role: 'fineGrained', fineGrained: { global: ['discussion.write'], scoped: [] } };

let count = 0;
function makeVault(access: Access | null = LEAST) {
  const world = {
    now: Date.UTC(2026, 9, 6),
    session: 'one',
    asked: 0,
    refuse: null as HubErrorKind | null,
    access,
  };
  const db = createDatabase(`vault-${++count}`);
  const start = () =>
    createVault({
      db,
      now: () => world.now,
      session: { get: async () => world.session },
      api: {
        whoami: async () => {
          world.asked++;
          if (world.refuse) throw new HubError({ kind: world.refuse, wrote: 'no' });
          const accessToken = world.access ? { accessToken: world.access } : {};
          return { name: 'ada', type: 'user', auth: { type: 'access_token', ...accessToken } };
        },
      },
    });
  return { world, db, start, vault: start() };
}

test('a good token is checked once, kept, and answered for by later workers', async () => {
  const { world, vault, start } = makeVault();
  const state = await vault.setToken(`  ${TOKEN}\n`, true);
  expect(state).toEqual({
    name: 'ada',
    canReport: true,
    remembered: true,
    checkedAt: world.now,
    how: 'token',
    may: ['discussion.write'],
  });
  expect(JSON.stringify(state)).not.toContain('hf_');
  expect(await start().account()).toEqual(state);
  expect(await start().token()).toBe(TOKEN);
  expect(world.asked).toBe(1);
});

test('nobody signed in', async () => {
  const { vault, world } = makeVault();
  expect(await vault.account()).toEqual({ name: null, canReport: null, remembered: false });
  expect(await vault.token()).toBeNull();
  expect(world.asked).toBe(0);
});

test('not remembered: outlives the worker, not the browser', async () => {
  const { world, vault, start, db } = makeVault();
  expect((await vault.setToken(TOKEN, false)).remembered).toBe(false);
  expect(await start().token()).toBe(TOKEN);
  world.session = 'two';
  expect(await start().token()).toBeNull();
  expect(await (await db()).count('vault'), 'wiped').toBe(0);
  world.session = 'one';
  expect((await start().account()).name).toBeNull();
});

test('remembered: outlives the browser', async () => {
  const { world, vault, start } = makeVault();
  await vault.setToken(TOKEN, true);
  world.session = 'two';
  expect(await start().token()).toBe(TOKEN);
});

test.each([
  '',
  'abc',
  'hf_',
  'hf_with space inside',
  'Bearer hf_abcdefghijklmnop',
  'hf_abcdefgh\nx',
  `hf_${'é'.repeat(20)}`,
])('%j is not even sent', async (token) => {
  const { vault, world } = makeVault();
  await expect(vault.setToken(token, true)).rejects.toThrow(/begin with hf_/);
  expect(world.asked).toBe(0);
});

test.each([
  ['unauthorised', /mistyped, expired or revoked/],
  ['network', /not kept.*could not be reached/],
  ['rate-limited', /Wait a few minutes/],
  ['server', /not kept.*trouble/],
] as const)('%s while checking: a sentence, and nothing is kept', async (kind, sentence) => {
  const { vault, world } = makeVault();
  world.refuse = kind;
  await expect(vault.setToken(TOKEN, true)).rejects.toThrow(sentence);
  world.refuse = null;
  expect(await vault.token()).toBeNull();
});

test.each<[string, Access | null, boolean | null, RegExp | undefined]>([
  ['least', LEAST, true, undefined],
  ['read', { role: 'read' }, false, undefined],
  ['write', { role: 'write' }, true, /more than reporting needs/],
  ['god', { role: 'god' }, true, /more than reporting needs/],
  ['fine-grained without it', { role: 'fineGrained', fineGrained: { scoped: [] } }, false, undefined],
  [
    'fine-grained with more',
    {
      role: 'fineGrained',
      fineGrained: { global: ['discussion.write', 'post.write'], scoped: [{ permissions: ['repo.write'] }] },
    },
    true,
    /post\.write, repo\.write/,
  ],
  [
    'somewhere only',
    { role: 'fineGrained', fineGrained: { scoped: [{ permissions: ['discussion.write'] }] } },
    null,
    /discussion\.write/,
  ],
  [
    'gated',
    { role: 'fineGrained', fineGrained: { ...LEAST.fineGrained, canReadGatedRepos: true } },
    true,
    /gated/,
  ],
  ['of tomorrow', { role: 'new-role' }, null, undefined],
  ['OAuth', null, null, undefined],
])('%s', async (_name, access, canReport, warning) => {
  const state = await makeVault(access).vault.setToken(TOKEN, true);
  expect(state.canReport).toBe(canReport);
  if (warning) expect(state.warning).toMatch(warning);
  else expect(state.warning).toBeUndefined();
});

test('whoami is asked at most every six hours, by many callers once', async () => {
  const { world, vault } = makeVault();
  await vault.setToken(TOKEN, true);
  world.now += 5 * HOUR;
  await vault.account();
  expect(world.asked).toBe(1);
  world.now += 2 * HOUR;
  world.access = { role: 'read' };
  const states = await Promise.all([vault.account(), vault.account(), vault.account()]);
  expect(world.asked).toBe(2);
  expect(states.every(({ canReport }) => canReport === false)).toBe(true);
  expect(states[0]!.checkedAt).toBe(world.now);
});

test('offline: the last answer stands, and the Hub is not asked again at once', async () => {
  const { world, vault } = makeVault();
  const { checkedAt } = await vault.setToken(TOKEN, true);
  world.now += 7 * HOUR;
  world.refuse = 'network';
  expect(await vault.account()).toMatchObject({ name: 'ada', checkedAt });
  await vault.account();
  expect(world.asked).toBe(2);
  world.now += HOUR;
  await vault.account();
  expect(world.asked).toBe(3);
});

test('revoked: wiped, and the person is told until they act', async () => {
  const { world, vault, start, db } = makeVault();
  await vault.setToken(TOKEN, true);
  world.now += 7 * HOUR;
  world.refuse = 'unauthorised';
  expect(await vault.account()).toMatchObject({ name: null });
  expect((await start().account()).warning).toMatch(/Make a new one/);
  expect(await vault.token()).toBeNull();
  expect(JSON.stringify(await (await db()).getAll('vault'))).not.toContain('hf_');
  world.refuse = null;
  await vault.setToken(TOKEN, true);
  expect((await vault.account()).warning).toBeUndefined();
});

test('doubted: asked at once, and wiped only if the Hub does not know it any more', async () => {
  const { world, vault } = makeVault();
  await vault.doubt();
  expect(world.asked, 'there is none to ask about').toBe(0);
  await vault.setToken(TOKEN, true);
  await vault.doubt();
  expect(world.asked).toBe(2);
  expect(await vault.token()).toBe(TOKEN);
  world.refuse = 'network';
  await vault.doubt();
  expect(await vault.token()).toBe(TOKEN);
  world.refuse = 'unauthorised';
  await vault.doubt();
  expect(await vault.token()).toBeNull();
  expect((await vault.account()).warning).toMatch(/Make a new one/);
});

test('the clock set back: checked again, not trusted for ever', async () => {
  const { world, vault } = makeVault();
  await vault.setToken(TOKEN, true);
  world.now -= 48 * HOUR;
  await vault.account();
  expect(world.asked).toBe(2);
  await vault.account();
  expect(world.asked).toBe(2);
});

test('forget wipes everything', async () => {
  const { vault, db } = makeVault();
  await vault.setToken(TOKEN, true);
  expect((await vault.forget()).name).toBeNull();
  expect(await vault.token()).toBeNull();
  expect(await (await db()).count('vault')).toBe(0);
});

test('the page where tokens are made', () => {
  expect(TOKEN_PAGE).toBe('https://huggingface.co/settings/tokens/new?tokenType=fineGrained');
});
