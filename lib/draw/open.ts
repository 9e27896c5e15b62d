/** From a pressed Report button to the panel, which the worker puts into this tab: React is never here before that. */
import { type Handover, shared } from '../guard/shared.ts';
import type { RepoRef } from '../hub/ref.ts';
import { ask } from '../platform/ask.ts';
import { say } from './note.ts';

/**
 * Opens the panel for a repository.
 * @param url the page that is reported; its own address for a card
 * @param from the button, which gets the focus back when the panel closes
 */
export function openReport(
  repo: RepoRef & { discussionsDisabled?: boolean | null },
  url: string,
  from: HTMLElement,
): void {
  const handover: Handover = {
    repo: { type: repo.type, id: repo.id },
    url: withoutBypass(url),
    discussionsDisabled: repo.discussionsDisabled ?? null,
    giveBackFocus: () => from.focus(),
  };
  if (shared.open) {
    shared.open(handover);
    return;
  }
  shared.handover = handover;
  ask('panel.open', {}).catch((error: Error) => say(error.message));
}

/** A link that bypasses the Hub's wall is never passed on. */
function withoutBypass(url: string): string {
  const clean = new URL(url);
  clean.searchParams.delete('not-for-all-audiences');
  return clean.href;
}
