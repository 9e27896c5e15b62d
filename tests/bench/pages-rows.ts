/** The rows about pages of thousands of cards: Hub Steward beside no extension, and the guard beside a bare observer. */
import { rmSync } from 'node:fs';
import { onOneProcessor } from '../../scripts/lib/steady.ts';
import type { Driver } from '../e2e/support/driver.ts';
import { changeFilter, extensionDir } from '../e2e/support/product.ts';
import type { Hub } from '../hub/server.ts';
import { bareExtension, timedExtension } from './extensions.ts';
import { INDEX_IDS } from './index-cost.ts';
import { fullIndex, withoutIndex } from './memory.ts';
import { type Cost, manyCards, median, ratioOf, startAll, type Turns, takeTurns } from './page-cost.ts';
import type { Column, Results } from './results.ts';

export const RUNS = 15;
const CARDS = 5_000;
const MANY_CARDS = 30_000;
/** What the issue allows. */
const MAIN_BUDGET = 1.03;
const CARD_BUDGET = 1.5;
/** Linear is 1; what is not, at six times the cards, is well above this. */
const GROWTH_BUDGET = 1.2;

const cards = (number: number) => `${number.toLocaleString('en')} cards`;
const guard = ({ guard }: Cost) => guard;
const withDrawing = ({ guard, later }: Cost) => (guard === null ? null : guard + (later ?? 0));

/**
 * The whole page's main thread, with a mouse and without; the guard's time a card; and how that is with more cards, hidden ones, and
 * ever other repositories.
 */
export const PAGE_CASES = ['main', 'touch', 'card', 'growth'];

/**
 * @param cases of `PAGE_CASES`
 * @param runs loads for each figure; the medians count
 */
export async function pagesOf(
  column: Column,
  hub: Hub,
  results: Results,
  cases: readonly string[],
  runs: number,
): Promise<void> {
  const growth = cases.includes('growth');
  hub.reset();
  // Nobody else loads so much in so short a time.
  hub.faults.quotas = { api: 1e9, pages: 1e9, resolvers: 1e9 };
  withoutIndex({ hub });
  const product = extensionDir(column);
  const [absent, bare] = [bareExtension('absent'), bareExtension('observer')];
  const [timedBare, timedOurs] = [timedExtension(bare), timedExtension(product)];
  try {
    const whole = { absent, bare, ours: product };
    if (cases.includes('main')) await onOneProcessor(() => wholePage(column, hub, whole, results, runs));
    if (cases.includes('touch'))
      await onOneProcessor(() => withoutMouse(column, hub, { absent, ours: product }, results, runs));
    const timed = { bare: timedBare, ours: timedOurs };
    if (cases.includes('card')) await perCard(column, hub, timed, results, runs);
    if (growth) await withAll(column, hub, timed, (drivers) => withMore(hub, drivers, results));
  } finally {
    for (const dir of [absent, bare, timedBare, timedOurs]) rmSync(dir, { recursive: true, force: true });
    hub.reset();
  }
}

async function withAll<Name extends string>(
  column: Column,
  hub: Hub,
  extensions: Record<Name, string>,
  use: (drivers: Record<Name, Driver>) => Promise<void>,
  hasMouse = true,
): Promise<void> {
  const drivers = await startAll(column, hub, extensions, hasMouse);
  try {
    await use(drivers);
  } finally {
    for (const driver of Object.values<Driver>(drivers)) await driver.close();
  }
}

function put(results: Results, what: string, ratio: number | null, budget?: number): void {
  if (ratio === null) return;
  const row = { what, ...(budget === undefined ? {} : { budget: `≤ ${budget}` }) };
  results.put(row, ratio.toFixed(2), budget === undefined ? undefined : ratio <= budget);
}

/**
 * One browser is faster than another of the same build for as long as it runs, by some per cent, and much more in a script's
 * first look at a page: so all are started anew.
 */
const LAUNCHES = 5;

/** 5,000 cards in each, in browsers that are started anew. */
async function overLaunches<Name extends string>(
  column: Column,
  hub: Hub,
  extensions: Record<Name, string>,
  runs: number,
  hasMouse = true,
): Promise<Turns<Name>> {
  const all = {} as Turns<Name>;
  const options = { runs: Math.ceil(runs / LAUNCHES), unmeasured: 1 };
  for (let launch = 0; launch < LAUNCHES; launch++)
    await withAll(
      column,
      hub,
      extensions,
      async (drivers) => {
        const costs = await takeTurns(drivers, manyCards(CARDS), options);
        for (const name of Object.keys(costs) as Name[]) all[name] = [...(all[name] ?? []), ...costs[name]];
      },
      hasMouse,
    );
  return all;
}

/** In units of the page's own parsing in the same load: what the machine does meanwhile slows both, and we have no part in that. */
const inParsings = ({ main, parsing }: Cost) => main / parsing;

async function wholePage(
  column: Column,
  hub: Hub,
  extensions: Record<'absent' | 'bare' | 'ours', string>,
  results: Results,
  runs: number,
): Promise<void> {
  const { absent, bare, ours } = await overLaunches(column, hub, extensions, runs);
  const page = `a page of ${cards(CARDS)}`;
  put(results, `${page}: main thread, beside no extension`, ratioOf(ours, absent, inParsings), MAIN_BUDGET);
  put(
    results,
    `${page}: main thread, the bare observer beside no extension`,
    ratioOf(bare, absent, inParsings),
  );
  // By the clock, but with all of the browser on one processor (pagesOf): more than a person would wait.
  put(
    results,
    `${page}: time to the last card, beside no extension`,
    ratioOf(ours, absent, ({ wall }) => wall),
  );
}

/** On a touch screen, where each of the first forty cards shows its Report button all the time. */
async function withoutMouse(
  column: Column,
  hub: Hub,
  extensions: Record<'absent' | 'ours', string>,
  results: Results,
  runs: number,
): Promise<void> {
  const { absent, ours } = await overLaunches(column, hub, extensions, runs, false);
  put(
    results,
    `a page of ${cards(CARDS)}, without a mouse, where Report buttons always show: main thread, beside no extension`,
    ratioOf(ours, absent, inParsings),
  );
}

const CARD = `script a card, ${cards(CARDS)} in 100 batches`;

async function perCard(
  column: Column,
  hub: Hub,
  extensions: Record<'bare' | 'ours', string>,
  results: Results,
  runs: number,
): Promise<void> {
  const { bare, ours } = await overLaunches(column, hub, extensions, runs);
  put(results, `${CARD}: the guard beside a bare observer`, ratioOf(ours, bare, guard), CARD_BUDGET);
  put(results, `${CARD}: the guard and its drawing beside a bare observer`, ratioOf(ours, bare, withDrawing));
}

/** The same with six times the cards, with hidden ones, and with ever other repositories. */
async function withMore(hub: Hub, drivers: Record<'bare' | 'ours', Driver>, results: Results): Promise<void> {
  const { bare, ours } = drivers;
  const few = await takeTurns(drivers, manyCards(CARDS), { runs: 3, unmeasured: 1 });
  const once = { runs: 1, unmeasured: 0 };
  const growth = (most: readonly Cost[], some: readonly Cost[], pick: (cost: Cost) => number | null) => {
    const of = (costs: readonly Cost[]) => median(costs.map((cost) => pick(cost) ?? Number.NaN));
    return of(most) / MANY_CARDS / (of(some) / CARDS);
  };
  const many = await takeTurns(drivers, manyCards(MANY_CARDS), once);
  const more = `script a card at ${cards(MANY_CARDS)} beside that at ${cards(CARDS)} (linear: 1)`;
  put(results, `${more}: the guard`, growth(many.ours, few.ours, guard), GROWTH_BUDGET);
  put(results, `${more}: the guard and its drawing`, growth(many.ours, few.ours, withDrawing));
  put(results, `${more}: the bare observer`, growth(many.bare, few.bare, guard));

  await changeFilter(ours, { action: 'hide' });
  const hidden = await takeTurns({ ours }, manyCards(CARDS), { runs: 2, unmeasured: 1 });
  const manyHidden = await takeTurns({ ours }, manyCards(MANY_CARDS), once);
  put(
    results,
    `${more}: the guard, where tagged ones are hidden`,
    growth(manyHidden.ours, hidden.ours, guard),
    GROWTH_BUDGET,
  );

  const page = await ours.openExtensionPage('/popup.html');
  await fullIndex({ driver: ours, hub, ours: page });
  await page.close();
  const indexed = await takeTurns({ bare, ours }, manyCards(CARDS, 'bench'), { runs: 3, unmeasured: 1 });
  put(
    results,
    `${CARD}, every one another repository, known from an index of ${INDEX_IDS.toLocaleString('en')}: the guard beside a bare observer`,
    ratioOf(indexed.ours, indexed.bare, guard),
  );
}
