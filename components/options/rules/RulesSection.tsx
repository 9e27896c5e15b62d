import { useEffect, useState } from 'react';
import { isReveal } from '../../../lib/nfaa/rule.ts';
import type { RuleView } from '../../../lib/nfaa/rule-views.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { useLock } from '../../ui/lock-store.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Busy } from '../../ui/parts.tsx';
import { RuleForm } from './RuleForm.tsx';
import { RuleFacts, RuleItem } from './RuleItem.tsx';
import { RulesFile } from './RulesFile.tsx';
import { SaidNotice } from './SaidNotice.tsx';
import { SeenPart } from './SeenPart.tsx';
import { followRules, useRules } from './store.ts';
import { KIND_WORDS, KINDS, type KindFilter, LOCKED, matching, SEARCH_FROM, SHOWN_AT_ONCE } from './words.ts';
import './rules.css';

/** The person's own rules, what they chose to see, and both as a file. */
export function RulesSection() {
  const view = useRules((store) => store.view);
  const problem = useRules((store) => store.problem);
  const load = useRules((store) => store.load);
  const locked = useLock((store) => store.lock?.lockedFields.includes('rules') ?? false);
  useEffect(followRules, []);
  const rules = view?.rules.filter((rule) => !isReveal(rule)) ?? [];
  return (
    <section className="ui-card stack" aria-labelledby="rules" data-section>
      <h2 id="rules">Own rules</h2>
      <p>
        Beyond the label: cover or hide what you do not want to see, or always show what you do. Of two rules
        about one repository the narrower counts: repository before author, author before licence, licence
        before tag, tag before word.
      </p>
      {problem && (
        <Notice
          kind="error"
          actions={
            <Button small icon="again" onClick={() => void load()}>
              Read them again
            </Button>
          }
        >
          {problem}
        </Notice>
      )}
      {!view && !problem && <Busy>Reading your rules…</Busy>}
      {view && (
        <>
          {locked ? (
            <Notice kind="info" standing>
              {LOCKED}
            </Notice>
          ) : (
            <div>
              <h3>Add a rule</h3>
              <RuleForm />
            </div>
          )}
          <SaidNotice where="rules" />
          {rules.length > 0 ? <RuleList rules={rules} fixed={locked} /> : <NoRules />}
          {view.forced.length > 0 && (
            <details>
              <summary>Set by your organisation ({view.forced.length})</summary>
              <ul className="rules-list" aria-label="Rules of your organisation">
                {view.forced.map((rule) => (
                  <li className="rule" key={rule.id}>
                    <RuleFacts rule={rule} />
                  </li>
                ))}
              </ul>
            </details>
          )}
          <SeenPart fixed={locked} />
          <RulesFile fixed={locked} />
        </>
      )}
    </section>
  );
}

function NoRules() {
  return (
    <div className="rules-empty">
      <p>
        <strong>No rules yet.</strong> For example: choose “Author or organisation”, enter a name and “Hide”,
        and none of their repositories is listed any more. The menu of a covered card makes rules, too.
      </p>
    </div>
  );
}

/** With a search as soon as there are many. */
export function RuleList({ rules, fixed }: { rules: RuleView[]; fixed: boolean }) {
  const [search, setSearch] = useState('');
  const [kind, setKind] = useState<KindFilter>('all');
  const [all, setAll] = useState(false);
  const many = rules.length > SEARCH_FROM;
  const found = many ? matching(rules, search, kind) : matching(rules, '', 'all');
  const shown = all ? found : found.slice(0, SHOWN_AT_ONCE);
  const kinds = KINDS.filter((each) => each === kind || rules.some((rule) => rule.kind === each));
  return (
    <div className="stack" data-gap="small">
      <h3>Your rules</h3>
      {many && (
        <search className="rules-tools">
          <div className="ui-field">
            <label htmlFor="rules-search">Search</label>
            <input
              id="rules-search"
              type="search"
              className="ui-input"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </div>
          <Choice<KindFilter>
            legend="About"
            look="segments"
            value={kind}
            options={[
              { value: 'all', label: 'All' },
              ...kinds.map((value) => ({ value, label: KIND_WORDS[value].short })),
            ]}
            onChange={setKind}
          />
        </search>
      )}
      <p className="ui-small ui-quiet" role="status">
        {found.length === rules.length
          ? `${rules.length} in all, newest first`
          : `${found.length} of ${rules.length}`}
      </p>
      <ul className="rules-list" aria-label="Your rules, newest first">
        {shown.map((rule) => (
          <RuleItem key={rule.id} rule={rule} fixed={fixed} />
        ))}
      </ul>
      {shown.length < found.length && (
        <div className="row">
          <Button onClick={() => setAll(true)}>Show all {found.length}</Button>
        </div>
      )}
    </div>
  );
}
