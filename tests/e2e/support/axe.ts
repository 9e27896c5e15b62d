/** axe-core in a page, by its own rules: what it finds is a list of `rule: where`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { Driver } from './driver.ts';
import { realmOf } from './internals.ts';

const AXE = readFileSync(join(import.meta.dirname, '../../../node_modules/axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(context: object): Promise<{
    violations: { id: string; nodes: { target: unknown[]; failureSummary: string }[] }[];
  }>;
}

/** @param within a selector; without one, all of the page */
export async function axe(page: Page, within?: string): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(run, within);
}

/**
 * The same with what we add to pages: its roots are closed, so axe, where it is alone with us, is told each of them as it is.
 * @param atLeast so many roots
 */
export async function axeInRoots(driver: Driver, page: Page, atLeast = 1): Promise<string[]> {
  const roots = await driver.closedRoots(page, '[data-steward-ui]');
  if (roots.length < atLeast) throw new Error(`${roots.length} roots, not ${atLeast}`);
  for (const root of roots)
    await root.evaluate((node) =>
      Object.defineProperty(node.host, 'shadowRoot', { value: node, configurable: true }),
    );
  const realm = realmOf(roots[0]!.handle);
  await realm.evaluate(AXE as never);
  return realm.evaluate(run, '[data-steward-ui]');
}

async function run(within?: string): Promise<string[]> {
  const { axe } = globalThis as unknown as { axe: Axe };
  // What is pointed at may be on its way to another colour.
  const onTheirWay = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
  await Promise.all(onTheirWay.map(({ finished }) => finished.catch(() => {})));
  const { violations } = await axe.run(within ? { include: [within] } : document);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')} (${failureSummary})`),
  );
}
