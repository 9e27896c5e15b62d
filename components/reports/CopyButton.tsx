import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '../ui/Button.tsx';

/** Copies, and says whether that worked; where the clipboard is closed, the text can be selected under Details. */
export function CopyButton({ text, children }: { text: string; children: ReactNode }) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(null), 4_000);
    return () => clearTimeout(timer);
  }, [outcome]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('refused');
    }
  }
  return (
    <>
      <Button small icon={outcome === 'copied' ? 'check' : 'copy'} onClick={() => void copy()}>
        {children}
      </Button>
      <span className="ui-small ui-quiet" role="status">
        {outcome === 'copied' && 'Copied'}
        {outcome === 'refused' && 'The browser refused. Select the text under Details instead.'}
      </span>
    </>
  );
}
