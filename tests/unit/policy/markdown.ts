/** The little of Markdown that Open Terms Archive's recordings use, as the HTML of a page. */
import { page } from './shapes.ts';

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const inline = (text: string) =>
  escaped(text)
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, '<a href="$2">$1</a>')
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>');

/** What a reader sees of it: link texts, no marks. */
export function shownOf(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[=-]{3,}$/gm, '')
    .replace(/^\s*(?:[*]|\d+\.)\s{2,3}/gm, '')
    .replace(/\*\*/g, '');
}

/** Underlined headings, lists one within another by four spaces, paragraphs; all within `<main>`. */
export function markdownPage(markdown: string, title: string): string {
  let html = '';
  const open: string[] = [];
  const closeTo = (depth: number) => {
    while (open.length > depth) html += `</li></${open.pop()}>`;
  };
  const blocks = markdown.split(/\n\s*\n/).flatMap((block) => block.split(/\n(?=\s*(?:\*|\d+\.)\s{2,3}\S)/));
  for (const block of blocks) {
    if (block.trim() === '') continue;
    const heading = /^(.*)\n(=+|-+)\s*$/s.exec(block);
    const item = /^(\s*)(\*|\d+\.)\s{2,3}(.*)$/s.exec(block.replace(/^\n+/, ''));
    if (heading) {
      closeTo(0);
      const tag = heading[2]!.startsWith('=') ? 'h1' : 'h2';
      html += `<${tag}>${inline(heading[1]!)}</${tag}>\n`;
    } else if (item) {
      const depth = Math.floor(item[1]!.length / 4);
      const tag = item[2] === '*' ? 'ul' : 'ol';
      closeTo(depth + 1);
      if (open[depth] !== undefined && open[depth] !== tag) closeTo(depth);
      if (open.length > depth) html += '</li><li>';
      else {
        html += `<${tag}><li>`;
        open.push(tag);
      }
      html += inline(item[3]!);
    } else {
      closeTo(/^\s{4}/.test(block) ? open.length : 0);
      html += `<p>${inline(block)}</p>\n`;
    }
  }
  closeTo(0);
  return page(`<main class="flex flex-1 flex-col"><div class="prose">${html}</div></main>`, title);
}
