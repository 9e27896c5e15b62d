/** Who will see it, first; what is already there; then the words. */
import { useId } from 'react';
import { ask } from '../../lib/platform/ask.ts';
import { HOTLINES } from '../../lib/report/hotlines.ts';
import { MAX_TEXT } from '../../lib/report/max-text.ts';
import type { Report } from '../../lib/report/report.ts';
import { Button, OutLink } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Busy } from '../ui/parts.tsx';
import { currentRoute, currentText, routes, topicOf } from './derived.ts';
import { usePanel } from './store.ts';

/** The count is shown when it begins to matter. */
const COUNT_FROM = MAX_TEXT - 1_000;

const NAMES = {
  'public-api': 'Public: a thread in the Community tab',
  'public-form': 'Public: the Hub’s own form, filled in for you',
  'private-mail': 'Private: a mail',
} as const;

/** The policy's own remedies (2023-08-30, Moderated Content A and B). */
const REMEDIES: { value: NonNullable<Report['remedy']>; label: string }[] = [
  { value: 'nfaa', label: 'Add the Not-For-All-Audiences tag' },
  { value: 'documentation', label: 'Document the risks in the card' },
  { value: 'gating', label: 'Gate the access' },
  { value: 'private', label: 'Make it private' },
];

export function WriteStep() {
  const state = usePanel();
  const id = useId();
  const topic = topicOf(state);
  const route = currentRoute(state);
  const all = routes(state);
  if (!topic || !route) return null;
  if (state.account === null) return <Busy>Finding out which ways there are…</Busy>;
  const text = currentText(state);
  const only = all.length === 1;
  const minors = topic.defaultRoute === 'private-only';
  const waitsForYes = route.needsConfirmation === true && !state.confirmedPublic;

  return (
    <div className="panel-write">
      <p className="panel-chosen">
        <strong>{topic.name}</strong>{' '}
        <Button small look="quiet" onClick={() => state.goTo('topic')}>
          Change the topic
        </Button>
      </p>
      {topic.note && (
        <Notice kind="info" standing>
          {topic.note}
        </Notice>
      )}

      <section aria-labelledby={`${id}-who`}>
        <h3 id={`${id}-who`}>Who will see this report</h3>
        {only ? (
          <p className="panel-who">{route.whoSees}</p>
        ) : (
          <Choice
            legend="Who will see this report"
            legendUnseen
            value={route.kind}
            onChange={(kind) => state.chooseRoute(kind)}
            options={all
              .filter((one) => one.available)
              .map((one) => ({
                value: one.kind,
                label: `${NAMES[one.kind]}${one.address ? ` to ${one.address}` : ''}`,
                note: one.whoSees,
              }))}
          />
        )}
        {all
          .filter((one) => !one.available && one.whyNot)
          .map((one) => (
            <p className="panel-whynot" key={one.kind}>
              <strong>{NAMES[one.kind]}</strong> is not possible: {one.whyNot}{' '}
              {one.kind === 'public-api' && (
                <Button
                  small
                  look="quiet"
                  onClick={() => void ask('page.open', { page: 'options', hash: 'account' })}
                >
                  Open the options
                </Button>
              )}
            </p>
          ))}
        {route.needsConfirmation && (
          <label className="panel-confirm">
            <input
              type="checkbox"
              checked={state.confirmedPublic}
              onChange={(event) => state.confirmPublic(event.target.checked)}
            />
            I know that this will be public, for everyone and for good, also for the people it is about.
          </label>
        )}
      </section>

      {route.kind !== 'private-mail' && <Existing />}

      {minors && <Hotlines />}

      {topic.kind !== 'restricted' && route.allowsText && (
        <Choice
          legend="What would make it right?"
          value={state.draft?.remedy ?? 'none'}
          onChange={(value) => state.askFor(value === 'none' ? undefined : (value as Report['remedy']))}
          options={[...REMEDIES, { value: 'none', label: 'I leave that open' }]}
        />
      )}

      {route.allowsText && (
        <section>
          <label className="panel-label" htmlFor={`${id}-text`}>
            What did you see, and where?
          </label>
          {topic.asks && topic.asks.length > 0 && (
            <ul className="panel-asks" id={`${id}-asks`}>
              {topic.asks.map((question) => (
                <li key={question}>{question}</li>
              ))}
            </ul>
          )}
          <textarea
            id={`${id}-text`}
            className="panel-text"
            rows={6}
            maxLength={MAX_TEXT}
            disabled={waitsForYes}
            aria-describedby={`${id}-asks ${id}-hint`}
            value={text}
            onChange={(event) => state.write(event.target.value)}
          />
          <p className="panel-hint" id={`${id}-hint`}>
            {waitsForYes
              ? 'Tick the box above first: this topic is private unless you decide otherwise.'
              : route.kind === 'private-mail'
                ? 'Facts and places help most. The mail is yours: you can change it before you send it.'
                : 'Facts and places help most. Leave out names, addresses and other private data: this is public.'}
            {text.length > COUNT_FROM && ` ${MAX_TEXT - text.length} characters left.`}
          </p>
        </section>
      )}

      <div className="panel-actions">
        <Button onClick={() => state.goTo('topic')}>Back</Button>
        <Button look="primary" disabled={waitsForYes} onClick={() => state.goTo('preview')}>
          Preview
        </Button>
        <Saved />
      </div>
    </div>
  );
}

function Saved() {
  const saved = usePanel((state) => state.draftSaved);
  return (
    <span className="panel-saved" role="status">
      {saved ? 'Draft kept on this device' : ''}
    </span>
  );
}

function Existing() {
  const context = usePanel((state) => state.context);
  if (!context) return null;
  if (context.problem) {
    return (
      <Notice kind="warn" standing>
        {context.problem} You can write your report all the same.
      </Notice>
    );
  }
  if (context.existing.length === 0) return null;
  return (
    <Notice
      kind="info"
      standing
      title={
        context.existing.length === 1
          ? 'There is already a report'
          : `There are already ${context.existing.length} reports`
      }
    >
      <p>If one of them says the same, adding what you know there helps more than another thread.</p>
      <ul className="panel-existing">
        {context.existing.slice(0, 5).map((thread) => (
          <li key={thread.discussion}>
            <OutLink href={thread.url}>
              #{thread.discussion} {thread.title}
            </OutLink>{' '}
            {thread.pinned && <strong>pinned </strong>}
            {thread.byStaff && <strong>by Hugging Face staff </strong>}
            <span className="ui-quiet">{thread.status}</span>
          </li>
        ))}
      </ul>
    </Notice>
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
