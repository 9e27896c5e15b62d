import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { whoSays } from '../../../lib/draw/words.ts';
import type { Commit, Discussion } from '../../../lib/hub/api.ts';
import { HubError, type HubErrorKind } from '../../../lib/hub/errors.ts';
import { CommitsHiddenError, createWho, type Who, type WhoOptions } from '../../../lib/nfaa/who.ts';
import { createDatabase } from '../../../lib/platform/db.ts';

const DAY = 24 * 60 * 60_000;
const AT = Date.UTC(2026, 4, 3, 9);
const ref = { type: 'model', id: 'Velvet-Room/Ember' } as const;
const oid = 'a'.repeat(40);

const fail = (kind: HubErrorKind) => new HubError({ kind, wrote: 'no' });

/** A Hub with one repository; what it is asked for is counted. */
function makeHub() {
  const hub = {
    commits: [] as Commit[] | HubError,
    orgs: {} as Record<string, string[] | null | HubError>,
    pull: fail('not-found') as Discussion | HubError,
    asked: [] as string[],
    held: null as Promise<void> | null,
  };
  const give = async <T>(what: string, value: T | HubError): Promise<T> => {
    hub.asked.push(what);
    await hub.held;
    if (value instanceof HubError) throw value;
    return value;
  };
  const api: WhoOptions['api'] = {
    commits: (_, rev, limit) => give(`commits ${rev} ${limit}`, hub.commits),
    discussion: (_, num) => give(`discussion ${num}`, hub.pull),
    userOverview: async (name) => {
      const orgs = await give(
        `user ${name}`,
        hub.orgs[name] ?? (name in hub.orgs ? null : fail('not-found')),
      );
      return { name, orgs: orgs as string[] | null };
    },
  };
  return Object.assign(hub, { api });
}

const commit = (title: string, ...authors: string[]): Commit => ({ id: oid, title, authors, date: AT });
const pull = (over: Partial<Discussion> = {}): Discussion => ({
  num: 4,
  title: 'Add NFAA tag',
  status: 'merged',
  createdAt: '2026-05-02T00:00:00.000Z',
  isPullRequest: true,
  author: { name: 'hf-anna', isHf: true },
  events: [],
  ...over,
});

let hub: ReturnType<typeof makeHub>;
let now: number;
let n = 0;
let db: ReturnType<typeof createDatabase>;
let who: (of?: { type: 'model' | 'kernel'; id: string }) => Promise<Who>;

/** A new worker with the same database. */
function start() {
  const made = createWho({ api: hub.api, db, now: () => now });
  who = (of = ref) => made.who(of);
}

beforeEach(() => {
  hub = makeHub();
  now = AT + 30 * DAY;
  db = createDatabase(`who-${n++}`);
  start();
});

describe('who it was', () => {
  it('its owner, without asking about the account', async () => {
    hub.commits = [commit('Update'), commit('Tag as NFAA', 'velvet-room')].map((c, i) =>
      i === 0 ? { ...c, authors: ['x'] } : c,
    );
    expect(await who()).toEqual({
      by: 'owner',
      name: 'velvet-room',
      title: 'Tag as NFAA',
      at: AT,
      url: `https://huggingface.co/Velvet-Room/Ember/commit/${oid}`,
    });
    expect(hub.asked).toEqual(['commits main 50']);
  });
  it('a member of the organisation that owns it', async () => {
    hub.commits = [commit('Add NFAA tag', 'mika')];
    hub.orgs.mika = ['velvet-room', 'huggingface'];
    expect(await who()).toMatchObject({ by: 'owner', member: true, name: 'mika' });
  });
  it('staff, by the organisation that the account shows', async () => {
    hub.commits = [commit('Add NFAA tag', 'anna')];
    hub.orgs.anna = ['HuggingFace'];
    expect(await who()).toMatchObject({ by: 'staff', name: 'anna', title: 'Add NFAA tag' });
    expect(hub.asked).toEqual(['commits main 50', 'user anna']);
  });
  it('somebody else', async () => {
    hub.commits = [commit('Add NFAA tag', 'otto')];
    hub.orgs.otto = ['huggingface-fans'];
    expect(await who()).toMatchObject({ by: 'contributor', name: 'otto' });
  });
  it.each([
    ['shows no organisations', null],
    ['is gone', fail('not-found')],
  ])('nothing is claimed of an account that %s', async (_, orgs) => {
    hub.commits = [commit('Add NFAA tag', 'anna')];
    hub.orgs.anna = orgs;
    expect(await who()).toMatchObject({ by: 'unknown', name: 'anna' });
  });
});

describe('what the commits leave open stays open', () => {
  it.each([
    ['no commit says so', [commit('Update README.md', 'velvet-room'), commit('initial commit', 'anna')]],
    ['it was taken off later', [commit('Remove NFAA tag', 'velvet-room'), commit('Add NFAA tag', 'anna')]],
    ['the commit has several authors', [commit('Add NFAA tag', 'anna', 'velvet-room')]],
    ['the commit has none', [commit('Add NFAA tag')]],
    ['its author is no account', [commit('Add NFAA tag', 'Anna <b>of</b> Hugging Face')]],
    ['there are no commits', []],
  ])('%s', async (_, commits) => {
    hub.commits = commits;
    hub.orgs.anna = ['huggingface'];
    expect(await who()).toEqual({ by: 'unknown' });
    expect(hub.asked).toHaveLength(1);
  });
  it('a commit without date or id is still its author’s', async () => {
    hub.commits = [{ title: 'Add NFAA tag', authors: ['Velvet-Room'] }];
    expect(await who()).toEqual({ by: 'owner', name: 'Velvet-Room', title: 'Add NFAA tag' });
  });
  it('the Hub has no commits of kernels to ask for', async () => {
    expect(await who({ type: 'kernel', id: ref.id })).toEqual({ by: 'unknown' });
    expect(hub.asked).toEqual([]);
  });
});

describe('through a pull request', () => {
  beforeEach(() => {
    hub.commits = [commit('Add NFAA tag (#4)', 'Velvet-Room', 'hf-anna')];
  });
  it('its author, and what the Hub says of them there', async () => {
    hub.pull = pull();
    expect(await who()).toMatchObject({ by: 'staff', name: 'hf-anna', pull: 4, title: 'Add NFAA tag' });
    expect((await who()).url).toBe('https://huggingface.co/Velvet-Room/Ember/discussions/4');
    expect(hub.asked).toEqual(['commits main 50', 'discussion 4']);
  });
  it('by somebody else, or the owner', async () => {
    hub.pull = pull({ author: { name: 'otto', isHf: false } });
    expect(await who()).toMatchObject({ by: 'contributor', name: 'otto', pull: 4 });
    now += DAY;
    hub.pull = pull({ author: { name: 'velvet-room', isHf: false } });
    expect(await who()).toMatchObject({ by: 'owner', pull: 4 });
  });
  it('the account is asked where the pull request does not say', async () => {
    hub.pull = pull({ author: { name: 'hf-anna' } });
    hub.orgs['hf-anna'] = ['huggingface'];
    expect(await who()).toMatchObject({ by: 'staff' });
  });
  it.each([
    ['was not merged', pull({ status: 'closed' })],
    ['is a discussion', pull({ isPullRequest: false })],
    ['is another one', pull({ title: 'Fix typo', author: { name: 'eve', isHf: true } })],
    ['was opened by a deleted account', pull({ author: undefined })],
    ['cannot be read', fail('discussions-disabled')],
  ])('a number behind a title proves nothing where that one %s', async (_, found) => {
    hub.pull = found;
    expect(await who()).toEqual({ by: 'unknown' });
  });
  it('that the Hub did not answer for is asked for again', async () => {
    hub.pull = fail('server');
    await expect(who()).rejects.toMatchObject({ kind: 'server' });
    hub.pull = pull();
    expect(await who()).toMatchObject({ by: 'staff' });
  });
});

describe('what is remembered', () => {
  beforeEach(() => {
    hub.commits = [commit('Add NFAA tag', 'anna')];
    hub.orgs.anna = ['huggingface'];
  });
  it('answers for a day, also of the next worker, whatever the case of the name', async () => {
    await who();
    start();
    await who({ ...ref, id: ref.id.toLowerCase() });
    expect(hub.asked).toHaveLength(2);
    now += DAY - 1;
    await who();
    expect(hub.asked).toHaveLength(2);
    now += 1;
    await who();
    expect(hub.asked).toHaveLength(4);
  });
  it('accounts, for all their repositories', async () => {
    await who();
    await who({ type: 'model', id: 'other/repo' });
    expect(hub.asked.filter((one) => one === 'user anna')).toHaveLength(1);
  });
  it('nothing of a failure', async () => {
    hub.orgs.anna = fail('timeout');
    await expect(who()).rejects.toMatchObject({ kind: 'timeout' });
    hub.orgs.anna = ['huggingface'];
    expect(await who()).toMatchObject({ by: 'staff' });
  });
  it('not more than 200 repositories', async () => {
    for (let i = 0; i < 205; i++) await who({ type: 'model', id: `o/r${i}` });
    const row = await (await db()).get('meta', 'who');
    const { repos } = row!.value as { repos: Map<string, unknown> };
    expect(repos.size).toBe(200);
    expect(repos.has('model:o/r204')).toBe(true);
    expect(repos.has('model:o/r4')).toBe(false);
  });
  it('two who ask at the same time ask once', async () => {
    let go!: () => void;
    hub.held = new Promise((done) => {
      go = done;
    });
    const both = [who(), who()];
    go();
    expect(await Promise.all(both)).toMatchObject([{ by: 'staff' }, { by: 'staff' }]);
    expect(hub.asked).toHaveLength(2);
  });
  it('a database that fails costs no answer', async () => {
    db = () => Promise.reject(new Error('QuotaExceededError'));
    start();
    expect(await who()).toMatchObject({ by: 'staff' });
    expect(await createWho({ api: hub.api }).who(ref)).toMatchObject({ by: 'staff' });
  });
});

describe('errors', () => {
  it.each<HubErrorKind>(['unauthorised', 'gone-or-private', 'forbidden', 'not-found', 'invalid'])(
    'commits that are kept back (%s) are said to be',
    async (kind) => {
      hub.commits = fail(kind);
      await expect(who()).rejects.toBeInstanceOf(CommitsHiddenError);
      await expect(who()).rejects.toMatchObject({ sentence: expect.stringMatching(/signed in/) });
    },
  );
  it.each<HubErrorKind>(['network', 'server', 'rate-limited'])(
    'others keep their sentence: %s',
    async (kind) => {
      hub.commits = fail(kind);
      await expect(who()).rejects.toMatchObject({ sentence: fail(kind).sentence });
    },
  );
});

describe('the sentence', () => {
  const base = { name: 'anna', at: AT, title: 'Add NFAA tag' };
  test.each<[Who, string]>([
    [{ ...base, by: 'owner' }, 'Added by its owner anna on 3 May 2026.'],
    [
      { ...base, by: 'owner', member: true },
      'Added by anna, a member of the organisation that owns it, on 3 May 2026.',
    ],
    [{ ...base, by: 'staff' }, 'Added by anna of Hugging Face on 3 May 2026 (commit “Add NFAA tag”).'],
    [
      { ...base, by: 'staff', pull: 2 },
      'Added by anna of Hugging Face, through a merged pull request, on 3 May 2026 (commit “Add NFAA tag”).',
    ],
    [{ ...base, by: 'contributor' }, 'Added by anna on 3 May 2026.'],
    [{ by: 'contributor', name: 'anna', pull: 2 }, 'Added by anna, through a merged pull request.'],
    [{ ...base, by: 'unknown' }, 'Added by anna on 3 May 2026.'],
    [{ by: 'unknown' }, 'Its commits do not say who added it.'],
    [{ by: 'staff', name: 'anna', title: 'x'.repeat(81) }, 'Added by anna of Hugging Face.'],
  ])('%j', (given, said) => expect(whoSays(given, 'velvet-room/ember')).toBe(said));

  it('never tells the name of the covered repository', () => {
    const name = fc.stringMatching(/^[a-z]{3,9}(?:[-_.][a-z]{3,9})?$/);
    // What the sentence is made of may hold any short name by chance.
    const ours =
      whoSays({ ...base, by: 'staff', pull: 1, name: 'x', title: 'x' }, 'o/qqq') +
      'its owner a member of the organisation that owns somebody';
    fc.assert(
      fc.property(
        name,
        name,
        fc.constantFrom<Who['by']>('owner', 'staff', 'contributor', 'unknown'),
        fc.boolean(),
        (hidden, other, by, inName) => {
          fc.pre(!ours.toLowerCase().includes(hidden) && !other.includes(hidden));
          const given: Who = {
            by,
            at: AT,
            name: inName ? `${other}-${hidden.toUpperCase()}` : other,
            title: `Add NFAA tag to ${hidden.replace(/[-_.]/, ' ')}`,
          };
          const said = whoSays(given, `${other}/${hidden}`).toLowerCase();
          expect(said).not.toContain(hidden);
          expect(said).not.toContain(hidden.replace(/[-_.]/, ' '));
        },
      ),
    );
  });
});
