/**
 * The browser, wrapped once, for the worker and the extension pages. The guard and the panel use `content.ts` instead:
 * the polyfill costs 10 kB a script, and both browsers we support answer promises without it (facts/extensions.md 5).
 */
import browser from 'webextension-polyfill';

export type { Runtime, Tabs } from 'webextension-polyfill';
export { browser };
