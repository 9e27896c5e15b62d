import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PolicyDocument } from '../../../lib/policy/document.ts';
import { documentParts, walkClauses, walkSections, wordsOf } from '../../../lib/policy/document.ts';
import { parsePolicy } from '../../../lib/policy/parse.ts';
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

describe('robustness', () => {
  test('mutations parse or are refused', () => {
    const html = prose();
    const junk = fc.constantFrom(
      '<',
      '>',
      '</',
      '<h2>',
      '</h2>',
      '<ul>',
      '</main>',
      '<!--',
      '-->',
      '&',
      '&#x0;',
      '"',
      '<script>',
      '<nav>',
      '<p hidden>',
      '\0',
      '<svg>',
      '</body>',
      '<title>',
      '<textarea>',
      '<plaintext>',
      '<![CDATA[',
    );
    const change = fc.tuple(
      fc.nat(html.length),
      fc.nat(2000),
      fc.oneof(junk, fc.string({ maxLength: 20 })),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        let mutant = html;
        for (const [at, length, text, cut] of changes)
          mutant = mutant.slice(0, at) + text + mutant.slice(cut ? at + length : at);
        const got = tryParse(mutant);
        if (!(got instanceof Error)) for (const section of walkSections(got)) expect(section.id).not.toBe('');
      }),
      { numRuns: FUZZ },
    );
  });

  // What grew with the square of its size would take minutes here, and the runner ends it.
  test('hostile markup costs no more than its size', () => {
    for (const part of [
      '<a>',
      '</a>',
      '<p>',
      '<b><i>',
      '<table><tr>',
      '<svg>',
      '<!--',
      '<form>',
      '&amp',
      '<h1>',
      '<li>',
      '<header>',
      'effective date: ',
      '<a '.repeat(3),
    ]) {
      tryParse(`<h1>Content Policy</h1>${part.repeat(Math.floor(500_000 / part.length))}`);
    }
  }, 60_000);

  test('1 MB is read to its end', () => {
    const lines = policyLines();
    const many = [...lines];
    for (let i = 0; many.length < 9_000; i++)
      many.push(...lines.slice(1).map((line) => ({ ...line, text: `${line.text} ${i}` })));
    let html = prose(many);
    html =
      html.length > 1_000_000
        ? prose(many.slice(0, Math.floor((many.length * 1_000_000) / html.length)))
        : html;
    expect(html.length).toBeGreaterThan(900_000);
    // How fast that is, `npm run bench` says.
    const clauses = [...walkClauses(parsePolicy(html))];
    expect(clauses.length).toBeGreaterThan(2_000);
  });
});
