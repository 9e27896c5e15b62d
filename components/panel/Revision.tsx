/** The revision that is quoted: told when the repository has changed since, with a way to look at it as it is now. */
import { repoUrl } from '../../lib/hub/ref.ts';
import type { Target } from '../../lib/report/target.ts';
import { Button, OutLink } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import type { PanelState } from './state.ts';
import { usePanel } from './store.ts';

/** The commit that is current now, where it is another than the one that is quoted. */
export function movedTo({ target, context }: Pick<PanelState, 'target' | 'context'>): string | null {
  if (!target?.repo || !target.sha || !context?.sha || context.sha === target.sha) return null;
  // Another branch, or a commit that the address names, does not move with the main one.
  return target.revision === undefined || target.revision === 'main' ? context.sha : null;
}

export function Revision() {
  const state = usePanel();
  const { target } = state;
  const now = movedTo(state);
  if (!target?.sha || !now) return null;
  return (
    <Notice
      kind="warn"
      standing
      title="The repository has changed since you saw it"
      actions={
        <Button small onClick={() => state.takeCurrent()}>
          It is still there: report the current revision
        </Button>
      }
    >
      Your report quotes <code>{target.sha.slice(0, 7)}</code>; now it is <code>{now.slice(0, 7)}</code>.{' '}
      <OutLink href={currentUrl(target, now)}>Look at the current revision</OutLink>. If what you saw is gone,
      the report can say so: the revision that you saw stays quoted.
    </Notice>
  );
}

function currentUrl({ repo, path }: Target, sha: string): string {
  const base = repoUrl(repo!);
  const segments = path?.split('/') ?? [];
  if (segments.length === 0 || segments.some((one) => /^\.{0,2}$/.test(one))) return `${base}/tree/${sha}`;
  return `${base}/blob/${sha}/${segments.map(encodeURIComponent).join('/')}`;
}
