import type { ReactNode } from 'react';
import { OutLink } from './Button.tsx';

/** Our pages by the names that `page.open` knows, and what they are called everywhere. */
export const PAGES = {
  reports: 'My reports',
  policy: 'The policy',
  options: 'Options',
  welcome: 'Welcome',
} as const;
export type PageName = keyof typeof PAGES;

/** Address of one of our pages, from any other of them. */
export const pageHref = (page: PageName): string => `/${page}.html`;

export const UNOFFICIAL = 'Hub Steward is unofficial. It is not made, endorsed or supported by Hugging Face.';

interface PageProps {
  page: PageName;
  title: string;
  lead?: ReactNode;
  /** For a page with a column of contents beside its text. */
  wide?: boolean;
  children: ReactNode;
}

/** Frame of a whole page: way past the navigation, header, one main with the only h1, footer. */
export function Page({ page, title, lead, wide, children }: PageProps) {
  return (
    <div className="page ui" data-wide={wide || undefined}>
      <a className="page-skip" href="#main">
        Skip to the content
      </a>
      <header className="page-head">
        <div className="page-head-in">
          <span className="page-brand">
            <img src="/icon/48.png" alt="" />
            Hub Steward
          </span>
          <nav className="page-nav" aria-label="Pages of Hub Steward">
            <ul>
              {(['reports', 'policy', 'options'] as const).map((name) => (
                <li key={name}>
                  <a href={pageHref(name)} aria-current={name === page ? 'page' : undefined}>
                    {PAGES[name]}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
      </header>
      <main className="page-main stack" id="main" tabIndex={-1}>
        <div>
          <h1 className="page-title">{title}</h1>
          {lead && <p className="page-lead">{lead}</p>}
        </div>
        {children}
      </main>
      <footer className="page-foot">
        <div className="page-foot-in">
          {UNOFFICIAL} Nothing here is legal advice. What counts is the{' '}
          <OutLink href="https://huggingface.co/content-policy">Hub's own policy page</OutLink>.
        </div>
      </footer>
    </div>
  );
}
