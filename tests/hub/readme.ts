/** Repository cards: writes README.md for the seed and renders the little Markdown that it uses. */

import type { Repo } from './types.ts';
import { isNfaa, NFAA_TAG, repoPath } from './types.ts';

/** HTML-escapes text for element content and double-quoted attributes. */
export function esc(text: unknown): string {
  return String(text).replace(
    /[&<>"']/g,
    (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] as string,
  );
}

/** Path of a repository's generated thumbnail. */
export function thumbPath(repo: { type: string; id: string }): string {
  return `/docs/sandbox/thumb/${repo.type}/${repo.id}.svg`;
}

/** The README.md of a seeded repository, front matter first. */
export function makeReadme(repo: Omit<Repo, 'refs' | 'commits'>, body?: string): string {
  const front: string[] = ['---'];
  if (repo.type === 'space') {
    front.push(
      `title: ${JSON.stringify(repo.title)}`,
      `emoji: ${repo.emoji}`,
      `colorFrom: ${repo.colorFrom}`,
    );
    front.push(`colorTo: ${repo.colorTo}`, `sdk: ${repo.sdk}`);
    front.push(`short_description: ${JSON.stringify(repo.description)}`);
  }
  front.push(`license: ${repo.license}`);
  if (repo.library_name) front.push(`library_name: ${repo.library_name}`);
  if (repo.pipeline_tag) front.push(`pipeline_tag: ${repo.pipeline_tag}`);
  const tags = cardTags(repo);
  if (tags.length > 0) front.push('tags:', ...tags.map((t) => `- ${t}`));
  front.push('---', '');
  const name = repo.id.split('/')[1];
  const gallery = isNfaa(repo)
    ? `![A sample that is not for all audiences](${thumbPath(repo)})\n\nSamples are marked for a reason.\n`
    : `![A sample](${thumbPath(repo)})\n`;
  return `${front.join('\n')}\n${
    body ??
    `# ${name}\n\n${repo.description}\n\n${gallery}\n## Uses\n\n- Try it in a notebook\n- Compare it with **others** of its size\n- Read the \`config.json\`\n\n## Limits\n\nInvented for the sandbox Hub: there are no weights here. See [the repository](${repoPath(repo)}).\n\n\`\`\`python\nfrom sandbox import load\nload("${repo.id}")\n\`\`\`\n`
  }`;
}

/** The tags an author writes in the card; the Hub adds the derived ones (license:…, region:us). */
export function cardTags(repo: { tags: string[] }): string[] {
  return repo.tags.filter((t) => !t.includes(':') && (t === NFAA_TAG || !t.startsWith('_')));
}

/** Removes the front matter (same expression as the Hub's client: facts/hub.md f.1). */
export function stripFrontMatter(readme: string): string {
  return readme.replace(/^(\s*---(?:\r\n|\r|\n))([\S\s]*?)((?:\r\n|\r|\n)---[ \t]*(\r\n|\n|$))/, '');
}

function inline(text: string): string {
  return esc(text)
    .replace(/!\[([^\]]*)\]\(((?:https?:\/\/|\/)[^)\s]+)\)/g, '<img alt="$1" src="$2">')
    .replace(/\[([^\]]*)\]\(((?:https?:\/\/|\/|#)[^)\s]*)\)/g, '<a rel="nofollow" href="$2">$1</a>')
    .replace(/(^|[\s(])(https:\/\/[\w./#?=-]*\w)/g, '$1<a rel="nofollow" href="$2">$2</a>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/(^|[\s(])@([A-Za-z0-9-]{2,42})/g, '$1<a href="/$2">@$2</a>');
}

/** An embedded Space: the one piece of HTML that stays. That cards may hold it is inferred from the Hub's blog and docs. */
const EMBED =
  /^<iframe src="(https:\/\/(?:huggingface\.co\/spaces\/[\w./?=-]+|[\w-]+\.hf\.space[\w./?=-]*))"><\/iframe>$/;

/** Renders the subset of Markdown that cards and comments use. Raw HTML comes out escaped, as if sanitised. */
export function renderMarkdown(markdown: string): string {
  const out: string[] = [];
  for (const block of markdown.trim().split(/\n{2,}/)) {
    const lines = block.split('\n');
    const first = lines[0] ?? '';
    const heading = /^(#{1,4})\s+(.*)$/.exec(first);
    const embed = EMBED.exec(block);
    if (embed) {
      out.push(`<iframe src="${esc(embed[1])}" frameborder="0" width="850" height="450"></iframe>`);
    } else if (first.startsWith('```')) {
      const code = block.replace(/^```\w*\n?/, '').replace(/\n?```$/, '');
      out.push(`<pre><code>${esc(code)}</code></pre>`);
    } else if (heading && lines.length === 1) {
      const level = (heading[1] as string).length;
      out.push(
        `<h${level} class="relative group flex items-center"><span>${inline(heading[2] as string)}</span></h${level}>`,
      );
    } else if (lines.every((l) => /^[-*] /.test(l))) {
      out.push(`<ul>${lines.map((l) => `<li>${inline(l.slice(2))}</li>`).join('')}</ul>`);
    } else if (lines.every((l) => l.startsWith('>'))) {
      out.push(
        `<blockquote><p>${lines.map((l) => inline(l.replace(/^>\s?/, ''))).join('<br>')}</p></blockquote>`,
      );
    } else if (block) out.push(`<p>${lines.map(inline).join('<br>')}</p>`);
  }
  return out.join('\n');
}
