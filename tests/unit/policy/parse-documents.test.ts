/** The Hub's other three texts go through the same reader. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { documentParts, type PolicyDocument, walkSections, wordsOf } from '../../../lib/policy/document.ts';
import { PolicyPageError } from '../../../lib/policy/parse/refuse.ts';
import { parsePolicy } from '../../../lib/policy/parse.ts';
import { markdownPage, shownOf } from './markdown.ts';
import { page } from './shapes.ts';

const words = (document: PolicyDocument) => documentParts(document).flatMap((part) => wordsOf(part.text));

function refusal(html: string): string {
  try {
    parsePolicy(html);
    return 'read';
  } catch (error) {
    return (error as PolicyPageError).kind;
  }
}

/** Cut at every kilobyte: refused, or nothing of it is missing. */
function expectNoHalf(html: string): void {
  const whole = parsePolicy(html);
  for (let at = 1024; at < html.length; at += 1024) {
    try {
      expect(parsePolicy(html.slice(0, at))).toEqual(whole);
    } catch (error) {
      if (!(error instanceof PolicyPageError)) throw error;
    }
  }
}

const SENTENCE =
  'We say here in plain words what we keep, why we keep it, for how long, and what you can ask of us at any time. ';

const CODE = `[Terms of Service](/t)[Privacy Policy](/p)[Content Policy](/c)[Code of Conduct](/coc)

Contributor Covenant Code of Conduct 🤗
=======================================

🗓 Effective Date: August 10, 2022

Our Pledge
----------

${SENTENCE}

Our Standards
-------------

*   ${SENTENCE}
    
*   Being respectful of differing opinions, viewpoints, and experiences
`;

const PRIVACY = `[](#privacy)Hugging Face Privacy Policy
=========

**🗓 Effective Date: March 28, 2023**

${SENTENCE}

1\\. What we collect
----------

1.  ${SENTENCE}
    
    *   Nested: ${SENTENCE}
    
2.  And no more.
`;

describe.each([
  ['Code of Conduct', CODE, 'Contributor Covenant Code of Conduct 🤗', '2022-08-10'],
  ['Privacy Policy', PRIVACY, 'Hugging Face Privacy Policy', '2023-03-28'],
])('%s', (name, markdown, title, printedDate) => {
  const html = markdownPage(markdown, `${name} – Hugging Face`);

  test('is read whole, with its title and date', () => {
    const document = parsePolicy(html);
    expect(document).toMatchObject({ title, printedDate });
    const menu = /^\[Terms.*\n/.exec(markdown)?.[0] ?? '';
    expect(words(document)).toEqual(wordsOf(shownOf(markdown.slice(menu.length))));
  });

  test('cut at every kilobyte, it is refused or whole', () => {
    expectNoHalf(html);
  });
});

/** What a reader sees of a recording; the row of links from one legal text to the next is the page's, not of the text. */
const termsShown = (markdown: string) =>
  wordsOf(shownOf(markdown.replace(/^\[Terms of Service\][^\n]*\n/, '')));

const TERMS = process.env.HUB_TERMS ?? '/work/shared/data/policy/terms-of-service';
const recordings = existsSync(TERMS)
  ? readdirSync(TERMS)
      .filter((name) => name.endsWith('.md'))
      .sort()
  : [];
describe.skipIf(recordings.length === 0)(`the Terms of Service as recorded in ${TERMS}`, () => {
  test('nine texts under one printed date', () => {
    const read = recordings.map((name) =>
      parsePolicy(markdownPage(readFileSync(`${TERMS}/${name}`, 'utf8'), 'Terms of Service – Hugging Face')),
    );
    expect(read).toHaveLength(9);
    expect(new Set(read.map((one) => one.printedDate))).toEqual(new Set(['2022-09-15']));
    // Some recordings differ in nothing but links: the hash is of what a person reads.
    const shown = recordings.map((name) => termsShown(readFileSync(`${TERMS}/${name}`, 'utf8')).join(' '));
    expect(read.map((one) => read.findIndex(({ hash }) => hash === one.hash))).toEqual(
      shown.map((one) => shown.indexOf(one)),
    );
    expect(new Set(shown).size).toBeGreaterThan(4);
  });

  test.each(recordings)('%s', (name) => {
    const markdown = readFileSync(`${TERMS}/${name}`, 'utf8');
    const html = markdownPage(markdown, 'Terms of Service – Hugging Face');
    const document = parsePolicy(html);
    expect(document.title).toBe('Terms of Service');
    expect(words(document)).toEqual(termsShown(markdown));
    expect([...walkSections(document)].length).toBeGreaterThan(10);
    expectNoHalf(html);
  });
});

describe('what comes instead of them is refused', () => {
  test.each([
    [
      'a sign-in page that came for the Terms',
      'sign-in',
      page(
        '<main><h1>Log In</h1><form action="/login?next=/terms-of-service"><input name="username"><input type="password"></form><p>By signing in you accept our <a href="/terms-of-service">Terms of Service</a>.</p></main>',
        'Hugging Face',
      ),
    ],
    [
      'a WAF challenge',
      'challenge',
      '<!doctype html><html><head><title>Terms of Service</title></head><body><div id="challenge-container"></div><script>AwsWafIntegration.getToken()</script></body></html>',
    ],
    [
      'an error page',
      'error-page',
      page(
        '<main><h1>500</h1><p>Internal server error. Our Terms of Service still apply.</p></main>',
        '500 – Hugging Face',
      ),
    ],
    [
      'a rate limit',
      'error-page',
      page('<main><h1>429</h1><p>Too many requests to the Privacy Policy</p></main>'),
    ],
    ['half a page', 'cut-off', markdownPage(CODE, 'Code of Conduct').slice(0, -400)],
    [
      'its title alone',
      'empty',
      page('<main><h1>Code of Conduct</h1></main>', 'Code of Conduct – Hugging Face'),
    ],
  ])('%s', (_, kind, html) => {
    expect(refusal(html)).toBe(kind);
  });
});
