/** What an administrator hands over, where the real browsers read it. */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserName } from './contract.ts';
import { geckoIdOf } from './firefox.ts';

/** Debian's Chromium reads policies here and nowhere else; only root may write here (lib/account/managed.md). */
const CHROMIUM_POLICIES = '/etc/chromium/policies/managed';

/** May we hand this browser a policy? Firefox reads them from the home of whoever starts it, too. */
export const mayHandOver = (browser: BrowserName): boolean =>
  browser === 'firefox' || process.getuid?.() === 0;

/** A copy of the build of its own, with this in its `storage.managed`: no other browser on the machine is meant. */
export function managedCopy(browser: BrowserName, build: string, data: object) {
  const root = mkdtempSync(join(tmpdir(), 'hub-steward-managed-'));
  const dir = join(root, 'extension');
  cpSync(build, dir, { recursive: true });
  if (browser === 'firefox') {
    const id = geckoIdOf(dir);
    const home = join(root, 'home');
    const folder = join(home, '.mozilla', 'managed-storage');
    mkdirSync(folder, { recursive: true });
    const manifest = { name: id, description: 'Of a test.', type: 'storage', data };
    writeFileSync(join(folder, `${id}.json`), JSON.stringify(manifest));
    return { dir, env: { HOME: home }, remove: () => rmSync(root, { recursive: true, force: true }) };
  }
  const id = unpackedId(dir);
  const file = join(CHROMIUM_POLICIES, `hub-steward-test-${id}.json`);
  if (mayHandOver(browser)) {
    mkdirSync(CHROMIUM_POLICIES, { recursive: true });
    writeFileSync(file, JSON.stringify({ '3rdparty': { extensions: { [id]: data } } }));
  }
  return {
    dir,
    remove() {
      rmSync(file, { force: true });
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Chromium names an unpacked extension without a key after its folder: 32 hexadecimal digits of a hash, written a to p. */
const unpackedId = (dir: string): string =>
  createHash('sha256')
    .update(dir)
    .digest('hex')
    .slice(0, 32)
    .replace(/./g, (digit) => String.fromCharCode('a'.charCodeAt(0) + Number.parseInt(digit, 16)));
