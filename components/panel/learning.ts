/** What the panel asks the worker for when it opens: the place, the account, the policy. */
import type { AccountState } from '../../lib/platform/answers.ts';
import { ask } from '../../lib/platform/ask.ts';
import type { Target } from '../../lib/report/report.ts';
import type { GetState, PanelState, SetState } from './state.ts';

const NO_ACCOUNT: AccountState = { name: null, canReport: null, remembered: false };

export function learning(set: SetState, get: GetState, fail: (error: unknown) => void) {
  /** What the Hub says of the place and the account, now. */
  async function learn(): Promise<void> {
    const { handover, target: asked } = get();
    if (!asked) return;
    try {
      const context = await ask('report.context', { target: asked });
      const { target, handover: now } = get();
      if (now !== handover || !target) return;
      set({ context, account: context.account, target: pinned(target, context) });
    } catch (error) {
      fail(error);
    }
  }

  /** Apart from the rest, which waits for the Hub: who would send it decides the routes, and those come before the words. */
  async function learnAccount(): Promise<void> {
    const { handover } = get();
    try {
      const account = await ask('account.get', {});
      if (get().handover === handover && !get().account) set({ account });
    } catch (error) {
      fail(error);
      if (!get().account) set({ account: NO_ACCOUNT });
    }
  }

  /** At once with what is known, then again with whether the Hub's text of today still says so. */
  async function learnPolicy(): Promise<void> {
    try {
      set({ policy: await ask('policy.panel', {}) });
      set({ policy: await ask('policy.panel', { fresh: true }) });
    } catch (error) {
      fail(error);
    }
  }

  return { learn, learnAccount, learnPolicy };
}

/** With the revision that is quoted: what the person saw first stays, whatever the Hub shows meanwhile. */
function pinned(target: Target, { sha, evidence }: NonNullable<PanelState['context']>): Target {
  const seen = target.sha ?? (evidence ? evidence.sha : sha);
  const hash = evidence?.sha === seen ? evidence?.evidenceHash : undefined;
  return { ...target, sha: seen, ...(hash ? { evidenceHash: hash } : {}) };
}
