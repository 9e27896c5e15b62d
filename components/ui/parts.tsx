/** The small things that are only read. */
import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';

export function Card({ children, label }: { children: ReactNode; label?: string }) {
  return label ? (
    <section className="ui-card" aria-label={label}>
      {children}
    </section>
  ) : (
    <div className="ui-card">{children}</div>
  );
}

interface EmptyStateProps {
  icon: IconName;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="ui-empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      {children && <div className="ui-empty-body">{children}</div>}
      {actions && <div className="row">{actions}</div>}
    </div>
  );
}

/** Never a bare spinner: the text says what is waited for. */
export function Busy({ children }: { children: ReactNode }) {
  return (
    <p className="ui-busy" role="status">
      <span className="ui-spinner" aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}

interface QuoteProps {
  children: ReactNode;
  /** Whose words: "Hugging Face Content Policy". */
  from: ReactNode;
  /** Which version, which rule, which hash. */
  source?: ReactNode;
  cite?: string;
}

/** Words that are not ours, marked as such for eye and ear. */
export function Quote({ children, from, source, cite }: QuoteProps) {
  return (
    <figure className="ui-quote">
      <p className="ui-quote-from">Quoted from {from}</p>
      <blockquote cite={cite}>{children}</blockquote>
      {source && <figcaption className="ui-quote-source">{source}</figcaption>}
    </figure>
  );
}
