/** The policy's texts as the worker has them, and how they are being looked through. */
import { create } from 'zustand';
import type { PolicyForReader, PolicyVersionView } from '../../lib/platform/answers.ts';
import { ask } from '../../lib/platform/ask.ts';
import { sentence } from '../ui/sentence.ts';

export type Which = 'pack' | 'live';

interface PolicyStore {
  /** `null` until the worker has answered. */
  policy: PolicyForReader | null;
  busy: 'reading' | 'refreshing' | null;
  problem: string | null;
  /** The Hub's page was just read, and this came of it. */
  done: string | null;
  /** What the person chose to read; `null`: the text in force, which is the live one once it was read. */
  chosen: Which | null;
  search: string;
  /** Show our own notes beside the text. */
  notes: boolean;
  read: (refresh?: boolean) => Promise<void>;
}

export const usePolicy = create<PolicyStore>()((set) => ({
  policy: null,
  busy: null,
  problem: null,
  done: null,
  chosen: null,
  search: '',
  notes: true,
  read: async (refresh = false) => {
    set({ busy: refresh ? 'refreshing' : 'reading', problem: null, done: null });
    try {
      const policy = await ask('policy.read', refresh ? { refresh } : {});
      set({ policy, busy: null, done: refresh && !policy.problem ? comparison(policy) : null });
    } catch (error) {
      set({ busy: null, problem: sentence(error) });
    }
  },
}));

/** Whether what the Hub shows is what we carry, in a sentence. */
export function comparison({ live, same }: PolicyForReader): string {
  if (!live) return "The Hub's page has not been read yet.";
  if (same === null) return "The Hub's page was read, but the two texts could not be compared.";
  return same
    ? "The Hub's page says the same, word for word."
    : "The Hub's page says something else than the text that came with Hub Steward. The Hub's page counts.";
}

/** The version on the page: what was chosen, where there is one; otherwise the text in force. */
export function versionShown(
  policy: PolicyForReader,
  chosen: Which | null,
): { which: Which; version: PolicyVersionView } {
  const { live, pack } = policy;
  return live && chosen !== 'pack' ? { which: 'live', version: live } : { which: 'pack', version: pack };
}
