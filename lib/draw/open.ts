/** From a pressed Report button to the panel, which the worker puts into this tab: React is never here before that. */
import { type Handover, shared } from '../guard/shared.ts';
import { discussionsDisabledOn, repoOfPage } from '../hub/page.ts';
import { NFAA_TAG, type RepoRef } from '../hub/ref.ts';
import { shaOfPage } from '../hub/report-points.ts';
import { ask } from '../platform/ask.ts';
import type { TargetSeed } from '../report/target.ts';
import { say } from './note.ts';

interface Pressed {
  /** Absent for what belongs to no repository. */
  repo?: RepoRef | null;
  /** `null`: the page does not say. */
  discussionsDisabled?: boolean | null;
  /** The page that is reported; its own address for a card. */
  url: string;
  seed?: TargetSeed;
  /** Gets the focus back when the panel closes. */
  from: HTMLElement | null;
}

/** Opens the panel for what was pressed. */
export function openReport({ repo, discussionsDisabled = null, url, seed, from }: Pressed): void {
  const handover: Handover = {
    ...(repo ? { repo: { type: repo.type, id: repo.id } } : {}),
    url: withoutBypass(url),
    ...(seed ? { seed } : {}),
    discussionsDisabled,
    giveBackFocus: () => from?.focus(),
  };
  if (shared.open) {
    shared.open(handover);
    return;
  }
  shared.handover = handover;
  ask('panel.open', {}).catch((error: Error) => say(error.message));
}

/** Opens the panel for something on this page, pinned to the commit that the page was made from where it says so. */
export function openReportHere(seed: TargetSeed, from: HTMLElement | null, hash: string | null = null): void {
  const url = new URL(location.href);
  if (hash !== null) url.hash = hash;
  const sha = shaOfPage(document, url.href);
  openReport({
    repo: repoOfPage(document, url.href),
    discussionsDisabled: discussionsDisabledOn(document),
    url: url.href,
    seed: { ...seed, ...(sha ? { sha } : {}) },
    from,
  });
}

/** A link that bypasses the Hub's wall is never passed on. */
function withoutBypass(url: string): string {
  const clean = new URL(url);
  clean.searchParams.delete(NFAA_TAG);
  return clean.href;
}
