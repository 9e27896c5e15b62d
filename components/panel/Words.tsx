/** In the person's own words, with hints while they type: local, never blocking, and said once the typing pauses. */
import { useId } from 'react';
import { classOf } from '../../lib/report/draft-text.ts';
import { MAX_TEXT } from '../../lib/report/max-text.ts';
import { Button } from '../ui/Button.tsx';
import { Hints } from '../ui/Hints.tsx';
import { currentRoute, currentText, waitsForYes } from './derived.ts';
import { usePanel } from './store.ts';

/** The count is shown when it begins to matter. */
const COUNT_FROM = MAX_TEXT - 1_000;
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
      <Hints text={text} audience={classOf(route.kind)} className="panel-hints" />
    </section>
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
