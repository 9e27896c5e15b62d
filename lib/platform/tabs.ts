/** A page of the Hub in a tab of its own: asked of the browser, because a popup blocker may take a page's own `open` for an advertisement's. */
import { browser } from './browser.ts';

/** @param url an address of the Hub's, never one that a page named */
export const openTab = (url: string): Promise<unknown> => browser.tabs.create({ url });
