/** Files: `/resolve/`, `/api/resolve-cache/`, the commit endpoint and card validation. */

import { createHash } from 'node:crypto';
import { type Ctx, file, HttpError, json, jsonBody, type Reply, redirect } from '../http.ts';
import { PICTURE, picture } from '../pictures.ts';
import { addEvent, fileAt, newId, openDiscussion } from '../store.ts';
import type { Repo, RepoType } from '../types.ts';
import { isNfaa, repoPath, splitId } from '../types.ts';
import { requireWriter } from './discussions.ts';
import { followRename, requireRepo } from './repos.ts';

/** Git's name of a file's content, which is the ETag of small files. */
function gitSha1(content: string | Buffer): string {
  const bytes = Buffer.from(content);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** A file's content as it goes over the wire: pictures are drawn here, live files made. */
function requireFile(
  ctx: Ctx,
  repo: Repo,
  rev: string,
  path: string,
): { oid: string; body: string | Buffer; type: string } {
  if (!repo.refs[rev] && !repo.commits[rev])
    throw new HttpError(404, `Invalid rev id: ${rev}`, 'RevisionNotFound');
  const live = ctx.live.text(repo, path);
  const found = live === undefined ? fileAt(repo, rev, path) : { oid: repo.refs[rev] ?? rev, text: live };
  if (!found) throw new HttpError(404, 'Entry not found', 'EntryNotFound');
  if (found.text === PICTURE)
    return { oid: found.oid, body: picture(repo.id, isNfaa(repo)), type: 'image/png' };
  return { oid: found.oid, body: found.text, type: 'text/plain; charset=utf-8' };
}

/** GET …/resolve/{rev}/{path}: redirects to the cache, naming the revision it read. */
export function resolve(ctx: Ctx, type: RepoType, id: string, rev: string, path: string): Reply {
  const moved = followRename(
    ctx,
    type,
    id,
    (to) => `${repoPath({ type, id: to })}/resolve/${encodeURIComponent(rev)}/${path}`,
  );
  if (moved) return moved;
  const repo = requireRepo(ctx, type, id);
  if (repo.gated && path !== 'README.md')
    throw new HttpError(403, `Access to ${type} ${repo.id} is restricted.`, 'GatedRepo');
  const found = requireFile(ctx, repo, rev, path);
  const headers = { 'x-repo-commit': found.oid, etag: `"${gitSha1(found.body)}"` };
  if (ctx.request.headers['if-none-match'] === headers.etag) return { status: 304, headers, body: '' };
  return redirect(
    `/api/resolve-cache/${type}s/${repo.id}/${found.oid}/${encodeURIComponent(path)}`,
    307,
    headers,
  );
}

/** GET /api/resolve-cache/{type}s/{id}/{oid}/{path} */
export function resolveCache(ctx: Ctx, type: RepoType, id: string, oid: string, path: string): Reply {
  const found = requireFile(ctx, requireRepo(ctx, type, id), oid, path);
  const etag = `"${gitSha1(found.body)}"`;
  const headers = { 'x-repo-commit': found.oid, etag };
  if (ctx.request.headers['if-none-match'] === etag) return { status: 304, headers, body: '' };
  return file(found.type, found.body, headers);
}

interface CommitLines {
  summary: string;
  description: string;
  parentCommit?: string;
  files: Record<string, string>;
}

function readCommit(ctx: Ctx): CommitLines {
  const out: CommitLines = { summary: '', description: '', files: {} };
  const decode = (v: { content?: string; encoding?: string }) =>
    Buffer.from(v.content ?? '', v.encoding === 'base64' ? 'base64' : 'utf8').toString();
  try {
    for (const line of ctx.request.body.split('\n').filter(Boolean)) {
      const { key, value } = JSON.parse(line) as { key: string; value: Record<string, string> };
      if (key === 'header')
        Object.assign(out, {
          summary: value.summary,
          description: value.description ?? '',
          ...(value.parentCommit && { parentCommit: value.parentCommit }),
        });
      else if (key === 'file') out.files[value.path as string] = decode(value);
      else throw new Error(key);
    }
  } catch {
    throw new HttpError(400, 'Invalid commit payload');
  }
  if (!out.summary) throw new HttpError(400, 'summary: Required');
  return out;
}

/** POST /api/{type}s/{id}/commit/{rev}[?create_pr=1] with newline-separated JSON (facts/hub.md f.3). */
export function commit(ctx: Ctx, type: RepoType, id: string, rev: string): Reply {
  const user = requireWriter(ctx);
  const repo = requireRepo(ctx, type, id);
  const lines = readCommit(ctx);
  const asPr = ['1', 'true'].includes(ctx.url.searchParams.get('create_pr') ?? '');
  const headOid = repo.refs[rev];
  const parent = asPr ? (lines.parentCommit ?? headOid) : headOid;
  if (!headOid || !parent || !repo.commits[parent])
    throw new HttpError(404, `Invalid rev id: ${rev}`, 'RevisionNotFound');
  if (!asPr) {
    if (ctx.token?.role !== 'write' || splitId(repo.id).ns !== user.name)
      throw new HttpError(403, 'You have no permission to push to this repository');
    if (lines.parentCommit && lines.parentCommit !== headOid)
      throw new HttpError(412, 'A commit has happened since. Please refresh and try again.');
  }
  const oid = newId(ctx.state, 40);
  const now = new Date().toISOString();
  let pullRequestUrl: string | undefined;
  if (asPr) {
    const pr = openDiscussion(ctx.state, repo, {
      author: user.name,
      title: lines.summary,
      description: lines.description,
      pullRequest: 'open',
    });
    addEvent(ctx.state, pr, { type: 'commit', author: user.name, subject: lines.summary, oid });
    repo.refs[`refs/pr/${pr.num}`] = oid;
    pullRequestUrl = `https://huggingface.co${repoPath(repo)}/discussions/${pr.num}`;
  } else repo.refs[rev] = oid;
  repo.commits[oid] = {
    oid,
    parent,
    summary: lines.summary,
    date: now,
    author: user.name,
    files: { ...repo.commits[parent].files, ...lines.files },
  };
  return json({
    success: true,
    commitOid: oid,
    commitUrl: `https://huggingface.co${repoPath(repo)}/commit/${oid}`,
    hookOutput: '',
    ...(pullRequestUrl && { pullRequestUrl }),
  });
}

/** POST /api/validate-yaml: refuses a card whose front matter never ends or holds a tab. */
export function validateYaml(ctx: Ctx): Reply {
  const { content, repoType } = jsonBody(ctx);
  if (typeof content !== 'string' || typeof repoType !== 'string')
    throw new HttpError(400, 'content: Required');
  const front = /^---\r?\n([\s\S]*?)\r?\n---/.exec(content);
  const wrong = content.startsWith('---') && (!front || /^\t/m.test(front[1] as string));
  if (wrong)
    return json(
      { error: 'Invalid metadata in README.md', errors: [{ message: 'YAML Metadata Error' }], warnings: [] },
      400,
    );
  return json({ warnings: front ? [] : [{ message: 'empty or missing yaml metadata in repo card' }] });
}
