/** Text made to break out of ours, and what must hold whatever it says. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { composeReport } from '../../../lib/report/compose.ts';
import { REPORT_TITLE } from '../../../lib/report/existing.ts';
import { reportToData } from '../../../lib/report/record.ts';
import type { Report } from '../../../lib/report/report.ts';

const BIDI = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u200b\ufeff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

/** Markdown for people: no structure but ours, no ping, nothing unseen, links to the Hub only. */
export function checkWords(words: string): void {
  expect(words.length).toBeLessThanOrEqual(65_536);
  expect(words).not.toMatch(/(^|[^\w`/])@\w/m);
  expect(words).not.toMatch(BIDI);
  expect(words).not.toMatch(CONTROL);
  expect(words.isWellFormed()).toBe(true);
  expect(words).toBe(words.trim());
  expect(words).not.toContain('<');
  // No line of it opens a structure that we did not write.
  for (const line of words.split('\n')) {
    expect(line).not.toMatch(/^\s{0,3}(#{1,6}(\s|$)|```|~~~|={1,}\s*$|\[[^\]]*\]:)/);
    expect(line).not.toMatch(/^\s*(?:[-*+]\s+|\d+[.)]\s+)*([-*_]\s*){3,}$/);
    expect(line).not.toMatch(/(?<!\\)!\[/);
  }
  const links = [...words.matchAll(/(?<!\\)\]\(([^)]*)\)/g)].map((match) => match[1]!);
  for (const link of links) expect(link).toMatch(/^https:\/\/huggingface\.co\/[\w/.#%:~=,?-]+$/);
}

export function checkTitle(title: string): void {
  expect(title.length).toBeGreaterThanOrEqual(3);
  expect(title.length).toBeLessThanOrEqual(200);
  expect(title).toMatch(REPORT_TITLE);
  expect(title).not.toMatch(/(^|[^\w`/])@\w/m);
  expect(title).not.toMatch(BIDI);
  expect(title).not.toMatch(CONTROL);
  expect(title.isWellFormed()).toBe(true);
}

/** The words, and behind them one folded block of JSON, ours and no other. Answers the JSON. */
export function checkDiscussion(report: Report): unknown {
  const { title, body } = composeReport(report);
  checkTitle(title);
  expect(body.length).toBeLessThanOrEqual(65_536);
  const parts = body.split('\n\n<details><summary>The same for machines (JSON)</summary>\n\n```json\n');
  expect(parts).toHaveLength(2);
  const [words, machine] = parts as [string, string];
  checkWords(words);
  expect(machine.endsWith('\n```\n\n</details>')).toBe(true);
  const json = machine.slice(0, -'\n```\n\n</details>'.length);
  expect(json).not.toMatch(/[<>`@~]/);
  const data = JSON.parse(json);
  expect(data).toEqual(JSON.parse(JSON.stringify(reportToData(report))));
  return data;
}

export const nasty = fc.oneof(
  fc.string({ maxLength: 400, unit: 'binary' }),
  fc.string({ maxLength: 200, unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        '<',
        '>',
        '&',
        '@',
        '@owner',
        ' @staff',
        '`',
        '```',
        '````json',
        '~~~',
        '\n',
        '\n\n',
        '\r\n',
        '# h',
        '===',
        '---',
        '- ',
        '1. ',
        '> ',
        '* * *',
        '![x](http://e.vil/p.png)',
        '[a](javascript:alert(1))',
        '[x]: http://e.vil',
        '</details>',
        '<details>',
        '<!--',
        '-->',
        '<img src=x onerror=alert(1)>',
        '&#64;owner',
        '&lt;b&gt;',
        '\\',
        '\\@x',
        '\u202e',
        '\u2066',
        '\u0000',
        '\u0007',
        '\u200b',
        '|',
        '|---|',
        '$$',
        'https://medium.com/@user?a=1&b=2',
        'https://x.y/<b>',
        '\ud800',
        '\udc00',
        '\u2028',
        '\t',
        '    code',
        'HS-00000000',
        '```\n</details>\n# Owned\n',
        'a@b.example',
        '"',
        "'",
        ')',
        '](',
        '🚩',
        '<!--@owner-->',
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join('')),
);
