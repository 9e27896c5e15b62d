/** Records of every kind, for properties; and words that must never leave, each of them to be recognised. */
import fc from 'fast-check';
import { TOPICS } from '../../../lib/policy/topics.ts';
import {
  type OutboxRecord,
  outboxRecordSchema,
  outboxStateSchema,
  type Report,
  routeKindSchema,
} from '../../../lib/report/report.ts';
import { NEVER } from '../../../lib/report/waits.ts';
import { makeReport, SHA, T0 } from './fakes.ts';

export const NOW = T0 + 24 * 60 * 60_000;

export function makeRecord(
  change: Partial<Omit<OutboxRecord, 'report'>> & { report?: Partial<Report> } = {},
): OutboxRecord {
  const { report: reportChange, ...rest } = change;
  const report = makeReport(reportChange);
  return {
    id: report.id,
    report,
    title: 'Report: Spam',
    body: `The body: ${report.text}`,
    state: 'confirmed',
    since: T0,
    attempts: 1,
    nextAt: NEVER,
    isReport: true,
    url: 'https://huggingface.co/owner/name/discussions/3',
    discussion: 3,
    history: [
      { state: 'queued', at: T0 },
      { state: 'confirmed', at: T0 + 1_000 },
    ],
    ...rest,
  };
}

const time = fc.integer({ min: 0, max: NOW });
const words = (max: number) =>
  fc.oneof(
    fc.string({ maxLength: Math.min(max, 60), unit: 'binary' }),
    fc.constantFrom(
      '',
      '=1+1',
      '# head',
      '@all',
      '<script>',
      '[x](javascript:alert(1))',
      '"a","b"',
      '- x\n===',
      '\ufeff',
      '```',
    ),
  );
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined });
const name = fc.stringMatching(/^[A-Za-z0-9][\w.-]{0,20}$/);
const sha = fc.stringMatching(/^[0-9a-f]{40}$/);
const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
export const topicId = fc.constantFrom(...TOPICS.map(({ id }) => id), 'topic-of-tomorrow');

const compact = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;

const target = fc
  .record({
    kind: maybe(
      fc.constantFrom('repo', 'file', 'row', 'discussion', 'comment', 'app') as fc.Arbitrary<'repo'>,
    ),
    repo: maybe(
      fc.record({
        type: fc.constantFrom('model', 'dataset', 'space') as fc.Arbitrary<'model'>,
        id: fc.tuple(name, name).map((pair) => pair.join('/')),
      }),
    ),
    subject: maybe(words(300)),
    url: fc.webUrl({ withQueryParameters: true }).map((url) => {
      const { pathname, search } = new URL(url);
      return `https://huggingface.co${pathname}${search}`;
    }),
    sha: fc.option(sha),
    seenAt: time,
    path: maybe(words(1_000)),
    lines: maybe(fc.record({ from: fc.integer({ min: 1, max: 99 }), to: fc.integer({ min: 1, max: 99 }) })),
    row: maybe(fc.record({ config: words(200), index: fc.nat() })),
    section: maybe(fc.record({ title: words(300), id: words(300) })),
    discussion: maybe(fc.integer({ min: 1, max: 9_999 })),
    comment: maybe(fc.stringMatching(/^[0-9a-f]{8}$/)),
    passage: maybe(words(2_000)),
    evidenceHash: maybe(hash),
  })
  .map((made) => compact(made.repo || made.subject !== undefined ? made : { ...made, subject: 'somebody' }));

const report = fc
  .record({
    id: fc.uuid(),
    reference: fc.stringMatching(/^HS-[0-9A-Z]{8}$/),
    topicId,
    topicName: words(120),
    citations: fc.array(
      fc.record({
        ruleId: fc.constantFrom('CP2023.R1', 'CP2023.R6', 'CP2023.R.under-13', 'CP2023.R10'),
        quote: words(4_000),
        hash,
        prefix: words(100),
        suffix: words(100),
        version: fc.record({ printedDate: fc.option(fc.constant('2023-08-30')), hash }),
        url: fc.constantFrom(
          'https://huggingface.co/content-policy',
          'https://huggingface.co/content-guidelines',
        ),
      }),
      { maxLength: 2 },
    ),
    target,
    route: fc.constantFrom(...routeKindSchema.options),
    text: words(2_000),
    remedy: maybe(fc.constantFrom('remove', 'nfaa') as fc.Arbitrary<'remove'>),
    answers: maybe(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), words(1_000), { maxKeys: 3 })),
    createdAt: time,
  })
  .map(compact) as fc.Arbitrary<Report>;

const state = fc.constantFrom(...outboxStateSchema.options);

/** Whatever the outbox may hold. */
export const record: fc.Arbitrary<OutboxRecord> = report.chain((made) =>
  fc
    .record({
      id: fc.constant(made.id),
      report: fc.constant(made),
      title: words(200),
      body: words(4_000),
      state,
      since: time,
      attempts: fc.nat(5),
      nextAt: fc.constantFrom(NEVER, T0),
      sender: maybe(words(40)),
      unanswered: maybe(fc.boolean()),
      problem: maybe(words(200)),
      url: maybe(
        fc.constantFrom(
          'https://huggingface.co/o/n/discussions/7',
          'https://huggingface.co/datasets/o/n/discussions/7#64f0a1b2c3d4e5f6a7b8c9d0',
        ),
      ),
      discussion: maybe(fc.constant(7)),
      isReport: fc.option(fc.boolean()),
      confirmedAt: maybe(time),
      history: fc.array(fc.record({ state, at: time, note: maybe(words(100)) }).map(compact), {
        maxLength: 4,
      }),
    })
    .map((whole) => outboxRecordSchema.parse(compact(whole))),
);

/** Every place where words can stand filled with a mark of its own. */
export function marked(change: Partial<Report>): {
  record: OutboxRecord;
  note: string;
  marks: Record<string, string>;
} {
  let next = 0;
  const marks: Record<string, string> = {};
  const mark = (where: string) => {
    marks[where] = `Zq${++next}xPrivate${next}`;
    return marks[where];
  };
  const made = makeRecord({
    report: {
      text: `I saw ${mark('text')} there`,
      answers: { who: mark('answer'), consent: mark('answer2') },
      ...change,
      target: {
        repo: { type: 'model', id: 'owner/name' },
        url: 'https://huggingface.co/owner/name?q=searched',
        sha: SHA,
        seenAt: T0,
        path: 'a/b.txt',
        section: { title: mark('section'), id: 'section' },
        passage: `a ${mark('passage')} b`,
        evidenceHash: 'e'.repeat(64),
      },
    },
    title: mark('title'),
    body: `body ${mark('body')}`,
    sender: mark('sender'),
    problem: `problem ${mark('problem')}`,
    history: [{ state: 'queued', at: T0, note: mark('history') }],
  });
  return { record: made, note: mark('note'), marks };
}
