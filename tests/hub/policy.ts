/** The Content Policy of 30 August 2023 as HTML, from the verbatim text beside this file. */

import { readFileSync } from 'node:fs';
import { esc } from './readme.ts';

const H3 = new Set(['🤖 ML Artifacts', '🧑 Community Content']);
const H2 =
  /^(📚 A few|🕵️ How do|🙅‍♂️ Restricted|🤝 Moderated|🛎️ How can|🛠️ Additional|👷‍♀️ Intellectual|👋 Contact)/u;
/** Three-column boxes of the original: a word each, headed by a picture. */
const BOX = /^(📄|🚪|🫣|📉|👁️|❌|🧐|🤨|😡)/u;

function line(text: string): string {
  if (text === 'Content Policy 🤗') return `<h1>${esc(text)}</h1>`;
  if (H3.has(text)) return `<h3>${esc(text)}</h3>`;
  if (H2.test(text)) return `<h2>${esc(text)}</h2>`;
  return `<p>${esc(text)}</p>`;
}

/** Inner HTML of the policy page. In the text a blank line around a single line marks an item of a list. */
export function policyHtml2023(): string {
  const text = readFileSync(new URL('./content-policy-2023-08-30.txt', import.meta.url), 'utf8');
  const out: string[] = [];
  let items: string[] = [];
  const flush = () => {
    if (items.length > 0) out.push(`<ul>${items.map((i) => `<li>${esc(i)}</li>`).join('')}</ul>`);
    items = [];
  };
  for (const block of text.trim().split(/\n\s*\n/)) {
    const lines = block
      .split('\n')
      .map((l) => l.trim())
      .filter(Boolean);
    const only = lines.length === 1 ? (lines[0] as string) : '';
    if (only && !only.startsWith('🗓') && line(only).startsWith('<p>')) items.push(only);
    else if (lines.every((l) => BOX.test(l))) {
      flush();
      items = lines;
      flush();
    } else {
      flush();
      out.push(...lines.map(line));
    }
  }
  flush();
  return out.join('\n');
}
