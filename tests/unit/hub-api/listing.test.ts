import { expect, test } from 'vitest';
import { mirrorListing } from '../../../lib/hub/api.ts';

const at = (path: string) => mirrorListing(`https://huggingface.co${path}`);

test.each([
  ['/models', { type: 'model', filter: [], sort: 'trendingScore', limit: 30 }],
  ['/models?p=2&sort=trending', { type: 'model', filter: [], sort: 'trendingScore', limit: 90 }],
  [
    '/models?other=not-for-all-audiences&pipeline_tag=text-generation&library=gguf,transformers&language=en&license=mit&sort=created',
    {
      type: 'model',
      filter: ['not-for-all-audiences', 'gguf', 'transformers', 'en', 'license:mit'],
      sort: 'createdAt',
      limit: 30,
      params: { pipeline_tag: 'text-generation' },
    },
  ],
  [
    '/models?license=license%3Amit',
    { type: 'model', filter: ['license:mit'], sort: 'trendingScore', limit: 30 },
  ],
  [
    '/models?search=llama&sort=modified',
    { type: 'model', filter: [], search: 'llama', sort: 'lastModified', limit: 30 },
  ],
  [
    '/models?author=owner&sort=likes',
    { type: 'model', filter: [], author: 'owner', sort: 'likes', limit: 30 },
  ],
  [
    '/datasets?task_categories=task_categories%3Atext-generation&sort=downloads',
    { type: 'dataset', filter: ['task_categories:text-generation'], sort: 'downloads', limit: 30 },
  ],
  ['/kernels?sort=likes', { type: 'kernel', filter: [], sort: 'likes', limit: 30 }],
  ['/spaces?p=1', { type: 'space', filter: [], sort: 'trendingScore', limit: 96 }],
  ['/owner', { type: 'model', filter: [], author: 'owner', sort: 'lastModified', limit: 100 }],
  ['/owner/models?p=4&sort=likes', { type: 'model', filter: [], author: 'owner', sort: 'likes', limit: 150 }],
  ['/owner/datasets', { type: 'dataset', filter: [], author: 'owner', sort: 'lastModified', limit: 100 }],
  [
    '/owner/spaces?search=x',
    { type: 'space', filter: [], author: 'owner', search: 'x', sort: 'lastModified', limit: 100 },
  ],
])('%s', (path, wanted) => expect(at(path)).toEqual({ direction: -1, ...wanted }));

test.each([
  '/',
  '/owner/name',
  '/owner/likes',
  '/models?sort=relevance',
  '/models?hardware=rtx-3070',
  '/models?p=40',
  '/models?p=-1',
  '/models?p=x',
  '/spaces?search=cat+pictures',
  '/spaces?category=image-generation',
  '/spaces/category/art',
  '/collections',
  '/kernels?sort=created',
  '/buckets',
  '/papers',
])('%s: no one query is known to cover it', (path) => expect(at(path)).toBeNull());

test('other hosts and nonsense', () => {
  expect(mirrorListing('https://example.org/models')).toBeNull();
  expect(mirrorListing('not an address')).toBeNull();
});
