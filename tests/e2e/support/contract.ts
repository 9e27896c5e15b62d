/** What a driver can do, and what it must be told. */
import type { Browser, Frame, Page } from 'puppeteer-core';
import type { ShadowHandle, Waiting } from './shadow.ts';

export type BrowserName = 'chromium' | 'firefox';

export interface Media {
  colourScheme?: 'light' | 'dark';
  reducedMotion?: boolean;
  forcedColours?: boolean;
}

export interface DriverOptions {
  /** Where https://huggingface.co really is: a port of 127.0.0.1. */
  hubPort: number;
  /** The unpacked extension. */
  extensionDir: string;
  /** More names that lead to the same port. Firefox has no wildcards, so each Space needs its own name here. */
  hosts?: string[];
  media?: Media;
  /** Null: as large as the window, for a window that a person looks at. */
  viewport?: { width: number; height: number } | null;
  headless?: boolean;
  /** False: Ctrl-C does not end the browser; whoever started it does. */
  handleSignals?: boolean;
  /** A profile that outlives the browser; without it, each launch starts from nothing. */
  profileDir?: string;
  /** Firefox preferences. */
  prefs?: Record<string, string | number | boolean>;
  /** More command-line arguments. */
  args?: string[];
  /** More of the environment that the browser is started in. */
  env?: Record<string, string>;
  executablePath?: string;
}

export interface AxNode {
  /** ARIA role; `text` for a run of text, `document` for the page, `generic` for what means nothing. */
  role: string;
  name: string;
  /** 0 for the document. */
  depth: number;
}

export interface Driver {
  readonly name: BrowserName;
  readonly browser: Browser;
  /** The host part of the extension's URLs. */
  readonly extensionId: string;
  /** Without a slash at the end. */
  readonly extensionOrigin: string;
  newPage(): Promise<Page>;
  /** A new tab at this address, loaded. */
  open(url: string): Promise<Page>;
  /** A new tab at one of the extension's own pages; waits for `ready` to match an element. */
  openExtensionPage(path: string, ready?: string): Promise<Page>;
  /** Closed (and open) shadow roots of the elements that match now. Nested: pass the outer root as `within`. */
  closedRoots(within: Page | Frame | ShadowHandle, hostSelector: string): Promise<ShadowHandle[]>;
  /** Waits for the first one. */
  closedRoot(
    within: Page | Frame | ShadowHandle,
    hostSelector: string,
    options?: Waiting,
  ): Promise<ShadowHandle>;
  /** The page's document, for the same way of looking and pressing outside of shadow roots. */
  documentOf(page: Page): Promise<ShadowHandle>;
  /** The browser's own accessibility tree, closed roots included, flattened in order; ignored nodes left out. */
  accessibleTree(page: Page): Promise<AxNode[]>;
  /** Resolves when the background is gone, whatever it was doing. The next event starts it again. */
  killBackground(): Promise<void>;
  backgroundAlive(): Promise<boolean>;
  /** In Firefox this is for the whole browser. */
  emulate(page: Page, media: Media): Promise<void>;
  /** Pages and background alike. */
  setOffline(offline: boolean): Promise<void>;
  screenshot(page: Page, path?: string): Promise<Uint8Array>;
  /** What was painted while the action ran, as PNG pictures, oldest first. */
  recordFrames(page: Page, action: () => Promise<unknown>): Promise<Uint8Array[]>;
  /** Cookies and storage of the site, not the extension's. */
  forgetSite(): Promise<void>;
  /** Closes all tabs but one, which is left empty. */
  closePages(): Promise<void>;
  close(): Promise<void>;
}

export const HUB_ORIGIN = 'https://huggingface.co';
/** Mapped to the hub in both browsers, besides whatever `hosts` adds. */
export const HUB_HOSTS = [
  'huggingface.co',
  'hf.co',
  'cdn-avatars.huggingface.co',
  'cdn-uploads.huggingface.co',
];
export const VIEWPORT = { width: 1280, height: 800 };

/** What both browsers are started with alike, in puppeteer's words. */
export function launchOptions({
  headless = true,
  viewport,
  profileDir,
  handleSignals = true,
  env,
}: DriverOptions) {
  return {
    headless,
    env: { ...process.env, ...env },
    defaultViewport: viewport === undefined ? VIEWPORT : viewport,
    userDataDir: profileDir,
    handleSIGINT: handleSignals,
    handleSIGTERM: handleSignals,
    handleSIGHUP: handleSignals,
  };
}
