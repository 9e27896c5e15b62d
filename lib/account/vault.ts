/**
 * The one token that we have of a person, pasted or from a sign-in: checked with the Hub before it is kept, used by the worker
 * only, forgotten on request, renewed or ended when its time is over.
 *
 * It lies in IndexedDB, which no content script can open. Not remembered means: until the browser closes. A worker dies every
 * 30 seconds, so memory alone would not do; the row carries the browser session's mark instead, and is wiped when that changed.
 * Facts: facts/hub.md d.2 (roles, whoami) and d.3 (whoami is strictly limited: it is asked at most every 6 hours).
 */
import { type HubApi, HubError, type Whoami } from '../hub/api.ts';
import type { TokenAnswer } from '../hub/oauth-api.ts';
import type { AccountState } from '../platform/answers.ts';
import type { Database, VaultRow } from '../platform/db.ts';
import { expiryOf, SCOPES, scopesOf } from './oauth.ts';
import { EXPIRED_SENTENCE, REVOKED_SENTENCE, REVOKED_SIGN_IN_SENTENCE } from './sign-in-words.ts';

/** Where a token is made; a parameter that ticks `discussion.write` is not known (facts/hub.md d.2). */
export const TOKEN_PAGE = 'https://huggingface.co/settings/tokens/new?tokenType=fineGrained';

const CHECK_EVERY_MS = 6 * 60 * 60_000;
/** After a failed check: not at once again. */
const RETRY_AFTER_MS = 10 * 60_000;
/** A sign-in that can be renewed is, this long before its end: a report must not begin with what ends on its way. */
const RENEW_EARLY_MS = 2 * 60_000;
const TOKEN = 'token';
/** Left behind by a token that the Hub withdrew or that ended, so that the person learns of it. */
const REVOKED = 'revoked';

export interface VaultOptions {
  db: () => Promise<Database>;
  api: Pick<HubApi, 'whoami'>;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** A mark that is the same until the browser closes; the worker keeps it in `storage.session`. */
  session: { get(): Promise<string> };
  /** Renews a sign-in; absent in builds without one. */
  refresh?: (refreshToken: string) => Promise<TokenAnswer>;
}

/** What a sign-in gave. */
export interface SignedIn {
  token: string;
  scopes: string[];
  /** Milliseconds since the epoch; `undefined` where the Hub did not say. */
  expiresAt: number | undefined;
  refreshToken: string | undefined;
}

export interface Vault {
  /** Checks a token with the Hub and keeps it. Throws an Error whose message is a sentence for the person. */
  setToken(token: string, remember: boolean): Promise<AccountState>;
  /**
   * Keeps what the Hub granted, once it is known whose it is. Throws HubError.
   * @param goesOn asked last: `false` when it was cancelled meanwhile, and nothing is kept
   */
  signIn(given: SignedIn, remember: boolean, goesOn: () => Promise<boolean>): Promise<void>;
  /** Who is signed in; asks the Hub at most every 6 hours. Never throws for the Hub's sake. */
  account(): Promise<AccountState>;
  /** For the worker's own writes; never put it into a message. Throws HubError where a sign-in could not be renewed just now. */
  token(): Promise<string | null>;
  /** The Hub refused the token just now: it is asked at once whether it still knows it, and one that it does not goes. Never throws for the Hub's sake. */
  doubt(): Promise<void>;
  /** Wipes everything. */
  forget(): Promise<AccountState>;
}

const SIGNED_OUT: AccountState = { name: null, canReport: null, remembered: false };

export function createVault({ db, api, now = Date.now, session, refresh }: VaultOptions): Vault {
  let checking: Promise<AccountState> | undefined;
  let renewing: Promise<VaultRow | undefined> | undefined;

  async function read(): Promise<VaultRow | undefined> {
    const store = await db();
    const row = await store.get('vault', TOKEN);
    if (!row || row.remember || row.session === (await session.get())) return row;
    await wipeIfSame(row);
    return undefined;
  }

  /** The same, with an eye on the clock. Throws HubError where it could not be renewed just now. */
  async function good(): Promise<VaultRow | undefined> {
    const row = await read();
    if (row?.expiresAt === undefined) return row;
    const left = row.expiresAt - now();
    if (row.refreshToken !== undefined && refresh && left < RENEW_EARLY_MS) {
      renewing ??= renew(row, row.refreshToken, refresh).finally(() => {
        renewing = undefined;
      });
      return renewing.catch((error: unknown) => {
        if (left > 0) return row;
        throw error;
      });
    }
    if (left > 0) return row;
    await wipeIfSame(row, 'expired');
    return undefined;
  }

  async function renew(
    row: VaultRow,
    refreshToken: string,
    ask: NonNullable<typeof refresh>,
  ): Promise<VaultRow | undefined> {
    const answer = await ask(refreshToken);
    if ('refused' in answer) {
      await wipeIfSame(row, 'expired');
      return undefined;
    }
    const { grant } = answer;
    const renewed: VaultRow = {
      ...row,
      token: grant.token,
      // Absent: the old one stays good (RFC 6749 6).
      refreshToken: grant.refreshToken ?? refreshToken,
      scopes: grant.scope === undefined ? row.scopes : scopesOf(grant),
      expiresAt: expiryOf(grant, now()),
    };
    return (await replaceIfSame(row, renewed)) ? renewed : read();
  }

  async function replaceIfSame(row: VaultRow, next: VaultRow): Promise<boolean> {
    const transaction = (await db()).transaction('vault', 'readwrite');
    const same = (await transaction.store.get(TOKEN))?.token === row.token;
    if (same) await transaction.store.put(next);
    await transaction.done;
    return same;
  }

  /** Only that very token goes: another may have been given meanwhile. */
  async function wipeIfSame(row: VaultRow, ended?: 'revoked' | 'expired'): Promise<void> {
    const transaction = (await db()).transaction('vault', 'readwrite');
    const current = await transaction.store.get(TOKEN);
    if (current?.token === row.token) {
      await transaction.store.delete(TOKEN);
      if (ended) await transaction.store.put(epitaph(row, ended));
    }
    await transaction.done;
  }

  async function signedOut(): Promise<AccountState> {
    const row = await (await db()).get('vault', REVOKED);
    if (!row) return SIGNED_OUT;
    const ended = row.ended ?? 'revoked';
    return { ...SIGNED_OUT, ended, warning: endedSentence(row, ended) };
  }

  async function check(row: VaultRow): Promise<AccountState> {
    const at = now();
    let checked: VaultRow;
    try {
      const account = accountOf(await api.whoami(row.token), row.scopes);
      checked = { ...row, account, checkedAt: at, triedAt: at };
    } catch (error) {
      if (error instanceof HubError && error.kind === 'unauthorised') {
        await wipeIfSame(row, 'revoked');
        return signedOut();
      }
      checked = { ...row, triedAt: at };
    }
    await replaceIfSame(row, checked);
    return stateOf(checked);
  }

  function checkOnce(row: VaultRow): Promise<AccountState> {
    checking ??= check(row).finally(() => {
      checking = undefined;
    });
    return checking;
  }

  /** Whatever was kept before goes. */
  async function keep(row: VaultRow): Promise<void> {
    const transaction = (await db()).transaction('vault', 'readwrite');
    await transaction.store.clear();
    await transaction.store.put(row);
    await transaction.done;
  }

  return {
    async setToken(given, remember) {
      const token = given.trim();
      // Printable ASCII only: it becomes a header. `hf_`: facts/hub.md d.2; OAuth's `hf_oauth_…` is accepted too.
      if (!/^hf_[\x21-\x7e]{8,300}$/.test(token))
        throw new Error(
          'This does not look like a token of the Hub: those begin with hf_. Copy it again, as a whole.',
        );
      let account: VaultRow['account'];
      try {
        account = accountOf(await api.whoami(token));
      } catch (error) {
        throw new Error(refusal(error));
      }
      const at = now();
      const row: VaultRow = {
        key: TOKEN,
        token,
        remember,
        session: await session.get(),
        account,
        checkedAt: at,
        triedAt: at,
      };
      await keep(row);
      return stateOf(row);
    },

    async signIn({ token, scopes, expiresAt, refreshToken }, remember, goesOn) {
      const account = accountOf(await api.whoami(token), scopes);
      const at = now();
      const row: VaultRow = {
        key: TOKEN,
        how: 'oauth',
        token,
        remember,
        session: await session.get(),
        account,
        scopes,
        ...(expiresAt === undefined ? {} : { expiresAt }),
        ...(refreshToken === undefined ? {} : { refreshToken }),
        checkedAt: at,
        triedAt: at,
      };
      if (await goesOn()) await keep(row);
    },

    async account() {
      let row: VaultRow | undefined;
      try {
        row = await good();
      } catch {
        // What cannot be renewed just now is still theirs; the Hub would only refuse the old token.
        const old = await read();
        return old ? stateOf(old) : signedOut();
      }
      if (!row) return signedOut();
      const fresh = within(row.checkedAt, CHECK_EVERY_MS) || within(row.triedAt, RETRY_AFTER_MS);
      return fresh && !checking ? stateOf(row) : checkOnce(row);
    },

    async doubt() {
      const row = await read();
      if (row) await checkOnce(row);
    },

    async token() {
      return (await good())?.token ?? null;
    },

    async forget() {
      await (await db()).clear('vault');
      return SIGNED_OUT;
    },
  };

  /** Times ahead of the clock do not count: somebody set it back. */
  function within(at: number, ms: number): boolean {
    const age = now() - at;
    return age >= 0 && age < ms;
  }
}

function epitaph(row: VaultRow, ended: 'revoked' | 'expired'): VaultRow {
  const { refreshToken: _, scopes: __, ...rest } = row;
  return { ...rest, key: REVOKED, token: '', account: { name: '', canReport: null }, ended };
}

function endedSentence({ how }: VaultRow, ended: 'revoked' | 'expired'): string {
  if (ended === 'expired') return EXPIRED_SENTENCE;
  return how === 'oauth' ? REVOKED_SIGN_IN_SENTENCE : REVOKED_SENTENCE;
}

function stateOf(row: VaultRow): AccountState {
  return {
    ...row.account,
    remembered: row.remember,
    checkedAt: row.checkedAt,
    how: row.how ?? 'token',
    ...(row.expiresAt === undefined ? {} : { expiresAt: row.expiresAt }),
    ...(row.refreshToken === undefined ? {} : { renews: true }),
  };
}

/**
 * What it may do. Of a sign-in, its scopes say; of a token, whoami: the least that is needed is the global permission
 * `discussion.write` (facts/hub.md d.1, d.2).
 */
function accountOf(who: Whoami, scopes?: readonly string[]): VaultRow['account'] {
  const { name } = who;
  if (scopes) return ofScopes(name, scopes);
  const access = who.auth.accessToken;
  if (!access) return { name, canReport: null };
  if (access.role === 'read') return { name, canReport: false, may: ['role:read'] };
  if (access.role === 'write' || access.role === 'god')
    return {
      name,
      canReport: true,
      may: [`role:${access.role}`],
      warning: `${MORE_THAN_NEEDED}: it may change all your repositories. ${LESS}`,
    };
  if (access.role !== 'fineGrained') return { name, canReport: null };

  const { global = [], scoped = [], canReadGatedRepos } = access.fineGrained ?? {};
  const somewhere = scoped.some(({ permissions }) => permissions.includes('discussion.write'));
  const canReport = global.includes('discussion.write') ? true : somewhere ? null : false;
  const inPlaces = [...new Set(scoped.flatMap(({ permissions }) => permissions))];
  const extra = [
    ...global.filter((permission) => permission !== 'discussion.write'),
    ...inPlaces,
    ...(canReadGatedRepos ? ['read gated repositories'] : []),
  ];
  const may = [...new Set([...global, ...inPlaces, ...(canReadGatedRepos ? ['gated'] : [])])].slice(0, 40);
  if (extra.length === 0) return { name, canReport, may };
  return { name, canReport, may, warning: `${MORE_THAN_NEEDED} (${extra.slice(0, 5).join(', ')}). ${LESS}` };
}

function ofScopes(name: string, scopes: readonly string[]): VaultRow['account'] {
  const may = scopes.slice(0, 40);
  const extra = scopes.filter((scope) => !SCOPES.some((ours) => ours === scope));
  const canReport = scopes.includes('write-discussions');
  if (extra.length === 0) return { name, canReport, may };
  const more = `The Hub gave more than Hub Steward asked for (${extra.slice(0, 5).join(', ')}).`;
  return { name, canReport, may, warning: `${more} Sign out, revoke it on the Hub, and sign in again.` };
}

const MORE_THAN_NEEDED = 'This token may do more than reporting needs';
const LESS = 'A fine-grained token with “discussion.write” alone is enough.';

function refusal(error: unknown): string {
  if (!(error instanceof HubError)) return 'The token could not be checked. Try again.';
  if (error.kind === 'unauthorised' || error.kind === 'forbidden')
    return 'The Hub does not know this token: it is mistyped, expired or revoked. Copy it again or make a new one.';
  if (error.kind === 'rate-limited')
    return 'The Hub asks us to slow down before it checks a token again. Wait a few minutes and try again.';
  return `The token was not kept, because it could not be checked. ${error.sentence}`;
}
