import type { MouseEvent } from 'react';
import { ask } from '../../lib/platform/ask.ts';
import { FilterControls, FilterStatus } from '../ui/FilterControls.tsx';
import { PAGES, type PageName, pageHref } from '../ui/Page.tsx';
import { WithSettings } from '../ui/WithSettings.tsx';
import { HostAccess } from './HostAccess.tsx';
import { PolicyNews } from './PolicyNews.tsx';
import { ReportNews } from './ReportNews.tsx';
import { ThisPage } from './ThisPage.tsx';
import '../ui/page.css';
import './popup.css';

/** Behind the toolbar button: what is in force now, and the way to the rest. */
export function PopupPage() {
  return (
    <div className="popup ui">
      <header className="popup-head">
        <img src="/icon/48.png" alt="" />
        <h1>Hub Steward</h1>
      </header>
      <main>
        <HostAccess />
        <PolicyNews />
        <ReportNews />
        <WithSettings>
          {({ filter }) => (
            <>
              <FilterControls filter={filter} compact>
                <ThisPage filter={filter} />
              </FilterControls>
              <FilterStatus filter={filter} />
            </>
          )}
        </WithSettings>
      </main>
      <nav aria-label="Pages of Hub Steward">
        <ul className="popup-links">
          {(['reports', 'policy', 'options'] as const).map((page) => (
            <li key={page}>
              <a
                href={pageHref(page)}
                target="_blank"
                rel="noreferrer"
                onClick={(event) => void open(event, page)}
              >
                {PAGES[page]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <footer className="ui-small ui-quiet">Unofficial. Not made or endorsed by Hugging Face.</footer>
    </div>
  );
}

/** The worker opens the page, so that the popup can close; without it, the link does what links do. */
async function open(event: MouseEvent<HTMLAnchorElement>, page: PageName): Promise<void> {
  event.preventDefault();
  try {
    await ask('page.open', { page });
  } catch {
    window.open(pageHref(page), '_blank', 'noreferrer');
  }
  window.close();
}
