/**
 * Makes a fresh clone ready: packages, and with --browsers the two browsers. npm calls it before every command that
 * needs it, so it has to be quick when there is nothing to do, and it has to run under any Node that brings npm
 * (20 and later), without a single package.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser, isBrandedChrome, VARIABLES } from './lib/browsers.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const MODULES = join(ROOT, 'node_modules');
const STAMP = join(MODULES, '.hub-steward-prepared.json');
const OLDEST_FIREFOX = 140;
/** Set for the npm that we start, so that nothing it runs can start us again. */
const GUARD = 'HUB_STEWARD_PREPARING';

/** @typedef {{ lock?: string, versions?: Record<string, string> }} Stamp */

/** @param {string} path */
const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/** @param {string} message @returns {never} */
function stop(message) {
  console.error(`\nHub Steward is not ready: ${message}\n`);
  process.exit(1);
}

/** @returns {Stamp} */
function readStamp() {
  try {
    return JSON.parse(read(STAMP) ?? '{}');
  } catch {
    return {};
  }
}

/** @param {Stamp} change */
function stamp(change) {
  try {
    writeFileSync(STAMP, JSON.stringify({ ...readStamp(), ...change }, null, 2));
  } catch {
    // A read-only folder only costs the next run the same look again.
  }
}

/** Our Node, which runs TypeScript as it stands. It is a package like any other, with a binary. */
const hasNode = () =>
  existsSync(join(MODULES, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node'));

/** Whether npm's own record of what it installed says the same as the lock file: then somebody ran npm already. */
function installedAsLocked() {
  const record = read(join(MODULES, '.package-lock.json'));
  if (!record) return false;
  const have = JSON.parse(record).packages;
  const want = JSON.parse(read(join(ROOT, 'package-lock.json')) ?? '{}').packages;
  return Object.entries(want).every(
    ([path, { version, optional }]) =>
      path === '' || (have[path] ? have[path].version === version : optional === true),
  );
}

function packages() {
  const lockText = read(join(ROOT, 'package-lock.json'));
  if (!lockText) stop('package-lock.json is missing. Is this a whole clone?');
  const lock = createHash('sha256').update(lockText).digest('hex');
  if (readStamp().lock === lock && hasNode()) return;
  if (installedAsLocked() && hasNode()) return stamp({ lock });

  console.log('Installing packages (npm ci); only after a clone or a change of package-lock.json.');
  const npm = process.env.npm_execpath;
  const options = {
    cwd: ROOT,
    stdio: /** @type {const} */ ('inherit'),
    env: { ...process.env, [GUARD]: '1' },
  };
  const args = ['ci', '--no-audit', '--no-fund'];
  const { status } = npm?.endsWith('js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (status !== 0) stop('npm ci failed; its own message is above.');
  if (!hasNode())
    stop(
      'npm installed the package "node" without its program. Allow its install script: npm rebuild node --ignore-scripts=false',
    );
  stamp({ lock });
}

/** Asking a browser for its version takes longer than all the rest, so the answer is kept. @param {string} path */
function versionOf(path) {
  const key = `${path} ${statSync(realpathSync(path)).mtimeMs}`;
  const known = readStamp().versions?.[key];
  if (known) return known;
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 });
  const version = (stdout ?? '').trim().split('\n').at(-1) ?? '';
  if (version) stamp({ versions: { ...readStamp().versions, [key]: version } });
  return version;
}

/** What is wrong with a browser, or nothing. @param {'chromium' | 'firefox'} name */
function complaint(name) {
  const path = findBrowser(name);
  if (!path) return `${name} is not installed.`;
  const version = versionOf(path);
  const major = Number(/(\d+)\./.exec(version)?.[1] ?? 0);
  if (name === 'firefox' && major > 0 && major < OLDEST_FIREFOX)
    return `${path} is ${version}; Firefox ${OLDEST_FIREFOX} or later is needed.`;
  if (
    name === 'chromium' &&
    (isBrandedChrome(path) || version.startsWith('Google Chrome')) &&
    !/testing/i.test(version) &&
    major >= 137
  )
    return `${path} is ${version}: since 137, Google Chrome ignores --load-extension. Chromium, or Chrome for Testing, obeys it.`;
  return undefined;
}

/** The command that installs a browser here. @param {('chromium' | 'firefox')[]} names */
function recipe(names) {
  const os = read('/etc/os-release') ?? '';
  const cftHint =
    'npx @puppeteer/browsers install chrome@stable   # Chrome for Testing; then set CHROMIUM_PATH to the path it prints';
  const lines = { debian: '', ubuntu: '', fedora: '', mac: '', windows: '' };
  const pick = (/** @type {Record<string, string>} */ of) => names.map((name) => of[name]).join(' ');
  lines.debian = `sudo apt-get update && sudo apt-get install -y ${pick({ chromium: 'chromium', firefox: 'firefox-esr' })} fonts-noto-color-emoji`;
  lines.fedora = `sudo dnf install -y ${pick({ chromium: 'chromium', firefox: 'firefox' })}`;
  lines.mac = `brew install --cask ${pick({ chromium: 'chromium', firefox: 'firefox' })}`;
  lines.windows = names
    .map((name) => `winget install ${name === 'firefox' ? 'Mozilla.Firefox' : 'Hibbiki.Chromium'}`)
    .join(' && ');
  // Ubuntu's own packages are snaps, which may not read a profile in /tmp.
  lines.ubuntu = names
    .map((name) =>
      name === 'chromium'
        ? cftHint
        : 'npx @puppeteer/browsers install firefox@stable   # then set FIREFOX_PATH',
    )
    .join('\n  ');
  if (process.platform === 'darwin') return lines.mac;
  if (process.platform === 'win32') return lines.windows;
  if (/^ID=ubuntu/m.test(os)) return lines.ubuntu;
  if (/^ID(_LIKE)?=.*(debian)/m.test(os)) return lines.debian;
  if (/^ID(_LIKE)?=.*(fedora|rhel)/m.test(os)) return lines.fedora;
  return `Install ${names.join(' and ')} with your package manager, or set CHROMIUM_PATH and FIREFOX_PATH.`;
}

const isDebianRoot = () =>
  process.getuid?.() === 0 &&
  existsSync('/usr/bin/apt-get') &&
  /^ID(_LIKE)?=.*debian/m.test(read('/etc/os-release') ?? '') &&
  !/^ID=ubuntu/m.test(read('/etc/os-release') ?? '');

function install(/** @type {('chromium' | 'firefox')[]} */ names) {
  console.log(`Installing ${names.join(' and ')} from Debian.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (/** @type {string[]} */ args) =>
    spawnSync('apt-get', args, { stdio: 'inherit', env }).status === 0;
  const programs = names.map((name) => (name === 'firefox' ? 'firefox-esr' : 'chromium'));
  // A stale list is no reason to give up: the install itself decides.
  apt(['update']);
  if (!apt(['install', '-y', '--no-install-recommends', ...programs, 'fonts-noto-color-emoji']))
    stop(`apt-get could not install ${programs.join(' and ')}.`);
}

function browsers() {
  /** @type {('chromium' | 'firefox')[]} */
  const both = ['chromium', 'firefox'];
  const lacking = () => both.filter((name) => complaint(name));
  let missing = lacking();
  // A path that somebody set by hand is theirs to mend.
  const ours = missing.filter((name) => !process.env[VARIABLES[name]]);
  if (ours.length && isDebianRoot()) {
    install(ours);
    missing = lacking();
  }
  if (!missing.length) return;
  const said = missing.map((name) => complaint(name)).join('\n  ');
  const help = `${said}\n\nTo get what is missing:\n  ${recipe(missing)}`;
  // npm does not show us the arguments of `npm start -- --firefox`: one browser will do, and start.ts says so if it is the other.
  if (process.env.npm_lifecycle_event === 'prestart' && missing.length === 1)
    console.warn(`\nOne browser only: ${help}\n`);
  else stop(help);
}

if (!process.env[GUARD]) {
  try {
    packages();
    if (process.argv.includes('--browsers')) browsers();
  } catch (error) {
    stop(error instanceof Error ? error.message : String(error));
  }
}
