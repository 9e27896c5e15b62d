/** One id for as long as the browser runs: a token that is not to be remembered outlives the worker, but not the browser. */
import { browser } from './browser.ts';

const KEY = 'session';

/** Several ask at the worker's start: two ids for one session would wipe what was kept under the first. */
let asked: Promise<string> | undefined;

export const browserSession = {
  /** The id of this browser session, made when it is first asked for. */
  get(): Promise<string> {
    asked ??= readOrMake().catch((error) => {
      asked = undefined;
      throw error;
    });
    return asked;
  },
};

async function readOrMake(): Promise<string> {
  const stored = await browser.storage.session.get(KEY);
  if (typeof stored[KEY] === 'string') return stored[KEY];
  const made = crypto.randomUUID();
  await browser.storage.session.set({ [KEY]: made });
  return made;
}
