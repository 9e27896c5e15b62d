/**
 * Whole reports as people read them, kept in tests/golden/report. Read them after every change: short, neutral, to the owner and
 * the staff. `UPDATE_GOLDEN=1 npx vitest run tests/unit/report/golden.test.ts` writes them anew.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { topicById } from '../../../lib/policy/topics.ts';
import { composeMail, composeReport } from '../../../lib/report/compose.ts';
import {
  composeCounterNotice,
  composeNotice,
  EMPTY_COUNTER_NOTICE,
  EMPTY_NOTICE,
} from '../../../lib/report/dmca.ts';
import type { Report } from '../../../lib/report/report.ts';
import { makeReport } from './fakes.ts';

const FOLDER = join(import.meta.dirname, '../../golden/report');
const pack = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../public/policy/content-policy-2023-08-30.json'), 'utf8'),
);

interface Rule {
  id: string;
  text: string;
  hash: string;
}

/** A report with the first rule of its topic, as the panel cites it. */
function report(topicId: string, change: Partial<Report>): Report {
  const topic = topicById(topicId)!;
  const rule = (pack.rules as Rule[]).find(({ id }) => id === topic.ruleIds['2023-08-30']![0])!;
  return makeReport({
    reference: 'HS-7F3K2M9Q',
    topicId,
    topicName: topic.name,
    citations: [
      {
        ruleId: rule.id,
        quote: rule.text,
        hash: rule.hash,
        prefix: '',
        suffix: '',
        version: { printedDate: '2023-08-30', hash: pack.version.hash },
        url: 'https://huggingface.co/content-policy',
      },
    ],
    text: '',
    ...change,
  });
}

const model = makeReport().target;
const dataset = {
  ...model,
  repo: { type: 'dataset' as const, id: 'someone/street-faces' },
  url: 'https://huggingface.co/datasets/someone/street-faces',
};

const PUBLIC: Record<string, Report> = {
  'bought-likes': report('inauthentic-activity', {
    fork: 'restricted',
    target: {
      ...model,
      kind: 'section',
      section: { title: 'Rewards @everyone', id: 'rewards' },
      passage: 'Like this model and get 5 tokens!\nSend your name to **@seller**.',
      evidenceHash: 'c'.repeat(64),
    },
    answers: {
      offer: 'Like this model and get 5 tokens!',
      'offer-url': 'https://example.org/get_tokens?ref=@me',
    },
    text: 'The likes rose from 12 to 900 on the day after this section was added.',
  }),
  'missing-tag': report('nfaa-sexual', {
    fork: 'moderated',
    remedy: 'nfaa',
    target: {
      ...model,
      kind: 'file',
      path: 'README.md',
      lines: { from: 10, to: 24 },
      evidenceHash: 'd'.repeat(64),
    },
    answers: { 'ask-1': 'Example pictures in the card', handling: 'No warning, no gate' },
    text: 'The example pictures show nudity, and the tag is not set.',
  }),
  'people-in-a-row': report('people-without-consent', {
    fork: 'restricted',
    remedy: 'remove',
    target: { ...dataset, kind: 'row', row: { config: 'default', split: 'train', index: 12 } },
    answers: { represented: 'private', consent: 'never', standing: 'self' },
    text: 'The row shows a person in front of their home.',
  }),
  'join-a-thread': report('spam', {
    route: 'public-comment',
    join: { discussion: 4, title: '🚩 Report: Spam' },
    target: { ...model, kind: 'file', path: 'card/links.md', lines: { from: 3, to: 3 } },
    text: 'The same advertisement stands in this file too.',
  }),
  'comment-to-moderators': report('community-conduct', {
    route: 'hub-dialog',
    fork: 'moderated',
    remedy: 'hide',
    target: {
      ...model,
      kind: 'comment',
      discussion: 9,
      comment: '0123456789abcdef01234567',
      passage: 'You people are trash',
    },
  }),
};

const private_: Partial<Report> = { route: 'private-mail', desk: 'safety' };
const NOTICE = {
  ...EMPTY_NOTICE,
  standing: 'holder' as const,
  name: 'Ada Author',
  work: 'The novel “Example” (2020)',
  original: 'https://example.org/novel',
};
const MAILS = {
  'mail-harassment': composeMail(
    report('harassment', {
      ...private_,
      fork: 'restricted',
      target: { ...model, kind: 'discussion', discussion: 9, passage: 'Everybody should write to her boss' },
      answers: { aimed: 'self', places: 'https://huggingface.co/owner/name/discussions/7' },
      text: 'It began on 1 October and goes on in two threads.',
    }),
  ),
  'mail-minors': composeMail(
    report('minors-sexual', {
      ...private_,
      text: 'never written',
      target: { ...model, kind: 'file', path: 'a/b.png', passage: 'never written' },
    }),
  ),
  'mail-childrens-data': composeMail(
    report('childrens-data', {
      route: 'private-mail',
      target: { ...dataset, kind: 'file', path: 'data/train.csv', lines: { from: 1, to: 40 } },
    }),
  ),
  'mail-user': composeMail(
    report('spam', {
      ...private_,
      fork: 'restricted',
      remedy: 'deactivate',
      target: {
        kind: 'user',
        subject: 'seller-0815',
        url: 'https://huggingface.co/seller-0815',
        sha: null,
        seenAt: model.seenAt,
      },
      text: 'The profile has 40 models with the same advertisement and no files.',
    }),
  ),
  'mail-live-exploit': composeMail(
    report('attack-code', {
      route: 'private-mail',
      desk: 'security',
      fork: 'restricted',
      target: {
        ...model,
        kind: 'file',
        path: 'loader.py',
        lines: { from: 1, to: 9 },
        evidenceHash: 'e'.repeat(64),
      },
      answers: { file: 'loader.py', 'file-hash': 'f'.repeat(64), live: 'yes' },
      text: 'Importing the module opens a connection to another computer.',
    }),
  ),
  'dmca-notice': composeNotice(
    report('intellectual-property', {
      route: 'private-mail',
      desk: 'dmca',
      target: { ...model, path: 'a.txt' },
    }),
    NOTICE,
  ),
  'dmca-counter-notice': composeCounterNotice(
    { ...EMPTY_COUNTER_NOTICE, name: 'Owen Owner' },
    { target: model },
  ),
};

const written: Record<string, string> = {};
for (const [name, one] of Object.entries(PUBLIC)) {
  const { title, body } = composeReport(one);
  written[name] = `${title}\n\n${body}\n`;
}
for (const [name, { to, subject, body }] of Object.entries(MAILS))
  written[name] = `To: ${to}\nSubject: ${subject}\n\n${body}`;

if (process.env.UPDATE_GOLDEN) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of Object.entries(written)) writeFileSync(join(FOLDER, `${name}.md`), text);
}

test.each(Object.keys(written))('%s', (name) => {
  expect(written[name]).toBe(readFileSync(join(FOLDER, `${name}.md`), 'utf8'));
});

test('none is left over, and none says more than it must', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(
    Object.keys(written)
      .map((name) => `${name}.md`)
      .sort(),
  );
  for (const [name, text] of Object.entries(written)) {
    expect(text, name).not.toContain('never written');
    const words = text.slice(0, text.includes('<details>') ? text.indexOf('<details>') : undefined);
    expect(words.length, name).toBeLessThan(2_600);
    expect(words.replace(/^> .*$/gm, '').replace(/“[^”]*”/g, ''), name).not.toMatch(/(?<!\\)!/);
  }
});
