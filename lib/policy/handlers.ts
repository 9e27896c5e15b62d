/** What the worker answers when it is asked about the Hub's texts. */
import type { Handlers } from '../platform/serve.ts';
import type { Archive } from './archive.ts';
import { loadPacks, type PolicyPack } from './packs.ts';
import { exportVersions, readTransfer } from './transfer.ts';
import { withoutText } from './versions.ts';
import { forPanel, timelineOf } from './views.ts';
import type { Watch } from './watch.ts';

/** The packs that ship with us, read when they are first needed. @param read gives a file of public/policy */
export function createPacks(read: (name: string) => Promise<unknown>): () => Promise<PolicyPack[]> {
  let packs: Promise<PolicyPack[]> | undefined;
  return () => {
    packs ??= loadPacks(read).catch((error: unknown) => {
      packs = undefined;
      throw error;
    });
    return packs;
  };
}

interface Needs {
  archive: Archive;
  watch: Watch;
  packs: () => Promise<PolicyPack[]>;
}

type Name = Extract<keyof Handlers, `policy.${string}`>;

export function policyHandlers({ archive, watch, packs }: Needs): Pick<Handlers, Name> {
  const timeline = async () => {
    const [versions, unseen, reads] = await Promise.all([archive.all(), archive.unseen(), watch.reads()]);
    return timelineOf(versions, { unseen, reads }, Date.now());
  };
  return {
    'policy.panel': async ({ fresh }) => {
      // A page that cannot be read leaves what was read before; the policy page of ours says why.
      if (fresh) await watch.readIfDue('content-policy');
      return forPanel(await packs(), await archive.versions('content-policy'), Date.now());
    },
    'policy.timeline': () => timeline(),
    'policy.text': async ({ kind, hash }) => {
      const found = await archive.version(kind, hash);
      if (!found)
        throw new Error('Hub Steward does not have this version. Reload the page to see which it has.');
      return found;
    },
    'policy.read': async ({ refresh, kind }) => {
      // What goes wrong is told in `reads`.
      if (refresh) await (kind ? watch.read(kind).catch(() => {}) : watch.readAll());
      return timeline();
    },
    'policy.seen': async ({ kind, hash }) => {
      await archive.seen(kind, hash);
      return timeline();
    },
    'policy.export': async () => exportVersions(await archive.all(), Date.now()),
    'policy.import': async ({ text, dry }) => {
      const { put, added, known, problems } = readTransfer(text, await archive.all(), Date.now());
      if (!dry) await archive.keep(put);
      return { added: added.map(withoutText), known, problems };
    },
    'policy.visited': async ({ url, html }) => {
      await watch.visited(url, html);
      return {};
    },
  };
}
