/** Who will see it, first; what is already there; then the words, with exactly what will be read beside them. */
import { HOTLINES } from '../../lib/report/hotlines.ts';
import { isPrivateOnlyTopic } from '../../lib/report/route.ts';
import { Button, OutLink } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Busy } from '../ui/parts.tsx';
import { Audience } from './Audience.tsx';
import { Discard } from './Discard.tsx';
import { currentFork, currentRoute, missing, takesPicture, topicOf, waitsForYes } from './derived.ts';
import { Exactly } from './Exactly.tsx';
import { Remedies } from './Fork.tsx';
import { Look } from './Look.tsx';
import { OwnPicture } from './OwnPicture.tsx';
import { Questions } from './Questions.tsx';
import { Revision } from './Revision.tsx';
import { usePanel } from './store.ts';
import { Words } from './Words.tsx';

export function WriteStep() {
  const state = usePanel();
  const topic = topicOf(state);
  const route = currentRoute(state);
  if (!topic || !route) return null;
  if (state.account === null) return <Busy>Finding out which ways there are…</Busy>;
  const minors = isPrivateOnlyTopic(topic.id);
  const fork = currentFork(state);
  const needed = missing(state);

  return (
    <div className="panel-write" data-live={route.allowsText || undefined}>
      <div className="panel-writing">
        <p className="panel-chosen">
          <strong>{topic.name}</strong>
          {fork && <span className="ui-quiet">{fork === 'restricted' ? 'Remove it' : 'Make it safe'}</span>}
          <Button small look="quiet" onClick={() => state.goTo('topic')}>
            Change the topic
          </Button>
        </p>
        {topic.note && (
          <Notice kind="info" standing>
            {topic.note}
          </Notice>
        )}
        <Revision />
        <Audience />
        {route.kind !== 'private-mail' && <Look />}
        {minors && <Hotlines />}
        {route.allowsText && (
          <>
            <Words />
            <Questions />
            <Remedies />
          </>
        )}
        {takesPicture(state) && <OwnPicture />}
      </div>
      {route.allowsText && !waitsForYes(state) && <Exactly live />}
      <div className="panel-actions">
        <Button onClick={() => state.goTo('topic')}>Back</Button>
        <Button
          look="primary"
          disabled={waitsForYes(state) || needed.length > 0}
          onClick={() => state.goTo('preview')}
        >
          Preview
        </Button>
        {needed.length > 0 && (
          <span className="panel-hint">Needed first: {needed.map(({ label }) => label).join(' ')}</span>
        )}
        <Saved />
        <Discard />
      </div>
    </div>
  );
}

function Saved() {
  const { draftSaved, saveProblem } = usePanel();
  return (
    <span className="panel-saved" role="status">
      {saveProblem ? `The draft is not kept: ${saveProblem}` : draftSaved ? 'Draft kept on this device' : ''}
    </span>
  );
}

function Hotlines() {
  return (
    <Notice kind="warn" standing title="Do not describe, copy or download the material">
      <p>
        The mail carries only where it is: address, path and revision. A hotline can act faster than anyone
        else; you can report there without your name.
      </p>
      <ul className="panel-existing">
        {HOTLINES.map((line) => (
          <li key={line.url}>
            <OutLink href={line.url}>{line.name}</OutLink> <span className="ui-quiet">{line.region}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
