/** What could not be checked is asked about again: soon after the network is back, and ever more rarely while the Hub does not answer. */
import { BODY_MARK, EMBED_MARK, MARK, MEDIA_MARK } from '../guard/marks.ts';
import { shared } from '../guard/shared.ts';

/** How long to leave the Hub alone after it could not be asked; doubled each time it could not again. */
const ASK_AGAIN_MS = 60_000;
const ASK_AGAIN_MAX_MS = 16 * ASK_AGAIN_MS;
const FAILED = [MARK, BODY_MARK, MEDIA_MARK, EMBED_MARK].map((mark) => `[${mark}="failed"]`).join();

/** Cards come in bursts, and the whole page is looked through. */
const LOOK_AFTER_MS = 1_000;

let wait = ASK_AGAIN_MS;
let timer: ReturnType<typeof setTimeout> | undefined;
let looking = false;
/** Nothing failed, nothing to look for. */
let failed = false;

/** Call whenever something could not be checked. */
export function noteFailed(): void {
  failed = true;
}

/** Call whenever something was judged. */
export function askAgainLater(): void {
  if (looking || !failed) return;
  looking = true;
  setTimeout(() => {
    looking = false;
    look();
  }, LOOK_AFTER_MS);
}

function look(): void {
  if (!document.querySelector(FAILED)) {
    failed = false;
    clearTimeout(timer);
    timer = undefined;
    wait = ASK_AGAIN_MS;
  } else if (timer === undefined) {
    timer = setTimeout(() => {
      timer = undefined;
      wait = Math.min(wait * 2, ASK_AGAIN_MAX_MS);
      shared.guard?.askAgain();
    }, wait);
  }
}

export function askAgainWhenOnline(): void {
  addEventListener('online', () => shared.guard?.askAgain());
}
