/** How the API shows what is in the state. */

import { hash } from '../random.ts';
import { cardTags, renderMarkdown } from '../readme.ts';
import { findAccount } from '../store.ts';
import type { Account, Discussion, DiscussionEvent, HubState, Repo } from '../types.ts';
import { splitId } from '../types.ts';

/** `https://<this>.hf.space`. */
export function subdomainOf(id: string): string {
  return id.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

export const avatarUrl = (name: string) => `/avatars/${name}.svg`;

/** `Author` of the OpenAPI document. */
export function authorView(account: Account): Record<string, unknown> {
  return {
    _id: account._id,
    avatarUrl: avatarUrl(account.name),
    fullname: account.fullname,
    name: account.name,
    type: account.type,
    ...(account.type === 'user' && { isPro: account.isPro }),
    isHf: account.isHf,
    isHfAdmin: account.isHfAdmin,
    isMod: account.isMod,
    followerCount: account.followerCount,
  };
}

const authorOf = (state: HubState, name: string | undefined) => {
  const account = name && findAccount(state, name);
  return account ? authorView(account) : undefined;
};

export function head(repo: Repo): string {
  return repo.refs.main as string;
}

export function cardData(repo: Repo): Record<string, unknown> {
  const tags = cardTags(repo);
  return {
    license: repo.license,
    ...(tags.length > 0 && { tags }),
    ...(repo.library_name && { library_name: repo.library_name }),
    ...(repo.pipeline_tag && { pipeline_tag: repo.pipeline_tag }),
    ...(repo.type === 'space' && {
      title: repo.title,
      emoji: repo.emoji,
      colorFrom: repo.colorFrom,
      colorTo: repo.colorTo,
      sdk: repo.sdk,
      short_description: repo.description,
    }),
  };
}

export function runtimeView(repo: Repo): Record<string, unknown> {
  return {
    stage: hash(repo.id) % 7 === 0 ? 'SLEEPING' : 'RUNNING',
    hardware: { current: 'cpu-basic', requested: 'cpu-basic' },
    replicas: { current: 1, requested: 1 },
    domains: [{ domain: `${subdomainOf(repo.id)}.hf.space`, stage: 'READY' }],
  };
}

/** Every field that `expand` can ask for and that the sandbox knows; each is worked out only when it is asked for. */
const FIELDS: Record<string, (repo: Repo, state: HubState) => unknown> = {
  author: (r) => splitId(r.id).ns,
  // The shape of `baseModels` and `childrenModelCount` is inferred: only their names are documented (facts/hub.md c).
  baseModels: (r) =>
    r.baseModels && { relation: r.baseModels.relation, models: r.baseModels.ids.map((id) => ({ id })) },
  cardData,
  childrenModelCount: (r, state) => (r.type === 'model' ? childrenCount(r, state) : undefined),
  config: () => ({}),
  createdAt: (r) => r.createdAt,
  description: (r) => r.description,
  disabled: (r) => r.disabledReason !== undefined,
  downloads: (r) => r.downloads,
  downloadsAllTime: (r) => r.downloads * 7,
  gated: (r) => r.gated,
  lastModified: (r) => r.lastModified,
  library_name: (r) => r.library_name,
  likes: (r) => r.likes,
  pipeline_tag: (r) => r.pipeline_tag,
  private: (r) => r.private,
  sha: head,
  siblings: (r) => Object.keys(r.commits[head(r)]?.files ?? {}).map((rfilename) => ({ rfilename })),
  spaces: (r, state) =>
    r.type === 'model'
      ? state.repos.filter((s) => s.type === 'space' && s.models?.includes(r.id)).map((s) => s.id)
      : undefined,
  models: (r) => r.models,
  datasets: (r) => r.datasets,
  runtime: (r) => (r.type === 'space' ? runtimeView(r) : undefined),
  sdk: (r) => r.sdk,
  subdomain: (r) => (r.type === 'space' ? subdomainOf(r.id) : undefined),
  tags: (r) => r.tags,
  trendingScore: (r) => r.trendingScore,
  usedStorage: (r) => hash(r.id) % 1_000_000,
};

/** Models made from this one, by how. */
export function childrenOf(repo: Repo, state: HubState): Repo[] {
  return state.repos.filter((r) => r.type === 'model' && !r.private && r.baseModels?.ids.includes(repo.id));
}

function childrenCount(repo: Repo, state: HubState): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { baseModels } of childrenOf(repo, state))
    if (baseModels) counts[baseModels.relation] = (counts[baseModels.relation] ?? 0) + 1;
  return counts;
}

/** The named fields of a repository, without those that it does not have. */
function pick(repo: Repo, state: HubState, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.map((n) => [n, FIELDS[n]?.(repo, state)] as const).filter(([, value]) => value !== undefined),
  );
}

const KERNEL_LIST = [
  'author',
  'private',
  'downloads',
  'gated',
  'lastModified',
  'likes',
  'sha',
  'tags',
  'trendingScore',
];

const BASIC: Record<Repo['type'], string[]> = {
  model: ['likes', 'private', 'downloads', 'pipeline_tag', 'library_name', 'createdAt', 'trendingScore'],
  dataset: [
    'author',
    'disabled',
    'gated',
    'lastModified',
    'likes',
    'trendingScore',
    'private',
    'sha',
    'description',
    'downloads',
    'createdAt',
  ],
  space: ['likes', 'trendingScore', 'private', 'sdk', 'createdAt'],
  kernel: KERNEL_LIST,
};
const FULL: Record<Repo['type'], string[]> = {
  model: [...BASIC.model, 'author', 'sha', 'lastModified', 'gated', 'disabled', 'tags', 'siblings'],
  dataset: [...BASIC.dataset, 'tags', 'cardData'],
  space: [
    ...BASIC.space,
    'author',
    'sha',
    'lastModified',
    'tags',
    'siblings',
    'cardData',
    'models',
    'datasets',
    'subdomain',
  ],
  kernel: KERNEL_LIST,
};

/**
 * One item of a list. Without `full`, a filter or `expand[]=tags` there are no tags: whoever needs them must ask
 * (facts/hub.md c). With `expand` there is nothing but what was asked and the ids.
 */
export function listItem(
  repo: Repo,
  state: HubState,
  options: { expand: string[]; full: boolean },
): Record<string, unknown> {
  const kernel = repo.type === 'kernel';
  const names = options.expand.length > 0 ? options.expand : (options.full ? FULL : BASIC)[repo.type];
  return {
    ...(!kernel && { _id: repo._id }),
    id: repo.id,
    ...(options.expand.length === 0 && repo.type === 'model' && { modelId: repo.id }),
    ...pick(repo, state, names),
  };
}

/** A whole repository document. */
export function repoView(repo: Repo, state: HubState): Record<string, unknown> {
  if (repo.type === 'kernel') {
    const names = ['author', 'downloads', 'lastModified', 'likes', 'private', 'sha', 'gated'];
    const author = authorOf(state, splitId(repo.id).ns);
    return {
      id: repo.id,
      repoType: 'kernel',
      isLikedByUser: false,
      ...pick(repo, state, names),
      ...(author && { authorData: author }),
    };
  }
  const names = [
    ...FULL[repo.type],
    'disabled',
    'gated',
    'cardData',
    'siblings',
    'usedStorage',
    ...(repo.type === 'model' ? ['spaces', 'config'] : []),
    ...(repo.type === 'space' ? ['runtime'] : []),
  ];
  return {
    _id: repo._id,
    id: repo.id,
    ...(repo.type === 'model' && { modelId: repo.id }),
    ...pick(repo, state, names),
    discussionsDisabled: repo.discussionsDisabled,
  };
}

export const repoRef = (repo: Repo) => ({ name: repo.id, type: repo.type });

/** One row of a discussions list: no `isReport` there (facts/hub.md a). */
export function discussionRow(thread: Discussion, repo: Repo, state: HubState): Record<string, unknown> {
  const { ns } = splitId(repo.id);
  const comments = thread.events.filter((e) => e.type === 'comment');
  const counts = new Map<string, number>();
  const reactors = new Set<string>();
  for (const { reaction, users } of comments.flatMap((c) => c.reactions ?? [])) {
    counts.set(reaction, (counts.get(reaction) ?? 0) + users.length);
    for (const u of users) reactors.add(u);
  }
  const author = authorOf(state, thread.author);
  return {
    num: thread.num,
    ...(author && { author }),
    repo: repoRef(repo),
    title: thread.title,
    createdAt: thread.createdAt,
    topReactions: [...counts].map(([reaction, count]) => ({ reaction, count })),
    status: thread.status,
    isPullRequest: thread.isPullRequest,
    numComments: comments.length,
    numReactionUsers: reactors.size,
    pinned: thread.pinned,
    repoOwner: {
      name: ns,
      type: findAccount(state, ns)?.type ?? 'user',
      isParticipating: comments.some((c) => c.author === ns),
      isDiscussionAuthor: thread.author === ns,
    },
  };
}

/** One event of a thread as the API shows it. */
export function eventView(event: DiscussionEvent, repo: Repo, state: HubState): Record<string, unknown> {
  const author = authorOf(state, event.author);
  const data: Record<string, () => Record<string, unknown>> = {
    comment: () => ({
      edited: false,
      hidden: event.hidden ?? false,
      ...(event.hidden && { hiddenBy: splitId(repo.id).ns }),
      latest: {
        raw: event.hidden ? '' : (event.raw ?? ''),
        html: event.hidden ? '' : renderMarkdown(event.raw ?? ''),
        updatedAt: event.createdAt,
        ...(author && { author }),
      },
      numEdits: 0,
      editors: event.author ? [event.author] : [],
      editorAvatarUrls: event.author ? [avatarUrl(event.author)] : [],
      reactions: (event.reactions ?? []).map((r) => ({ ...r, count: r.users.length })),
    }),
    'status-change': () => ({ status: event.status, ...(event.reason && { reason: event.reason }) }),
    'title-change': () => ({ from: event.from, to: event.to }),
    'pinning-change': () => ({ pinned: event.pinned }),
    'locking-change': () => ({ locked: event.locked }),
    'report-status-change': () => ({ report: event.report }),
    commit: () => ({ subject: event.subject, oid: event.oid }),
  };
  return {
    id: event.id,
    createdAt: event.createdAt,
    ...(author && {
      author: { ...author, isOwner: event.author === splitId(repo.id).ns, isOrgMember: false },
    }),
    type: event.type,
    data: (data[event.type] as () => Record<string, unknown>)(),
  };
}

/** A thread with its events. */
export function discussionView(thread: Discussion, repo: Repo, state: HubState): Record<string, unknown> {
  const author = authorOf(state, thread.author);
  return {
    _id: thread._id,
    num: thread.num,
    ...(author && { author }),
    repo: repoRef(repo),
    title: thread.title,
    createdAt: thread.createdAt,
    status: thread.status,
    events: thread.events.map((e) => eventView(e, repo, state)),
    pinned: thread.pinned,
    locked: thread.locked,
    collection: 'discussions',
    isPullRequest: thread.isPullRequest,
    ...(thread.isPullRequest
      ? { filesWithConflicts: [], changes: { base: 'refs/heads/main' } }
      : { isReport: thread.isReport }),
  };
}

/** Item of listings (`/models-json`, islands): no tags, whatever the repository (facts/hub-dom.md 0.2). */
export function pageItem(repo: Repo, state: HubState): Record<string, unknown> {
  const common = {
    author: splitId(repo.id).ns,
    authorData: authorOf(state, splitId(repo.id).ns),
    id: repo.id,
    isLikedByUser: false,
    lastModified: repo.lastModified,
    likes: repo.likes,
    private: repo.private,
    gated: repo.gated,
    repoType: repo.type,
  };
  if (repo.type !== 'space')
    return {
      ...common,
      downloads: repo.downloads,
      pipeline_tag: repo.pipeline_tag,
      numParameters: repo.numParameters,
    };
  return {
    ...common,
    title: repo.title,
    emoji: repo.emoji,
    colorFrom: repo.colorFrom,
    colorTo: repo.colorTo,
    createdAt: repo.createdAt,
    shortDescription: repo.description,
    sdk: repo.sdk,
    pinned: false,
    runtime: runtimeView(repo),
    trendingScore: repo.trendingScore,
  };
}
