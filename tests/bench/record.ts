/** Painted frames, as many as there are, as fast as can be. */
import type { Browser, Page } from 'puppeteer-core';
import type { Driver } from '../e2e/support/driver.ts';
import { type BidiValue, bidi } from '../e2e/support/internals.ts';
import { startRecording, stopRecording } from '../e2e/support/privileged.ts';

/**
 * As the driver's own `recordFrames`, but in Firefox without cutting the page out of its window, which takes most of the time;
 * such pictures may stand on their heads. Whoever counts colours does not mind either.
 */
export async function record(
  driver: Driver,
  page: Page,
  action: () => Promise<unknown>,
): Promise<Uint8Array[]> {
  if (driver.name === 'chromium') return driver.recordFrames(page, action);
  const window = await browserWindow(driver.browser);
  await page.bringToFront();
  await privileged(driver.browser, window, startRecording);
  let recording: Awaited<ReturnType<typeof stopRecording>>;
  try {
    await action();
    // The last change is only sure to be on the screen two frames later.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  } finally {
    recording = await privileged(driver.browser, window, stopRecording);
  }
  return recording.frames.map((url) => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
}

/** Runs a function in the scope of Firefox's own window. */
export async function privileged<R>(browser: Browser, window: string, fn: () => R): Promise<Awaited<R>> {
  const { result, exceptionDetails } = await bidi<{
    result: BidiValue;
    exceptionDetails?: { text: string };
  }>(browser, 'script.callFunction', {
    functionDeclaration: `async () => JSON.stringify(await (${fn})()) ?? 'null'`,
    target: { context: window },
    awaitPromise: true,
  });
  if (exceptionDetails) throw new Error(`${fn.name}: ${exceptionDetails.text}`);
  return JSON.parse(String(result.value)) as Awaited<R>;
}

/** The context of Firefox's own window. */
export async function browserWindow(browser: Browser): Promise<string> {
  const { contexts } = await bidi<{ contexts: { context: string; url: string }[] }>(
    browser,
    'browsingContext.getTree',
    { 'moz:scope': 'chrome' },
  );
  const window = contexts.find(({ url }) => url.startsWith('chrome://browser/'));
  if (!window) throw new Error('Firefox shows no window of its own');
  return window.context;
}
