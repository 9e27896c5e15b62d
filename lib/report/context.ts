/** What must be known before a report is written: who would send it, which revision is current, what is already there. */
import type { Vault } from '../account/vault.ts';
import type { HubApi } from '../hub/api.ts';
import type { HubErrorKind } from '../hub/errors.ts';
import { type RepoRef, sameRepo } from '../hub/url.ts';
import type { AccountState, OwnReport, ReportContext } from '../platform/answers.ts';
import { suggestTopics, type TopicSuggestion } from '../policy/topics/suggest.ts';
import { evidenceOf } from './evidence.ts';
import { findExisting, type Known } from './existing.ts';
import { paceOf } from './pace.ts';
import type { OutboxRecord } from './report.ts';
import type { RepoState } from './route.ts';
import { inRepo, type RepoTarget, type Target } from './target.ts';

interface Needs {
  api: HubApi;
  vault: Vault;
  /** The person's own reports, newest first. */
  records?: () => Promise<OutboxRecord[]>;
}

const MAX_OWN = 5;

/** Never throws: what could not be learnt is `null` or empty, with a sentence. */
export async function reportContext({ api, vault, records }: Needs, target: Target): Promise<ReportContext> {
  const mine = Promise.all([
    vault.account().catch((): AccountState => ({ name: null, canReport: null, remembered: false })),
    (records?.() ?? Promise.resolve([])).catch(() => []),
  ]);
  const known = mine.then(([{ name }, sent]) => ({
    account: name,
    references: sent.map(({ report }) => report.reference),
  }));
  const [[account, sent], there] = await Promise.all([
    mine,
    inRepo(target) ? ofRepository(api, target, known) : NOWHERE,
  ]);
  // As if one were sent in public now: of a report, its pace depends on nothing else.
  const pace = paceOf(sent, { target, route: 'public-api' }, Date.now());
  return { account, own: ownReports(sent, target), ...(pace.ok ? {} : { pace: pace.sentence }), ...there };
}

type Place = Omit<ReportContext, 'account' | 'own' | 'pace'>;

/** People, collections, posts and papers have neither revisions nor a Community tab that we could read. */
const NOWHERE: Place = { sha: null, discussionsDisabled: null, existing: [], suggestions: [] };

async function ofRepository(api: HubApi, target: RepoTarget, mine: Promise<Known>): Promise<Place> {
  const { repo } = target;
  const pinned = evidenceOf(api, target);
  const [revision, existing, code] = await Promise.allSettled([
    api.repoSha(repo),
    mine.then((own) => findExisting(api, repo, own)),
    dockerfile(api, repo),
  ]);
  const evidence = await pinned;
  const trouble = [revision, existing].find((one) => one.status === 'rejected');
  const kind = kindOf(existing);
  const sentence = (trouble?.reason as { sentence?: string } | undefined)?.sentence;
  const known = revision.status === 'fulfilled' ? revision.value : null;
  const movedTo = known && !sameRepo(repo, { type: repo.type, id: known.id }) ? known.id : undefined;
  const state = movedTo ? 'renamed' : (STATES[kindOf(revision) ?? 'server'] ?? STATES[kind ?? 'server']);
  return {
    sha: known?.sha ?? null,
    discussionsDisabled: kind === 'discussions-disabled' ? true : null,
    existing: existing.status === 'fulfilled' ? existing.value : [],
    suggestions: suggestions(repo, known?.tags ?? null, code.status === 'fulfilled' ? code.value : null),
    ...(movedTo ? { movedTo } : {}),
    ...(state ? { state } : {}),
    evidence,
    // That the Community tab is closed is no trouble: the routes say so, with a way on.
    ...(sentence && kind !== 'discussions-disabled' ? { problem: sentence } : {}),
  };
}

/** What an answer of the Hub says of the repository itself; all others are passing trouble. */
const STATES: Partial<Record<HubErrorKind, RepoState>> = {
  disabled: 'disabled',
  'gone-or-private': 'gone',
  'not-found': 'gone',
};

function kindOf(answer: PromiseSettledResult<unknown>): HubErrorKind | undefined {
  return answer.status === 'rejected' ? (answer.reason as { kind?: HubErrorKind }).kind : undefined;
}

/** What this person has reported in the same place before: shown first, so that it is not done twice. */
function ownReports(records: readonly OutboxRecord[], { repo, subject }: Target): OwnReport[] {
  const same = ({ target }: OutboxRecord['report']) =>
    repo
      ? target.repo !== undefined && sameRepo(target.repo, repo)
      : !target.repo && target.subject === subject;
  return records
    .filter((record) => record.state !== 'cancelled' && record.state !== 'failed' && same(record.report))
    .slice(0, MAX_OWN)
    .map(({ id, report, state, url, since }) => ({
      id,
      topicId: report.topicId,
      topicName: report.topicName,
      state,
      since,
      ...(url ? { url } : {}),
    }));
}

/** What a Space starts; `null` where it has no such file, or a file that is no start script. */
async function dockerfile(api: HubApi, repo: RepoRef): Promise<string | null> {
  if (repo.type !== 'space') return null;
  const answer = await api.repoFile(repo, 'Dockerfile', { mostBytes: MAX_DOCKERFILE_BYTES });
  return answer.kind === 'file' ? answer.text : null;
}

const MAX_DOCKERFILE_BYTES = 50_000;

function suggestions(
  { type, id }: RepoRef,
  tags: readonly string[] | null,
  code: string | null,
): TopicSuggestion[] {
  if (type === 'kernel' || type === 'bucket') return [];
  return suggestTopics({ type, name: id, tags: tags ?? [], ...(code === null ? {} : { code }) });
}
