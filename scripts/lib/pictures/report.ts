/** Pictures of a report: the panel's steps, and the list of reports. */
import type { Page } from 'puppeteer-core';
import type { Media, ShadowHandle } from '../../../tests/e2e/support/driver.ts';
import { openPanel, press, SANDBOX_TOKENS, SPECIAL } from '../../../tests/e2e/support/product.ts';
import { HUB, type Sandbox } from '../sandbox.ts';
import { keepToken, searchTopic, writeReport } from '../scenes.ts';
import { type Clip, DARK, dress, LIGHT, NARROW, ownPage, type Scene } from './stage.ts';

const TEXT =
  'setup.py downloads a program from another site and runs it when the package is installed. See its last lines.';

/** The panel and a little of what is behind it. */
async function around(panel: ShadowHandle): Promise<Clip> {
  const { rect } = await (await panel.waitFor({ role: 'dialog' })).info();
  const margin = 20;
  return {
    x: rect.x - margin,
    y: Math.max(0, rect.y - margin),
    width: rect.width + 2 * margin,
    height: rect.height + 2 * margin,
  };
}

async function panelOn(
  sandbox: Sandbox,
  repository: string,
  media: Media,
  viewport?: { width: number; height: number },
): Promise<{ page: Page; panel: ShadowHandle }> {
  const page = await sandbox.driver.newPage();
  if (viewport) await page.setViewport(viewport);
  await page.goto(`${HUB}/${repository}`);
  await dress(sandbox, page, media);
  return { page, panel: await openPanel(sandbox.driver, page) };
}

/** The topic picker with the rule that a word leads to. */
async function topic(sandbox: Sandbox, media: Media, viewport?: { width: number; height: number }) {
  const { page, panel } = await panelOn(sandbox, SPECIAL.safeModel, media, viewport);
  await searchTopic(panel, 'deepfake');
  await panel.waitFor({ text: /in the Hub’s text of today/ }, { timeout: 10_000 });
  return { page, panel };
}

async function preview(sandbox: Sandbox, media: Media) {
  const { page, panel } = await panelOn(sandbox, SPECIAL.safeModel, media);
  await searchTopic(panel, 'malware');
  await writeReport(panel, TEXT);
  await press(panel, 'Preview');
  await panel.waitFor({ selector: 'pre' });
  return { page, panel };
}

export const REPORTS: Scene[] = [
  {
    name: 'panel-topic',
    take: async (sandbox) => {
      const { page, panel } = await topic(sandbox, LIGHT);
      return { page, clip: await around(panel) };
    },
  },
  {
    name: 'panel-preview-dark',
    take: async (sandbox) => {
      await (await keepToken(sandbox.driver, SANDBOX_TOKENS.writer)).close();
      const { page, panel } = await preview(sandbox, DARK);
      return { page, clip: await around(panel) };
    },
  },
  {
    name: 'panel-receipt',
    take: async (sandbox) => {
      const { page, panel } = await preview(sandbox, LIGHT);
      await press(panel, 'Send to the Community tab');
      await panel.waitFor({ selector: '.ui-notice-title', text: 'Receipt' }, { timeout: 15_000 });
      return { page, clip: await around(panel) };
    },
  },
  {
    name: 'my-reports',
    take: async (sandbox) => {
      const page = await ownPage(sandbox, '/reports.html', '.report', LIGHT);
      return { page, clip: { x: 180, y: 0, width: 920, height: 584 } };
    },
  },
  {
    name: 'narrow-panel',
    take: async (sandbox) => ({ page: (await topic(sandbox, LIGHT, NARROW)).page }),
  },
];

export const FIREFOX_REPORTS: Scene[] = [
  {
    name: 'firefox-panel',
    take: async (sandbox) => {
      const { page, panel } = await topic(sandbox, LIGHT);
      return { page, clip: await around(panel) };
    },
  },
];
