/**
 * Where the browsers are. Plain JavaScript, because prepare.mjs runs it under whatever Node is installed, before
 * anything else is.
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = {
  // Branded Chrome stands last: since 137 it ignores --load-extension.
  chromium: [
    'chromium',
    'chromium-browser',
    'google-chrome-for-testing',
    'google-chrome',
    'google-chrome-stable',
  ],
  firefox: ['firefox-esr', 'firefox'],
};

const ELSEWHERE = {
  chromium: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'C:\\Program Files\\Chromium\\Application\\chrome.exe',
    ...(process.env.LOCALAPPDATA
      ? [join(process.env.LOCALAPPDATA, 'Chromium', 'Application', 'chrome.exe')]
      : []),
  ],
  firefox: [
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
};

export const VARIABLES = { chromium: 'CHROMIUM_PATH', firefox: 'FIREFOX_PATH' };

/** @param {string} path */
function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {'chromium' | 'firefox'} name
 * @returns {string | undefined}
 */
export function findBrowser(name) {
  const given = process.env[VARIABLES[name]];
  if (given) {
    if (executable(given)) return given;
    throw new Error(`${VARIABLES[name]} is ${given}, and there is no program there.`);
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  for (const program of NAMES[name])
    for (const folder of folders)
      if (executable(join(folder, program + suffix))) return join(folder, program + suffix);
  return ELSEWHERE[name].find((path) => existsSync(path));
}

/**
 * @param {'chromium' | 'firefox'} name
 * @returns {string}
 */
export function browserPath(name) {
  const path = findBrowser(name);
  if (!path)
    throw new Error(
      `No ${name} on this machine. Run: node scripts/prepare.mjs --browsers, or set ${VARIABLES[name]}.`,
    );
  return path;
}

/** @param {string} path */
export function isBrandedChrome(path) {
  return /google[- ]chrome(?!.*testing)/i.test(path);
}
