import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { tellVisit } from '../lib/policy/tell-visit.ts';

/** Declared in wxt.config.ts for the four pages alone; without the 3.5 kB that WXT's wrapper for content scripts brings. */
export default defineUnlistedScript(() => tellVisit());
