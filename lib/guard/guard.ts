/**
 * The guard: loaded on every page of the Hub at document_start, so small, without React or zod.
 *
 *   what is alive when
 *   ──────────────────────────────────────────────────────────────────────────────────────────
 *   observer        always: one for the document; added nodes and three attributes; one flush a callback
 *   judge           in the flush itself, before the browser can paint; above INLINE_CARDS at once: `wait` now, judged in slices
 *   questions       one batch to the worker after each task that met unknown repositories
 *   page            on repository pages only: which repository, its body's cover (page.ts)
 *   drawing         another script, once the page is idle: covers' buttons, Report buttons, walls (lib/draw)
 *
 * A framework may wipe what we wrote at any time: verdicts are kept by repository, and whatever is rendered anew is judged anew.
 */
import { cardAround, cardElementsIn, refOfCard } from '../hub/page.ts';
import { type RepoRef, refOfKey, repoKey } from '../hub/ref.ts';
import { ask } from '../platform/ask.ts';
import { MARK, markCard, markOf, OURS, stateOf, unmark } from './marks.ts';
import { judgePage } from './page.ts';
import { shared } from './shared.ts';
import {
  decisionFor,
  filter,
  followSettings,
  isRevealed,
  learn,
  readState,
  revealKey,
  setRevealed,
  verdictOf,
  wantsCardButtons,
} from './state.ts';

/** Above this many at once, judging would be felt: it goes on in slices. */
const INLINE_CARDS = 500;
/** Longest stretch of work between two frames. */
const SLICE_MS = 4;
/** How long to leave the Hub alone after it could not be asked; doubled each time it could not again. */
const ASK_AGAIN_MS = 60_000;
const ASK_AGAIN_MAX_MS = 16 * ASK_AGAIN_MS;
/** Most repositories in one question (lib/platform/messages.ts MAX_REFS). */
const BATCH = 500;

const queue = new Set<Element>();
const unasked = new Map<string, RepoRef>();
const asked = new Set<string>();
/** Cards that wait for an answer: when it comes, these are judged again, and no others. */
const waiting = new Map<string, Element[]>();
let slicing = false;
let asking = false;
let againIn = ASK_AGAIN_MS;
let againTimer: ReturnType<typeof setTimeout> | undefined;

const observer = new MutationObserver(flush);

/** Starts the guard in this document. */
export function startGuard(): void {
  // Injected into a page that has us already (both at installation, and by the browser itself).
  if (shared.guard) return;
  observer.observe(document, {
    childList: true,
    subtree: true,
    attributes: true,
    // `href`: keyed lists reuse a card for another repository. The others: a framework took our marks away.
    attributeFilter: ['href', MARK, 'inert'],
  });
  shared.guard = {
    reveal(keys, shown) {
      for (const key of keys) setRevealed(key, shown);
      judgeEverything();
    },
    isRevealed,
    refOf: (card) => refOfCard(card, location.href),
    wantsButtons: wantsCardButtons,
    redraw: judgeEverything,
  };
  judgeAll(cardElementsIn(document));
  lookAtPage();
  followSettings(judgeEverything);
  readState().then(judgeEverything, judgeEverything);
  addEventListener('pageshow', (event) => {
    if (event.persisted) readState().then(judgeEverything, judgeEverything);
  });
  addEventListener('online', askAgain);
}

/** After a change of settings, or the first reading of them: every card and the page, anew. */
export function judgeEverything(): void {
  document.documentElement.setAttribute('data-steward-filter', filter()?.on ? 'on' : 'off');
  judgeAll(cardElementsIn(document));
  lookAtPage();
}

function flush(records: MutationRecord[]): void {
  const cards = new Set<Element>();
  for (const record of records) {
    if (record.type === 'attributes') {
      const card = cardAround(record.target as Element);
      if (card) cards.add(card);
      continue;
    }
    for (const node of record.addedNodes) {
      if (node.nodeType !== 1 || (node as Element).hasAttribute(OURS)) continue;
      const card = cardAround(node as Element);
      if (card) cards.add(card);
      else if ((node as Element).firstElementChild)
        for (const c of cardElementsIn(node as Element)) cards.add(c);
    }
    // A framework that removed our cover must not leave the card without one.
    for (const node of record.removedNodes) {
      if (node.nodeType !== 1 || !(node as Element).hasAttribute(OURS)) continue;
      const card = cardAround(record.target as Element);
      if (card) cards.add(card);
    }
  }
  judgeAll(cards);
  lookAtPage();
}

function judgeAll(cards: Iterable<Element>): void {
  const list = Array.from(cards);
  if (list.length <= INLINE_CARDS) {
    for (const card of list) judgeCard(card);
    settled();
    return;
  }
  for (const card of list) {
    if (!markOf(card)) card.setAttribute(MARK, 'wait');
    queue.add(card);
  }
  settled();
  if (!slicing) {
    slicing = true;
    setTimeout(judgeSlice);
  }
}

function judgeSlice(): void {
  const end = performance.now() + SLICE_MS;
  for (const card of queue) {
    queue.delete(card);
    if (card.isConnected) judgeCard(card);
    if (performance.now() > end) break;
  }
  settled();
  slicing = queue.size > 0;
  if (slicing) setTimeout(judgeSlice);
}

/** Our own writes are no news: drop their records, ask what is to be asked, say what is hidden. */
function settled(): void {
  observer.takeRecords();
  if (unasked.size > 0 && !asking) {
    asking = true;
    setTimeout(askBatch);
  }
  const hides = filter()?.action === 'hide';
  shared.draw?.hidden(hides ? document.querySelectorAll(`[${MARK}="hide"]`).length : 0);
}

function judgeCard(card: Element): void {
  const ref = refOfCard(card, location.href);
  if (!ref) {
    unmark(card);
    shared.draw?.uncard(card);
    return;
  }
  const decision = decisionFor(ref, 'card');
  const state = stateOf(decision, isRevealed(revealKey(ref, 'card')));
  markCard(card, state);
  shared.draw?.card(card, ref, state);
  if (filter()?.on) want(ref, card);
}

function lookAtPage(): void {
  const repo = judgePage();
  if (repo && filter()?.on) want(repo);
  observer.takeRecords();
}

function want(ref: RepoRef, card?: Element): void {
  const key = repoKey(ref);
  if (verdictOf(key).nfaa !== null) return;
  if (card)
    waiting.set(key, [...(waiting.get(key) ?? []).filter((one) => one !== card && one.isConnected), card]);
  if (asked.has(key)) return;
  asked.add(key);
  unasked.set(key, ref);
}

async function askBatch(): Promise<void> {
  asking = false;
  const batch = Array.from(unasked.values()).slice(0, BATCH);
  if (batch.length === 0) return;
  const keys = batch.map(repoKey);
  for (const key of keys) unasked.delete(key);
  if (unasked.size > 0) setTimeout(askBatch);
  try {
    const answers = await ask('verdicts.ask', { refs: batch, page: location.href });
    for (const key of keys)
      learn(key, answers[key] ?? { nfaa: null, source: 'none', at: Date.now(), failed: true });
  } catch {
    // Whatever went wrong, the person is told and offered a way on; what is unknown stays covered.
    for (const key of keys) learn(key, { nfaa: null, source: 'none', at: Date.now(), failed: true });
  }
  if (!keys.some((key) => verdictOf(key).failed)) againIn = ASK_AGAIN_MS;
  else {
    againTimer ??= setTimeout(() => {
      againIn = Math.min(againIn * 2, ASK_AGAIN_MAX_MS);
      askAgain();
    }, againIn);
  }
  const cards = keys.flatMap((key) => waiting.get(key) ?? []);
  for (const key of keys) if (verdictOf(key).nfaa !== null) waiting.delete(key);
  judgeAll(cards.filter((card) => card.isConnected));
  lookAtPage();
}

/** Asks once more for what could not be checked. */
function askAgain(): void {
  clearTimeout(againTimer);
  againTimer = undefined;
  for (const key of asked) {
    if (!verdictOf(key).failed) continue;
    unasked.set(key, refOfKey(key));
  }
  if (unasked.size > 0) void askBatch();
}
