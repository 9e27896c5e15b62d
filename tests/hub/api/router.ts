/** `/api/*` and `/resolve/`: path -> handler. */

import { type Ctx, HttpError, type Reply } from '../http.ts';
import type { RepoType } from '../types.ts';
import { overview, quicksearch, trending, whoami } from './account.ts';
import { commits } from './commits.ts';
import { discussionsApi } from './discussions.ts';
import { commit, resolve, resolveCache, validateYaml } from './files.ts';
import { getRepo, listRepos } from './repos.ts';
import { fullTextApi } from './search.ts';

const typeOf = (plural: string) => plural.slice(0, -1) as RepoType;
/** `refs/pr/3` is one revision, whether its slashes are escaped or not. */
const REV = '(refs/pr/\\d+|[^/]+)';

/** Answers `/api/*`; throws HttpError. */
export function api(ctx: Ctx): Reply {
  const { path, method } = ctx;
  const get = method === 'GET' || method === 'HEAD';
  if (path === '/api/whoami-v2' && get) return whoami(ctx);
  if (path === '/api/quicksearch' && get) return quicksearch(ctx);
  if (path === '/api/search/full-text' && get) return fullTextApi(ctx);
  if (path === '/api/trending' && get) return trending(ctx);
  if (path === '/api/validate-yaml' && method === 'POST') return validateYaml(ctx);
  const user = /^\/api\/users\/([^/]+)\/overview$/.exec(path);
  if (user && get) return overview(ctx, user[1] as string);

  const cached = new RegExp(
    `^/api/resolve-cache/(models|datasets|spaces|kernels)/([^/]+/[^/]+)/${REV}/(.+)$`,
  ).exec(path);
  if (cached && get)
    return resolveCache(
      ctx,
      typeOf(cached[1] as string),
      cached[2] as string,
      cached[3] as string,
      cached[4] as string,
    );

  const m = /^\/api\/(models|datasets|spaces|kernels)(?:\/([^/]+\/[^/]+)(\/.*)?)?$/.exec(path);
  if (!m) throw new HttpError(404, 'Sorry, we can’t find the page you are looking for.');
  const [, plural = '', id, rest = ''] = m;
  const type = typeOf(plural);
  if (!id && get) return listRepos(ctx, type);
  if (id && rest.startsWith('/discussions'))
    return discussionsApi(ctx, type, id, rest.slice('/discussions'.length));
  if (id && rest === '' && get) return getRepo(ctx, type, id);
  const rev = new RegExp(`^/(revision|commit|commits)/${REV}$`).exec(rest);
  if (id && rev?.[1] === 'revision' && get) return getRepo(ctx, type, id, rev[2]);
  if (id && rev?.[1] === 'commits' && get && type !== 'kernel')
    return commits(ctx, type, id, rev[2] as string);
  if (id && rev?.[1] === 'commit' && method === 'POST') return commit(ctx, type, id, rev[2] as string);
  throw new HttpError(404, 'Sorry, we can’t find the page you are looking for.');
}

/** Answers `/{prefix}/{ns}/{name}/resolve/{rev}/{path}`, or undefined when the path is another one. */
export function resolveRoute(ctx: Ctx): Reply | undefined {
  const m = new RegExp(`^/(?:(datasets|spaces|kernels)/)?([^/]+/[^/]+)/resolve/${REV}/(.+)$`).exec(ctx.path);
  if (!m) return undefined;
  return resolve(ctx, m[1] ? typeOf(m[1]) : 'model', m[2] as string, m[3] as string, m[4] as string);
}
