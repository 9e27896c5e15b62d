/** One file of a repository: its address, and what a bounded reading of it gave. No network: only `api.ts` fetches. */
import { z } from 'zod';
import { repoApi } from './request.ts';
import { type RepoRef, repoPath } from './url.ts';

export type FileAnswer =
  | { kind: 'file'; text: string; etag?: string; sha?: string }
  /** Still what the ETag stands for. */
  | { kind: 'unchanged' }
  /** Larger than asked for; reading was broken off. */
  | { kind: 'too-large' };

/** What changes with every commit to a repository. */
export interface RepoHead {
  /** The Hub's own spelling; differs from what was asked after a rename. */
  id: string;
  sha?: string;
  /** Milliseconds since the epoch. */
  changed?: number;
}

/** facts/hub.md c: `expand` gives `id` and what was asked for. */
export const repoHeadSchema = z.object({
  id: z.string(),
  sha: z.string().optional().catch(undefined),
  lastModified: z.string().optional().catch(undefined),
});

/** Path of a file, e.g. `/datasets/ns/name/resolve/main/labels.jsonl` (facts/hub.md e: the resolver has a quota of its own). */
export function resolvePath(ref: RepoRef, rev: string, path: string): string {
  repoApi(ref);
  const file = path.split('/').map(encodeURIComponent).join('/');
  return `${repoPath(ref)}/resolve/${encodeURIComponent(rev)}/${file}`;
}

/** Which of the Hub's quotas a path counts against. */
export const bucketOf = (path: string): string =>
  path.startsWith('/api/') ? 'api' : path.includes('/resolve/') ? 'resolvers' : 'pages';

/** The text of an answer, or `null` when it is larger than `most` bytes: nothing beyond them is kept. */
export async function readBounded(response: Response, most: number): Promise<string | null> {
  const said = Number(response.headers.get('content-length') ?? 0);
  if (said > most) {
    await response.body?.cancel();
    return null;
  }
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > most) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}
