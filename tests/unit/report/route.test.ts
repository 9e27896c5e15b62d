import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOTLINES } from '../../../lib/report/hotlines.ts';
import { isPrivateOnly, type RouteInput, routesFor } from '../../../lib/report/route.ts';
import { makeReport } from './fakes.ts';

const DEFAULTS = ['public', 'private-default', 'private-only', 'rights-holder', 'unheard-of', ''];
const NAMES = [null, 'ada'];
const CAN = [null, true, false];
const DISABLED = [null, true, false];
const TYPES = [undefined, 'model', 'dataset', 'space', 'kernel', 'bucket'] as const;
const DESKS = [undefined, 'safety', 'dmca', 'security', 'legal', 'nobody', 'constructor'];

function* everything(topicIds: string[]): Generator<RouteInput> {
  for (const id of topicIds)
    for (const defaultRoute of DEFAULTS)
      for (const desk of DESKS)
        for (const name of NAMES)
          for (const canReport of CAN)
            for (const discussionsDisabled of DISABLED)
              for (const type of TYPES)
                yield {
                  topic: { id, defaultRoute, desk },
                  target: { discussionsDisabled, ...(type ? { type } : {}) },
                  account: { name, canReport },
                };
}

const kinds = (input: RouteInput) => routesFor(input).map(({ kind }) => kind);
const signedIn = { name: 'ada', canReport: true };
const open = { discussionsDisabled: false };
const topic = (defaultRoute: string, desk?: string) => ({ id: 'x', defaultRoute, desk });

test('every combination: one default, available, in front; who sees it is always said; refusals say what to do', () => {
  let count = 0;
  for (const input of everything(['spam', 'minors-sexual', 'childrens-data', 'minors'])) {
    const routes = routesFor(input);
    count++;
    const label = JSON.stringify(input);
    expect(routes.filter((route) => route.default).length, label).toBe(1);
    expect(routes[0], label).toMatchObject({ default: true, available: true });
    expect(new Set(routes.map(({ kind }) => kind)).size, label).toBe(routes.length);
    for (const route of routes) {
      expect(route.whoSees.length, label).toBeGreaterThan(40);
      expect(route.whyNot !== undefined, label).toBe(!route.available);
      if (route.whyNot) expect(route.whyNot, label).toMatch(/mail|options|form/);
      if (route.kind === 'private-mail') expect(route.address, label).toBe(`${route.desk}@huggingface.co`);
      else expect(route.desk, label).toBeUndefined();
    }
    const mail = routes.find(({ kind }) => kind === 'private-mail');
    expect(mail?.available, label).toBe(true);
  }
  expect(count).toBe(4 * 6 * 7 * 2 * 3 * 3 * 6);
});

test('minors: one mail, no text, nothing public, whatever the state', () => {
  for (const input of everything(['minors-sexual', 'minors', ' Minors-Sexual ', 'childrens-data'])) {
    const routes = routesFor(input);
    expect(routes).toHaveLength(1);
    expect(routes[0]).toMatchObject({ kind: 'private-mail', allowsText: false, default: true });
    expect(routes[0]!.needsConfirmation).toBeUndefined();
    if (/minors/i.test(input.topic.id)) expect(routes[0]!.desk).toBe('safety');
  }
  for (const input of everything(['anything']))
    if (input.topic.defaultRoute === 'private-only') expect(kinds(input)).toEqual(['private-mail']);
});

test('minors, any input at all', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('minors-sexual', 'minors', 'MINORS-sexual'),
      fc.string(),
      fc.option(fc.string(), { nil: undefined }),
      fc.option(fc.boolean(), { nil: null }),
      fc.option(fc.string(), { nil: null }),
      fc.option(fc.boolean(), { nil: null }),
      (id, defaultRoute, desk, discussionsDisabled, name, canReport) => {
        const routes = routesFor({
          topic: { id, defaultRoute, desk },
          target: { discussionsDisabled },
          account: { name, canReport },
        });
        expect(routes.every(({ kind, allowsText }) => kind === 'private-mail' && !allowsText)).toBe(true);
      },
    ),
  );
});

describe('public', () => {
  test('through the API with an account that may', () => {
    for (const canReport of [true, null])
      expect(kinds({ topic: topic('public'), target: open, account: { name: 'ada', canReport } })).toEqual([
        'public-api',
        'public-form',
        'private-mail',
      ]);
  });
  test('the Hub’s form without one, with a hint', () => {
    const anonymous = routesFor({
      topic: topic('public'),
      target: open,
      account: { name: null, canReport: null },
    });
    expect(anonymous.map(({ kind }) => kind)).toEqual(['public-form', 'public-api', 'private-mail']);
    expect(anonymous[0]!.whoSees).toMatch(/sign in/);
    expect(anonymous[1]).toMatchObject({ available: false });
    expect(anonymous[1]!.whyNot).toMatch(/options/);
    expect(
      kinds({ topic: topic('public'), target: open, account: { name: 'ada', canReport: false } })[0],
    ).toBe('public-form');
  });
  test('mail when discussions are off, or for buckets', () => {
    for (const target of [
      { discussionsDisabled: true },
      { type: 'bucket' as const, discussionsDisabled: null },
    ]) {
      const routes = routesFor({ topic: topic('public'), target, account: signedIn });
      expect(routes[0]).toMatchObject({ kind: 'private-mail', desk: 'safety', default: true });
      expect(routes.slice(1).every(({ available }) => !available)).toBe(true);
    }
  });
  test('says that everybody can read it, and under which name', () => {
    const [api] = routesFor({ topic: topic('public'), target: open, account: signedIn });
    expect(api!.whoSees).toMatch(/Everybody can read it.*your name, ada/);
    expect(api!.needsConfirmation).toBeUndefined();
  });
});

test('private by default: mail first, public ones only knowingly', () => {
  for (const defaultRoute of ['private-default', 'unheard-of', '']) {
    const routes = routesFor({ topic: topic(defaultRoute, 'legal'), target: open, account: signedIn });
    expect(routes.map(({ kind }) => kind)).toEqual(['private-mail', 'public-api', 'public-form']);
    expect(routes[0]).toMatchObject({ address: 'legal@huggingface.co', allowsText: true });
    expect(routes.slice(1).every(({ needsConfirmation }) => needsConfirmation)).toBe(true);
  }
});

test('rights holders: dmca@ first, public for others', () => {
  const routes = routesFor({ topic: topic('rights-holder', 'dmca'), target: open, account: signedIn });
  expect(routes[0]).toMatchObject({ kind: 'private-mail', address: 'dmca@huggingface.co' });
  expect(routes.slice(1).map(({ needsConfirmation }) => needsConfirmation)).toEqual([undefined, undefined]);
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
