import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TOPICS } from '../../../lib/policy/topics.ts';
import { HOTLINES } from '../../../lib/report/hotlines.ts';
import {
  isPrivateOnly,
  isPublic,
  type Route,
  type RouteInput,
  routesFor,
} from '../../../lib/report/route.ts';
import { TARGET_KINDS } from '../../../lib/report/target.ts';
import { makeReport } from './fakes.ts';

const DEFAULTS = ['public', 'private-default', 'private-only', 'rights-holder', 'unheard-of'];
const DESKS = [undefined, 'constructor'];
const ACCOUNTS = [null, 'ada'].flatMap((name) =>
  [null, true, false].map((canReport) => ({ name, canReport })),
);
const DISABLED = [null, true, false];
const TYPES = [undefined, 'model', 'dataset', 'space', 'kernel', 'bucket'] as const;
const STATES = [null, 'open', 'gated', 'private', 'disabled', 'renamed', 'gone'] as const;
const NATIVE = [null, true, false];
const KINDS = [undefined, ...TARGET_KINDS];
const JOINS = [undefined, { discussion: 7, title: '🚩 Report: Spam' }];
const NOBODYS = ['user', 'organization', 'collection', 'post', 'paper-comment'];
const COMMUNITY = ['public-api', 'public-form', 'public-comment'];

/** topic × desk × target × repository × account × join: every combination that there is. */
function* everything(
  topicIds: string[],
  kinds: readonly (typeof KINDS)[number][] = KINDS,
): Generator<RouteInput> {
  for (const id of topicIds)
    for (const defaultRoute of DEFAULTS)
      for (const desk of DESKS)
        for (const kind of kinds)
          for (const type of TYPES)
            for (const state of STATES)
              for (const nativeReport of NATIVE)
                for (const discussionsDisabled of DISABLED)
                  for (const account of ACCOUNTS)
                    for (const join of JOINS)
                      yield {
                        topic: { id, defaultRoute, desk },
                        target: { kind, type, state, nativeReport, discussionsDisabled },
                        account,
                        join,
                      };
}

const signedIn = { name: 'ada', canReport: true };
const open = { discussionsDisabled: false };
const topic = (defaultRoute: string, desk?: string) => ({ id: 'x', defaultRoute, desk });
const of = (input: Partial<RouteInput>) =>
  routesFor({ topic: topic('public'), target: open, account: signedIn, ...input });
const kinds = (input: Partial<RouteInput>) => of(input).map(({ kind }) => kind);

/** What is wrong with a list, in one word; `expect` for each of a million would take minutes. */
function wrong(input: RouteInput, routes: Route[]): string | null {
  const [first] = routes;
  const { kind } = input.target;
  const mails = routes.filter((route) => route.kind === 'private-mail');
  if (routes.filter((route) => route.default).length !== 1) return 'not one default';
  if (!first?.default || !first.available) return 'default not in front, or closed';
  if (new Set(routes.map((route) => route.kind)).size !== routes.length) return 'twice the same';
  if (mails.length !== 1 || !mails[0]!.available) return 'no mail';
  if (mails[0]!.address !== `${mails[0]!.desk}@huggingface.co`) return 'no such desk';
  for (const route of routes) {
    if (route.whoSees.length < 40) return 'who sees it is not said';
    if (route.available !== (route.whyNot === undefined)) return 'closed without a word';
    if (route.whyNot !== undefined && !/mail|options|form|paste/.test(route.whyNot)) return 'no way on';
    if (route.kind !== 'private-mail' && (route.desk || route.address)) return 'a desk for no mail';
    if (!isPublic(route.kind) !== (route.kind === 'private-mail')) return 'public or not';
    if (COMMUNITY.includes(route.kind)) {
      if (kind !== undefined && NOBODYS.includes(kind)) return 'a Community tab of nobody';
      if (input.target.type === 'bucket' && route.available) return 'a bucket has no Community tab';
      if (input.target.discussionsDisabled === true && route.available) return 'switched off';
      const closed = ['private', 'disabled', 'renamed', 'gone'];
      if (closed.includes(input.target.state ?? '') && route.available) return 'closed repository';
      if (route.kind !== 'public-form' && input.account.name === null && route.available) return 'no account';
      if (route.kind === 'public-comment' && !input.join) return 'joins nothing';
    }
  }
  return null;
}

test('every combination: one default, available, in front; a mail always; refusals say what to do', () => {
  let count = 0;
  const found = new Map<string, RouteInput>();
  for (const input of everything(['spam'])) {
    count++;
    const fault = wrong(input, routesFor(input));
    if (fault && !found.has(fault)) found.set(fault, input);
  }
  expect([...found]).toEqual([]);
  expect(count).toBe(5 * 2 * 15 * 6 * 7 * 3 * 3 * 6 * 2);
}, 60_000);

test('minors: one mail, no text, nothing public, whatever the target, the state and the account', () => {
  const few = [undefined, 'repo', 'comment', 'user', 'paper-comment'] as const;
  const bad: RouteInput[] = [];
  for (const input of everything(['minors-sexual', 'minors', ' Minors-Sexual ', 'childrens-data'], few)) {
    const routes = routesFor(input);
    const [only] = routes;
    const desk = /minors/i.test(input.topic.id) ? 'safety' : 'privacy';
    const good =
      routes.length === 1 &&
      only!.kind === 'private-mail' &&
      only!.desk === desk &&
      !only!.allowsText &&
      only!.default &&
      only!.available &&
      only!.needsConfirmation === undefined;
    if (!good) bad.push(input);
  }
  expect(bad.slice(0, 3)).toEqual([]);
  for (const kind of KINDS)
    expect(kinds({ topic: topic('private-only'), target: { ...open, kind } })).toEqual(['private-mail']);
}, 60_000);

test('minors, any input at all', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('minors-sexual', 'minors', 'MINORS-sexual', 'childrens-data', ' Childrens-Data'),
      fc.string(),
      fc.option(fc.string(), { nil: undefined }),
      fc.option(fc.boolean(), { nil: null }),
      fc.option(fc.string(), { nil: null }),
      fc.option(fc.boolean(), { nil: null }),
      fc.option(fc.constantFrom(...TARGET_KINDS), { nil: undefined }),
      fc.boolean(),
      (id, defaultRoute, desk, discussionsDisabled, name, canReport, kind, urgent) => {
        const routes = routesFor({
          topic: { id, defaultRoute, desk, urgent },
          target: { discussionsDisabled, kind, nativeReport: true },
          account: { name, canReport },
          join: { discussion: 1, title: 'x' },
        });
        expect(routes).toHaveLength(1);
        expect(routes.every(({ kind, allowsText }) => kind === 'private-mail' && !allowsText)).toBe(true);
      },
    ),
  );
});

test('of our own topics none is left without a way, and the desk is the one that it names', () => {
  for (const { id, defaultRoute, privateDesk } of TOPICS) {
    const routes = of({ topic: { id, defaultRoute, desk: privateDesk } });
    const mail = routes.find(({ kind }) => kind === 'private-mail')!;
    expect(mail.desk, id).toBe(id === 'childrens-data' ? 'privacy' : (privateDesk ?? 'safety'));
  }
});

describe('public', () => {
  test('through the API with an account that may', () => {
    for (const canReport of [true, null])
      expect(kinds({ account: { name: 'ada', canReport } })).toEqual([
        'public-api',
        'public-form',
        'hub-dialog',
        'private-mail',
      ]);
  });
  test('the Hub’s form without one, with a hint', () => {
    const anonymous = of({ account: { name: null, canReport: null } });
    expect(anonymous.map(({ kind }) => kind)).toEqual([
      'public-form',
      'public-api',
      'hub-dialog',
      'private-mail',
    ]);
    expect(anonymous[0]!.whoSees).toMatch(/sign in/);
    expect(anonymous[1]).toMatchObject({ available: false });
    expect(anonymous[1]!.whyNot).toMatch(/options/);
    expect(kinds({ account: { name: 'ada', canReport: false } })[0]).toBe('public-form');
  });
  test('joining a thread comes first; without a token it is said how to do it by hand', () => {
    const join = { discussion: 12, title: '🚩 Report: Spam' };
    const [first] = of({ join });
    expect(first).toMatchObject({ kind: 'public-comment', default: true });
    expect(first!.whoSees).toMatch(/comment in the thread #12, under your name, ada/);
    const byHand = of({ join, account: { name: null, canReport: null } });
    expect(byHand.find(({ kind }) => kind === 'public-comment')).toMatchObject({
      available: false,
      whyNot: expect.stringMatching(/open the thread #12 and paste/),
    });
  });
  test.each([
    [{ discussionsDisabled: true }, /switched off/],
    [{ discussionsDisabled: null, type: 'bucket' }, /Buckets have no Community tab/],
    [{ ...open, state: 'private' }, /private/],
    [{ ...open, state: 'disabled' }, /disabled already/],
    [{ ...open, state: 'renamed' }, /another name/],
    [{ ...open, state: 'gone' }, /not there/],
  ] as const)('%j: mail, and why nothing else', (target, why) => {
    const routes = of({ target });
    expect(routes[0]).toMatchObject({ kind: 'private-mail', desk: 'safety', default: true });
    expect(routes.slice(1).every(({ available }) => !available)).toBe(true);
    expect(routes.find(({ kind }) => kind === 'public-api')!.whyNot).toMatch(why);
  });
  test('gated repositories have a Community tab as others do', () => {
    expect(of({ target: { ...open, state: 'gated' } })).toEqual(of({}));
  });
  test('the Hub’s own dialog where it was seen, although discussions are off', () => {
    expect(kinds({ target: { discussionsDisabled: true, nativeReport: true } })[0]).toBe('hub-dialog');
  });
  test('says that everybody can read it, and under which name', () => {
    const [api] = of({});
    expect(api!.whoSees).toMatch(/Everybody can read it.*your name, ada/);
    expect(api!.needsConfirmation).toBeUndefined();
  });
});

describe('what people wrote', () => {
  test('a comment goes to the moderators first; public only knowingly', () => {
    const routes = of({ target: { ...open, kind: 'comment' } });
    expect(routes.map(({ kind }) => kind)).toEqual([
      'hub-dialog',
      'private-mail',
      'public-api',
      'public-form',
    ]);
    expect(routes[0]!.whoSees).toMatch(/moderation team/);
    expect(routes.slice(2).every(({ needsConfirmation }) => needsConfirmation)).toBe(true);
  });
  test.each(['post', 'paper-comment'] as const)('a %s: the Hub’s dialog, or a mail', (kind) => {
    expect(kinds({ target: { ...open, kind } })).toEqual(['hub-dialog', 'private-mail']);
  });
  test.each(['user', 'organization', 'collection'] as const)(
    'a %s: a mail, and the dialog where it is seen',
    (kind) => {
      const routes = of({ target: { ...open, kind } });
      expect(routes.map(({ kind }) => kind)).toEqual(['private-mail', 'hub-dialog']);
      expect(routes[1]).toMatchObject({ available: false, whyNot: expect.stringMatching(/do not know/) });
      expect(of({ target: { ...open, kind, nativeReport: true } })[1]).toMatchObject({ available: true });
    },
  );
});

test('private by default: mail first, public ones only knowingly', () => {
  for (const defaultRoute of ['private-default', 'unheard-of', '']) {
    const routes = of({ topic: topic(defaultRoute, 'legal') });
    expect(routes.map(({ kind }) => kind)).toEqual([
      'private-mail',
      'public-api',
      'public-form',
      'hub-dialog',
    ]);
    expect(routes[0]).toMatchObject({ address: 'legal@huggingface.co', allowsText: true });
    expect(routes.slice(1).every(({ needsConfirmation }) => needsConfirmation)).toBe(true);
  }
});

test('an attack that runs now: the desk first, public only knowingly', () => {
  const routes = of({ topic: { ...topic('public', 'security'), urgent: true } });
  expect(routes[0]).toMatchObject({ address: 'security@huggingface.co' });
  expect(routes.slice(1).every(({ needsConfirmation }) => needsConfirmation)).toBe(true);
});

test('rights holders: dmca@ first, public for others', () => {
  const routes = of({ topic: topic('rights-holder', 'legal') });
  expect(routes[0]).toMatchObject({ kind: 'private-mail', address: 'dmca@huggingface.co' });
  expect(routes.slice(1).every(({ needsConfirmation }) => needsConfirmation === undefined)).toBe(true);
});

test('isPrivateOnly goes by topic and by rule', () => {
  expect(isPrivateOnly(makeReport())).toBe(false);
  expect(isPrivateOnly(makeReport({ topicId: 'minors-sexual' }))).toBe(true);
  const [citation] = makeReport().citations;
  expect(
    isPrivateOnly(
      makeReport({ topicId: 'something-else', citations: [{ ...citation!, ruleId: 'CP2023.R6' }] }),
    ),
  ).toBe(true);
});

test('hotlines are https addresses', () => {
  expect(HOTLINES.length).toBe(3);
  for (const { url } of HOTLINES) expect(new URL(url).protocol).toBe('https:');
});
