import { isReveal } from '../../../lib/nfaa/rule.ts';
import { Button } from '../../ui/Button.tsx';
import { Time } from '../../ui/Time.tsx';
import { Value } from './RuleItem.tsx';
import { SaidNotice } from './SaidNotice.tsx';
import { useRules } from './store.ts';
import { ruleWords } from './words.ts';

/** What the person chose to see: kept here and nowhere else, and taken away in one press. */
export function SeenPart({ fixed }: { fixed: boolean }) {
  const all = useRules((store) => store.view?.rules);
  const busy = useRules((store) => store.busy);
  const remove = useRules((store) => store.remove);
  const seen = (all ?? []).filter(isReveal).sort((a, b) => b.created - a.created);
  return (
    <div className="stack" data-gap="small">
      <h3>Repositories that you chose to see</h3>
      <SaidNotice where="seen" />
      {seen.length === 0 ? (
        <p className="ui-small ui-quiet">
          None. When you show a covered repository for this session or for good, it stands here.
        </p>
      ) : (
        <>
          <ul className="rules-list" aria-label="Repositories that you chose to see, newest first">
            {seen.map((rule) => (
              <li className="rule" key={rule.id}>
                <div className="rule-facts">
                  <p>
                    <Value rule={rule} />
                  </p>
                  <p className="ui-small ui-quiet">
                    {rule.session === undefined ? 'Always' : 'Until the browser closes'}
                    {rule.expires !== undefined && (
                      <>
                        {' · '}ends <Time at={rule.expires} />
                      </>
                    )}
                    {' · '}since <Time at={rule.created} />
                  </p>
                </div>
                {!fixed && (
                  <div className="row rule-acts">
                    <Button small busy={busy === rule.id} onClick={() => void remove([rule], 'seen')}>
                      Cover again<span className="ui-unseen">: {ruleWords(rule)}</span>
                    </Button>
                  </div>
                )}
              </li>
            ))}
          </ul>
          {!fixed && (
            <div className="row">
              <Button look="danger" busy={busy === 'removing'} onClick={() => void remove(seen, 'seen')}>
                Clear all {seen.length}
              </Button>
            </div>
          )}
        </>
      )}
    </div>
  );
}
