/** What the README's pictures show. Each scene leaves a page as it is to be seen, and says which part of it. */
import { FIREFOX_FILTER, PLACES, STATES } from './pictures/filter.ts';
import { PAGES } from './pictures/pages.ts';
import { FIREFOX_REPORTS, REPORTS } from './pictures/report.ts';
import type { Scene } from './pictures/stage.ts';

export type { Clip } from './pictures/stage.ts';

/** In this order: a report is filed before the list of reports is shown, and the lock comes last. */
export const CHROMIUM: Scene[] = [...STATES, ...PLACES, ...REPORTS, ...PAGES];
export const FIREFOX: Scene[] = [...FIREFOX_FILTER, ...FIREFOX_REPORTS];
