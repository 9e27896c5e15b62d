/** Pages: path -> handler. */

import { followRename } from '../api/repos.ts';
import { type Ctx, type Reply, redirect } from '../http.ts';
import { legalPage } from '../legal.ts';
import { canSee, findAccount, findRepo } from '../store.ts';
import type { RepoType } from '../types.ts';
import { repoPath } from '../types.ts';
import { activityPage } from './activity.ts';
import { discussionsPage, newDiscussionPage, threadPage } from './discussions.ts';
import { blobPage, treePage } from './files.ts';
import { home, listing, listingJson } from './listing.ts';
import { collectionPage, collectionsPage, paperPage, papersPage, profilePage } from './people.ts';
import { loginPage, logout, manyPage, tokensPage } from './plain.ts';
import { postPage } from './posts.ts';
import { repoPage } from './repo.ts';
import { endlessPage, linksPage, spaPage } from './sandbox.ts';
import { fullTextPage } from './search.ts';
import { errorPage } from './shell.ts';
import { viewerPage } from './viewer.ts';

const FIXED: Record<string, (ctx: Ctx) => Reply> = {
  '/': home,
  '/content-policy': (ctx) => legalPage(ctx, '/content-policy'),
  '/content-guidelines': () => redirect('/content-policy'),
  '/code-of-conduct': (ctx) => legalPage(ctx, '/code-of-conduct'),
  '/terms-of-service': (ctx) => legalPage(ctx, '/terms-of-service'),
  '/privacy': (ctx) => legalPage(ctx, '/privacy'),
  '/login': loginPage,
  '/join': loginPage,
  '/logout': logout,
  '/settings/tokens': tokensPage,
  '/collections': collectionsPage,
  '/papers': papersPage,
  '/search/full-text': fullTextPage,
  '/docs/sandbox/many': manyPage,
  '/docs/sandbox/links': linksPage,
  '/docs/sandbox/endless': endlessPage,
  '/docs/sandbox/spa': spaPage,
};
/** First segments that are nobody's name (facts/hub-dom.md 9). */
const RESERVED = new Set(
  'models datasets spaces kernels collections papers posts blog docs api settings login join logout sandbox front avatars search'.split(
    ' ',
  ),
);

const typeOf = (plural: string) => plural.slice(0, -1) as RepoType;

/** One page of a repository; `rest` is what follows its id. */
function repoRoute(ctx: Ctx, type: RepoType, id: string, rest: string): Reply {
  const moved = followRename(ctx, type, id, (to) => repoPath({ type, id: to }) + rest);
  if (moved) return moved;
  const repo = findRepo(ctx.state, type, id);
  // The Hub does not say whether a private repository exists.
  if (!repo || !canSee(repo, ctx.user))
    return errorPage(ctx, ctx.user ? 404 : 401, 'Sorry, we can’t find the page you are looking for.');
  if (repo.id !== id) return redirect(repoPath(repo) + rest + ctx.url.search, 307);
  if (rest === '') return repoPage(ctx, repo);
  const file = /^\/(tree|blob)\/(refs\/pr\/\d+|[^/]+)(?:\/(.+))?$/.exec(rest);
  if (file?.[1] === 'tree') return treePage(ctx, repo, file[2] as string);
  if (file?.[3]) return blobPage(ctx, repo, file[2] as string, file[3]);
  const viewer = type === 'dataset' && /^\/viewer(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(rest);
  if (viewer) return viewerPage(ctx, repo, viewer[1], viewer[2]);
  if (rest === '/discussions') return discussionsPage(ctx, repo);
  if (rest === '/discussions/new') return newDiscussionPage(ctx, repo);
  const thread = /^\/discussions\/(\d+)$/.exec(rest);
  if (thread) return threadPage(ctx, repo, Number(thread[1]));
  return errorPage(ctx, 404, 'Sorry, we can’t find the page you are looking for.');
}

/** Answers every path that is not the API's. */
export function pages(ctx: Ctx): Reply {
  const path = ctx.path.length > 1 ? ctx.path.replace(/\/$/, '') : ctx.path;
  const fixed = FIXED[path];
  if (fixed) return fixed(ctx);
  const list = /^\/(models|datasets|spaces|kernels)(-json)?$/.exec(path);
  if (list) return (list[2] ? listingJson : listing)(ctx, typeOf(list[1] as string));
  const paper = /^\/papers\/([\d.]+)$/.exec(path);
  if (paper) return paperPage(ctx, paper[1] as string);
  const post = /^\/posts\/([^/]+)\/([^/]+)$/.exec(path);
  if (post) return postPage(ctx, post[1] as string, post[2] as string);
  const collection = /^\/collections\/([^/]+\/[^/]+)$/.exec(path);
  const found = collection && ctx.state.collections.find((c) => c.id === collection[1]);
  if (found) return collectionPage(ctx, found);

  // The Hub's client reads this form (facts/hub.md g); that the site redirects it is inferred.
  const model = /^\/models(\/[^/]+\/.+)$/.exec(path);
  if (model) return redirect(model[1] + ctx.url.search, 307);
  const repo = /^\/(datasets|spaces|kernels)\/([^/]+\/[^/]+)(\/.*)?$/.exec(path);
  if (repo) return repoRoute(ctx, typeOf(repo[1] as string), repo[2] as string, repo[3] ?? '');
  const [, first = '', second, rest = ''] = /^\/([^/]+)(?:\/([^/]+)(\/.*)?)?$/.exec(path) ?? [];
  if (first && !RESERVED.has(first)) {
    const account = findAccount(ctx.state, first);
    if (!second && account) return profilePage(ctx, account);
    const activity = account && second === 'activity' && /^\/(\w+)$/.exec(rest);
    if (activity) return activityPage(ctx, account, activity[1] as string);
    if (account && /^(models|datasets|spaces)$/.test(second ?? '') && !rest)
      return profilePage(ctx, account, typeOf(second as string));
    if (second) return repoRoute(ctx, 'model', `${first}/${second}`, rest);
  }
  return errorPage(ctx, 404, 'Sorry, we can’t find the page you are looking for.');
}
