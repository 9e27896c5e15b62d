import { useState } from 'react';

/** Copies words, and says whether that worked. `copied`: a sentence, or `null` before the first time. */
export function useCopy(): { copied: string | null; copy: (text: string) => Promise<void> } {
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied('Copied.');
    } catch {
      setCopied('The browser did not allow copying. Select the text and copy it yourself.');
    }
  };
  return { copied, copy };
}
