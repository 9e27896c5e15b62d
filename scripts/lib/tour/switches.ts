/** The tour's third part: exceptions, a pause, one page. */
import type { Page } from 'puppeteer-core';
import { cardStates, press, SPECIAL, settled, until } from '../../../tests/e2e/support/product.ts';
import { HUB } from '../sandbox.ts';
import { inFrontOf, openListing } from '../scenes.ts';
import { must, type Step } from './stage.ts';

/** The tagged card of a list of models is in this state. */
const becomes = (list: Page, state: string) =>
  until(async () => (await cardStates(list, SPECIAL.nfaaModel))[0] === state, {
    what: `the card of ${SPECIAL.nfaaModel} to be ${state}`,
  });

const place: Step = {
  does: 'Make an exception: models in lists are only marked',
  async run(stage) {
    const list = await openListing(stage, '/models');
    const options = await stage.driver.openExtensionPage('/options.html', '.places');
    const root = await stage.driver.documentOf(options);
    await options.select('select[aria-label="Lists, Models"]', 'mark');
    await becomes(list, 'mark');
    await list.bringToFront();
    await stage.shoot(list, 'marked-by-exception');
    const spaces = await openListing(stage, '/spaces');
    const there = await cardStates(spaces, SPECIAL.nfaaSpace);
    must(
      there.every((state) => state === 'blur'),
      `The exception is for models, and a Space is ${there.join()}`,
    );
    await spaces.close();
    await options.bringToFront();
    await options.evaluate(() => document.querySelector('#places')?.scrollIntoView());
    await stage.shoot(options, 'exceptions');
    await press(root, 'Reset all');
    await becomes(list, 'blur');
    await Promise.all([list.close(), options.close()]);
    return 'The open list followed at once, Spaces stayed covered, and Reset all brought the cover back.';
  },
};

const onePage: Step = {
  does: 'Show all on this page only, from the popup',
  async run(stage) {
    const { driver, shoot } = stage;
    const list = await openListing(stage, '/models');
    const popup = await driver.openExtensionPage('/popup.html', 'input[role=switch]');
    await inFrontOf(list, popup);
    const said = await popup.evaluate(() => document.querySelector('.this-page [role=status]')?.textContent);
    const toggle = async () => {
      const box = await popup.waitForSelector('.this-page input[role=switch]');
      // Pressed from within, because the list must stay in front.
      await box?.evaluate((input) => (input as HTMLInputElement).click());
    };
    await toggle();
    await becomes(list, 'safe');
    await shoot(list, 'this-page-only');
    const other = await driver.open(`${HUB}/models`);
    await settled(other, 10);
    await becomes(other, 'blur');
    await other.close();
    await inFrontOf(list, popup);
    await toggle();
    await becomes(list, 'blur');
    await Promise.all([list.close(), popup.close()]);
    return `The popup said “${said}”. The same list in another tab stayed covered.`;
  },
};

const pause: Step = {
  does: 'Pause for an hour, and resume',
  async run(stage) {
    const { driver, shoot } = stage;
    const list = await openListing(stage, '/models');
    const popup = await driver.openExtensionPage('/popup.html', 'input[role=switch]');
    const root = await driver.documentOf(popup);
    await press(root, '1 hour');
    await becomes(list, 'safe');
    const said = await (await root.waitFor({ selector: '.pause legend', text: /^Paused until/ })).text();
    await shoot(popup, 'paused');
    await press(root, 'Resume now');
    await becomes(list, 'blur');
    await Promise.all([list.close(), popup.close()]);
    return `“${said.split(' goes on')[0]}”, said the popup, and the open list was shown; Resume covered it again.`;
  },
};

export const SWITCH_STEPS: Step[] = [place, onePage, pause];
