/** `npm start -- --headless`: the product, shown step by step; each step holds what it shows to what it should be. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { BrowserName } from '../../tests/e2e/support/driver.ts';
import { resetExtension } from '../../tests/e2e/support/product.ts';
import { heading, ROOT } from './run.ts';
import { openSandbox, TITLES } from './sandbox.ts';
import { EVERYWHERE_STEPS } from './tour/everywhere.ts';
import { FILTER_STEPS } from './tour/filter.ts';
import { PAGE_STEPS } from './tour/pages.ts';
import { REPORT_STEPS } from './tour/report.ts';
import { must, NotAsItShould, type Stage } from './tour/stage.ts';
import { SWITCH_STEPS } from './tour/switches.ts';

const STEPS = [...FILTER_STEPS, ...EVERYWHERE_STEPS, ...SWITCH_STEPS, ...REPORT_STEPS, ...PAGE_STEPS];

/** Screenshots taken, and whether every step held. */
interface Outcome {
  fine: boolean;
  pictures: string[];
}

async function tourOf(browser: BrowserName): Promise<Outcome> {
  heading(`the tour in ${TITLES[browser]}`);
  const folder = join(ROOT, 'screenshots', browser);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pictures: string[] = [];
  const begun = performance.now();
  const sandbox = await openSandbox(browser, { headless: true, media: { reducedMotion: true } });
  const stage: Stage = {
    ...sandbox,
    async shoot(page, name) {
      const file = join(folder, `${String(pictures.length + 1).padStart(2, '0')}-${name}.png`);
      const picture = Buffer.from(await sandbox.driver.screenshot(page));
      writeFileSync(file, picture);
      pictures.push(relative(ROOT, file));
      return picture;
    },
  };
  console.log(`${await sandbox.driver.browser.version()}, sandbox Hub on 127.0.0.1:${sandbox.hub.port}`);
  try {
    // The index was fetched as soon as the browser stood: it is forgotten, and has a step of its own.
    await resetExtension(sandbox.driver);
    for (const [index, { does, run }] of STEPS.entries()) {
      console.log(`\n${String(index + 1).padStart(2)}. ${does}`);
      const from = performance.now();
      console.log(`    ${await run(stage)} (${((performance.now() - from) / 1000).toFixed(1)} s)`);
    }
    const [breach] = sandbox.hub.violations;
    must(!breach, `The Hub's contract was broken: ${breach}`);
  } catch (error) {
    const sentence =
      error instanceof NotAsItShould ? error.message : `It came to a halt: ${(error as Error).message}`;
    console.error(`\n    NOT AS IT SHOULD BE (${TITLES[browser]}). ${sentence}`);
    if (!(error instanceof NotAsItShould)) console.error(error);
    const [page] = (await sandbox.driver.browser.pages()).slice(-1);
    if (page) await stage.shoot(page, 'where-it-stopped').catch(() => undefined);
    return { fine: false, pictures };
  } finally {
    await sandbox.close();
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  console.log(`\n${TITLES[browser]}: ${STEPS.length} steps, all as they should be, in ${seconds} s.`);
  return { fine: true, pictures };
}

/** One browser after the other; true when every step held in each. */
export async function runTour(browsers: BrowserName[]): Promise<boolean> {
  const outcomes: Outcome[] = [];
  for (const browser of browsers) outcomes.push(await tourOf(browser));
  const pictures = outcomes.flatMap((outcome) => outcome.pictures);
  const fine = outcomes.every((outcome) => outcome.fine);
  heading('screenshots');
  for (const picture of pictures) console.log(picture);
  const names = browsers.map((browser) => TITLES[browser]).join(' and ');
  console.log(
    fine
      ? `\nThe tour of ${names} is complete: ${pictures.length} screenshots, everything as it should be. Nothing reached the real Hub.`
      : `\nThe tour did not end well; what was wrong is said above. ${pictures.length} screenshots were taken.`,
  );
  return fine;
}
