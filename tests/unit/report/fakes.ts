/** A report, a little Hub in memory, and workers that can be killed at any step. */
import 'fake-indexeddb/auto';
import { HubError, type HubErrorDetails } from '../../../lib/hub/errors.ts';
import type { Discussion, DiscussionList } from '../../../lib/hub/schemas.ts';
import { createDatabase, type Database } from '../../../lib/platform/db.ts';
import { createOutbox, type Outbox, type OutboxOptions } from '../../../lib/report/outbox.ts';
import type { Report } from '../../../lib/report/report.ts';

export const SHA = '0123456789abcdef0123456789abcdef01234567';
export const T0 = Date.UTC(2026, 9, 6, 12);

export function makeReport(change: Partial<Report> = {}): Report {
  return {
    id: crypto.randomUUID(),
    reference: `HS-${Math.random().toString(36).slice(2).toUpperCase().padEnd(8, '0').slice(0, 8)}`,
    topicId: 'spam',
    topicName: 'Spam',
    citations: [
      {
        ruleId: 'CP2023.R10',
        quote: 'Spam or excessive bulk activity;',
        hash: 'a'.repeat(64),
        prefix: '',
        suffix: '',
        version: { printedDate: '2023-08-30', hash: 'b'.repeat(64) },
        url: 'https://huggingface.co/content-policy',
      },
    ],
    target: {
      repo: { type: 'model', id: 'owner/name' },
      url: 'https://huggingface.co/owner/name',
      sha: SHA,
      seenAt: T0,
    },
    route: 'public-api',
    text: 'The card advertises a casino.',
    createdAt: T0,
    ...change,
  };
}

interface Comment {
  id: string;
  text: string;
  author: string;
  hidden?: boolean;
}

interface Thread {
  num: number;
  title: string;
  text: string;
  author: string;
  createdAt: string;
  comments: Comment[];
  status: string;
  locked?: boolean;
  /** Its own text was hidden. */
  hidden?: boolean;
}

type Api = OutboxOptions['api'];

export const refusal = (details: HubErrorDetails) => new HubError(details);

/** What becomes of the next POST. */
export type Fate = 'ok' | 'lost-before' | 'lost-after' | 'html' | 'late' | { refuse: HubErrorDetails };

export class FakeHub {
  threads: Thread[] = [];
  posts = 0;
  reads = 0;
  fates: Fate[] = [];
  /** Reads fail while this is set. */
  down: HubErrorDetails | null = null;
  isReport: boolean | undefined = false;
  /** Writes that the Hub has taken in and will do at a time. */
  #pending: { at: number; write: () => void }[] = [];
  #ids = 0;
  #now: () => number;
  constructor(now: () => number) {
    this.#now = now;
  }

  write(title: string, text: string, author = 'me'): Thread {
    return this.#add({ title, text, author });
  }

  #add(thread: Pick<Thread, 'title' | 'text' | 'author'>): Thread {
    const createdAt = new Date(T0).toISOString();
    const added = { ...thread, createdAt, num: this.threads.length + 1, comments: [], status: 'open' };
    this.threads.push(added);
    return added;
  }

  say(num: number, text: string, author = 'me'): Comment {
    const comment = { id: `c${++this.#ids}`, text, author };
    this.thread(num).comments.push(comment);
    return comment;
  }

  thread(num: number): Thread {
    const thread = this.threads.find((one) => one.num === num);
    if (!thread) throw refusal({ kind: 'not-found', wrote: 'no', status: 404 });
    return thread;
  }

  #settle(): void {
    const done = this.#pending.filter(({ at }) => at <= this.#now());
    this.#pending = this.#pending.filter(({ at }) => at > this.#now());
    for (const { write } of done) write();
  }

  with(text: string): Thread[] {
    this.#settle();
    return this.threads.filter((thread) => thread.text.includes(text));
  }

  /** Comments with that text, of all threads. */
  said(text: string): Comment[] {
    this.#settle();
    return this.threads.flatMap(({ comments }) => comments).filter((comment) => comment.text.includes(text));
  }

  /** One POST and what becomes of it. */
  #post<T>(write: () => T): T {
    this.#settle();
    this.posts++;
    const fate = this.fates.shift() ?? 'ok';
    if (typeof fate === 'object') throw refusal(fate.refuse);
    if (fate === 'lost-before') throw refusal({ kind: 'network', wrote: 'maybe' });
    if (fate === 'late') {
      this.#pending.push({ at: this.#now() + 25_000, write });
      throw refusal({ kind: 'timeout', wrote: 'maybe' });
    }
    const written = write();
    if (fate === 'lost-after') throw refusal({ kind: 'network', wrote: 'maybe' });
    if (fate === 'html') throw refusal({ kind: 'not-json', wrote: 'maybe', status: 200 });
    return written;
  }

  readonly api: Api = {
    createDiscussion: async (ref, { title, description }) => {
      const { num } = this.#post(() => this.#add({ title, text: description, author: 'me' }));
      return { num, url: `https://huggingface.co/${ref.id}/discussions/${num}` };
    },
    comment: async (_ref, num, text) =>
      this.#post(() => {
        if (this.thread(num).locked) throw refusal({ kind: 'locked', wrote: 'no', status: 403 });
        return { id: this.say(num, text).id };
      }),
    setStatus: async (_ref, num, status, _token, comment = '') =>
      this.#post(() => {
        if (comment !== '') this.say(num, comment);
        this.thread(num).status = status;
      }),
    listDiscussions: async (_ref, query = {}): Promise<DiscussionList> => {
      this.#read();
      const found = this.threads
        .filter(({ author }) => query.author === undefined || author === query.author)
        .toReversed();
      const start = (query.p ?? 0) * 10;
      const discussions = found.slice(start, start + 10).map(({ num, title, createdAt, author, status }) => ({
        num,
        title,
        createdAt,
        status,
        isPullRequest: false,
        pinned: false,
        author: { name: author },
      }));
      return { discussions, count: found.length, start };
    },
    discussion: async (_ref, num): Promise<Discussion> => {
      this.#read();
      const { title, createdAt, author, text, status, comments, locked, hidden } = this.thread(num);
      const event = ({ id, author: name, text: raw, hidden: gone }: Comment) => ({
        id,
        type: 'comment',
        createdAt,
        author: { name },
        data: { latest: { raw: gone ? '' : raw } },
      });
      return {
        num,
        title,
        createdAt,
        status,
        ...(locked === undefined ? {} : { locked }),
        isPullRequest: false,
        ...(this.isReport === undefined ? {} : { isReport: this.isReport }),
        author: { name: author },
        events: [{ id: 'e', author, text, ...(hidden ? { hidden } : {}) }, ...comments].map(event),
      };
    },
  };

  #read(): void {
    this.#settle();
    this.reads++;
    if (this.down) throw refusal(this.down);
  }
}

let databases = 0;
export const freshDatabase = () => createDatabase(`outbox-${++databases}`);

/** Kills its worker at one step: nothing that the worker waits for ever comes back after that. */
export class Killer {
  step = 0;
  dead = false;
  at: number;
  constructor(at: number) {
    this.at = at;
  }
  /** @returns true when the worker dies here */
  strike(): boolean {
    if (this.dead) return true;
    if (++this.step === this.at) this.dead = true;
    return this.dead;
  }
}

const never = () => new Promise<never>(() => {});

/**
 * Every call of the API and the database is two steps: one before it happens, one after it happened but before anybody knows.
 */
function mortal<A extends unknown[], R>(killer: Killer, job: (...args: A) => Promise<R>) {
  return async (...args: A): Promise<R> => {
    if (killer.strike()) return never();
    try {
      return await job(...args);
    } finally {
      // biome-ignore lint/correctness/noUnsafeFinally: the worker is dead, it learns nothing
      if (killer.strike()) return never();
    }
  };
}

function mortalDatabase(killer: Killer, open: () => Promise<Database>): () => Promise<Database> {
  return async () => {
    if (killer.strike()) return never();
    const db = await open();
    return new Proxy(db, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (name === 'get' || name === 'getAll')
          return mortal(killer, (value as (...a: unknown[]) => Promise<unknown>).bind(target));
        if (name === 'transaction')
          return (...args: Parameters<Database['transaction']>) => {
            const transaction = target.transaction(...(args as [never]));
            return {
              store: (transaction as unknown as { store: unknown }).store,
              objectStore: (name: never) => transaction.objectStore(name),
              // The step after the commit: it stands, and the worker never hears of it.
              done: transaction.done.then(() => (killer.strike() ? never() : undefined)),
            };
          };
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  };
}

export interface World {
  hub: FakeHub;
  open: () => Promise<Database>;
  clock: { now: number };
  alarm: { at: number | null };
}

export function makeWorld(): World {
  const clock = { now: T0 };
  return { clock, hub: new FakeHub(() => clock.now), open: freshDatabase(), alarm: { at: null } };
}

export function startWorker(
  world: World,
  options: Partial<OutboxOptions> & { killer?: Killer } = {},
): Outbox {
  const { killer, ...rest } = options;
  const { api } = world.hub;
  return createOutbox({
    db: killer ? mortalDatabase(killer, world.open) : world.open,
    api: killer
      ? {
          createDiscussion: mortal(killer, api.createDiscussion),
          comment: mortal(killer, api.comment),
          setStatus: mortal(killer, api.setStatus),
          listDiscussions: mortal(killer, api.listDiscussions),
          discussion: mortal(killer, api.discussion),
        }
      : api,
    token: async () => 'hf_test',
    account: async () => 'me',
    now: () => world.clock.now,
    // What waits for its time to be taken back is tested by itself: undo.test.ts.
    undoMs: 0,
    schedule: (at) => {
      world.alarm.at = at;
    },
    ...rest,
  });
}

/** Lets time pass from alarm to alarm until nothing is planned. */
export async function runOut(world: World, outbox: Outbox, limit = 120): Promise<void> {
  for (let i = 0; i < limit; i++) {
    const at = await outbox.nextDue();
    if (at === null) return;
    world.clock.now = Math.max(world.clock.now, at);
    await outbox.drain();
  }
  throw new Error('the outbox never comes to rest');
}

/** Until nothing moves any more: done, or hanging in a dead worker, of whom only what the database had begun goes on. */
export async function settle(killer?: Killer): Promise<void> {
  for (let turns = 60; turns > 0; turns--) {
    if (killer?.dead) turns = Math.min(turns, 8);
    await new Promise((go) => setImmediate(go));
  }
}
