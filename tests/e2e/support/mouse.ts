/** Options for a browser that has a mouse. Headless ones have none: Report buttons of cards are always there, as on a telephone. */
import type { BrowserName, DriverOptions } from './contract.ts';

export const WITH_MOUSE: Record<BrowserName, Pick<DriverOptions, 'args' | 'prefs'>> = {
  chromium: {
    args: [
      '--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4',
    ],
  },
  firefox: { prefs: { 'ui.primaryPointerCapabilities': 6, 'ui.allPointerCapabilities': 6 } },
};
