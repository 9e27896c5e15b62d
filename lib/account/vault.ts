/**
 * The one token that a person may give us: checked with the Hub before it is kept, used by the worker only, forgotten on request.
 *
 * It lies in IndexedDB, which no content script can open. Not remembered means: until the browser closes. A worker dies every
 * 30 seconds, so memory alone would not do; the row carries the browser session's mark instead, and is wiped when that changed.
 * Facts: facts/hub.md d.2 (roles, whoami) and d.3 (whoami is strictly limited: it is asked at most every 6 hours).
 */
import { type HubApi, HubError, type Whoami } from '../hub/api.ts';
import type { AccountState } from '../platform/answers.ts';
import type { Database, VaultRow } from '../platform/db.ts';

/** Where a token is made; a parameter that ticks `discussion.write` is not known (facts/hub.md d.2). */
export const TOKEN_PAGE = 'https://huggingface.co/settings/tokens/new?tokenType=fineGrained';

const CHECK_EVERY_MS = 6 * 60 * 60_000;
/** After a failed check: not at once again. */
const RETRY_AFTER_MS = 10 * 60_000;
const TOKEN = 'token';
/** Left behind by a token that the Hub withdrew, so that the person learns of it. */
const REVOKED = 'revoked';

export interface VaultOptions {
  db: () => Promise<Database>;
  api: Pick<HubApi, 'whoami'>;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** A mark that is the same until the browser closes; the worker keeps it in `storage.session`. */
  session: { get(): Promise<string> };
}

export interface Vault {
  /** Checks a token with the Hub and keeps it. Throws an Error whose message is a sentence for the person. */
  setToken(token: string, remember: boolean): Promise<AccountState>;
  /** Who is signed in; asks the Hub at most every 6 hours. Never throws for the Hub's sake. */
  account(): Promise<AccountState>;
  /** For the worker's own writes; never put it into a message. */
  token(): Promise<string | null>;
  /** Wipes everything. */
  forget(): Promise<AccountState>;
}

const SIGNED_OUT: AccountState = { name: null, canReport: null, remembered: false };

export function createVault({ db, api, now = Date.now, session }: VaultOptions): Vault {
  let checking: Promise<AccountState> | undefined;

  async function read(): Promise<VaultRow | undefined> {
    const store = await db();
    const row = await store.get('vault', TOKEN);
    if (!row || row.remember || row.session === (await session.get())) return row;
    await wipeIfSame(row);
    return undefined;
  }

  /** Only that very token goes: another may have been given meanwhile. */
  async function wipeIfSame(row: VaultRow, revoked = false): Promise<void> {
    const transaction = (await db()).transaction('vault', 'readwrite');
    const current = await transaction.store.get(TOKEN);
    if (current?.token === row.token) {
      await transaction.store.delete(TOKEN);
      if (revoked)
        await transaction.store.put({
          ...row,
          key: REVOKED,
          token: '',
          account: { name: '', canReport: null },
        });
    }
    await transaction.done;
  }

  async function check(row: VaultRow): Promise<AccountState> {
    const at = now();
    let checked: VaultRow;
    try {
      checked = { ...row, account: accountOf(await api.whoami(row.token)), checkedAt: at, triedAt: at };
    } catch (error) {
      if (error instanceof HubError && error.kind === 'unauthorised') {
        await wipeIfSame(row, true);
        return { ...SIGNED_OUT, warning: REVOKED_SENTENCE };
      }
      checked = { ...row, triedAt: at };
    }
    const transaction = (await db()).transaction('vault', 'readwrite');
    if ((await transaction.store.get(TOKEN))?.token === row.token) await transaction.store.put(checked);
    await transaction.done;
    return stateOf(checked);
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
      const transaction = (await db()).transaction('vault', 'readwrite');
      await transaction.store.clear();
      await transaction.store.put(row);
      await transaction.done;
      return stateOf(row);
    },

    async account() {
      const row = await read();
      if (!row) {
        const revoked = await (await db()).get('vault', REVOKED);
        return revoked ? { ...SIGNED_OUT, warning: REVOKED_SENTENCE } : SIGNED_OUT;
      }
      const fresh = within(row.checkedAt, CHECK_EVERY_MS) || within(row.triedAt, RETRY_AFTER_MS);
      if (fresh) return stateOf(row);
      checking ??= check(row).finally(() => {
        checking = undefined;
      });
      return checking;
    },

    async token() {
      return (await read())?.token ?? null;
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

const REVOKED_SENTENCE =
  'The Hub does not accept your token any more, so it was removed here. Make a new one and add it.';

function stateOf(row: VaultRow): AccountState {
  return { ...row.account, remembered: row.remember, checkedAt: row.checkedAt };
}

/** What a token may do, from whoami: the least that is needed is the global permission `discussion.write` (facts/hub.md d.2). */
function accountOf(who: Whoami): VaultRow['account'] {
  const { name } = who;
  const access = who.auth.accessToken;
  if (!access) return { name, canReport: null };
  if (access.role === 'read') return { name, canReport: false };
  if (access.role === 'write' || access.role === 'god')
    return {
      name,
      canReport: true,
      warning: `${MORE_THAN_NEEDED}: it may change all your repositories. ${LESS}`,
    };
  if (access.role !== 'fineGrained') return { name, canReport: null };

  const { global = [], scoped = [], canReadGatedRepos } = access.fineGrained ?? {};
  const somewhere = scoped.some(({ permissions }) => permissions.includes('discussion.write'));
  const canReport = global.includes('discussion.write') ? true : somewhere ? null : false;
  const extra = [
    ...global.filter((permission) => permission !== 'discussion.write'),
    ...new Set(scoped.flatMap(({ permissions }) => permissions)),
    ...(canReadGatedRepos ? ['read gated repositories'] : []),
  ];
  if (extra.length === 0) return { name, canReport };
  return { name, canReport, warning: `${MORE_THAN_NEEDED} (${extra.slice(0, 5).join(', ')}). ${LESS}` };
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
