/** The lock on what must stay private, at the outbox's door. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { admitted } from '../../../lib/report/admitted.ts';
import type { RouteKind } from '../../../lib/report/report.ts';
import { isPublic } from '../../../lib/report/route.ts';
import { makeReport } from './fakes.ts';

const SECRET = 'SECRET WORDS';
const ROUTES: RouteKind[] = ['public-api', 'public-form', 'public-comment', 'hub-dialog', 'private-mail'];

test('minors: never public, and no words, answers, passage, heading or thread are kept', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('minors-sexual', 'childrens-data', ' Minors', 'minor-safety'),
      fc.constantFrom(...ROUTES),
      fc.string(),
      (topicId, route, words) => {
        const secret = `${SECRET} ${words}`;
        const plain = makeReport();
        const report = makeReport({
          topicId,
          route,
          text: secret,
          answers: { any: secret },
          join: { discussion: 1, title: secret },
          target: { ...plain.target, passage: secret, section: { title: secret, id: secret } },
        });
        if (isPublic(route)) expect(() => admitted(report)).toThrow(/private/);
        else {
          const kept = admitted(report);
          expect(JSON.stringify(kept)).not.toContain(SECRET);
          expect(kept.target).toMatchObject({
            repo: plain.target.repo,
            url: plain.target.url,
            sha: plain.target.sha,
          });
        }
      },
    ),
  );
});

const ID = '5f9c1e2d3b4a5c6d7e8f9a0b';
test.each([
  ['/o/n#how-to-make-SECRET', '/o/n'],
  ['/o/n#:~:text=SECRET', '/o/n'],
  ['/o/n/blob/main/SECRET-is-a-path.md#L3-L7', '/o/n/blob/main/SECRET-is-a-path.md#L3-L7'],
  ['/o/n/blob/main/a.md#L3', '/o/n/blob/main/a.md#L3'],
  ['/o/n/blob/main/a.md#L3-SECRET', '/o/n/blob/main/a.md'],
  [`/o/n/discussions/4#${ID}`, `/o/n/discussions/4#${ID}`],
  ['/datasets/o/n/viewer/a/b?search=SECRET&row=5', '/datasets/o/n/viewer/a/b?row=5'],
  ['/datasets/o/n/viewer/a/b?sql=SECRET%0A#SECRET\nwords', '/datasets/o/n/viewer/a/b'],
])('of an address, %s, what says where stays and what says what goes: %s', (given, kept) => {
  const { target } = makeReport();
  const report = makeReport({
    topicId: 'minors-sexual',
    route: 'private-mail',
    target: { ...target, url: `https://huggingface.co${given}` },
  });
  expect(admitted(report).target.url).toBe(`https://huggingface.co${kept}`);
});

test('a citation of such a rule does the same, whatever the topic says', () => {
  const [citation] = makeReport().citations;
  const report = makeReport({ text: SECRET, citations: [{ ...citation!, ruleId: 'CP2023.R6' }] });
  expect(() => admitted(report)).toThrow(/private/);
  expect(admitted({ ...report, route: 'private-mail' }).text).toBe('');
});

test('everything else is taken as it is', () => {
  const report = makeReport({ text: 'Words.', answers: { a: 'b' } });
  expect(admitted(report)).toBe(report);
});
