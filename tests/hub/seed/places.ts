/** Appends to the seed what the places need: its own random stream, so that nothing before it changes. */

import { setNfaa } from '../history.ts';
import { makeRandom, type Random } from '../random.ts';
import { SPECIAL } from '../special.ts';
import type { HubState, Repo, RepoType } from '../types.ts';
import { addThread } from './discussions.ts';
import { PLACE_REPOS } from './place-repos.ts';
import { finishRepo, makeAccount } from './seed.ts';

const CREATED = '2025-02-01T10:00:00.000Z';
const TAGGED = '2025-03-01T10:00:00.000Z';
/** The staff's own words, from their public pull requests (facts/hub.md c). */
const STAFF_WORDS =
  'Hi, please add the "Not-For-All-Audiences" tag since this content might not be suitable for all audiences. Here\'s our content policy for reference: https://huggingface.co/content-guidelines Thank you!';

/** Adds repositories, histories, threads, collections and a paper, last in every list. */
export function appendPlaces(state: HubState, seed: number): void {
  const random = makeRandom(seed ^ 0x9e3779b9);
  state.accounts.push(makeAccount(SPECIAL.staffOrg, 'org', random, { isHf: true }));
  for (const a of state.accounts) if (a.name === SPECIAL.staff) a.orgs = [SPECIAL.staffOrg];
  for (const draft of PLACE_REPOS)
    state.repos.push(
      finishRepo({ ...structuredClone(draft), createdAt: CREATED, lastModified: CREATED }, random),
    );
  state.renames[`model:${SPECIAL.renamedNfaaFrom}`] = SPECIAL.renamedNfaaTo;
  addHistories(state, random);
  addThreads(state, random);
  addCollections(state);
  state.papers.push({
    id: SPECIAL.citedPaper,
    title: 'Kestrels, embers, and who builds on whom',
    summary: 'We follow a small base model through everything that was made from it.',
    upvotes: 3,
    publishedAt: CREATED,
    cited: {
      repos: [
        { type: 'model', id: SPECIAL.treeBase },
        { type: 'model', id: SPECIAL.nfaaByStaff },
        { type: 'model', id: SPECIAL.nfaaByOwner },
        { type: 'dataset', id: SPECIAL.safeTrainData },
        { type: 'dataset', id: SPECIAL.nfaaTrainData },
        { type: 'space', id: SPECIAL.linkingSpace },
        { type: 'space', id: SPECIAL.nfaaEmbedSpace },
      ],
      collections: [SPECIAL.mixedCollection, SPECIAL.oneItemCollection],
    },
  });
}

const find = (state: HubState, type: RepoType, id: string) =>
  state.repos.find((r) => r.type === type && r.id === id) as Repo;

/** The three ways in which the tag comes: by the owner, by staff, by a pull request that the owner merged. */
function addHistories(state: HubState, random: Random): void {
  const model = (id: string) => find(state, 'model', id);
  const at = () => ({ date: TAGGED, oid: random.hex(40) });
  setNfaa(state, model(SPECIAL.nfaaByOwner), true, {
    ...at(),
    author: 'velvet-room',
    summary: 'Update README.md',
  });
  setNfaa(state, model(SPECIAL.nfaaByStaff), true, {
    ...at(),
    author: SPECIAL.staff,
    summary: 'Add NFAA tag',
  });
  const repo = model(SPECIAL.nfaaByPullRequest);
  const made = { ...at(), author: SPECIAL.staff };
  setNfaa(state, repo, true, {
    ...made,
    coAuthors: ['after-dusk'],
    summary: 'Add NFAA tag (#1)',
    message: `- Add NFAA tag (${made.oid})`,
  });
  addThread(state, random, repo, 580, {
    title: 'Add NFAA tag',
    author: SPECIAL.staff,
    body: STAFF_WORDS,
    isPullRequest: true,
    status: 'merged',
    events: [
      { type: 'commit', author: SPECIAL.staff, subject: 'Add NFAA tag', oid: made.oid },
      { type: 'status-change', author: 'after-dusk', status: 'merged' },
    ],
  });
  repo.refs['refs/pr/1'] = made.oid;
}

/** What an upload into a comment looks like: on another host of the Hub's, named by no repository. */
const upload = (state: HubState, repo: Repo) => {
  const owner = state.accounts.find((a) => repo.id.startsWith(`${a.name}/`));
  return `https://cdn-uploads.huggingface.co/production/uploads/${owner?._id}/${repo._id}.png`;
};

function addThreads(state: HubState, random: Random): void {
  const nfaa = find(state, 'model', SPECIAL.nfaaByOwner);
  const safe = find(state, 'model', SPECIAL.treeFinetune);
  addThread(state, random, safe, 300, {
    title: 'How does it compare?',
    author: SPECIAL.user,
    body: `I tried it beside [${nfaa.id}](/${nfaa.id}), https://huggingface.co/${SPECIAL.nfaaByStaff} and [the base](https://hf.co/${SPECIAL.treeBase}).\n\n![theirs](https://huggingface.co/${nfaa.id}/resolve/main/sample.png)`,
    events: [
      {
        type: 'comment',
        author: 'otto-fenn',
        raw: `There is a Space, too: [Ember Studio](/spaces/${SPECIAL.nfaaEmbedSpace}). Its data is at [ember-scenes](https://huggingface.co/datasets/${SPECIAL.nfaaTrainData}).`,
      },
      {
        type: 'comment',
        author: SPECIAL.user,
        raw: `And under its old name: [ember](/${SPECIAL.renamedNfaaFrom}).`,
      },
    ],
  });
  addThread(state, random, nfaa, 290, {
    title: 'More samples',
    author: 'mika-vale',
    body: `From the repository:\n\n![one](/${nfaa.id}/resolve/main/sample.png)\n\nUploaded here:\n\n![two](${upload(state, nfaa)})`,
    events: [{ type: 'comment', author: 'velvet-room', raw: 'Nice ones.' }],
  });
}

function addCollections(state: HubState): void {
  const part = (id: string) => ({ id, namespace: id.split('/')[0] ?? '', slug: id.split('/')[1] ?? '' });
  state.collections.push(
    {
      ...part(SPECIAL.mixedCollection),
      title: 'Mixed bag',
      description: 'A bit of everything.',
      items: [
        { type: 'model', id: SPECIAL.treeBase, note: 'The base of it all.' },
        { type: 'model', id: SPECIAL.nfaaByStaff, note: 'Velvet variations: not for everybody.' },
        { type: 'dataset', id: SPECIAL.safeTrainData },
        { type: 'dataset', id: SPECIAL.nfaaTrainData, note: 'Scenes.' },
        { type: 'space', id: SPECIAL.linkingSpace },
        { type: 'space', id: SPECIAL.nfaaEmbedSpace },
        { type: 'paper', id: SPECIAL.citedPaper, note: 'The paper.' },
        { type: 'kernel', id: SPECIAL.nfaaKernelTwo },
        { type: 'model', id: SPECIAL.treeFinetune },
      ],
    },
    {
      ...part(SPECIAL.oneItemCollection),
      title: 'Just one',
      description: 'One is enough.',
      items: [{ type: 'model', id: SPECIAL.nfaaByPullRequest }],
    },
  );
}
