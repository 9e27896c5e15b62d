export const VARIABLES: { chromium: 'CHROMIUM_PATH'; firefox: 'FIREFOX_PATH' };
export function findBrowser(name: 'chromium' | 'firefox'): string | undefined;
/** Throws, and says how to get one, when there is none. */
export function browserPath(name: 'chromium' | 'firefox'): string;
export function isBrandedChrome(path: string): boolean;
