import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeReport } from '../../../lib/report/compose.ts';
import { neutralBlock, neutralInline } from '../../../lib/report/neutralise.ts';
import { REPORT_SCHEMA } from '../../../lib/report/record.ts';
import type { Report } from '../../../lib/report/report.ts';
import { makeReport, SHA } from './fakes.ts';
import { checkDiscussion, nasty } from './hostile.ts';

test('whatever is in it, the structure stays, nothing pings and the JSON says the same', () => {
  const line = nasty.map((text) => text.slice(0, 120));
  fc.assert(
    fc.property(
      fc.record({
        text: nasty,
        topicName: line,
        quote: nasty,
        ruleId: line,
        printedDate: fc.option(line, { nil: null }),
        versionHash: line,
        citedAt: fc.oneof(
          fc.constant('https://huggingface.co/content-policy#:~:text=a(b)'),
          fc.webUrl(),
          line,
        ),
        path: fc.option(
          line.filter((path) => path !== ''),
          { nil: undefined },
        ),
        url: fc.oneof(
          fc.webUrl(),
          fc.constant('https://huggingface.co/owner/name/discussions/3#0123456789abcdef01234567'),
        ),
        sha: fc.constantFrom(SHA, null),
        lines: fc.constantFrom(undefined, { from: 3, to: 3 }, { from: 3, to: 9 }),
        remedy: fc.constantFrom('remove', 'documentation', 'nfaa', 'gating', 'private', undefined),
      }),
      (x) => {
        const base = makeReport();
        const citation = {
          ...base.citations[0]!,
          quote: x.quote,
          ruleId: x.ruleId,
          url: x.citedAt,
          version: { printedDate: x.printedDate, hash: x.versionHash },
        };
        const { path, lines, sha, url } = x;
        checkDiscussion({
          ...base,
          text: x.text,
          topicName: x.topicName,
          citations: [citation],
          remedy: x.remedy as Report['remedy'],
          target: { ...base.target, url, sha, ...(path ? { path } : {}), ...(lines ? { lines } : {}) },
        });
      },
    ),
    { numRuns: 1500 },
  );
});

test('a report as people read it', () => {
  const { title, body } = composeReport(
    makeReport({
      reference: 'HS-7F3K2M9Q',
      remedy: 'nfaa',
      target: {
        ...makeReport().target,
        path: 'docs/read me.md',
        lines: { from: 10, to: 20 },
      },
      text: 'First paragraph.\n\nSecond, with a list:\n- one\n- two',
    }),
  );
  expect(title).toBe('🚩 Report: Spam');
  expect(body.slice(0, body.indexOf('<details>'))).toBe(
    `To the owner of this repository and to the Hugging Face team: this is a report under the Content Policy.

- **Repository:** [owner/name](https://huggingface.co/owner/name) (model)
- **File:** [docs/read me.md, lines 10–20](https://huggingface.co/owner/name/blob/${SHA}/docs/read%20me.md#L10-L20)
- **Revision:** [0123456789ab](https://huggingface.co/owner/name/tree/${SHA})
- **Seen:** 2026-10-06 12:00 UTC

**Rule**, quoted from the [Content Policy](https://huggingface.co/content-policy), printed date 2023-08-30, text bbbbbbbbbbbb:

> Spam or excessive bulk activity;

**In the reporter’s words:**

First paragraph.

Second, with a list:
- one
- two

**Asked for:** add the “Not For All Audiences” tag (not-for-all-audiences).

Reference HS-7F3K2M9Q. Sent with Hub Steward, an unofficial extension (not by Hugging Face).

`,
  );
  expect(body).toContain(`"schema": "${REPORT_SCHEMA}"`);
});

describe('text of others', () => {
  test.each([
    ['<img src=x>', '&lt;img src=x&gt;'],
    ['hi @owner', 'hi @\u2060owner'],
    ['&#64;owner', '&amp;\\#64;owner'],
    ['# Title', '\\# Title'],
    ['Title\n===', 'Title\n\\=\\=\\='],
    ['- a\n  ---', '- a\n\\-\\-\\-'],
    ['- 1. ---', '\\- 1\\. \\-\\-\\-'],
    ['```js\nx\n```', '\\`\\`\\`js\nx\n\\`\\`\\`'],
    ['![p](http://e.vil/p.png)', '\\!\\[p\\](http://e.vil/p.png)'],
    ['> forged rule', '&gt; forged rule'],
    ['a\u202eb\u0000c', 'abc'],
    ['see https://medium.com/@user?a=1&b=2 now', 'see https://medium.com/%40user?a=1&b=2 now'],
    ['\\[x](y)', '\\\\\\[x\\](y)'],
    ['keep **bold** and 👩‍💻', 'keep **bold** and 👩‍💻'],
    ['می‌خواهم', 'می‌خواهم'],
  ])('%j', (given, wanted) => expect(neutralBlock(given)).toBe(wanted));
  test('on one line', () => expect(neutralInline('a\n# *b*')).toBe('a \\# \\*b\\*'));
});

test('links never lead where a path would like them to', () => {
  for (const path of ['../../evil/repo', 'a/../../../x', '/abs', 'a//b', './x']) {
    const { body } = composeReport(makeReport({ target: { ...makeReport().target, path } }));
    expect(body).not.toContain('/blob/');
  }
});

test('the page is named only if it is one of the repository’s, without its query', () => {
  const at = (url: string) => composeReport(makeReport({ target: { ...makeReport().target, url } })).body;
  expect(at('https://huggingface.co/models?search=private+thoughts')).not.toMatch(/private|Page/);
  expect(at('https://huggingface.co/owner/name/discussions/4?secret=1')).toContain(
    '- **Page:** https://huggingface.co/owner/name/discussions/4\n',
  );
  expect(at('javascript:alert(1)')).not.toContain('javascript');
});

test('very long texts are shortened, and it says so; the title never is too long', () => {
  const { title, body } = composeReport(
    makeReport({ text: '<&'.repeat(10_000), topicName: '🚩'.repeat(150) }),
  );
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(body).toContain('shortened here');
  expect(body).toContain('Reference HS-');
  expect(title.length).toBeLessThanOrEqual(200);
});
