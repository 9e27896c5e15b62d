/** Remove it, or make it safe: the policy's two tracks, who handles each, and the remedies that each knows. */
import { forksFor, type PolicyQuote, remediesFor } from '../../lib/report/remedies.ts';
import type { Fork as ForkKind, Report } from '../../lib/report/report.ts';
import { kindOf } from '../../lib/report/target.ts';
import { Choice } from '../ui/Choice.tsx';
import { currentFork, topicOf } from './derived.ts';
import { usePanel } from './store.ts';

interface ForkProps {
  topicId: string;
  value: ForkKind | undefined;
  onChange: (fork: ForkKind) => void;
}

/** One press where there are two; a line where there is one; nothing for topics that ask for nothing. */
export function Fork({ topicId, value, onChange }: ForkProps) {
  const { options } = forksFor(topicId);
  const chosen = options.find((one) => one.value === value) ?? options[0];
  if (!chosen) return null;
  return (
    <div className="panel-fork">
      {options.length > 1 ? (
        <Choice
          legend="What should happen?"
          look="segments"
          value={chosen.value}
          options={options}
          onChange={onChange}
        />
      ) : (
        <p>
          <strong>What is asked for:</strong> {chosen.label.toLowerCase()}
        </p>
      )}
      <p className="panel-hint" aria-live="polite">
        {chosen.handledBy} <Quoted quote={chosen.quote} />
      </p>
    </div>
  );
}

/** The policy's words in a line of ours, with the version that prints them. */
export function Quoted({ quote }: { quote: PolicyQuote }) {
  return (
    <>
      <q>{quote.text}</q> (text of {quote.version})
    </>
  );
}

/** What would make it right, in the policy's own vocabulary. */
export function Remedies() {
  const state = usePanel();
  const topic = topicOf(state);
  const fork = currentFork(state);
  if (!topic || !fork || !state.target) return null;
  const options = remediesFor(fork, kindOf(state.target));
  // "Remove it" of a repository says it all.
  if (options.length === 0 || (fork === 'restricted' && options[0]?.value === 'remove')) return null;
  return (
    <Choice
      legend={fork === 'moderated' ? 'What would make it right?' : 'What do you ask for?'}
      value={state.draft?.remedy ?? 'none'}
      onChange={(value) => state.askFor(value === 'none' ? undefined : (value as Report['remedy']))}
      options={[
        ...options.map(({ value, label, quote }) => ({
          value: value as string,
          label,
          note: quote && <Quoted quote={quote} />,
        })),
        { value: 'none', label: 'I leave that open' },
      ]}
    />
  );
}
