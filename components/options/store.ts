/** The account as the worker knows it, and what is being done about it. The token itself is never kept here. */
import { create } from 'zustand';
import type { AccountState } from '../../lib/platform/answers.ts';
import { ask } from '../../lib/platform/ask.ts';
import { sentence } from '../ui/sentence.ts';

interface AccountStore {
  /** `null` until the worker has answered. */
  account: AccountState | null;
  busy: 'reading' | 'checking' | 'forgetting' | null;
  problem: string | null;
  /** What was just done, to be announced. */
  done: string | null;
  read: () => Promise<void>;
  /** True when it was kept; what was typed may then be let go. */
  keep: (token: string, remember: boolean) => Promise<boolean>;
  forget: () => Promise<void>;
}

export const useAccount = create<AccountStore>()((set) => {
  /** One thing at a time; whatever fails leaves the account as it was, and says why. */
  async function run(
    busy: AccountStore['busy'],
    work: () => Promise<AccountState>,
    done: (account: AccountState) => string | null,
  ): Promise<boolean> {
    set({ busy, problem: null, done: null });
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
    read: async () => {
      await run(
        'reading',
        () => ask('account.get', {}),
        () => null,
      );
    },
    keep: (token, remember) =>
      run(
        'checking',
        () => ask('account.set', { token, remember }),
        ({ name }) => `The Hub knows this token: it belongs to ${name ?? 'an account without a name'}.`,
      ),
    forget: async () => {
      await run(
        'forgetting',
        () => ask('account.forget', {}),
        () => 'The token is forgotten. To make it useless everywhere, delete it on the Hub as well.',
      );
    },
  };
});
