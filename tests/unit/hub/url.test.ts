import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseHubUrl,
  refOfKey,
  repoKey,
  repoPath,
  repoRefOf,
  repoUrl,
  sameRepo,
} from '../../../lib/hub/url.ts';

const repo = (href: string, base?: string) => {
  const place = parseHubUrl(href, base);
  return place?.kind === 'repo' ? place : null;
};

describe('repositories', () => {
  it.each([
    ['https://huggingface.co/AdaptLLM/finance-LLM', 'model', 'AdaptLLM/finance-LLM', 'card'],
    ['/AdaptLLM/finance-LLM', 'model', 'AdaptLLM/finance-LLM', 'card'],
    ['https://huggingface.co/o/n?hardware=rtx-3070', 'model', 'o/n', 'card'],
    ['https://hf.co/o/n#top', 'model', 'o/n', 'card'],
    ['/models/o/n', 'model', 'o/n', 'card'],
    ['/datasets/fka/awesome-chatgpt-prompts', 'dataset', 'fka/awesome-chatgpt-prompts', 'card'],
    ['/datasets/fka/prompts/viewer/default/train?p=1', 'dataset', 'fka/prompts', 'viewer'],
    ['/spaces/3DAIGC/LHM', 'space', '3DAIGC/LHM', 'card'],
    ['/spaces/o/n/tree/main', 'space', 'o/n', 'files'],
    ['/kernels/o/n', 'kernel', 'o/n', 'card'],
    ['/buckets/o/n/tree', 'bucket', 'o/n', 'files'],
    ['/openai-community/gpt2/discussions', 'model', 'openai-community/gpt2', 'discussions'],
    ['/o/n/discussions/new?title=x', 'model', 'o/n', 'new-discussion'],
    ['/o/n/settings', 'model', 'o/n', 'settings'],
    ['/huggingface/some-model', 'model', 'huggingface/some-model', 'card'],
    ['/UnFunnyCat/SwagRat-_1Token', 'model', 'UnFunnyCat/SwagRat-_1Token', 'card'],
    ['/o/n/', 'model', 'o/n', 'card'],
  ])('%s', (href, type, id, view) => {
    expect(repo(href)).toMatchObject({ kind: 'repo', type, id, view });
  });

  it('reads revision, path and lines', () => {
    expect(repo('/o/n/blob/refs%2Fpr%2F3/src/app.py#L10-L20')).toMatchObject({
      view: 'file',
      revision: 'refs/pr/3',
      path: 'src/app.py',
      lines: { from: 10, to: 20 },
    });
    expect(repo('/o/n/blob/refs/pr/3/src/app.py#L20-L10')).toMatchObject({
      revision: 'refs/pr/3',
      path: 'src/app.py',
      lines: { from: 10, to: 20 },
    });
    expect(repo('/o/n/blob/main/a%20b.txt#L7')).toMatchObject({ path: 'a b.txt', lines: { from: 7, to: 7 } });
  });

  it('reads discussions and comments', () => {
    expect(repo('/datasets/o/n/discussions/12#64b7f0aa9d1c2b3e4f5a6b7c')).toMatchObject({
      view: 'discussion',
      discussion: 12,
      comment: '64b7f0aa9d1c2b3e4f5a6b7c',
    });
  });

  it('follows the base of a relative link', () => {
    expect(repo('./n', 'https://huggingface.co/o/m')).toMatchObject({ id: 'o/n' });
    expect(repo('/o/n', 'https://elsewhere.example/')).toBeNull();
  });
});

describe('what is no repository', () => {
  it.each([
    // other hosts
    'https://huggingface.co.evil.com/o/n',
    'https://huggingface.co@evil.com/o/n',
    'https://datasets-server.huggingface.co/o/n',
    'https://discuss.huggingface.co/o/n',
    'https://huggingface.co:8443/o/n',
    'mailto:safety@huggingface.co',
    'javascript:alert(1)',
    'http://[bad',
    // one segment: a person, an organisation, or an old name that only the Hub can resolve
    '/gpt2',
    '/datasets/squad',
    '/allenai',
    // reserved words
    '/docs/hub',
    '/blog/community',
    '/papers/2401.00001',
    '/collections/o/slug-0123456789abcdef01234567',
    '/posts/o/123',
    '/api/models',
    '/settings/tokens',
    '/organizations/o',
    '/tasks/text-generation',
    '/learn/nlp-course',
    '/spaces/category/image-generation',
    '/new/model',
    '/search/full-text',
    '/front/assets/logo.svg',
    '/DOCS/hub',
    '/events/one',
    '/inference-endpoints/one',
    '/NEW-Model/one',
    // tabs of a profile
    '/o/models',
    '/o/datasets',
    '/o/spaces',
    '/o/collections',
    '/o/activity/all',
    '/o/following',
    '/o/Kernels',
    // names that the Hub refuses
    '/o/-n',
    '/o/a--b',
    '/o/a..b',
    '/%E0%A4%A/n',
    '',
    '#',
    '?p=1',
  ])('%s', (href) => {
    expect(repo(href, 'https://huggingface.co/models')).toBeNull();
  });

  it('a name that only begins like a reserved one is an owner’s', () => {
    for (const id of ['sandbox/n', 'new-york-lab/n', 'newest/n', 'inference_lab/n', 'apis/n'])
      expect(repoRefOf(`/${id}`)).toEqual({ type: 'model', id });
  });

  it.each([
    'https://example.com/',
    'ftp://huggingface.co/o/n',
    'mailto:a@b.c',
    'about:blank',
    'data:text/html,x',
  ])('is not the Hub at all: %s', (href) => expect(parseHubUrl(href)).toBeNull());
});

describe('other places', () => {
  it.each([
    ['/', { kind: 'home' }],
    ['/models?p=2', { kind: 'listing', of: 'models' }],
    ['/spaces/trending', { kind: 'listing', of: 'spaces' }],
    ['/papers', { kind: 'listing', of: 'papers' }],
    ['/papers/2401.00001', { kind: 'paper', id: '2401.00001' }],
    ['/allenai', { kind: 'profile', name: 'allenai' }],
    ['/allenai/models', { kind: 'profile', name: 'allenai', tab: 'models' }],
    ['/collections/o/s-0123456789abcdef01234567', { kind: 'collection', id: 'o/s-0123456789abcdef01234567' }],
    ['/content-policy', { kind: 'policy' }],
    ['/content-guidelines', { kind: 'policy' }],
  ])('%s', (href, place) => {
    expect(parseHubUrl(href)).toEqual(place);
  });
});

describe('keys', () => {
  it('know no case', () => {
    expect(sameRepo({ type: 'model', id: 'O/N' }, { type: 'model', id: 'o/n' })).toBe(true);
    expect(sameRepo({ type: 'model', id: 'o/n' }, { type: 'space', id: 'o/n' })).toBe(false);
    expect(refOfKey(repoKey({ type: 'space', id: 'O/N' }))).toEqual({ type: 'space', id: 'o/n' });
  });

  it('round trip through their address', () => {
    for (const type of ['model', 'dataset', 'space', 'kernel', 'bucket'] as const) {
      expect(repoRefOf(repoUrl({ type, id: 'some-one/a.b_c-d' }))).toEqual({ type, id: 'some-one/a.b_c-d' });
      expect(repoPath({ type, id: 'o/n' }).startsWith('/')).toBe(true);
    }
  });
});

describe('any text', () => {
  it('never throws, and never makes an id that is not namespace/name', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.webPath(), fc.string({ unit: 'binary' })), (href) => {
        for (const base of [undefined, 'https://huggingface.co/models']) {
          const place = parseHubUrl(href, base);
          if (place?.kind === 'repo') expect(place.id).toMatch(/^[\w.-]+\/[\w.-]+$/);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('what can be reported on a page', () => {
  it.each([
    ['/datasets/o/n/viewer/default/train?row=17', { config: 'default', split: 'train', index: 17 }],
    [
      '/datasets/o/n/viewer/all/train?row=72&conversation-viewer=72',
      { config: 'all', split: 'train', index: 72 },
    ],
    [
      '/datasets/o/n/viewer/default/train?conversation-viewer=1',
      { config: 'default', split: 'train', index: 1 },
    ],
    ['/datasets/o/n/embed/viewer/default/train?row=0', { config: 'default', split: 'train', index: 0 }],
    ['/datasets/o/n/viewer/en--x%2Fy/test?q=word&p=3', { config: 'en--x/y', split: 'test' }],
    ['/datasets/o/n/viewer?config=en&split=test&row=4', { config: 'en', split: 'test', index: 4 }],
    ['/datasets/o/n?row=9', { index: 9 }],
    ['/datasets/o/n/viewer/default/train?row=-1', { config: 'default', split: 'train' }],
    ['/datasets/o/n/viewer/default/train?row=1e9', { config: 'default', split: 'train' }],
    ['/datasets/o/n/viewer', undefined],
  ])('row: %s', (href, row) => {
    expect(repo(href)?.row).toEqual(row);
  });

  it('a heading of the card, in any script; not the browser’s own mark of a passage', () => {
    expect(repo('/o/n#direct-use')?.section).toBe('direct-use');
    expect(repo('/o/n#%E4%BD%BF%E7%94%A8')?.section).toBe('使用');
    expect(repo('/o/n#:~:text=bad')?.section).toBeUndefined();
    expect(repo('/o/n#%E4%')?.section).toBeUndefined();
    expect(repo('/o/n#')?.section).toBeUndefined();
    expect(repo('/o/n/tree/main#direct-use')?.section).toBeUndefined();
  });

  it('comments of papers and posts', () => {
    const id = '0123456789ABCDEF01234567';
    expect(parseHubUrl(`/papers/2609.00001#${id}`)).toEqual({
      kind: 'paper',
      id: '2609.00001',
      comment: id.toLowerCase(),
    });
    expect(parseHubUrl(`/posts/ann/123456789012345#${id}`)).toMatchObject({ comment: id.toLowerCase() });
    expect(parseHubUrl('/papers/2609.00001#abstract')).toEqual({ kind: 'paper', id: '2609.00001' });
  });

  it('whatever config, split and row are, they come back', () => {
    const name = fc.string({ minLength: 1, unit: 'binary' }).filter((s) => !/^\.{1,2}$/.test(s));
    fc.assert(
      fc.property(name, name, fc.nat(), (config, split, index) => {
        const [c, s] = [config, split].map((text) => encodeURIComponent(text.toWellFormed()));
        expect(repo(`/datasets/o/n/viewer/${c}/${s}?row=${index}&q=x`)?.row).toEqual({
          config: config.toWellFormed(),
          split: split.toWellFormed(),
          index,
        });
      }),
    );
  });
});
