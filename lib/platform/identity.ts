/**
 * The browser's own window for signing in somewhere. Chrome: an optional permission, asked for in the click, without a prompt;
 * Firefox: there from the start, because it has no optional form of it; Firefox on Android: not at all. Builds without a client
 * id name it nowhere (wxt.config.ts).
 */
import { browser } from './browser.ts';

// The types are Firefox's, where it is never optional.
const NEEDS = { permissions: ['identity'] } as unknown as Parameters<typeof browser.permissions.request>[0];

/** Can this browser, in this build, be asked at all? */
export function canLaunch(): boolean {
  const { permissions = [], optional_permissions = [] } = browser.runtime.getManifest();
  const named = (list: readonly unknown[]) => list.includes('identity');
  // Where it is optional, there is no such API before it was given.
  return named(optional_permissions) || (named(permissions) && !!browser.identity?.launchWebAuthFlow);
}

/** Must be called in a click. @returns whether it is allowed now */
export const askForIdentity = async (): Promise<boolean> =>
  (await browser.permissions.contains(NEEDS)) || (await browser.permissions.request(NEEDS));

/** Where the browser catches the answer: this address has to be registered at the Hub, letter by letter. */
export const redirectUrl = (path: string): string => browser.identity.getRedirectURL(path);

/** Opens the window. @returns where it came back to; `null` when the person closed it */
export async function launch(url: string): Promise<string | null> {
  try {
    return await browser.identity.launchWebAuthFlow({ url, interactive: true });
  } catch {
    // Both browsers say in a sentence of their own that it was closed, or that the page could not be loaded.
    return null;
  }
}
