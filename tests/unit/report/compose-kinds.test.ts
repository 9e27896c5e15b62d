/** Every kind of target, and every field that came with them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TOPICS } from '../../../lib/policy/topics.ts';
import {
  composeComment,
  composeMail,
  composeReport,
  dialogReason,
  dialogText,
  formUrl,
} from '../../../lib/report/compose.ts';
import { neutralAddress } from '../../../lib/report/neutralise.ts';
import { questionsFor } from '../../../lib/report/questions.ts';
import { reportToData, reportToJson } from '../../../lib/report/record.ts';
import { REMEDY_WORDS, type Remedy } from '../../../lib/report/remedies.ts';
import { type Report, reportSchema } from '../../../lib/report/report.ts';
import { reportDataSchema, reportJsonSchema } from '../../../lib/report/schema.ts';
import { TARGET_KINDS, type Target } from '../../../lib/report/target.ts';
import { makeReport, SHA } from './fakes.ts';
import { checkDiscussion, checkWords, nasty } from './hostile.ts';

const FILE = join(import.meta.dirname, '../../../public/schema/report-1.json');
const COMMENT = '0123456789abcdef01234567';

test('the published schema is the one that the code says', () => {
  const text = `${JSON.stringify(reportJsonSchema(), null, 2)}\n`;
  if (process.env.UPDATE_GOLDEN) writeFileSync(FILE, text);
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(JSON.parse(text));
});

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(reportJsonSchema());
function checkSchema(data: unknown): void {
  expect(validate(data), JSON.stringify(validate.errors)).toBe(true);
  // Nothing in it that the schema does not name.
  expect(reportDataSchema.parse(data)).toEqual(data);
}

const line = nasty.map((text) => text.slice(0, 120));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const without = <T extends object>(given: T): T =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
const everyId = [
  ...new Set(TOPICS.flatMap(({ id }) => questionsFor(id, 'moderated', 'private')).map(({ id }) => id)),
];

const targets: fc.Arbitrary<Target> = fc
  .record({
    kind: maybe(fc.constantFrom(...TARGET_KINDS)),
    repo: fc.constant({ type: 'dataset' as const, id: 'owner/na_me' }),
    url: fc.oneof(
      fc.webUrl(),
      fc.constant(`https://huggingface.co/datasets/owner/na_me/discussions/3#${COMMENT}`),
    ),
    sha: fc.constantFrom(SHA, null),
    seenAt: fc.constant(Date.UTC(2026, 9, 6, 12)),
    revision: maybe(line),
    path: maybe(line.filter((path) => path !== '')),
    lines: maybe(fc.constantFrom({ from: 3, to: 3 }, { from: 3, to: 9 })),
    row: maybe(fc.record({ config: maybe(line), split: maybe(line), index: maybe(fc.nat()) }).map(without)),
    section: maybe(fc.record({ title: line, id: line })),
    discussion: maybe(fc.integer({ min: 1, max: 9_999 })),
    comment: maybe(
      fc.oneof(
        fc.constant(COMMENT),
        line.map((text) => text.slice(0, 60)),
      ),
    ),
    passage: maybe(nasty),
    evidenceHash: maybe(fc.constant('c'.repeat(64))),
  })
  .map(without);

const filled = fc.record({
  target: targets,
  topicId: fc.constantFrom(
    ...TOPICS.filter(({ defaultRoute }) => defaultRoute !== 'private-only').map(({ id }) => id),
  ),
  topicName: line,
  text: nasty,
  fork: fc.constantFrom('restricted', 'moderated', undefined),
  remedy: fc.constantFrom(...(Object.keys(REMEDY_WORDS) as Remedy[]), undefined),
  answers: fc.dictionary(
    fc.constantFrom(...everyId, '__proto__', 'constructor', 'nobody'),
    fc.oneof(nasty, fc.constantFrom('self', 'yes', 'a'.repeat(64), 'https://ex.ample/@a_b?x=1&lt;#<b>')),
    { maxKeys: 12 },
  ),
});

test('whatever any field says, the structure stays and the JSON is what the schema says', () => {
  fc.assert(
    fc.property(filled, ({ fork, remedy, ...rest }) => {
      const report = makeReport({ ...rest, ...(fork ? { fork } : {}), ...(remedy ? { remedy } : {}) });
      checkSchema(checkDiscussion(report));
      checkWords(dialogText({ ...report, route: 'hub-dialog' }));
      const join = { discussion: 4, title: rest.topicName };
      const comment = composeComment({ ...report, route: 'public-comment', join });
      checkWords(comment);
      expect(comment).toContain(`Reference ${report.reference}.`);
    }),
    { numRuns: 400 },
  );
}, 60_000);

test('about minors: address, path and revision in the mail and in the JSON, nothing that anybody wrote or chose', () => {
  const told = (secret: string, report: Report) =>
    JSON.stringify([composeMail(report), reportToData(report), reportToJson(report)]).includes(secret);
  fc.assert(
    fc.property(
      filled,
      fc.constantFrom('minors-sexual', 'childrens-data', 'Minors'),
      fc.constantFrom('public-api', 'public-form', 'public-comment', 'hub-dialog', 'private-mail'),
      ({ target, fork, remedy }, topicId, route) => {
        const report = makeReport({
          topicId,
          topicName: 'A topic',
          route,
          text: 'SECRET-text',
          ...(fork ? { fork } : {}),
          ...(remedy ? { remedy } : {}),
          answers: Object.fromEntries(everyId.map((id) => [id, 'SECRET-answer'])),
          target: {
            ...target,
            // With a passage the hash is the passage's, without one that of the lines: neither is told.
            passage: route === 'hub-dialog' ? undefined : 'SECRET-passage',
            section: { title: 'SECRET-title', id: 'SECRET-id' },
            evidenceHash: 'd'.repeat(64),
          },
        });
        for (const secret of ['SECRET', 'd'.repeat(64), 'Asked for'])
          expect(told(secret, report)).toBe(false);
        for (const write of [composeReport, composeComment, dialogText, formUrl])
          expect(() => write(report)).toThrow(/private/);
        checkSchema(JSON.parse(reportToJson(report)));
      },
    ),
    { numRuns: 300 },
  );
});

describe('where it is', () => {
  const base = { url: 'https://huggingface.co/', sha: null, seenAt: 0 };
  const repo = { type: 'dataset' as const, id: 'owner/name' };
  const at = (target: Partial<Target>) =>
    reportToData(makeReport({ target: { ...base, ...target } })).target.url;
  test.each([
    [{ kind: 'discussion', repo, discussion: 3 }, '/datasets/owner/name/discussions/3'],
    [{ kind: 'pull-request', repo, discussion: 3 }, '/datasets/owner/name/discussions/3'],
    [
      { kind: 'comment', repo, discussion: 3, comment: COMMENT },
      `/datasets/owner/name/discussions/3#${COMMENT}`,
    ],
    [{ kind: 'comment', repo, discussion: 3, comment: ') [x](y' }, '/datasets/owner/name/discussions/3'],
    [
      { kind: 'row', repo, row: { config: 'a b', split: 'train', index: 12 } },
      '/datasets/owner/name/viewer/a%20b/train?row=12',
    ],
    [{ kind: 'row', repo, row: { config: '..', split: 'train' } }, '/datasets/owner/name/viewer'],
    [{ kind: 'user', subject: 'ada' }, '/ada'],
    [{ kind: 'organization', subject: 'acme-corp' }, '/acme-corp'],
    [{ kind: 'collection', subject: 'ada/faces-65f0' }, '/collections/ada/faces-65f0'],
    [{ kind: 'post', subject: 'ada/123', comment: COMMENT }, `/posts/ada/123#${COMMENT}`],
    [{ kind: 'paper-comment', subject: '2401.01234', comment: COMMENT }, `/papers/2401.01234#${COMMENT}`],
  ] as [Partial<Target>, string][])('%j', (target, path) => {
    expect(at(target)).toBe(`https://huggingface.co${path}`);
  });
  test.each(['../x', 'a/b/c', 'a b', '', 'https://e.vil'])('no link for a user called %j', (subject) => {
    expect(at({ kind: 'user', subject })).toBeNull();
  });
  test('of an old record the page’s own address counts, rebuilt', () => {
    expect(at({ repo, url: 'https://huggingface.co/datasets/owner/name/discussions/9?q=mine' })).toBe(
      'https://huggingface.co/datasets/owner/name/discussions/9',
    );
    expect(at({ kind: 'user', url: 'https://huggingface.co/ada?tab=x' })).toBe('https://huggingface.co/ada');
  });
});

test.each([
  ['https://ex.ample/@ada?a=1&lt;b', 'https://ex.ample/%40ada?a=1&lt%3Bb'],
  ['https://ex.ample/a)b](c)*d*~e~$f$`g`', 'https://ex.ample/a%29b%5D%28c%29%2Ad%2A%7Ee%7E%24f%24%60g%60'],
  ['https://ada:secret@ex.ample/', 'https://ex.ample/'],
  [' https://ex.ample/a_b#c ', 'https://ex.ample/a_b#c'],
  ['javascript:alert(1)', null],
  ['mailto:a@ex.ample', null],
  ['ex.ample', null],
])('an address that is answered: %j', (given, wanted) => expect(neutralAddress(given)).toBe(wanted));

describe('ways', () => {
  const user = {
    kind: 'user' as const,
    subject: 'ada',
    url: 'https://huggingface.co/ada',
    sha: null,
    seenAt: 0,
  };
  test('what is nobody’s never becomes a discussion, a comment or a form', () => {
    for (const write of [composeReport, composeComment, formUrl])
      expect(() => write(makeReport({ target: user }))).toThrow(/no repository/);
    expect(dialogText(makeReport({ target: user, route: 'hub-dialog' }))).toContain(
      '[ada](https://huggingface.co/ada)',
    );
    expect(composeMail(makeReport({ target: user, route: 'private-mail' })).subject).toMatch(/\(ada\)$/);
  });
  test('composeReport writes what the route needs', () => {
    const join = { discussion: 4, title: '🚩 Report' };
    expect(composeReport(makeReport({ route: 'public-comment', join })).body).toMatch(
      /^To the owner.*to add to this thread/,
    );
    expect(composeReport(makeReport({ route: 'hub-dialog' })).body).not.toContain('<details>');
    expect(composeReport(makeReport({ route: 'public-form' })).body).toContain('<details>');
  });
  test('a comment goes to the moderators', () => {
    const target = { ...makeReport().target, kind: 'comment' as const, discussion: 3, comment: COMMENT };
    expect(dialogText(makeReport({ route: 'hub-dialog', target }))).toMatch(
      /^To the moderators of Hugging Face:/,
    );
  });
  test('what only a desk should read stays out of every public text, and is in the mail', () => {
    const answers = { standing: 'self', name: 'ANN LEE', consent: 'never', nobody: 'X' };
    const report = makeReport({ topicId: 'people-without-consent', answers });
    const { body } = composeReport(report);
    expect(body).toContain('- Consent: Never asked for or given');
    expect(body).not.toMatch(/ANN LEE|I am the person/);
    const mail = composeMail({ ...report, route: 'private-mail' });
    expect(mail.body).toContain('The person: ANN LEE\n');
    expect(mail.body).toContain('The reporter: I am the person\n');
  });
  test('the longest of everything still fits, with the reference, and says that it is shorter', () => {
    const [citation] = makeReport().citations;
    const report = reportSchema.parse(
      makeReport({
        topicId: 'storage-abuse',
        text: '&<'.repeat(10_000),
        citations: Array(4).fill({ ...citation!, quote: '&'.repeat(4_000) }),
        answers: Object.fromEntries(everyId.map((id) => [id, '&'.repeat(1_000)])),
        fork: 'moderated',
        target: { ...makeReport().target, passage: '&\n'.repeat(1_000) },
      }),
    );
    const join = { discussion: 4, title: 'x' };
    for (const route of ['public-api', 'hub-dialog', 'public-comment'] as const) {
      const { body } = composeReport({ ...report, route, join });
      expect(body.length).toBeLessThanOrEqual(65_536);
      expect(body).toMatch(/shortened here/);
      expect(body).toMatch(/Reference HS-\w{8}\. Sent with Hub Steward[^\n]*$/);
    }
  });
});

test('a reason of the Hub’s dialog for every topic', () => {
  for (const { id } of TOPICS) expect(dialogReason(id), id).toMatch(/^(Illegal|Copyright|Spam|Other)/);
  expect(dialogReason('intellectual-property')).toBe('Copyright infringement');
  expect(dialogReason('dual-use')).toBe('Other');
  expect(dialogReason('malware')).toBe('Illegal or restricted content');
});
