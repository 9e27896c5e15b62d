/** A topic's rules, word for word, with the version they come from; what we say ourselves is set apart. */
import type { PanelRule, PanelVersion } from '../../lib/platform/answers.ts';
import type { Topic } from '../../lib/policy/topics.ts';
import { Choice } from '../ui/Choice.tsx';
import { Quote } from '../ui/parts.tsx';
import { policyStanding } from '../ui/policy-standing.ts';
import { printedDate } from '../ui/time-words.ts';
import { type CitableText, citableTexts, citedText } from './cited.ts';
import { usePanel } from './store.ts';

const SHOWN = 2;

export function TopicRules({ topic }: { topic: Topic }) {
  const state = usePanel();
  if (!state.policy) return <p className="ui-quiet">Loading the rule…</p>;
  const texts = citableTexts(state.policy, topic);
  const cited = citedText(state, topic);
  const inForce = state.policy.versions.find(({ standing }) => standing === 'in-force');
  const standingOf = ({ standing, printedDate: date }: PanelVersion) =>
    policyStanding({
      standing,
      basisSeen: inForce?.seen ?? false,
      later: (date ?? '') > (inForce?.printedDate ?? ''),
    });
  return (
    <>
      {cited && texts.length > 1 && (
        <TextChoice
          texts={texts}
          cited={cited}
          standingOf={standingOf}
          onChange={(hash) => state.citeText(hash)}
        />
      )}
      {cited && <Rules {...cited} standing={standingOf(cited.version)} />}
      {cited && inForce?.seen === false && <p className="panel-hint">{state.policy.basis}</p>}
      {!cited && (
        <p className="ui-quiet">
          No rule of the policy is cited. “For any Content not listed above that requires our attention, we
          will decide on a case-by-case basis” (text of 2023-08-30).
        </p>
      )}
      {topic.isExamples.length > 0 && <Examples topic={topic} />}
    </>
  );
}

interface TextChoiceProps {
  texts: CitableText[];
  cited: CitableText;
  standingOf: (version: PanelVersion) => string;
  onChange: (hash: string) => void;
}

/** Two texts with other words: both can be read and cited, and each says how it stands. */
function TextChoice({ texts, cited, standingOf, onChange }: TextChoiceProps) {
  const dates = texts.map(({ version }) => version.printedDate);
  const nameOf = ({ hash, printedDate: date }: PanelVersion) =>
    dates.filter((one) => one === date).length > 1
      ? `${printedDate(date)}, text ${hash.slice(0, 6)}`
      : printedDate(date);
  return (
    <Choice
      legend="The words differ between two texts. Cite:"
      value={cited.version.hash}
      options={texts.map(({ version }) => ({
        value: version.hash,
        label: `${nameOf(version)} (${standingOf(version)})`,
        note: version.standing === 'upcoming' ? version.effect : undefined,
      }))}
      onChange={onChange}
    />
  );
}

function Rules({ version, rules, standing }: CitableText & { standing: string }) {
  return (
    <>
      {rules.slice(0, SHOWN).map((rule) => (
        <RuleQuote key={rule.id} rule={rule} version={version} standing={standing} />
      ))}
      {rules.length > SHOWN && (
        <details className="panel-examples">
          <summary>
            {rules.length === SHOWN + 1 ? 'One more rule' : `${rules.length - SHOWN} more rules`}
          </summary>
          {rules.slice(SHOWN).map((rule) => (
            <RuleQuote key={rule.id} rule={rule} version={version} standing={standing} />
          ))}
        </details>
      )}
    </>
  );
}

interface RuleQuoteProps {
  rule: PanelRule;
  version: PanelVersion;
  standing: string;
}

function RuleQuote({ rule, version, standing }: RuleQuoteProps) {
  return (
    <Quote
      from="the Hugging Face Content Policy"
      cite={rule.citation.url}
      source={
        <>
          {rule.id} · text of {version.printedDate ?? 'no printed date'}
          {!version.complete && ', verified parts'} · {standing} · {live(rule)}
        </>
      }
    >
      {rule.text}
    </Quote>
  );
}

function live(rule: PanelRule): string {
  if (rule.inLiveText === null) return 'the Hub’s page of today was not read yet';
  return rule.inLiveText ? 'in the Hub’s text of today' : 'not in the Hub’s text of today';
}

function Examples({ topic }: { topic: Topic }) {
  return (
    <details className="panel-examples">
      <summary>Examples (ours, not the policy’s)</summary>
      <p>It is, for example:</p>
      <ul>
        {topic.isExamples.map((example) => (
          <li key={example}>{example}</li>
        ))}
      </ul>
      {topic.isNot.length > 0 && <p>It is not:</p>}
      <ul>
        {topic.isNot.map((example) => (
          <li key={example}>{example}</li>
        ))}
      </ul>
    </details>
  );
}
