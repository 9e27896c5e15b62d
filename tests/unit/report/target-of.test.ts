/** From an address and what was pressed to what is reported. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindOf, MAX_PASSAGE } from '../../../lib/report/target.ts';
import { targetOf } from '../../../lib/report/target-of.ts';
import { targetSchema } from '../../../lib/report/target-schema.ts';

const HUB = 'https://huggingface.co';
const NOW = 1_790_000_000_000;
const A = '0123456789abcdef01234567';
const SHA = 'a'.repeat(40);
const repo = { type: 'model', id: 'o/n' } as const;
const of = (path: string, more: Partial<Parameters<typeof targetOf>[0]> = {}) =>
  targetOf({ repo, url: HUB + path, ...more }, NOW);

describe('what the address says', () => {
  it.each([
    ['/o/n', { kind: 'repo' }],
    ['/o/n/tree/main', { kind: 'repo', revision: 'main' }],
    ['/o/n/tree/refs/pr/3', { kind: 'revision', revision: 'refs/pr/3' }],
    [`/o/n/commit/${SHA}`, { kind: 'revision', revision: SHA }],
    ['/o/n/tree/main/data', { kind: 'file', path: 'data' }],
    ['/o/n/blob/main/a%20b.py#L3-L9', { kind: 'file', path: 'a b.py', lines: { from: 3, to: 9 } }],
    ['/o/n/blob/main/a.py#L0', { kind: 'file', path: 'a.py', lines: { from: 1, to: 1 } }],
    ['/o/n/discussions/4', { kind: 'discussion', discussion: 4 }],
    [`/o/n/discussions/4#${A}`, { kind: 'comment', discussion: 4, comment: A }],
    [
      '/datasets/o/n/viewer/en/train?row=17',
      { kind: 'row', row: { config: 'en', split: 'train', index: 17 } },
    ],
    ['/datasets/o/n/viewer', { kind: 'row', row: {} }],
    ['/datasets/o/n?row=3', { kind: 'row', row: { index: 3 } }],
    ['/o/n#direct-use', { kind: 'section', section: { title: 'direct use', id: 'direct-use' } }],
  ])('%s', (path, expected) => {
    const target = of(path);
    expect(target).toMatchObject({ repo, ...expected, sha: null, seenAt: NOW });
    expect(targetSchema.parse(target)).toEqual(target);
    expect(kindOf(target)).toBe(expected.kind);
  });

  it.each([
    ['/somebody', { kind: 'user', subject: 'somebody' }],
    ['/collections/o/s-0123456789abcdef01234567', { kind: 'collection', subject: `o/s-${A}` }],
    ['/posts/ann/123', { kind: 'post', subject: 'ann/123' }],
    [`/posts/ann/123#${A}`, { kind: 'post', subject: 'ann/123', comment: A }],
    [`/papers/2609.00001#${A}`, { kind: 'paper-comment', subject: '2609.00001', comment: A }],
  ])('%s belongs to no repository', (path, expected) => {
    const target = targetOf({ url: HUB + path }, NOW);
    expect(target).toMatchObject(expected);
    expect(target.repo).toBeUndefined();
    expect(targetSchema.parse(target)).toEqual(target);
  });
});

describe('what was pressed goes before it', () => {
  it('a pull request, an organisation, a section’s own words', () => {
    expect(of('/o/n/discussions/4', { seed: { kind: 'pull-request' } })).toMatchObject({
      kind: 'pull-request',
      discussion: 4,
    });
    expect(targetOf({ url: `${HUB}/acme`, seed: { kind: 'organization' } }, NOW)).toMatchObject({
      kind: 'organization',
      subject: 'acme',
    });
    const section = { title: 'Direct Use!', id: 'direct-use' };
    expect(of('/o/n#direct-use', { seed: { kind: 'section', section } }).section).toEqual(section);
  });

  it('the title’s own button is about all of it, on whatever page', () => {
    const target = of('/o/n/blob/main/a.py#L3', { seed: { kind: 'repo', sha: SHA } });
    expect(target).toEqual({
      kind: 'repo',
      repo,
      url: `${HUB}/o/n/blob/main/a.py#L3`,
      sha: SHA,
      seenAt: NOW,
    });
  });

  it('a passage is cut, never in the middle of a character', () => {
    const passage = `${'x'.repeat(MAX_PASSAGE - 1)}😀`;
    const cut = of('/o/n', { seed: { passage } }).passage!;
    expect(cut).toBe('x'.repeat(MAX_PASSAGE - 1));
  });
});

describe('the address that goes into a report', () => {
  it.each([
    ['/o/n?q=my+illness&not-for-all-audiences=true&utm_source=x', '/o/n'],
    ['/datasets/o/n/viewer/en/train?q=name&f%5B0%5D=x&row=3', '/datasets/o/n/viewer/en/train?row=3'],
    ['/o/n/blob/main/a.py?library=x#L3', '/o/n/blob/main/a.py#L3'],
  ])('%s', (path, expected) => expect(of(path).url).toBe(HUB + expected));

  it('whatever the address and the seed, a valid target comes out, and no search goes in', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    const path = fc.array(
      fc.oneof(text, fc.constantFrom('blob', 'main', 'viewer', 'discussions', '7', 'papers', 'posts')),
      {
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(
        path,
        fc.dictionary(fc.oneof(text, fc.constantFrom('row', 'q', 'search', 'config')), text, { maxKeys: 4 }),
        text,
        fc.option(text, { nil: undefined }),
        (segments, query, hash, passage) => {
          const url = new URL(HUB);
          url.pathname = segments.map(encodeSafe).join('/');
          for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
          url.hash = hash;
          const target = targetOf({ url: url.href, seed: { passage } }, NOW);
          expect(targetSchema.safeParse(target).error).toBeUndefined();
          const left = [...new URL(target.url).searchParams.keys()];
          expect(left.filter((n) => !['row', 'conversation-viewer', 'config', 'split'].includes(n))).toEqual(
            [],
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Lone surrogates cannot stand in an address. */
const encodeSafe = (text: string) => encodeURIComponent(text.toWellFormed());
