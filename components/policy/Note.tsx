import type { ReactNode } from 'react';

/** Words of ours beside words of Hugging Face's: never without saying so. */
export function Note({ children, title = 'Note by Hub Steward' }: { children: ReactNode; title?: string }) {
  return (
    <div className="policy-note" role="note">
      <p className="policy-note-by">{title}</p>
      {children}
    </div>
  );
}
