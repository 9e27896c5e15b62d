import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  COUNTER_STATEMENTS,
  type CounterNotice,
  composeCounterNotice,
  composeNotice,
  DMCA_STATEMENTS,
  DMCA_WARRANTY,
  type DmcaNotice,
  EMPTY_COUNTER_NOTICE,
  EMPTY_NOTICE,
  missingInCounterNotice,
  missingInNotice,
} from '../../../lib/report/dmca.ts';
import { emlOf, mailtoUrl } from '../../../lib/report/mail.ts';
import { makeReport, SHA } from './fakes.ts';
import { nasty } from './hostile.ts';

const FULL: DmcaNotice = {
  standing: 'holder',
  name: 'Ada Author',
  address: '1 Example Street\nTown, Country',
  phone: '+00 000 0000',
  email: 'ada@example.org',
  work: 'The novel “Example”, 2020',
  original: 'https://example.org/novel',
  locations: 'https://huggingface.co/owner/name/blob/main/b.txt',
  goodFaith: true,
  accurate: true,
  notMisleading: true,
  signature: 'Ada Author',
};
const COUNTER: CounterNotice = {
  ...EMPTY_COUNTER_NOTICE,
  ...FULL,
  material: 'a.txt',
  mistake: true,
  jurisdiction: true,
};
const report = makeReport({
  topicId: 'intellectual-property',
  route: 'private-mail',
  desk: 'dmca',
  text: '',
  target: { ...makeReport().target, path: 'a.txt' },
});

describe('a notice', () => {
  test('complete: all elements of the statute, to dmca@', () => {
    expect(missingInNotice(FULL)).toEqual([]);
    const { to, subject, body } = composeNotice(report, FULL);
    expect(to).toBe('dmca@huggingface.co');
    expect(subject).toMatch(/^Report HS-\w{8}: DMCA notice \(owner\/name\)$/);
    for (const part of [
      FULL.work,
      `https://huggingface.co/owner/name/blob/${SHA}/a.txt`,
      FULL.locations,
      FULL.address,
      FULL.email,
      DMCA_STATEMENTS.goodFaith,
      DMCA_STATEMENTS.accurate,
      DMCA_STATEMENTS.notMisleading,
      '/s/ Ada Author',
    ])
      expect(body).toContain(part);
    expect(body).not.toContain('[to be filled in]');
  });
  test.each(Object.keys(FULL) as (keyof DmcaNotice)[])(
    'without %s it says so, and the mail shows the gap',
    (field) => {
      const given = { ...FULL, [field]: EMPTY_NOTICE[field] };
      const needed = field !== 'original' && field !== 'locations';
      expect(missingInNotice(given).map((one) => one.field)).toEqual(needed ? [field] : []);
      expect(composeNotice(report, given).body.includes('[to be filled in]')).toBe(needed);
    },
  );
  test('an agent says for whom; others are told what to do instead', () => {
    expect(missingInNotice({ ...FULL, standing: 'agent' }).map(({ field }) => field)).toEqual(['holder']);
    expect(composeNotice(report, { ...FULL, standing: 'agent', holder: 'Ex Press' }).body).toContain(
      'the agent of Ex Press',
    );
    expect(missingInNotice({ ...FULL, standing: 'neither' })[0]!.sentence).toMatch(
      /Report it in public instead/,
    );
  });
  test('a statement that was not ticked is never made', () => {
    for (const field of ['goodFaith', 'accurate', 'notMisleading'] as const) {
      const { body } = composeNotice(report, { ...FULL, [field]: false });
      expect(body).toContain(`[to be filled in] ${DMCA_STATEMENTS[field]}`);
    }
  });
  test('about minors there is none', () => {
    expect(() => composeNotice({ ...report, topicId: 'minors-sexual' }, FULL)).toThrow(/only says where/);
  });
  test('the policy’s own words', () =>
    expect(DMCA_WARRANTY.text).toMatch(/knowingly provide misleading information/));
});

describe('a counter-notice', () => {
  test('complete', () => {
    expect(missingInCounterNotice(COUNTER)).toEqual([]);
    const { to, subject, body } = composeCounterNotice(COUNTER, report);
    expect(to).toBe('dmca@huggingface.co');
    expect(subject).toBe('DMCA counter notification (owner/name)');
    expect(body).toContain(COUNTER_STATEMENTS.jurisdiction);
    expect(body).not.toContain('[to be filled in]');
  });
  test('empty: a template that shows each gap', () => {
    expect(missingInCounterNotice(EMPTY_COUNTER_NOTICE)).toHaveLength(8);
    expect(composeCounterNotice(EMPTY_COUNTER_NOTICE).body.match(/\[to be filled in\]/g)!.length).toBe(8);
  });
});

/** What a mail program reads: unfolded headers, decoded body. */
function read(eml: string): { headers: Map<string, string>; body: string } {
  const [head, ...rest] = eml.split('\r\n\r\n');
  const headers = new Map(
    head!
      .replace(/\r\n /g, ' ')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const),
  );
  const body = Buffer.from(rest.join('\r\n\r\n'), 'base64').toString('utf8');
  return { headers, body: body.replaceAll('\r\n', '\n') };
}
const decoded = (text: string) =>
  text.replace(/=\?UTF-8\?B\?([^?]*)\?=\s?/g, (_, piece: string) =>
    Buffer.from(piece, 'base64').toString('utf8'),
  );

test('.eml: the same mail, whatever is typed; no header can be smuggled in', () => {
  fc.assert(
    fc.property(nasty, nasty, nasty, (name, work, topicName) => {
      const mail = composeNotice(
        { ...report, target: { ...report.target, path: topicName || 'x' } },
        { ...FULL, name, work },
      );
      const subject = `Sübject ${topicName}`;
      const eml = emlOf({ ...mail, subject }, Date.UTC(2026, 9, 6, 12));
      for (const line of eml.split('\r\n')) {
        expect(line.length).toBeLessThanOrEqual(78);
        expect(line).toMatch(/^[\x20-\x7e]*$/);
      }
      const { headers, body } = read(eml);
      expect([...headers.keys()]).toEqual([
        ...['X-Unsent', 'Date', 'To', 'Subject', 'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding'],
      ]);
      expect(headers.get('To')).toBe('dmca@huggingface.co');
      expect(headers.get('Date')).toBe('Tue, 06 Oct 2026 12:00:00 +0000');
      expect(decoded(headers.get('Subject')!)).toMatch(/^Sübject[^\r\n]*$/);
      expect(body.trim()).toBe(mail.body.trim());
      expect([...new URL(mailtoUrl(mail)).searchParams.keys()]).toEqual(['subject', 'body']);
    }),
    { numRuns: 300 },
  );
});

test('.eml goes to desks only', () => {
  const mail = { to: 'a@example.org\r\nBcc: b@example.org', subject: 's', body: 'b' };
  expect(() => emlOf(mail, 0)).toThrow(/no desk/);
});
