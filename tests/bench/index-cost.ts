/**
 * What the NFAA index costs a page: an extension with nothing but a stored index, and a content script that reads and
 * consults it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexHash } from '../../lib/nfaa/hash.ts';
import {
  EXACT,
  INDEX_KEY,
  packIndex,
  SHORT,
  type StoredIndex,
  sortHashes,
} from '../../lib/nfaa/index-format.ts';
import { type BrowserName, launchDriver, until } from '../e2e/support/driver.ts';
import type { Hub } from '../hub/server.ts';

export const INDEX_IDS = 100_000;
/** What the issue allows for so many: bytes stored; milliseconds beyond an empty read; milliseconds for 1,000 look-ups. */
export const INDEX_BUDGET = { bytes: 1_000_000, readMs: 3, lookupsMs: 1 };
const SALT = 123_456_789;
/** Pages, and in each of them pairs of reads, which take turns, so that whatever slows the machine slows both. */
const LOADS = 6;
const PAIRS = 30;
const LOOKUPS = 1_000;
const ROUNDS = 50;

const keyOf = (i: number) => `model:owner-${i % 4_999}/some-model-${i.toString(36)}-gguf`;

function makeIndex(width: number): StoredIndex {
  const keys = Array.from({ length: INDEX_IDS }, (_, i) => keyOf(i));
  const hashes = sortHashes(Float64Array.from(keys, (key) => indexHash(key, SALT)));
  const packed = packIndex(hashes, SALT, width);
  return { v: 1, at: Date.now(), since: Date.now(), ids: INDEX_IDS, packed, types: ['model'] };
}

/** Bytes of JSON, which is what `storage.local` holds in Chromium: for the worker, and for the guard. */
export const indexBytes = () => ({
  exact: Buffer.byteLength(JSON.stringify(makeIndex(EXACT))),
  short: Buffer.byteLength(JSON.stringify(makeIndex(SHORT))),
});

/** The guard's own code, as a script. */
const ours = () =>
  ['hash.ts', 'index-format.ts']
    .map((file) => readFileSync(join(import.meta.dirname, '../../lib/nfaa', file), 'utf8'))
    .map((text) =>
      stripTypeScriptTypes(text)
        .replace(/^import .*$/gm, '')
        .replace(/^export /gm, ''),
    )
    .join('\n');

/** Reads, and then consults; what it took stands where the bench finds it. */
const content = () => `${ours()}
const storage = (globalThis.browser ?? chrome).storage.local;
async function took(key) {
  const began = performance.now();
  await storage.get(['settings', key]);
  return performance.now() - began;
}
(async () => {
  const said = { empty: [], full: [], size: 0, hits: 0, lookups: [] };
  for (let i = 0; i < ${PAIRS}; i++) {
    said.empty.push(await took('absent'));
    said.full.push(await took(INDEX_KEY));
  }
  const index = (await storage.get(INDEX_KEY))[INDEX_KEY];
  said.size = index?.packed.length ?? 0;
  for (let round = 0; round < ${ROUNDS}; round++) {
    const keys = Array.from({ length: ${LOOKUPS} }, (_, i) => round * ${LOOKUPS} + i).map((n) =>
      'model:owner-' + (n % 4999) + '/some-model-' + n.toString(36) + (n % 2 ? '-gguf' : '-other'));
    const from = performance.now();
    for (const key of keys) if (indexVerdict(index, key, from)) said.hits++;
    said.lookups.push(performance.now() - from);
  }
  document.documentElement.dataset.said = JSON.stringify(said);
})();`;

interface Said {
  empty: number[];
  full: number[];
  size: number;
  hits: number;
  lookups: number[];
}

function readingExtension(index: StoredIndex): string {
  const dir = mkdtempSync(join(tmpdir(), 'bench-index-'));
  const manifest = {
    manifest_version: 3,
    name: 'bench index',
    version: '1',
    permissions: ['storage'],
    background: { scripts: ['background.js'], service_worker: 'background.js' },
    content_scripts: [
      { matches: ['https://huggingface.co/*'], js: ['content.js'], run_at: 'document_start' },
    ],
    browser_specific_settings: {
      gecko: { id: 'hub-steward@hub-steward.invalid', strict_min_version: '140.0' },
    },
  };
  const stored = JSON.stringify({ settings: { filter: { on: true } }, [INDEX_KEY]: index });
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(dir, 'background.js'), `(globalThis.browser ?? chrome).storage.local.set(${stored});`);
  writeFileSync(join(dir, 'content.js'), content());
  return dir;
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Medians in milliseconds: of a read of nothing, of one of the index, of 1,000 look-ups of which half are hits. */
export async function indexCost(
  browser: BrowserName,
  hub: Hub,
): Promise<{ empty: number; full: number; lookups: number }> {
  const index = makeIndex(SHORT);
  const extensionDir = readingExtension(index);
  // Firefox would round to a whole millisecond.
  const prefs = { 'privacy.reduceTimerPrecision': false };
  const driver = await launchDriver(browser, { hubPort: hub.port, extensionDir, prefs });
  try {
    const load = async (): Promise<Said> => {
      hub.reset();
      const page = await driver.newPage();
      await page.goto('https://huggingface.co/docs/sandbox/many?n=1&batch=1');
      const text = await until(() => page.evaluate(() => document.documentElement.dataset.said), {
        timeout: 30_000,
      });
      await page.close();
      return JSON.parse(text);
    };
    // The first loads warm the browser, and show that the index has been stored.
    await until(async () => (await load()).size === index.packed.length, { timeout: 20_000 });
    const said: Said[] = [];
    for (let i = 0; i < LOADS; i++) said.push(await load());
    if (said.some(({ hits }) => hits < (LOOKUPS * ROUNDS) / 2))
      throw new Error('the index was not found out');
    return {
      empty: median(said.flatMap(({ empty }) => empty)),
      full: median(said.flatMap(({ full }) => full)),
      lookups: median(said.flatMap(({ lookups }) => lookups)),
    };
  } finally {
    await driver.close();
    rmSync(extensionDir, { recursive: true, force: true });
  }
}
