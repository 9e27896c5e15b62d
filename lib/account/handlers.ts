/** What the worker answers when it is asked about the account, settings, the lock and sync. */
import type { Handlers } from '../platform/serve.ts';
import type { createLock } from './lock.ts';
import type { createLockedSettings } from './locked-settings.ts';
import type { createSignIn } from './sign-in.ts';
import type { createSync } from './sync.ts';
import type { Vault } from './vault.ts';

interface Needs {
  vault: Vault;
  signIn: ReturnType<typeof createSignIn>;
  lock: ReturnType<typeof createLock>;
  sync: ReturnType<typeof createSync>;
  changeUnderLock: ReturnType<typeof createLockedSettings>;
}

type Name = Extract<keyof Handlers, `${'account' | 'signin' | 'settings' | 'lock' | 'sync'}.${string}`>;

export function accountHandlers({ vault, signIn, lock, sync, changeUnderLock }: Needs): Pick<Handlers, Name> {
  /** What sync held back while it was locked comes in. */
  async function letIn<T>(unlocking: Promise<T>): Promise<T> {
    const state = await unlocking;
    void sync.changed().catch(() => {});
    return state;
  }

  return {
    'account.get': () => vault.account(),
    'account.set': async ({ token, remember }) => {
      await signIn.cancel();
      return vault.setToken(token, remember);
    },
    'account.forget': async () => {
      await signIn.cancel();
      return vault.forget();
    },
    'signin.look': () => signIn.look(),
    'signin.device': ({ remember }) => signIn.device(remember),
    'signin.web': ({ remember, redirectUri }) => signIn.web(remember, redirectUri),
    'signin.finish': ({ url }) => signIn.finish(url),
    'signin.cancel': () => signIn.cancel(),
    'settings.change': changeUnderLock,
    'lock.get': () => lock.state(),
    'lock.set': ({ pin, noReveal, current }) => lock.setPin(pin, { noReveal, current }),
    'lock.unlock': ({ pin }) => letIn(lock.unlock(pin)),
    'lock.relock': () => lock.relock(),
    'lock.remove': ({ pin }) => letIn(lock.removePin(pin)),
    'sync.get': () => sync.state(),
    'sync.set': ({ on }) => sync.set(on),
    'sync.resolve': ({ way }) => sync.resolve(way),
    'sync.clear': () => sync.clear(),
  };
}
