/** The account as the worker knows it, and what is being done about it. The token itself is never kept here. */
import { create } from 'zustand';
import type { AccountState } from '../../lib/platform/answers.ts';
import { ask } from '../../lib/platform/ask.ts';
import { sentence } from '../ui/sentence.ts';
import { CONNECTED_URL, TOKENS_URL } from './token.ts';

interface AccountStore {
  /** `null` until the worker has answered. */
  account: AccountState | null;
  busy: 'reading' | 'checking' | 'forgetting' | null;
  problem: string | null;
  /** What was just done, to be announced. */
  done: string | null;
  /** Where a sign-in can be taken back on the Hub; set when somebody has just signed out. */
  revokeUrl: string | null;
  /** @param after a sign-in: who it is gets announced */
  read: (after?: boolean) => Promise<void>;
  /** True when it was kept; what was typed may then be let go. */
  keep: (token: string, remember: boolean) => Promise<boolean>;
  forget: () => Promise<void>;
}

/** The Hub's own pages: an endpoint by which an app takes its sign-in back is not known (facts/hub.md d.1). */
export const revokeUrlOf = (account: AccountState | null): string =>
  account?.how === 'oauth' ? CONNECTED_URL : TOKENS_URL;

export const useAccount = create<AccountStore>()((set, get) => {
  /** One thing at a time; whatever fails leaves the account as it was, and says why. */
  async function run(
    busy: AccountStore['busy'],
    work: () => Promise<AccountState>,
    done: (account: AccountState) => string | null,
  ): Promise<boolean> {
    set({ busy, problem: null, done: null, revokeUrl: null });
    try {
      const account = await work();
      set({ account, busy: null, done: done(account) });
      return true;
    } catch (error) {
      set({ busy: null, problem: sentence(error) });
      return false;
    }
  }
  return {
    account: null,
    busy: null,
    problem: null,
    done: null,
    revokeUrl: null,
    read: async (after = false) => {
      await run(
        'reading',
        () => ask('account.get', {}),
        ({ name }) => (after && name ? `You are signed in as ${name}.` : null),
      );
    },
    keep: (token, remember) =>
      run(
        'checking',
        () => ask('account.set', { token, remember }),
        ({ name }) => `The Hub knows this token: it belongs to ${name ?? 'an account without a name'}.`,
      ),
    forget: async () => {
      const { account } = get();
      const gone = await run(
        'forgetting',
        () => ask('account.forget', {}),
        () => 'You are signed out here: nothing of it is kept. Drafts and reports stay.',
      );
      if (gone) set({ revokeUrl: revokeUrlOf(account) });
    },
  };
});
