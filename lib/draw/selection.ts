/**
 * "Report this passage": from the browser's menu for selected text, or from the small entry that stands beside a selection
 * made in a text of the Hub. The words are read when it is pressed, from what is selected then.
 */
import { COVERING, MARK, OURS } from '../guard/marks.ts';
import { shared } from '../guard/shared.ts';
import { elementOf, headingAbove, linesBetween } from '../hub/passage.ts';
import { reportPointsIn, WRITTEN } from '../hub/report-points.ts';
import { parseHubUrl } from '../hub/url.ts';
import { MAX_PASSAGE } from '../report/max-text.ts';
import type { TargetSeed } from '../report/target.ts';
import { say } from './note.ts';
import { openReportHere } from './open.ts';
import { button, type Host, icon, makeHost } from './parts.ts';
import { onTrusted } from './trusted.ts';
import { WORDS } from './words.ts';

/** A word or two by accident, a double click: no entry for so little. */
const LEAST = 12;
const GAP_PX = 6;
const SETTLE_MS = 250;

/** What people wrote, and files; never fields, menus or what is ours. */
const TEXTS = `${WRITTEN},[data-target="BlobContent"]`;
const COVERED = [...COVERING, 'hide', 'wait'].map((state) => `[${MARK}="${state}"]`).join();

let entry: Host | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Still being drawn with the pointer; `later`: it rested for a while, so its end is all that is waited for. */
let pressed = false;
let later = false;

/** Listens for selections that are finished by hand or by keyboard. Costs a timer a selection, and nothing otherwise. */
export function watchSelections(): void {
  document.addEventListener('selectionchange', () => {
    clearTimeout(timer);
    later = false;
    hide();
    if (document.getSelection()?.type === 'Range') timer = setTimeout(offer, SETTLE_MS);
  });
  addEventListener('scroll', hide, { passive: true, capture: true });
  addEventListener('resize', hide, { passive: true });
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && hide());
  const quiet = { passive: true, capture: true };
  document.addEventListener('pointerdown', () => (pressed = true), quiet);
  for (const end of ['pointerup', 'pointercancel'])
    document.addEventListener(
      end,
      () => {
        pressed = false;
        if (later) timer = setTimeout(offer, SETTLE_MS);
        later = false;
      },
      quiet,
    );
}

function hide(): void {
  entry?.host.remove();
  entry = null;
}

function offer(): void {
  later = pressed;
  if (pressed || !shared.guard?.wantsButtons()) return;
  const selection = document.getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
  if (!range || !elementOf(range.commonAncestorContainer)?.closest(TEXTS)) return;
  if ((passageOf(range)?.length ?? 0) < LEAST) return;
  const made = button('', WORDS.reportPassage, icon('flag'), WORDS.report);
  made.setAttribute('data-role', 'report-passage');
  // Pressing must not end the selection that it is about.
  made.addEventListener('pointerdown', (event) => event.preventDefault());
  made.addEventListener('mousedown', (event) => event.preventDefault());
  onTrusted(made, 'click', () => {
    report(range);
    hide();
  });
  entry = makeHost('selection');
  made.className = 'passage';
  entry.root.append(made);
  document.documentElement.append(entry.host);
  place(made, range);
}

/**
 * Level with the selection's last line: right behind it where the line ends there, in the margin where that is free; else
 * below the line.
 */
function place(made: HTMLElement, range: Range): void {
  const last = Array.from(range.getClientRects()).at(-1) ?? range.getBoundingClientRect();
  const end = elementOf(range.endContainer);
  const text = end?.closest(TEXTS);
  const { width, height } = made.getBoundingClientRect();
  const top = last.top + (last.height - height) / 2;
  const spots = [last.right, text?.getBoundingClientRect().right ?? last.right].map(
    (right) => new DOMRect(right + GAP_PX, top, width, height),
  );
  const below = new DOMRect(Math.min(last.right, innerWidth - width - GAP_PX), last.bottom + GAP_PX);
  const spot = spots.find((box) => text && end && isFree(box, text, end)) ?? below;
  made.style.left = `${Math.max(GAP_PX, spot.left)}px`;
  made.style.top = `${Math.max(GAP_PX, Math.min(spot.top, innerHeight - height - GAP_PX))}px`;
}

/** Neither words of the same block nor anything beside the text lie there. */
function isFree(box: DOMRect, text: Element, end: Element): boolean {
  const lines = document.createRange();
  lines.selectNodeContents(end.closest(BLOCK) ?? end);
  for (const { left, right, top, bottom } of lines.getClientRects())
    if (left < box.right && right > box.left && top < box.bottom && bottom > box.top) return false;
  return [box.left, box.right].every((x) =>
    [box.top, box.bottom].every((y) => {
      const there = document.elementFromPoint(x, y);
      return there !== null && (there.contains(text) || text.contains(there));
    }),
  );
}
const BLOCK = 'p,li,pre,td,blockquote,h1,h2,h3,h4,h5,h6';

/**
 * The browser's own menu was chosen.
 * @param text what the browser says was selected, for a page that has lost its selection meanwhile
 */
export function reportSelection(text: string): void {
  const selection = document.getSelection();
  const range = selection?.rangeCount && selection.type === 'Range' ? selection.getRangeAt(0) : null;
  if (range && passageOf(range)) report(range);
  else if (text.trim()) openReportHere({ passage: cut(text) }, focused());
  else say(WORDS.nothingSelected);
}

function report(range: Range): void {
  const passage = passageOf(range);
  if (!passage) {
    say(WORDS.nothingSelected);
    return;
  }
  const { hash, ...seed } = seedOf(range);
  openReportHere({ ...seed, passage }, focused(), hash);
}

const focused = () => (document.activeElement instanceof HTMLElement ? document.activeElement : null);

/** Plain text, without what lies under a cover or is ours. `null`: nothing is left. */
function passageOf(range: Range): string | null {
  const around = elementOf(range.commonAncestorContainer);
  if (!around || around.closest(COVERED)) return null;
  // The browser's own words know where lines end; a copy of the nodes is taken only where something must be left out.
  let text: string;
  if (around.querySelector(`${COVERED},[${OURS}]`)) {
    const copy = range.cloneContents();
    for (const out of copy.querySelectorAll(`${COVERED},[${OURS}]`)) out.replaceWith('…');
    text = copy.textContent ?? '';
  } else text = String(document.getSelection()?.rangeCount ? document.getSelection() : range);
  return cut(text) || null;
}

function cut(text: string): string {
  const plain = text
    .replace(/\r\n?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return plain.length <= MAX_PASSAGE ? plain : plain.slice(0, MAX_PASSAGE).replace(/[\uD800-\uDBFF]$/, '');
}

/** Where the passage stands: in which comment, under which heading, in which lines. */
function seedOf(range: Range): TargetSeed & { hash: string | null } {
  const { endContainer } = range;
  // A selection may begin between two blocks.
  const start = range.startContainer.childNodes[range.startOffset] ?? range.startContainer;
  const at = parseHubUrl(location.href);
  const comment = reportPointsIn(document, location.href).find(({ around }) => around?.contains(start));
  if (comment?.comment) {
    const kind = at?.kind === 'post' ? 'post' : comment.kind;
    return { kind, comment: comment.comment, hash: comment.comment };
  }
  const lines = linesBetween(start, endContainer);
  if (at?.kind === 'repo' && at.view === 'file' && lines)
    return {
      kind: 'file',
      lines,
      hash: lines.from === lines.to ? `L${lines.from}` : `L${lines.from}-L${lines.to}`,
    };
  const section = at?.kind === 'repo' && at.view === 'card' ? headingAbove(start) : null;
  return section ? { kind: 'section', section, hash: section.id } : { hash: null };
}
