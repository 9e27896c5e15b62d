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
  const [account, revision, existing] = await Promise.allSettled([
    vault.account(),
    api.repoSha(repo),
    findExisting(api, repo),
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
    suggestions: suggestions(repo, revision.status === 'fulfilled' ? revision.value.tags : null),
    // That the Community tab is closed is no trouble: the routes say so, with a way on.
    ...(sentence && kind !== 'discussions-disabled' ? { problem: sentence } : {}),
  };
}

/** By its name and the tags that came with its revision: no request of their own. */
function suggestions({ type, id }: Target['repo'], tags: readonly string[] | null): TopicSuggestion[] {
  return type === 'kernel' || type === 'bucket' ? [] : suggestTopics({ type, name: id, tags: tags ?? [] });
}
