/**
 * Activity: who liked, updated and discussed what. Rows are plain blocks with a picture and links, no `article`s; that
 * `UserProfile` has `activities[]` and that `.org-profile-content > div` are rows is seen (facts/hub-dom.md 8), the rest is
 * inferred.
 */

import { queryRepos } from '../api/repos.ts';
import { authorView } from '../api/views.ts';
import { day } from '../assets/cards.js';
import type { Ctx, Reply } from '../http.ts';
import { hash } from '../random.ts';
import { esc } from '../readme.ts';
import { SPECIAL } from '../special.ts';
import { findRepo } from '../store.ts';
import type { Account, HubState, Repo, RepoType } from '../types.ts';
import { REPO_TYPES, repoKey, repoPath } from '../types.ts';
import { thumbImg } from './mentions.ts';
import { island, page } from './shell.ts';

interface Activity {
  who: string;
  did: string;
  repo: Repo;
  at: string;
  /** Where the row's last link leads, when it is not the repository. */
  thread?: { num: number; title: string };
}

const NOUN: Record<RepoType, string> = {
  model: 'model',
  dataset: 'dataset',
  space: 'Space',
  kernel: 'kernel',
};
/** How many repositories a person's page says were updated, and how many threads were opened. */
const OWN = 4;

/** What the sandbox's people like: the special repositories, tagged and safe, each for about half of them. */
const LIKED: [RepoType, string][] = [
  ['model', SPECIAL.nfaaModel],
  ['dataset', SPECIAL.nfaaDataset],
  ['space', SPECIAL.nfaaSpace],
  ['kernel', SPECIAL.nfaaKernel],
  ['model', SPECIAL.safeModel],
  ['dataset', SPECIAL.safeDataset],
  ['space', SPECIAL.safeSpace],
  ['kernel', SPECIAL.kernel],
];

function activitiesOf(state: HubState, account: Account): Activity[] {
  const who = account.name;
  const likes = LIKED.flatMap(([type, id]) => {
    const repo = findRepo(state, type, id);
    const likesIt = who === SPECIAL.user || hash(`${who} ${id}`) % 2 === 0;
    return repo && likesIt
      ? [{ who, did: `liked a ${NOUN[type]}`, repo, at: '2026-10-05T10:00:00.000Z' }]
      : [];
  });
  const updates = REPO_TYPES.flatMap((type) => queryRepos(state, type, { author: who, sort: 'lastModified' }))
    .slice(0, OWN)
    .map((repo) => ({ who, did: `updated a ${NOUN[repo.type]}`, repo, at: repo.lastModified }));
  const threads = Object.entries(state.discussions)
    .flatMap(([key, list]) => list.filter((d) => d.author === who).map((d) => ({ key, d })))
    .slice(-OWN)
    .flatMap(({ key, d }) => {
      const repo = state.repos.find(
        (r) => repoKey(r) === key && !r.private && r.disabledReason === undefined,
      );
      const thread = { num: d.num, title: d.title };
      return repo ? [{ who, did: 'started a discussion on', repo, at: d.createdAt, thread }] : [];
    });
  return [...likes, ...updates, ...threads];
}

function row(a: Activity): string {
  const last = a.thread
    ? `<a class="truncate" href="${esc(repoPath(a.repo))}/discussions/${a.thread.num}">#${a.thread.num} ${esc(a.thread.title)}</a>`
    : '';
  return `<div class="activity-row border-b border-gray-100"><img alt="" class="avatar-sm flex-none" src="/avatars/${esc(a.who)}.svg"><div class="activity-text"><div class="text-sm"><a class="person" href="/${esc(a.who)}">${esc(a.who)}</a> <span class="text-gray-500">${a.did}</span> <time class="text-gray-400" datetime="${esc(a.at.slice(0, 19))}">${esc(day(a.at))}</time></div><div class="activity-repo flex items-center">${thumbImg(a.repo)}<a class="truncate font-mono" href="${esc(repoPath(a.repo))}">${esc(a.repo.id)}</a>${last}</div></div></div>`;
}

const view = (a: Activity) => ({ type: a.did, repoId: a.repo.id, repoType: a.repo.type, timestamp: a.at });

/** GET /{name}/activity/{all|likes|community|…} */
export function activityPage(ctx: Ctx, account: Account, kind: string): Reply {
  const wanted: Record<string, (a: Activity) => boolean> = {
    likes: (a) => a.did.startsWith('liked'),
    community: (a) => a.thread !== undefined,
  };
  const found = activitiesOf(ctx.state, account).filter(wanted[kind] ?? (() => true));
  const org = account.type === 'org';
  const tabs = ['all', 'likes', 'community']
    .map(
      (k) =>
        `<a class="btn" href="/${esc(account.name)}/activity/${k}"${k === kind ? ' data-active=""' : ''}>${k}</a>`,
    )
    .join('');
  const rows = found.map(row).join('');
  const list = org ? `<div class="org-profile-content">${rows}</div>` : `<div class="activity">${rows}</div>`;
  const props = { [account.type]: authorView(account), activities: found.map(view), activityCursor: null };
  return page(ctx, {
    title: `${account.name} (${account.fullname}) · Activity`,
    kind: org ? 'OrgProfilePage' : 'UserProfilePage',
    main: island(
      ctx,
      org ? 'OrgProfile' : 'UserProfile',
      props,
      `<div class="container pt-8 pb-12"><h1 class="section-title">Activity of ${esc(account.fullname)}</h1><div class="list-top">${tabs}</div>${list}</div>`,
    ),
  });
}

/** The feed of whoever is signed in, above the trending grid [inferred: no capture of a signed-in home page]. */
export function feed(ctx: Ctx): string {
  const people = ctx.state.accounts.filter((a) => a.type === 'user' && !a.isHf && a.name !== ctx.user?.name);
  const all = people.slice(0, 3).flatMap((a) => activitiesOf(ctx.state, a));
  const inner = `<section class="home-feed"><h2 class="section-title">Following</h2>${all.map(row).join('')}</section>`;
  return island(ctx, 'ActivityFeed', { activities: all.map(view), cursor: null }, inner);
}
