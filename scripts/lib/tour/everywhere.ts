/** The tour's second part: where the filter is besides lists, what a card's menu does, and the index. */
import {
  askedOf,
  cardRoot,
  countColour,
  NFAA_COLOUR,
  OF_INDEX,
  press,
  SPECIAL,
  until,
} from '../../../tests/e2e/support/product.ts';
import { isNfaa } from '../../../tests/hub/types.ts';
import { HUB } from '../sandbox.ts';
import { cardsOf, drawnOn, fillIndex, openListing, suggestions } from '../scenes.ts';
import { many, must, type Step } from './stage.ts';

const suggested: Step = {
  does: 'Type a word into the Hub’s search box',
  async run({ driver, hub, shoot }) {
    const page = await driver.open(`${HUB}/`);
    await page.bringToFront();
    await suggestions(page, 'ember');
    await drawnOn(page);
    const rows = await page.evaluate(() =>
      [...document.querySelectorAll('[data-target="MainHeader"] [role="option"] a[href]')].map((link) => ({
        href: link.getAttribute('href') ?? '',
        covered: link.closest('[data-steward="blur"]') !== null,
      })),
    );
    const tagged = hub.state.repos.filter(isNfaa).map(({ id }) => id);
    const isTagged = (href: string) => tagged.some((id) => href.endsWith(`/${id}`));
    const covered = rows.filter((row) => row.covered);
    must(covered.length > 0, 'No suggestion is covered');
    for (const row of rows)
      must(row.covered === isTagged(row.href), `${row.href} is ${row.covered ? '' : 'not '}covered`);
    await shoot(page, 'suggestions');
    const heard = (await driver.accessibleTree(page)).map(({ name }) => name);
    for (const { href } of covered)
      must(!heard.some((name) => name.includes(href.slice(1))), `A screen reader still reads out ${href}`);
    await page.close();
    return `${covered.length} of ${many(rows.length, 'suggestion')} are covered, for eyes and ears: models, a dataset, a Space, a kernel.`;
  },
};

const link: Step = {
  does: 'Read a text that links to a tagged repository, and show the link',
  async run({ driver, shoot }) {
    const page = await driver.open(`${HUB}/${SPECIAL.embedModel}`);
    await page.bringToFront();
    await drawnOn(page);
    const leaked = countColour(await shoot(page, 'text-covered'), NFAA_COLOUR);
    must(leaked === 0, `${leaked} pixels of a tagged repository's picture are on the screen`);
    const css = `p a[href="/${SPECIAL.nfaaByOwner}"]`;
    const becomes = (state: string) =>
      until(
        () =>
          page.evaluate(
            (at, to) => document.querySelector(at)?.getAttribute('data-steward') === to,
            css,
            state,
          ),
        { what: `the link to be ${state}` },
      );
    await becomes('blur');
    const beside = () => driver.closedRoot(page, `${css} + [data-steward-ui="link"]`, { timeout: 10_000 });
    await press(await beside(), /^Show this repository: it is covered/);
    await becomes('shown');
    await shoot(page, 'link-shown');
    const others = await page.evaluate(() => document.querySelectorAll('[data-steward="blur"]').length);
    must(others > 0, 'Showing one repository showed the others, too');
    await press(await beside(), 'Cover again: this repository');
    await becomes('blur');
    await page.close();
    return 'The link is a bar with a small button. Pressed, this repository is shown on this page, its picture too; apps and cards of others stay covered.';
  },
};

const menu: Step = {
  does: 'Hide an author from a card’s menu, then Undo',
  async run(stage) {
    const page = await openListing(stage, '/models');
    const owner = SPECIAL.safeModel.slice(0, SPECIAL.safeModel.indexOf('/') + 1);
    const theirs = (await cardsOf(stage, page)).filter(({ id }) => id.startsWith(owner));
    const hidden = async () => (await cardsOf(stage, page)).filter(({ state }) => state === 'hide');
    const card = await cardRoot(stage.driver, page, SPECIAL.safeModel);
    await press(card, 'More choices for this repository');
    await card.waitFor({ role: 'menuitem', name: 'Hide everything by this author' });
    await stage.shoot(page, 'card-menu');
    await press(card, 'Hide everything by this author', 'menuitem');
    await until(async () => (await hidden()).length === theirs.length, { what: 'the author to be hidden' });
    const others = (await hidden()).filter(({ id }) => !id.startsWith(owner));
    must(others.length === 0, `${others[0]?.id} is hidden, too, and is by somebody else`);
    const note = await stage.driver.closedRoot(page, '[data-steward-ui="note"]', { timeout: 10_000 });
    await note.waitFor({ role: 'button', name: 'Undo' });
    await stage.shoot(page, 'author-hidden');
    await press(note, 'Undo');
    await until(async () => (await hidden()).length === 0, { what: 'the author to be back' });
    await page.close();
    return `${many(theirs.length, 'repository', 'repositories')} by ${owner.slice(0, -1)} left the list at one press, and came back at another.`;
  },
};

const index: Step = {
  does: 'Let the list of all tagged repositories be fetched, then take the Hub’s API away',
  async run(stage) {
    const { driver, hub, shoot } = stage;
    const from = hub.requests.length;
    const ids = await fillIndex(driver);
    const took = hub.requests.slice(from).filter(({ url }) => OF_INDEX.test(url)).length;
    const tagged = hub.state.repos.filter(isNfaa).length;
    must(ids === tagged, `The index holds ${ids} repositories, and ${tagged} carry the tag`);
    hub.faults.status(/^GET \/api\//, 503);
    const before = askedOf(hub).length;
    const page = await openListing(stage, '/datasets?sort=created');
    const cards = await cardsOf(stage, page);
    const asked = askedOf(hub).length - before;
    hub.faults.clear();
    must(asked === 0, `${many(asked, 'request')} were made for a list that the index answers`);
    for (const { id, state, tagged: isTagged } of cards)
      must(state === (isTagged ? 'blur' : 'safe'), `${id} is "${state}"`);
    await drawnOn(page);
    await shoot(page, 'list-from-the-index');
    await page.close();
    return `${many(took, 'request')} brought all ${ids}. Since then a list costs none: with the API gone, all ${cards.length} cards were judged.`;
  },
};

export const EVERYWHERE_STEPS: Step[] = [suggested, link, menu, index];
