import { describe, expect, test } from 'vitest';
import {
  composeMail,
  composeReport,
  formUrl,
  MAX_FORM_URL,
  mailtoUrl,
  newReference,
} from '../../../lib/report/compose.ts';
import { REPORT_TITLE } from '../../../lib/report/existing.ts';
import { makeReport, SHA } from './fakes.ts';

describe('private stays private', () => {
  test.each(['public-api', 'public-form'] as const)('%s throws for minors', (route) => {
    const report = makeReport({ topicId: 'minors-sexual', route });
    expect(() => composeReport(report)).toThrow(/private/);
    expect(() => formUrl(report)).toThrow(/private/);
  });
  test('and for the rule under another topic', () => {
    const [citation] = makeReport().citations;
    expect(() => composeReport(makeReport({ citations: [{ ...citation!, ruleId: 'CP2023.R6' }] }))).toThrow();
  });
  test('and for what goes by mail', () => {
    expect(() => composeReport(makeReport({ route: 'private-mail' }))).toThrow();
  });
});

describe('mail', () => {
  test('for minors: where it is and nothing else', () => {
    const mail = composeMail(
      makeReport({
        topicId: 'minors-sexual',
        topicName: 'Sexual content with minors',
        route: 'private-mail',
        desk: 'legal',
        text: 'A DESCRIPTION',
        remedy: 'remove',
        target: { ...makeReport().target, path: 'a/b.png' },
      }),
    );
    expect(mail.to).toBe('safety@huggingface.co');
    expect(mail.subject + mail.body).not.toMatch(/DESCRIPTION|bulk activity/);
    expect(mail.body).toContain(`https://huggingface.co/owner/name/blob/${SHA}/a/b.png`);
  });
  test('else with the words, to the desk', () => {
    const mail = composeMail(makeReport({ route: 'private-mail', desk: 'dmca', text: 'Mine.\nReally.' }));
    expect(mail.to).toBe('dmca@huggingface.co');
    expect(mail.body).toContain('Mine.\nReally.');
    expect(mail.body).toContain('“Spam or excessive bulk activity;”');
    expect(mail.subject).toMatch(/^Report HS-\w{8}: Spam \(owner\/name\)$/);
  });
  test('no header can be smuggled in', () => {
    const mail = composeMail(makeReport({ route: 'private-mail', topicName: 'x\r\nBcc: all@example.org' }));
    expect(mail.subject).not.toMatch(/[\r\n]/);
    const url = new URL(mailtoUrl(mail));
    expect(url.protocol).toBe('mailto:');
    expect([...url.searchParams.keys()]).toEqual(['subject', 'body']);
    expect(url.searchParams.get('body')!.replaceAll('\r\n', '\n')).toBe(mail.body);
  });
});

describe('the Hub’s form', () => {
  test('filled in whole when it fits', () => {
    const report = makeReport({ route: 'public-form' });
    const { url, tooLong } = formUrl(report);
    expect(tooLong).toBe(false);
    const { title, body } = composeReport(report);
    expect(new URL(url).pathname).toBe('/owner/name/discussions/new');
    expect(new URL(url).searchParams.get('title')).toBe(title);
    expect(new URL(url).searchParams.get('description')).toBe(body);
  });
  test('without the JSON when only that makes it fit', () => {
    const { url, tooLong } = formUrl(makeReport({ route: 'public-form', text: 'word '.repeat(500) }));
    expect(tooLong).toBe(false);
    expect(url.length).toBeLessThanOrEqual(MAX_FORM_URL);
    expect(new URL(url).searchParams.get('description')).toMatch(/Reference HS-/);
    expect(url).not.toContain('details');
  });
  test('only the title when it is too long', () => {
    const { url, tooLong } = formUrl(makeReport({ route: 'public-form', text: 'word '.repeat(3_000) }));
    expect(tooLong).toBe(true);
    expect(url.length).toBeLessThanOrEqual(MAX_FORM_URL);
    expect([...new URL(url).searchParams.keys()]).toEqual(['title']);
  });
});

test('references', () => {
  const references = Array.from({ length: 500 }, newReference);
  expect(new Set(references).size).toBe(500);
  for (const reference of references) {
    expect(reference).toMatch(/^HS-[0-9A-Z]{8}$/);
    expect(reference.slice(3)).not.toMatch(/[ILOU]/);
  }
});

test.each([
  '🚩 Report : Ethical issue(s)',
  '🚩 Report',
  '🚩 Report: Legal issue(s)',
  '🚩 Report: Illegal or restricted content',
  '🚩 Report: Other',
])('%s is a report’s title', (title) => expect(title).toMatch(REPORT_TITLE));
test.each(['Report: Spam', '🚩 Reporting on results', 'Re: 🚩 Report: Spam'])('%s is not', (title) =>
  expect(title).not.toMatch(REPORT_TITLE),
);
