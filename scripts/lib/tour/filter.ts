/** The tour's first part: what the filter does in lists, and what it does when the Hub does not answer. */
import {
  cardRoot,
  cardStates,
  countColour,
  NFAA_COLOUR,
  press,
  SPECIAL,
  until,
} from '../../../tests/e2e/support/product.ts';
import { HUB } from '../sandbox.ts';
import { cardsOf, chooseInPopup, openListing, type SeenCard } from '../scenes.ts';
import { many, must, type Stage, type Step } from './stage.ts';

/** Exactly the tagged ones are in this state; says how many they are. */
function judged(cards: SeenCard[], state: string): SeenCard[] {
  const tagged = cards.filter((card) => card.tagged);
  must(tagged.length > 0, 'The sandbox page has no tagged repository on it: there is nothing to see');
  for (const card of cards)
    must(
      (card.state === state) === card.tagged,
      `${card.id} ${card.tagged ? 'carries' : 'does not carry'} the tag, and its card is "${card.state}"`,
    );
  return tagged;
}

const covered = async (stage: Stage, path: string) => {
  const page = await openListing(stage, path);
  const cards = await cardsOf(stage, page);
  return { page, cards, tagged: judged(cards, 'blur') };
};

const browse: Step = {
  does: 'Browse the list of models, with the filter as it is after installing',
  async run(stage) {
    const { page, cards, tagged } = await covered(stage, '/models');
    await cardRoot(stage.driver, page, tagged[0]!.id);
    await stage.shoot(page, 'listing-covered');
    const heard = await stage.driver.accessibleTree(page);
    for (const { id } of tagged)
      must(!heard.some(({ name }) => name.includes(id)), `A screen reader still reads out ${id}`);
    await page.close();
    return `${tagged.length} of ${cards.length} cards are covered: exactly those whose repositories carry the tag. A screen reader does not hear their names either.`;
  },
};

const reveal: Step = {
  does: 'Press Show on a covered card, then Cover again',
  async run(stage) {
    const { page, tagged } = await covered(stage, '/models');
    const { id } = tagged[0]!;
    const becomes = (state: string) =>
      until(async () => (await cardStates(page, id))[0] === state, {
        what: `the card of ${id} to be ${state}`,
      });
    const card = await cardRoot(stage.driver, page, id);
    await press(card, /^Show this repository/);
    await becomes('shown');
    await card.waitFor({ role: 'button', name: /^Cover again: this repository/ });
    await card.waitGone({ selector: '.cover' });
    await stage.shoot(page, 'card-revealed');
    const others = (await cardsOf(stage, page)).filter((one) => one.tagged && one.id !== id);
    must(
      others.every(({ state }) => state === 'blur'),
      'Revealing one card revealed another',
    );
    await press(card, /^Cover again: this repository/);
    await becomes('blur');
    await page.close();
    return 'It is shown, and nothing else is; then it is covered again.';
  },
};

const spaces: Step = {
  does: 'Browse the list of Spaces, whose cards have pictures',
  async run(stage) {
    const { page, tagged } = await covered(stage, '/spaces');
    await cardRoot(stage.driver, page, tagged[0]!.id);
    const picture = await stage.shoot(page, 'spaces-covered');
    const leaked = countColour(picture, NFAA_COLOUR);
    must(leaked === 0, `${leaked} pixels of a tagged Space's thumbnail are on the screen`);
    await page.close();
    return `${many(tagged.length, 'Space')} covered; of the colour that only tagged thumbnails have here, not one pixel is on the screen.`;
  },
};

const hide: Step = {
  does: 'Choose Hide in the popup, and browse again',
  async run(stage) {
    await chooseInPopup(stage.driver, /^Hide/);
    const page = await openListing(stage, '/models');
    const tagged = judged(await cardsOf(stage, page), 'hide');
    const note = await stage.driver.closedRoot(page, '[data-steward-ui="note"]', { timeout: 10_000 });
    const said = await (await note.waitFor({ role: 'status' })).text();
    must(said.startsWith(`${tagged.length} `), `${tagged.length} are hidden, and the note says "${said}"`);
    await stage.shoot(page, 'hidden-with-note');
    await press(note, 'Show on this page');
    await until(async () => (await cardsOf(stage, page)).every(({ state }) => state !== 'hide'), {
      what: 'the hidden cards to come back',
    });
    await stage.shoot(page, 'hidden-shown');
    await press(note, 'Hide again');
    await page.close();
    await chooseInPopup(stage.driver, /^Cover/);
    return `The note in the corner says "${said.replace(/ Show on this page$/, '')}", and brings them back.`;
  },
};

const outage: Step = {
  does: "Let the Hub's API fail, and browse the data sets",
  async run(stage) {
    const { driver, hub } = stage;
    hub.faults.status(/^GET \/api\//, 503);
    const page = await driver.open(`${HUB}/datasets`);
    await page.bringToFront();
    const unknown = await until(
      async () => {
        const cards = await cardsOf(stage, page);
        return (
          cards.length > 0 && cards.every(({ state }) => state === 'failed' || state === 'blur') && cards
        );
      },
      { timeout: 15_000, what: 'every card to say that it could not be checked' },
    );
    await cardRoot(driver, page, unknown.find(({ state }) => state === 'failed')!.id);
    await stage.shoot(page, 'could-not-be-checked');
    hub.faults.clear();
    await page.reload();
    const after = await until(
      async () => {
        const cards = await cardsOf(stage, page);
        return (
          cards.length > 0 &&
          cards.every(({ state, tagged }) => state === (tagged ? 'blur' : 'safe')) &&
          cards
        );
      },
      { timeout: 15_000, what: 'the cards to be judged once the API answers again' },
    );
    await page.close();
    return `${many(unknown.length, 'card')} said "Could not be checked", with a way to show them. With the API back, a reload judged all ${after.length}.`;
  },
};

const wall: Step = {
  does: "Open a tagged repository by a link that skips the Hub's own question",
  async run(stage) {
    const page = await stage.driver.open(`${HUB}/${SPECIAL.nfaaModel}?not-for-all-audiences=true`);
    await page.bringToFront();
    const body = () =>
      page.evaluate(() => document.querySelector('[data-steward-body]')?.getAttribute('data-steward-body'));
    const ours = await stage.driver.closedRoot(page, '[data-steward-ui="wall"]', { timeout: 10_000 });
    await ours.waitFor({ role: 'heading', name: 'Not for all audiences' });
    must((await body()) === 'blur', `The page's body is "${await body()}"`);
    await stage.shoot(page, 'repository-wall');
    await press(ours, /^Show this repository/);
    await until(async () => (await body()) === 'shown', { what: 'the page to be shown' });
    await stage.shoot(page, 'repository-shown');
    await press(ours, 'Cover again');
    await until(async () => (await body()) === 'blur', { what: 'the page to be covered again' });
    await page.close();
    return 'The page is covered until it is shown, and can be covered again.';
  },
};

export const FILTER_STEPS: Step[] = [browse, reveal, spaces, hide, outage, wall];
