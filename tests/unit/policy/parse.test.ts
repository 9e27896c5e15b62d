import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PolicyDocument } from '../../../lib/policy/document.ts';
import { documentParts, walkClauses, wordsOf } from '../../../lib/policy/document.ts';
import { EXTRACTOR_VERSION, parsePolicy } from '../../../lib/policy/parse.ts';
import { SMALL_PAGES } from './mutations.ts';
import { fixture, page, policyLines, prose, SHAPES } from './shapes.ts';

/** Longer fuzzing: `POLICY_FUZZ=20000 vitest run tests/unit/policy`. */
const FUZZ = Number(process.env.POLICY_FUZZ ?? 300);

const words = (document: PolicyDocument) => documentParts(document).flatMap((part) => wordsOf(part.text));
const given = policyLines().flatMap((line) => wordsOf(line.text));
const { rules } = JSON.parse(fixture('rules-2023-08-30.json')) as { rules: { sha256: string }[] };

function tryParse(html: string): PolicyDocument | Error {
  try {
    return parsePolicy(html);
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toMatch(/^This is not a policy text: .{10,}\.$/s);
    return error as Error;
  }
}

describe.each(Object.entries(SHAPES))('the text of 2023 as %s', (_, render) => {
  const document = parsePolicy(render());

  test('keeps every word, in order', () => {
    expect(words(document)).toEqual(given);
  });

  test('holds the 18 rules, each a clause of its own, in order', () => {
    const hashes = [...walkClauses(document)].map((one) => one.clause.hash);
    const places = rules.map((rule) => hashes.indexOf(rule.sha256));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('prints its date, has its title, and hashes as the others do', () => {
    expect(document.printedDate).toBe('2023-08-30');
    expect(document.title).toMatch(/^Content Policy/);
    expect(document.hash).toBe(parsePolicy(prose()).hash);
  });

  test('breaks off: cut anywhere, it is refused or the whole is there', () => {
    const html = render();
    for (let at = 0; at < html.length; at += 1024) {
      const got = tryParse(html.slice(0, at));
      if (!(got instanceof Error)) expect(words(got)).toEqual(given);
    }
  });
});

test('sections and ids are those of the pack', () => {
  const pack = JSON.parse(
    readFileSync(new URL('../../../public/policy/content-policy-2023-08-30.json', import.meta.url), 'utf8'),
  );
  expect(parsePolicy(prose())).toEqual(pack.document);
});

test('a page that stays comes out as it always did, or the extractor has a new version', () => {
  const pages = [...SMALL_PAGES, ...Object.values(SHAPES).map((render) => render())];
  const made = pages.map((html) => JSON.stringify(parsePolicy(html))).join('\n');
  // When this fails and no page was changed here: raise EXTRACTOR_VERSION, then put the new hash.
  expect([EXTRACTOR_VERSION, createHash('sha256').update(made).digest('hex')]).toEqual([
    1,
    '779083daafd45f2fb07a7ecc8409918bea115686139e7123c121124e240bddc1',
  ]);
});

test('any heading levels, nested lists and inline markup: no word lost, none invented', () => {
  const word = fc.stringMatching(/^[a-zé]{1,8}$/);
  const text = fc.array(word, { minLength: 1, maxLength: 6 }).map((list) => list.join(' '));
  const inline = text.chain((one) =>
    fc.constantFrom(one, `<b>${one}</b>`, `<a href="#">${one}</a>`, `<em>${one[0]}</em>${one.slice(1)}`),
  );
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      inline.map((one) => `<p>${one}</p>`),
      fc.tuple(fc.integer({ min: 1, max: 6 }), inline).map(([level, one]) => `<h${level}>${one}</h${level}>`),
      fc
        .array(fc.tuple(inline, tie('tree')), { maxLength: 3 })
        .map((items) => `<ul>${items.map(([a, b]) => `<li>${a}${b}</li>`).join('')}</ul>`),
      fc
        .array(inline, { maxLength: 4 })
        .map((cells) => `<table><tr>${cells.map((one) => `<td>${one}</td>`).join('')}</tr></table>`),
      fc.array(inline, { maxLength: 4 }).map((lines) => `<div>${lines.join('<br>')}</div>`),
      tie('tree').map((one) => `<section><div class="x">${one}</div></section>`),
      tie('tree').map(
        (one) => `<details><summary>more</summary>${one}</details><script>no()</script><nav>menu</nav>`,
      ),
    ),
  }));
  fc.assert(
    fc.property(fc.array(tree, { minLength: 1, maxLength: 8 }), (parts) => {
      const lead =
        '<h1>Content Policy</h1><p>Effective Date: April 10, 2025</p><p>These rules say what may be here and what may not, one by one, for everybody who uses it.</p>';
      const document = parsePolicy(page(`<main>${lead}${parts.join('')}</main>`));
      const visible = `${lead}${parts.join('')}`
        .replace(/<script>.*?<\/script>|<nav>.*?<\/nav>/g, ' ')
        .replace(/<\/?(?:b|a|em)\b[^>]*>/g, '')
        .replace(/<[^>]*>/g, ' ');
      expect(words(document)).toEqual(wordsOf(visible));
    }),
    { numRuns: FUZZ },
  );
});

describe('dates', () => {
  const dated = (line: string) =>
    parsePolicy(
      `<main><h1>Content Policy</h1><p>${line}</p><p>${'These are the rules that we keep and that you keep. '.repeat(4)}</p></main>`,
    ).printedDate;
  test.each([
    ['🗓 Effective Date: August 30, 2023', '2023-08-30'],
    ['<b>Effective date</b> – 30 August 2023', '2023-08-30'],
    ['Effective as of the Aug. 30th, 2023', null],
    ['Effective as of Aug. 30th, 2023.', '2023-08-30'],
    ['EFFECTIVE DATE: 2025-04-10', '2025-04-10'],
    ['Last updated: 1st of May, 2026 · Effective: April 10, 2025', '2025-04-10'],
    ['Last updated on Sept. 5, 2024', '2024-09-05'],
    ['<dl><dt>Effective Date</dt><dd>April 10, 2025</dd></dl>', '2025-04-10'],
    ['Effective Date: 30.08.2023', '2023-08-30'],
    ['Effective Date: 08/30/2023', '2023-08-30'],
    ['Effective Date: 04/10/2025', null],
    ['Effective Date: February 30, 2023', null],
    ['Founded in August 30, 2023', null],
    ['Changes will be effective 10 days following posting', null],
  ])('%s → %s', (line, date) => {
    expect(dated(line)).toBe(date);
  });
});

describe('what is not a policy is refused, and the message says what came', () => {
  const refused = (html: unknown) => {
    try {
      parsePolicy(html as string);
    } catch (error) {
      return `${(error as { kind?: string }).kind}: ${(error as Error).message}`;
    }
    return 'accepted';
  };
  const filler = 'Some words about machine learning and what people build with it. '.repeat(10);
  test.each([
    ['nothing', '', /^empty: .*no text/],
    ['no text', page('<main></main>', ''), /^empty/],
    ['a shell', page('<main><h1>Content Policy</h1></main>'), /^empty: .*next to nothing.*Content Policy/],
    [
      'a sign-in page',
      page(
        '<main><h1>Log In</h1><form action="/login"><input name="username"><input type="password"></form></main>',
        'Hugging Face',
      ),
      /^sign-in: .*sign-in page/,
    ],
    [
      'a WAF challenge',
      '<html><head><title></title></head><body><div id="challenge-container"></div><script>AwsWafIntegration.getToken()</script><noscript><h1>JavaScript is disabled</h1></noscript></body></html>',
      /^challenge: /,
    ],
    ['a human check', page('<main><h1>Human Verification</h1></main>', 'Human Verification'), /^challenge: /],
    [
      'a 404',
      page(
        '<main><h1>404</h1><p>Sorry, we can’t find the page you are looking for.</p></main>',
        '404 – Hugging Face',
      ),
      /^error-page: .*404/,
    ],
    [
      'a 502',
      '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>',
      /^error-page: .*502/,
    ],
    ['a rate limit', 'Too Many Requests', /^error-page: /],
    ['JSON', '{"error":"Sorry, not found"}', /^not-html: .*Sorry, not found/],
    [
      'another page',
      page(`<main><h1>Models</h1><p>${filler}</p><p>${filler}</p></main>`, 'Models – Hugging Face'),
      /^not-policy: .*Models/,
    ],
    ['bare text', fixture('content-policy-2023-08-30.txt'), /^not-html: .*no paragraphs/],
    ['no string', undefined, /^not-html: .*undefined/],
    ['too much', 'x'.repeat(5_000_001), /^too-large: .*5000001/],
    ['too deep', '<div>'.repeat(600), /^not-html: .*512/],
  ])('%s', (_, html, message) => {
    expect(refused(html)).toMatch(message);
  });

  const captures = process.env.HUB_CAPTURES ?? '/work/shared/data/captures';
  test.skipIf(!existsSync(captures))('real pages of the Hub', () => {
    for (const name of [
      'error-1',
      'home-1',
      'models-list-1',
      'model-1',
      'papers-1',
      'spaces-list-2',
      'model-disabled-1',
    ]) {
      expect(`${name} ${refused(readFileSync(`${captures}/${name}.html`, 'utf8'))}`).not.toContain(
        'accepted',
      );
    }
    expect(refused(readFileSync(`${captures}/error-1.html`, 'utf8'))).toMatch(/^error-page: .*400/);
  });
});
