/** Loads of the Hub's pages under everything that makes an answer late, with every painted frame looked at. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { type BrowserName, type Driver, launchDriver, until } from '../e2e/support/driver.ts';
import { earlySheet, HUB } from '../e2e/support/product.ts';
import { type Hub, SPECIAL } from '../hub/server.ts';
import { lookAtAll, probe } from './frames.ts';
import { forget, fullIndex, type State, stored, withoutIndex } from './memory.ts';
import { record } from './record.ts';

/** A listing, the home page, a collection, a page with links and chips, Spaces, nothing but tagged ones, and one's own page. */
export const PATHS = [
  '/models',
  '/',
  `/collections/${SPECIAL.collection}`,
  `/${SPECIAL.treeBase}`,
  '/spaces',
  '/spaces?other=not-for-all-audiences',
  `/datasets/${SPECIAL.nfaaDataset}?not-for-all-audiences=true`,
];
const APPENDED = '/docs/sandbox/many?n=5000&batch=50';
/** In one recording, which is held in memory; fewer where placeholders pulse for seconds. */
const LOADS_AT_ONCE = 7;
const LONG_LOADS_AT_ONCE = 2;
/** Enough to find the colours; the fewer pixels, the more frames are painted and looked at. */
export const VIEWPORT = { width: 720, height: 450 };

/** Of an answer that is late: the Hub's, or the storage's. */
export const SLOW_MS = 400;

export interface Case {
  name: string;
  /** Every repository of these pages is known to be safe or tagged, so that no safe one may be covered. */
  known: boolean;
  /** A hundred batches each: a tenth of the loads has ten times the frames. */
  appends?: true;
  /** Its answers are late, so that frames are many. */
  long?: true;
  /** The guard's reading of its storage takes as long as a slow answer. */
  slowStorage?: true;
  /** Other pages than the usual ones. */
  paths?: readonly string[];
  /** Before all loads. */
  before?(state: State): Promise<void> | void;
  /** Before each load. */
  each?(state: State): Promise<void> | void;
}

/** Everything on these pages has been seen, and stands in the start-up set. */
async function visitAll(state: State): Promise<void> {
  withoutIndex(state);
  await forget(state);
  for (const path of PATHS) await visit(state, path);
  await until(async () => Object.keys((await stored(state.ours)).known ?? {}).length > 50, {
    timeout: 10_000,
    what: 'what was seen, in storage',
  });
}

/** The same, and all models. */
async function visitMore(state: State): Promise<void> {
  await visitAll(state);
  const models = state.hub.state.repos.filter(({ type }) => type === 'model').length;
  await visit(state, `/docs/sandbox/many?n=${models}&batch=50`);
  await until(async () => Object.keys((await stored(state.ours)).known ?? {}).length >= models, {
    timeout: 10_000,
    what: 'all models, in storage',
  });
}

async function visit({ driver }: State, path: string): Promise<void> {
  const page = await driver.open(HUB + path);
  await judged(page);
  await page.close();
}

export const CASES = {
  cold: { name: 'nothing known', known: false, before: withoutIndex, each: forget },
  slow: {
    name: `nothing known, API slow (${SLOW_MS} ms)`,
    known: false,
    long: true,
    before(state) {
      withoutIndex(state);
      state.hub.faults.add({ match: /GET \/api\//, action: { kind: 'slow', ms: SLOW_MS } });
    },
    each: forget,
  },
  down: {
    name: 'nothing known, API down',
    known: false,
    long: true,
    before: ({ hub }) => hub.faults.status(/GET \/api\//, 500),
    each: forget,
  },
  warm: { name: 'warm', known: true, before: visitAll },
  killed: {
    name: 'warm, worker killed',
    known: true,
    before: visitAll,
    each: ({ driver }) => driver.killBackground(),
  },
  storage: {
    name: `warm, storage slow (${SLOW_MS} ms)`,
    known: true,
    slowStorage: true,
    before: visitAll,
  },
  indexed: { name: 'index of 100,000, nothing else known', known: true, before: fullIndex },
  appended: { name: '5,000 cards appended, warm', known: true, appends: true, before: visitMore },
} as const satisfies Record<string, Case>;

/** With the filter off: what the eyes must see. */
export const SEEN: Case = {
  name: 'filter off',
  known: true,
  paths: ['/models?other=not-for-all-audiences', '/models'],
};

/** What was counted over all loads of a case. */
export interface Flashes {
  loads: number;
  frames: number;
  /** Frames with the colour that only tagged repositories have. */
  tagged: number;
  /** Frames that show safe cards. */
  safe: number;
  /** Frames in which one of them was covered, or stood behind a placeholder. */
  covered: number;
  /** Frames in which one of them was blank, because the guard had not read its storage yet. */
  blank: number;
}

const none = (loads: number): Flashes => ({ loads, frames: 0, tagged: 0, safe: 0, covered: 0, blank: 0 });

function count(sum: Flashes, frames: Uint8Array[]): void {
  for (const { tagged, safe, covered, blank } of lookAtAll(frames)) {
    sum.frames++;
    if (tagged > 0) sum.tagged++;
    if (safe > 0) sum.safe++;
    if (covered > 0) sum.covered++;
    if (blank > 0) sum.blank++;
  }
}

/** Loads pages one after the other. @param loads pages in all */
export async function flashes(driver: Driver, hub: Hub, one: Case, loads: number): Promise<Flashes> {
  const sum = none(loads);
  const ours = await driver.openExtensionPage('/popup.html');
  const state: State = { driver, hub, ours };
  unlimited(hub);
  try {
    await one.before?.(state);
    if (one !== SEEN) await earlySheet(ours);
    const paths = one.appends ? [APPENDED] : (one.paths ?? PATHS);
    const atOnce = one.appends ? 1 : one.long ? LONG_LOADS_AT_ONCE : LOADS_AT_ONCE;
    for (let done = 0; done < loads; done += atOnce) {
      const page = await driver.newPage();
      await probe(page, hub, one.appends);
      const frames = await record(driver, page, async () => {
        for (let i = done; i < Math.min(loads, done + atOnce); i++) {
          // Whoever is open and has something to ask would call a worker that is killed back to life.
          if (one.each) await page.goto('about:blank');
          await one.each?.(state);
          await page.goto(HUB + paths[i % paths.length]);
          await judged(page);
        }
      });
      await page.close();
      count(sum, frames);
    }
  } finally {
    hub.faults.reset();
    await ours.close();
  }
  return sum;
}

/** A browser that has just been started, each time: in Chromium with the profile of the time before, in Firefox with a new one. */
export async function coldBrowser(
  name: BrowserName,
  hub: Hub,
  extensionDir: string,
  loads: number,
): Promise<Flashes> {
  const sum = none(loads);
  // A temporary add-on leaves Firefox with the browser.
  const profileDir = name === 'chromium' ? mkdtempSync(join(tmpdir(), 'bench-profile-')) : undefined;
  const options = { hubPort: hub.port, extensionDir, viewport: VIEWPORT, ...(profileDir && { profileDir }) };
  unlimited(hub);
  withoutIndex({ hub });
  try {
    if (profileDir) await (await launchDriver(name, options)).close();
    for (let i = 0; i < loads; i++) {
      const driver = await launchDriver(name, options);
      try {
        const page = await driver.newPage();
        await probe(page, hub);
        const load = async () => {
          await page.goto(HUB + PATHS[i % PATHS.length]);
          await judged(page);
        };
        // It has never been there before: its first start is an installation, and registers.
        if (!profileDir) await earlySheet(await driver.openExtensionPage('/popup.html'));
        count(sum, await record(driver, page, load));
      } finally {
        await driver.close();
      }
    }
  } finally {
    hub.faults.reset();
    if (profileDir) rmSync(profileDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
  return sum;
}

/** Nobody else loads a hundred pages in a minute. */
function unlimited(hub: Hub): void {
  hub.reset();
  hub.faults.quotas = { api: 1e9, pages: 1e9, resolvers: 1e9 };
}

/** Waits until all that is asked for is there, and judged. */
async function judged(page: Page): Promise<void> {
  await until(
    async () => {
      const [done, visible] = await page.evaluate(() => [
        (!document.querySelector('[data-many]') || document.documentElement.dataset.done !== undefined) &&
          document.querySelector('[data-steward], [data-steward-body]') !== null &&
          ['', '-body'].every(
            (part) =>
              document.querySelector(`[data-steward${part}="wait"], [data-steward${part}="placeholder"]`) ===
              null,
          ),
        document.visibilityState === 'visible',
      ]);
      // A tab in the background paints no frames; the welcome page takes the front once.
      if (!visible) await page.bringToFront();
      return done;
    },
    { timeout: 90_000, what: 'a page that is judged' },
  );
}
