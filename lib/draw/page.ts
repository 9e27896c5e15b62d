/** On a repository's own page: the wall before its body, and the Report button in its title. */
import { COVERING, type MarkState, OURS } from '../guard/marks.ts';
import { shared } from '../guard/shared.ts';
import { bodyPartsOf, type RepoOfPage, titleOf } from '../hub/page.ts';
import { repoKey } from '../hub/ref.ts';
import { taken, whenIdle } from './idle.ts';
import { openReport } from './open.ts';
import { button, element, type Host, icon, makeHost } from './parts.ts';
import { onTrusted } from './trusted.ts';
import { WORDS } from './words.ts';

/** A page that keeps removing our button wants it gone: no endless fight (facts/extensions.md 4.iii). */
const MAX_REINSERTS = 10;
const REINSERT_WINDOW_MS = 10_000;

let repo: RepoOfPage | null = null;
let state: MarkState = 'wait';
let wall: (Host & { state?: MarkState }) | null = null;
let title: Host | null = null;
let inserts: number[] = [];

export function drawPage(newRepo: RepoOfPage | null, newState: MarkState): void {
  repo = newRepo;
  state = newState;
  whenIdle(drawWall);
  whenIdle(drawTitle);
}

function drawWall(): boolean {
  if (!COVERING.includes(state) && state !== 'shown') {
    wall?.host.remove();
    wall = null;
    return true;
  }
  const first = bodyPartsOf(document).find((part) => !part.hasAttribute(OURS));
  const parent = first?.parentElement;
  if (!first || !parent) return true;
  if (!taken(parent)) return false;
  wall ??= makeHost('wall');
  if (wall.host.nextElementSibling !== first) parent.insertBefore(wall.host, first);
  if (wall.state !== state) fillWall(wall, wall.state !== undefined);
  wall.state = state;
  return true;
}

function fillWall({ root }: Host, replacing: boolean): void {
  const hadFocus = replacing && root.activeElement !== null;
  root.querySelector('.wall,.bar')?.remove();
  const shown = state === 'shown';
  const failed = state === 'failed';
  const label = shown ? WORDS.coverAgainLabel : failed ? WORDS.failedLabel : WORDS.coverLabel;
  const act = button('', label, shown ? WORDS.coverAgain : WORDS.wallShow);
  act.setAttribute('aria-expanded', String(shown));
  onTrusted(act, 'click', () => {
    if (repo) shared.guard?.reveal([`page ${repoKey(repo)}`], !shown);
    // Whoever pressed waits for nothing.
    drawWall();
  });
  if (shown) root.append(element('div', 'bar', element('p', '', WORDS.shownByYou), act));
  else if (state === 'placeholder') root.append(element('div', 'wall', element('p', '', WORDS.checking)));
  else
    root.append(
      element(
        'div',
        'wall',
        element('h2', '', icon('eyeOff'), failed ? WORDS.failed : WORDS.nfaa),
        element('p', '', failed ? WORDS.wallFailedText : WORDS.wallText),
        element('div', 'row', act),
      ),
    );
  if (hadFocus) act.focus();
}

/** As the last child of the title, once the framework has taken over; put back when a re-rendering takes it away. */
function drawTitle(): boolean {
  const heading = titleOf(document);
  if (!repo || !heading) return true;
  if (title?.host.parentElement === heading && heading.lastElementChild === title.host) return true;
  if (!taken(heading)) return false;
  const now = Date.now();
  inserts = inserts.filter((at) => now - at < REINSERT_WINDOW_MS);
  if (inserts.length >= MAX_REINSERTS) return true;
  inserts.push(now);
  if (!title) {
    title = makeHost('header');
    const report = button('title-report', WORDS.reportRepo(repo.id), icon('flag'), WORDS.report);
    onTrusted(report, 'click', () => repo && openReport(repo, location.href, report));
    title.root.append(report);
  }
  heading.append(title.host);
  return true;
}
