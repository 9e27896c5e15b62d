/** Who is asking, people's overviews, and the Hub's searches. */

import { type Ctx, HttpError, json, type Reply } from '../http.ts';
import { hash } from '../random.ts';
import { findAccount } from '../store.ts';
import type { Repo, RepoType } from '../types.ts';
import { splitId } from '../types.ts';
import { queryRepos } from './repos.ts';
import { authorView, avatarUrl, runtimeView } from './views.ts';

/** GET /api/whoami-v2 */
export function whoami(ctx: Ctx): Reply {
  const { user, token } = ctx;
  if (!user) throw new HttpError(401, 'Invalid username or password.');
  const accessToken = token && {
    displayName: token.displayName,
    role: token.role,
    createdAt: token.createdAt,
    ...(token.role === 'fineGrained' && {
      fineGrained: { scoped: [], global: token.global ?? [], canReadGatedRepos: false },
    }),
  };
  return json({
    type: 'user',
    id: user._id,
    name: user.name,
    fullname: user.fullname,
    emailVerified: true,
    isPro: user.isPro,
    canPay: false,
    avatarUrl: avatarUrl(user.name),
    orgs: user.orgs.flatMap((name) => {
      const org = findAccount(ctx.state, name);
      return org
        ? [
            {
              type: 'org',
              id: org._id,
              name,
              fullname: org.fullname,
              avatarUrl: avatarUrl(name),
              roleInOrg: 'read',
            },
          ]
        : [];
    }),
    auth: accessToken ? { type: 'access_token', accessToken } : { type: 'cookie' },
  });
}

/** GET /api/users/{username}/overview */
export function overview(ctx: Ctx, name: string): Reply {
  const user = findAccount(ctx.state, name);
  if (user?.type !== 'user') throw new HttpError(404, 'This user does not exist');
  const count = (type: RepoType) => queryRepos(ctx.state, type, { author: user.name }).length;
  const discussions = Object.values(ctx.state.discussions)
    .flat()
    .filter((d) => d.author === user.name);
  return json({
    _id: user._id,
    avatarUrl: avatarUrl(user.name),
    fullname: user.fullname,
    isPro: user.isPro,
    user: user.name,
    type: 'user',
    createdAt: user.createdAt,
    numModels: count('model'),
    numDatasets: count('dataset'),
    numSpaces: count('space'),
    numKernels: count('kernel'),
    numDiscussions: discussions.length,
    numFollowers: user.followerCount,
    details: user.bio,
    orgs: user.orgs.flatMap((o) => {
      const org = findAccount(ctx.state, o);
      return org ? [{ id: org._id, name: o, fullname: org.fullname, avatarUrl: avatarUrl(o) }] : [];
    }),
  });
}

/** GET /api/quicksearch: ids only, no tags. */
export function quicksearch(ctx: Ctx): Reply {
  const q = ctx.url.searchParams.get('q') ?? '';
  const limit = Math.min(20, Number(ctx.url.searchParams.get('limit') ?? 6) || 6);
  const types = [...ctx.url.searchParams.getAll('type'), ...ctx.url.searchParams.getAll('type[]')];
  const wants = (type: string) => types.length === 0 || types.includes(type);
  const repos = (type: RepoType) => {
    const found = wants(type) ? queryRepos(ctx.state, type, { search: q }) : [];
    const items = found.slice(0, limit).map((r) => ({
      id: r.id,
      ...(type === 'space' && { emoji: r.emoji }),
      ...(type !== 'kernel' && { trendingWeight: r.trendingScore }),
    }));
    return { items, count: found.length };
  };
  const [models, datasets, spaces, kernels] = (['model', 'dataset', 'space', 'kernel'] as const).map(
    repos,
  ) as [
    ReturnType<typeof repos>,
    ReturnType<typeof repos>,
    ReturnType<typeof repos>,
    ReturnType<typeof repos>,
  ];
  const accounts = ctx.state.accounts.filter((a) => a.name.includes(q.toLowerCase()));
  const person = (a: (typeof accounts)[number]) => ({
    _id: a._id,
    avatarUrl: avatarUrl(a.name),
    fullname: a.fullname,
  });
  return json({
    q,
    models: models.items,
    modelsCount: models.count,
    datasets: datasets.items,
    datasetsCount: datasets.count,
    spaces: spaces.items,
    spacesCount: spaces.count,
    kernels: kernels.items,
    kernelsCount: kernels.count,
    orgs: accounts
      .filter((a) => a.type === 'org' && wants('org'))
      .slice(0, limit)
      .map((a) => ({ ...person(a), name: a.name })),
    users: accounts
      .filter((a) => a.type === 'user' && wants('user'))
      .slice(0, limit)
      .map((a) => ({ ...person(a), user: a.name })),
    papers: [],
    papersCount: 0,
    collections: [],
    collectionsCount: 0,
    buckets: [],
    bucketsCount: 0,
  });
}

function trendingData(repo: Repo, ctx: Ctx): Record<string, unknown> {
  const account = findAccount(ctx.state, splitId(repo.id).ns);
  const common = {
    author: splitId(repo.id).ns,
    id: repo.id,
    isLikedByUser: false,
    likes: repo.likes,
    private: false,
    repoType: repo.type,
    lastModified: repo.lastModified,
  };
  if (repo.type === 'dataset') return { ...common, downloads: repo.downloads, gated: repo.gated };
  const authorData = account && { authorData: authorView(account) };
  if (repo.type === 'model')
    return {
      ...common,
      ...authorData,
      downloads: repo.downloads,
      gated: repo.gated,
      pipeline_tag: repo.pipeline_tag,
      availableInferenceProviders: [],
    };
  return {
    ...common,
    ...authorData,
    colorFrom: repo.colorFrom,
    colorTo: repo.colorTo,
    createdAt: repo.createdAt,
    emoji: repo.emoji,
    pinned: false,
    title: repo.title,
    sdk: repo.sdk,
    runtime: runtimeView(repo),
    disabled: false,
    tags: repo.tags,
    featured: hash(repo.id) % 5 === 0,
    visibility: 'public',
    shortDescription: repo.description,
  };
}

/** GET /api/trending: only Spaces carry tags there (facts/hub.md c). */
export function trending(ctx: Ctx): Reply {
  const type = ctx.url.searchParams.get('type') ?? 'all';
  const limit = Math.min(20, Number(ctx.url.searchParams.get('limit') ?? 10) || 10);
  const types = (['model', 'dataset', 'space'] as const).filter((t) => type === 'all' || type === t);
  const found = types
    .flatMap((t) => queryRepos(ctx.state, t, {}))
    .sort((a, b) => b.trendingScore - a.trendingScore);
  return json({
    recentlyTrending: found
      .slice(0, limit)
      .map((r) => ({ repoType: r.type, repoData: trendingData(r, ctx) })),
  });
}
