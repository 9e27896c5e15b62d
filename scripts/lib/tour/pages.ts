/** The end of the tour: the extension's own pages. */
import { press } from '../../../tests/e2e/support/product.ts';
import { toTop } from '../scenes.ts';
import { must, type Step } from './stage.ts';

const policy: Step = {
  does: "Read the policy, and compare it with the Hub's page",
  async run({ driver, shoot }) {
    const page = await driver.openExtensionPage('/policy.html', '.policy-text');
    const root = await driver.documentOf(page);
    await press(root, "Read the Hub's page now");
    await root.waitFor(
      { selector: '.ui-notice', text: /is known already, word for word/ },
      { timeout: 10_000 },
    );
    const text = await (await root.waitFor({ selector: '.policy-card' })).text();
    must(text.includes('30 August 2023'), 'The page does not name the date that the text prints');
    await toTop(page);
    await shoot(page, 'policy');
    const search = await root.waitFor({ selector: 'input[type=search]' });
    await search.type('consent');
    await root.waitFor({ selector: 'mark' });
    await shoot(page, 'policy-search');
    await page.close();
    return "The text in its own words. The Hub's page says the same, word for word.";
  },
};

const change: Step = {
  does: "Change the Hub's policy page, without a new date, and see it noticed",
  async run({ driver, hub, shoot }) {
    const page = await driver.openExtensionPage('/policy.html', '.policy-text');
    const root = await driver.documentOf(page);
    const before = hub.state.policyHtml;
    const [was, is] = ['a product or service', 'a product, a service or an event'];
    must(before.includes(was), 'The sandbox’s policy page does not have the words that are to change');
    hub.state.policyHtml = before.replace(was, is);
    await press(root, "Read the Hub's page now");
    await root.waitFor(
      { selector: '.ui-notice', text: /has changed, without a new date/ },
      { timeout: 10_000 },
    );
    await press(root, /^What changed/, 'link');
    const found = await (await root.waitFor({ selector: '.compare-change', text: /Reworded/ })).text();
    await toTop(page);
    await shoot(page, 'policy-changes');
    hub.state.policyHtml = before;
    await page.close();
    return `Noticed, and shown word by word: ${found.slice(0, 80)}…`;
  },
};

const popup: Step = {
  does: 'Open the popup',
  async run({ driver, shoot }) {
    const page = await driver.openExtensionPage('/popup.html', 'input[type=radio]');
    const root = await driver.documentOf(page);
    await root.waitFor({ role: 'radio', name: 'Cover' });
    const status = await (await root.waitFor({ role: 'status' })).text();
    // As wide as browsers make it.
    await page.setViewport({ width: 360, height: 560 });
    await shoot(page, 'popup');
    await page.close();
    return `It says what is in force: “${status}”`;
  },
};

const options: Step = {
  does: 'Open the options',
  async run({ driver, shoot }) {
    const page = await driver.openExtensionPage('/options.html', 'input[type=radio]');
    const root = await driver.documentOf(page);
    await root.waitFor({ text: /May open discussions/ }, { timeout: 10_000 });
    await root.waitFor({ role: 'heading', name: 'Data and privacy' });
    await shoot(page, 'options');
    await page.close();
    return 'Filter, places, own rules, shared lists, reporting, lock, account, what is kept where, and the keyboard; every change is in force at once.';
  },
};

const welcome: Step = {
  does: 'Open the page that greets after installing',
  async run({ driver, shoot }) {
    const page = await driver.openExtensionPage('/welcome.html', 'input[type=radio]');
    await (await driver.documentOf(page)).waitFor({ role: 'heading', name: 'Welcome to Hub Steward' });
    await shoot(page, 'welcome');
    await page.close();
    return 'Three steps, one of them a choice.';
  },
};

export const PAGE_STEPS: Step[] = [policy, change, popup, options, welcome];
