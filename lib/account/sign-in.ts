/**
 * Signing in with the Hub, as the worker does it. One sign-in at a time, kept in the database at every wait: a worker that dies
 * in the middle goes on where it was. What a page is told never holds the device's code, the verifier or a token.
 *
 *   device ──agreed──▶ granted ──whose is it?──▶ vault
 *   web ──the browser comes back, code exchanged──▶ granted
 *   any ──no──▶ ended (said until the next sign-in)
 */
import { HubError } from '../hub/errors.ts';
import type { Grant, OAuthApi, TokenAnswer } from '../hub/oauth-api.ts';
import type { SignInView } from '../platform/answers.ts';
import type { Database } from '../platform/db.ts';
import { answered, asked, begin, type DeviceWait, tooLate, whatNow } from './device.ts';
import {
  authorizeUrl,
  expiryOf,
  isOurs,
  newRequest,
  readRedirect,
  SCOPES,
  scopesOf,
  type WebRequest,
} from './oauth.ts';
import { ENDED_SENTENCES, type EndedHow, failedSentence, troubleSentence } from './sign-in-words.ts';
import type { Vault } from './vault.ts';

const KEY = 'sign-in';
/** A person at the Hub's page may take their time; what comes later is no answer to us. */
const WEB_LIFE_MS = 30 * 60_000;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

type Pending = { remember: boolean /** Tells one sign-in from the next. */; id: string } & (
  | { kind: 'device'; wait: DeviceWait }
  | { kind: 'web'; request: WebRequest; until: number }
  /** The Hub said yes; only whose account it is must still be asked. */
  | { kind: 'granted'; grant: Grant; at: number; nextAt: number; silent: number; problem?: string }
  | { kind: 'ended'; how: EndedHow }
);

type Of<K extends Pending['kind']> = Extract<Pending, { kind: K }>;

export interface SignInOptions {
  db: () => Promise<Database>;
  oauth: OAuthApi | null;
  clientId: string | null;
  vault: Pick<Vault, 'signIn'>;
  now?: () => number;
  random?: (bytes: number) => Uint8Array;
  /** `due` is to be called then: for when no page of ours is open any more. */
  schedule: (atMs: number) => unknown;
}

export type SignIn = ReturnType<typeof createSignIn>;

export function createSignIn({ db, oauth, clientId, vault, schedule, ...options }: SignInOptions) {
  const now = options.now ?? Date.now;
  const random = options.random ?? ((bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
  let looking: Promise<SignInView> | undefined;

  const read = async (): Promise<Pending | null> =>
    ((await (await db()).get('meta', KEY))?.value as Pending | undefined) ?? null;

  const write = async (value: Pending): Promise<void> => {
    await (await db()).put('meta', { key: KEY, value });
  };

  /** Only if it stands as it was read: it may have been cancelled or begun anew, or another worker went on. `null` removes it. */
  async function move(from: Pending, to: Pending | null): Promise<boolean> {
    const transaction = (await db()).transaction('meta', 'readwrite');
    const current = (await transaction.store.get(KEY))?.value;
    const same = JSON.stringify(current) === JSON.stringify(from);
    if (same) await (to ? transaction.store.put({ key: KEY, value: to }) : transaction.store.delete(KEY));
    await transaction.done;
    return same;
  }

  function needed(): { oauth: OAuthApi; clientId: string } {
    if (!oauth || !clientId) throw new Error(ENDED_SENTENCES.unavailable);
    return { oauth, clientId };
  }

  async function askDevice(pending: Of<'device'>): Promise<void> {
    const { id, remember } = pending;
    const next = whatNow(pending.wait, now());
    if (next === 'over') {
      await move(pending, { id, remember, kind: 'ended', how: tooLate(pending.wait) });
      return;
    }
    if (next === 'wait') return;
    const asking: Of<'device'> = { ...pending, wait: asked(pending.wait, now()) };
    if (!(await move(pending, asking))) return;
    const answer = await needed().oauth.poll(asking.wait.deviceCode).catch(asHubError);
    const step = answered(asking.wait, answer, now());
    if ('grant' in step) await granted(asking, step.grant);
    else if ('ended' in step) await move(asking, { id, remember, kind: 'ended', how: step.ended });
    else await move(asking, { ...asking, wait: step.wait });
  }

  /** Written before anything else is asked: a grant that was handed out is not handed out again. */
  async function granted(from: Pending, grant: Grant): Promise<void> {
    const { id, remember } = from;
    const next: Of<'granted'> = { id, remember, kind: 'granted', grant, at: now(), nextAt: now(), silent: 0 };
    if (await move(from, next)) await askWhose(next);
  }

  async function askWhose(pending: Of<'granted'>): Promise<void> {
    const { id, remember, grant, at } = pending;
    if (now() < pending.nextAt && now() >= at) return;
    try {
      const expiresAt = expiryOf(grant, at);
      const given = {
        token: grant.token,
        scopes: scopesOf(grant),
        refreshToken: grant.refreshToken,
        expiresAt,
      };
      // The person may have cancelled meanwhile: then nothing is kept.
      await vault.signIn(given, remember, () => move(pending, null));
    } catch (error) {
      const refusal = asHubError(error);
      if (refusal.kind === 'unauthorised' || refusal.kind === 'forbidden') {
        await move(pending, { id, remember, kind: 'ended', how: 'refused' });
        return;
      }
      const silent = pending.silent + 1;
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(silent, 10), LONGEST_PAUSE_MS);
      const nextAt = Math.max(now() + pause, refusal.retryAt ?? 0);
      await move(pending, { ...pending, silent, nextAt, problem: troubleSentence(refusal) });
    }
  }

  async function step(): Promise<SignInView> {
    const pending = await read();
    if (pending?.kind === 'device') await askDevice(pending);
    if (pending?.kind === 'granted') await askWhose(pending);
    if (pending?.kind === 'web' && (now() > pending.until || pending.until - now() > WEB_LIFE_MS))
      await move(pending, null);
    const left = await read();
    const view = viewOf(left);
    if ('nextAt' in view) schedule(view.nextAt);
    return view;
  }

  /** Does what is due, once however many ask. Never throws for the Hub's sake. */
  const look = (): Promise<SignInView> => {
    looking ??= step().finally(() => {
      looking = undefined;
    });
    return looking;
  };

  return {
    look,

    /** Throws a sentence where the Hub gives no code. */
    async device(remember: boolean): Promise<SignInView> {
      const code = await needed()
        .oauth.device(SCOPES.join(' '))
        .catch((error: unknown) => {
          throw new Error(failedSentence(asHubError(error), 'begun'));
        });
      const pending: Pending = {
        id: crypto.randomUUID(),
        remember,
        kind: 'device',
        wait: begin(code, now()),
      };
      await write(pending);
      schedule(pending.wait.nextAt);
      return viewOf(pending);
    },

    /** Where the browser is to be sent. @param redirectUri of the browser's own making */
    async web(remember: boolean, redirectUri: string): Promise<{ url: string }> {
      const request = newRequest(redirectUri, random);
      const until = now() + WEB_LIFE_MS;
      await write({ id: crypto.randomUUID(), remember, kind: 'web', request, until });
      return { url: authorizeUrl(needed().clientId, request) };
    },

    /** The browser came back with this address; it counts once. */
    async finish(address: string): Promise<SignInView> {
      const pending = await read();
      if (pending?.kind !== 'web' || now() > pending.until) return viewOf(pending);
      const { id, remember, request } = pending;
      const end = async (how: EndedHow): Promise<SignInView> => {
        await move(pending, { id, remember, kind: 'ended', how });
        return viewOf(await read());
      };
      const back = readRedirect(address, request);
      if (back === 'foreign') return end('foreign');
      if ('refused' in back) return end(back.refused === 'access_denied' ? 'denied' : 'refused');
      const { verifier, redirectUri } = request;
      let answer: TokenAnswer;
      try {
        answer = await needed().oauth.exchange({ code: back.code, verifier, redirectUri });
      } catch (error) {
        await move(pending, null);
        throw new Error(failedSentence(asHubError(error), 'finished'));
      }
      // A code that the Hub knows no more: used by a worker that died, or too old.
      if ('refused' in answer) return end(answer.refused === 'invalid_grant' ? 'expired' : 'refused');
      if (!isOurs(answer.grant, request, needed().clientId)) return end('foreign');
      await granted(pending, answer.grant);
      return look();
    },

    /** Ends what is under way, or clears what was said of the last one. */
    async cancel(): Promise<SignInView> {
      await (await db()).delete('meta', KEY);
      return { kind: 'none' };
    },
  };
}

function viewOf(pending: Pending | null): SignInView {
  switch (pending?.kind) {
    case 'device': {
      const { userCode, verificationUri, expiresAt, nextAt, problem } = pending.wait;
      return {
        kind: 'device',
        userCode,
        verificationUri,
        expiresAt,
        nextAt,
        ...(problem ? { problem } : {}),
      };
    }
    case 'granted': {
      const { nextAt, problem } = pending;
      return { kind: 'checking', nextAt, ...(problem ? { problem } : {}) };
    }
    case 'ended':
      return { kind: 'ended', how: pending.how, sentence: ENDED_SENTENCES[pending.how] };
    default:
      return { kind: 'none' };
  }
}

/** What is no answer of the Hub's is a fault of ours or of the browser's, and may pass. */
const asHubError = (error: unknown): HubError =>
  error instanceof HubError ? error : new HubError({ kind: 'network', wrote: 'no' });
