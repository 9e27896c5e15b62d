/** One API over both browsers. Chromium speaks CDP, Firefox WebDriver BiDi; a test sees neither. */
import { launchChromium } from './chromium.ts';
import type { BrowserName, Driver, DriverOptions } from './contract.ts';
import { launchFirefox } from './firefox.ts';
import { startRelay } from './relay.ts';

export * from './contract.ts';
export { countColour } from './pixels.ts';
export { until } from './poll.ts';
export { type Query, ShadowHandle } from './shadow.ts';

export async function launchDriver(name: BrowserName, options: DriverOptions): Promise<Driver> {
  const relay = await startRelay(options.hubPort);
  try {
    return await (name === 'chromium' ? launchChromium : launchFirefox)(options, relay);
  } catch (error) {
    await relay.close();
    throw error;
  }
}
