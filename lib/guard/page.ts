/** The repository's own page: which repository it is, and its body's cover. The wall before it is drawn later (lib/draw). */
import { bodyPartsOf, hasHubWall, headerOf, type RepoOfPage, repoOfPage } from '../hub/page.ts';
import { repoKey, repoRefOf } from '../hub/ref.ts';
import { verdictFromTags } from '../nfaa/decide.ts';
import { ask } from '../platform/ask.ts';
import { BODY_MARK, markBody, OURS, stateOf } from './marks.ts';
import { shared } from './shared.ts';
import { decisionFor, isRevealed, learn, revealKey } from './state.ts';

let readFrom: { header: Element | null; url: string; complete: boolean; isRepo: boolean } | null = null;
let repo: RepoOfPage | null = null;

/**
 * Judges the page and covers its body; cheap when nothing changed.
 * @returns the repository whose verdict is needed, or `null`
 */
export function judgePage(): RepoOfPage | null {
  read();
  if (!repo) return null;
  // The Hub's own wall is up: the content is not in the page, and one wall is enough.
  const state = hasHubWall(document)
    ? 'safe'
    : stateOf(decisionFor(repo, 'page'), isRevealed(revealKey(repo, 'page')));
  for (const part of bodyPartsOf(document)) {
    if (!part.hasAttribute(OURS) && (state !== 'safe' || part.hasAttribute(BODY_MARK))) markBody(part, state);
  }
  shared.draw?.page(repo, state);
  return repo;
}

function read(): void {
  const url = location.href;
  if (readFrom?.url === url && !readFrom.isRepo) return;
  const header = headerOf(document);
  const complete = document.readyState !== 'loading';
  if (readFrom?.header === header && readFrom.url === url && readFrom.complete === complete) return;
  const isRepo = repoRefOf(url) !== null;
  readFrom = { header, url, complete, isRepo };
  const found = isRepo ? repoOfPage(document, url) : null;
  const news =
    found?.tags && (!repo || repoKey(found) !== repoKey(repo) || `${found.tags}` !== `${repo.tags}`);
  repo = found;
  if (!found || !news) return;
  const verdict = verdictFromTags(found.tags, 'page', Date.now());
  learn(repoKey(found), verdict);
  // The freshest word there is: every other tab learns it from the worker's memory. Losing it costs one look-up.
  ask('verdicts.seen', { ref: { type: found.type, id: found.id }, nfaa: verdict.nfaa === true }).catch(
    () => {},
  );
}
