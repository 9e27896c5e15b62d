/** What the extension knows before a page is loaded: nothing, or an index of 100,000. */
import type { Page } from 'puppeteer-core';
import { indexHash } from '../../lib/nfaa/hash.ts';
import {
  INDEX_KEY,
  inIndex,
  packIndex,
  SHORT,
  type StoredIndex,
  sortHashes,
} from '../../lib/nfaa/index-format.ts';
import type { Driver } from '../e2e/support/driver.ts';
import { forgetEverything, OF_INDEX } from '../e2e/support/product.ts';
import type { Hub } from '../hub/server.ts';
import { isNfaa, repoKey } from '../hub/types.ts';

export interface State {
  driver: Driver;
  hub: Hub;
  /** A page of the extension's. */
  ours: Page;
}

/** As many tagged repositories as the issue names. */
const INDEX_IDS = 100_000;

/** Without an index, which would be there soon: what happens before is what is measured. */
export const withoutIndex = ({ hub }: Pick<State, 'hub'>): void => hub.faults.status(OF_INDEX, 503);

export const forget = ({ driver, ours }: State): Promise<void> => forgetEverything(driver, ours);

interface Storage {
  get(): Promise<Record<string, object>>;
  set(items: object): Promise<void>;
}
type Scope = { chrome: { storage: { local: Storage } } };

/** All that `storage.local` holds. */
export const stored = (ours: Page) =>
  ours.evaluate(() => (globalThis as unknown as Scope).chrome.storage.local.get());

/** An index of 100,000 tagged repositories, those of the sandbox among them; nothing remembered. */
export async function fullIndex(state: State): Promise<void> {
  withoutIndex(state);
  await forget(state);
  await state.ours.evaluate(
    (items: object) => (globalThis as unknown as Scope).chrome.storage.local.set(items),
    { [INDEX_KEY]: indexOf(state.hub) },
  );
}

function indexOf(hub: Hub): StoredIndex {
  const keys = (nfaa: boolean) =>
    hub.state.repos.filter((repo) => isNfaa(repo) === nfaa).map((repo) => repoKey(repo).toLowerCase());
  const [tagged, safe] = [keys(true), keys(false)];
  for (let i = tagged.length; i < INDEX_IDS; i++) tagged.push(`model:owner-${i % 4_999}/some-model-${i}`);
  // In the short form one safe repository in 670 hits by chance, and is covered until it is asked for: not here.
  for (let salt = 1; ; salt++) {
    const hashes = tagged.map((key) => indexHash(key, salt));
    const packed = packIndex(sortHashes(Float64Array.from(hashes)), salt, SHORT);
    if (safe.some((key) => inIndex(packed, key))) continue;
    const now = Date.now();
    const types = ['model', 'dataset', 'space', 'kernel'];
    return { v: 1, at: now, since: now, ids: INDEX_IDS, packed, types };
  }
}
