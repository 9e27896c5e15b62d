/** A topic's rules, word for word, with the version they come from; what we say ourselves is set apart. */
import type { PanelRule } from '../../lib/platform/answers.ts';
import type { Topic } from '../../lib/policy/topics.ts';
import { Quote } from '../ui/parts.tsx';
import { usePanel } from './store.ts';

const SHOWN = 2;

export function TopicRules({ topic }: { topic: Topic }) {
  const policy = usePanel((state) => state.policy);
  if (!policy) return <p className="ui-quiet">Loading the rule…</p>;
  const rules = Object.values(topic.ruleIds)
    .flat()
    .map((ruleId) => policy.rules[ruleId])
    .filter((rule): rule is PanelRule => rule !== undefined);
  return (
    <>
      {rules.slice(0, SHOWN).map((rule) => (
        <Quote
          key={rule.id}
          from="the Hugging Face Content Policy"
          cite={rule.citation.url}
          source={
            <>
              {rule.id} · text of {rule.citation.version.printedDate} · {live(rule)}
            </>
          }
        >
          {rule.text}
        </Quote>
      ))}
      {rules.length > SHOWN && <Further rules={rules.slice(SHOWN)} />}
      {rules.length === 0 && (
        <p className="ui-quiet">
          No rule of the policy is cited. “For any Content not listed above that requires our attention, we
          will decide on a case-by-case basis” (text of 2023-08-30).
        </p>
      )}
      {topic.isExamples.length > 0 && (
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
      )}
    </>
  );
}

function Further({ rules }: { rules: PanelRule[] }) {
  return (
    <details className="panel-examples">
      <summary>{rules.length === 1 ? 'One more rule' : `${rules.length} more rules`}</summary>
      {rules.map((rule) => (
        <Quote key={rule.id} from="the Hugging Face Content Policy" source={`${rule.id} · ${live(rule)}`}>
          {rule.text}
        </Quote>
      ))}
    </details>
  );
}

function live(rule: PanelRule): string {
  if (rule.inLiveText === null) return 'the Hub’s page of today was not read yet';
  return rule.inLiveText ? 'in the Hub’s text of today' : 'not in the Hub’s text of today';
}
