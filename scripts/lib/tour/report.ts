/** The tour's fourth part: one report, from the topic to the thread on the Hub, and what must never become public. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normaliseText } from '../../../lib/policy/document.ts';
import { openPanel, press, SANDBOX_TOKENS, SPECIAL } from '../../../tests/e2e/support/product.ts';
import { ROOT } from '../run.ts';
import { HUB } from '../sandbox.ts';
import { keepToken, searchTopic, toTop, writeReport } from '../scenes.ts';
import { must, type Stage, type Step } from './stage.ts';

const TEXT = 'setup.py downloads a program and runs it. See its last lines.';

const token: Step = {
  does: 'Enter the sandbox token that may only open discussions, on the options page',
  async run({ driver, shoot }) {
    const page = await keepToken(driver, SANDBOX_TOKENS.writer);
    const text = await (await driver.documentOf(page)).text();
    must(text.includes('sandbox-user'), 'The options page does not say whose token it is');
    must(!text.includes(SANDBOX_TOKENS.writer), 'The options page shows the token');
    await page.evaluate(() => document.querySelector('#account')?.scrollIntoView());
    await shoot(page, 'options-token');
    await page.close();
    return 'The Hub was asked whose it is and what it may do: sandbox-user, discussions only. The token is not shown again.';
  },
};

const posts = ({ hub }: Stage) =>
  hub.requests.filter(({ method, url }) => method === 'POST' && url.startsWith('/api/'));

const oneLine = (text: string) => normaliseText(text).replace(/\s+/g, ' ');
const policy = () => oneLine(readFileSync(join(ROOT, 'tests/hub/content-policy-2023-08-30.txt'), 'utf8'));

/** Discussions on the sandbox Hub that carry a reference of ours. */
const filed = ({ hub }: Stage, key: string) =>
  (hub.state.discussions[key] ?? []).filter(({ events }) => /HS-[0-9A-Z]{8}/.test(events[0]?.raw ?? ''));

const report: Step = {
  does: 'Report a repository: topic, rule, route, text, preview, Send, receipt',
  async run(stage) {
    const { driver, shoot } = stage;
    const id = SPECIAL.safeModel;
    const page = await driver.open(`${HUB}/${id}`);
    await page.bringToFront();
    const before = posts(stage).length;
    const panel = await openPanel(driver, page);
    await panel.waitFor({ role: 'option' });
    await shoot(page, 'panel-topics');
    const quote = await searchTopic(panel, 'malware');
    must(policy().includes(oneLine(quote)), `This is quoted, and the policy does not say it: "${quote}"`);
    await shoot(page, 'panel-rule');
    await writeReport(panel, TEXT);
    const route = await (
      await panel.waitFor({ text: /Everybody can read it.*your name, sandbox-user/ })
    ).text();
    await shoot(page, 'panel-who-sees-it');
    await press(panel, 'Preview');
    const preview = await (await panel.waitFor({ selector: 'pre' })).evaluate((pre) => pre.textContent ?? '');
    must(preview.includes(TEXT) && preview.includes(quote), 'The preview lacks the text or the rule');
    await shoot(page, 'panel-preview');
    must(posts(stage).length === before, 'Something was posted before Send was pressed');
    await press(panel, 'Send to the Community tab');
    await panel.waitFor({ selector: '.ui-notice-title', text: 'Receipt' }, { timeout: 15_000 });
    const link = await panel.waitFor({ role: 'link', name: /Open the thread/ });
    await shoot(page, 'panel-receipt');
    const { href } = (await link.info()).attributes;
    const there = filed(stage, `model:${id}`);
    must(there.length === 1, `The Hub has ${there.length} reports of ours instead of one`);
    must(there[0]!.events[0]!.raw === preview, 'What the Hub has is not what the preview showed');
    must(href === `${HUB}/${id}/discussions/${there[0]!.num}`, `The receipt links to ${href}`);
    await page.close();
    return `Before a word was typed: “${route.slice(0, 120)}…” Nothing left before Send; then the Hub had, once, exactly what the preview showed: ${href}`;
  },
};

const thread: Step = {
  does: 'Open the thread on the Hub',
  async run(stage) {
    const key = `model:${SPECIAL.safeModel}`;
    const { num, title } = filed(stage, key)[0]!;
    const page = await stage.driver.open(`${HUB}/${SPECIAL.safeModel}/discussions/${num}`);
    await (await stage.driver.documentOf(page)).waitFor({ text: TEXT }, { timeout: 10_000 });
    await stage.driver.closedRoot(page, 'h1 > [data-steward-ui]', { timeout: 10_000 });
    await stage.shoot(page, 'thread-on-the-hub');
    await page.close();
    return `It stands there as #${num}, “${title}”.`;
  },
};

const lost: Step = {
  does: 'Report a data set, and pull the plug just after the Hub took it',
  async run(stage) {
    const { driver, hub, shoot } = stage;
    const id = SPECIAL.safeDataset;
    const gate = hub.faults.holdAfter(/^POST .*\/discussions$/);
    const page = await driver.open(`${HUB}/datasets/${id}`);
    await page.bringToFront();
    const panel = await openPanel(driver, page);
    await searchTopic(panel, 'spam');
    await writeReport(panel, 'Four hundred copies of the same advertisement.');
    await press(panel, 'Preview');
    await press(panel, 'Send to the Community tab');
    await gate.arrived;
    await driver.setOffline(true);
    await panel.waitFor({ text: /Checking whether it arrived/ }, { timeout: 15_000 });
    await shoot(page, 'panel-answer-lost');
    gate.release();
    await driver.setOffline(false);
    await panel.waitFor({ selector: '.ui-notice-title', text: 'Receipt' }, { timeout: 25_000 });
    await shoot(page, 'panel-found-again');
    const times = filed(stage, `dataset:${id}`).length;
    must(times === 1, `The report stands on the Hub ${times} times`);
    await page.close();
    return 'The answer never came. It was looked for on the Hub, found, and not sent a second time.';
  },
};

const minors: Step = {
  does: 'Choose the topic about minors',
  async run({ driver, shoot }) {
    const page = await driver.open(`${HUB}/spaces/${SPECIAL.safeSpace}`);
    await page.bringToFront();
    const panel = await openPanel(driver, page);
    await searchTopic(panel, 'sexual content with minors');
    await press(panel, 'Choose this topic');
    await panel.waitFor({ text: /safety@huggingface\.co/ });
    must((await panel.count({ selector: 'textarea' })) === 0, 'There is a box to describe it in');
    must((await panel.count({ role: 'radio' })) === 0, 'There is another route to choose');
    await shoot(page, 'panel-minors');
    await press(panel, 'Preview');
    await panel.waitFor({ role: 'link', name: /Open in your mail program/ });
    must((await panel.count({ text: /Send to the Community tab/ })) === 0, 'It can be made public');
    await page.close();
    return 'A mail to safety@huggingface.co that says where it is, and nothing else: no text, no public way, and hotlines that act faster.';
  },
};

const myReports: Step = {
  does: 'Open My reports',
  async run({ driver, shoot }) {
    const page = await driver.openExtensionPage('/reports.html', '.report');
    const root = await driver.documentOf(page);
    for (const id of [SPECIAL.safeModel, SPECIAL.safeDataset])
      await root.waitFor({ role: 'link', name: new RegExp(id) });
    await (await root.find({ role: 'button', name: /^Details/ }))?.click();
    await root.waitFor({ text: 'What happened' });
    await toTop(page);
    await shoot(page, 'my-reports');
    await page.close();
    return 'Both reports are there, each with where it stands, what was observed when, and the exact text.';
  },
};

export const REPORT_STEPS: Step[] = [token, report, thread, lost, minors, myReports];
