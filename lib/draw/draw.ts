/** Everything that is drawn into the Hub's pages: a script of its own, loaded when the page is idle. The guard has covered long before. */
import { startRules } from '../guard/rules.ts';
import { shared } from '../guard/shared.ts';
import { askAgainWhenOnline } from './again.ts';
import { drawCard, drawSettled, undrawCard, watchForLateButtons } from './cards.ts';
import { drawNoPage, drawPage } from './page.ts';
import { lookForPointsSoon } from './points.ts';
import { watchSections } from './sections.ts';
import { watchSelections } from './selection.ts';
import { followView } from './view.ts';

export function startDrawing(): void {
  if (shared.draw) return;
  shared.draw = {
    card: drawCard,
    uncard: undrawCard,
    page: drawPage,
    noPage: drawNoPage,
    settled(url) {
      drawSettled();
      lookForPointsSoon(url);
    },
  };
  watchForLateButtons();
  watchSections();
  watchSelections();
  followView();
  askAgainWhenOnline();
  // Either way everything is judged and drawn anew; rules may have been made after this page was opened.
  if (shared.rules) shared.guard?.redraw();
  else startRules();
}
