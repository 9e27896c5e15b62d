/** The known versions as the worker keeps them, the texts that were asked for, and how they are being looked through. */
import { create } from 'zustand';
import type { Answers } from '../../lib/platform/answers.ts';
import { ask } from '../../lib/platform/ask.ts';
import type { DocumentKind, Timeline, VersionWithText } from '../../lib/policy/version-types.ts';
import { sentence } from '../ui/sentence.ts';
import { type Address, START } from './address.ts';
import { DOCUMENTS } from './words.ts';

/** What an import would bring, before it is done. */
export interface Preview {
  text: string;
  file: string;
  found: Answers['policy.import'];
}

export interface PolicyStore {
  /** `null` until the worker has answered. */
  timeline: Timeline | null;
  /** By hash; only what was asked for. */
  texts: Record<string, VersionWithText>;
  /** Texts that could not be read, by hash: a sentence. */
  missing: Record<string, string>;
  address: Address;
  busy: 'reading' | 'refreshing' | 'exporting' | 'importing' | null;
  /** What went wrong with the last thing that was asked for, and what it was. */
  problem: { title: string; sentence: string } | null;
  done: string | null;
  search: string;
  /** Which of the passages found, from 0. */
  hit: number;
  /** Show our own notes beside the text. */
  notes: boolean;
  layout: 'side' | 'inline';
  preview: Preview | null;
  /** What came of a file that was made or brought; said beside its buttons. */
  transfer: { kind: 'done' | 'error'; title: string; sentence?: string } | null;
  /** Reads the list of versions; `quietly` when nobody asked for it. */
  load: (quietly?: boolean) => Promise<void>;
  /** Asks the Hub for a document's page now. */
  refresh: (kind: DocumentKind) => Promise<void>;
  /** Fetches texts that are not here yet. */
  need: (versions: readonly { kind: DocumentKind; hash: string }[]) => Promise<void>;
  /** Fetches a text again that could not be read. */
  again: (kind: DocumentKind, hash: string) => Promise<void>;
  seen: (kind: DocumentKind, hash: string) => Promise<void>;
  exportAll: () => Promise<string | null>;
  previewImport: (file: string, read: () => Promise<string>) => Promise<void>;
  finishImport: () => Promise<void>;
}

const asking = new Set<string>();

export const usePolicy = create<PolicyStore>()((set, get) => {
  const fail = (title: string, error: unknown) =>
    set({ busy: null, problem: { title, sentence: sentence(error) } });
  const failFile = (title: string, error: unknown) =>
    set({ busy: null, transfer: { kind: 'error', title, sentence: sentence(error) } });

  return {
    timeline: null,
    texts: {},
    missing: {},
    address: START,
    busy: null,
    problem: null,
    done: null,
    search: '',
    hit: 0,
    notes: true,
    layout: 'side',
    preview: null,
    transfer: null,

    load: async (quietly = false) => {
      if (!quietly) set({ busy: 'reading', problem: null });
      try {
        const timeline = await ask('policy.timeline', {});
        set(quietly ? { timeline } : { timeline, busy: null });
      } catch (error) {
        if (!quietly) fail('The policy could not be read', error);
      }
    },

    refresh: async (kind) => {
      const before = get().timeline;
      set({ busy: 'refreshing', problem: null, done: null });
      try {
        const timeline = await ask('policy.read', { refresh: true, kind });
        set({
          timeline,
          busy: null,
          done: timeline.reads[kind]?.problem ? null : news(kind, before, timeline),
        });
      } catch (error) {
        fail("The Hub's page could not be read", error);
      }
    },

    need: async (versions) => {
      const { texts, missing } = get();
      const wanted = versions.filter(({ hash }) => !texts[hash] && !missing[hash] && !asking.has(hash));
      await Promise.all(
        wanted.map(async ({ kind, hash }) => {
          asking.add(hash);
          try {
            const text = await ask('policy.text', { kind, hash });
            set((store) => ({ texts: { ...store.texts, [hash]: text } }));
          } catch (error) {
            set((store) => ({ missing: { ...store.missing, [hash]: sentence(error) } }));
          } finally {
            asking.delete(hash);
          }
        }),
      );
    },

    again: async (kind, hash) => {
      set(({ missing: { [hash]: _, ...missing } }) => ({ missing }));
      await get().need([{ kind, hash }]);
    },

    seen: async (kind, hash) => {
      try {
        set({ timeline: await ask('policy.seen', { kind, hash }) });
      } catch {
        // The mark stays, and the next look takes it away.
      }
    },

    exportAll: async () => {
      set({ busy: 'exporting', transfer: null });
      try {
        const text = await ask('policy.export', {});
        const title = 'The file is made; your browser saves it among your downloads.';
        set({ busy: null, transfer: { kind: 'done', title } });
        return text;
      } catch (error) {
        failFile('The versions could not be exported', error);
        return null;
      }
    },

    previewImport: async (file, read) => {
      set({ busy: 'importing', transfer: null, preview: null });
      try {
        const text = await read();
        const found = await ask('policy.import', { text, dry: true });
        set({ busy: null, preview: { file, text, found } });
      } catch (error) {
        failFile(`${file} could not be read`, error);
      }
    },

    finishImport: async () => {
      const { preview } = get();
      if (!preview) return;
      set({ busy: 'importing', transfer: null });
      try {
        const { added } = await ask('policy.import', { text: preview.text });
        const title = added.length === 1 ? '1 version was added.' : `${added.length} versions were added.`;
        set({ busy: null, preview: null, transfer: { kind: 'done', title } });
        await get().load(true);
      } catch (error) {
        failFile('The file could not be imported', error);
      }
    },
  };
});

/** What came of reading a page, in a sentence. */
export function news(kind: DocumentKind, before: Timeline | null, after: Timeline): string {
  const known = new Set(before?.versions.map(({ hash }) => hash));
  const fresh = after.versions.find((version) => version.kind === kind && !known.has(version.hash));
  const { name } = DOCUMENTS[kind];
  if (!fresh) return `The Hub's page was read. It shows a text that is known already, word for word.`;
  if (fresh.change === 'first') return `The ${name} was read for the first time.`;
  if (fresh.change === 'technical')
    return `The page says the same; this Hub Steward reads it in another way.`;
  if (fresh.change === 'cosmetic') return `The ${name} has changed in spelling or layout only.`;
  return fresh.change === 'silent'
    ? `The ${name} has changed, without a new date.`
    : `The ${name} has changed, and prints a new date.`;
}
