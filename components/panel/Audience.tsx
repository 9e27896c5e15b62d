/** Who will see it, settled before anything is typed: the ways there are, the ones that are closed and why, and a yes where one is needed. */
import { useId } from 'react';
import { ask } from '../../lib/platform/ask.ts';
import type { RouteKind } from '../../lib/report/report.ts';
import { dialogIsForModerators, type Route } from '../../lib/report/route.ts';
import { kindOf } from '../../lib/report/target.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { currentRoute, routes } from './derived.ts';
import { usePanel } from './store.ts';

const NAMES: Record<RouteKind, string> = {
  'public-api': 'Public: a thread in the Community tab',
  'public-form': 'Public: the Hub’s own form, filled in for you',
  'public-comment': 'Public: a comment in the thread that is there',
  'hub-dialog': 'Public: the Hub’s own Report dialog, with your text to paste',
  'private-mail': 'Private: a mail',
};

export function Audience() {
  const state = usePanel();
  const id = useId();
  const all = routes(state);
  const route = currentRoute(state);
  if (!route) return null;
  // A thread is joined by hand where no token is there to do it: chosen all the same.
  const moderators = state.target !== null && dialogIsForModerators(kindOf(state.target));
  const nameOf = ({ kind }: Route) =>
    kind === 'hub-dialog' && moderators ? 'The moderators: the Hub’s own Report dialog' : NAMES[kind];
  const offered = all.filter((one) => one.available || one.kind === route.kind);
  const closed = all.filter((one) => !one.available && one.whyNot);
  return (
    <section aria-labelledby={`${id}-who`}>
      <h3 id={`${id}-who`}>Who will see this report</h3>
      {all.length === 1 ? (
        <p className="panel-who">{route.whoSees}</p>
      ) : (
        <Choice
          legend="Who will see this report"
          legendUnseen
          value={route.kind}
          onChange={(kind) => state.chooseRoute(kind)}
          options={offered.map((one) => ({
            value: one.kind,
            label: `${nameOf(one)}${one.address ? ` to ${one.address}` : ''}`,
            // Who reads it by the way that is chosen; the others say the gist in their names.
            note: one.kind === route.kind ? one.whoSees : undefined,
          }))}
        />
      )}
      {closed.map((one) => (
        <p className="panel-whynot" key={one.kind}>
          <strong>{nameOf(one)}</strong> {one.kind === route.kind ? 'needs your own hand' : 'is not possible'}
          : {one.whyNot}{' '}
          {(one.kind === 'public-api' || one.kind === 'public-comment') && (
            <Button
              small
              look="quiet"
              onClick={() => void ask('page.open', { page: 'options', hash: 'account' })}
            >
              Open the options
            </Button>
          )}
        </p>
      ))}
      {route.needsConfirmation && (
        <label className="panel-confirm">
          <input
            type="checkbox"
            checked={state.confirmedPublic}
            onChange={(event) => state.confirmPublic(event.target.checked)}
          />
          I know that this will be public, for everyone and for good, also for the people it is about.
        </label>
      )}
    </section>
  );
}
