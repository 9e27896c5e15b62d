import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startGuard } from '../lib/guard/guard.ts';

/**
 * Declared in wxt.config.ts and not as a content script of WXT's: that would bring a context of 3.5 kB, which the guard has no
 * use for (a page can forge its invalidation; facts/extensions.md 0.10), into every page before its first paint.
 */
export default defineUnlistedScript(() => startGuard());
