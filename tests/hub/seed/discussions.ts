/** Discussions of the seed: everyday ones, native reports in every era's wording, staff's answers, a pinned notice. */

import type { Random } from '../random.ts';
import { SPECIAL } from '../special.ts';
import type { Discussion, DiscussionEvent, HubState, Repo } from '../types.ts';
import { repoKey, splitId } from '../types.ts';

type EventSpec = Partial<DiscussionEvent> & { type: DiscussionEvent['type'] };

export interface ThreadSpec {
  title: string;
  author?: string;
  body: string;
  isReport?: boolean;
  pinned?: boolean;
  locked?: boolean;
  status?: Discussion['status'];
  isPullRequest?: boolean;
  events?: EventSpec[];
}

/** Owner of a repository, as the name that answers in its threads. */
const ownerOf = (repo: Repo) => splitId(repo.id).ns;

/** Appends a thread that began so many days before the seed's present. */
export function addThread(
  state: HubState,
  random: Random,
  repo: Repo,
  daysAgo: number,
  spec: ThreadSpec,
): Discussion {
  state.discussions[repoKey(repo)] ??= [];
  const list = state.discussions[repoKey(repo)] as Discussion[];
  const start = Date.parse('2026-10-06T09:00:00.000Z') - daysAgo * 86_400_000;
  const at = (i: number) => new Date(start + i * 7_200_000).toISOString();
  const first: EventSpec = { type: 'comment', raw: spec.body, ...(spec.author && { author: spec.author }) };
  const events = [first, ...(spec.events ?? [])].map((e, i) => ({
    ...e,
    id: random.hex(24),
    createdAt: at(i),
  }));
  const thread: Discussion = {
    _id: random.hex(24),
    num: list.length + 1,
    ...(spec.author && { author: spec.author }),
    title: spec.title,
    createdAt: at(0),
    status: spec.status ?? 'open',
    pinned: spec.pinned ?? false,
    locked: spec.locked ?? false,
    isPullRequest: spec.isPullRequest ?? false,
    isReport: spec.isReport ?? false,
    events,
  };
  list.push(thread);
  return thread;
}

const EVERYDAY = [
  ['Which licence covers the samples?', 'The card says one thing and the file another. Which one is right?'],
  ['Thanks for sharing', 'Works well on my small laptop. **Thank you!**'],
  ['Loading fails with an older version', 'I get an error with version 4.\n\n```\nKeyError: heron\n```'],
  ['Add an example to the card?', 'A short example would help newcomers.\n\n- loading\n- running'],
] as const;

/** Adds every discussion of the seed to `state`. */
export function seedDiscussions(state: HubState, random: Random): void {
  const repo = (type: Repo['type'], id: string) =>
    state.repos.find((r) => r.type === type && r.id === id) as Repo;
  const users = state.accounts.filter((a) => a.type === 'user' && !a.isHf).map((a) => a.name);

  const reported = repo('model', SPECIAL.reportedModel);
  addThread(state, random, reported, 20, {
    title: '🚩 Report: Copyright infringement',
    author: 'otto-fenn',
    body: 'The sample pictures are mine (see the link in my profile). Please take them down.',
    isReport: true,
    events: [
      {
        type: 'comment',
        author: ownerOf(reported),
        raw: 'Sorry about that, which of the pictures do you mean?',
      },
      {
        type: 'comment',
        author: SPECIAL.staff,
        raw: 'Thanks for reporting @otto-fenn. For copyright please write to dmca@huggingface.co as well.',
        reactions: [{ reaction: '👍', users: ['otto-fenn'] }],
      },
    ],
  });
  addThread(state, random, reported, 18, {
    title: '🚩 Report: Spam',
    author: 'mika-vale',
    body: 'Advertisements in the card.',
    isReport: true,
    status: 'closed',
    events: [
      { type: 'comment', author: ownerOf(reported), raw: 'Removed, thank you.' },
      { type: 'status-change', author: ownerOf(reported), status: 'closed' },
    ],
  });
  addThread(state, random, reported, 12, {
    title: '🚩 Report: Not working',
    author: 'juno-reed',
    body: 'It does not load for me.',
    isReport: false,
    events: [
      { type: 'report-status-change', author: SPECIAL.staff, report: false },
      {
        type: 'comment',
        author: SPECIAL.staff,
        raw: 'This is a question, not a report: turned into a discussion.',
      },
    ],
  });
  addThread(state, random, reported, 9, {
    title: '🚩 Report : Ethical issue(s)',
    body: 'Written by an account that is gone.',
    isReport: true,
  });
  addThread(state, random, reported, 5, {
    title: 'Heated thread',
    author: 'pavel-moss',
    body: 'This one got out of hand.',
    locked: true,
    events: [
      { type: 'comment', author: 'ines-harrow', raw: 'hidden by the owner', hidden: true },
      { type: 'locking-change', author: ownerOf(reported), locked: true },
    ],
  });

  const pinned = repo('dataset', SPECIAL.staffPinnedDataset);
  addThread(state, random, pinned, 30, {
    title:
      'Hugging Face staff response to the reports on this dataset - please read before opening a new report',
    author: SPECIAL.staff,
    body: 'We have seen the reports and are looking into them. Please add new evidence here rather than in new threads.',
    pinned: true,
    events: [{ type: 'pinning-change', author: SPECIAL.staff, pinned: true }],
  });
  for (let i = 0; i < 12; i++) {
    addThread(state, random, pinned, 29 - i, {
      title: `🚩 Report: ${['Illegal or restricted content', 'Other', 'Copyright infringement'][i % 3]}`,
      author: random.pick(users),
      body: 'Same concern as in the other threads.',
      isReport: true,
    });
  }

  addThread(state, random, repo('model', SPECIAL.hostileModel), 4, {
    title: '<img src=x onerror="window.__pwned=1">\u202e gnp.exe <b>bold</b>',
    author: 'mallory-labs',
    body: '<script>window.__pwned=1</script>\n\n[click](javascript:alert(1)) ![x](javascript:alert(2))\n\n\u0007bell \u202ereversed\u202c',
  });

  addThread(state, random, repo('model', SPECIAL.safeModel), 7, {
    title: 'Which chat template?',
    author: SPECIAL.user,
    body: 'Is there a template for several turns?',
    events: [
      {
        type: 'comment',
        author: ownerOf(repo('model', SPECIAL.safeModel)),
        raw: 'Yes: see `tokenizer_config.json`.',
      },
      { type: 'title-change', author: SPECIAL.user, from: 'Template?', to: 'Which chat template?' },
    ],
  });

  for (const r of state.repos) {
    const special = (Object.values(SPECIAL) as (string | number)[]).includes(r.id);
    if (special || r.discussionsDisabled || r.disabledReason || r.private || !random.chance(0.3)) continue;
    const n = random.int(1, 3);
    for (let i = 0; i < n; i++) {
      const [title, body] = random.pick(EVERYDAY);
      const reply = random.chance(0.5);
      addThread(state, random, r, random.int(1, 200), {
        title,
        author: random.pick(users),
        body,
        ...(reply && {
          events: [{ type: 'comment' as const, author: ownerOf(r), raw: 'Thanks, I will have a look.' }],
        }),
      });
    }
  }
}
