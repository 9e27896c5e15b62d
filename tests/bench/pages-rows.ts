/** The rows about pages of thousands of cards: Hub Steward beside no extension, and the guard beside a bare observer. */
import { rmSync } from 'node:fs';
import type { Driver } from '../e2e/support/driver.ts';
import { changeFilter, extensionDir } from '../e2e/support/product.ts';
import type { Hub } from '../hub/server.ts';
import { bareExtension, timedExtension } from './extensions.ts';
import { INDEX_IDS } from './index-cost.ts';
import { fullIndex, withoutIndex } from './memory.ts';
import { type Cost, manyCards, median, ratioOf, startAll, takeTurns } from './page-cost.ts';
import type { Column, Results } from './results.ts';

export const RUNS = 7;
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

/** @param runs loads for each figure; the medians count */
export async function pagesOf(column: Column, hub: Hub, results: Results, runs: number): Promise<void> {
  hub.reset();
  // Nobody else loads so much in so short a time.
  hub.faults.quotas = { api: 1e9, pages: 1e9, resolvers: 1e9 };
  withoutIndex({ hub });
  const product = extensionDir(column);
  const [absent, bare] = [bareExtension('absent'), bareExtension('observer')];
  const [timedBare, timedOurs] = [timedExtension(bare), timedExtension(product)];
  try {
    await withAll(column, hub, { absent, bare, ours: product }, (drivers) =>
      wholePage(drivers, results, runs),
    );
    await withAll(column, hub, { bare: timedBare, ours: timedOurs }, (drivers) =>
      perCard(hub, drivers, results, runs),
    );
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
): Promise<void> {
  const drivers = await startAll(column, hub, extensions);
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

async function wholePage(
  drivers: Record<'absent' | 'bare' | 'ours', Driver>,
  results: Results,
  runs: number,
): Promise<void> {
  const { absent, bare, ours } = await takeTurns(drivers, manyCards(CARDS), { runs, unmeasured: 1 });
  const page = `a page of ${cards(CARDS)}`;
  const main = ({ main }: Cost) => main;
  put(results, `${page}: main thread, beside no extension`, ratioOf(ours, absent, main), MAIN_BUDGET);
  put(results, `${page}: main thread, the bare observer beside no extension`, ratioOf(bare, absent, main));
  put(
    results,
    `${page}: time to the last card, beside no extension`,
    ratioOf(ours, absent, ({ wall }) => wall),
  );
}

async function perCard(
  hub: Hub,
  drivers: Record<'bare' | 'ours', Driver>,
  results: Results,
  runs: number,
): Promise<void> {
  const { bare, ours } = drivers;
  const once = { runs: 1, unmeasured: 0 };
  const few = await takeTurns(drivers, manyCards(CARDS), { runs, unmeasured: 1 });
  const card = `script a card, ${cards(CARDS)} in 100 batches`;
  put(results, `${card}: the guard beside a bare observer`, ratioOf(few.ours, few.bare, guard), CARD_BUDGET);
  put(
    results,
    `${card}: the guard and its drawing beside a bare observer`,
    ratioOf(few.ours, few.bare, withDrawing),
  );

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
    `${card}, every one another repository, known from an index of ${INDEX_IDS.toLocaleString('en')}: the guard beside a bare observer`,
    ratioOf(indexed.ours, indexed.bare, guard),
  );
}
