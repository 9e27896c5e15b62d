/** In the person's own words, with hints while they type: local, never blocking, and said once the typing pauses. */
import { useEffect, useId, useState } from 'react';
import { classOf } from '../../lib/report/draft-text.ts';
import { MAX_TEXT } from '../../lib/report/max-text.ts';
import { type Hint, hintsFor } from '../../lib/report/tone.ts';
import { Button } from '../ui/Button.tsx';
import { currentRoute, currentText, waitsForYes } from './derived.ts';
import { usePanel } from './store.ts';

/** The count is shown when it begins to matter. */
const COUNT_FROM = MAX_TEXT - 1_000;
/** After the last key: nobody wants to be corrected in the middle of a word. */
const HINT_MS = 700;
const SHOWN = 3;
const LONGEST_QUOTE = 60;

export function Words() {
  const state = usePanel();
  const id = useId();
  const route = currentRoute(state);
  const text = currentText(state);
  if (!route?.allowsText) return null;
  const waits = waitsForYes(state);
  const { passage } = state.target ?? {};
  return (
    <section>
      {passage && <Passage text={passage} />}
      <label className="panel-label" htmlFor={`${id}-text`}>
        {state.draft?.join ? 'What is new?' : 'What did you see, and where?'}
      </label>
      <textarea
        id={`${id}-text`}
        className="panel-text"
        rows={6}
        maxLength={MAX_TEXT}
        disabled={waits}
        aria-describedby={`${id}-hint`}
        value={text}
        onChange={(event) => state.write(event.target.value)}
      />
      <p className="panel-hint" id={`${id}-hint`}>
        {waits
          ? 'Tick the box above first: this topic is private unless you decide otherwise.'
          : route.kind === 'private-mail'
            ? 'Facts and places help most. The mail is yours: you can change it before you send it.'
            : 'Facts and places help most. Leave out names, addresses and other private data: this is public.'}
        {text.length > COUNT_FROM && ` ${MAX_TEXT - text.length} characters left.`}
      </p>
      <Hints text={text} audience={classOf(route.kind)} />
    </section>
  );
}

function Hints({ text, audience }: { text: string; audience: 'public' | 'private' }) {
  const [read, setRead] = useState({ text: '', hints: [] as Hint[] });
  useEffect(() => {
    const timer = setTimeout(() => setRead({ text, hints: hintsFor(text, audience) }), HINT_MS);
    return () => clearTimeout(timer);
  }, [text, audience]);
  // One sentence for all places that it is about.
  const sentences = [...new Set(read.hints.map(({ sentence }) => sentence))].slice(0, SHOWN);
  return (
    <div className="panel-hints" role="status">
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

/** What was selected on the page goes with the report, unless the person leaves it out. */
function Passage({ text }: { text: string }) {
  const drop = usePanel((state) => state.dropPassage);
  return (
    <figure className="panel-passage">
      <figcaption>
        The passage that you selected is quoted{' '}
        <Button small look="quiet" onClick={() => drop()}>
          Leave it out
        </Button>
      </figcaption>
      <blockquote>{text}</blockquote>
    </figure>
  );
}
