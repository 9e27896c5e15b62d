/** What is wrong? A list that is searched by typing and walked with the arrow keys; the rule that applies stands beside it. */
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { searchTopics, type Topic, type TopicSuggestion, topicById } from '../../lib/policy/topics.ts';
import { forksFor } from '../../lib/report/remedies.ts';
import type { Fork as ForkKind } from '../../lib/report/report.ts';
import { Button } from '../ui/Button.tsx';
import { topicOf } from './derived.ts';
import { Fork } from './Fork.tsx';
import { usePanel } from './store.ts';
import { TopicRules } from './TopicRules.tsx';

const GROUPS: { kind: Topic['kind']; title: string; note: string }[] = [
  { kind: 'restricted', title: 'Not allowed on the Hub', note: 'Usually handled by the Hugging Face team.' },
  {
    kind: 'moderated',
    title: 'Needs safeguards',
    note: 'Usually handled together with the repository’s owner.',
  },
  { kind: 'other', title: 'Something else', note: '' },
];

/** How far each key goes in the list. */
const STEPS: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 6,
  PageUp: -6,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

export function TopicStep() {
  const state = usePanel();
  const chosen = topicOf(state);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState<string | null>(null);
  const [picked, setPicked] = useState<{ topicId: string; fork: ForkKind } | null>(null);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => searchTopics(query), [query]);
  // While searching, the best match comes first; otherwise the policy's own order, in its groups.
  const groups = query.trim()
    ? [{ title: '', note: '', topics: found }]
    : GROUPS.map((group) => ({ ...group, topics: found.filter((topic) => topic.kind === group.kind) }));
  const suggestions = state.context?.suggestions ?? [];
  const order = groups.flatMap((group) => group.topics);
  // A kept draft is loaded while this is already shown: its topic is where the person goes on.
  const offered = [active, query.trim() ? null : chosen?.id, order[0]?.id];
  const activeId = offered.find((one) => order.some((topic) => topic.id === one)) ?? null;
  const shown = order.find((topic) => topic.id === activeId) ?? chosen;

  useEffect(() => {
    const option = [...(list.current?.querySelectorAll('[role=option]') ?? [])].find(
      (o) => o.id === `${id}-${activeId}`,
    );
    option?.scrollIntoView({ block: 'nearest' });
  }, [activeId, id]);

  const move = (by: number) => {
    const at = order.findIndex((topic) => topic.id === activeId);
    const next = order[Math.max(0, Math.min(order.length - 1, at + by))];
    if (next) setActive(next.id);
  };
  /** As pressed here, as kept in the draft, or what is sensible for the topic. */
  const forkOf = (topicId: string): ForkKind | undefined =>
    (picked?.topicId === topicId ? picked.fork : undefined) ??
    (chosen?.id === topicId ? state.draft?.fork : undefined) ??
    forksFor(topicId).default ??
    undefined;
  const choose = (topicId: string | null) => {
    if (!topicId) return;
    const fork = forkOf(topicId);
    state.chooseTopic(topicId);
    if (fork) state.chooseFork(fork);
    state.goTo('write');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Home and End belong to the text while there is some.
    if (event.nativeEvent.isComposing || ((event.key === 'Home' || event.key === 'End') && query)) return;
    if (event.key === 'Enter') choose(activeId);
    else if (STEPS[event.key]) move(STEPS[event.key]!);
    else return;
    event.preventDefault();
  };

  return (
    <div className="panel-topics">
      <div className="panel-pick">
        <label htmlFor={`${id}-search`}>What is wrong? Type a word, or choose below.</label>
        <input
          id={`${id}-search`}
          className="panel-search"
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={activeId ? `${id}-${activeId}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="deepfake, malware, spam, licence…"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(null);
          }}
          onKeyDown={onKeyDown}
        />
        {!query && suggestions.length > 0 && (
          <p className="panel-hint">
            May fit, by this repository’s own name and tags:{' '}
            {suggestions.map(({ topicId }) => (
              <Button key={topicId} small onClick={() => setActive(topicId)}>
                {topicById(topicId)?.name}
              </Button>
            ))}
          </p>
        )}
        <div
          className="panel-list"
          role="listbox"
          id={`${id}-list`}
          aria-label="Topics"
          ref={list}
          tabIndex={-1}
        >
          {groups.map(
            (group) =>
              group.topics.length > 0 && (
                // biome-ignore lint/a11y/useSemanticElements: a listbox groups its options by role; a fieldset is for controls.
                <div key={group.title} role="group" aria-label={group.title || 'Best matches'}>
                  {group.title && (
                    <p className="panel-group" aria-hidden="true">
                      {group.title} {group.note && <span>{group.note}</span>}
                    </p>
                  )}
                  {group.topics.map((topic) => (
                    <Option
                      key={topic.id}
                      id={`${id}-${topic.id}`}
                      topic={topic}
                      active={topic.id === activeId}
                      point={() => setActive(topic.id)}
                      choose={() => setActive(topic.id)}
                    />
                  ))}
                </div>
              ),
          )}
          {order.length === 0 && (
            <p className="panel-none" role="status">
              No topic matches “{query}”.{' '}
              <Button small onClick={() => setQuery('')}>
                Show all topics
              </Button>
            </p>
          )}
        </div>
      </div>
      <div className="panel-rule" aria-live="polite" tabIndex={-1}>
        {shown ? (
          <>
            <h3>{shown.name}</h3>
            <p>{shown.summary}</p>
            <Because suggestion={suggestions.find(({ topicId }) => topicId === shown.id)} />
            <TopicRules topic={shown} />
            <Fork
              topicId={shown.id}
              value={forkOf(shown.id)}
              onChange={(fork) => setPicked({ topicId: shown.id, fork })}
            />
            <div className="panel-actions">
              <Button look="primary" onClick={() => choose(shown.id)}>
                Choose this topic
              </Button>
            </div>
          </>
        ) : (
          <p className="ui-quiet">The rule that applies is shown here.</p>
        )}
      </div>
    </div>
  );
}

/** Why a topic was suggested; it proves nothing, and says so. */
function Because({ suggestion }: { suggestion: TopicSuggestion | undefined }) {
  return suggestion ? <p className="panel-hint">Suggested: {suggestion.because}</p> : null;
}

interface OptionProps {
  id: string;
  topic: Topic;
  active: boolean;
  point: () => void;
  choose: () => void;
}

function Option({ id, topic, active, choose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above owns the keyboard (aria-activedescendant).
    <div id={id} className="panel-option" role="option" tabIndex={-1} aria-selected={active} onClick={choose}>
      {topic.name}
    </div>
  );
}
