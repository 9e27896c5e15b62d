/** A window for a person: on the sandbox Hub, or with --live on the real one. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import type { BrowserName } from '../../tests/e2e/support/driver.ts';
import { SANDBOX_TOKENS, SPECIAL } from '../../tests/hub/server.ts';
import { browserPath } from './browsers.mjs';
import { heading, programOf } from './run.ts';
import { builtFor, HUB, openSandbox, TITLES } from './sandbox.ts';

/** A profile that is gone when we are, however we go. */
function temporaryProfile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hub-steward-'));
  process.on('exit', () => {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    } catch {
      console.log(`This could not be removed, and can be: ${folder}`);
    }
  });
  return folder;
}

const stopped = () =>
  new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });

/** Resolves when the browser is gone, or shows no tab any more (on macOS it would stay). */
const left = (browser: Browser) =>
  new Promise<void>((resolve) => {
    browser.on('disconnected', () => resolve());
    browser.on('targetdestroyed', async () => {
      const pages = await browser.pages().catch(() => []);
      if (pages.length === 0) resolve();
    });
  });

function introduce(browser: BrowserName, port: number): void {
  heading(`the sandbox Hub in ${TITLES[browser]}`);
  console.log(`The address bar says huggingface.co, and every page comes from this machine (127.0.0.1:${port}).
Nothing that you do in this window reaches the real Hub. All of it is gone when you close it.

Tokens to try (Hub Steward's Options, "Account"):
  ${SANDBOX_TOKENS.writer}   may open discussions, nothing else: all that is needed
  ${SANDBOX_TOKENS.reader}    may only read: reports go through the Hub's form
  ${SANDBOX_TOKENS.broad}   may do more than is needed: you are told so
  ${SANDBOX_TOKENS.revoked}   was revoked: refused

What to try:
  1. The list of models: two cards are covered. Press Show, and Cover again. Then the Spaces.
  2. ${HUB}/${SPECIAL.nfaaModel}
     passes the Hub's own question; our cover stands behind it.
  3. ${HUB}/${SPECIAL.safeModel}
     Report, beside the title. Type "malware", read the rule and who will see it, send it; look at the thread.
  4. ${HUB}/${SPECIAL.reportedModel}
     has reports already: they are shown before you write.
  5. Hub Steward's button in the toolbar (behind the puzzle piece): cover, hide, mark or show; My reports; the policy.
  6. Log In (one button, no password) to use the Hub's own form, without a token.
  7. Options, "Account": sign in with the Hub, in its window or with a code.

Close the browser, or press Ctrl-C here, to end.`);
}

export async function openWindow(name: BrowserName): Promise<void> {
  const sandbox = await openSandbox(name, {
    headless: false,
    viewport: null,
    handleSignals: false,
    profileDir: temporaryProfile(),
    // Chromium would warn of the switches that lead it here.
    ...(name === 'chromium' ? { args: ['--test-type', '--window-size=1280,900'] } : { prefs: {} }),
  });
  const over = Promise.race([left(sandbox.driver.browser), stopped()]);
  introduce(name, sandbox.hub.port);
  const [first] = await sandbox.driver.browser.pages();
  const page = first ?? (await sandbox.driver.newPage());
  await page.goto(`${HUB}/models`);
  await page.bringToFront();
  await over;
  await sandbox.close();
  console.log('\nClosed; nothing is left behind.');
}

export async function openLive(name: BrowserName): Promise<void> {
  const start = `${HUB}/models`;
  heading(`the real Hub in ${TITLES[name]}`);
  console.log(`THIS IS THE REAL HUB. What you send there is real: a report is a public discussion under your name, read by people.
Nothing is intercepted and no certificate is excepted; the profile is new, and gone when you close the browser.
To try things out, leave --live away.

Close the browser, or press Ctrl-C here, to end.`);
  const profile = temporaryProfile();
  const [program, args] = name === 'chromium' ? chromiumLive(profile, start) : firefoxLive(profile, start);
  // A group of its own, which ends together; Windows knows none.
  const group = process.platform !== 'win32';
  // Chromium talks to itself.
  const stderr = name === 'chromium' ? 'ignore' : 'inherit';
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', stderr], detached: group });
  const gone = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve());
  });
  const end = () => (group && child.pid ? process.kill(-child.pid, 'SIGTERM') : child.kill());
  await Promise.race([gone, stopped().then(end)]);
  await gone;
  console.log('\nClosed.');
}

function chromiumLive(profile: string, start: string): [string, string[]] {
  const extension = builtFor('chromium');
  return [
    browserPath('chromium'),
    [
      `--user-data-dir=${profile}`,
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      '--no-first-run',
      '--no-default-browser-check',
      // Chromium refuses to run as root otherwise.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      start,
    ],
  ];
}

/** web-ext installs it as a temporary add-on. */
function firefoxLive(profile: string, start: string): [string, string[]] {
  return [
    process.execPath,
    [
      programOf('web-ext', 'web-ext'),
      'run',
      ...['--target', 'firefox-desktop', '--firefox', browserPath('firefox')],
      ...['--source-dir', builtFor('firefox'), '--start-url', start],
      ...['--firefox-profile', profile, '--keep-profile-changes'],
      ...['--no-reload', '--no-input', '--no-config-discovery'],
    ],
  ];
}
