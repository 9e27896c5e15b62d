/** A heading of a card gets its entry while it is pointed at or has the focus, and none at any other time: one for all of them. */

import { shared } from '../guard/shared.ts';
import { headingOf } from '../hub/passage.ts';
import { parseHubUrl } from '../hub/url.ts';
import { taken } from './idle.ts';
import { openReportHere } from './open.ts';
import { button, type Host, icon, makeHost } from './parts.ts';
import { onTrusted } from './trusted.ts';
import { WORDS } from './words.ts';

const HEADINGS = 'h1,h2,h3,h4,h5,h6';

let entry: (Host & { heading: Element | null }) | null = null;

export function watchSections(): void {
  const come = ({ target }: Event) => {
    if (!(target instanceof Element)) return;
    if (entry?.heading?.contains(target)) return;
    const heading = target.closest(HEADINGS);
    if (heading) show(heading);
    else if (entry?.heading && !entry.root.activeElement) hide();
  };
  document.addEventListener('pointerover', come, { passive: true });
  document.addEventListener('focusin', come);
}

function show(heading: Element): void {
  if (!shared.guard?.wantsButtons() || !headingOf(heading) || !taken(heading)) return;
  const place = parseHubUrl(location.href);
  if (place?.kind !== 'repo' || place.view !== 'card') return;
  entry ??= { ...makeHost('point'), heading: null };
  if (!entry.root.querySelector('button')) {
    const made = button('point-icon section', WORDS.reportSection, icon('flag'));
    made.title = WORDS.reportSection;
    made.setAttribute('data-role', 'report-section');
    onTrusted(made, 'click', () => {
      const section = entry?.heading && headingOf(entry.heading);
      // The entry goes when the pointer does; the heading's own link stays.
      const link = entry?.heading?.querySelector('a');
      if (section) openReportHere({ kind: 'section', section }, link ?? null, section.id);
    });
    entry.root.append(made);
  }
  entry.heading = heading;
  heading.append(entry.host);
}

function hide(): void {
  entry?.host.remove();
  if (entry) entry.heading = null;
}
