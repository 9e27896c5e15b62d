/** Tagged repositories by the thousand, for an index that takes several pages to read. */

import { hash } from '../random.ts';
import type { HubState, Repo, RepoType } from '../types.ts';
import { NFAA_TAG } from '../types.ts';

const AUTHORS = 50;
const NEWEST = Date.parse('2026-09-01T00:00:00.000Z');
const MINUTE = 60_000;

/** Six models, three datasets and a Space in ten. */
const TYPES: RepoType[] = [
  'model',
  'dataset',
  'model',
  'model',
  'dataset',
  'model',
  'space',
  'model',
  'dataset',
  'model',
];

function tagged(i: number): Repo {
  const type = TYPES[i % TYPES.length] as RepoType;
  const id = `many-${i % AUTHORS}/tagged-${i}`;
  const oid = hash(id).toString(16).padStart(8, '0').repeat(5);
  // A minute apart: an order by `lastModified` is then the order of the numbers.
  const date = new Date(NEWEST - i * MINUTE).toISOString();
  const author = `many-${i % AUTHORS}`;
  return {
    _id: `${i.toString(16).padStart(8, '0')}${oid.slice(0, 16)}`,
    type,
    id,
    tags: [NFAA_TAG, 'region:us'],
    likes: 0,
    downloads: 0,
    trendingScore: 0,
    createdAt: date,
    lastModified: date,
    private: false,
    gated: false,
    discussionsDisabled: false,
    description: 'One of many.',
    license: 'mit',
    ...(type === 'space' && {
      title: `Tagged ${i}`,
      emoji: '🎈',
      colorFrom: 'red',
      colorTo: 'blue',
      sdk: 'gradio' as const,
    }),
    refs: { main: oid },
    commits: { [oid]: { oid, parent: null, summary: 'initial commit', date, author, files: {} } },
  };
}

/** Appends `n` tagged repositories after those that are there already. */
export function addTagged(state: HubState, n: number): Repo[] {
  const before = state.repos.filter((r) => r.id.startsWith('many-')).length;
  const added = Array.from({ length: n }, (_, i) => tagged(before + i));
  state.repos.push(...added);
  return added;
}
