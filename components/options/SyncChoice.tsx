import { useEffect, useRef, useState } from 'react';
import type { SyncChoice } from '../../lib/account/sync-state.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { Time } from '../ui/Time.tsx';
import { useSync } from './sync-store.ts';
import { differences, WAYS } from './sync-words.ts';

/** There are settings in sync already: whose count? Nothing is changed before the button is pressed. */
export function SyncChoicePart({ choice, fixed }: { choice: SyncChoice; fixed: boolean }) {
  const { busy, resolve, set } = useSync();
  const [way, setWay] = useState<(typeof WAYS)[number]['value']>('both');
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever flipped the switch goes on here; whoever only opened the page is left where they are.
  useEffect(() => {
    if (document.activeElement?.closest('[aria-labelledby="sync"]')) heading.current?.focus();
  }, []);
  return (
    <section className="sync-choice stack" data-gap="small" aria-labelledby="sync-choice">
      <h3 id="sync-choice" ref={heading} tabIndex={-1}>
        Whose settings count?
      </h3>
      <p>
        There are settings in sync already, from another device or from before
        {choice.newest > 0 && (
          <>
            , last changed <Time at={choice.newest} />
          </>
        )}
        . Nothing is changed on either side before you choose.
      </p>
      <div className="table-frame">
        <table className="stored sync-table">
          <caption>Where the two differ</caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">This device</th>
              <th scope="col">In sync</th>
            </tr>
          </thead>
          <tbody>
            {differences(choice).map(({ name, here, there }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td data-side="This device">{here}</td>
                <td data-side="In sync">{there}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Choice legend="Use" options={WAYS} value={way} onChange={setWay} disabled={fixed} />
      <p className="ui-small ui-quiet">What you chose to see on this device stays, whichever you use.</p>
      <div className="row">
        <Button look="primary" busy={busy === 'choosing'} disabled={fixed} onClick={() => void resolve(way)}>
          {WAYS.find(({ value }) => value === way)!.press}
        </Button>
        <Button disabled={fixed} onClick={() => void set(false)}>
          Not now: switch sync off
        </Button>
      </div>
    </section>
  );
}
