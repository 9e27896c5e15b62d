/** The driver for Firefox, over WebDriver BiDi, with the browser's own privileges for what BiDi lacks. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { browserPath } from '../../../scripts/lib/browsers.mjs';
import { BaseDriver } from './base.ts';
import {
  type AxNode,
  type Driver,
  type DriverOptions,
  HUB_HOSTS,
  HUB_ORIGIN,
  launchOptions,
  type Media,
  VIEWPORT,
} from './contract.ts';
import { type BidiValue, bidi, realmOf } from './internals.ts';
import { pageInWindow } from './pixels.ts';
import { until } from './poll.ts';
import * as privileged from './privileged.ts';
import type { Relay } from './relay.ts';
import { ShadowHandle } from './shadow.ts';

/** Firefox draws a new one per profile, and would not tell us which. */
const UUID = '5ead0b5e-57e4-4a5d-8c0d-0123456789ab';

function preferences(options: DriverOptions, port: number, geckoId: string) {
  return {
    'extensions.webextensions.uuids': JSON.stringify({ [geckoId]: UUID }),
    // A temporary add-on leaves with the browser; what it had stored stays, as it does for an installed one.
    'extensions.webextensions.keepStorageOnUninstall': true,
    'extensions.webextensions.keepUuidOnUninstall': true,
    'network.dns.localDomains': [...HUB_HOSTS, ...(options.hosts ?? [])].join(','),
    'network.socket.forcePort': `443=${port}`,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    ...mediaPrefs(options.media ?? {}, true),
    ...options.prefs,
  };
}

/** Null is "as the system says"; the launch has nothing to take back. */
function mediaPrefs(media: Media, setOnly: boolean): Record<string, number> {
  const all: Record<string, number | null> = {
    'layout.css.prefers-color-scheme.content-override':
      media.colourScheme === undefined ? null : media.colourScheme === 'dark' ? 0 : 1,
    'ui.prefersReducedMotion': media.reducedMotion === undefined ? null : Number(media.reducedMotion),
    'browser.display.document_color_use': media.forcedColours ? 2 : null,
  };
  const entries = Object.entries(all).filter(([, value]) => !setOnly || value !== null);
  return Object.fromEntries(entries) as Record<string, number>;
}

export function geckoIdOf(extensionDir: string): string {
  const manifest = JSON.parse(readFileSync(join(extensionDir, 'manifest.json'), 'utf8')) as {
    browser_specific_settings?: { gecko?: { id?: string } };
  };
  const id = manifest.browser_specific_settings?.gecko?.id;
  if (!id) throw new Error(`${extensionDir} has no gecko id: is it the Firefox build?`);
  return id;
}

export async function launchFirefox(options: DriverOptions, relay: Relay): Promise<Driver> {
  const geckoId = geckoIdOf(options.extensionDir);
  const viewport = options.viewport ?? VIEWPORT;
  const alike = launchOptions(options);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: options.executablePath ?? browserPath('firefox'),
    ...alike,
    acceptInsecureCerts: true,
    // The window must be larger than the page by its own bars, else part of the page is never painted.
    env: {
      ...alike.env,
      MOZ_HEADLESS_WIDTH: String(viewport.width + 100),
      MOZ_HEADLESS_HEIGHT: String(viewport.height + 200),
    },
    args: ['--remote-allow-system-access', ...(options.args ?? [])],
    extraPrefsFirefox: preferences(options, relay.port, geckoId),
  });
  try {
    await browser.installExtension(options.extensionDir);
    const tree = await bidi<{ contexts: { context: string; url: string }[] }>(
      browser,
      'browsingContext.getTree',
      {
        'moz:scope': 'chrome',
      },
    );
    const chrome = tree.contexts.find(({ url }) => url.startsWith('chrome://browser/'));
    if (!chrome) throw new Error('Firefox shows no browser window of its own to BiDi');
    return new FirefoxDriver(browser, relay, geckoId, chrome.context);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** Where an ARIA role is not computed, Firefox has words of its own. */
const AX_ROLES: Record<string, string> = {
  document: 'document',
  'text leaf': 'text',
  statictext: 'text',
  pushbutton: 'button',
  entry: 'textbox',
  label: 'LabelText',
  graphic: 'img',
};

class FirefoxDriver extends BaseDriver implements Driver {
  readonly name = 'firefox';
  readonly extensionOrigin = `moz-extension://${UUID}`;
  readonly #geckoId: string;
  readonly #chrome: string;

  constructor(browser: Browser, relay: Relay, geckoId: string, chrome: string) {
    super(browser, relay, UUID);
    this.#geckoId = geckoId;
    this.#chrome = chrome;
  }

  /** Runs one of privileged.ts's functions in the browser window's scope. */
  async #privileged<A extends unknown[], R>(fn: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    const answer = await bidi<{ result: BidiValue; exceptionDetails?: { text: string } }>(
      this.browser,
      'script.callFunction',
      {
        functionDeclaration: `async (json) => JSON.stringify(await (${fn})(...JSON.parse(json))) ?? 'null'`,
        arguments: [{ type: 'string', value: JSON.stringify(args) }],
        target: { context: this.#chrome },
        awaitPromise: true,
      },
    );
    if (answer.exceptionDetails) throw new Error(`${fn.name}: ${answer.exceptionDetails.text}`);
    return JSON.parse(String(answer.result.value)) as Awaited<R>;
  }

  async newPage(): Promise<Page> {
    return await this.browser.newPage();
  }

  async goExtension(page: Page, url: string): Promise<void> {
    // Load events of extension pages never reach BiDi: whoever calls waits for an element.
    await page.goto(url, { waitUntil: [] });
  }

  async rootsIn(page: Page, scope: ShadowHandle, selector: string): Promise<ShadowHandle[]> {
    const realm = realmOf(scope.handle);
    const { sharedId } = (scope.handle as unknown as { remoteValue(): BidiValue }).remoteValue();
    const answer = await realm.realm.callFunction(
      '(node, css) => [...node.querySelectorAll(css)].map((host) => [host])',
      true,
      {
        arguments: [{ sharedId }, { type: 'string', value: selector }],
        serializationOptions: { maxObjectDepth: 2, maxDomDepth: 1, includeShadowTree: 'all' },
      },
    );
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails?.text);
    const hosts = (answer.result.value as BidiValue[]).map((pair) => (pair.value as BidiValue[])[0]);
    return hosts
      .map((host) => (host?.value as { shadowRoot?: BidiValue | null } | undefined)?.shadowRoot)
      .filter((root): root is BidiValue => !!root?.sharedId)
      .map((root) => new ShadowHandle(page, realm.createHandle(root)));
  }

  async accessibleTree(page: Page): Promise<AxNode[]> {
    // Firefox keeps a tree for what it shows, and the window's scope knows its selected tab only.
    await page.bringToFront();
    const nodes = await until(
      async () => {
        const flat = await this.#privileged(privileged.accessibleNodes);
        return flat && flat.length > 1 && flat;
      },
      { what: 'the accessibility tree', timeout: 10_000 },
    );
    return nodes.map(({ role, native, name, depth }) => ({
      role: AX_ROLES[native] ?? (role || native),
      name,
      depth,
    }));
  }

  async backgroundAlive(): Promise<boolean> {
    const state = await this.#privileged(privileged.backgroundState, this.#geckoId);
    return state !== 'stopped';
  }

  async killBackground(): Promise<void> {
    await until(
      async () => (await this.#privileged(privileged.terminateBackground, this.#geckoId)) === 'stopped',
      { what: 'the event page to be gone' },
    );
  }

  async emulate(_page: Page, media: Media): Promise<void> {
    await this.#privileged(privileged.setPrefs, mediaPrefs(media, false));
  }

  async setOffline(offline: boolean): Promise<void> {
    this.relay.cut(offline);
    await this.#privileged(privileged.setOffline, offline);
  }

  async recordFrames(page: Page, action: () => Promise<unknown>): Promise<Uint8Array[]> {
    await page.bringToFront();
    await this.#privileged(privileged.startRecording);
    let recording: privileged.Recording;
    try {
      await action();
      await this.painted(page);
    } finally {
      recording = await this.#privileged(privileged.stopRecording);
    }
    // What changed last may not have been composited yet.
    const end = await page.screenshot();
    const frames = recording.frames.map((url) => Buffer.from(url.split(',')[1] ?? '', 'base64'));
    return [...pageInWindow(frames, recording.page, end), end];
  }

  async forgetSite(): Promise<void> {
    await this.#privileged(privileged.clearSite, new URL(HUB_ORIGIN).host);
  }
}
