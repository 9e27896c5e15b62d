/** The person's own note, kept on this device while they write. */
import { useEffect, useId, useRef, useState } from 'react';
import { ask } from '../../lib/platform/ask.ts';
import { MAX_NOTE } from '../../lib/report/follow.ts';
import { sentence } from '../ui/sentence.ts';
import { useReports } from './store.ts';

export const SAVE_AFTER = 600;

export function NoteField({ id, note }: { id: string; note: string }) {
  const field = useId();
  const [text, setText] = useState(note);
  const [state, setState] = useState<'kept' | 'typing' | { problem: string } | null>(null);
  const waiting = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const save = async () => {
    clearTimeout(timer.current);
    const words = waiting.current;
    if (words === null) return;
    waiting.current = null;
    try {
      const row = await ask('follow.note', { id, note: words });
      useReports.getState().keep(row);
      if (waiting.current === null) setState('kept');
    } catch (error) {
      waiting.current ??= words;
      setState({ problem: sentence(error) });
    }
  };
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    // A page that is closed or a part that is folded up keeps what was written until then.
    const leave = () => void latest.current();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);

  const write = (words: string) => {
    setText(words);
    setState('typing');
    waiting.current = words;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void latest.current(), SAVE_AFTER);
  };
  return (
    <div className="ui-field">
      <label htmlFor={field}>Your notes</label>
      <textarea
        id={field}
        className="ui-input"
        rows={3}
        maxLength={MAX_NOTE}
        value={text}
        aria-describedby={`${field}-state`}
        onChange={(event) => write(event.target.value)}
        onBlur={() => void save()}
      />
      <p className="ui-small ui-quiet" id={`${field}-state`} role="status">
        {state === 'kept'
          ? 'Kept on this device.'
          : state !== null && typeof state === 'object'
            ? `Not kept: ${state.problem}`
            : 'Only for you, on this device. Nothing of it is sent.'}
      </p>
    </div>
  );
}
