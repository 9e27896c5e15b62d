/** May we work on the Hub? In Firefox host permissions can be taken back at any time (facts/extensions.md 6). */
import { browser } from './browser.ts';

const HUB = { origins: ['https://huggingface.co/*'] };

export const mayUseHub = (): Promise<boolean> => browser.permissions.contains(HUB);

/** Must be called in a click. @returns whether it is allowed now */
export const askForHub = (): Promise<boolean> => browser.permissions.request(HUB);
