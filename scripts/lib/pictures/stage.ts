/** What every picture begins with: a page in a colour scheme, drawn on and at rest, and which part of it is shown. */
import type { Page } from 'puppeteer-core';
import type { Media, ShadowHandle } from '../../../tests/e2e/support/driver.ts';
import { cardRoot } from '../../../tests/e2e/support/product.ts';
import type { Sandbox } from '../sandbox.ts';
import { cardsOf, openListing } from '../scenes.ts';

export interface Clip {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Shot {
  page: Page;
  /** CSS pixels of the window; all of it without one. */
  clip?: Clip;
  /** What is to be put back for the next picture. */
  after?: () => Promise<void>;
}

export interface Scene {
  name: string;
  /** Has soft transitions, which 256 colours would turn into steps. */
  fullColour?: true;
  take(sandbox: Sandbox): Promise<Shot>;
}

export const LIGHT: Media = { colourScheme: 'light', reducedMotion: true };
export const DARK: Media = { colourScheme: 'dark', reducedMotion: true };
/** A telephone. */
export const NARROW = { width: 390, height: 780 };

/** In a colour scheme; the page is loaded anew, because the Hub decides when it loads. */
export async function dress({ driver }: Sandbox, page: Page, media: Media): Promise<void> {
  await driver.emulate(page, media);
  await page.reload();
  await page.bringToFront();
}

/** The first tagged card of a list, in a colour scheme, once the extension's drawing on it is complete. */
export async function listing(
  sandbox: Sandbox,
  path: string,
  media: Media,
  complete: { role?: string; name?: RegExp; selector?: string } = { role: 'button', name: /^Show this repo/ },
): Promise<{ page: Page; card: ShadowHandle }> {
  const page = await openListing(sandbox, path);
  await dress(sandbox, page, media);
  const tagged = (await cardsOf(sandbox, page)).find((one) => one.tagged);
  const card = await cardRoot(sandbox.driver, page, tagged!.id);
  await card.waitFor(complete);
  return { page, card };
}

/** One of the extension's own pages. */
export async function ownPage(
  { driver }: Sandbox,
  path: string,
  ready: string,
  media: Media,
  viewport?: { width: number; height: number },
): Promise<Page> {
  const page = await driver.openExtensionPage(path, ready);
  await driver.emulate(page, media);
  if (viewport) await page.setViewport(viewport);
  await page.bringToFront();
  return page;
}

/** From the first to the last of these elements of a page, with a margin. */
export async function between(page: Page, first: string, last = first, margin = 12): Promise<Clip> {
  await page.evaluate((css) => document.querySelector(css)?.scrollIntoView({ block: 'start' }), first);
  const boxes = await page.evaluate(
    (...both) =>
      both.map((css) => {
        const { left, top, right, bottom } = document.querySelector(css)!.getBoundingClientRect();
        return { left, top, right, bottom };
      }),
    first,
    last,
  );
  const x = Math.max(0, Math.min(...boxes.map(({ left }) => left)) - margin);
  const y = Math.max(0, Math.min(...boxes.map(({ top }) => top)) - margin);
  return {
    x,
    y,
    width: Math.max(...boxes.map(({ right }) => right)) + margin - x,
    height: Math.max(...boxes.map(({ bottom }) => bottom)) + margin - y,
  };
}
