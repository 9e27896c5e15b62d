import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startRules } from '../lib/guard/rules.ts';

/** Registered while there are rules or hints; drawing brings them too, for pages that were open before. */
export default defineUnlistedScript(() => startRules());
