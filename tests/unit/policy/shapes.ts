/** The text of 2023 in the markup of several imaginable pages. Written apart from the parser, to be its judge. */
import { readFileSync } from 'node:fs';

export const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/policy/${name}`, import.meta.url), 'utf8');

export interface Line {
  text: string;
  /** Heading level, 0 for text. */
  level: number;
}

const H3 = ['🤖 ML Artifacts', '🧑 Community Content'];

/** The text proper, a line per block; what begins with an emoji and stands on a short line of its own section is a heading. */
export function policyLines(): Line[] {
  const lines = fixture('content-policy-2023-08-30.txt')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const text = lines.slice(lines.indexOf('Content Policy 🤗'), lines.lastIndexOf('Company'));
  const h2 = /^(📚 A few|🕵️ How do|🙅‍♂️ R|🤝 M|🛎️ H|🛠️ A|👷‍♀️ I|👋 C)/u;
  return text.map((line, i) => ({
    text: line,
    level: i === 0 ? 1 : H3.includes(line) ? 3 : h2.test(line) && line.length < 70 ? 2 : 0,
  }));
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
const isItem = (line: Line) => line.level === 0 && (/[;]$/.test(line.text) || line.text.length < 60);

const HEADER =
  '<header class="border-b"><div><a href="/"><span>Hugging Face</span></a><nav><ul><li><a href="/models">Models</a></li><li><a href="/login">Log In</a></li></ul></nav></div></header>';
const FOOTER =
  '<footer><ul><li>© Hugging Face</li><li><a href="/terms-of-service">TOS</a></li><li><a href="/pricing">Pricing</a></li></ul></footer>';
const TABS =
  '<div class="tabs"><a href="/terms-of-service">Terms of Service</a>\n\t\t<a href="/privacy">Privacy Policy</a>\n<a href="/content-policy">Content Policy</a></div>';

export function page(main: string, title = 'Content Policy – Hugging Face'): string {
  return `<!doctype html>
<html class=""><head><meta charset="utf-8"><title>${title}</title><style>p{color:red}</style>
<script type="text/javascript" src="https://de5282c3ca0c.edge.sdk.awswaf.com/de5282c3ca0c/526cf06acb0d/challenge.js" defer></script></head>
<body class="flex"><div class="SVELTE_HYDRATER contents" data-target="MainHeader" data-props="{&quot;a&quot;:1}">${HEADER}</div>
${main}
${FOOTER}<script>window.x = "<p>not text</p>";</script></body></html>`;
}

/** `<main>` with prose: h1–h3, p, ul. The nearest to what the Hub is likely to send. */
export function prose(lines = policyLines()): string {
  let html = `<main class="flex flex-1 flex-col">${TABS}<div class="prose">`;
  let open = false;
  for (const line of lines) {
    const item = isItem(line);
    if (item !== open) html += item ? '<ul>' : '</ul>';
    open = item;
    const text = escaped(line.text).replace('Hugging Face Team', '<b>Hugging Face</b> <i>Team</i>');
    if (line.level > 0) {
      html += `<h${line.level} class="relative group"><a id="x" class="header-link" href="#x"><span><svg><title>link</title><path d=""/></svg></span></a>\n<span>${text}</span></h${line.level}>`;
    } else html += item ? `<li>${text}\n</li>` : `<p>${text}</p>`;
  }
  return page(`${html}${open ? '</ul>' : ''}</div></main>`);
}

/** No headings, no lists, no main: divs and line breaks. */
export function divsAndBreaks(lines = policyLines()): string {
  const body = lines
    .map((line) =>
      line.level > 0
        ? `</div><div class="title">${escaped(line.text)}</div><div>`
        : `${escaped(line.text)}<br/>`,
    )
    .join('\n');
  return page(`<div id="app"><div class="text"><div>${body}</div></div></div>`);
}

/** A redesign: an article of sections, each a table; headings one level deeper; cells instead of items; numeric entities. */
export function tables(lines = policyLines()): string {
  let html = '<article role="main">';
  let open = false;
  for (const line of lines) {
    const text = escaped(line.text)
      .replace(/'/g, '&#39;')
      .replace(/ /g, (space, at: number) => (at % 7 === 0 ? '&nbsp;' : space));
    if (line.level > 0) {
      html += `${open ? '</tbody></table></section>' : ''}<section><h${line.level + 1}>${text}</h${line.level + 1}><table><tbody>`;
      open = true;
    } else html += `<tr><td>${text}</td><td></td></tr>`;
  }
  return page(`${html}</tbody></table></section></article>`, 'Policies');
}

/** Headings as bold paragraphs; items nested ever deeper; curly quotes; emoji without their presentation mark. */
export function boldAndNested(lines = policyLines()): string {
  let html = '<main>';
  let depth = 0;
  for (const line of lines) {
    const text = escaped(line.text)
      .replace(/'/g, '’')
      .replace(/&quot;([^&]*)&quot;/g, '“$1”')
      .replace(/\uFE0F/g, '');
    if (isItem(line) && depth < 30) {
      html += `<ol><li>${text}`;
      depth++;
      continue;
    }
    html += '</li></ol>'.repeat(depth);
    depth = 0;
    html += line.level > 0 ? `<p><strong>${text}</strong></p>` : `<p>${text}</p>`;
  }
  return page(`${html}${'</li></ol>'.repeat(depth)}</main>`);
}

/** HTML4 habits: capital tags, list items and paragraphs left open, no quotes. */
export function oldStyle(lines = policyLines()): string {
  const body = lines.map((line) =>
    line.level > 0
      ? `<H${line.level} ALIGN=left>${escaped(line.text)}</H${line.level}>`
      : `<P>${escaped(line.text)}`,
  );
  return `<HTML><BODY BGCOLOR=white>${body.join('\r\n')}</BODY></HTML>`;
}

/** Another redesign: own elements, sections that fold, definition lists, line breaks for the rest; headings at level 4 to 6. */
export function accordions(lines = policyLines()): string {
  let html = '<hub-page><div class="layout" role="main">';
  let open = '';
  const end = () => {
    html += open;
    open = '';
  };
  for (const line of lines) {
    const text = escaped(line.text).replace(/\b(Repository)\b/, '<a href="/docs"><em>$1</em></a>');
    if (line.level > 0) {
      end();
      const tag = `h${line.level + 3}`;
      if (line.level === 2)
        html += `${html.includes('<details') ? '</details>' : ''}<details open><summary><${tag}>${text}</${tag}></summary>`;
      else html += `<${tag}>${text}</${tag}>`;
    } else if (isItem(line)) {
      if (!open.startsWith('</dl>')) {
        end();
        html += '<dl>';
        open = '</dl>';
      }
      html += html.length % 2 === 0 ? `<dt>${text}</dt>` : `<dd><hub-text>${text}</hub-text></dd>`;
    } else {
      if (!open.startsWith('</blockquote>')) {
        end();
        html += '<blockquote>';
        open = '</blockquote>';
      }
      html += `${text}<br><br>`;
    }
  }
  end();
  return page(`${html}</details></div></hub-page>`, 'Hub');
}

export const SHAPES = { prose, divsAndBreaks, tables, boldAndNested, oldStyle, accordions };
