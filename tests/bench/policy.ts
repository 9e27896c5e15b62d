/**
 * What reading a policy page costs: a made page of 1 MB in the markup of the Hub's, and the same page through htmlparser2 alone
 * with nothing listening, so that a slow machine shows in both numbers.
 */
import { Parser } from 'htmlparser2';
import { walkClauses } from '../../lib/policy/document.ts';
import { parsePolicy } from '../../lib/policy/parse.ts';

/** Milliseconds for 1 MB, as the issue allows. */
export const PARSE_BUDGET_MS = 50;
const PAGE_CHARS = 1_000_000;
const ROUNDS = 15;

export interface ParseCost {
  /** Of the page, in characters. */
  chars: number;
  clauses: number;
  /** Milliseconds, medians over the rounds: `parsePolicy`; the document's own hash, which is worked out when first asked for. */
  parseMs: number;
  hashMs: number;
  /** The best round: what the machine does when nothing else is at work on it. */
  bestMs: number;
  /** Of the very first reading, before the engine has compiled anything. */
  coldMs: number;
  /** htmlparser2 with no handlers on the same page, median. */
  tokenizeMs: number;
  /** `parseMs` by `tokenizeMs`: how dear our own work is, whatever the machine. */
  ratio: number;
}

const WORDS =
  'Content Users may not share models datasets Spaces that harm others without their explicit consent and the Hub can ask its owner for documentation gating or a label in order to protect the Community from risk'.split(
    ' ',
  );
const EMOJI = ['📚', '🙅‍♂️', '🤝', '🛎️', '🛠️'];

/** Headings with their anchor, paragraphs with links and bold words, lists in lists, a table now and then; always the same. */
export function bigPolicyPage(chars = PAGE_CHARS): string {
  let at = 0;
  const sentence = (length: number, mark: string) => {
    let text = '';
    for (let i = 0; i < length; i++) {
      at = (at * 31 + 7) % 9_973;
      text += `${i === 0 ? '' : ' '}${WORDS[at % WORDS.length]}`;
    }
    return `${text}${mark}`;
  };
  const item = (i: number) =>
    `<li>${sentence(8 + (i % 13), i % 9 === 0 ? ' (see “our terms” &amp; others);' : ';')}</li>\n`;
  let html = `<!doctype html>
<html class=""><head><meta charset="utf-8"><title>Content Policy – Hugging Face</title><style>p{margin:0}</style></head>
<body class="flex flex-col"><header class="border-b"><nav><ul><li><a href="/models">Models</a></li></ul></nav></header>
<main class="flex flex-1 flex-col"><div class="prose"><h1>Content Policy 🤗</h1><p>🗓 Effective Date: April 10, 2025</p>`;
  for (let n = 1; html.length < chars; n++) {
    html += `<h${n % 4 === 0 ? 2 : 3} class="relative group"><a id="part-${n}" class="header-link" href="#part-${n}"><span></span></a>
<span>${EMOJI[n % EMOJI.length]} Part ${n} ${sentence(3, '')}</span></h${n % 4 === 0 ? 2 : 3}>\n`;
    for (let i = 0; i < 4; i++) {
      html += `<p>${sentence(24, '.')} <strong>${sentence(2, '')}</strong> ${sentence(18, '')} <a href="/terms-of-service" target="_blank">Terms of Service</a>. ${sentence(20, '.')}</p>\n`;
    }
    html += `<ul>\n${Array.from({ length: 12 }, (_, i) => item(i + n)).join('')}<li>${sentence(5, ':')}<ul>${item(n)}${item(n + 1)}</ul></li></ul>\n`;
    if (n % 10 === 0) {
      html += `<table><tbody><tr><th>${sentence(2, '')}</th><th>${sentence(2, '')}</th></tr><tr><td>${sentence(9, '.')}</td><td>${sentence(11, '.')}</td></tr></tbody></table>\n`;
    }
  }
  return `${html}</div></main><footer><ul><li>© Hugging Face</li></ul></footer></body></html>`;
}

const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[times.length >> 1]!;

/** The rounds of both take turns, so that whatever slows the machine slows both. Takes under five seconds. */
export function measureParse(now: () => number = () => performance.now()): ParseCost {
  const html = bigPolicyPage();
  const parse: number[] = [];
  const hash: number[] = [];
  const tokenize: number[] = [];
  let clauses = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const start = now();
    const document = parsePolicy(html);
    const parsed = now();
    if (document.hash.length !== 64) throw new Error('The page has no hash.');
    const hashed = now();
    const parser = new Parser({});
    parser.write(html);
    parser.end();
    tokenize.push(now() - hashed);
    parse.push(parsed - start);
    hash.push(hashed - parsed);
    clauses = [...walkClauses(document)].length;
  }
  const [parseMs, hashMs, tokenizeMs] = [median(parse), median(hash), median(tokenize)];
  return {
    chars: html.length,
    clauses,
    parseMs,
    hashMs,
    bestMs: Math.min(...parse),
    coldMs: parse[0]!,
    tokenizeMs,
    ratio: parseMs / tokenizeMs,
  };
}
