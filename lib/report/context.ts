/** What must be known before a report is written: who would send it, which revision is current, what is already there. */
import type { Vault } from '../account/vault.ts';
import type { HubApi } from '../hub/api.ts';
import type { ReportContext } from '../platform/answers.ts';
import { suggestTopics, type TopicSuggestion } from '../policy/topics/suggest.ts';
import { findExisting } from './existing.ts';
import type { Target } from './report.ts';

/** Never throws: what could not be learnt is `null` or empty, with a sentence. */
export async function reportContext(
  { api, vault }: { api: HubApi; vault: Vault },
  { repo }: Target,
): Promise<ReportContext> {
  const [account, revision, existing, code] = await Promise.allSettled([
    vault.account(),
    api.repoSha(repo),
    findExisting(api, repo),
    dockerfile(api, repo),
  ]);
  const trouble = [revision, existing].find((one) => one.status === 'rejected');
  const kind = existing.status === 'rejected' ? (existing.reason as { kind?: string }).kind : undefined;
  const sentence = (trouble?.reason as { sentence?: string } | undefined)?.sentence;
  return {
    account:
      account.status === 'fulfilled' ? account.value : { name: null, canReport: null, remembered: false },
    sha: revision.status === 'fulfilled' ? revision.value.sha : null,
    discussionsDisabled: kind === 'discussions-disabled' ? true : null,
    existing: existing.status === 'fulfilled' ? existing.value : [],
    suggestions: suggestions(
      repo,
      revision.status === 'fulfilled' ? revision.value.tags : null,
      code.status === 'fulfilled' ? code.value : null,
    ),
    // That the Community tab is closed is no trouble: the routes say so, with a way on.
    ...(sentence && kind !== 'discussions-disabled' ? { problem: sentence } : {}),
  };
}

/** What a Space starts; `null` where it has no such file, or a file that is no start script. */
async function dockerfile(api: HubApi, repo: Target['repo']): Promise<string | null> {
  if (repo.type !== 'space') return null;
  const answer = await api.repoFile(repo, 'Dockerfile', { mostBytes: MAX_DOCKERFILE_BYTES });
  return answer.kind === 'file' ? answer.text : null;
}

const MAX_DOCKERFILE_BYTES = 50_000;

function suggestions(
  { type, id }: Target['repo'],
  tags: readonly string[] | null,
  code: string | null,
): TopicSuggestion[] {
  if (type === 'kernel' || type === 'bucket') return [];
  return suggestTopics({ type, name: id, tags: tags ?? [], ...(code === null ? {} : { code }) });
}
