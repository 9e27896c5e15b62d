/**
 * The guard: loaded on every page of the Hub at document_start, so small, without React or zod.
 *
 *   what is alive when
 *   ──────────────────────────────────────────────────────────────────────────────────────────
 *   observer        one for the document: added nodes and a few attributes; one flush a callback; away while we write ourselves
 *   judge           in the flush itself, before the browser can paint; above INLINE_UNITS at once: `wait` now, judged in slices
 *   questions       one batch to the worker after each task that met unknown repositories
 *   page            on repository pages only: which repository, its body's cover (page.ts)
 *   drawing         another script, once the page is idle: covers' buttons, Report buttons, walls (lib/draw)
 *
 * A framework may wipe what we wrote at any time: verdicts are kept by repository, and whatever is rendered anew is judged anew.
 * A card that is known to be untagged gets no mark before it has a Report button: the browser would look at our style sheet for all
 * that is in it.
 */
import {
  blockOf,
  CARD,
  cardAround,
  cardsAlone,
  isCard,
  isMention,
  mentionsIn,
  refOfCard,
  refOfMention,
  type Surface,
  surfaceOf,
  unitsIn,
} from '../hub/page.ts';
import { type RepoRef, repoKey } from '../hub/ref.ts';
import { send } from '../platform/send.ts';
import { BODY_MARK, HOLD, isOurs, MARK, mark, markOf, stateOf, VEIL } from './marks.ts';
import { isPagesOwn, judgePage, readPage } from './page.ts';
import { shared } from './shared.ts';
import {
  asked,
  contextOf,
  decisionFor,
  followSettings,
  isAtWork,
  isCovering,
  isOff,
  isRevealed,
  isShown,
  isSuspect,
  isUnknown,
  learn,
  mayCover,
  mayReveal,
  NOTHING_TO_DO,
  placeOf,
  readState,
  setOff,
  setRevealed,
  takeStored,
  verdictOf,
  wantsCardButtons,
} from './state.ts';

/** Above this many at once, judging would be felt: it goes on in slices. */
const INLINE_UNITS = 500;
/** Longest stretch of work between two frames. */
const SLICE_MS = 4;
/** Most repositories in one question (lib/platform/messages.ts MAX_REFS). */
const BATCH = 500;

const queue = new Set<Element>();
const unasked = new Map<string, RepoRef>();
/** Units that wait for an answer: when it comes, these are judged again, and no others. */
const waiting = new Map<string, Set<Element>>();
/** A link's row; a framework may move the one without the other. */
const blocks = new WeakMap<Element, Element>();
/** Has a link had a row since the page was loaded? Then whatever is added may stand in one. */
let hasRows = false;
let surface: Surface = 'link';
/** The address that `surface` was read from. */
let readUrl = '';

const observer = new MutationObserver(flush);

const WATCHED: MutationObserverInit = {
  childList: true,
  subtree: true,
  // `href`: keyed lists reuse a card for another repository. The others: a framework took our marks away.
  attributeFilter: ['href', 'src', MARK, VEIL, BODY_MARK, 'inert'],
};

/** Does what writes into the page; our own writes are no news, so nobody looks meanwhile. */
function unseen(write: () => void): void {
  observer.disconnect();
  try {
    write();
  } finally {
    observer.observe(document, WATCHED);
  }
}

/** Starts the guard in this document. */
export function startGuard(): void {
  // Injected into a page that has us already (both at installation, and by the browser itself).
  if (shared.guard) return;
  shared.guard = {
    setRevealed,
    isRevealed,
    learn,
    mayReveal,
    wantsButtons: wantsCardButtons,
    redraw() {
      takeStored();
      judgeEverything();
    },
    askAgain,
    isOff,
    isAtWork,
    setOff,
  };
  judgeEverything();
  // What a repository's labels mean to today's rules was not asked yet.
  followSettings(askAgain);
  const read = () => readState().then(judgeEverything);
  read();
  // A page that the browser keeps may come back under other settings than it left with: those first, then its first frame.
  addEventListener('pagehide', () => hold(true));
  addEventListener('pageshow', ({ persisted }) => persisted && read().then(() => hold(false)));
}

const hold = (on: boolean) => document.documentElement.toggleAttribute(HOLD, on);

/** After a change of settings, or the first reading of them: every card, link and the page, anew. */
function judgeEverything(): void {
  listChanged();
  judgeAll(unitsIn(document));
}

/** The first cards may be others now, or want something else. */
function listChanged(): void {
  if (shared.draw) shared.draw.wants = true;
}

function flush(records: MutationRecord[]): void {
  let units: Element[] = [];
  const seen = new Set<Node>();
  let news = false;
  for (const record of records) {
    // Every kind of question to the browser costs as much as several cards: a long list's batch, which comes alone, meets few.
    const within = records.length > 1 && seen.has(record.target);
    const { removedNodes } = record;
    let added = false;
    for (const node of record.addedNodes) {
      added = true;
      seen.add(node);
      // What stands in an element that was added, too, was taken with that.
      if (within) continue;
      const alone = hasRows ? null : cardsAlone(node as Element);
      // One alone may have a link around it; where rows are judged, this may be in one.
      if (alone?.[1]) units = units.concat(alone);
      else if (node.nodeType === 1) {
        if (isOurs(node as Element)) continue;
        take(units, node as Element);
      }
      news = true;
    }
    // Nearly always none, which is cheaper to ask than to go through.
    if (!removedNodes.length) {
      // Nothing added either: an attribute.
      if (!added) {
        news = true;
        take(units, record.target as Element);
      }
      continue;
    }
    news = true;
    for (const node of removedNodes) {
      if (node.nodeType !== 1) continue;
      for (const mention of [node as Element, ...unitsIn(node as Element)]) {
        // The row that it stood in may speak of something else now.
        const row = blocks.get(mention);
        if (!row || (mention !== node && node.contains(row))) continue;
        take(units, row);
        clear(mention);
      }
      if (isOurs(node as Element)) {
        // A framework that removed our cover must not leave what it covered without one.
        take(units, record.target as Element);
        const before = record.previousSibling;
        if (before?.nodeType === 1) take(units, before as Element);
      } else listChanged();
    }
  }
  // What we draw ourselves changes nothing.
  if (news) judgeAll(records.length > 1 ? new Set(units) : units);
}

/** What an added element may be part of: a card, or a row that was judged. Asked at once, because most are part of neither. */
const AROUND = `${CARD},[${MARK}]`;

/** Adds the card that this element is part of; or what it is and holds, with all of the row that it stands in. */
function take(units: Element[], element: Element): void {
  const around = element.closest(AROUND);
  const card = around && cardAround(around);
  if (card) units.push(card);
  else {
    if (isMention(element)) units.push(element);
    for (const unit of unitsIn(around ?? element)) units.push(unit);
  }
}

/** Judges these, and the page. */
function judgeAll(units: Iterable<Element>): void {
  const list = [...units];
  // In Chromium a tenth of what `location.href` costs.
  const url = document.URL;
  if (readUrl !== url) {
    readUrl = url;
    surface = surfaceOf(url);
  }
  readPage(url);
  const inline = list.length <= INLINE_UNITS;
  unseen(() => {
    for (const unit of list) {
      if (inline) judge(unit, url);
      else {
        const card = isCard(unit);
        const ref = refOf(unit, url, card);
        const block = blocks.get(unit) ?? unit;
        // `null`: nothing is marked yet. The registered sheet, which hides what waits, is not there where nothing was covered when the page was opened.
        if ((ref ? mayCover(ref) : card) && /safe|mark|null/.test(markOf(block)!))
          mark(block, isCovering() ? 'placeholder' : 'wait');
        if (!queue.size) setTimeout(judgeSlice);
        queue.add(unit);
      }
    }
    const repo = judgePage();
    if (repo && isAtWork()) want(repo);
    shared.draw?.settled(url);
  });
}

function judgeSlice(): void {
  const end = Date.now() + SLICE_MS;
  const url = document.URL;
  unseen(() => {
    for (const unit of queue) {
      queue.delete(unit);
      if (unit.isConnected) judge(unit, url);
      if (Date.now() > end) break;
    }
    shared.draw?.settled(url);
  });
  if (queue.size) setTimeout(judgeSlice);
}

const refOf = (unit: Element, url: string, card: boolean): RepoRef | null =>
  card ? refOfCard(unit, url) : refOfMention(unit, url, isSuspect);

function judge(unit: Element, url: string): void {
  const card = isCard(unit);
  const ref = refOf(unit, url, card);
  if (!ref || (!card && isPagesOwn(ref))) {
    clear(unit);
    if (card) for (const mention of mentionsIn(unit)) judge(mention, url);
    return;
  }
  const block = card ? unit : blockFor(unit, ref, url);
  const decision = decisionFor(ref, card ? surface : contextOf(unit, surface), block);
  // Nothing is drawn on it, now or unasked: so not even a mark, which the browser would have to style.
  if (decision === NOTHING_TO_DO && card && !shared.draw?.wants && !markOf(unit)) return;
  const state = stateOf(decision, isShown(ref, placeOf(unit)));
  mark(block, state === 'safe' && !card ? null : state);
  shared.draw?.card(block, ref, state, decision, card);
  if (!decision?.context && isAtWork()) want(ref, unit);
}

/** The row that a link stands in; what the link's old row was is nobody's any more. */
function blockFor(unit: Element, ref: RepoRef, url: string): Element {
  const block = unit.tagName === 'A' ? blockOf(unit, ref, url) : unit;
  const before = blocks.get(unit);
  if (before && before !== block) clear(before);
  if (block !== unit) {
    hasRows = true;
    // It waited alone (judgeAll) before its row was known.
    mark(unit, null);
  }
  blocks.set(unit, block);
  return block;
}

function clear(unit: Element): void {
  mark(unit, null);
  shared.draw?.uncard(unit);
  const block = blocks.get(unit);
  if (!block) return;
  blocks.delete(unit);
  if (block !== unit) clear(block);
}

function want(ref: RepoRef, unit?: Element): void {
  const key = repoKey(ref);
  if (!isUnknown(key)) return;
  if (unit) (waiting.get(key) ?? waiting.set(key, new Set()).get(key)!).add(unit);
  if (asked.has(key)) return;
  asked.add(key);
  // All that this task meets is one question.
  if (!unasked.size) setTimeout(askBatch);
  unasked.set(key, ref);
}

async function askBatch(): Promise<void> {
  const batch = [...unasked.values()].slice(0, BATCH);
  const keys = batch.map(repoKey);
  for (const key of keys) unasked.delete(key);
  if (unasked.size) setTimeout(askBatch);
  // Whatever went wrong, the person is told and offered a way on; what is unknown stays covered, what was known stays known.
  const answers = await send('verdicts.ask', { refs: batch, page: location.href }).catch(() => null);
  const units: Element[] = [];
  for (const key of keys) {
    const verdict = answers?.[key] ?? { ...verdictOf(key), at: Date.now(), failed: true };
    // What could not be said would be asked about again as soon as it is judged, and again.
    if (!verdict.failed) asked.delete(key);
    learn(key, verdict);
    units.push(...(waiting.get(key) ?? []));
    // What still waits says so when it is judged.
    waiting.delete(key);
  }
  judgeAll(units.filter((unit) => unit.isConnected));
}

/** Judges everything anew, and asks once more for what could not be checked (lib/draw/again.ts says when). */
function askAgain(): void {
  asked.clear();
  judgeEverything();
}
