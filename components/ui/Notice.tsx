import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

export type NoticeKind = 'info' | 'done' | 'warn' | 'error';

const ICONS = { info: 'info', done: 'check', warn: 'warn', error: 'error' } as const;
const SAID = { info: 'Note: ', done: 'Done: ', warn: 'Warning: ', error: 'Error: ' } as const;

interface NoticeProps {
  kind: NoticeKind;
  title?: ReactNode;
  children?: ReactNode;
  /** The way out: buttons or links. */
  actions?: ReactNode;
  /** It was there from the start and announces nothing. */
  standing?: boolean;
}

/** Errors are announced at once, the rest when the screen reader pauses. */
export function Notice({ kind, title, children, actions, standing }: NoticeProps) {
  const role = standing ? undefined : kind === 'error' ? 'alert' : 'status';
  return (
    <div className="ui-notice" data-tone={kind} role={role}>
      <Icon name={ICONS[kind]} />
      <div className="ui-notice-body">
        <span className="ui-unseen">{SAID[kind]}</span>
        {title && <p className="ui-notice-title">{title}</p>}
        {children && <div>{children}</div>}
        {actions && <div className="ui-notice-actions">{actions}</div>}
      </div>
    </div>
  );
}
