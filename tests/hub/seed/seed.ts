/** Builds the sandbox Hub's state from a seed number: same number, same Hub. */

import { legalTexts } from '../legal.ts';
import { policyHtml2023 } from '../policy.ts';
import { makeRandom, type Random } from '../random.ts';
import { makeReadme } from '../readme.ts';
import { BROWSER_USER, SANDBOX_TOKENS, SPECIAL } from '../special.ts';
import type { Account, HubState, Repo, RepoType } from '../types.ts';
import { isNfaa, NFAA_TAG, splitId } from '../types.ts';
import { seedDiscussions } from './discussions.ts';
import { appendPlaces } from './places.ts';
import { SPECIAL_REPOS } from './special-repos.ts';
import * as v from './vocabulary.ts';

const NOW = Date.parse('2026-10-06T12:00:00.000Z');
const DAY = 86_400_000;

export type RepoDraft = Partial<Repo> & { type: RepoType; id: string };

export function makeAccount(
  name: string,
  type: Account['type'],
  random: Random,
  extra: Partial<Account> = {},
): Account {
  const fullname = name
    .split('-')
    .map((w) => w.charAt(0).toUpperCase() + w.slice(1))
    .join(' ');
  return {
    _id: random.hex(24),
    type,
    name,
    fullname,
    isPro: type === 'user' && random.chance(0.2),
    isHf: false,
    isHfAdmin: false,
    isMod: false,
    followerCount: random.int(0, 900),
    createdAt: new Date(NOW - random.int(300, 1500) * DAY).toISOString(),
    orgs: [],
    bio: `${fullname} makes small things for the sandbox.`,
    ...extra,
  };
}

/** Completes a draft: dates, numbers, derived tags, files and first commit. */
export function finishRepo(draft: RepoDraft, random: Random): Repo {
  const {
    readme,
    files: extraFiles,
    ...given
  } = draft as RepoDraft & {
    readme?: string | null;
    files?: Record<string, string>;
  };
  const lastModified = new Date(NOW - random.int(0, 500) * DAY - random.int(0, DAY)).toISOString();
  const base = {
    _id: random.hex(24),
    tags: [] as string[],
    likes: random.chance(0.2) ? random.int(200, 4000) : random.int(0, 180),
    downloads: random.int(3, 90_000),
    trendingScore: random.int(0, 400),
    createdAt: new Date(Date.parse(lastModified) - random.int(1, 400) * DAY).toISOString(),
    lastModified,
    private: false,
    gated: false as const,
    discussionsDisabled: false,
    description: `A ${random.pick(v.ADJECTIVES)} ${draft.type} about ${random.pick(v.TOPICS)}.`,
    license: random.pick(v.LICENSES),
    ...(draft.type === 'space' && {
      title: (splitId(draft.id).name.charAt(0).toUpperCase() + splitId(draft.id).name.slice(1)).replace(
        /-/g,
        ' ',
      ),
      emoji: random.pick(v.EMOJI),
      colorFrom: random.pick(v.COLOURS),
      colorTo: random.pick(v.COLOURS),
      sdk: random.pick(v.SDKS),
    }),
    ...(draft.type === 'model' && {
      pipeline_tag: 'text-generation',
      library_name: 'transformers',
      numParameters: random.int(1, 700) * 1e8,
    }),
  };
  const repo = { ...base, ...given, refs: {}, commits: {} } as Repo;
  const files: Record<string, string> = { '.gitattributes': '*.bin filter=lfs diff=lfs merge=lfs -text\n' };
  if (readme !== null) files['README.md'] = readme ?? makeReadme(repo);
  if (repo.type === 'space')
    files['app.py'] = `import gradio as gr\n\ngr.Interface(lambda s: s, "text", "text").launch()\n`;
  else
    files['config.json'] =
      `${JSON.stringify({ name: repo.id, sandbox: true, layers: random.int(6, 60) }, null, 2)}\n`;
  Object.assign(files, extraFiles);
  const derived = [repo.library_name, repo.pipeline_tag, repo.sdk].filter((t): t is string => !!t);
  repo.tags = [...new Set([...derived, ...repo.tags, `license:${repo.license}`, 'region:us'])];
  const oid = random.hex(40);
  repo.refs.main = oid;
  repo.commits[oid] = {
    oid,
    parent: null,
    summary: 'initial commit',
    date: repo.createdAt,
    author: splitId(repo.id).ns,
    files,
  };
  return repo;
}

function inventName(
  type: RepoType,
  nfaa: boolean,
  random: Random,
): { name: string; extra: Omit<Partial<Repo>, 'type' | 'id'> } {
  const word = nfaa ? random.pick(v.NFAA_WORDS) : random.pick(v.ADJECTIVES);
  const animal = random.pick(v.ANIMALS);
  if (type === 'model') {
    const kind = random.pick(nfaa ? v.NFAA_MODEL_KINDS : v.MODEL_KINDS);
    const name = `${word}-${animal}-${random.pick(kind.suffix)}`;
    return { name, extra: { pipeline_tag: kind.pipeline, library_name: kind.library } };
  }
  if (type === 'dataset') return { name: `${word}-${animal}-${random.pick(v.DATASET_KINDS)}`, extra: {} };
  if (type === 'kernel') return { name: `${word}-${animal}-kernel`, extra: {} };
  const description = `${random.pick(v.SPACE_VERBS)} ${random.pick(v.TOPICS)}`;
  return { name: `${animal}-${random.pick(v.SPACE_KINDS)}`, extra: { description } };
}

/** The state of a fresh sandbox Hub with about `count` repositories. */
export function makeSeed(seed = 1, count = 340): HubState {
  const random = makeRandom(seed);
  const staffMark = { isHf: true, isHfAdmin: true, isPro: true };
  const state: HubState = {
    seed,
    accounts: [
      makeAccount(BROWSER_USER, 'user', random, { orgs: ['open-meadow'] }),
      makeAccount(SPECIAL.staff, 'user', random, staffMark),
      ...v.USERS.map((n) => makeAccount(n, 'user', random)),
      ...['mallory-labs', 'shady-deals', ...v.ORGS, ...v.NFAA_AUTHORS].map((n) =>
        makeAccount(n, 'org', random),
      ),
    ],
    repos: SPECIAL_REPOS.map((draft) => finishRepo(structuredClone(draft), random)),
    renames: { [`model:${SPECIAL.renamedFrom}`]: SPECIAL.renamedTo },
    discussions: {},
    tokens: [
      {
        value: SANDBOX_TOKENS.writer,
        displayName: 'writer',
        role: 'fineGrained',
        global: ['discussion.write'],
      },
      { value: SANDBOX_TOKENS.reader, displayName: 'reader', role: 'read' },
      { value: SANDBOX_TOKENS.broad, displayName: 'broad', role: 'write' },
      { value: SANDBOX_TOKENS.revoked, displayName: 'revoked', role: 'write', revoked: true },
    ].map((t) => ({ ...t, user: BROWSER_USER, createdAt: '2026-09-01T08:00:00.000Z' })) as HubState['tokens'],
    collections: [],
    papers: [],
    policyHtml: policyHtml2023(),
    legalHtml: legalTexts(),
    nextId: 1,
  };
  const taken = new Set(state.repos.map((r) => `${r.type}:${r.id}`));
  const left = Math.max(0, count - state.repos.length);
  const shares: [RepoType, number][] = [
    ['model', 0.52],
    ['dataset', 0.25],
    ['space', 0.215],
    ['kernel', 0.015],
  ];
  for (const [type, share] of shares) {
    const n = Math.ceil(left * share);
    for (let i = 0; i < n; i++) {
      const nfaa = i % 10 === 3;
      const { name, extra } = inventName(type, nfaa, random);
      const author = random.pick(
        nfaa && random.chance(0.7) ? v.NFAA_AUTHORS : random.chance(0.6) ? v.ORGS : v.USERS,
      );
      let id = `${author}/${name}`;
      while (taken.has(`${type}:${id}`)) id = `${author}/${name}-${random.hex(3)}`;
      taken.add(`${type}:${id}`);
      const tags = [...(nfaa ? [NFAA_TAG] : []), ...(random.chance(0.6) ? [random.pick(v.PLAIN_TAGS)] : [])];
      const gated: Repo['gated'] = type !== 'space' && random.chance(0.05) ? 'auto' : false;
      const draft = { type, id, tags, gated, discussionsDisabled: random.chance(0.03), ...extra };
      state.repos.push(finishRepo(draft, random));
    }
  }
  linkSpaces(state, random);
  addCollections(state, random);
  state.papers = v.TOPICS.map((topic, i) => ({
    id: `2609.${String(i + 1).padStart(5, '0')}`,
    title: `On the modelling of ${topic} with very small networks`,
    summary: `We look at ${topic} and find that small networks do well enough.`,
    upvotes: random.int(1, 120),
    publishedAt: new Date(NOW - i * DAY).toISOString(),
  }));
  seedDiscussions(state, random);
  appendPlaces(state, seed);
  return state;
}

/** Spaces name the models and datasets they use; model pages list them back as pills. */
function linkSpaces(state: HubState, random: Random): void {
  const models = state.repos.filter((r) => r.type === 'model' && !r.private).map((r) => r.id);
  const datasets = state.repos.filter((r) => r.type === 'dataset').map((r) => r.id);
  for (const [i, space] of state.repos.filter((r) => r.type === 'space').entries()) {
    space.models ??= [random.pick(models), random.pick(models)];
    // The safe model is surely used by several Spaces, some of them sensitive.
    if (i % 9 === 0 || (isNfaa(space) && i % 2 === 0)) space.models.push(SPECIAL.safeModel);
    space.datasets ??= [random.pick(datasets)];
  }
}

function addCollections(state: HubState, random: Random): void {
  const pickOf = (type: RepoType, nfaa: boolean) =>
    random.pick(
      state.repos.filter((r) => r.type === type && isNfaa(r) === nfaa && !r.private && !r.disabledReason),
    );
  for (const [i, owner] of v.USERS.slice(0, 5).entries()) {
    const slug = i === 0 ? 'evening-picks-0123456789abcdef01234567' : `picks-${random.hex(24)}`;
    const refs = [
      { type: 'model' as const, id: SPECIAL.safeModel, note: 'Start here.' },
      { type: 'model' as const, id: SPECIAL.nfaaModel },
      { type: 'dataset' as const, id: pickOf('dataset', true).id },
      { type: 'space' as const, id: pickOf('space', false).id },
      { type: 'space' as const, id: SPECIAL.nfaaSpace },
      ...[0, 1, 2, 3].map(() => ({ type: 'model' as const, id: pickOf('model', false).id })),
    ];
    const seen = new Set<string>();
    const items = refs.filter((r) => !seen.has(r.type + r.id) && seen.add(r.type + r.id));
    state.collections.push({
      id: `${owner}/${slug}`,
      namespace: owner,
      slug,
      title: i === 0 ? 'Evening picks' : `Picks of ${owner}`,
      description: 'A few repositories worth a look.',
      items,
    });
  }
}
