/** Damage: whatever comes, `parsePolicy` ends soon, and with a document or a refusal. */
import { expect, test } from 'vitest';
import { documentParts, walkClauses, wordsOf } from '../../../lib/policy/document.ts';
import { PolicyPageError } from '../../../lib/policy/parse/refuse.ts';
import { parsePolicy } from '../../../lib/policy/parse.ts';
import { bigPolicyPage } from '../../bench/policy.ts';
import { mutate, numbers, SMALL_PAGES } from './mutations.ts';
import { SHAPES } from './shapes.ts';

/** Other damage: `POLICY_SEED=2 vitest run tests/unit/policy/parse-robust.test.ts`. */
const SEED = Number(process.env.POLICY_SEED ?? 1);
/** Milliseconds for one page of a kilobyte or two, on a machine with much else to do; a hang takes longer. */
const SOON = 5_000;

/** @returns whether it was read; anything thrown but a refusal with its sentence goes on. */
function readable(html: string): boolean {
  try {
    parsePolicy(html);
    return true;
  } catch (error) {
    if (!(error instanceof PolicyPageError)) throw error;
    if (!/^This is not a policy text: .{10,}\.$/s.test(error.message)) throw error;
    return false;
  }
}

// In four parts, so that each reports by itself: 100,000 in all.
test.each([0, 1, 2, 3])(
  '25,000 mutations of small pages, part %i',
  (part) => {
    const random = numbers(SEED * 4 + part);
    let read = 0;
    let slowest = 0;
    for (let i = 0; i < 25_000; i++) {
      const html = mutate(SMALL_PAGES[i % SMALL_PAGES.length]!, random);
      const began = performance.now();
      if (readable(html)) read++;
      slowest = Math.max(slowest, performance.now() - began);
    }
    expect(slowest).toBeLessThan(SOON);
    // Both ends are met, so that the test says something.
    expect(read).toBeGreaterThan(2_500);
    expect(read).toBeLessThan(24_000);
  },
  120_000,
);

test('mutations of whole pages', () => {
  const random = numbers(SEED + 100);
  const pages = Object.values(SHAPES).map((render) => render());
  for (let i = 0; i < 600; i++) readable(mutate(pages[i % pages.length]!, random));
}, 60_000);

// What grew with the square of its size would take minutes here, and the runner ends it.
test.each([
  '<a>',
  '</a>',
  '<p>',
  '<b><i>',
  '<table><tr>',
  '<svg>',
  '<!--',
  '<!-- -',
  '<form>',
  '&amp',
  '&',
  '& ',
  '<h1>',
  '<h1>a</h1>',
  '<li>',
  '<header>',
  '<header></header>',
  '<article>a</article>',
  '<title>',
  '<script>',
  '<p>a</p>',
  '<p class=',
  '<p a="',
  ' a',
  'effective date: ',
  'effective date \u00a0',
  '<a '.repeat(3),
  '<p class="prose ',
])(
  'half a megabyte of %j costs no more than its size',
  (part) => {
    readable(`<h1>Content Policy</h1>${part.repeat(Math.floor(500_000 / part.length))}`);
  },
  30_000,
);

test('1 MB is read to its end', () => {
  const html = bigPolicyPage();
  expect(html.length).toBeGreaterThan(1_000_000);
  // How fast that is, `npm run bench` says.
  const document = parsePolicy(html);
  expect([...walkClauses(document)].length).toBeGreaterThan(5_000);
  const main = /<main[^>]*>(.*)<\/main>/s.exec(html)![1]!;
  const visible = main
    .replace(/<\/?(?:strong|a|span)\b[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&amp;/g, '&');
  expect(documentParts(document).flatMap((part) => wordsOf(part.text))).toEqual(wordsOf(visible));
});
