import type { AnchorHTMLAttributes, ButtonHTMLAttributes, MouseEvent, ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';

interface Appearance {
  /** One primary button a view; `danger` for what cannot be taken back. */
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  small?: boolean;
  icon?: IconName;
  children: ReactNode;
}

interface ButtonProps extends Appearance, Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  /** Work is under way: presses do nothing, but the focus stays where it was. */
  busy?: boolean;
}

export function Button({ look = 'plain', small, icon, busy, onClick, children, ...rest }: ButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      className="ui-button"
      data-look={look}
      data-small={small || undefined}
      aria-disabled={busy || undefined}
      onClick={press}
    >
      {busy ? <span className="ui-spinner" aria-hidden="true" /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

interface LinkProps extends Appearance, Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'children' | 'href'> {
  href: string;
  /** Leaves our pages: opens in a new tab, and says so. */
  outside?: boolean;
}

/** Goes somewhere, so it is a link, whatever it looks like. */
export function LinkButton({ look = 'plain', small, icon, outside, children, ...rest }: LinkProps) {
  return (
    <a
      {...rest}
      {...(outside ? { target: '_blank', rel: 'noreferrer' } : {})}
      className="ui-button"
      data-look={look}
      data-small={small || undefined}
    >
      {icon && <Icon name={icon} />}
      {children}
      {outside && <span className="ui-unseen"> (opens in a new tab)</span>}
    </a>
  );
}

/** A link in running text that leaves our pages. */
export function OutLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
      <span className="ui-unseen"> (opens in a new tab)</span>
    </a>
  );
}
