/**
 * What is pinned when a report is begun: the commit, and a hash of the words that are reported, so that it can be told later
 * whether they stood there. Run by the worker; nothing of a file's text leaves this function.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { HubApi } from '../hub/api.ts';
import { kindOf, type Target } from './target.ts';

/** A larger file is reported without a hash of its lines: they stay pinned by the commit. */
export const MAX_EVIDENCE_BYTES = 1_000_000;

export interface Evidence {
  /** The commit that the person saw; where the page did not say, the one that is current now. `null`: not known. */
  sha: string | null;
  /** SHA-256 of the passage, or of the reported lines at `sha`, in lower-case hex. */
  evidenceHash?: string;
  /** Has the repository changed since the page was made? `null`: not known, or nothing that has commits. */
  moved: boolean | null;
}

/** Branches, tags and `refs/pr/N` other than the main one have a head of their own, which this does not ask for. */
const MAIN = 'main';
const SHA = /^[0-9a-f]{40}$/;

/**
 * Pins what is reported. Never throws: what could not be learnt is `null` or absent. A target that comes back with its `sha`
 * keeps it, so the first look decides what is quoted.
 */
export async function evidenceOf(
  api: Pick<HubApi, 'repoSha' | 'repoFile'>,
  target: Target,
): Promise<Evidence> {
  const { repo, revision, sha: seen } = target;
  if (!repo) return { sha: null, moved: null, ...hashOf(target.passage) };
  // An address that names a commit is pinned by itself, whatever the branches do.
  if (revision !== undefined && SHA.test(revision))
    return { sha: revision, moved: null, ...(await hashAt(api, target, revision)) };
  const head =
    revision === undefined || revision === MAIN
      ? await api.repoSha(repo).then(
          (answer) => answer.sha,
          () => null,
        )
      : null;
  const sha = seen ?? head;
  return {
    sha,
    moved: seen === null || head === null ? null : seen !== head,
    ...(await hashAt(api, target, sha)),
  };
}

/** What the person quoted goes before what we read ourselves. */
async function hashAt(
  api: Pick<HubApi, 'repoFile'>,
  target: Target,
  sha: string | null,
): Promise<Pick<Evidence, 'evidenceHash'>> {
  if (target.passage !== undefined) return hashOf(target.passage);
  const { repo, path, lines } = target;
  if (!repo || !path || !lines || sha === null || kindOf(target) !== 'file') return {};
  try {
    const options = { mostBytes: MAX_EVIDENCE_BYTES, revision: sha };
    const file = await api.repoFile(repo, path, options);
    // Only what certainly is of that commit is called evidence.
    if (file.kind !== 'file' || file.sha !== sha) return {};
    return hashOf(linesOf(file.text, lines));
  } catch {
    return {};
  }
}

/** The lines as they stand in the file, without the end of the last one. Absent where the file is shorter. */
export function linesOf(text: string, { from, to }: NonNullable<Target['lines']>): string | undefined {
  const all = text.split(/\r\n|\n/);
  return from > all.length ? undefined : all.slice(from - 1, to).join('\n');
}

/** SHA-256 over UTF-8, line ends as `\n`: whoever has the words can make it again. */
function hashOf(text: string | undefined): Pick<Evidence, 'evidenceHash'> {
  if (!text) return {};
  return { evidenceHash: bytesToHex(sha256(utf8ToBytes(text.replace(/\r\n/g, '\n')))) };
}
