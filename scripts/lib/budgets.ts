/** What we promise to cost. The build and the bench hold us to it. */

/** The one script that every page of the Hub loads, minified, in bytes. A bare WXT content script is about 3 500. */
export const GUARD_BUDGET_BYTES = 15_000;
export const GUARD_FILE = 'guard.js';
