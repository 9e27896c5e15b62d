/** Files of a repository: the tree and one file with its numbered lines. */

import { day } from '../assets/cards.js';
import type { Ctx, Reply } from '../http.ts';
import { esc } from '../readme.ts';
import { fileAt } from '../store.ts';
import type { Commit, Repo } from '../types.ts';
import { repoPath } from '../types.ts';
import { interstitial, repoHeader } from './repo-header.ts';
import { errorPage, island, page } from './shell.ts';

function commitOf(repo: Repo, rev: string): Commit | undefined {
  return repo.commits[repo.refs[rev] ?? rev];
}

function lastCommit(ctx: Ctx, repo: Repo, commit: Commit): string {
  const inner = `<div class="last-commit border"><img alt="" class="avatar-xs" src="/avatars/${esc(commit.author)}.svg"> <a href="/${esc(commit.author)}">${esc(commit.author)}</a> <span>${esc(commit.summary)}</span> <a class="font-mono" href="${esc(repoPath(repo))}/commit/${commit.oid}">${commit.oid.slice(0, 7)}</a></div>`;
  return island(ctx, 'LastCommit', { commit: { id: commit.oid, subject: commit.summary } }, inner);
}

/** As the header of the file viewer has them: each branch with its commit (captured: blob-1.html). */
const branchesOf = (repo: Repo) => ({
  branches: Object.entries(repo.refs)
    .filter(([name]) => !name.startsWith('refs/'))
    .map(([name, oid]) => ({ name, ref: `refs/heads/${name}`, targetCommit: oid })),
  tags: [],
  converts: [],
});

/** GET …/tree/{rev} */
export function treePage(ctx: Ctx, repo: Repo, rev: string): Reply {
  const header = repoHeader(ctx, repo, 'files');
  const commit = commitOf(repo, rev);
  if (!commit) return errorPage(ctx, 404, 'Invalid revision');
  const hidden = interstitial(ctx, repo);
  if (hidden)
    return page(ctx, { title: `${repo.id} at ${rev}`, kind: 'ViewerIndexPage', main: header + hidden });
  const entries = Object.entries(commit.files).map(([path, text]) => ({
    type: 'file',
    path,
    size: Buffer.byteLength(text),
  }));
  const rows = entries.map(
    (e) =>
      `<li class="tree-row"><a class="truncate" href="${esc(repoPath(repo))}/blob/${esc(encodeURIComponent(rev))}/${esc(e.path)}">${esc(e.path)}</a><span class="text-gray-400">${e.size} Bytes</span><a class="text-gray-400" href="${esc(repoPath(repo))}/resolve/${esc(encodeURIComponent(rev))}/${esc(e.path)}">↓</a><time class="text-gray-400" datetime="${commit.date.slice(0, 19)}">${day(commit.date)}</time></li>`,
  );
  const list = island(
    ctx,
    'ViewerIndexTreeList',
    { entries, revision: rev, repo: { name: repo.id, type: repo.type } },
    `<ul class="tree border">${rows.join('')}</ul>`,
  );
  return page(ctx, {
    title: `${repo.id} at ${rev}`,
    kind: 'ViewerIndexPage',
    main: `${header}<div class="container pt-8 pb-12">${lastCommit(ctx, repo, commit)}${list}</div>`,
  });
}

/** GET …/blob/{rev}/{path} */
export function blobPage(ctx: Ctx, repo: Repo, rev: string, path: string): Reply {
  const header = repoHeader(ctx, repo, 'files');
  const commit = commitOf(repo, rev);
  const found = fileAt(repo, rev, path);
  if (!commit || !found) return errorPage(ctx, 404, 'Entry not found');
  const title = `${path} · ${repo.id} at ${rev}`;
  const hidden = interstitial(ctx, repo);
  if (hidden) return page(ctx, { title, kind: 'ViewerBlobPage', main: header + hidden });
  const lines = found.text.split(/\r?\n/);
  const rows = lines.map(
    (text, i) =>
      `<tr class="" id="L${i + 1}"><td class="blob-line-num" data-line-num="${i + 1}"><div class="blob-rule"></div></td><td class="blob-line">${esc(text)}</td></tr>`,
  );
  const crumbs = island(
    ctx,
    'ViewerHeader',
    {
      context: { repo: { name: repo.id, type: repo.type }, rev, path, subpaths: [{ dir: path }] },
      refs: branchesOf(repo),
      view: 'blob',
    },
    `<header class="crumbs"><button class="btn" type="button">${esc(rev)}</button> <a href="${esc(repoPath(repo))}/tree/${esc(rev)}">${esc(repo.id)}</a> / <span>${esc(path)}</span></header>`,
  );
  const blob = island(
    ctx,
    'BlobContent',
    { lines: lines.length },
    `<div class="relative"><div class="blob-scroll text-sm"><table class="font-mono"><tbody>${rows.join('')}</tbody></table></div></div>`,
  );
  // The bar of the captured page (blob-1.html): links first, its size at the end.
  const at = (view: string) => `${esc(repoPath(repo))}/${view}/${esc(encodeURIComponent(rev))}/${esc(path)}`;
  const bar = [
    ['raw', 'raw'],
    ['commits', 'history'],
    ['blame', 'blame'],
  ].map(([view = '', text]) => `<a class="blob-link" href="${at(view)}">${text}</a>`);
  return page(ctx, {
    title,
    kind: 'ViewerBlobPage',
    main: `${header}<div class="container pt-8 pb-12">${crumbs}${lastCommit(ctx, repo, commit)}<div class="blob-top border">${bar.join('')}<span class="text-gray-400">${Buffer.byteLength(found.text)} Bytes</span></div><div class="blob-box border">${blob}</div></div>`,
  });
}
