import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type ListAction, valueWords } from '../../../lib/nfaa/rule.ts';
import type { ListPreview } from '../../../lib/nfaa/rule-views.ts';
import { Button, OutLink } from '../../ui/Button.tsx';
import { useLock } from '../../ui/lock-store.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Time } from '../../ui/Time.tsx';
import { Field } from './fields.tsx';
import { ListActionField } from './ListActionField.tsx';
import { ListItem } from './ListItem.tsx';
import { SaidNotice } from './SaidNotice.tsx';
import { useRules } from './store.ts';
import { ACTION_WORDS, count, LOCKED } from './words.ts';

/** How a list is written; the same text is in our repository (lib/nfaa/labels-jsonl.md). */
const EXAMPLE = '{"repo":"models/owner/name","label":"violence","reason":"Pictures in the card"}';

/** Lists that others keep in dataset repositories of the Hub. */
export function ListsSection() {
  const view = useRules((store) => store.view);
  const locked = useLock((store) => store.lock?.lockedFields.includes('lists') ?? false);
  return (
    <section className="ui-card stack" aria-labelledby="lists" data-section>
      <h2 id="lists">Shared lists</h2>
      <p>
        A list is a dataset repository on the Hub with a file <code>labels.jsonl</code>: others say in it
        which repositories they would mark, cover or hide, and why. Follow one, and its entries count here
        until you stop; a cover says which list it is from. A list never shows what you chose to cover.
      </p>
      {view?.problems.map((problem) => (
        <Notice key={problem} kind="warn" standing>
          {problem}
        </Notice>
      ))}
      {locked ? (
        <Notice kind="info" standing>
          {LOCKED}
        </Notice>
      ) : (
        <ListForm />
      )}
      <SaidNotice where="lists" />
      {view && view.lists.length > 0 && (
        <ul className="rules-list" aria-label="Lists that you follow">
          {view.lists.map((list) => (
            <ListItem key={list.id} list={list} fixed={locked} />
          ))}
        </ul>
      )}
      {view?.lists.length === 0 && (
        <div className="rules-empty">
          <p>
            <strong>You follow no list.</strong> Anybody can write one: make a dataset repository, public or
            for your team alone, and put a file <code>labels.jsonl</code> into it, one entry a line.
          </p>
          <p>
            <code>{EXAMPLE}</code>
          </p>
        </div>
      )}
    </section>
  );
}

function ListForm() {
  const { preview, subscribe } = useRules.getState();
  const busy = useRules((store) => store.busy);
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [found, setFound] = useState<ListPreview | null>(null);
  const field = useRef<HTMLInputElement>(null);

  async function look(event: FormEvent) {
    event.preventDefault();
    if (busy === 'looking at a list') return;
    setFound(null);
    setWrong(text.trim() ? null : 'Paste the link of a dataset first.');
    if (text.trim()) setFound(await preview(text));
    else field.current?.focus();
  }
  async function follow(list: ListPreview, action: ListAction) {
    if (!(await subscribe(list, action))) return;
    setFound(null);
    setText('');
    field.current?.focus();
  }
  return (
    <form className="stack" data-gap="small" onSubmit={(event) => void look(event)} noValidate>
      <Field
        label="Dataset"
        error={wrong}
        note="Its link, or owner/name. It is looked at first; you decide then."
      >
        {(ties) => (
          <input
            {...ties}
            ref={field}
            className="ui-input"
            type="text"
            value={text}
            placeholder="https://huggingface.co/datasets/owner/name"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(event) => {
              setText(event.target.value);
              setWrong(null);
              setFound(null);
            }}
          />
        )}
      </Field>
      <div className="row">
        <Button type="submit" busy={busy === 'looking at a list'}>
          {busy === 'looking at a list' ? 'Asking the Hub…' : 'Look at it'}
        </Button>
      </div>
      {found && (
        <FoundList
          key={found.id}
          list={found}
          busy={busy === 'subscribing'}
          onFollow={(a) => void follow(found, a)}
        />
      )}
    </form>
  );
}

interface FoundListProps {
  list: ListPreview;
  busy: boolean;
  onFollow: (action: ListAction) => void;
}

/** What a list holds, before it is followed. */
export function FoundList({ list, busy, onFollow }: FoundListProps) {
  const [action, setAction] = useState<ListAction>('as-listed');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="rules-preview stack" data-gap="small">
      <h3 ref={heading} tabIndex={-1}>
        {list.name ?? list.id}
      </h3>
      {list.description && <p>{list.description}</p>}
      <p className="ui-small ui-quiet">
        <OutLink href={`https://huggingface.co/datasets/${list.id}`}>{list.id}</OutLink>
        {' · '}
        {count(list.entries, 'entry', 'entries')}
        {list.changed !== undefined && (
          <>
            {' · '}last changed <Time at={list.changed} />
          </>
        )}
      </p>
      {list.skipped > 0 && (
        <Notice kind="warn" standing>
          {count(list.skipped, 'line')} could not be read; the first:{' '}
          {list.problems.map(({ line, why }) => `line ${line}: ${why}`).join(' ')}
        </Notice>
      )}
      {list.sample.length > 0 && (
        <ul className="rules-sample" aria-label="Some of its entries">
          {list.sample.map((entry) => (
            <li key={`${entry.value} ${entry.label}`}>
              <span className="ui-quiet">{ACTION_WORDS[entry.action].name}</span> {valueWords(entry)}:{' '}
              {entry.reason ? `${entry.label}, ${entry.reason}` : entry.label}
              {entry.by && <span className="ui-quiet"> ({entry.by})</span>}
            </li>
          ))}
        </ul>
      )}
      {list.subscribed ? (
        <p>You follow this list already.</p>
      ) : (
        <>
          <ListActionField action={action} onChange={setAction} />
          <div className="row">
            <Button look="primary" busy={busy} onClick={() => onFollow(action)}>
              Follow this list
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
