import { useEffect, useRef, useState } from 'react';
import { refOfKey, repoUrl } from '../../../lib/hub/url.ts';
import { type ForcedRule, valueWords } from '../../../lib/nfaa/rule.ts';
import type { RuleView } from '../../../lib/nfaa/rule-views.ts';
import { Button, OutLink } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Time } from '../../ui/Time.tsx';
import { RuleForm } from './RuleForm.tsx';
import { useRules } from './store.ts';
import { ACTION_WORDS, count, KIND_WORDS, ruleWords } from './words.ts';

/** One rule: what it is about, what it does, until when, how often it applied; changed in its place. */
export function RuleItem({ rule, fixed }: { rule: RuleView; fixed: boolean }) {
  const [editing, setEditing] = useState(false);
  const busy = useRules((store) => store.busy === rule.id);
  const remove = useRules((store) => store.remove);
  const row = useRef<HTMLLIElement>(null);
  const before = useRef(false);
  useEffect(() => {
    if (editing) row.current?.querySelector<HTMLElement>('input[type="text"]')?.focus();
    else if (before.current) row.current?.querySelector<HTMLElement>('button')?.focus();
    before.current = editing;
  }, [editing]);
  return (
    <li className="rule" ref={row}>
      {editing ? (
        <RuleForm rule={rule} onClose={() => setEditing(false)} />
      ) : (
        <>
          <RuleFacts rule={rule} />
          {!fixed && (
            <div className="row rule-acts">
              <Button small onClick={() => setEditing(true)}>
                Change<span className="ui-unseen">: {ruleWords(rule)}</span>
              </Button>
              <Button small look="danger" busy={busy} onClick={() => void remove([rule], 'rules')}>
                Remove<span className="ui-unseen">: {ruleWords(rule)}</span>
              </Button>
            </div>
          )}
        </>
      )}
    </li>
  );
}

/** What a rule says, and what came of it. */
export function RuleFacts({ rule }: { rule: RuleView | ForcedRule }) {
  const { name, icon } = ACTION_WORDS[rule.action];
  return (
    <div className="rule-facts">
      <p>
        <span className="ui-badge" data-tone={rule.action === 'show' ? 'done' : 'info'}>
          <Icon name={icon} />
          {name}
        </span>{' '}
        <span className="ui-quiet">{KIND_WORDS[rule.kind].short}</span> <Value rule={rule} />
      </p>
      {'created' in rule && (
        <p className="ui-small ui-quiet">
          {rule.hit ? (
            <>
              Applied {count(rule.hit.count, 'time')}, last <Time at={rule.hit.last} />
            </>
          ) : (
            'Not applied so far'
          )}
          {rule.expires !== undefined && (
            <>
              {' · '}ends <Time at={rule.expires} />
            </>
          )}
          {' · '}made <Time at={rule.created} />
        </p>
      )}
      {rule.note && <p className="ui-small">{rule.note}</p>}
    </div>
  );
}

export function Value({ rule }: { rule: Pick<RuleView, 'kind' | 'value'> }) {
  if (rule.kind === 'repo') return <OutLink href={repoUrl(refOfKey(rule.value))}>{valueWords(rule)}</OutLink>;
  return <strong>{rule.value}</strong>;
}
