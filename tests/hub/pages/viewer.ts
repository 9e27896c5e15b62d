/**
 * The data viewer of a dataset, a page of its own: `/viewer/{config}/{split}?row=N`. The island is seen (facts/hub-dom.md 5),
 * its markup is inferred.
 */

import type { Ctx, Reply } from '../http.ts';
import { esc, thumbPath } from '../readme.ts';
import type { Repo } from '../types.ts';
import { repoPath, splitId } from '../types.ts';
import { interstitial, repoHeader } from './repo-header.ts';
import { island, page } from './shell.ts';

const ROWS = 12;

/** GET /datasets/{ns}/{name}/viewer[/{config}[/{split}]] */
export function viewerPage(ctx: Ctx, repo: Repo, config = 'default', split = 'train'): Reply {
  const header = repoHeader(ctx, repo, 'card');
  const title = `${repo.id} · Data viewer`;
  const hidden = interstitial(ctx, repo);
  if (hidden) return page(ctx, { title, kind: 'DatasetViewerPage', main: header + hidden });
  const open = Number(ctx.url.searchParams.get('row') ?? -1);
  const path = `${repoPath(repo)}/viewer/${encodeURIComponent(config)}/${encodeURIComponent(split)}`;
  const rows = Array.from(
    { length: ROWS },
    (_, i) =>
      `<tr${i === open ? ' class="open-row"' : ''}><td><a href="${esc(path)}?row=${i}">${i}</a></td><td><img alt="" src="${esc(thumbPath(repo))}?row=${i}" width="40" height="40"></td><td>Row ${i} of ${esc(splitId(repo.id).name)}</td></tr>`,
  );
  const viewer = island(
    ctx,
    'DatasetViewer',
    { dataset: repo.id, config, split },
    `<div class="viewer"><div class="viewer-top">${esc(config)} · ${esc(split)}</div><table><thead><tr><th>row</th><th>image</th><th>caption</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`,
  );
  return page(ctx, {
    title,
    kind: 'DatasetViewerPage',
    main: `${header}<div class="container pt-8 pb-12">${viewer}</div>`,
  });
}
