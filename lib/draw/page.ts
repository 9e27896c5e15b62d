/** On a repository's own page: the wall before its body, the bars about its pictures and apps, and the Report button in its title. */
import { COVERING, MARK, type MarkState, OURS, toggleInert } from '../guard/marks.ts';
import { shared } from '../guard/shared.ts';
import {
  bodyPartsOf,
  EMBEDS,
  hasHubWall,
  MEDIA,
  type RepoOfPage,
  titleOf as titleElementOf,
} from '../hub/page.ts';
import { NFAA_TAG, repoKey } from '../hub/ref.ts';
import { parseHubUrl } from '../hub/url.ts';
import type { Decision } from '../nfaa/decide.ts';
import { shields } from '../nfaa/preferences.ts';
import { noteFailed } from './again.ts';
import { choicesFor } from './choices.ts';
import { revealKey } from './hidden.ts';
import { taken, whenIdle } from './idle.ts';
import { openMenu } from './menu.ts';
import { openReportHere } from './open.ts';
import { button, element, type Host, icon, makeHost } from './parts.ts';
import { reveal } from './reveal.ts';
import { onTrusted } from './trusted.ts';
import { countHits, notePage } from './view.ts';
import { whoRow } from './who.ts';
import { labelOf, titleOf, WORDS, whyOf } from './words.ts';

/** A page that keeps removing our button wants it gone: no endless fight (facts/extensions.md 4.iii). */
const MAX_REINSERTS = 10;
const REINSERT_WINDOW_MS = 10_000;

interface Drawing {
  state: MarkState;
  decision: Decision | null;
  inside: { media: MarkState; embed: MarkState };
}

let repo: RepoOfPage | null = null;
const NOTHING: Drawing = { state: 'wait', decision: null, inside: { media: 'safe', embed: 'safe' } };
let now = NOTHING;
let wall: (Host & { says?: string }) | null = null;
let title: Host | null = null;
let inserts: number[] = [];

/** What was drawn for a repository that the page has left goes. */
export function drawNoPage(): void {
  now = NOTHING;
  notePage(now.state);
  keepOut(MEDIA, 'safe');
  keepOut(EMBEDS, 'safe');
  drawWall();
  title?.host.remove();
  repo = title = null;
}

export function drawPage(
  newRepo: RepoOfPage,
  state: MarkState,
  decision: Decision | null,
  inside: Drawing['inside'],
): void {
  repo = newRepo;
  now = { state, decision, inside };
  notePage(state);
  if ([state, inside.media, inside.embed].includes('failed')) noteFailed();
  countHits(`page ${repoKey(repo)}`, decision);
  passHubWall();
  keepOut(MEDIA, inside.media);
  keepOut(EMBEDS, inside.embed);
  whenIdle(drawWall);
  whenIdle(drawTitle);
}

/** What is covered inside a page that is shown is out of reach of keyboard and screen readers, too. */
function keepOut(selector: string, state: MarkState): void {
  const covered = COVERING.includes(state) || state === 'hide';
  if (!covered && !keptOut.delete(selector)) return;
  if (covered) keptOut.add(selector);
  // What we took out of reach may be in what was the body of a page that has become another.
  // What is covered for its own sake stays so.
  for (const part of covered ? bodyPartsOf(document) : [document])
    for (const inside of part.querySelectorAll(selector))
      if (!inside.closest(`[${MARK}="blur"]`)) toggleInert(inside, covered);
}
const keptOut = new Set<string>();

/**
 * Whoever chose to see such pages is not asked again by the Hub: we go the way that its wall's own link goes
 * (facts/hub-dom.md 5), and the address says nothing of it afterwards.
 */
function passHubWall(): void {
  const { decision } = now;
  if (document.readyState === 'loading' || !shared.guard?.isAtWork()) return;
  if (!decision || decision.causes.length === 0 || shields(decision.action)) return;
  const url = new URL(location.href);
  const passed = url.searchParams.has(NFAA_TAG);
  // A wall behind the wall is another one.
  if (hasHubWall(document) && !passed) {
    url.searchParams.set(NFAA_TAG, 'true');
    location.replace(url.href);
  } else if (passed) {
    url.searchParams.delete(NFAA_TAG);
    history.replaceState(history.state, '', url.href);
  }
}

/** The bars below the wall: what is covered inside a page that is shown. */
const INSIDE = ['media', 'embed'] as const;

function drawWall(): boolean {
  const { state, inside } = now;
  const bars = INSIDE.filter((kind) => inside[kind] !== 'safe' && inside[kind] !== 'mark');
  if (!COVERING.includes(state) && state !== 'shown' && state !== 'mark' && bars.length === 0) {
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
  const { causes: [cause] = [], canReveal } = now.decision ?? {};
  const says = JSON.stringify([repo && repoKey(repo), state, inside, cause, canReveal]);
  if (wall.says !== says) fillWall(wall, wall.says !== undefined, bars);
  wall.says = says;
  return true;
}

function fillWall({ root }: Host, replacing: boolean, bars: readonly (typeof INSIDE)[number][]): void {
  const focused = replacing ? root.activeElement?.getAttribute('data-role') : null;
  root.querySelectorAll('.wall,.bar').forEach((old) => {
    old.remove();
  });
  const { state, decision } = now;
  if (state === 'shown') root.append(bar(WORDS.shownByYou, toggle('page', true, WORDS.coverAgain)));
  else if (state === 'mark') root.append(bar(whyOf(decision?.causes[0])));
  else if (state === 'placeholder') root.append(element('div', 'wall', element('p', '', WORDS.checking)));
  else if (COVERING.includes(state)) root.append(wallFor(decision, state === 'failed'));
  for (const kind of bars) {
    const shown = now.inside[kind] === 'shown';
    const text = shown ? WORDS.shownByYou : kind === 'media' ? WORDS.mediaCovered : WORDS.embedCovered;
    const again = kind === 'media' ? WORDS.mediaAgain : WORDS.embedAgain;
    const show = kind === 'media' ? WORDS.mediaShow : WORDS.embedShow;
    root.append(
      decision?.canReveal === false
        ? bar(`${text} ${WORDS.locked}.`)
        : bar(text, toggle(kind, shown, shown ? again : show)),
    );
  }
  if (focused) (root.querySelector(`[data-role="${focused}"]`) as HTMLElement | null)?.focus();
}

function wallFor(decision: Decision | null, failed: boolean): HTMLElement {
  const cause = decision?.causes[0];
  const row = element('div', 'row');
  if (decision?.canReveal === false) row.append(element('p', '', `${WORDS.locked}.`));
  else {
    row.append(toggle('page', false, WORDS.wallShow, labelOf(cause)));
    const more = button('more', WORDS.more, icon('dots'));
    more.setAttribute('aria-haspopup', 'menu');
    more.setAttribute('aria-expanded', 'false');
    onTrusted(more, 'click', () => repo && openMenu(more, choicesFor(repo, true, more)));
    if (!failed) row.append(more);
  }
  return element(
    'div',
    'wall',
    element('h2', '', icon('eyeOff'), titleOf(cause)),
    element('p', '', `${whyOf(cause)} ${failed ? WORDS.wallFailedText : WORDS.wallText}`),
    ...(repo && cause?.kind === 'tag' ? [whoRow(repo)] : []),
    row,
  );
}

const bar = (text: string, ...acts: HTMLElement[]) => element('div', 'bar', element('p', '', text), ...acts);

function toggle(place: 'page' | 'media' | 'embed', shown: boolean, text: string, label = text): HTMLElement {
  const made = button('', label, text);
  made.setAttribute('aria-expanded', String(shown));
  made.setAttribute('data-role', place);
  onTrusted(made, 'click', () => {
    if (repo) reveal([revealKey(repo, place)], !shown);
    // Whoever pressed waits for nothing.
    drawWall();
  });
  return made;
}

/** The title speaks of the repository: of a part of it only where the page shows that part and nothing else. */
function reportFromTitle(from: HTMLElement): void {
  const place = parseHubUrl(location.href);
  const view = place?.kind === 'repo' ? place.view : 'card';
  openReportHere(view === 'card' ? { kind: 'repo' } : {}, from, view === 'file' ? null : '');
}

/** As the last child of the title, once the framework has taken over; put back when a re-rendering takes it away. */
function drawTitle(): boolean {
  const heading = titleElementOf(document);
  if (!repo || !heading) return true;
  if (title?.host.parentElement === heading && heading.lastElementChild === title.host) return true;
  if (!taken(heading)) return false;
  const at = Date.now();
  inserts = inserts.filter((one) => at - one < REINSERT_WINDOW_MS);
  if (inserts.length >= MAX_REINSERTS) return true;
  inserts.push(at);
  if (!title) {
    title = makeHost('header');
    const report = button('title-report', WORDS.reportRepo(repo.id), icon('flag'), WORDS.report);
    onTrusted(report, 'click', () => repo && reportFromTitle(report));
    title.root.append(report);
  }
  heading.append(title.host);
  return true;
}
