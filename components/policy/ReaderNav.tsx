import { DOCUMENT_KINDS, type Timeline } from '../../lib/policy/version-types.ts';
import { hrefOf, type View } from './address.ts';
import { usePolicy } from './store.ts';
import { versionsOf } from './view.ts';
import { DOCUMENTS } from './words.ts';

const NAMES: Record<View, string> = {
  text: 'Text',
  changes: 'What changed',
  versions: 'Versions',
  facts: 'Times and contacts',
};

/** Which document, and how it is looked at. Links: each place has its address. */
export function ReaderNav({ timeline }: { timeline: Timeline }) {
  const { address } = usePolicy();
  const isNews = (kind: string) => timeline.unseen.some((one) => one.kind === kind);
  // Back to the version that was read, as long as the other views are of it.
  const read = address.view === 'text' || address.view === 'changes' ? address.version : null;
  const count = versionsOf(timeline, address).length;
  return (
    <div className="policy-nav">
      <nav className="policy-documents" aria-label="Documents">
        <ul>
          {DOCUMENT_KINDS.map((kind) => (
            <li key={kind}>
              <a href={hrefOf({ kind })} aria-current={kind === address.kind ? 'true' : undefined}>
                {DOCUMENTS[kind].name}
                {isNews(kind) && <span className="policy-news">changed</span>}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <nav className="policy-views" aria-label={`${DOCUMENTS[address.kind].name}: ways to look at it`}>
        <ul>
          {(['text', 'changes', 'versions', 'facts'] as const).map((view) => (
            <li key={view}>
              <a
                href={hrefOf({ kind: address.kind, view, version: view === 'text' ? read : null })}
                aria-current={view === address.view ? 'true' : undefined}
              >
                {NAMES[view]}
                {view === 'versions' && count > 0 && ` (${count})`}
                {view === 'changes' && isNews(address.kind) && <span className="policy-news">new</span>}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
