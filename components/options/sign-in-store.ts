/** A sign-in with the Hub as the worker knows it, and what is being done about it. Neither codes of ours nor tokens come here. */
import { create } from 'zustand';
import { REDIRECT_PATH } from '../../lib/account/client.ts';
import type { SignInView } from '../../lib/platform/answers.ts';
import { ask } from '../../lib/platform/ask.ts';
import { askForIdentity, launch, redirectUrl } from '../../lib/platform/identity.ts';
import { sentence } from '../ui/sentence.ts';
import { useAccount } from './store.ts';

export const CLOSED =
  'The window was closed before the Hub had answered, so nothing was given. Try again, or sign in with a code.';
export const NOT_ALLOWED =
  'The browser did not allow the window for signing in. Sign in with a code instead: that needs no permission.';

interface SignInStore {
  view: SignInView;
  busy: 'web' | 'device' | null;
  problem: string | null;
  /** To be kept after the browser closes; for all ways of signing in. */
  remember: boolean;
  setRemember: (remember: boolean) => void;
  /** What the worker says now; it asks the Hub if that is due. */
  look: () => Promise<void>;
  byWindow: () => Promise<void>;
  byCode: () => Promise<void>;
  cancel: () => Promise<void>;
}

export const useSignIn = create<SignInStore>()((set, get) => {
  /** What was under way and is no more has led to an account, or was cancelled elsewhere. */
  async function take(view: SignInView, before = get().view): Promise<void> {
    set({ view, busy: null, problem: null });
    const over = view.kind === 'none' && before.kind !== 'none' && before.kind !== 'ended';
    if (over) await useAccount.getState().read(true);
  }
  const fail = (error: unknown) => set({ busy: null, problem: sentence(error) });

  return {
    view: { kind: 'none' },
    busy: null,
    problem: null,
    remember: false,
    setRemember: (remember) => set({ remember }),
    look: async () => {
      try {
        await take(await ask('signin.look', {}));
      } catch (error) {
        fail(error);
      }
    },
    byWindow: async () => {
      if (get().busy) return;
      set({ busy: 'web', problem: null });
      try {
        // First of all: a browser asks its own question only in a click.
        if (!(await askForIdentity())) return set({ busy: null, problem: NOT_ALLOWED });
        const data = { remember: get().remember, redirectUri: redirectUrl(REDIRECT_PATH) };
        const { url } = await ask('signin.web', data);
        const back = await launch(url);
        if (back === null) {
          await ask('signin.cancel', {});
          return set({ view: { kind: 'none' }, busy: null, problem: CLOSED });
        }
        await take(await ask('signin.finish', { url: back }), { kind: 'checking', nextAt: 0 });
      } catch (error) {
        fail(error);
      }
    },
    byCode: async () => {
      if (get().busy) return;
      set({ busy: 'device', problem: null });
      try {
        set({ view: await ask('signin.device', { remember: get().remember }), busy: null });
      } catch (error) {
        fail(error);
      }
    },
    cancel: async () => {
      try {
        set({ view: await ask('signin.cancel', {}), busy: null, problem: null });
      } catch (error) {
        fail(error);
      }
    },
  };
});
