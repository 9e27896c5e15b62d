/** Everything that is drawn into the Hub's pages: a script of its own, loaded when the page is idle. The guard has covered long before. */
import { shared } from '../guard/shared.ts';
import { drawCard, drawHidden, undrawCard, watchForLateButtons } from './cards.ts';
import { drawPage } from './page.ts';

export function startDrawing(): void {
  if (shared.draw) return;
  shared.draw = { card: drawCard, uncard: undrawCard, page: drawPage, hidden: drawHidden };
  watchForLateButtons();
  shared.guard?.redraw();
}
