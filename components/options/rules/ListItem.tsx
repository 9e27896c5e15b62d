import type { ListView } from '../../../lib/nfaa/rule-views.ts';
import { Button, OutLink } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { Time } from '../../ui/Time.tsx';
import { ListActionField } from './ListActionField.tsx';
import { useRules } from './store.ts';
import { count } from './words.ts';

/** One list that is followed: what it holds, how fresh it is, what is done about its entries. */
export function ListItem({ list, fixed }: { list: ListView; fixed: boolean }) {
  const busy = useRules((store) => store.busy === list.id);
  const { changeList, unsubscribe, refresh } = useRules.getState();
  const name = list.name ?? list.id;
  const held = fixed || list.managed !== undefined;
  return (
    <li className="rule rule-list">
      <div className="rule-facts">
        <h3>{name}</h3>
        <p className="ui-small ui-quiet">
          <OutLink href={`https://huggingface.co/datasets/${list.id}`}>{list.id}</OutLink>
          {list.entries !== undefined && ` · ${count(list.entries, 'entry', 'entries')}`}
          {list.skipped ? ` · ${count(list.skipped, 'line')} not read` : ''}
          {list.private && ' · read with your token'}
        </p>
        <p className="ui-small ui-quiet">
          {list.checked === undefined ? (
            'Not read yet'
          ) : (
            <>
              Looked at <Time at={list.checked} />
            </>
          )}
          {list.changed !== undefined && (
            <>
              {' · '}last changed <Time at={list.changed} />
            </>
          )}
          {list.hit && (
            <>
              {' · '}applied {count(list.hit.count, 'time')}, last <Time at={list.hit.last} />
            </>
          )}
        </p>
        {list.managed && <p className="ui-small">Your organisation has it followed.</p>}
      </div>
      {list.failed && (
        <Notice kind="warn" standing title="It could not be refreshed">
          {list.failed} {list.checked !== undefined && 'What was read before stays in force.'}
          {list.next !== undefined && list.enabled && (
            <>
              {' '}
              It is tried again <Time at={list.next} />.
            </>
          )}
        </Notice>
      )}
      <Switch
        label={
          <>
            In force<span className="ui-unseen">: {name}</span>
          </>
        }
        checked={list.enabled}
        disabled={held}
        onChange={(enabled) => void changeList(list.id, { enabled })}
      />
      <ListActionField
        action={list.action}
        of={name}
        disabled={held}
        onChange={(action) => void changeList(list.id, { action })}
      />
      <div className="row">
        <Button small icon="again" busy={busy} onClick={() => void refresh(list.id)}>
          Refresh now<span className="ui-unseen">: {name}</span>
        </Button>
        {!held && (
          <Button small look="danger" busy={busy} onClick={() => void unsubscribe(list.id)}>
            Stop following<span className="ui-unseen">: {name}</span>
          </Button>
        )}
      </div>
    </li>
  );
}
