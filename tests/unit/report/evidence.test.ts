/** What is pinned: the commit, a hash of the words, and whether the repository has moved on. */
import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import type { HubApi } from '../../../lib/hub/api.ts';
import { evidenceOf, linesOf } from '../../../lib/report/evidence.ts';
import type { Target } from '../../../lib/report/target.ts';

const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const target = (more: Partial<Target>): Target => ({
  repo: { type: 'model', id: 'o/n' },
  url: 'https://huggingface.co/o/n',
  sha: null,
  seenAt: 1,
  ...more,
});
type Api = Pick<HubApi, 'repoSha' | 'repoFile'>;
function hub(head: string | null, file?: { text: string; sha?: string }) {
  const repoFile = vi.fn(async () =>
    file ? { kind: 'file', text: file.text, ...(file.sha ? { sha: file.sha } : {}) } : { kind: 'too-large' },
  );
  const repoSha = vi.fn(async () => {
    if (head === null) throw new Error('offline');
    return { sha: head, tags: [] };
  });
  return { repoFile, repoSha, api: { repoFile, repoSha } as unknown as Api };
}

describe('the commit', () => {
  it('is the one that the person saw, and it is said when the repository has moved', async () => {
    expect(await evidenceOf(hub(NEW).api, target({ sha: OLD }))).toEqual({ sha: OLD, moved: true });
    expect(await evidenceOf(hub(OLD).api, target({ sha: OLD }))).toEqual({ sha: OLD, moved: false });
  });

  it('is the current one where the page did not say: a first look cannot tell of a change', async () => {
    expect(await evidenceOf(hub(NEW).api, target({}))).toEqual({ sha: NEW, moved: null });
  });

  it('is what the address names, without asking', async () => {
    const { api, repoSha } = hub(NEW);
    expect(await evidenceOf(api, target({ revision: OLD }))).toEqual({ sha: OLD, moved: null });
    expect(repoSha).not.toHaveBeenCalled();
  });

  it('of another branch is not taken for the main one’s', async () => {
    expect(await evidenceOf(hub(NEW).api, target({ revision: 'refs/pr/3' }))).toEqual({
      sha: null,
      moved: null,
    });
  });

  it('is not known when the Hub cannot be asked, or there is none', async () => {
    expect(await evidenceOf(hub(null).api, target({}))).toEqual({ sha: null, moved: null });
    const person = { kind: 'user', subject: 'ann', url: 'https://huggingface.co/ann', sha: null, seenAt: 1 };
    const { api, repoSha } = hub(NEW);
    expect(await evidenceOf(api, person as Target)).toEqual({ sha: null, moved: null });
    expect(repoSha).not.toHaveBeenCalled();
  });
});

describe('the hash', () => {
  const file = { kind: 'file', path: 'a.py', lines: { from: 2, to: 3 }, sha: OLD } as const;

  it('is of the passage as it was quoted, and nothing is fetched for it', async () => {
    const { api, repoFile } = hub(OLD);
    const found = await evidenceOf(api, target({ ...file, passage: 'two\r\nthree' }));
    expect(found.evidenceHash).toBe(hash('two\nthree'));
    expect(repoFile).not.toHaveBeenCalled();
  });

  it('is of the lines at the commit, whatever ends them', async () => {
    const { api, repoFile } = hub(OLD, { text: 'one\r\ntwo\r\nthree\r\nfour', sha: OLD });
    expect((await evidenceOf(api, target(file))).evidenceHash).toBe(hash('two\nthree'));
    expect(repoFile).toHaveBeenCalledWith(
      { type: 'model', id: 'o/n' },
      'a.py',
      expect.objectContaining({ revision: OLD }),
    );
  });

  it.each([
    ['of another commit', { text: 'a\nb\nc', sha: NEW }],
    ['that does not say its commit', { text: 'a\nb\nc' }],
    ['that is too large', undefined],
    ['that is shorter', { text: 'a', sha: OLD }],
  ])('is not made up for a file %s', async (_, answer) => {
    expect(await evidenceOf(hub(OLD, answer).api, target(file))).toEqual({ sha: OLD, moved: false });
  });

  it('nothing of the file itself comes out', async () => {
    const { api } = hub(OLD, { text: 'secret one\nsecret two\nsecret three', sha: OLD });
    expect(JSON.stringify(await evidenceOf(api, target(file)))).not.toContain('secret');
  });

  it('lines beyond the end are what is there', () => {
    expect(linesOf('a\nb', { from: 2, to: 9 })).toBe('b');
    expect(linesOf('a\nb', { from: 3, to: 9 })).toBeUndefined();
  });
});
