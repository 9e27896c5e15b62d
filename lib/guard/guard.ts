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
 * What is known to be untagged gets no mark beyond the first cards: the browser would look at our style sheet for all that is in it.
 */
import {
  blockOf,
  cardAround,
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
import { BODY_MARK, HOLD, isOurs, MARK, mark, markOf, stateOf } from './marks.ts';
import { isPagesOwn, judgePage, readPage } from './page.ts';
import { shared } from './shared.ts';
import {
  contextOf,
  decisionFor,
  followSettings,
  isAtWork,
  isCalm,
  isCovering,
  isOff,
  isRevealed,
  isShown,
  isSuspect,
  isUnknown,
  learn,
  mayCover,
  mayReveal,
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
const asked = new Map<string, RepoRef>();
/** Units that wait for an answer: when it comes, these are judged again, and no others. */
const waiting = new Map<string, Element[]>();
/** A link's row; a framework may move the one without the other. */
const blocks = new WeakMap<Element, Element>();
let slicing = false;
let asking = false;
let surface: { url: string; of: Surface } = { url: '', of: 'link' };

const observer = new MutationObserver(flush);

const WATCHED: MutationObserverInit = {
  childList: true,
  subtree: true,
  attributes: true,
  // `href`: keyed lists reuse a card for another repository. The others: a framework took our marks away.
  attributeFilter: ['href', 'src', MARK, BODY_MARK, 'inert'],
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
    reveal(keys, shown) {
      for (const key of keys) setRevealed(key, shown);
      judgeEverything();
    },
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
    switchOff(off) {
      setOff(off);
      judgeEverything();
    },
  };
  judgeEverything();
  followSettings(() => {
    // What a repository's labels mean to today's rules was not asked yet.
    asked.clear();
    judgeEverything();
  });
  const read = () => readState().then(judgeEverything, judgeEverything);
  read();
  // A page that the browser keeps may come back under other settings than it left with: those first, then its first frame.
  addEventListener('pagehide', () => hold(!isCovering()));
  addEventListener('pageshow', ({ persisted }) => persisted && read().then(() => hold(false)));
}

const hold = (on: boolean) => document.documentElement.toggleAttribute(HOLD, on);

/** After a change of settings, or the first reading of them: every card, link and the page, anew. */
function judgeEverything(): void {
  judgeAll(unitsIn(document));
}

function flush(records: MutationRecord[]): void {
  const units = new Set<Element>();
  const seen = new Set<Node>();
  let news = false;
  for (const { type, target, addedNodes, removedNodes, previousSibling } of records) {
    // Of attributes, or something that went.
    news ||= !addedNodes.length;
    if (type === 'attributes') {
      take(units, target as Element);
      continue;
    }
    for (const node of addedNodes) {
      const isElement = node.nodeType === 1;
      if (isElement && isOurs(node as Element)) continue;
      news = true;
      if (!isElement) continue;
      seen.add(node);
      // What stands in an element that was added, too, was taken with that.
      if (!seen.has(target)) take(units, node as Element);
    }
    for (const node of removedNodes) {
      if (node.nodeType !== 1) continue;
      if (isMention(node as Element)) {
        // The row that it stood in may speak of something else now.
        const row = blocks.get(node as Element);
        if (row) take(units, row);
        clear(node as Element);
      }
      // A framework that removed our cover must not leave what it covered without one.
      if (!isOurs(node as Element)) continue;
      take(units, target as Element);
      if (previousSibling?.nodeType === 1) take(units, previousSibling as Element);
    }
  }
  // What we draw ourselves changes nothing.
  if (news) judgeAll(units);
}

/** Adds the card that this element is part of; or what it is and holds, with all of the row that it stands in. */
function take(units: Set<Element>, element: Element): void {
  const card = cardAround(element);
  if (card) units.add(card);
  else {
    if (isMention(element)) units.add(element);
    for (const unit of unitsIn(element.closest(`[${MARK}]`) ?? element)) units.add(unit);
  }
}

/** Judges these, and the page. */
function judgeAll(units: Iterable<Element>): void {
  const list = [...units];
  const url = location.href;
  if (surface.url !== url) surface = { url, of: surfaceOf(url) };
  readPage();
  const inline = list.length <= INLINE_UNITS;
  unseen(() => {
    for (const unit of list) {
      if (inline) judge(unit, url);
      else {
        const ref = refOf(unit, url);
        if ((ref ? mayCover(ref) : isCard(unit)) && !markOf(unit) && !blocks.has(unit))
          unit.setAttribute(MARK, 'wait');
        queue.add(unit);
      }
    }
    const repo = judgePage();
    if (repo && isAtWork()) want(repo);
    settled();
  });
  if (inline || slicing) return;
  slicing = true;
  setTimeout(judgeSlice);
}

function judgeSlice(): void {
  const end = Date.now() + SLICE_MS;
  unseen(() => {
    for (const unit of queue) {
      queue.delete(unit);
      if (unit.isConnected) judge(unit, location.href);
      if (Date.now() > end) break;
    }
    settled();
  });
  slicing = queue.size > 0;
  if (slicing) setTimeout(judgeSlice);
}

/** Asks what is to be asked; the drawing says what is hidden. */
function settled(): void {
  if (unasked.size && !asking) {
    asking = true;
    setTimeout(askBatch);
  }
  shared.draw?.settled();
}

const refOf = (unit: Element, url: string): RepoRef | null =>
  isCard(unit) ? refOfCard(unit, url) : refOfMention(unit, url, isSuspect);

function judge(unit: Element, url: string): void {
  const card = isCard(unit);
  const ref = refOf(unit, url);
  if (!ref || (!card && isPagesOwn(ref))) {
    clear(unit);
    if (card) for (const mention of mentionsIn(unit)) judge(mention, url);
    return;
  }
  const block = card ? unit : blockFor(unit, ref);
  const decision = decisionFor(ref, contextOf(unit, surface.of, card), block);
  const calm = isCalm(ref);
  // The rest of a long list: nothing is drawn on untagged ones unasked, so not even a mark, which the browser would have to style.
  if (calm && card && shared.draw?.full && !markOf(unit)) return;
  const state = stateOf(decision, isShown(ref, 'card'));
  mark(block, state === 'safe' && !card ? null : state);
  shared.draw?.card(block, ref, state, decision, card);
  if (!calm && isAtWork()) want(ref, unit);
}

/** The row that a link stands in; what the link's old row was is nobody's any more. */
function blockFor(unit: Element, ref: RepoRef): Element {
  const block = unit.tagName === 'A' ? blockOf(unit, ref, location.href) : unit;
  const before = blocks.get(unit);
  if (before && before !== block) clear(before);
  // It waited alone (judgeAll) before its row was known.
  if (block !== unit) unit.removeAttribute(MARK);
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
  if (unit)
    waiting.set(key, [...(waiting.get(key) ?? []).filter((one) => one !== unit && one.isConnected), unit]);
  if (asked.has(key)) return;
  asked.set(key, ref);
  unasked.set(key, ref);
}

async function askBatch(): Promise<void> {
  asking = false;
  const batch = [...unasked.values()].slice(0, BATCH);
  if (batch.length === 0) return;
  const keys = batch.map(repoKey);
  for (const key of keys) unasked.delete(key);
  if (unasked.size) setTimeout(askBatch);
  // Whatever went wrong, the person is told and offered a way on; what is unknown stays covered, what was known stays known.
  const answers = await send('verdicts.ask', { refs: batch, page: location.href }).catch(() => null);
  for (const key of keys) learn(key, answers?.[key] ?? { ...verdictOf(key), at: Date.now(), failed: true });
  const units = keys.flatMap((key) => waiting.get(key) ?? []);
  for (const key of keys) if (!isUnknown(key)) waiting.delete(key);
  judgeAll(units.filter((unit) => unit.isConnected));
}

/** Asks once more for what could not be checked (lib/draw/again.ts says when). */
function askAgain(): void {
  for (const [key, ref] of asked) if (verdictOf(key).failed) unasked.set(key, ref);
  if (unasked.size) void askBatch();
}
