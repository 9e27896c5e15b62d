/** Hints on what is being typed for others to read: local, never in the way, and said once the typing pauses. */
import { useEffect, useState } from 'react';
import { type Hint, hintsFor } from '../../lib/report/tone.ts';

/** After the last key: nobody wants to be corrected in the middle of a word. */
const HINT_MS = 700;
const SHOWN = 3;
const LONGEST_QUOTE = 60;

export function Hints({
  text,
  audience,
  className,
}: {
  text: string;
  audience: 'public' | 'private';
  className: string;
}) {
  const [read, setRead] = useState({ text: '', hints: [] as Hint[] });
  useEffect(() => {
    const timer = setTimeout(() => setRead({ text, hints: hintsFor(text, audience) }), HINT_MS);
    return () => clearTimeout(timer);
  }, [text, audience]);
  // One sentence for all places that it is about.
  const sentences = [...new Set(read.hints.map(({ sentence }) => sentence))].slice(0, SHOWN);
  return (
    <div className={className} role="status">
      {sentences.map((sentence) => (
        <p key={sentence}>
          {read.hints
            .filter((hint) => hint.sentence === sentence)
            .slice(0, SHOWN)
            .map(({ from, to }) => (
              <mark key={from}>{read.text.slice(from, Math.min(to, from + LONGEST_QUOTE))}</mark>
            ))}{' '}
          {sentence}
        </p>
      ))}
    </div>
  );
}
