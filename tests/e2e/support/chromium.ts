/** The driver for Chromium, over CDP. Needs a build that still obeys --load-extension: branded Chrome ≥ 137 does not. */
import puppeteer, {
  type Browser,
  type CDPSession,
  type Page,
  type Target,
  type WebWorker,
} from 'puppeteer-core';
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
} from './contract.ts';
import { cdp, realmOf, remoteId } from './internals.ts';
import { until } from './poll.ts';
import type { Relay } from './relay.ts';
import { ShadowHandle } from './shadow.ts';

function resolverRules(options: DriverOptions, port: number): string {
  const hosts = [...HUB_HOSTS, '*.hf.space', ...(options.hosts ?? [])];
  return [
    ...hosts.map((host) => `MAP ${host}:443 127.0.0.1:${port}`),
    // A test must never reach the real world, whatever the browser or a page has in mind.
    'MAP * ~NOTFOUND',
    'EXCLUDE 127.0.0.1',
    'EXCLUDE localhost',
  ].join(',');
}

export async function launchChromium(options: DriverOptions, relay: Relay): Promise<Driver> {
  const browser = await puppeteer.launch({
    browser: 'chrome',
    executablePath: options.executablePath ?? browserPath('chromium'),
    ...launchOptions(options),
    enableExtensions: true,
    args: [
      `--disable-extensions-except=${options.extensionDir}`,
      `--load-extension=${options.extensionDir}`,
      `--host-resolver-rules=${resolverRules(options, relay.port)}`,
      '--ignore-certificate-errors',
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
      ...(options.args ?? []),
    ],
  });
  try {
    const worker = await browser.waitForTarget(isBackground, { timeout: 15_000 });
    return new ChromiumDriver(browser, relay, new URL(worker.url()).host, options);
  } catch (error) {
    await browser.close();
    throw new Error(
      `No service worker of ${options.extensionDir} appeared: is it built, and is its manifest valid?`,
      {
        cause: error,
      },
    );
  }
}

const isBackground = (target: Target) =>
  target.type() === 'service_worker' && target.url().startsWith('chrome-extension://');

interface CdpAxNode {
  nodeId: string;
  parentId?: string;
  childIds?: string[];
  ignored: boolean;
  role?: { value: string };
  name?: { value: string };
}

const AX_ROLES: Record<string, string> = {
  RootWebArea: 'document',
  StaticText: 'text',
  image: 'img',
  none: 'generic',
};

class ChromiumDriver extends BaseDriver implements Driver {
  readonly name = 'chromium';
  readonly extensionOrigin: string;
  #media: Media;
  #offline = false;

  constructor(browser: Browser, relay: Relay, id: string, options: DriverOptions) {
    super(browser, relay, id);
    this.extensionOrigin = `chrome-extension://${id}`;
    this.#media = options.media ?? {};
    // Workers and tabs that start later are to see the same network and media as those that are there.
    browser.on('targetcreated', (target) => {
      void this.#prepare(target).catch(() => undefined);
    });
  }

  async #prepare(target: Target): Promise<void> {
    if (isBackground(target) && this.#offline) {
      const worker = await target.worker();
      if (worker) await network(cdp(worker), true);
    } else if (target.type() === 'page') {
      const page = await target.page();
      if (page) await this.#prepareTab(page);
    }
  }

  async #prepareTab(page: Page): Promise<void> {
    await page.emulateMediaFeatures(features(this.#media));
    if (this.#offline) await page.setOfflineMode(true);
  }

  async newPage(): Promise<Page> {
    const page = await this.browser.newPage();
    // Again, and awaited: the listener above may be slower than the test.
    await this.#prepareTab(page);
    return page;
  }

  override async goExtension(page: Page, url: string): Promise<void> {
    await page.goto(url);
  }

  async rootsIn(page: Page, scope: ShadowHandle, selector: string): Promise<ShadowHandle[]> {
    const hosts = await realmOf(scope.handle).evaluateHandle(
      (node: ParentNode, css: string) => [...node.querySelectorAll(css)],
      scope.handle,
      selector,
    );
    const realm = realmOf(scope.handle);
    const roots: ShadowHandle[] = [];
    for (const [key, host] of await hosts.getProperties()) {
      if (!/^\d+$/.test(key)) continue;
      const { node } = await cdp(page).send('DOM.describeNode', {
        objectId: remoteId(host),
        depth: 1,
        pierce: true,
      });
      const root = node.shadowRoots?.find((shadow) => shadow.shadowRootType !== 'user-agent');
      if (!root) continue;
      roots.push(new ShadowHandle(page, await realm.adoptBackendNode(root.backendNodeId)));
    }
    return roots;
  }

  async accessibleTree(page: Page): Promise<AxNode[]> {
    const { nodes } = (await cdp(page).send('Accessibility.getFullAXTree')) as { nodes: CdpAxNode[] };
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const flat: AxNode[] = [];
    const visit = (node: CdpAxNode, depth: number) => {
      const role = node.role?.value ?? 'generic';
      if (role === 'InlineTextBox') return;
      if (!node.ignored) flat.push({ role: AX_ROLES[role] ?? role, name: node.name?.value ?? '', depth });
      for (const id of node.childIds ?? []) {
        const child = byId.get(id);
        if (child) visit(child, node.ignored ? depth : depth + 1);
      }
    };
    const root = nodes.find((node) => !node.parentId);
    if (root) visit(root, 0);
    return flat;
  }

  async backgroundAlive(): Promise<boolean> {
    // Asked of the browser, not of puppeteer's list, which hears of a death a little later.
    const { targetInfos } = await this.#browserSession((session) => session.send('Target.getTargets'));
    return targetInfos.some(
      ({ type, url }) => type === 'service_worker' && url.startsWith(this.extensionOrigin),
    );
  }

  async #worker(): Promise<WebWorker | null | undefined> {
    return await this.browser.targets().find(isBackground)?.worker();
  }

  async killBackground(): Promise<void> {
    const mark = Math.random();
    const doomed = await this.#worker();
    // Where puppeteer still holds one that has died, there is none to mark; the browser closes whichever is there.
    await doomed
      ?.evaluate((value) => Object.assign(globalThis, { doomed: value }), mark)
      .then(() => doomed.close())
      .catch(() => this.#closeWorker());
    await until(
      async () => {
        if (!(await this.backgroundAlive())) return !this.browser.targets().some(isBackground);
        // Whoever waits for an answer may call it back to life at once, under the same name: is it another one?
        const heir = await this.#worker();
        if (!heir) return false;
        const found = heir.evaluate(() => (globalThis as { doomed?: number }).doomed);
        // No answer: puppeteer holds the dead one.
        return (await found.catch(() => 'dead')) !== mark;
      },
      { what: 'the service worker to be gone', timeout: 15_000 },
    );
  }

  async #closeWorker(): Promise<void> {
    await this.#browserSession(async (session) => {
      const { targetInfos } = await session.send('Target.getTargets');
      for (const { type, url, targetId } of targetInfos)
        if (type === 'service_worker' && url.startsWith(this.extensionOrigin))
          // One that dies meanwhile is what was wanted.
          await session.send('Target.closeTarget', { targetId }).catch(() => undefined);
    });
  }

  async emulate(page: Page, media: Media): Promise<void> {
    await page.emulateMediaFeatures(features(media));
  }

  async setOffline(offline: boolean): Promise<void> {
    this.#offline = offline;
    this.relay.cut(offline);
    // The wire is cut; now tell those who ask navigator.onLine.
    for (const page of await this.browser.pages()) await page.setOfflineMode(offline);
    for (const target of this.browser.targets().filter(isBackground)) {
      const worker = await target.worker();
      // One that dies meanwhile needs no network.
      if (worker) await network(cdp(worker), offline).catch(() => undefined);
    }
  }

  async recordFrames(page: Page, action: () => Promise<unknown>): Promise<Uint8Array[]> {
    await page.bringToFront();
    const session = await page.createCDPSession();
    const frames: { at: number; png: Uint8Array }[] = [];
    session.on('Page.screencastFrame', ({ data, sessionId, metadata }) => {
      // First of all: Chromium leaves frames out while two are unacknowledged.
      void session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
      frames.push({ at: metadata.timestamp ?? Number.POSITIVE_INFINITY, png: Buffer.from(data, 'base64') });
    });
    await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
    try {
      await action();
      await this.painted(page);
      // The last picture is made and sent later still: until five looks in a row bring no new one.
      let quiet = 0;
      let known = frames.length;
      const end = Date.now() + 1_000;
      await until(() => {
        quiet = frames.length === known ? quiet + 1 : 0;
        known = frames.length;
        // An endless animation never falls quiet.
        return quiet >= 5 || Date.now() > end;
      });
      await session.send('Page.stopScreencast');
    } finally {
      await session.detach();
    }
    const shown = await page.screenshot();
    return [...frames.sort((a, b) => a.at - b.at).map(({ png }) => png), shown];
  }

  async forgetSite(): Promise<void> {
    await this.#browserSession(async (session) => {
      await session.send('Storage.clearCookies');
    });
    const [page] = await this.browser.pages();
    if (page) await cdp(page).send('Storage.clearDataForOrigin', { origin: HUB_ORIGIN, storageTypes: 'all' });
  }

  async #browserSession<T>(use: (session: CDPSession) => Promise<T>): Promise<T> {
    const session = await this.browser.target().createCDPSession();
    try {
      return await use(session);
    } finally {
      await session.detach();
    }
  }
}

async function network(session: CDPSession, offline: boolean): Promise<void> {
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
}

function features({ colourScheme, reducedMotion, forcedColours }: Media) {
  return [
    { name: 'prefers-color-scheme', value: colourScheme ?? '' },
    { name: 'prefers-reduced-motion', value: reducedMotion ? 'reduce' : '' },
    { name: 'forced-colors', value: forcedColours ? 'active' : '' },
  ];
}
