/** The quick tokenizer against htmlparser2's own: the same pieces, ranges and signs, or it says that the page is not for it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Tokenizer } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { read } from '../../../lib/policy/parse/markup.ts';
import { PolicyPageError } from '../../../lib/policy/parse/refuse.ts';
import { QuickTokenizer, UNUSUAL } from '../../../lib/policy/parse/tokens.ts';
import { bigPolicyPage } from '../../bench/policy.ts';
import { mutate, numbers, SMALL_PAGES } from './mutations.ts';
import { SHAPES } from './shapes.ts';

const quick = QuickTokenizer as unknown as typeof Tokenizer;

/** What comes of reading: the pieces, or the refusal's message. */
function outcome(html: string, tokens?: typeof Tokenizer): unknown {
  try {
    return read(html, tokens);
  } catch (error) {
    if (error instanceof PolicyPageError) return error.message;
    if (error === UNUSUAL) return 'unusual';
    throw error;
  }
}

/** @returns whether the quick one read it. */
function same(html: string): boolean {
  const got = outcome(html, quick);
  if (got !== 'unusual') expect(got, html).toEqual(outcome(html));
  return got !== 'unusual';
}

test.each(Object.entries(SHAPES))('the text of 2023 as %s is read quickly, and alike', (_, render) => {
  expect(same(render())).toBe(true);
});

test('1 MB in the Hub’s markup is read quickly, and alike', () => {
  expect(same(bigPolicyPage())).toBe(true);
});

describe('every bit of markup', () => {
  test.each([
    '<p>a &amp; b &lt;c&gt; &quot;d&quot; &#39;e&#39; &#x2019; &nbsp;f &hellip;&mdash;&rsquo;</p>',
    '<p>fish & chips</p>',
    '<br><br/><hr /><img src=x><input type=PASSWORD>',
    '<p class="[&amp;_p]:m-0 &#x73;r-only">hidden</p>',
    '<p class="[&_p]:mt-2 sr-only">hidden</p><p hidden>a</p><p hidden="until-found">b</p><P HIDDEN=\'\'>c</P>',
    '<div\n class=prose\t id="x"  data-props="{&quot;a&quot;:1}" @click="x" x-on:click.prevent disabled>text</div>',
    '<div class="a" class="prose">first wins</div>',
    '<!-- a > b --><!----><!-- x -- y --!>text<!--[-->more<!--]-->',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD"><p>text',
    '<script>if (a < b && c) "</p>" + "</scripty>"</script><style>p > a {}</style >after',
    '<SCRIPT></script\n>a<title>x &amp; <b></title>b<textarea><p></textarea>c',
    '<svg><title>icon</title><style>x</style><path d="M0 0"/><foreignObject><p>in</p></foreignObject></svg><p>out',
    '<math><mi>x</mi></math><iframe><p></iframe><noembed>a</noembed><noframes>b</noframes><xmp><b></xmp>',
    '<a href=/x/y/>text</a><a href=/x/>',
    '</p></br></div></h1 class="x">text</ul/>',
    '<form><form><p>a</form></form><li>x<li>y<dd>z<dt>w<option>v',
    '<table><tr><td>a<td>b<tr><th>c</table>',
    '<p role=heading aria-level="3">head</p><div role="banner">x</div><dialog>no</dialog><dialog open>yes</dialog>',
    '<p style="color:red;display : none">x</p><details open><summary>s</summary>t</details>',
    '<my-element>a</my-element><image>b<p/>c',
  ])('%s', (html) => {
    expect(same(html)).toBe(true);
  });

  test.each([
    '<p>&notanentity; &copy2; &#128; &#0; &#xd800; &#x110000; &amp &lt</p>',
    '<p title=>a</p>',
    '<p title = "x">a</p>',
    '<p a="1"b="2">a</p>',
    '<p "x">a</p>',
    'a < b',
    '<>',
    '</>',
    '</ p>',
    '<?xml version="1.0"?>a',
    '<![CDATA[x]]>',
    '<svg><![CDATA[x]]></svg>',
    '<!doc>a<!>b<!->c',
    '<!-->a<!--->b',
    '<!-- never closed <p>a</p>',
    '<p class="never closed>a</p>',
    '<p',
    '</p',
    '<script>never closed',
    '<plaintext>a</p>',
    '<p / >a',
    '<p class=a&ltb>x',
    '<p class="a&ampb">x</p>',
  ])('odd: %s', (html) => {
    expect(outcome(html, quick)).toBe('unusual');
    expect(() => read(html)).not.toThrow();
  });
});

test('8,000 mutated pages', () => {
  const random = numbers(7);
  let read = 0;
  for (let i = 0; i < 8_000; i++) if (same(mutate(SMALL_PAGES[i % SMALL_PAGES.length]!, random))) read++;
  // So that the test says something.
  expect(read).toBeGreaterThan(1_600);
}, 60_000);

const captures = process.env.HUB_CAPTURES ?? '/work/shared/data/captures';
test.skipIf(!existsSync(captures))('real pages of the Hub', () => {
  const pages = readdirSync(captures).filter((name) => name.endsWith('.html'));
  for (const name of pages)
    expect([name, same(readFileSync(`${captures}/${name}`, 'utf8'))]).toEqual([name, true]);
});
