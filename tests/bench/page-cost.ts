/** What an extension costs a page of thousands of cards. Browsers with different extensions take turns, so that whatever slows the machine slows all. */
import type { Page } from 'puppeteer-core';
import { type BrowserName, type Driver, launchDriver, until } from '../e2e/support/driver.ts';
import { WITH_MOUSE } from '../e2e/support/mouse.ts';
import { HUB } from '../e2e/support/product.ts';
import type { Hub } from '../hub/server.ts';
import { browserWindow, privileged } from './record.ts';

export interface Cost {
  /** Milliseconds in the callbacks of the guard (or of the bare observer), and in those of the drawing; of a timed extension only. */
  guard: number | null;
  later: number | null;
  /** Milliseconds that the page's main thread was on a processor until it had nothing more to do: in tasks (Chromium), in all (Firefox). */
  main: number;
  /** Milliseconds that the page itself needed to parse a batch of its cards, the median: what the machine was like in this load. */
  parsing: number;
  /** Milliseconds from the start of the load to the last card. */
  wall: number;
}

/** 50 cards a batch, one a frame: 100 batches for 5,000 (facts/extensions.md 4.ii). */
const BATCH = 50;

/** @param ids `bench`: all different; otherwise the sandbox's models again and again */
export const manyCards = (cards: number, ids?: 'bench'): string =>
  `/docs/sandbox/many?n=${cards}&batch=${BATCH}${ids ? `&ids=${ids}` : ''}`;

/**
 * Starts a browser with each extension.
 * @param hasMouse without one, every Report button is always to be seen
 */
export async function startAll<Name extends string>(
  browser: BrowserName,
  hub: Hub,
  extensions: Record<Name, string>,
  hasMouse = true,
): Promise<Record<Name, Driver>> {
  const drivers = {} as Record<Name, Driver>;
  const { prefs, ...mouse } = hasMouse ? WITH_MOUSE[browser] : {};
  const options = {
    hubPort: hub.port,
    ...mouse,
    // Firefox would round what the timed ones measure to a whole millisecond.
    prefs: { 'privacy.reduceTimerPrecision': false, ...prefs },
  };
  for (const name of Object.keys(extensions) as Name[])
    drivers[name] = await launchDriver(browser, { ...options, extensionDir: extensions[name] });
  return drivers;
}

/** Of every measured load of each, in the order of the loads. */
export type Turns<Name extends string> = Record<Name, Cost[]>;

/**
 * Loads the page once in each, and again.
 * @param unmeasured loads that only warm the browser and the memory of verdicts
 */
export async function takeTurns<Name extends string>(
  drivers: Record<Name, Driver>,
  path: string,
  { runs, unmeasured }: { runs: number; unmeasured: number },
): Promise<Turns<Name>> {
  const names = Object.keys(drivers) as Name[];
  const costs = Object.fromEntries(names.map((name) => [name, [] as Cost[]])) as Turns<Name>;
  for (let run = 0; run < unmeasured + runs; run++) {
    // Whoever comes first may find the machine in another state than whoever comes last.
    const order = run % 2 === 0 ? names : names.toReversed();
    for (const name of order) {
      const cost = await costOf(drivers[name], path);
      if (run >= unmeasured) costs[name].push(cost);
    }
  }
  return costs;
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** The median of the turns' own ratios: what slows the machine for a while slows both sides of a turn. */
export function ratioOf(
  costs: readonly Cost[],
  beside: readonly Cost[],
  pick: (cost: Cost) => number | null,
): number | null {
  const ratios = costs.map((cost, turn) => {
    const [one, other] = [pick(cost), pick(beside[turn]!)];
    return one === null || other === null ? null : one / Math.max(other, Number.EPSILON);
  });
  return ratios.includes(null) ? null : median(ratios as number[]);
}

async function costOf(driver: Driver, path: string): Promise<Cost> {
  const page = await driver.newPage();
  const spent = driver.name === 'chromium' ? await taskTime(page) : processorTime(driver);
  const before = await whenQuiet(spent);
  const began = performance.now();
  await page.goto(HUB + path);
  await until(
    async () => {
      const [done, visible] = await page.evaluate(() => [
        document.documentElement.dataset.done !== undefined,
        document.visibilityState === 'visible',
      ]);
      // A tab in the background paints no frames, and the page adds one batch a frame; the welcome page takes the front once.
      if (!visible) await page.bringToFront();
      return done;
    },
    { timeout: 900_000, every: 50, what: `all cards of ${path}` },
  );
  const wall = performance.now() - began;
  const main = (await whenQuiet(spent)) - before;
  const parsing = await page.evaluate(() => Number(document.documentElement.dataset.parsing));
  const cost = { ...(await spentIn(page)), main, parsing, wall };
  await page.close();
  return cost;
}

/** Between two looks; in that time, a main thread that has nothing to do is on a processor for less than the other. */
const QUIET_MS = 250;
const QUIET_MAIN_MS = 15;

/**
 * Waits until what is left over from before, or comes late, is done; then says what was spent. Firefox asks its history whether
 * links were visited when it is idle, and styles every link's content anew when it hears: about a third of all that a long page
 * costs, which falls before or after the last card as it happens.
 */
async function whenQuiet(spent: () => Promise<number>): Promise<number> {
  let last = Number.NEGATIVE_INFINITY;
  await until(
    async () => {
      const now = await spent();
      const quiet = now - last < QUIET_MAIN_MS;
      last = now;
      return quiet;
    },
    { timeout: 60_000, every: QUIET_MS, what: 'a main thread with nothing to do' },
  );
  return last;
}

/** Chromium counts by the clock unless it is asked before; by the processor, other programs are not counted in. */
async function taskTime(page: Page): Promise<() => Promise<number>> {
  const session = await page.createCDPSession();
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1_000;
  };
}

async function spentIn(page: Page): Promise<Pick<Cost, 'guard' | 'later'>> {
  const said = await page.evaluate(() => {
    document.dispatchEvent(new CustomEvent('bench-spent'));
    return document.documentElement.dataset.spent;
  });
  return said ? (JSON.parse(said) as { guard: number; later: number }) : { guard: null, later: null };
}

/** Milliseconds that the main threads of processes for pages of the web have been on a processor, those that ended meanwhile too. */
function processorTime({ browser }: Driver): () => Promise<number> {
  const known = new Map<number, number>();
  return async () => {
    for (const [pid, spent] of await privileged(browser, await browserWindow(browser), webThreads))
      known.set(pid, spent);
    return [...known.values()].reduce((sum, spent) => sum + spent, 0);
  };
}

interface ProcessInfo {
  children: {
    pid: number;
    type: string;
    threads: { tid: number; cpuTime: number }[];
  }[];
}
declare const ChromeUtils: { requestProcInfo(): Promise<ProcessInfo> };

/** Runs in Firefox's own window, where it arrives as text. A process that is kept in reserve becomes a page's. */
async function webThreads(): Promise<[number, number][]> {
  const { children } = await ChromeUtils.requestProcInfo();
  return children
    .filter(({ type }) => /^(web|prealloc)/.test(type))
    .map(({ pid, threads }) => [pid, (threads.find(({ tid }) => tid === pid)?.cpuTime ?? 0) / 1e6]);
}
